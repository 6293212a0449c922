// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/incidentwriting.h"

#include "app/commands/incidentrequests.h"
#include "app/commands/jsonrows.h"
#include "app/commands/operatorname.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/incident/closing.h"
#include "models/incident/incidentrecord.h"
#include "models/store/filelock.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/visibletext.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>
#include <utility>

namespace commands {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

Result<IncidentWriting> IncidentWriting::open(const std::string& path)
{
    auto reader = store::Reader::open(path);
    if (!reader)
        return tl::make_unexpected(reader.error());
    auto writer = store::Writer::open(path);
    if (!writer && !(store::FileLock::isHeld(path) && hasRequestDesk(path)))
        return tl::make_unexpected(telemetry::Error{
            writer.error().kind,
            writer.error().message + " The incident goes on there: use its Incident page."});
    // Only now: what another one wrote before it let go is known.
    auto incidents = incident::readIncidents(**reader);
    if (!incidents)
        return tl::make_unexpected(incidents.error());
    IncidentWriting writing;
    writing.m_path = path;
    if (writer)
        writing.m_writer = std::move(*writer);
    writing.m_reader = std::move(*reader);
    writing.m_incidents = std::move(*incidents);
    return writing;
}

Result<incident::Incident> IncidentWriting::meant(const std::string& id) const
{
    const incident::Incident* found =
        id.empty() ? incident::newestOpen(m_incidents) : incident::find(m_incidents, id);
    if (found == nullptr && id.empty() && !m_incidents.empty())
        found = &m_incidents.back();
    if (found != nullptr)
        return *found;
    return failure(ErrorKind::Usage,
                   m_incidents.empty()
                       ? "The recording holds no incident; 'plumbline incident open' opens one."
                       : "The recording holds no incident " + id + "; the newest is "
                           + m_incidents.back().id + ".");
}

Result<incident::Opening> IncidentWriting::ofAlarm(const std::string& alarm) const
{
    const auto transitions = m_reader->alarmTransitions({});
    if (!transitions)
        return tl::make_unexpected(transitions.error());
    // As it was raised: later ones tell how it ended.
    const auto found = std::ranges::find(*transitions, alarm, &telemetry::AlarmTransition::alarm);
    if (found == transitions->end())
        return failure(ErrorKind::Usage, "The recording holds no alarm " + alarm + ".");
    return incident::openingOf(*found);
}

Result<incident::Opening> IncidentWriting::ofGroup(const std::string& alarm) const
{
    auto opening = ofAlarm(alarm);
    const auto transitions = m_reader->alarmTransitions({});
    if (!opening || !transitions)
        return opening;
    return incident::withGroup(std::move(*opening), *transitions, m_incidents);
}

Result<incident::Opening> IncidentWriting::ofAlert(const std::string& fingerprint) const
{
    const auto entry = m_reader->newestEntry("alert", fingerprint, telemetry::Timestamp::max());
    if (!entry)
        return tl::make_unexpected(entry.error());
    if (!*entry)
        return failure(ErrorKind::Usage,
                       "The recording holds no alert with the fingerprint " + fingerprint + ".");
    return incident::openingOf(**entry);
}

Result<telemetry::Timestamp> IncidentWriting::timeOf(std::int64_t entry) const
{
    const auto after = m_reader->timelineAfter(entry - 1, telemetry::Timestamp::max());
    if (!after)
        return tl::make_unexpected(after.error());
    const auto found = std::ranges::find(*after, entry, &telemetry::TimelineEntry::sequence);
    if (found == after->end())
        return failure(ErrorKind::Usage,
                       "The timeline has no entry " + std::to_string(entry) + ".");
    return found->time;
}

Result<incident::Leaving> IncidentWriting::leavingOf(const incident::Incident& incident,
                                                     const incident::Opening& opening) const
{
    const auto transitions = m_reader->alarmTransitions({});
    if (!transitions)
        return tl::make_unexpected(transitions.error());
    return incident::leavingOf(incident, opening, *transitions);
}

void IncidentWriting::tellAgainstClosing(const incident::Incident& incident) const
{
    const auto timeline = m_reader->timelineAfter(0, telemetry::Timestamp::max());
    if (!timeline)
        print(stderr, "plumbline: whether a runbook is unfinished is not known: %s\n",
              timeline.error().message.c_str());
    for (const std::string& sentence : incident::againstClosing(
             incident, timeline ? *timeline : std::vector<telemetry::TimelineEntry>(),
             currentOperator().text()))
        print(stderr, "plumbline: %s\n", sentence.c_str());
}

int IncidentWriting::finish(const std::vector<incident::Entry>& entries, bool isJson)
{
    QJsonArray told;
    for (const incident::Entry& entry : entries) {
        const auto written = entry ? write(*entry) : entry;
        if (!written)
            return report(written.error());
        if (isJson)
            told.append(toJson(*written));
        else
            print(stdout, "%s: %s\n", written->subject.c_str(),
                  telemetry::visibleLine(written->text).c_str());
    }
    if (isJson) // one document, whatever it took
        printJson(told.size() == 1 ? told.first().toObject()
                                   : QJsonObject{{QStringLiteral("entries"), told}});
    return 0;
}

incident::Entry IncidentWriting::write(telemetry::TimelineEntry entry)
{
    if (!m_writer)
        return askFor(entry);
    entry.actor = currentOperator().text();
    entry.recorded = telemetry::SystemClock().now();
    const auto written = m_writer->append(std::move(entry));
    if (!written)
        return written;
    if (const auto committed = m_writer->commit(); !committed)
        return tl::make_unexpected(committed.error());
    return written;
}

incident::Entry IncidentWriting::askFor(const telemetry::TimelineEntry& entry) const
{
    const telemetry::Timestamp now = telemetry::SystemClock().now();
    const IncidentRequest request{
        .id = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString(),
        .who = currentOperator(),
        .asked = now,
        .until = now + kRequestHolds,
        .entry = entry};
    if (const auto asked = ask(m_path, request); !asked)
        return tl::make_unexpected(asked.error());
    const auto sequence = awaitReply(m_path, request);
    if (!sequence)
        return tl::make_unexpected(sequence.error());
    // What the chain holds, not what somebody says of it.
    const auto after = m_reader->timelineAfter(*sequence - 1, telemetry::Timestamp::max());
    if (!after)
        return tl::make_unexpected(after.error());
    const auto found = std::ranges::find(*after, *sequence, &telemetry::TimelineEntry::sequence);
    if (found == after->end() || found->payload.find(request.id) == std::string::npos)
        return failure(
            ErrorKind::Unknown,
            "It is said to be written, and the timeline does not show it: see 'plumbline "
            "incident show' before it is asked for again.");
    return *found;
}

} // namespace commands
