// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/spantree.h"

#include <QRectF>
#include <QString>

class QPainter;

namespace common {
class Theme;
}

namespace traceview {

// Ticks at round distances from `origin` with their labels, along the bottom edge of `box`, which
// shows `range`.
void paintTimeAxis(QPainter& painter, const common::Theme& theme, const QRectF& box,
                   const telemetry::TimeRange& range, telemetry::Timestamp origin);

// "chat gpt, generation, 1.2 s, failed": of one step, for people who do not see its bar. Safe, one
// line.
QString stepSentence(const trace::SpanTree& tree, int node);

} // namespace traceview
