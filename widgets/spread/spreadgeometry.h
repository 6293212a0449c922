// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/spread/spread.h"

#include <QPointF>
#include <QRectF>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace spreadview {

// One dot: a place, or several that fall on it.
struct SpreadNode
{
    QPointF at;
    std::size_t place = 0; // the first of them, in Spread::places
    std::size_t count = 1;
    std::size_t edited = 0; // of these
    double radius = 0;
};

// A hand-over from one dot to another; of several the first is drawn.
struct SpreadEdge
{
    std::optional<std::size_t> from; // node; none: the suspect
    std::size_t to = 0;
    std::size_t count = 1;
    bool isByText = false; // by the text alone
};

struct SpreadLayout
{
    std::vector<std::string> lanes; // services, in order of first appearance
    std::vector<SpreadNode> nodes;
    std::vector<SpreadEdge> edges;
    std::optional<QPointF> suspect;
    telemetry::TimeRange range; // what is drawn from left to right
    // Too many for each place to be a dot: a dot's size tells how many there are at a time, and
    // hand-overs are drawn of the chosen one only.
    bool isDense = false;
};

inline constexpr double kNodeGrid = 14; // pixels of a dot and what is around it

inline constexpr std::size_t kMostDots = 60; // of a lane; beyond them they are drawn dense

// Pure: `area` is where dots go; lanes share its height, time runs over its width. However many
// places there are, a lane has at most one dot a grid step and kind.
SpreadLayout layOut(const spread::Spread& spread, const std::optional<std::string>& suspectService,
                    const QRectF& area);
// Middle of a lane.
double laneY(std::size_t lane, std::size_t lanes, const QRectF& area);
// The node within reach of a point.
std::optional<std::size_t> nodeAt(const SpreadLayout& layout, const QPointF& point);

} // namespace spreadview
