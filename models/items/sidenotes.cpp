// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/sidenotes.h"

#include "models/items/sanitizedtext.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace items {

namespace {

using telemetry::TimelineEntry;
using telemetry::Timestamp;

constexpr std::chrono::milliseconds kLockPatience(2000);

// As text: JSON's numbers hold no nanoseconds of our time.
QString nanosOf(Timestamp time)
{
    return QString::number(telemetry::toUnixNanos(time));
}

QByteArray lineOf(const TimelineEntry& entry)
{
    const QJsonObject object{
        {u"time_ns"_s, nanosOf(entry.time)},
        {u"recorded_ns"_s, nanosOf(entry.recorded)},
        {u"kind"_s, sanitizedText(entry.kind)},
        {u"actor"_s, sanitizedText(entry.actor)},
        {u"subject"_s, sanitizedText(entry.subject)},
        {u"text"_s, sanitizedText(entry.text)},
        {u"payload"_s, QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object()},
    };
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<TimelineEntry> entryFrom(const QByteArray& line)
{
    const auto document = QJsonDocument::fromJson(line);
    const QJsonObject object = document.object();
    bool hasTime = false;
    bool hasRecorded = false;
    const qint64 time = object.value(u"time_ns"_s).toString().toLongLong(&hasTime);
    const qint64 recorded = object.value(u"recorded_ns"_s).toString().toLongLong(&hasRecorded);
    const QString kind = object.value(u"kind"_s).toString();
    // Only what may stand there: nothing beside a recording may look like an action.
    if (!hasTime || !hasRecorded || kind != "note"_L1)
        return std::nullopt;
    TimelineEntry entry;
    entry.time = telemetry::fromUnixNanos(time);
    entry.recorded = telemetry::fromUnixNanos(recorded);
    entry.kind = kind.toStdString();
    entry.actor = object.value(u"actor"_s).toString().toStdString();
    entry.subject = object.value(u"subject"_s).toString().toStdString();
    entry.text = object.value(u"text"_s).toString().toStdString();
    entry.payload = QJsonDocument(object.value(u"payload"_s).toObject())
                        .toJson(QJsonDocument::Compact)
                        .toStdString();
    return entry;
}

std::string hashOf(const QByteArray& line)
{
    return QCryptographicHash::hash(line, QCryptographicHash::Sha256).toHex().toStdString();
}

} // namespace

SideNotes::SideNotes(const std::string& recording)
    : m_path(QString::fromStdString(recording) + u".notes"_s)
{
}

telemetry::Result<SideNotes::Entries> SideNotes::read() const
{
    Entries result;
    QFile file(m_path);
    if (!file.exists())
        return result;
    if (!file.open(QIODevice::ReadOnly))
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  "The notes in " + m_path.toStdString()
                                      + " cannot be read: " + file.errorString().toStdString());
    std::int64_t sequence = 0;
    while (!file.atEnd()) {
        if (file.pos() >= kMostBytes) {
            result.isCut = true;
            break;
        }
        QByteArray line = file.readLine(kLongestLine + 2);
        if (line.isEmpty())
            break; // what went away while it was read
        const bool isWhole = line.size() <= kLongestLine && (line.endsWith('\n') || file.atEnd());
        // The rest of one that is too long is passed over.
        bool isEnded = line.endsWith('\n');
        if (isEnded)
            line.chop(1);
        while (!isWhole && !isEnded && !file.atEnd() && file.pos() < kMostBytes) {
            const QByteArray more = file.readLine(kLongestLine + 2);
            isEnded = more.isEmpty() || more.endsWith('\n');
        }
        if (line.isEmpty())
            continue;
        --sequence;
        auto entry = isWhole ? entryFrom(line) : std::nullopt;
        if (!entry) {
            ++result.unreadable;
            continue;
        }
        entry->sequence = sequence;
        // Two equal notes are two.
        entry->hash = hashOf(line + QByteArray::number(static_cast<qlonglong>(sequence)));
        result.entries.push_back(std::move(*entry));
    }
    std::ranges::stable_sort(result.entries, {}, &TimelineEntry::time);
    return result;
}

telemetry::Result<TimelineEntry> SideNotes::append(TimelineEntry entry, Timestamp now) const
{
    entry.recorded = now;
    const auto refused = [this](const QString& why) {
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  "The note was not kept: " + m_path.toStdString()
                                      + " cannot be written: " + why.toStdString());
    };
    QByteArray line = lineOf(entry) + '\n';
    if (line.size() > kLongestLine)
        return refused(u"it is longer than 4 MiB"_s);
    QLockFile lock(m_path + u".lock"_s);
    if (!lock.tryLock(static_cast<int>(kLockPatience.count())))
        return refused(lock.error() == QLockFile::LockFailedError
                           ? u"another program is writing to it"_s
                           : u"the folder cannot be written to"_s);
    QFile file(m_path);
    const bool isNew = !file.exists();
    if (!file.open(QIODevice::ReadWrite | QIODevice::Append))
        return refused(file.errorString());
    if (isNew)
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    // A last line without an end is what a killed program left: it may not swallow this one.
    if (file.size() > 0 && file.seek(file.size() - 1) && file.read(1) != "\n")
        line.prepend('\n');
    if (file.size() + line.size() > kMostBytes)
        return refused(u"it holds 512 MiB, more is not read"_s);
    if (file.write(line) != line.size() || !file.flush())
        return refused(file.errorString());
    entry.sequence = -1;
    return entry;
}

TimelineEntries withSideNotes(std::vector<TimelineEntry> entries, const std::string& recording,
                              const telemetry::TimeRange& range)
{
    TimelineEntries result{.entries = std::move(entries), .problem = {}};
    auto beside = SideNotes(recording).read();
    if (!beside) {
        result.problem = beside.error().message;
        return result;
    }
    if (beside->unreadable > 0)
        result.problem =
            (beside->unreadable == 1 ? std::string("1 line of ")
                                     : std::to_string(beside->unreadable) + " lines of ")
            + SideNotes(recording).path().toStdString()
            + (beside->unreadable == 1 ? " is no note and was left out."
                                       : " are no notes and were left out.");
    if (beside->isCut)
        result.problem += (result.problem.empty() ? "" : " ")
            + SideNotes(recording).path().toStdString()
            + " is longer than 512 MiB; what stands beyond is not shown.";
    const auto middle = static_cast<std::ptrdiff_t>(result.entries.size());
    std::ranges::copy_if(beside->entries, std::back_inserter(result.entries),
                         [&](const TimelineEntry& entry) {
                             return range.start <= entry.time && entry.time < range.end;
                         });
    const auto byTime = [](const TimelineEntry& one, const TimelineEntry& other) {
        return one.time < other.time;
    };
    std::inplace_merge(result.entries.begin(), result.entries.begin() + middle,
                       result.entries.end(), byTime);
    return result;
}

} // namespace items
