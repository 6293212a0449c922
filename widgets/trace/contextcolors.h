// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claim.h"
#include "models/trace/contextwindow.h"
#include "widgets/common/theme.h"

#include <QPainter>

namespace traceview {

// The colours of what fills a window, the same wherever it is drawn.
constexpr common::ColorRole roleOf(trace::Filling filling)
{
    using common::ColorRole;
    using trace::Filling;
    switch (filling) {
    case Filling::System:
        return ColorRole::Series8;
    case Filling::History:
        return ColorRole::Series7;
    case Filling::Retrieved:
        return ColorRole::Series3;
    case Filling::Tools:
        return ColorRole::Series5;
    case Filling::Question:
        return ColorRole::Series2;
    case Filling::Unattributed:
        return ColorRole::Unknown;
    case Filling::Reasoning:
        return ColorRole::Series6;
    case Filling::Output:
        return ColorRole::Series1;
    }
    return ColorRole::Unknown;
}

constexpr common::ColorRole roleOf(claims::Support support)
{
    using claims::Support;
    using common::ColorRole;
    switch (support) {
    case Support::Supported:
        return ColorRole::EvidenceSupported;
    case Support::Weak:
        return ColorRole::EvidenceWeak;
    case Support::Contradicted:
        return ColorRole::EvidenceContradicted;
    case Support::Truncated:
        return ColorRole::EvidenceTruncated;
    case Support::Absent:
        return ColorRole::EvidenceAbsent;
    case Support::Unknown:
    case Support::NotJudged:
        return ColorRole::Unknown;
    }
    return ColorRole::Unknown;
}

// What nothing tells apart looks like no filling: pale and hatched.
inline void fillUnattributed(QPainter& painter, const QRectF& area, const QColor& unknown)
{
    QColor pale = unknown;
    pale.setAlphaF(0.18F);
    painter.fillRect(area, pale);
    painter.fillRect(area, QBrush(unknown, Qt::BDiagPattern));
}

} // namespace traceview
