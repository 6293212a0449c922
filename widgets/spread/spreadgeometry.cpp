// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/spread/spreadgeometry.h"

#include "models/spread/spreadhops.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <tuple>

namespace spreadview {

namespace {

using spread::SpreadPlace;

constexpr int kDenseSteps = 2; // of the grid
constexpr double kDenseRows = 4.6; // of a lane, with what is between lanes
constexpr double kDot = 5; // pixels, radius
constexpr double kSeveral = 1.5; // more where a dot stands for several
constexpr double kSmallest = 2; // where dots tell by their size

// What a dot looks like: places of different kinds do not fall on one.
int lookOf(const SpreadPlace& place)
{
    return static_cast<int>(place.kind);
}

// What was received stands above the line of its lane, what was given below; what models do nearer
// to it than what tools do.
double heightOf(similarity::PlaceKind kind)
{
    switch (kind) {
    case similarity::PlaceKind::Document:
    case similarity::PlaceKind::ToolResult:
        return -1.25;
    case similarity::PlaceKind::Input:
        return -0.4;
    case similarity::PlaceKind::Output:
    case similarity::PlaceKind::Reasoning:
        return 0.4;
    case similarity::PlaceKind::ToolArgument:
        return 1.25;
    }
    return 0;
}

telemetry::TimeRange rangeOf(const spread::Spread& spread)
{
    telemetry::Timestamp first = spread.suspectTime.value_or(telemetry::Timestamp::max());
    telemetry::Timestamp last = spread.suspectTime.value_or(telemetry::Timestamp::min());
    for (const SpreadPlace& place : spread.places) {
        first = std::min(first, place.time);
        last = std::max(last, place.time);
    }
    if (first >= last) {
        first -= std::chrono::seconds(1);
        last = first + std::chrono::seconds(2);
    }
    return {.start = first, .end = last};
}

std::size_t laneOf(SpreadLayout& layout, const std::string& service)
{
    const auto found = std::ranges::find(layout.lanes, service);
    if (found != layout.lanes.end())
        return static_cast<std::size_t>(found - layout.lanes.begin());
    layout.lanes.push_back(service);
    return layout.lanes.size() - 1;
}

} // namespace

double laneY(std::size_t lane, std::size_t lanes, const QRectF& area)
{
    return area.top()
        + area.height() * (static_cast<double>(lane) + 0.5)
        / static_cast<double>(std::max<std::size_t>(1, lanes));
}

namespace {

double xOf(const SpreadLayout& layout, telemetry::Timestamp time, const QRectF& area)
{
    const auto seconds = [](telemetry::Duration duration) {
        return std::chrono::duration<double>(duration).count();
    };
    return area.left()
        + area.width() * seconds(time - layout.range.start)
        / seconds(layout.range.end - layout.range.start);
}

// Which dot each place falls on; a dot stands for `steps` steps of the grid.
std::vector<std::size_t> placeDots(SpreadLayout& layout, const spread::Spread& spread,
                                   const QRectF& area, int steps)
{
    const double step = kNodeGrid * steps;
    const double row = steps == 1
        ? kNodeGrid
        : std::min(kNodeGrid,
                   area.height() / kDenseRows / static_cast<double>(layout.lanes.size()));
    std::map<std::tuple<std::size_t, int, int>, std::size_t> dots;
    std::vector<std::size_t> nodeOf(spread.places.size());
    std::size_t most = 1;
    layout.nodes.clear();
    for (std::size_t i = 0; i < spread.places.size(); ++i) {
        const SpreadPlace& place = spread.places[i];
        const std::size_t lane = laneOf(layout, place.service);
        const double at = xOf(layout, place.time, area);
        const int column = static_cast<int>(std::floor(at / step));
        const auto [dot, isNew] =
            dots.try_emplace({lane, column, lookOf(place)}, layout.nodes.size());
        nodeOf[i] = dot->second;
        if (isNew) {
            const double x =
                steps == 1 ? at : std::clamp((column + 0.5) * step, area.left(), area.right());
            const double height = heightOf(place.kind);
            const double rows =
                steps == 1 ? height : std::copysign(std::abs(height) < 1 ? 0.5 : 1.5, height);
            const double y = laneY(lane, layout.lanes.size(), area) + rows * row;
            layout.nodes.push_back(
                {.at = {x, y}, .place = i, .count = 0, .edited = 0, .radius = 0});
        }
        SpreadNode& node = layout.nodes[dot->second];
        ++node.count;
        node.edited += place.likeness == similarity::Likeness::Edited ? 1 : 0;
        most = std::max(most, node.count);
    }
    for (SpreadNode& node : layout.nodes) {
        const double share = static_cast<double>(node.count) / static_cast<double>(most);
        node.radius = steps == 1 ? kDot + (node.count > 1 ? kSeveral : 0)
                                 : kSmallest + (row / 2 - kSmallest) * std::sqrt(share);
    }
    return nodeOf;
}

} // namespace

SpreadLayout layOut(const spread::Spread& spread, const std::optional<std::string>& suspectService,
                    const QRectF& area)
{
    SpreadLayout layout;
    if (spread.places.empty() && !spread.suspectTime)
        return layout;
    layout.range = rangeOf(spread);
    // Lanes first: their number says where each is.
    if (suspectService)
        laneOf(layout, *suspectService);
    for (const SpreadPlace& place : spread.places)
        laneOf(layout, place.service);
    if (suspectService && spread.suspectTime)
        layout.suspect = QPointF(xOf(layout, *spread.suspectTime, area),
                                 laneY(laneOf(layout, *suspectService), layout.lanes.size(), area));

    std::vector<std::size_t> nodeOf = placeDots(layout, spread, area, 1);
    layout.isDense = layout.nodes.size() > kMostDots * layout.lanes.size();
    if (layout.isDense)
        nodeOf = placeDots(layout, spread, area, kDenseSteps);
    std::map<std::pair<std::optional<std::size_t>, std::size_t>, std::size_t> edges;
    for (std::size_t i = 0; i < spread.places.size(); ++i) {
        const SpreadPlace& place = spread.places[i];
        // What a store gave it has from itself as far as the text tells.
        const bool isStoreAlone = place.link == spread::SpreadLink::Text && spread::isStored(place);
        const bool isFromSuspect =
            !place.from && !place.isEarlier && layout.suspect && !isStoreAlone;
        if (!place.from && !isFromSuspect)
            continue;
        const std::optional<std::size_t> from =
            place.from ? std::optional(nodeOf[*place.from]) : std::nullopt;
        if (from == nodeOf[i])
            continue;
        const auto [edge, isNew] = edges.try_emplace({from, nodeOf[i]}, layout.edges.size());
        if (isNew)
            layout.edges.push_back({.from = from,
                                    .to = nodeOf[i],
                                    .count = 1,
                                    .isByText = place.link == spread::SpreadLink::Text});
        else
            ++layout.edges[edge->second].count;
    }
    return layout;
}

std::optional<std::size_t> nodeAt(const SpreadLayout& layout, const QPointF& point)
{
    std::optional<std::size_t> nearest;
    double best = kNodeGrid * kNodeGrid;
    for (std::size_t i = 0; i < layout.nodes.size(); ++i) {
        const QPointF away = layout.nodes[i].at - point;
        const double distance = away.x() * away.x() + away.y() * away.y();
        if (distance < best) {
            best = distance;
            nearest = i;
        }
    }
    return nearest;
}

} // namespace spreadview
