// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/gitrevision.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QStringList>

#include <algorithm>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace runbook {

namespace {

constexpr qint64 kMostIndex = qint64{64} * 1024 * 1024;
constexpr qint64 kMostText = qint64{4} * 1024 * 1024; // of HEAD, a ref, packed-refs
constexpr int kMostLevels = 64; // of folders upwards
constexpr int kMostReferences = 5; // of one ref to another

std::optional<QByteArray> readFile(const QString& path, qint64 most)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly) || file.size() > most)
        return std::nullopt;
    return file.read(most);
}

bool isHash(const QByteArray& text)
{
    return (text.size() == 40 || text.size() == 64)
        && std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

// A name of a ref that stays inside .git.
bool isRefName(const QByteArray& name)
{
    return name.startsWith("refs/") && !name.contains("..") && !name.contains('\0')
        && name.size() < 1024;
}

class Bytes // big-endian, checked
{
public:
    explicit Bytes(QByteArrayView data)
        : m_data(data)
    {
    }
    bool isGood() const { return m_isGood; }
    qsizetype at() const { return m_at; }
    QByteArrayView take(qsizetype count)
    {
        if (count < 0 || count > m_data.size() - m_at) {
            m_isGood = false;
            return {};
        }
        m_at += count;
        return m_data.sliced(m_at - count, count);
    }
    quint32 number(int bytes)
    {
        quint32 value = 0;
        for (const char c : take(bytes))
            value = value << 8U | static_cast<unsigned char>(c);
        return value;
    }
    QByteArrayView untilNul()
    {
        const qsizetype end = m_data.indexOf('\0', m_at);
        if (end < 0) {
            m_isGood = false;
            return {};
        }
        const QByteArrayView text = m_data.sliced(m_at, end - m_at);
        m_at = end + 1;
        return text;
    }

private:
    QByteArrayView m_data;
    qsizetype m_at = 0;
    bool m_isGood = true;
};

struct Index
{
    QHash<QByteArray, QByteArray> blobs; // by path from the top of the tree; conflicts are left out
    bool isTreeWhole = false; // the cached tree of the top is valid: nothing was staged since
};

// How many characters of the path before a version 4 entry takes away.
qsizetype prefixCut(Bytes& bytes)
{
    quint32 byte = bytes.number(1);
    qsizetype value = byte & 0x7fU;
    for (int i = 0; i < 4 && (byte & 0x80U) != 0 && bytes.isGood(); ++i) {
        byte = bytes.number(1);
        value = ((value + 1) << 7) | (byte & 0x7fU);
    }
    return value;
}

// gitformat-index(5).
std::optional<Index> readIndex(const QByteArray& data, int hashBytes)
{
    if (data.size() < 12 + hashBytes)
        return std::nullopt;
    Bytes bytes(QByteArrayView(data).first(data.size() - hashBytes));
    if (bytes.take(4) != "DIRC")
        return std::nullopt;
    const quint32 version = bytes.number(4);
    const quint32 count = bytes.number(4);
    if (version < 2 || version > 4)
        return std::nullopt;
    Index index;
    QByteArray path;
    for (quint32 i = 0; i < count && bytes.isGood(); ++i) {
        const qsizetype start = bytes.at();
        bytes.take(40); // times, device, inode, mode, owner, size
        const QByteArrayView blob = bytes.take(hashBytes);
        const quint32 flags = bytes.number(2);
        if (version >= 3 && (flags & 0x4000U) != 0)
            bytes.take(2);
        if (version == 4) {
            const qsizetype cut = prefixCut(bytes);
            if (cut > path.size())
                return std::nullopt;
            path.chop(cut);
            path += bytes.untilNul();
        } else {
            path = bytes.untilNul().toByteArray();
            // One to eight NULs, so that an entry is a multiple of eight.
            bytes.take((8 - (bytes.at() - start) % 8) % 8);
        }
        if ((flags & 0x3000U) == 0)
            index.blobs.insert(path, blob.toByteArray());
    }
    while (bytes.isGood() && bytes.at() + 8 <= data.size() - hashBytes) {
        const QByteArrayView signature = bytes.take(4);
        const QByteArrayView extension = bytes.take(bytes.number(4));
        if (signature != "TREE")
            continue;
        Bytes tree(extension);
        const bool isTop = tree.untilNul().isEmpty();
        const qsizetype space = extension.indexOf(' ', tree.at());
        index.isTreeWhole =
            isTop && tree.isGood() && space > tree.at() && extension.at(tree.at()) != '-';
    }
    return bytes.isGood() ? std::optional(std::move(index)) : std::nullopt;
}

} // namespace

struct GitRevision::Checkout
{
    QString top; // of the working tree
    QString gitFolder; // of this worktree
    QString common; // of all worktrees
    QString branch; // "refs/heads/main"; empty: none
    std::string commit;
    std::optional<Index> index;
    int hashBytes = 20;

