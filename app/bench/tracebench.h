// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/tracebenchdata.h"

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace bench {

struct TraceBenchSettings
{
    std::vector<int> spans{10'000, 100'000, 1'000'000}; // a trace each
    int rounds = 5; // of loading; ours and the anchors in turn
    int frames = 40; // of each movement at each depth, 10 at least
    std::string anchors; // folder with their node_modules; empty: looked for
    int anchorSeconds = 300; // each gets for one trace, then it is given up
    std::function<void(const std::string&)> progress; // null: none
};

// Milliseconds a frame, wall.
struct MovingTimes
{
    double median = 0;
    double p95 = 0;
    double most = 0;
    int count = 0;
    double processor = 0; // of the thread that paints, median; 0: not known
};
MovingTimes movingTimesOf(std::vector<double> millis);

enum class TimeView
{
    Waterfall,
    Flame,
};
const char* toString(TimeView view);

// Of a trace, from a recording on disk into a view. Milliseconds since it was asked for.
struct TraceLoad
{
    double first = 0; // until a frame with the first part of it had been painted
    double read = 0; // until the view got all of it
    double painted = 0; // until a frame with that had been painted
    double peakMegabytes = 0; // of this process until then
    // Resident in this process for each span of it, once all that was only needed to read it is
    // gone: what the view keeps. Pictures that it painted meanwhile are in it, so that it says
    // little of a small trace.
    double bytesPerSpan = 0;
};

// How far in: all of the trace, some hundred steps, and half way between (in zoom steps).
enum class Depth
{
    Whole,
    HalfWay,
    Deep,
};
const char* toString(Depth depth);

struct TraceFrames
{
    TimeView view{};
    Depth depth{};
    int scale = 1; // device pixels a pixel
    MovingTimes zoom; // Ctrl and wheel, in and out
    MovingTimes pan; // Shift and wheel
    MovingTimes scroll; // wheel: rows
    MovingTimes choose; // Down: the next step, followed if it is out of sight
};

// Other viewers of traces, in headless Chromium, that are given the same trace as one file.
enum class TraceAnchor
{
    Speedscope,
    FlameChart, // flame-chart-js
};
inline constexpr std::array kTraceAnchors{TraceAnchor::Speedscope, TraceAnchor::FlameChart};
const char* toString(TraceAnchor anchor); // as npm calls it

struct AnchorFigures
{
    std::vector<double> load; // until a frame with all of it had been drawn, of the first rounds
    MovingTimes frames; // zoom and pan, drawn and read back
    double megabytes = 0; // of the file that it was given
    std::string browser;
    std::string version; // of the anchor
};

struct AnchorRow
{
    TraceAnchor anchor{};
    std::optional<AnchorFigures> figures;
    std::string note; // why there are none, or none of some rounds
};

struct TraceBenchRow
{
    RecordedAgentTrace trace;
    std::vector<TraceLoad> waterfall; // each round
    std::vector<TraceLoad> flame;
    std::vector<TraceFrames> frames;
    std::vector<AnchorRow> anchors; // of all of them
};

double medianOf(std::vector<double> values); // 0 of none

// The time views of the trace page on one large trace. Makes the one GUI application; offscreen
// unless QT_QPA_PLATFORM says otherwise.
telemetry::Result<std::vector<TraceBenchRow>> benchTrace(const TraceBenchSettings& settings);
int runTrace(const TraceBenchSettings& settings, bool isJson); // prints; exit status

} // namespace bench
