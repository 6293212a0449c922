// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timelineentry.h"
#include "models/trace/tracelink.h"

#include <QString>

#include <optional>

namespace items {

// What an entry of the timeline says, in one line: a verdict with who gave it and whose answer it
// is on; what we said ourselves in the window's language; any other as it was recorded. May hold
// anything that was recorded: made safe by whoever shows it.
QString entryText(const telemetry::TimelineEntry& entry);

// What else an entry holds, for people.
struct EntryWords
{
    QString text; // some lines
    std::optional<trace::TraceLink> link; // to what it is on
};
// Of a verdict, or of an annotation in a trace; nothing of any other kind.
std::optional<EntryWords> answerWords(const telemetry::TimelineEntry& entry);

} // namespace items
