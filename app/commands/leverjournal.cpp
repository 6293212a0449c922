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

} // namespace

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

Result<LeverJournal> LeverJournal::open(const QString& path)
{
    LeverJournal journal;
    journal.m_path = path;
    QFile file(path);
    if (!file.exists())
        return journal;
    const auto bad = [&](const QString& why) {
        return failure(ErrorKind::Unreadable, (path + u": "_s + why).toStdString());
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
    journal.m_entries = document[u"entries"_s].toArray();
    return journal;
}

int LeverJournal::newestIndex() const
{
    for (qsizetype i = m_entries.size() - 1; i >= 0; --i) {
        const QJsonObject entry = m_entries.at(i).toObject();
        const QString outcome = entry[u"outcome"_s].toString();
        const bool hadNoEffect = outcome == u"conflict"_s || outcome == u"refused"_s;
        if (!hadNoEffect && !entry[u"undone"_s].toBool())
            return static_cast<int>(i);
    }
    return -1;
}

std::optional<LeverJournal::Entry> LeverJournal::newest() const
{
    const int index = newestIndex();
    if (index < 0)
        return std::nullopt;
    const QJsonObject json = m_entries.at(index).toObject();
    const auto before = stateFromJson(json[u"before"_s].toObject());
    if (!before)
        return std::nullopt;
    Entry entry{.before = *before,
                .plan = {},
                .after = stateFromJson(json[u"after"_s].toObject()),
                .writtenVersion = text(json, u"written_version"_s),
                .outcome = text(json, u"outcome"_s)};
    entry.plan.lever.id = text(json, u"lever"_s);
    entry.plan.before = *before;
    entry.plan.to = text(json, u"to"_s);
    entry.plan.rawAfter = text(json, u"raw_after"_s);
    entry.plan.isRemoval = json[u"removes_entry"_s].toBool();
    return entry;
}

Result<void> LeverJournal::begin(const runbook::LeverPlan& plan)
{
    while (m_entries.size() >= kMaxEntries)
        m_entries.removeFirst();
    const auto now = telemetry::SystemClock().now();
    m_entries.append(QJsonObject{{u"lever"_s, displayText(plan.lever.id)},
                                 {u"target"_s, displayText(plan.lever.target)},
                                 {u"environment"_s, displayText(plan.lever.environment)},
                                 {u"time"_s, QString::fromStdString(telemetry::toRfc3339(now))},
                                 {u"before"_s, toJson(plan.before)},
                                 {u"to"_s, displayText(plan.to)},
                                 {u"raw_after"_s, displayText(plan.rawAfter)},
                                 {u"removes_entry"_s, plan.isRemoval},
                                 {u"outcome"_s, QString()}});
    return save();
}

Result<void> LeverJournal::finish(const runbook::LeverPlan& plan, const runbook::FireResult& result)
{
    QJsonObject entry = m_entries.last().toObject();
    const QJsonObject whole = toJson(plan, result);
    for (const QString& key :
         {u"outcome"_s, u"after"_s, u"written_version"_s, u"message"_s, u"rungs"_s})
        entry[key] = whole[key];
    m_entries.replace(m_entries.size() - 1, entry);
    return save();
}

Result<void> LeverJournal::drop()
{
    m_entries.removeLast();
    return save();
}

Result<void> LeverJournal::markUndone()
{
    const int index = newestIndex();
    if (index < 0)
        return {};
    QJsonObject entry = m_entries.at(index).toObject();
    entry[u"undone"_s] = true;
    m_entries.replace(index, entry);
    return save();
}

Result<void> LeverJournal::save() const
{
    const auto bad = [&](const QString& why) {
        return failure(
            ErrorKind::Unreadable,
            (m_path + u": the journal cannot be written: "_s + why + u'.').toStdString());
    };
    if (!QDir().mkpath(QFileInfo(m_path).absolutePath()))
        return bad(u"its folder cannot be made"_s);
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
