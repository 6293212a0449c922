// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/leverjournal.h"

#include "app/commands/jsonrows.h"
#include "app/commands/leverjson.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/timetext.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>
#include <QUuid>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace commands {

using namespace Qt::StringLiterals;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr qint64 kMaxBytes = 8 * 1024 * 1024;
constexpr qsizetype kMaxEntries = 50;

QString stateFolder()
{
    const QString folder = qEnvironmentVariable("XDG_STATE_HOME");
    return folder.isEmpty() ? QDir::homePath() + u"/.local/state"_s : folder;
}

std::string text(const QJsonObject& json, const QString& key)
{
    return json[key].toString().toStdString();
}

// Journals of before entries had ids know them by their time.
QString idOf(const QJsonObject& entry)
{
    const QString id = entry[u"id"_s].toString();
    return id.isEmpty() ? entry[u"time"_s].toString() : id;
}

qsizetype indexOf(const QJsonArray& entries, const QString& id)
{
    for (qsizetype i = entries.size() - 1; i >= 0; --i) {
        if (idOf(entries.at(i).toObject()) == id)
            return i;
    }
    return -1;
}

// An advisory lock that the kernel releases when the process ends, however it ends. Held for one
// reading and writing of a small file, so others wait for it.
class JournalLock
{
public:
    static Result<JournalLock> acquire(const QString& path)
    {
        JournalLock lock;
        lock.m_descriptor =
            ::open(QFile::encodeName(path).constData(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
        int locked = -1;
        while (lock.m_descriptor >= 0 && (locked = ::flock(lock.m_descriptor, LOCK_EX)) != 0
               && errno == EINTR) { }
        if (locked != 0)
            return failure(ErrorKind::Unreadable,
                           path.toStdString()
                               + ": the journal cannot be locked: " + std::strerror(errno) + ".");
        return lock;
    }
    JournalLock(JournalLock&& other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1))
    {
    }
    JournalLock& operator=(JournalLock&&) = delete;
    ~JournalLock()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }

private:
    JournalLock() = default;
    int m_descriptor = -1;
};

bool isSame(const runbook::LeverState& one, const runbook::LeverState& other)
{
    return one.exists == other.exists && one.raw == other.raw && one.version == other.version;
}

// On each machine, what was read back after the firing; where it was not, what was written, or what
// stood there before. One that cannot be read now is the undo's own affair.
bool areOurs(const LeverJournal::Entry& entry, const runbook::LeverState& now)
{
    const auto of = [](const std::vector<runbook::LeverState>& states,
                       const std::string& endpoint) {
        const auto found = std::ranges::find(states, endpoint, &runbook::LeverState::endpoint);
        return found == states.end() || !found->problem.empty() ? nullptr : &*found;
    };
    return std::ranges::all_of(now.replicas, [&](const runbook::LeverState& replica) {
        if (!replica.problem.empty())
            return true;
        if (entry.after) {
            if (const runbook::LeverState* after = of(entry.after->replicas, replica.endpoint))
                return isSame(*after, replica);
        }
        const runbook::LeverState* before = of(entry.before.replicas, replica.endpoint);
        return (before != nullptr && isSame(*before, replica))
            || (replica.exists && replica.raw == entry.plan.rawAfter);
    });
}

} // namespace

bool isOurs(const LeverJournal::Entry& entry, const runbook::LeverState& now)
{
    if (!now.replicas.empty())
        return areOurs(entry, now);
    if (!entry.writtenVersion.empty())
        return now.exists && now.version == entry.writtenVersion;
    if (entry.after && entry.outcome == "verified")
        return now.exists == entry.after->exists && now.raw == entry.after->raw
            && now.version == entry.after->version;
    return now.exists != entry.plan.isRemoval
        && (entry.plan.isRemoval || now.raw == entry.plan.rawAfter);
}

QString LeverJournal::defaultPath(const std::string& baseUrl, const std::string& place,
                                  const std::string& lever)
{
    const std::string whole = baseUrl + '\n' + place + '\n' + lever;
    const QByteArray hash =
        QCryptographicHash::hash(QByteArray::fromStdString(whole), QCryptographicHash::Sha256)
            .toHex()
            .left(16);
    QString name;
    for (const QChar c : displayText(lever).left(80))
        name += c.isLetterOrNumber() || c == u'-' || c == u'.' ? c : QChar(u'_');
    return stateFolder() + u"/plumbline/levers/"_s + name + u'-' + QString::fromLatin1(hash)
        + u".json"_s;
}

QString LeverJournal::defaultPath(const actuation::HttpLeverGateway& gateway,
                                  const std::string& baseUrl, const std::string& lever)
{
    std::string place = gateway.profile().id;
    for (const auto& [name, value] : gateway.profile().parameters)
        place += '\n' + name + '=' + value;
    return defaultPath(baseUrl.empty() ? gateway.profile().baseUrl : baseUrl, place, lever);
}

Result<LeverJournal> LeverJournal::open(const QString& path)
{
    LeverJournal journal;
    journal.m_path = path;
    const auto loaded = journal.load();
    if (!loaded)
        return tl::make_unexpected(loaded.error());
    return journal;
}

