// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/positions.h"
#include "models/trace/contextdrops.h"
#include "models/trace/contextwindow.h"
#include "widgets/common/theme.h"
#include "widgets/trace/contextbargeometry.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <vector>

namespace traceview {

// What a colour, a pattern or a mark of the bar means.
struct LegendEntry
{
    enum class Swatch : std::uint8_t
    {
        None, // words alone
        Filled,
        Unattributed, // as the bar shows what nothing tells apart
        Outlined,
        Gone,
        Dotted,
        Evidence, // the mark below what claims rest on
        Unused, // the mark below what none rests on
    };
    Swatch swatch = Swatch::Filled;
    common::ColorRole color = common::ColorRole::TextSecondary;
    QString text; // with its figure
    // Without it, where there is little width; empty: an entry before it stands for it as well.
    QString brief;
};

// In an order that is always the same: what was dropped, what was read by its filling, the answer,
// the marks, what is set aside, what is free.
std::vector<LegendEntry> legendOf(const trace::ContextWindow& context,
                                  const std::vector<trace::ContextDrop>& drops,
                                  const claims::ContextPositions& positions,
                                  const BarGeometry& geometry);

// The entries that are shown in `room`, from the first one, each with `text` as it is written:
// whole where all of them fit, else with the figures alone, else without. What does not fit is
// counted by a last "+n".
std::vector<LegendEntry> fittedLegend(const std::vector<LegendEntry>& all, double room,
                                      const std::function<double(const QString&)>& widthOf);

// Pixels that an entry takes besides its words, with the gap to the next one.
constexpr double kLegendBesides = 12 + common::kSpace3;

} // namespace traceview
