// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/gitrevision.h"

#include <QByteArray>
#include <QDir>
#include <QFileInfo>
#include <QStringList>

#include <array>
#include <mutex>
#include <utility>

#include <git2.h>

using namespace Qt::StringLiterals;

namespace runbook {

namespace {

template<class T, void (*Free)(T*)>
struct Freed
{
    void operator()(T* one) const { Free(one); }
};
template<class T, void (*Free)(T*)>
using Owned = std::unique_ptr<T, Freed<T, Free>>;
using Repository = Owned<git_repository, git_repository_free>;
using Reference = Owned<git_reference, git_reference_free>;
using Object = Owned<git_object, git_object_free>;
using TreeEntry = Owned<git_tree_entry, git_tree_entry_free>;

// libgit2 runs no hook and no program of a configuration; so it does not matter who owns it.
void startLibrary()
{
    static std::once_flag once;
    std::call_once(once, [] {
        git_libgit2_init(); // until the end of the process
        git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    });
}

QString nativePath(const char* path)
{
    return path == nullptr ? QString() : QDir::cleanPath(QString::fromUtf8(path));
}

} // namespace

struct GitRevision::Checkout
{
    Repository repository;
    QString top; // canonical
    QString branch; // the name of its reference; empty where the head is detached
    std::string commit; // empty: nothing was committed
    bool isKnown = false; // what is checked out could be read
    git_oid tree{}; // of the commit

    void readHead()
    {
        git_reference* head = nullptr;
        const int found = git_repository_head(&head, repository.get());
        const Reference owned(head);
        if (found == GIT_EUNBORNBRANCH || found == GIT_ENOTFOUND) {
            isKnown = true; // nothing was committed yet
            return;
        }
        if (found != 0)
            return;
        if (git_reference_is_branch(head) == 1)
            branch = QString::fromUtf8(git_reference_name(head));
        std::array<char, GIT_OID_HEXSZ + 1> hex{};
        const git_oid* id = git_reference_target(head);
        if (id == nullptr)
            return;
        commit = git_oid_tostr(hex.data(), hex.size(), id);
        git_object* peeled = nullptr;
        if (git_reference_peel(&peeled, head, GIT_OBJECT_TREE) != 0)
            return; // its objects are not here
        const Object owner(peeled);
        git_oid_cpy(&tree, git_object_id(peeled));
        isKnown = true;
    }

    // Through what git itself does to line ends; never through a program.
    bool isBlob(const git_oid& blob, const QByteArray& path, const std::string& content) const
    {
        git_oid hash;
        if (git_odb_hash(&hash, content.data(), content.size(), GIT_OBJECT_BLOB) != 0)
            return false;
        if (git_oid_equal(&hash, &blob) != 0)
            return true;
        git_filter_list* filters = nullptr;
        if (git_filter_list_load(&filters, repository.get(), nullptr, path.constData(),
                                 GIT_FILTER_TO_ODB, GIT_FILTER_DEFAULT)
                != 0
            || filters == nullptr)
            return false;
        git_buf filtered = GIT_BUF_INIT;
        const bool isFiltered =
            git_filter_list_apply_to_buffer(&filtered, filters, content.data(), content.size()) == 0
            && git_odb_hash(&hash, filtered.ptr, filtered.size, GIT_OBJECT_BLOB) == 0
            && git_oid_equal(&hash, &blob) != 0;
        git_buf_dispose(&filtered);
        git_filter_list_free(filters);
        return isFiltered;
    }
};

GitRevision::GitRevision() = default;
GitRevision::GitRevision(GitRevision&& other) noexcept = default;
GitRevision& GitRevision::operator=(GitRevision&& other) noexcept = default;
GitRevision::~GitRevision() = default;

GitRevision GitRevision::of(const QString& folder)
{
    GitRevision revision;
    // Where a link leads to is where the files are.
    const QString at = folder.isEmpty() ? QString() : QFileInfo(folder).canonicalFilePath();
    if (at.isEmpty())
        return revision;
    startLibrary();
    git_repository* repository = nullptr;
    if (git_repository_open_ext(&repository, at.toUtf8().constData(), GIT_REPOSITORY_OPEN_CROSS_FS,
                                nullptr)
        != 0)
        return revision;
    Repository owned(repository);
    const char* top = git_repository_workdir(repository);
    if (top == nullptr)
        return revision; // without a checkout
    revision.m_checkout = std::make_unique<Checkout>();
    revision.m_checkout->repository = std::move(owned);
    revision.m_checkout->top = QFileInfo(nativePath(top)).canonicalFilePath();
    revision.m_checkout->readHead();
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
    if (!m_checkout->isKnown)
        return CommitState::Unknown;
    if (m_checkout->commit.empty())
        return CommitState::Changed; // nothing was committed yet
    const QString path = QFileInfo(file).canonicalFilePath();
    if (!path.startsWith(m_checkout->top + u'/'))
        return CommitState::Changed; // a link that leads out of the checkout
    const QByteArray inside = path.sliced(m_checkout->top.size() + 1).toUtf8();
    git_tree* tree = nullptr;
    if (git_tree_lookup(&tree, m_checkout->repository.get(), &m_checkout->tree) != 0)
        return CommitState::Unknown;
    const Owned<git_tree, git_tree_free> owner(tree);
    git_tree_entry* entry = nullptr;
    const int found = git_tree_entry_bypath(&entry, tree, inside.constData());
    const TreeEntry owned(entry);
    if (found == GIT_ENOTFOUND)
        return CommitState::Changed; // not in the commit
    if (found != 0)
        return CommitState::Unknown;
    return m_checkout->isBlob(*git_tree_entry_id(entry), inside, content) ? CommitState::Committed
                                                                          : CommitState::Changed;
}

QStringList GitRevision::watched() const
{
    if (!m_checkout)
        return {};
    git_repository* repository = m_checkout->repository.get();
    const QString common = nativePath(git_repository_commondir(repository));
    QStringList files{nativePath(git_repository_path(repository)) + u"/HEAD"_s,
                      common + u"/packed-refs"_s};
    if (!m_checkout->branch.isEmpty())
        files << common + u'/' + m_checkout->branch;
    return files;
}

} // namespace runbook