Result<void> LeverJournal::load()
{
    m_entries = {};
    QFile file(m_path);
    if (!file.exists())
        return {};
    const auto bad = [&](const QString& why) {
        return failure(ErrorKind::Unreadable, (m_path + u": "_s + why).toStdString());
    };
    if (!file.open(QIODevice::ReadOnly))
        return bad(file.errorString() + u'.');
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.read(kMaxBytes), &error);
    if (error.error != QJsonParseError::NoError)
        return bad(
            u"not a lever journal, at byte %1: %2."_s.arg(error.offset).arg(error.errorString()));
    if (document[u"journal"_s].toString() != u"plumbline levers"_s)
        return bad(u"not a lever journal."_s);
    m_entries = document[u"entries"_s].toArray();
    return {};
}

Result<void> LeverJournal::change(const std::function<void(QJsonArray& entries)>& edit)
{
    if (!QDir().mkpath(QFileInfo(m_path).absolutePath()))
        return failure(ErrorKind::Unreadable,
                       m_path.toStdString() + ": the journal's folder cannot be made.");
    const auto lock = JournalLock::acquire(m_path + u".lock"_s);
    if (!lock)
        return tl::make_unexpected(lock.error());
    const auto loaded = load();
    if (!loaded)
        return loaded;
    edit(m_entries);
    return save();
}

std::optional<LeverJournal::Entry> LeverJournal::newest() const
{
    QJsonObject json;
    for (qsizetype i = m_entries.size() - 1; i >= 0 && json.isEmpty(); --i) {
        const QJsonObject entry = m_entries.at(i).toObject();
        const QString outcome = entry[u"outcome"_s].toString();
        const bool hadNoEffect = outcome == u"conflict"_s || outcome == u"refused"_s;
        if (!hadNoEffect && !entry[u"undone"_s].toBool())
            json = entry;
    }
    const auto before = stateFromJson(json[u"before"_s].toObject());
    if (!before)
        return std::nullopt;
    Entry entry{.before = *before,
                .plan = {},
                .after = stateFromJson(json[u"after"_s].toObject()),
                .writtenVersion = text(json, u"written_version"_s),
                .outcome = text(json, u"outcome"_s),
                .id = idOf(json)};
    entry.plan.lever.id = text(json, u"lever"_s);
    entry.plan.before = *before;
    entry.plan.to = text(json, u"to"_s);
    entry.plan.rawAfter = text(json, u"raw_after"_s);
    entry.plan.isRemoval = json[u"removes_entry"_s].toBool();
    return entry;
}

Result<QString> LeverJournal::begin(const runbook::LeverPlan& plan)
{
    const auto now = telemetry::SystemClock().now();
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const auto written = change([&](QJsonArray& entries) {
        while (entries.size() >= kMaxEntries)
            entries.removeFirst();
        entries.append(QJsonObject{{u"id"_s, id},
                                   {u"lever"_s, displayText(plan.lever.id)},
                                   {u"target"_s, displayText(plan.lever.target)},
                                   {u"environment"_s, displayText(plan.lever.environment)},
                                   {u"time"_s, QString::fromStdString(telemetry::toRfc3339(now))},
                                   {u"before"_s, toJson(plan.before)},
                                   {u"to"_s, displayText(plan.to)},
                                   {u"raw_after"_s, displayText(plan.rawAfter)},
                                   {u"removes_entry"_s, plan.isRemoval},
                                   {u"outcome"_s, QString()}});
    });
    if (!written)
        return tl::make_unexpected(written.error());
    return id;
}

Result<void> LeverJournal::finish(const QString& id, const runbook::LeverPlan& plan,
                                  const runbook::FireResult& result)
{
    return change([&](QJsonArray& entries) {
        const auto index = indexOf(entries, id);
        if (index < 0)
            return; // fifty later firings have pushed it out
        QJsonObject entry = entries.at(index).toObject();
        const QJsonObject whole = toJson(plan, result);
        for (const QString& key :
             {u"outcome"_s, u"after"_s, u"written_version"_s, u"message"_s, u"rungs"_s})
            entry[key] = whole[key];
        entries.replace(index, entry);
    });
}

Result<void> LeverJournal::drop(const QString& id)
{
    return change([&](QJsonArray& entries) {
        if (const auto index = indexOf(entries, id); index >= 0)
            entries.removeAt(index);
    });
}

Result<void> LeverJournal::markUndone(const QString& id)
{
    return change([&](QJsonArray& entries) {
        const auto index = indexOf(entries, id);
        if (index < 0)
            return;
        QJsonObject entry = entries.at(index).toObject();
        entry[u"undone"_s] = true;
        entries.replace(index, entry);
    });
}

Result<void> LeverJournal::save() const
{
    const auto bad = [&](const QString& why) {
        return failure(
            ErrorKind::Unreadable,
            (m_path + u": the journal cannot be written: "_s + why + u'.').toStdString());
    };
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly))
        return bad(file.errorString());
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.write(
        QJsonDocument(QJsonObject{{u"journal"_s, u"plumbline levers"_s}, {u"entries"_s, m_entries}})
            .toJson());
    if (!file.commit())
        return bad(file.errorString());
    return {};
}

} // namespace commands
