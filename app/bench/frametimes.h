// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/chartbench.h"

#include <QJsonObject>

namespace bench {

inline constexpr double kFrameTarget = 1000.0 / 60; // ms

inline QJsonObject toJson(const FrameTimes& times)
{
    using namespace Qt::StringLiterals;
    return {{u"median"_s, times.median}, {u"p95"_s, times.p95}, {u"min"_s, times.least}};
}

} // namespace bench
