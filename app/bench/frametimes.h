// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/chartbench.h"

#include <QJsonObject>
#include <QRect>
#include <QSize>

#include <chrono>
#include <ctime>

namespace bench {

inline constexpr QSize kChartWindow(1920, 1080);

// Of chart `number` of the window, three beside each other.
inline QRect chartPlace(int number)
{
    constexpr int kChartColumns = 3;
    constexpr QSize kChart(640, 268);
    return {number % kChartColumns * kChart.width(), number / kChartColumns * (kChart.height() + 2),
            kChart.width(), kChart.height()};
}

inline double wallMillis()
{
    return std::chrono::duration<double, std::milli>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

// Of all threads of this process.
inline double cpuMillis()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) * 1e-6;
}

inline constexpr double kFrameTarget = 1000.0 / 60; // ms

inline QJsonObject toJson(const FrameTimes& times)
{
    using namespace Qt::StringLiterals;
    return {{u"median"_s, times.median}, {u"p95"_s, times.p95}, {u"min"_s, times.least}};
}

} // namespace bench
