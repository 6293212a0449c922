// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/bundleview.h"

#include "models/incident/incidentrecord.h"
#include "models/store/reader.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <optional>

using namespace Qt::StringLiterals;

namespace commands {

using telemetry::Result;
using telemetry::Timestamp;

namespace {

constexpr int kMargin = 20; // of the incident, so much of it is shown before it

std::string whatOf(const telemetry::TimelineEntry& entry)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload))
        .object()[u"what"_s]
        .toString()
        .toStdString();
}

// When it can be seen that it was closed, which is a little later than it was.
Timestamp whenClosed(const std::vector<telemetry::TimelineEntry>& entries,
                     const incident::Incident& incident)
{
    Timestamp seen = *incident.closed;
    for (const telemetry::TimelineEntry& entry : entries) {
        if (entry.kind == "incident" && entry.subject == incident.id && whatOf(entry) == "closed")
            seen = std::max(seen, entry.recorded);
    }
    return seen;
}

Result<Timestamp> lastOf(const store::Reader& reader,
                         const std::vector<telemetry::TimelineEntry>& entries)
{
    Timestamp last{};
    for (const telemetry::TimelineEntry& entry : entries) {
        if (entry.kind != "recording" || whatOf(entry) != "bundled")
            last = std::max(last, entry.recorded);
    }
    store::GenerationFilter newest;
    newest.limit = 1;
    newest.newestFirst = true;
    const auto answers = reader.generations({}, newest);
    if (!answers)
        return tl::make_unexpected(answers.error());
    return answers->empty() ? last : std::max(last, answers->front().end);
}

} // namespace

Result<items::ViewState> viewOfIncident(const std::string& recording, const std::string& incident)
{
    const auto reader = store::Reader::open(recording);
    if (!reader)
        return tl::make_unexpected(reader.error());
    const auto record = incident::readIncidentTimeline(**reader, incident);
    if (!record)
        return tl::make_unexpected(record.error());
    const auto extent = (*reader)->extent();
    if (!extent)
        return tl::make_unexpected(extent.error());
    const auto entries = (*reader)->timelineAfter(0, Timestamp::max());
    if (!entries)
        return tl::make_unexpected(entries.error());
    Result<Timestamp> end = record->incident.closed
        ? Result<Timestamp>(whenClosed(*entries, record->incident))
        : lastOf(**reader, *entries);
    if (!end)
        return tl::make_unexpected(end.error());
    items::ViewState state;
    state.page = "incident";
    state.incident = record->incident.id;
    state.cursor = *end + std::chrono::nanoseconds(1); // ranges are half-open
    if (*extent) {
        const telemetry::TimeRange bounds = (*extent)->range;
        state.cursor = std::clamp(*state.cursor, std::min(bounds.start, bounds.end), bounds.end);
        state.isAsKnownNow = (*extent)->isImport;
    }
    if (record->range.start < *state.cursor)
        state.from = record->range.start - (*state.cursor - record->range.start) / kMargin;
    return state;
}

} // namespace commands
