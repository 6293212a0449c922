// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/incident/incidententries.h"

#include "models/incident/entrypayload.h"
#include "models/telemetry/timetext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace incident {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;

} // namespace

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

Entry unfixedEntry(const Incident& incident, MomentKind kind, const std::string& why,
                   telemetry::Timestamp now)
{
    if (incident.moment(kind) == nullptr)
        return failure(ErrorKind::Refused,
                       "Nobody fixed the key moment " + std::string(toString(kind)) + " of "
                           + incident.id + ": what is told of it is proposed.");
    return entryOf(
        incident.id, {{u"moment"_s, QLatin1String(toString(kind))}, {u"why"_s, shown(why)}},
        "unfixed", std::string("Key moment not fixed any more, ") + toString(kind) + because(why),
        now);
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
