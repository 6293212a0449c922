// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bench {

struct ChartBenchSettings
{
    int charts = 10;
    int series = 3; // in each chart
    int samples = 100'000; // in view, in each series
    int rounds = 5; // in turns with the anchors
    int frames = 120; // over all rounds; ten new samples in each series a frame
    std::string uplot; // uPlot.iife.min.js; empty: no anchor
};

// Milliseconds a frame.
struct FrameTimes
{
    double median = 0;
    double p95 = 0;
    double least = 0;
};

// Medians of a frame, each round, in milliseconds.
struct ChartRounds
{
    std::vector<double> wall;
    std::vector<double> cpu;
};

struct ChartFigures
{
    FrameTimes wall; // ours, from one frame to the next, all rounds
    FrameTimes cpu; // of this process
    std::int64_t painted = 0; // frames of a chart that were painted, of charts * frames
    ChartRounds ours;
    ChartRounds qtCharts; // replace() of all points, and the repaint
    // uPlot: setData and the raster forced, in the same data; its processor time is not known.
    std::vector<double> uplot;
    std::string browser; // its version
    std::string anchorNote; // why there is no uPlot, or none of some rounds
};

// The charts of the window, live: each frame slides by ten samples. Needs a GUI application;
// offscreen unless QT_QPA_PLATFORM says otherwise.
telemetry::Result<ChartFigures> benchCharts(const ChartBenchSettings& settings);

// Values of series `index`: a random walk within 0..100 that both sides make themselves.
std::vector<float> walk(int index, std::size_t count);

FrameTimes frameTimesOf(std::vector<double> millis);

} // namespace bench
