// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/ids.h"
#include "models/telemetry/timelineentry.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace items {

// What a note or bookmark in a trace is on.
struct AnnotationTarget
{
    telemetry::SpanKey step; // span None: the trace as a whole
    // A stretch of the step's output, code points, half-open.
    std::optional<std::pair<std::int64_t, std::int64_t>> claim = std::nullopt;
    std::optional<telemetry::Timestamp> moment = std::nullopt; // of the playback, event time

    friend bool operator==(const AnnotationTarget&, const AnnotationTarget&) = default;
};

// A note or a bookmark on a step, a claim or a moment of a trace. It is an entry of the timeline of
// kind "note"; what is taken back stays in the chain and is no longer listed.
struct Annotation
{
    enum class Kind : std::uint8_t
    {
        Note,
        Bookmark, // its text may be empty
    };
    Kind kind = Kind::Note;
    AnnotationTarget target;
    std::string about; // what it is on, in words, as known when it was written
    std::string text;
    std::string actor; // from here on as it was written
    telemetry::Timestamp time; // that it stands at, event time
    telemetry::Timestamp recorded;
    std::string hash; // of its entry
    bool isBeside = false; // in the file beside the recording, not in the chain
};

// `time`: where it is to stand, for annotations without a moment the begin of the step.
telemetry::TimelineEntry annotationEntry(const Annotation& annotation, telemetry::Timestamp time);
// Takes one back.
telemetry::TimelineEntry withdrawalEntry(const Annotation& annotation, telemetry::Timestamp now);

// Nothing where the entry is none, or a withdrawal.
std::optional<Annotation> annotationIn(const telemetry::TimelineEntry& entry);
// Those that stand, in the order of their time.
std::vector<Annotation> annotationsOf(const std::vector<telemetry::TimelineEntry>& entries,
                                      const telemetry::TraceId& trace);

// "Note", "Bookmark"; for people.
QString annotationKindText(Annotation::Kind kind);

} // namespace items
