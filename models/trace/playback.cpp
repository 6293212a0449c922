// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/playback.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <tuple>
#include <unordered_map>

namespace trace {

namespace {

using telemetry::Timestamp;
using Kind = PlaybackMoment::Kind;

std::unordered_map<telemetry::SpanId, double> firstTokens(const TraceContents& contents)
{
    std::unordered_map<telemetry::SpanId, double> seconds;
    for (const telemetry::Generation& generation : contents.generations) {
        if (generation.firstTokenSeconds && std::isfinite(*generation.firstTokenSeconds)
            && *generation.firstTokenSeconds > 0)
            seconds.try_emplace(generation.span, *generation.firstTokenSeconds);
    }
    return seconds;
}

} // namespace

Playback::Playback(const TraceContents& contents)
{
    const auto tokens = firstTokens(contents);
    const Timestamp unset{};
    for (const SpanTree::Node& node : contents.tree->nodes()) {
        const store::SpanRow& span = contents.tree->spans()[static_cast<std::size_t>(node.span)];
        if (span.start == unset)
            continue;
        m_moments.push_back({.time = span.start, .span = span.span, .kind = Kind::Begin});
        if (span.end == unset || span.end < span.start)
            continue;
        if (const auto token = tokens.find(span.span); token != tokens.end()) {
            const double length = std::chrono::duration<double>(span.end - span.start).count();
            if (token->second < length)
                m_moments.push_back({.time = span.start
                                         + std::chrono::duration_cast<telemetry::Duration>(
                                                 std::chrono::duration<double>(token->second)),
                                     .span = span.span,
                                     .kind = Kind::FirstToken});
        }
        m_moments.push_back(
            {.time = span.end, .span = span.span, .kind = span.isFailed ? Kind::Fail : Kind::End});
    }
    // Of what ends and begins at one time the end is first, unless it is the step's own begin.
    const auto rank = [](const PlaybackMoment& moment) {
        return moment.kind == Kind::Begin ? 1 : 0;
    };
    std::ranges::stable_sort(m_moments, {}, &PlaybackMoment::time);
    for (auto first = m_moments.begin(); first != m_moments.end();) {
        const auto last = std::find_if(first, m_moments.end(), [&](const PlaybackMoment& moment) {
            return moment.time != first->time;
        });
        std::unordered_map<telemetry::SpanId, int> begins;
        for (auto moment = first; moment != last; ++moment) {
            if (moment->kind == Kind::Begin)
                ++begins[moment->span];
        }
        std::stable_sort(first, last, [&](const PlaybackMoment& a, const PlaybackMoment& b) {
            const auto order = [&](const PlaybackMoment& moment) {
                return begins.contains(moment.span) ? 2 : rank(moment);
            };
            return order(a) < order(b);
        });
        m_times.push_back(first->time);
        first = last;
    }
    if (!m_moments.empty())
        m_range = {.start = m_moments.front().time, .end = m_moments.back().time};
}

std::optional<std::size_t> Playback::at(Timestamp time) const
{
    const auto after = std::ranges::upper_bound(m_moments, time, {}, &PlaybackMoment::time);
    if (after == m_moments.begin())
        return std::nullopt;
    return static_cast<std::size_t>(after - m_moments.begin()) - 1;
}

Timestamp Playback::stepped(Timestamp from, int moments) const
{
    if (m_times.empty())
        return from;
    const auto last = static_cast<std::ptrdiff_t>(m_times.size()) - 1;
    std::ptrdiff_t to = 0;
    if (moments >= 0)
        to = std::ranges::upper_bound(m_times, from) - m_times.begin() - 1 + moments;
    else
        to = std::ranges::lower_bound(m_times, from) - m_times.begin() + moments;
    return m_times[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(to, 0, last))];
}

double Playback::shareOf(Timestamp time) const
{
    if (m_times.size() < 2 || time <= m_times.front())
        return 0;
    if (time >= m_times.back())
        return 1;
    const auto after = std::ranges::upper_bound(m_times, time);
    const auto before = after - 1;
    const double inside = static_cast<double>((time - *before).count())
        / static_cast<double>((*after - *before).count());
    return (static_cast<double>(before - m_times.begin()) + inside)
        / static_cast<double>(m_times.size() - 1);
}

Timestamp Playback::timeOf(double share) const
{
    if (m_times.empty())
        return {};
    const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(m_times.size() - 1);
    const auto index = static_cast<std::size_t>(place);
    if (index + 1 >= m_times.size())
        return m_times.back();
    const auto gap = static_cast<double>((m_times[index + 1] - m_times[index]).count());
    return m_times[index]
        + telemetry::Duration(std::llround(gap * (place - static_cast<double>(index))));
}

} // namespace trace
