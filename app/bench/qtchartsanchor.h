// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/chartbench.h"

#include <memory>
#include <vector>

namespace bench {

// The same charts by Qt Charts, in this process: lines that get all their points anew, as they have
// to when all of them move. GUI thread; needs the application.
class QtChartsAnchor
{
public:
    explicit QtChartsAnchor(const ChartBenchSettings& settings);
    QtChartsAnchor(const QtChartsAnchor&) = delete;
    QtChartsAnchor& operator=(const QtChartsAnchor&) = delete;
    ~QtChartsAnchor();

    // Shows its window, draws so many frames and hides it: each by wall and by this process's
    // processor, in milliseconds.
    void measure(int frames, std::vector<double>& wall, std::vector<double>& cpu);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace bench
