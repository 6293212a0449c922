// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/incident/incidententries.h"

#include "models/telemetry/timetext.h"
#include "models/telemetry/utf8.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace incident {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;

constexpr std::size_t kMostText = std::size_t{16} * 1024; // bytes
constexpr std::size_t kMostLine = 400;
constexpr std::size_t kMostNames = 1000; // services, alarms ...

// No longer than `most`, and whole code points.
std::string cut(const std::string& text, std::size_t most)
{
    std::string safe = telemetry::sanitizedUtf8(text);
    if (safe.size() <= most)
        return safe;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(safe[end]) & 0xc0U) == 0x80U)
        --end;
    safe.resize(end);
    return safe + "\u2026";
}

std::string line(const std::string& text)
{
    std::string one = cut(text, kMostLine);
    std::ranges::replace_if(
        one, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return one;
}

QString shown(const std::string& text, std::size_t most = kMostText)
{
    return QString::fromStdString(cut(text, most));
}

bool isBlank(const std::string& text)
{
    return QString::fromStdString(text).trimmed().isEmpty();
}

QJsonArray names(const std::vector<std::string>& all)
{
    QJsonArray array;
    for (const std::string& each : all) {
        if (!each.empty() && array.size() < static_cast<qsizetype>(kMostNames))
            array.append(shown(each, kMostLine));
    }
    return array;
}

telemetry::TimelineEntry entryOf(const std::string& id, QJsonObject payload, const char* what,
                                 const std::string& text, telemetry::Timestamp time)
{
    payload[u"what"_s] = QLatin1String(what);
    telemetry::TimelineEntry entry;
    entry.time = time;
    entry.kind = "incident";
    entry.subject = id;
    entry.text = line(text);
    entry.payload = QJsonDocument(payload).toJson(QJsonDocument::Compact).toStdString();
    return entry;
}

tl::unexpected<telemetry::Error> closedAlready(const Incident& incident)
{
    return failure(ErrorKind::Refused,
                   incident.id + " is closed: reopen it first, or open another.");
}

tl::unexpected<telemetry::Error> asBefore(const Incident& incident, const std::string& what)
{
    return failure(ErrorKind::Refused, incident.id + " " + what + " already.");
}

std::string because(const std::string& why)
{
    return isBlank(why) ? std::string() : ": " + why;
}

std::string joined(const std::vector<std::string>& all)
{
    std::string text;
    for (const std::string& each : all)
        text += (text.empty() ? "" : ", ") + each;
    return text;
}

const Incident* openWith(const std::vector<Incident>& incidents, const Opening& opening)
{
    const auto shares = [](const std::vector<std::string>& one,
                           const std::vector<std::string>& other) {
        return std::ranges::find_first_of(one, other) != one.end();
    };
    const auto found = std::ranges::find_if(incidents, [&](const Incident& each) {
        return each.isOpen()
            && (shares(each.alarms, opening.alarms)
                || shares(each.fingerprints, opening.fingerprints));
    });
    return found == incidents.end() ? nullptr : &*found;
}

int severityOfLabel(const QString& label)
{
    static constexpr std::array<std::pair<QLatin1StringView, int>, 12> kWords{{{"critical"_L1, 1},
                                                                               {"page"_L1, 1},
                                                                               {"fatal"_L1, 1},
                                                                               {"sev1"_L1, 1},
                                                                               {"error"_L1, 2},
                                                                               {"major"_L1, 2},
                                                                               {"sev2"_L1, 2},
                                                                               {"warning"_L1, 3},
                                                                               {"minor"_L1, 3},
                                                                               {"sev3"_L1, 3},
                                                                               {"info"_L1, 4},
                                                                               {"sev4"_L1, 4}}};
    const int number = label.toInt();
    if (number >= 1 && number <= 4)
        return number;
    for (const auto& [word, severity] : kWords) {
        if (label.compare(word, Qt::CaseInsensitive) == 0)
            return severity;
    }
    return Opening().severity;
}

} // namespace

Opening openingOf(const telemetry::AlarmTransition& alarm)
{
    Opening opening{.title = alarm.sentence,
                    .severity = std::clamp(alarm.severity, 1, 4),
                    .services = {},
                    .alarms = {alarm.alarm},
                    .groups = {},
                    .fingerprints = {},
                    .start = alarm.onset};
    if (!alarm.service.empty())
        opening.services.push_back(alarm.service);
    if (!alarm.incident.empty())
        opening.groups.push_back(alarm.incident);
    return opening;
}

