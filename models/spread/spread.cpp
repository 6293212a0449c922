// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/spread/spread.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace spread {

const char* toString(SpreadLink link)
{
    switch (link) {
    case SpreadLink::Trace:
        return "trace";
    case SpreadLink::SpanLink:
        return "span_link";
    case SpreadLink::Text:
        return "text";
    }
    return "";
}

SpreadCounts countsOf(const Spread& spread, bool isEarlier,
                      const std::map<telemetry::TraceId, std::string>& pipelines)
{
    SpreadCounts counts;
    std::set<telemetry::SpanKey> spans;
    std::set<telemetry::SpanKey> answers;
    std::set<telemetry::SpanKey> unknown;
    std::set<telemetry::TraceId> traces;
    std::set<std::string> services;
    std::set<std::string> entries;
    std::set<std::string> users;
    std::set<std::string> sessions;
    for (const SpreadPlace& place : spread.places) {
        if (place.isEarlier != isEarlier)
            continue;
        ++counts.places;
        spans.insert(place.key);
        traces.insert(place.key.trace);
        services.insert(place.service);
        if (const auto entry = pipelines.find(place.key.trace); entry != pipelines.end())
            entries.insert(entry->second);
        if (!place.user.empty())
            users.insert(place.user);
        if (!place.session.empty())
            sessions.insert(place.session);
        if (place.kind != similarity::PlaceKind::Output)
            continue;
        answers.insert(place.key);
        if (place.user.empty())
            unknown.insert(place.key);
    }
    counts.spans = spans.size();
    counts.services = services.size();
    counts.pipelines = entries.size();
    counts.traces = traces.size();
    counts.answers = answers.size();
    counts.users = users.size();
    counts.sessions = sessions.size();
    counts.answersWithoutUser = unknown.size();
    return counts;
}

// Counts are as from a Poisson distribution once they are divided by how much more they vary than
// one. The quantiles of chi-square are those of Wilson and Hilferty (PNAS 17, 1931).
void setRate(FalseMatches& matches, const std::vector<double>& bySentence, double weight)
{
    constexpr double kTwoSided = 1.959964;
    const auto chiSquare = [](double freedom, double z) {
        const double part = 2 / (9 * freedom);
        return freedom * std::pow(1 - part + z * std::sqrt(part), 3);
    };
    const auto count = static_cast<double>(bySentence.size());
    const double sum = std::accumulate(bySentence.begin(), bySentence.end(), 0.0);
    const double mean = count > 0 ? sum / count : 0;
    double squares = 0;
    for (const double one : bySentence)
        squares += (one - mean) * (one - mean);
    const double variance = count > 1 ? squares / (count - 1) : 0;
    const double scale = mean > 0 ? std::max(weight, variance / mean) : weight;
    const double events = sum / scale;
    matches.statements = bySentence.size();
    matches.statementsMatched = static_cast<std::size_t>(
        std::ranges::count_if(bySentence, [](double one) { return one > 0; }));
    matches.matched = sum;
    matches.perStatement = mean;
    matches.perStatementAtLeast =
        events > 0 ? std::max(0.0, scale * chiSquare(2 * events, -kTwoSided) / 2 / count) : 0;
    matches.perStatementAtMost = count > 0
        ? scale * chiSquare(2 * events + 2, kTwoSided) / 2 / count
        : std::numeric_limits<double>::infinity();
}

} // namespace spread
