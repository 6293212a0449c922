// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"
#include "models/telemetry/timelineentry.h"
#include "models/telemetry/timerange.h"
#include "models/trace/tracelink.h"

#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace items {

// What the window shows, as far as it can be gone back to: the page and what it is narrowed to, the
// time, and what is opened. It names a recording by its id, never by a path: a link that somebody
// sent opens no file that the user did not choose.
struct ViewState
{
    std::string recording; // store::Reader::recordingId(); empty: any
    std::string page; // health, suspects, trace, explore, incident, sources or spread; empty: any
    std::string service; // empty: all
    std::string filter; // what is typed on the page; at most kLongestFilter bytes
    bool isGrouped = false; // suspects, by likeness
    std::string kinds; // of entries, with commas ("alarms,notes"); empty: all but views
    std::optional<telemetry::Timestamp> cursor; // nothing: as it stands
    std::optional<telemetry::Timestamp> from; // where the visible range begins; before the cursor
    std::optional<telemetry::TimeRange> part; // of it, that the suspects are of
    bool isAsKnownNow = false; // else as known at the cursor
    std::optional<trace::TraceLink> trace;
    std::string driver; // of the exploring page, as on the command line
    std::string outcome;
    std::string alarm; // id
    std::string incident; // id
    std::int64_t entry = 0; // sequence number in the timeline; 0: none

    friend bool operator==(const ViewState&, const ViewState&) = default;
};

inline constexpr std::size_t kLongestLink = 4096; // bytes
inline constexpr std::size_t kLongestFilter = 600; // bytes, before they are escaped
inline constexpr std::size_t kLongestName = 200; // of a service, likewise

// What was read, and which of its parts are not known here and were left out: by a newer console,
// say. Empty: all of it was understood.
struct ReadViewState
{
    ViewState state;
    std::string leftOut; // names, with commas, safe to show
};

// "plumbline://open?recording=9f86d081884c7d65&page=suspects&service=checkout%20bot&cursor=..."
// What is too long to be in a link (a filter) is cut at a character.
std::string toLink(const ViewState& state);

// Reads that, and "plumbline://trace/..." (trace::TraceLink), which opens the trace page. Usage
// error that names the part that is wrong. Blanks around the link do not count.
telemetry::Result<ReadViewState> viewStateFromLink(std::string_view text);

// The first link of either form that stands in a text; nullopt: none, or none that can be read.
std::optional<ViewState> viewStateIn(std::string_view text);

// The same parts by the same names, each a string: {"page": "suspects", "service": "checkout bot"}.
QJsonObject toJson(const ViewState& state);
telemetry::Result<ReadViewState> viewStateFromJson(const QJsonObject& json);

// What was on the screen, of an entry of kind `view` or `screen`: {"view": {...}, ...}. Nullopt:
// another entry, or one that cannot be read.
std::optional<ViewState> shownState(const telemetry::TimelineEntry& entry);

// One line: "Suspects of checkout bot, filter “…”", for people.
QString viewStateText(const ViewState& state);

} // namespace items
