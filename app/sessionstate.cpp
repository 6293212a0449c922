// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sessionstate.h"

#include "app/windowlayout.h"
#include "models/telemetry/keptfile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <utility>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

constexpr int kSessionVersion = 1;
constexpr qint64 kLargestSession = 512 * 1024;
constexpr qsizetype kLongestDraft = 4000;
constexpr qsizetype kMostDrafts = 8;
constexpr qint64 kSessionDays = 7;

QString lockFileOf(const QString& path)
{
    return path + u".lock"_s;
}

// Only what this user wrote, and nobody else could.
std::optional<QByteArray> ownText(const QString& path)
{
    struct stat found = {};
    if (::lstat(QFile::encodeName(path).constData(), &found) != 0 || !S_ISREG(found.st_mode)
        || found.st_uid != ::geteuid() || (found.st_mode & 022) != 0)
        return {};
    QFile file(path);
    if (file.size() > kLargestSession || !file.open(QIODevice::ReadOnly))
        return {};
    return file.read(kLargestSession);
}

void removeSession(const QString& path)
{
    QFile::remove(path);
    QFile::remove(lockFileOf(path));
}

} // namespace

QByteArray toJson(const OpenedState& state)
{
    QJsonObject drafts;
    for (auto each = state.drafts.begin(); each != state.drafts.end(); ++each)
        drafts[each.key()] = each.value();
    return QJsonDocument(QJsonObject{{u"plumbline_session"_s, kSessionVersion},
                                     {u"live"_s, state.isLive},
                                     {u"recording"_s, QString::fromStdString(state.recording)},
                                     {u"bundle"_s, QString::fromStdString(state.bundle)},
                                     {u"view"_s, items::toJson(state.view)},
                                     {u"layout"_s, layoutJson(state.layout)},
                                     {u"drafts"_s, drafts}})
        .toJson(QJsonDocument::Compact);
}

std::optional<OpenedState> openedStateFrom(const QByteArray& text)
{
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    if (json[u"plumbline_session"_s].toInt() != kSessionVersion)
        return {};
    const auto view = items::viewStateFromJson(json[u"view"_s].toObject());
    OpenedState state;
    state.isLive = json[u"live"_s].toBool();
    state.recording = json[u"recording"_s].toString().toStdString();
    state.bundle = json[u"bundle"_s].toString().toStdString();
    if (!view || state.recording.empty())
        return {};
    state.view = view->state;
    state.layout = layoutFromJson(json[u"layout"_s].toObject());
    const QJsonObject drafts = json[u"drafts"_s].toObject();
    for (auto each = drafts.begin(); each != drafts.end() && state.drafts.size() < kMostDrafts;
         ++each)
        state.drafts[each.key()] = each.value().toString().left(kLongestDraft);
    return state;
}

std::unique_ptr<SessionFile> SessionFile::make(const QString& folder)
{
    if (folder.isEmpty())
        return nullptr;
    const QString stem = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmss'Z'"_s) + u'-'
        + QString::number(::getpid());
    for (int n = 0; n < 100; ++n) {
        const QString path = QDir(folder).filePath(u"%1-%2.json"_s.arg(stem).arg(n));
        if (QFileInfo::exists(path))
            continue;
        auto lock = store::FileLock::acquire(path.toStdString());
        if (!lock)
            continue;
        auto file = std::unique_ptr<SessionFile>(new SessionFile);
        file->m_path = path;
        file->m_lock = std::move(*lock);
        return file;
    }
    return nullptr;
}

SessionFile::~SessionFile()
{
    QFile::remove(m_path);
    m_lock.discard();
}

bool SessionFile::write(const OpenedState& state)
{
    const QByteArray now = toJson(state);
    if (now == m_written)
        return true;
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly)
        || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return false;
    file.write(now);
    if (!telemetry::keepFile(file).empty())
        return false;
    m_written = now;
    return true;
}

std::optional<LeftSession> leftSession(const QString& folder, const QString& name)
{
    if (folder.isEmpty()) // QDir() would be the current one
        return {};
    const QString path = QDir(folder).filePath(QFileInfo(name).fileName());
    if (!path.endsWith(u".json"_s) || !QFileInfo::exists(path))
        return {};
    auto lock = store::FileLock::acquire(path.toStdString());
    if (!lock)
        return {}; // of a window that is open, or another offers it
    const auto text = ownText(path);
    auto state = text ? openedStateFrom(*text) : std::nullopt;
    const QDateTime written = QFileInfo(path).lastModified();
    if (!state || written.daysTo(QDateTime::currentDateTime()) > kSessionDays) {
        removeSession(path);
        return {};
    }
    return LeftSession{.path = path, .state = std::move(*state), .lock = std::move(*lock)};
}

std::vector<LeftSession> leftSessions(const QString& folder)
{
    std::vector<LeftSession> found;
    if (folder.isEmpty())
        return found;
    for (const QString& name :
         QDir(folder).entryList({u"*.json"_s}, QDir::Files | QDir::NoSymLinks, QDir::Name)) {
        if (auto left = leftSession(folder, name))
            found.push_back(std::move(*left));
    }
    return found;
}

void forget(LeftSession& left)
{
    removeSession(left.path);
    left.lock = {};
}