    void resolve()
    {
        QByteArray name = "HEAD";
        for (int i = 0; i < kMostReferences; ++i) {
            const QByteArray text = readRef(name).trimmed();
            if (isHash(text)) {
                commit = text.toStdString();
                return;
            }
            if (!text.startsWith("ref:"))
                return;
            name = text.sliced(4).trimmed();
            if (!isRefName(name))
                return;
            branch = QString::fromUtf8(name);
        }
    }

    // HEAD is the worktree's, branches are common.
    QByteArray readRef(const QByteArray& name) const
    {
        for (const QString& folder : {gitFolder, common}) {
            if (const auto text = readFile(folder + u'/' + QString::fromUtf8(name), kMostText))
                return *text;
        }
        const QByteArray packed = readFile(common + u"/packed-refs"_s, kMostText).value_or("");
        for (const QByteArray& line : packed.split('\n')) {
            const qsizetype space = line.indexOf(' ');
            if (space > 0 && line.sliced(space + 1).trimmed() == name)
                return line.first(space);
        }
        return {};
    }
};

GitRevision::GitRevision() = default;
GitRevision::GitRevision(GitRevision&& other) noexcept = default;
GitRevision& GitRevision::operator=(GitRevision&& other) noexcept = default;
GitRevision::~GitRevision() = default;

GitRevision GitRevision::of(const QString& folder)
{
    GitRevision revision;
    if (folder.isEmpty())
        return revision;
    // Where a link leads to is where the files are.
    QString at = QFileInfo(folder).canonicalFilePath();
    for (int level = 0; level < kMostLevels && !at.isEmpty(); ++level) {
        const QFileInfo git(at + u"/.git"_s);
        QString gitFolder;
        if (git.isDir()) {
            gitFolder = git.filePath();
        } else if (git.isFile()) { // a worktree or a submodule: a file that names the place
            const QByteArray text = readFile(git.filePath(), 4096).value_or("").trimmed();
            if (text.startsWith("gitdir:"))
                gitFolder = QDir(at).absoluteFilePath(QString::fromUtf8(text.sliced(7).trimmed()));
        }
        if (QFileInfo(gitFolder + u"/HEAD"_s).isFile()) {
            revision.m_checkout = std::make_unique<Checkout>();
            Checkout& checkout = *revision.m_checkout;
            checkout.top = at;
            checkout.gitFolder = gitFolder;
            const QByteArray common =
                readFile(gitFolder + u"/commondir"_s, 4096).value_or("").trimmed();
            checkout.common = common.isEmpty()
                ? gitFolder
                : QDir(gitFolder).absoluteFilePath(QString::fromUtf8(common));
            checkout.resolve();
            checkout.hashBytes = checkout.commit.size() == 64 ? 32 : 20;
            if (const auto data = readFile(gitFolder + u"/index"_s, kMostIndex))
                checkout.index = readIndex(*data, checkout.hashBytes);
            return revision;
        }
        const QString parent = QFileInfo(at).path();
        if (parent == at)
            break;
        at = parent;
    }
    return revision;
}

bool GitRevision::isCheckout() const
{
    return m_checkout != nullptr;
}

const std::string& GitRevision::commit() const
{
    static const std::string none;
    return m_checkout ? m_checkout->commit : none;
}

CommitState GitRevision::stateOf(const QString& file, const std::string& content) const
{
    if (!m_checkout)
        return CommitState::None;
    if (m_checkout->commit.empty())
        return CommitState::Changed; // nothing was committed yet
    if (!m_checkout->index)
        return CommitState::Unknown;
    const QString path = QFileInfo(file).canonicalFilePath();
    if (!path.startsWith(m_checkout->top + u'/'))
        return CommitState::Changed; // a link that leads out of the checkout
    const auto blob =
        m_checkout->index->blobs.constFind(path.sliced(m_checkout->top.size() + 1).toUtf8());
    if (blob == m_checkout->index->blobs.constEnd())
        return CommitState::Changed;
    QCryptographicHash hash(m_checkout->hashBytes == 32 ? QCryptographicHash::Sha256
                                                        : QCryptographicHash::Sha1);
    hash.addData("blob " + QByteArray::number(static_cast<qint64>(content.size())) + '\0');
    hash.addData(QByteArrayView(content.data(), static_cast<qsizetype>(content.size())));
    if (hash.result() != *blob)
        return CommitState::Changed;
    return m_checkout->index->isTreeWhole ? CommitState::Committed : CommitState::Unknown;
}

QStringList GitRevision::watched() const
{
    if (!m_checkout)
        return {};
    QStringList files{m_checkout->gitFolder + u"/HEAD"_s, m_checkout->gitFolder + u"/index"_s};
    if (!m_checkout->branch.isEmpty())
        files << m_checkout->common + u'/' + m_checkout->branch;
    return files;
}

} // namespace runbook
