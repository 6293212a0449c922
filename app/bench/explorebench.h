// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/chartbench.h"

#include <cstdint>

namespace bench {

struct ExploreBenchSettings
{
    std::int64_t answers = 1'000'000;
    int frames = 240; // the setting is dragged a step in each; each sixtieth brings new answers
};

struct ExploreFigures
{
    std::int64_t answers = 0;
    double relateMillis = 0; // of all answers, on a pool thread in the window
    double fitMillis = 0; // of it, the fit alone
    FrameTimes frames; // wall, from one frame to the next
    std::int64_t painted = 0;
    FrameTimes anchor; // every answer drawn as a point by QPainter, same size
    double knee = 0; // found, and where it was put
    double planted = 0;
};

// The plot of the exploring page on answers with a planted knee. Makes the one GUI application;
// offscreen unless QT_QPA_PLATFORM says otherwise.
ExploreFigures benchExplore(const ExploreBenchSettings& settings);
int runExplore(const ExploreBenchSettings& settings, bool isJson); // prints; exit status

} // namespace bench
