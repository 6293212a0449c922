// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/leverjournal.h"

#include "app/commands/jsonrows.h"
#include "app/commands/leverjson.h"
#include "app/commands/operatorname.h"
#include "models/runbook/openwrites.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/keptfile.h"
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

constexpr qint64 kMaxKeptBytes = 8 * 1024 * 1024; // that are kept, as far as that is possible
constexpr qint64 kMaxRead = 128 * 1024 * 1024; // one entry alone may be larger than what is kept
constexpr qsizetype kMaxEntries = 50;

QString stateFolder()
{
    const QString folder = qEnvironmentVariable("XDG_STATE_HOME");
    return folder.isEmpty() ? QDir::homePath() + u"/.local/state"_s : folder;
}

std::string memberText(const QJsonObject& json, const QString& key)
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
            return failure(
                ErrorKind::Unreadable,
                path.toStdString() + ": the journal cannot be locked: " + std::strerror(errno)
                    + ". See that it is yours to write to, or name another one with --journal.");
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

runbook::Fired firedFrom(const QJsonObject& json, const LeverJournal::Entry& entry)
{
    runbook::Fired fired;
    fired.plan = entry.plan;
    fired.outcome = runbook::outcomeNamed(memberText(json, u"outcome"_s));
    fired.wasSent = json[u"sent"_s].toBool(true);
    fired.after = entry.after;
    fired.writtenVersion = entry.writtenVersion;
    fired.who = memberText(json, u"who"_s);
    if (const auto when = telemetry::timestampFromText(memberText(json, u"time"_s)))
        fired.when = *when;
    for (const QJsonValue& each : json[u"replicas"_s].toArray()) {
        const QJsonObject one = each.toObject();
        fired.machines.push_back({.endpoint = memberText(one, u"endpoint"_s),
                                  .outcome = runbook::outcomeNamed(memberText(one, u"outcome"_s)),
                                  .wasSent = one[u"sent"_s].toBool(),
                                  .writtenVersion = memberText(one, u"written_version"_s),
                                  .message = memberText(one, u"message"_s),
                                  .after = stateFromJson(one[u"after"_s].toObject())});
    }
    return fired;
}

// nullopt: what stood before cannot be read.
std::optional<LeverJournal::Entry> entryFrom(const QJsonObject& json)
{
    const auto before = stateFromJson(json[u"before"_s].toObject());
    if (!before)
        return std::nullopt;
    LeverJournal::Entry entry{.before = *before,
                              .plan = {},
                              .after = stateFromJson(json[u"after"_s].toObject()),
                              .writtenVersion = memberText(json, u"written_version"_s),
                              .outcome = memberText(json, u"outcome"_s),
                              .fired = {},
                              .id = idOf(json)};
    entry.plan.lever.id = memberText(json, u"lever"_s);
    entry.plan.lever.target = memberText(json, u"target"_s);
    entry.plan.lever.environment = memberText(json, u"environment"_s);
    entry.plan.before = *before;
    entry.plan.to = memberText(json, u"to"_s);
    entry.plan.rawAfter = memberText(json, u"raw_after"_s);
    entry.plan.isRemoval = json[u"removes_entry"_s].toBool();
    entry.fired = firedFrom(json, entry);
    return entry;
}

bool isOpenEntry(const QJsonObject& json)
{
    if (json.contains(u"settled"_s) || json[u"undone"_s].toBool())
        return false;
    const auto entry = entryFrom(json);
    return entry && runbook::isOpen(entry->fired);
}

qint64 bytesOf(const QJsonObject& json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact).size();
}

// What was read back tells whose state it is; what stood before is all that an undo needs.
void dropReadings(QJsonObject& entry)
{
    entry[u"after"_s] = QJsonValue();
    QJsonArray replicas = entry[u"replicas"_s].toArray();
    for (qsizetype i = 0; i < replicas.size(); ++i) {
        QJsonObject one = replicas.at(i).toObject();
        one[u"after"_s] = QJsonValue();
        one[u"before"_s] = QJsonValue(); // the entry's own has it
        replicas.replace(i, one);
    }
    if (!replicas.isEmpty())
        entry[u"replicas"_s] = replicas;
}