telemetry::Result<Opening> openingOf(const telemetry::TimelineEntry& alert)
{
    if (alert.kind != "alert" || alert.subject.empty())
        return failure(ErrorKind::Usage, "Only an alert has a fingerprint to open an incident by.");
    const QJsonObject json =
        QJsonDocument::fromJson(QByteArray::fromStdString(alert.payload)).object();
    const QJsonObject labels = json[u"labels"_s].toObject();
    Opening opening;
    opening.title = alert.text;
    opening.severity = severityOfLabel(labels[u"severity"_s].toString());
    for (const QLatin1StringView name :
         {"service"_L1, "service_name"_L1, "service.name"_L1, "job"_L1}) {
        if (const QString service = labels[name].toString(); !service.isEmpty()) {
            opening.services.push_back(service.toStdString());
            break;
        }
    }
    opening.fingerprints.push_back(alert.subject);
    const auto start = telemetry::timestampFromText(json[u"starts_at"_s].toString().toStdString());
    opening.start =
        start && *start > telemetry::Timestamp{} ? std::min(*start, alert.time) : alert.time;
    return opening;
}

Entry openedEntry(const Opening& opening, const std::vector<Incident>& existing,
                  telemetry::Timestamp now)
{
    if (opening.severity < 1 || opening.severity > 4)
        return failure(ErrorKind::Usage, "A severity is 1 (worst) to 4.");
    if (opening.start > now)
        return failure(ErrorKind::Usage,
                       "An incident starts before it is opened: "
                           + telemetry::toRfc3339(opening.start) + " is still to come.");
    if (const Incident* open = openWith(existing, opening); open != nullptr)
        return failure(ErrorKind::Refused,
                       "What it is opened from is part of " + open->id + ", which is open.");
    const telemetry::Timestamp start =
        opening.start == telemetry::Timestamp{} ? now : opening.start;
    const std::string title = isBlank(opening.title) ? "Incident" : line(opening.title);
    const std::string id = nextId(existing);
    QJsonObject payload{{u"uid"_s, QUuid::createUuid().toString(QUuid::WithoutBraces)},
                        {u"title"_s, shown(title)},
                        {u"severity"_s, opening.severity},
                        {u"services"_s, names(opening.services)},
                        {u"alarms"_s, names(opening.alarms)},
                        {u"groups"_s, names(opening.groups)},
                        {u"fingerprints"_s, names(opening.fingerprints)},
                        {u"start_ns"_s, static_cast<qint64>(telemetry::toUnixNanos(start))}};
    return entryOf(
        id, std::move(payload), "opened",
        "Opened " + id + " (severity " + std::to_string(opening.severity) + "): " + title, now);
}

Entry titleEntry(const Incident& incident, const std::string& title, telemetry::Timestamp now)
{
    if (!incident.isOpen())
        return closedAlready(incident);
    if (isBlank(title))
        return failure(ErrorKind::Usage, "A title says something.");
    if (incident.title == line(title))
        return asBefore(incident, "is called so");
    return entryOf(incident.id, {{u"title"_s, shown(line(title))}}, "title",
                   "Called " + line(title), now);
}

Entry severityEntry(const Incident& incident, int severity, const std::string& why,
                    telemetry::Timestamp now)
{
    if (!incident.isOpen())
        return closedAlready(incident);
    if (severity < 1 || severity > 4)
        return failure(ErrorKind::Usage, "A severity is 1 (worst) to 4.");
    if (incident.severity == severity)
        return asBefore(incident, "has severity " + std::to_string(severity));
    return entryOf(incident.id, {{u"severity"_s, severity}, {u"why"_s, shown(why)}}, "severity",
                   "Severity " + std::to_string(severity) + ", was "
                       + std::to_string(incident.severity) + because(why),
                   now);
}

Entry commanderEntry(const Incident& incident, const std::string& commander,
                     telemetry::Timestamp now)
{
    if (!incident.isOpen())
        return closedAlready(incident);
    if (incident.commander == line(commander))
        return asBefore(incident,
                        commander.empty() ? "has no commander" : "is commanded by " + commander);
    return entryOf(incident.id, {{u"commander"_s, shown(line(commander))}}, "commander",
                   isBlank(commander) ? std::string("Nobody is in command any more")
                                      : "In command: " + line(commander),
                   now);
}

Entry statusEntry(const Incident& incident, Status status, const std::string& why,
                  telemetry::Timestamp now)
{
    if (!incident.isOpen())
        return closedAlready(incident);
    if (status == Status::Closed)
        return failure(ErrorKind::Usage, "An incident is closed with a reason of its own.");
    if (incident.status == status)
        return asBefore(incident, std::string("is ") + toString(status));
    return entryOf(incident.id,
                   {{u"status"_s, QLatin1String(toString(status))}, {u"why"_s, shown(why)}},
                   "status", std::string("Status: ") + toString(status) + because(why), now);
}

Entry servicesEntry(const Incident& incident, const std::vector<std::string>& services,
                    telemetry::Timestamp now)
{
    if (!incident.isOpen())
        return closedAlready(incident);
    if (incident.services == services)
        return asBefore(incident, "names these services");
    return entryOf(incident.id, {{u"services"_s, names(services)}}, "services",
                   services.empty() ? std::string("Services affected: not known")
                                    : "Services affected: " + joined(services),
                   now);
}

