// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/spread/spreadgeometry.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <tuple>

namespace spreadview {

namespace {

using spread::SpreadPlace;

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

SpreadLayout layOut(const spread::Spread& spread, const std::optional<std::string>& suspectService,
                    const QRectF& area)
{
    SpreadLayout layout;
    if (spread.places.empty() && !spread.suspectTime)
        return layout;
    layout.range = rangeOf(spread);
    const double width =
        std::chrono::duration<double>(layout.range.end - layout.range.start).count();
    const auto x = [&](telemetry::Timestamp time) {
        const double at = std::chrono::duration<double>(time - layout.range.start).count() / width;
        return area.left() + at * area.width();
    };
    // Lanes first: their number says where each is.
    if (suspectService)
        laneOf(layout, *suspectService);
    for (const SpreadPlace& place : spread.places)
        laneOf(layout, place.service);
    if (suspectService && spread.suspectTime)
        layout.suspect = QPointF(x(*spread.suspectTime),
                                 laneY(laneOf(layout, *suspectService), layout.lanes.size(), area));

    std::map<std::tuple<std::size_t, int, int>, std::size_t> dots;
    std::vector<std::size_t> nodeOf(spread.places.size());
    for (std::size_t i = 0; i < spread.places.size(); ++i) {
        const SpreadPlace& place = spread.places[i];
        const std::size_t lane = laneOf(layout, place.service);
        const double at = x(place.time);
        const auto [dot, isNew] =
            dots.try_emplace({lane, static_cast<int>(std::floor(at / kNodeGrid)), lookOf(place)},
                             layout.nodes.size());
        nodeOf[i] = dot->second;
        if (!isNew) {
            ++layout.nodes[dot->second].count;
            continue;
        }
        const double middle = laneY(lane, layout.lanes.size(), area);
        layout.nodes.push_back(
            {.at = {at, middle + heightOf(place.kind) * kNodeGrid}, .place = i, .count = 1});
    }
    std::map<std::pair<std::optional<std::size_t>, std::size_t>, std::size_t> edges;
    for (std::size_t i = 0; i < spread.places.size(); ++i) {
        const SpreadPlace& place = spread.places[i];
        const bool isFromSuspect = !place.from && !place.isEarlier && layout.suspect;
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