// The oldest that is settled, and where all are open the oldest of them; never the newest.
qsizetype leastNeeded(const QJsonArray& entries)
{
    for (qsizetype i = 0; i + 1 < entries.size(); ++i) {
        if (!isOpenEntry(entries.at(i).toObject()))
            return i;
    }
    return 0;
}

void trim(QJsonArray& entries)
{
    while (entries.size() > kMaxEntries)
        entries.removeAt(leastNeeded(entries));
    qint64 bytes = 0;
    for (const QJsonValue& each : entries)
        bytes += bytesOf(each.toObject());
    while (bytes > kMaxKeptBytes && entries.size() > 1) {
        const auto index = leastNeeded(entries);
        if (isOpenEntry(entries.at(index).toObject()))
            break;
        bytes -= bytesOf(entries.at(index).toObject());
        entries.removeAt(index);
    }
    for (qsizetype i = 0; i < entries.size() && bytes > kMaxKeptBytes; ++i) {
        QJsonObject entry = entries.at(i).toObject();
        bytes -= bytesOf(entry);
        dropReadings(entry);
        bytes += bytesOf(entry);
        entries.replace(i, entry);
    }
}

// The entry that was put back by one that is seen in effect.
void takeBack(QJsonArray& entries, const QJsonObject& undo)
{
    const QString undone = undo[u"undoes"_s].toString();
    const auto index = undone.isEmpty() ? -1 : indexOf(entries, undone);
    if (index < 0)
        return;
    QJsonObject entry = entries.at(index).toObject();
    entry[u"undone"_s] = true;
    entries.replace(index, entry);
}

} // namespace

bool isLeverOf(const runbook::LeverDescription& journalled, const runbook::LeverDescription& lever)
{
    const auto fits = [](const std::string& kept, const std::string& name) {
        return kept.empty() || displayText(kept) == displayText(name);
    };
    return displayText(journalled.id) == displayText(lever.id)
        && fits(journalled.target, lever.target) && fits(journalled.environment, lever.environment);
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
    const QJsonDocument document = QJsonDocument::fromJson(file.read(kMaxRead), &error);
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
    if (m_path.isEmpty())
        return {};
    if (!QDir().mkpath(QFileInfo(m_path).absolutePath()))
        return failure(ErrorKind::Unreadable,
                       m_path.toStdString()
                           + ": the journal's folder cannot be made. Name another "
                             "journal with --journal.");
    const auto lock = JournalLock::acquire(m_path + u".lock"_s);
    if (!lock)
        return tl::make_unexpected(lock.error());
    const auto loaded = load();
    if (!loaded)
        return loaded;
    edit(m_entries);
    trim(m_entries);
    return save();
}

std::optional<LeverJournal::Entry> LeverJournal::newest() const
{
    return newest(nullptr);
}

std::optional<LeverJournal::Entry>
LeverJournal::newestOf(const runbook::LeverDescription& lever) const
{
    return newest(&lever);
}

