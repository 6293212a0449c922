// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/practice/tape.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <utility>

namespace practice {

namespace {

using telemetry::Duration;
using telemetry::Timestamp;

constexpr auto kShortestLoop = std::chrono::seconds(1);

} // namespace

Tape::Tape(std::vector<TapeItem> items, const TapeTimes& times, double speed, Timestamp start)
    : m_items(std::move(items))
    , m_times(times)
    , m_speed(speed)
    , m_order(m_items.size())
{
    m_times.fault = std::clamp(m_times.fault, m_times.begin, m_times.end);
    if (m_times.cure) {
        m_times.cure = std::clamp(*m_times.cure, m_times.begin, m_times.end);
        m_times.fault = std::min(m_times.fault, *m_times.cure - kShortestLoop);
        m_times.begin = std::min(m_times.begin, m_times.fault);
    }
    std::iota(m_order.begin(), m_order.end(), std::size_t{0});
    std::ranges::stable_sort(m_order, [this](std::size_t left, std::size_t right) {
        const TapeItem& a = m_items[left];
        const TapeItem& b = m_items[right];
        if (a.trace != b.trace)
            return a.trace < b.trace;
        return a.due < b.due;
    });
    for (std::size_t i = 0; i < m_order.size(); ++i) {
        const TapeItem& item = m_items[m_order[i]];
        const bool isSame = i > 0 && item.trace != 0 && item.trace == m_items[m_order[i - 1]].trace;
        if (isSame)
            m_groups.back().end = i + 1;
        else
            m_groups.push_back({.first = item.due, .begin = i, .end = i + 1});
    }
    std::ranges::stable_sort(m_groups, {}, &Group::first);
    m_advanced = start;
    enter(Stretch::Healthy, start);
    m_faultTime = realTime(m_times.fault);
}

Timestamp Tape::realTime(Timestamp recorded) const
{
    const auto since = static_cast<double>((recorded - m_from).count());
    return m_realFrom + Duration(std::llround(since / m_speed));
}

void Tape::enter(Stretch stretch, Timestamp at)
{
    const bool isWhole = m_stretch != Stretch::Over && realTime(m_to) <= at; // not cut short
    const Timestamp before = m_to;
    m_stretch = stretch;
    m_realFrom = at;
    switch (stretch) {
    case Stretch::Healthy:
        m_from = m_times.begin;
        m_to = m_times.fault;
        break;
    case Stretch::Bad:
        m_from = m_times.fault;
        m_to = m_times.cure.value_or(m_times.end);
        break;
    case Stretch::Recovery:
        m_from = *m_times.cure;
        m_to = m_times.end;
        break;
    case Stretch::Over:
        m_from = m_to = m_times.end;
        break;
    }
    m_jumps += isWhole && m_from == before ? 0 : 1;
    const auto first = std::ranges::lower_bound(m_groups, m_from, {}, &Group::first);
    m_next = static_cast<std::size_t>(first - m_groups.begin());
}

void Tape::leave(Timestamp at)
{
    switch (m_stretch) {
    case Stretch::Healthy:
        enter(m_isCured && m_times.cure ? Stretch::Recovery : Stretch::Bad, at);
        return;
    case Stretch::Bad:
        if (!m_times.cure)
            return enter(Stretch::Over, at);
        ++m_pass;
        return enter(Stretch::Bad, at);
    case Stretch::Recovery:
    case Stretch::Over:
        return enter(Stretch::Over, at);
    }
}

void Tape::setCured(bool isCured, Timestamp now)
{
    if (isCured == m_isCured || !m_times.cure)
        return;
    m_isCured = isCured;
    if (isCured && m_stretch == Stretch::Bad) {
        enter(Stretch::Recovery, now);
    } else if (!isCured && m_stretch == Stretch::Recovery) {
        ++m_pass;
        enter(Stretch::Bad, now);
    }
}

void Tape::begin(const Group& group)
{
    const Duration shift = realTime(group.first) - group.first;
    for (std::size_t i = group.begin; i < group.end; ++i) {
        const std::size_t item = m_order[i];
        m_waiting.push({.item = item,
                        .due = m_items[item].due + shift,
                        .shift = shift,
                        .pass = m_pass,
                        .jumps = m_jumps});
    }
}

std::vector<Played> Tape::advance(Timestamp now)
{
    if (const Duration beyond = now - m_advanced - kLongestStep; beyond > Duration::zero()) {
        m_realFrom += beyond;
        m_heldUp += beyond;
        if (m_stretch == Stretch::Healthy)
            m_faultTime += beyond;
    }
    m_advanced = std::max(m_advanced, now);
    while (m_stretch != Stretch::Over) {
        while (m_next < m_groups.size() && m_groups[m_next].first < m_to
               && realTime(m_groups[m_next].first) <= now)
            begin(m_groups[m_next++]);
        const Timestamp end = realTime(m_to);
        if (end > now)
            break;
        leave(end);
    }
    std::vector<Played> due;
    while (!m_waiting.empty() && m_waiting.top().due <= now) {
        due.push_back(m_waiting.top());
        m_waiting.pop();
    }
    return due;
}

} // namespace practice
