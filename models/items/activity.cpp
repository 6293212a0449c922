// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/activity.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

namespace items {

namespace {

using namespace std::chrono_literals;

// Calls that began before the view still run in it.
constexpr telemetry::Duration kLead = 2min;
// Parts of one answer (its span, its log records) come within this of each other, or nearly so.
constexpr telemetry::Duration kSettling = 3s;
// How much more than what is in view is kept, in views.
constexpr int kKept = 2;

std::int32_t small(const std::optional<std::int64_t>& value)
{
    if (!value || *value < 0)
        return -1;
    return static_cast<std::int32_t>(
        std::min<std::int64_t>(*value, std::numeric_limits<std::int32_t>::max()));
}

// Nearest rank; `values` is reordered and not empty.
double quantile(std::vector<double>& values, double share)
{
    const double wanted = std::ceil(share * static_cast<double>(values.size())) - 1;
    const auto rank = static_cast<std::ptrdiff_t>(std::max(0.0, wanted));
    std::ranges::nth_element(values, values.begin() + rank);
    return values[static_cast<std::size_t>(rank)];
}

telemetry::Timestamp bucketOf(telemetry::Timestamp time, telemetry::Duration step)
{
    const auto nanos = telemetry::toUnixNanos(time);
    const auto width = step.count();
    return telemetry::fromUnixNanos(nanos - ((nanos % width) + width) % width);
}

struct Sums
{
    ActivityPoint point;
    std::vector<double> seconds;
    std::vector<double> fills;
};

void finish(Sums& sums)
{
    ActivityPoint& point = sums.point;
    point.timed = static_cast<std::int64_t>(sums.seconds.size());
    if (point.timed > 0) {
        point.latencyMedian = quantile(sums.seconds, 0.5);
        point.latencyHigh = quantile(sums.seconds, 0.95);
    }
    if (point.sized > 0)
        point.inputTokens /= static_cast<double>(point.sized);
    if (point.outSized > 0)
        point.outputTokens /= static_cast<double>(point.outSized);
    if (point.filled > 0) {
        point.fillMedian = quantile(sums.fills, 0.5);
        point.fillHigh = quantile(sums.fills, 0.95);
    }
}

} // namespace

telemetry::Result<Activity> ActivityReader::read(const store::Reader& reader,
                                                 const ActivityRequest& request)
{
    store::View view = request.view;
    view.range.start -= kLead;
    const bool isElsewhere = m_covered.isEmpty() || m_covered.intersected(view.range).isEmpty();
    if (request.service != m_service || view.knownAt < m_knownAt || isElsewhere) {
        m_facts.clear();
        m_service = request.service;
        m_covered = {.start = view.range.end, .end = view.range.end};
        m_last = 0;
        m_settled = 0;
    }
    m_knownAt = view.knownAt;
    if (auto followed = follow(reader, view); !followed)
        return tl::make_unexpected(followed.error());
    if (auto extended = extend(reader, view); !extended)
        return tl::make_unexpected(extended.error());
    trim(view.range);
    std::ranges::sort(m_facts, {}, &Fact::start);
    return summed(request);
}

// Takes in what was recorded since, and once more what may have got its other parts meanwhile.
telemetry::Result<void> ActivityReader::follow(const store::Reader& reader, const store::View& view)
{
    const auto last = reader.lastGeneration(m_last, view.knownAt);
    if (!last)
        return tl::make_unexpected(last.error());
    if (m_covered.isEmpty()) {
        m_settled = *last;
    } else {
        std::erase_if(m_facts, [this](const Fact& fact) { return fact.row > m_settled; });
        store::View covered = view;
        covered.range = m_covered;
        const auto settled =
            add(reader, covered, {.service = m_service, .after = m_settled, .upTo = *last});
        if (!settled)
            return tl::make_unexpected(settled.error());
        m_settled = *settled;
    }
    m_last = *last;
    return {};
}

// Reads what the view shows beyond what is covered: to the right all, to the left as much as goes.
telemetry::Result<void> ActivityReader::extend(const store::Reader& reader, const store::View& view)
{
    store::View part = view;
    part.range = {.start = m_covered.end, .end = view.range.end};
    if (!part.range.isEmpty()) {
        const auto added = add(reader, part, {.service = m_service, .upTo = m_last});
        if (!added)
            return tl::make_unexpected(added.error());
        m_settled = std::min(m_settled, *added);
        m_covered.end = view.range.end;
    }
    part.range = {.start = view.range.start, .end = m_covered.start};
    if (part.range.isEmpty())
        return {};
    const std::size_t before = m_facts.size();
    const auto added = add(reader, part, {.service = m_service, .upTo = m_last, .limit = kMost});
    if (!added)
        return tl::make_unexpected(added.error());
    m_settled = std::min(m_settled, *added);
    // Latest first: where the limit cut, all that begins at the oldest time is read once more.
    if (m_facts.size() - before == static_cast<std::size_t>(kMost)) {
        const telemetry::Timestamp oldest =
            std::ranges::min_element(m_facts.begin() + static_cast<std::ptrdiff_t>(before),
                                     m_facts.end(), {}, &Fact::start)
                ->start;
        m_covered.start = oldest + telemetry::Duration(1);
        std::erase_if(m_facts, [oldest](const Fact& fact) { return fact.start <= oldest; });
    } else {
        m_covered.start = view.range.start;
    }
    return {};
}

// The row up to which all that was read has settled.
telemetry::Result<std::int64_t> ActivityReader::add(const store::Reader& reader,
                                                    const store::View& view,
                                                    const store::FactsQuery& query)
{
    const auto rows = reader.facts(view, query);
    if (!rows)
        return tl::make_unexpected(rows.error());
    std::int64_t settled = query.upTo;
    for (const store::GenerationFacts& row : *rows) {
        const auto [model, isNew] =
            m_modelIndex.try_emplace(row.model, static_cast<std::uint32_t>(m_models.size()));
        if (isNew)
            m_models.push_back(row.model);
        m_facts.push_back({.row = row.row,
                           .start = row.start,
                           .end = row.end,
                           .input = small(row.inputTokens),
                           .output = small(row.outputTokens),
                           .window = small(row.contextWindow),
                           .model = model->second,
                           .isFailed = row.isFailed});
        if (row.recorded > view.knownAt - kSettling)
            settled = std::min(settled, row.row - 1);
    }
    return settled;
}

void ActivityReader::trim(const telemetry::TimeRange& range)
{
    const telemetry::Duration kept = range.duration() * kKept;
    const telemetry::TimeRange wanted =
        m_covered.intersected({.start = range.start - kept, .end = range.end + kept});
    if (wanted == m_covered)
        return;
    m_covered = wanted;
    std::erase_if(m_facts, [&wanted](const Fact& fact) { return !wanted.contains(fact.start); });
}

Activity ActivityReader::summed(const ActivityRequest& request) const
{
    Activity activity;
    activity.isPartial = m_covered.start > request.view.range.start - kLead;
    std::map<telemetry::Timestamp, Sums> buckets;
    for (const Fact& fact : m_facts) {
        if (!request.view.range.contains(fact.start))
            continue;
        Sums& sums = buckets[bucketOf(fact.start, request.step)];
        ActivityPoint& point = sums.point;
        ++point.count;
        point.failed += fact.isFailed ? 1 : 0;
        ++point.models[m_models[fact.model]];
        if (fact.end > fact.start) {
            sums.seconds.push_back(std::chrono::duration<double>(fact.end - fact.start).count());
            activity.latencies.emplace_back(fact.start, static_cast<float>(sums.seconds.back()));
        }
        if (fact.input >= 0) {
            ++point.sized;
            point.inputTokens += fact.input;
        }
        if (fact.output >= 0) {
            ++point.outSized;
            point.outputTokens += fact.output;
        }
        if (fact.input >= 0 && fact.window > 0) {
            const double fill = static_cast<double>(fact.input) / fact.window;
            ++point.filled;
            sums.fills.push_back(fill);
        }
    }
    for (auto& [start, sums] : buckets) {
        sums.point.start = start;
        finish(sums);
        activity.answers += sums.point.count;
        activity.hasLatency = activity.hasLatency || sums.point.timed > 0;
        activity.hasTokens = activity.hasTokens || sums.point.sized > 0 || sums.point.outSized > 0;
        activity.hasWindow = activity.hasWindow || sums.point.filled > 0;
        activity.points.push_back(std::move(sums.point));
    }
    addLoad(activity, request);
    return activity;
}

void ActivityReader::addLoad(Activity& activity, const ActivityRequest& request) const
{
    std::vector<double> seconds;
    std::map<telemetry::Timestamp, double> running; // seconds of calls in each bucket
    for (const Fact& fact : m_facts) {
        if (fact.end <= fact.start)
            continue;
        seconds.push_back(std::chrono::duration<double>(fact.end - fact.start).count());
        const telemetry::TimeRange shown =
            telemetry::TimeRange{fact.start, fact.end}.intersected(request.view.range);
        for (auto at = bucketOf(shown.start, request.step); at < shown.end && !shown.isEmpty();
             at += request.step) {
            const auto within = shown.intersected({.start = at, .end = at + request.step});
            running[at] += std::chrono::duration<double>(within.duration()).count();
        }
    }
    if (seconds.empty())
        return;
    // Calls are told of when they have ended: as long ago as most of them take, all are known.
    const auto settling = std::chrono::duration_cast<telemetry::Duration>(
        std::chrono::duration<double>(quantile(seconds, 0.95)));
    const bool isAllKnown = request.view.knownAt == telemetry::Timestamp::max();
    for (ActivityPoint& point : activity.points) {
        const telemetry::Timestamp end = point.start + request.step;
        if (end > request.view.range.end
            || (!isAllKnown && end > request.view.knownAt - settling - kSettling))
            continue;
        const auto found = running.find(point.start);
        point.load = (found == running.end() ? 0 : found->second)
            / std::chrono::duration<double>(request.step).count();
    }
}

} // namespace items