std::optional<LeverJournal::Entry>
LeverJournal::newest(const runbook::LeverDescription* lever) const
{
    for (qsizetype i = m_entries.size() - 1; i >= 0; --i) {
        const QJsonObject entry = m_entries.at(i).toObject();
        const QString outcome = entry[u"outcome"_s].toString();
        // A conflict may be with this very write, sent twice on its way.
        const auto rawOf = [&entry](const QString& key) {
            return memberText(entry[key].toObject(), u"raw"_s);
        };
        const bool mayBeOurs = outcome == u"conflict"_s && entry[u"sent"_s].toBool()
            && rawOf(u"after"_s) == memberText(entry, u"raw_after"_s)
            && rawOf(u"before"_s) != memberText(entry, u"raw_after"_s);
        const bool hadNoEffect = (outcome == u"conflict"_s && !mayBeOurs) || outcome == u"refused"_s
            || entry[u"settled"_s].toString() == u"overtaken"_s;
        if (hadNoEffect || entry[u"undone"_s].toBool() || entry.contains(u"undoes"_s))
            continue;
        if (lever == nullptr)
            return entryFrom(entry);
        runbook::LeverDescription own;
        own.id = memberText(entry, u"lever"_s);
        own.target = memberText(entry, u"target"_s);
        own.environment = memberText(entry, u"environment"_s);
        if (isLeverOf(own, *lever))
            return entryFrom(entry);
    }
    return std::nullopt;
}

std::vector<LeverJournal::Entry> LeverJournal::openWrites() const
{
    std::vector<Entry> open;
    for (const QJsonValue& each : m_entries) {
        const QJsonObject json = each.toObject();
        if (isOpenEntry(json))
            open.push_back(*entryFrom(json));
    }
    return open;
}

Result<QString> LeverJournal::begin(const runbook::LeverPlan& plan, const QString& undoes)
{
    const auto now = telemetry::SystemClock().now();
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const auto written = change([&](QJsonArray& entries) {
        QJsonObject entry{{u"id"_s, id},
                          {u"lever"_s, displayText(plan.lever.id)},
                          {u"target"_s, displayText(plan.lever.target)},
                          {u"environment"_s, displayText(plan.lever.environment)},
                          {u"time"_s, QString::fromStdString(telemetry::toRfc3339(now))},
                          {u"who"_s, displayText(operatorName())},
                          {u"before"_s, toJson(plan.before)},
                          {u"to"_s, displayText(plan.to)},
                          {u"raw_after"_s, displayText(plan.rawAfter)},
                          {u"removes_entry"_s, plan.isRemoval},
                          {u"outcome"_s, QString()}};
        if (!undoes.isEmpty())
            entry[u"undoes"_s] = undoes;
        entries.append(entry);
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
        for (const QString& key : {u"outcome"_s, u"sent"_s, u"after"_s, u"written_version"_s,
                                   u"message"_s, u"rungs"_s, u"replicas"_s})
            entry[key] = whole[key];
        entries.replace(index, entry);
        if (result.outcome == runbook::FireOutcome::Verified)
            takeBack(entries, entry);
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

Result<void> LeverJournal::setAside(const QString& id)
{
    return change([&](QJsonArray& entries) {
        const auto index = indexOf(entries, id);
        if (index < 0)
            return;
        QJsonObject entry = entries.at(index).toObject();
        entry[u"settled"_s] = u"set_aside"_s;
        entries.replace(index, entry);
    });
}

Result<void> LeverJournal::settle(const QString& id, runbook::WriteFate fate)
{
    return change([&](QJsonArray& entries) {
        const auto index = indexOf(entries, id);
        if (index < 0)
            return;
        QJsonObject entry = entries.at(index).toObject();
        entry[u"settled"_s] = fate == runbook::WriteFate::Landed ? u"landed"_s : u"overtaken"_s;
        entries.replace(index, entry);
        if (fate == runbook::WriteFate::Landed)
            takeBack(entries, entry);
    });
}

Result<void> LeverJournal::save() const
{
    const auto bad = [&](const QString& why) {
        return failure(
            ErrorKind::Unreadable,
            (m_path + u": the journal cannot be written: "_s + why
             + u". See that it is yours to write to, or name another one with --journal."_s)
                .toStdString());
    };
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly))
        return bad(file.errorString());
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.write(
        QJsonDocument(QJsonObject{{u"journal"_s, u"plumbline levers"_s}, {u"entries"_s, m_entries}})
            .toJson());
    if (const std::string why = telemetry::keepFile(file); !why.empty())
        return bad(QString::fromStdString(why));
    return {};
}

} // namespace commands