Entry alarmsEntry(const Incident& incident, const Opening& joining, telemetry::Timestamp now)
{
    if (!incident.isOpen())
        return closedAlready(incident);
    const auto isNew = [](const std::vector<std::string>& known,
                          const std::vector<std::string>& more) {
        return std::ranges::any_of(more, [&known](const std::string& each) {
            return std::ranges::find(known, each) == known.end();
        });
    };
    if (!isNew(incident.alarms, joining.alarms) && !isNew(incident.groups, joining.groups)
        && !isNew(incident.fingerprints, joining.fingerprints))
        return asBefore(incident, "has these alarms");
    std::vector<std::string> all = joining.alarms;
    all.insert(all.end(), joining.fingerprints.begin(), joining.fingerprints.end());
    return entryOf(incident.id,
                   {{u"alarms"_s, names(joining.alarms)},
                    {u"groups"_s, names(joining.groups)},
                    {u"fingerprints"_s, names(joining.fingerprints)}},
                   "alarms", "Part of it as well: " + joined(all.empty() ? joining.groups : all),
                   now);
}

Entry momentEntry(const Incident& incident, MomentKind kind, telemetry::Timestamp time,
                  std::int64_t entry, const std::string& why, telemetry::Timestamp now)
{
    if (time > now)
        return failure(ErrorKind::Usage,
                       "A key moment has happened: " + telemetry::toRfc3339(time)
                           + " is still to come.");
    const FixedMoment* before = incident.moment(kind);
    if (before != nullptr && before->time == time && before->entry == entry
        && before->why == cut(why, kMostText))
        return asBefore(incident, std::string("has its ") + toString(kind) + " there");
    return entryOf(incident.id,
                   {{u"moment"_s, QLatin1String(toString(kind))},
                    {u"time_ns"_s, static_cast<qint64>(telemetry::toUnixNanos(time))},
                    {u"entry"_s, static_cast<qint64>(entry)},
                    {u"why"_s, shown(why)}},
                   "moment", std::string("Key moment, ") + toString(kind) + because(why), time);
}

Entry linkEntry(const Incident& incident, const std::string& title, const std::string& address,
                telemetry::Timestamp now)
{
    if (isBlank(address))
        return failure(ErrorKind::Usage, "A link has an address.");
    if (address.size() > kMostText)
        return failure(ErrorKind::Usage, "An address has at most 16 KiB.");
    return entryOf(incident.id, {{u"title"_s, shown(line(title))}, {u"address"_s, shown(address)}},
                   "link", "Link: " + (isBlank(title) ? address : title), now);
}

Entry markEntry(const Incident& incident, std::int64_t entry, const std::string& why,
                telemetry::Timestamp now)
{
    if (entry <= 0)
        return failure(ErrorKind::Usage, "A mark is on an entry of the timeline, by its number.");
    const auto known = std::ranges::find(incident.marks, entry, &Mark::entry);
    if (known != incident.marks.end() && known->why == cut(why, kMostText))
        return asBefore(incident, "has entry " + std::to_string(entry) + " marked");
    return entryOf(incident.id, {{u"entry"_s, static_cast<qint64>(entry)}, {u"why"_s, shown(why)}},
                   "mark", "Marked entry " + std::to_string(entry) + because(why), now);
}

Entry unmarkEntry(const Incident& incident, std::int64_t entry, const std::string& why,
                  telemetry::Timestamp now)
{
    if (std::ranges::find(incident.marks, entry, &Mark::entry) == incident.marks.end())
        return failure(ErrorKind::Refused,
                       "Entry " + std::to_string(entry) + " is not marked in " + incident.id + ".");
    return entryOf(incident.id, {{u"entry"_s, static_cast<qint64>(entry)}, {u"why"_s, shown(why)}},
                   "unmark", "Took the mark off entry " + std::to_string(entry) + because(why),
                   now);
}

Entry handoverEntry(const Incident& incident, const std::string& to, const std::string& summary,
                    telemetry::Timestamp now)
{
    if (isBlank(to))
        return failure(ErrorKind::Usage, "A hand-over is to somebody.");
    return entryOf(incident.id, {{u"to"_s, shown(line(to))}, {u"summary"_s, shown(summary)}},
                   "handover", "Handed over to " + line(to), now);
}

Entry closedEntry(const Incident& incident, const std::string& why, telemetry::Timestamp now)
{
    if (!incident.isOpen())
        return asBefore(incident, "is closed");
    if (isBlank(why))
        return failure(ErrorKind::Usage, "Say why " + incident.id + " can be closed.");
    return entryOf(incident.id, {{u"why"_s, shown(why)}}, "closed",
                   "Closed " + incident.id + because(why), now);
}

Entry reopenedEntry(const Incident& incident, const std::string& why, telemetry::Timestamp now)
{
    if (incident.isOpen())
        return asBefore(incident, "is open");
    if (isBlank(why))
        return failure(ErrorKind::Usage, "Say why " + incident.id + " is opened again.");
    return entryOf(incident.id, {{u"why"_s, shown(why)}}, "reopened",
                   "Opened " + incident.id + " again" + because(why), now);
}

} // namespace incident
