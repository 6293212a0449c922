// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/spread/spreadcontrols.h"

#include "models/spread/spreadreader.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

namespace spread {

namespace {

using store::FingerprintedText;
using telemetry::Result;

constexpr std::int64_t kSpots = 40; // of the recording that are sampled
constexpr int kTextsInSpot = 500;
constexpr std::size_t kMostControls = 32;
constexpr std::size_t kMostHits = 200;
constexpr std::size_t kShortestControl = 6; // tokens
constexpr double kTwoSided = 3.0; // 95 % bound of what was seen: none is at most three

std::uint64_t nextRandom(std::uint64_t& state)
{
    state ^= state << 13U;
    state ^= state >> 7U;
    state ^= state << 17U;
    return state;
}

} // namespace

Result<void> SpreadControls::choose(const store::Reader& reader, const Sample& sample,
                                    const std::vector<similarity::StatementMatcher>& asked,
                                    SpreadTargets& targets)
{
    // In each of several spots, evenly apart.
    const auto forEachSampled = [&](const std::function<bool(const FingerprintedText&)>& visit) {
        for (std::int64_t spot = 0; spot < kSpots; ++spot) {
            const std::int64_t end = sample.rows * (spot + 1) / kSpots;
            int left = kTextsInSpot;
            const auto visited = reader.forEachFingerprinted(
                sample.rows * spot / kSpots, sample.knownAt, [&](const FingerprintedText& text) {
                    return text.row <= end && visit(text) && --left > 0;
                });
            if (!visited)
                return Result<void>(tl::make_unexpected(visited.error()));
        }
        return Result<void>();
    };
    std::vector<Answer> answers;
    auto done = forEachSampled([&answers](const FingerprintedText& text) {
        const bool isAnswer = text.kind == similarity::PlaceKind::Output && !text.isRepeated
            && text.size() >= kShortestControl / 2;
        if (isAnswer)
            answers.push_back({.trace = text.traceNumber, .span = text.span});
        return !isAnswer; // one of each spot
    });
    if (done)
        done = take(reader, sample.knownAt, answers, asked, targets);
    if (done)
        done = forEachSampled([&](const FingerprintedText& text) {
            if (!text.isRepeated && (!sample.until || text.start < *sample.until))
                targets.count(text);
            return true;
        });
    return done;
}

Result<void> SpreadControls::take(const store::Reader& reader, telemetry::Timestamp knownAt,
                                  const std::vector<Answer>& answers,
                                  const std::vector<similarity::StatementMatcher>& asked,
                                  SpreadTargets& targets)
{
    SpreadReader texts(reader, knownAt);
    for (const Answer& answer : answers) {
        if (m_statements.size() == kMostControls)
            break;
        const auto trace = reader.traceId(answer.trace);
        if (!trace)
            return tl::make_unexpected(trace.error());
        const auto span = texts.span({.trace = *trace, .span = answer.span});
        if (!span)
            return tl::make_unexpected(span.error());
        if (!*span || !(*span)->generation)
            continue;
        const std::string output = telemetry::outputText(*(*span)->generation);
        auto statements = similarity::statementsOf(output, similarity::Syntax::Plain);
        std::erase_if(statements, [&asked](const similarity::Statement& statement) {
            return statement.tokens.size() < kShortestControl
                || std::ranges::any_of(asked, [&](const similarity::StatementMatcher& matcher) {
                       return matcher.match(statement.text, statement.tokens).has_value();
                   });
        });
        if (statements.empty())
            continue;
        const std::size_t chosen = nextRandom(m_random) % statements.size();
        targets.add(statements[chosen]);
        m_statements.push_back(std::move(statements[chosen]));
        m_traces.push_back(answer.trace);
    }
    return {};
}

void SpreadControls::note(std::size_t control, const FingerprintedText& text)
{
    if (text.traceNumber == m_traces[control])
        return;
    ++m_noted;
    const Hit hit{.control = control, .answer = {.trace = text.traceNumber, .span = text.span}};
    if (m_hits.size() < kMostHits) {
        m_hits.push_back(hit);
        return;
    }
    const std::uint64_t place = nextRandom(m_random) % static_cast<std::uint64_t>(m_noted);
    if (place < kMostHits)
        m_hits[place] = hit;
}

Result<void> SpreadControls::measure(const store::Reader& reader, telemetry::Timestamp knownAt,
                                     std::int64_t texts, std::size_t statements,
                                     FalseMatches& result)
{
    SpreadReader read(reader, knownAt);
    std::int64_t matched = 0;
    for (const Hit& hit : m_hits) {
        const auto trace = reader.traceId(hit.answer.trace);
        if (!trace)
            return tl::make_unexpected(trace.error());
        const auto span = read.span({.trace = *trace, .span = hit.answer.span});
        if (!span)
            return tl::make_unexpected(span.error());
        if (!*span)
            continue;
        const auto places =
            read.placesIn(**span, {similarity::StatementMatcher(m_statements[hit.control])});
        // A sentence that stands there word for word is no false match, whoever said it first.
        matched += std::ranges::any_of(places, [](const SpreadPlace& place) {
            return place.likeness == similarity::Likeness::Edited;
        });
    }
    const double share =
        m_hits.empty() ? 0 : static_cast<double>(m_noted) / static_cast<double>(m_hits.size());
    result.statements = m_statements.size();
    result.pairs = static_cast<std::int64_t>(m_statements.size()) * texts;
    result.matched = static_cast<std::int64_t>(static_cast<double>(matched) * share + 0.5);
    if (result.pairs <= 0)
        return {};
    const double atMost = (static_cast<double>(matched) + kTwoSided) * std::max(share, 1.0);
    result.perPairAtMost = std::min(1.0, atMost / static_cast<double>(result.pairs));
    result.expectedAtMost =
        result.perPairAtMost * static_cast<double>(texts) * static_cast<double>(statements);
    return {};
}

} // namespace spread
