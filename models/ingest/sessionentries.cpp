// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/sessionentries.h"

#include "models/telemetry/actors.h"
#include "models/telemetry/linkreason.h"

#include <filesystem>
#include <map>
#include <optional>
#include <utility>

namespace ingest {

namespace {

using telemetry::Result;
using telemetry::TimelineEntry;

constexpr const char* kActor = telemetry::actors::kRecorder;

TimelineEntry recordingEntry(const std::string& path, telemetry::Timestamp time, std::string text,
                             std::string payload)
{
    TimelineEntry entry;
    entry.time = time;
    entry.recorded = time;
    entry.kind = "recording";
    entry.actor = kActor;
    entry.subject = std::filesystem::path(path).filename().string();
    entry.text = std::move(text);
    entry.payload = std::move(payload);
    return entry;
}

// By which rules this session redacts: whoever reads the recording can tell what cannot be in it.
std::string startPayload(const PipelineSettings& settings)
{
    std::string rules;
    if (settings.redactor) {
        for (const std::string& id : settings.redactor->ruleIds())
            rules += (rules.empty() ? "\"" : ",\"") + id + '"';
    }
    return "{\"redaction_rules\":[" + rules + "]}";
}

// The reasons are our own texts: nothing in them needs to be escaped.
std::string refusedJson(const std::map<std::string, std::uint64_t>& refusals)
{
    std::string json;
    for (const auto& [reason, count] : refusals)
        json += (json.empty() ? "\"" : ",\"") + reason + "\":" + std::to_string(count);
    return json;
}

} // namespace

Result<void> writeStart(store::Writer& writer, telemetry::Timestamp now,
                        const PipelineSettings& settings)
{
    // The console was there as long as it wrote anything, be it telemetry or an entry: a quiet
    // service makes no gap. What seems to be of the future says nothing of that.
    const auto last = writer.newestRecorded(now);
    const auto any = writer.newestRecorded(telemetry::Timestamp::max());
    if (!last || !any)
        return tl::make_unexpected(last ? any.error() : last.error());
    if (settings.isLive && *last && **last < now) {
        const store::Gap gap{.source = kActor,
                             .range = {.start = **last, .end = now},
                             .reason = telemetry::linkReason(telemetry::LinkReason::NotRecording)};
        if (const auto appended = writer.append(gap, now); !appended)
            return appended;
    }
    const auto entry = writer.append(
        recordingEntry(writer.path(), now, *any ? "Recording continued" : "Recording started",
                       startPayload(settings)));
    if (!entry)
        return tl::make_unexpected(entry.error());
    return writer.commit();
}

TimelineEntry endEntry(const std::string& path, telemetry::Timestamp now, const Counters& counters)
{
    const std::string payload = "{\"spans\":" + std::to_string(counters.spans)
        + ",\"generations\":" + std::to_string(counters.generations) + ",\"duplicates\":"
        + std::to_string(counters.duplicates) + ",\"merged\":" + std::to_string(counters.merged)
        + ",\"rejected\":" + std::to_string(counters.rejected)
        + ",\"redacted\":" + std::to_string(counters.redacted) + ",\"refused\":{"
        + refusedJson(counters.refusals.counts()) + "}}";
    return recordingEntry(path, now, "Recording ended", payload);
}

} // namespace ingest
