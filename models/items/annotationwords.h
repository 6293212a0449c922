// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claimset.h"
#include "models/items/annotation.h"
#include "models/trace/tracecontents.h"

#include <QString>

namespace items {

// What an annotation is on, in words: "step chat gpt-4.1, “Returns are accepted within 90 days…”,
// at 02:51:07.123". Text of the trace in it is cut short and is as recorded: made safe by whoever
// shows it.
QString annotationTargetText(const AnnotationTarget& target, const trace::TraceContents& contents);

// When an annotation on it stands in the timeline: at its moment, else when its step began, else
// when the trace did.
telemetry::Timestamp annotationTime(const AnnotationTarget& target,
                                    const trace::TraceContents& contents);

} // namespace items
