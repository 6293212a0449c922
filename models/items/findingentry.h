// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/annotation.h"
#include "models/items/tracefindings.h"
#include "models/telemetry/timelineentry.h"
#include "models/trace/tracecontents.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <string>
#include <vector>

namespace items {

// A finding of a trace as an entry of the timeline: a note on the step, and the stretch of its
// answer, that it is about, at the time that the step began. With it goes what it rests on: kind
// and weight, service and model, and what checks and judges said of that step; of the answer no
// more than any note on it quotes. `view`: where it is seen, as links name it. Nothing: the trace
// has no step by which it could be found again.
std::optional<telemetry::TimelineEntry> findingEntry(const TraceFinding& finding,
                                                     const trace::TraceContents& contents,
                                                     const std::string& view);

// What such an entry keeps of it, each on one safe line; nothing: it is none.
struct KeptFinding
{
    QString kind; // as toString(TraceFindingKind)
    QString weight; // "fault", "doubt", "remark"
    QString view; // lower-case letters, or empty
    QString service;
    QString model;
    QStringList evidence; // "groundedness: failed, badness 0.93"
};
std::optional<KeptFinding> findingIn(const telemetry::TimelineEntry& entry);

// Whether the same finding is among the notes that stand.
bool isNoted(const std::vector<Annotation>& standing, const telemetry::TimelineEntry& entry);

} // namespace items
