// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/spread/spreadcontrols.h"

#include "models/similarity/winnowing.h"
#include "models/spread/spreadreader.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

namespace spread {

namespace {

using store::FingerprintedText;
using telemetry::Result;

constexpr std::int64_t kSpots = 40; // of the recording that are sampled
constexpr std::int64_t kOldSpots = kSpots / 4; // the oldest
constexpr int kTextsInSpot = 500;
constexpr std::int64_t kRowsForStep = 32'768; // of the recording
constexpr std::size_t kMostControls = 400;
constexpr std::size_t kMostNear = kMostControls / 4;
constexpr std::size_t kAnswersInSpot = kMostControls / kSpots;
constexpr std::size_t kMostHits = 300;
constexpr std::size_t kShortestControl = 6; // tokens

std::uint64_t nextRandom(std::uint64_t& state)
{
    state ^= state << 13U;
    state ^= state >> 7U;
    state ^= state << 17U;
    return state;
}

// In each of several spots, evenly apart. `visit` is told the spot, and returns false where it has
// enough of it.
template<class Visit>
Result<void> forEachSampled(const store::Reader& reader, const SpreadControls::Sample& sample,
                            Visit&& visit)
{
    for (std::int64_t spot = 0; spot < kSpots; ++spot) {
        const std::int64_t end = sample.rows * (spot + 1) / kSpots;
        int left = kTextsInSpot;
        const auto visited = reader.forEachFingerprinted(
            sample.rows * spot / kSpots, sample.knownAt, [&](const FingerprintedText& text) {
                return text.row <= end && visit(spot, text) && --left > 0;
            });
        if (!visited)
            return tl::make_unexpected(visited.error());
    }
    return {};
}

} // namespace

Result<void> SpreadControls::choose(const store::Reader& reader, const Sample& sample,
                                    const std::vector<similarity::StatementMatcher>& asked,
                                    SpreadTargets& targets)
{
    auto done = count(reader, sample, targets);
    if (!done)
        return done;
    targets.settle(sample.isEverywhereWanted);
    m_stride = std::max<std::int64_t>(1, sample.rows / kRowsForStep);
    const auto answers = answersOf(reader, sample, targets);
    if (!answers)
        return tl::make_unexpected(answers.error());
    done = take(reader, sample.knownAt, *answers, asked, targets);
    if (done)
        done = count(reader, sample, *m_targets);
    if (!done)
        return done;
    m_targets->settle();
    for (std::size_t control = 0; control < m_statements.size(); ++control)
        m_isLookedFor.push_back(!m_targets->isBoilerplate(control));
    return {};
}

Result<void> SpreadControls::count(const store::Reader& reader, const Sample& sample,
                                   SpreadTargets& targets) const
{
    return forEachSampled(reader, sample, [&](std::int64_t spot, const FingerprintedText& text) {
        const bool isBefore = !sample.until || text.start < *sample.until;
        if (!text.isRepeated)
            targets.count(text, spot < kOldSpots && isBefore);
        return true;
    });
}

Result<std::vector<SpreadControls::Answer>> SpreadControls::answersOf(const store::Reader& reader,
                                                                      const Sample& sample,
                                                                      SpreadTargets& targets) const
{
    std::vector<Answer> near;
    std::vector<Answer> answers;
    std::vector<std::size_t> inSpot(kSpots);
    const auto done =
        forEachSampled(reader, sample, [&](std::int64_t spot, const FingerprintedText& text) {
            const bool isAnswer = text.kind == similarity::PlaceKind::Output && !text.isRepeated
                && text.size() >= kShortestControl / 2;
            if (!isAnswer)
                return true;
            const bool isNear = near.size() < 2 * kMostNear && targets.isNear(text);
            const Answer answer{.trace = text.traceNumber, .span = text.span, .isNear = isNear};
            if (isNear)
                near.push_back(answer);
            else if (++inSpot[static_cast<std::size_t>(spot)] <= kAnswersInSpot)
                answers.push_back(answer);
            return true;
        });
    if (!done)
        return tl::make_unexpected(done.error());
    near.insert(near.end(), answers.begin(), answers.end());
    return near;
}

Result<void> SpreadControls::take(const store::Reader& reader, telemetry::Timestamp knownAt,
                                  const std::vector<Answer>& answers,
                                  const std::vector<similarity::StatementMatcher>& asked,
                                  const SpreadTargets& targets)
{
    m_targets.emplace(targets.key());
    SpreadReader texts(reader, knownAt);
    for (const Answer& answer : answers) {
        if (m_statements.size() == kMostControls)
            break;
        if (answer.isNear && m_statements.size() >= kMostNear)
            continue;
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
        std::erase_if(statements, [&](const similarity::Statement& statement) {
            return statement.tokens.size() < kShortestControl
                || m_taken.contains(similarity::textHash(statement.tokens, 0))
                || std::ranges::any_of(asked, [&](const similarity::StatementMatcher& matcher) {
                       return matcher.match(statement.text, statement.tokens).has_value();
                   });
        });
        const auto place = chosen(statements, answer.isNear, targets);
        if (!place)
            continue;
        m_taken.insert(similarity::textHash(statements[*place].tokens, 0));
        m_statements.emplace_back(statements[*place]);
        m_traces.push_back(answer.trace);
        m_targets->add(statements[*place]);
    }
    return {};
}

std::optional<std::size_t>
SpreadControls::chosen(const std::vector<similarity::Statement>& statements, bool isNear,
                       const SpreadTargets& targets)
{
    if (statements.empty())
        return std::nullopt;
    if (!isNear)
        return nextRandom(m_random) % statements.size();
    std::vector<std::size_t> shared;
    for (const similarity::Statement& statement : statements)
        shared.push_back(targets.shared(statement));
    const auto most = std::ranges::max_element(shared);
    if (*most == 0)
        return std::nullopt;
    return static_cast<std::size_t>(most - shared.begin());
}

void SpreadControls::look(const FingerprintedText& text)
{
    // By their hash, so that what a text repeats is looked at where the text is.
    if (text.hash % static_cast<std::uint64_t>(m_stride) != 0)
        return;
    ++m_looked;
    if (text.isRepeated) {
        const auto [first, end] = m_found.equal_range(text.hash);
        for (auto control = first; control != end; ++control)
            note(control->second, text);
        return;
    }
    for (const SpreadTargets::Sighted& sighted : m_targets->sightings(text)) {
        if (sighted.as.isWhole)
            continue; // word for word is no false match, whoever said it first
        m_found.emplace(text.hash, sighted.target);
        note(sighted.target, text);
    }
}

void SpreadControls::note(std::size_t control, const FingerprintedText& text)
{
    if (text.traceNumber == m_traces[control])
        return;
    ++m_noted;
    const Hit hit{.control = control,
                  .answer = {.trace = text.traceNumber, .span = text.span, .isNear = false},
                  .isFalse = {}};
    if (m_hits.size() < kMostHits) {
        m_hits.push_back(hit);
        return;
    }
    const std::uint64_t place = nextRandom(m_random) % static_cast<std::uint64_t>(m_noted);
    if (place < kMostHits)
        m_hits[place] = hit;
}

Result<bool> SpreadControls::isFalse(const Hit& hit, const store::Reader& reader,
                                     SpreadReader& texts) const
{
    const auto trace = reader.traceId(hit.answer.trace);
    if (!trace)
        return tl::make_unexpected(trace.error());
    const auto span = texts.span({.trace = *trace, .span = hit.answer.span});
    if (!span)
        return tl::make_unexpected(span.error());
    if (!*span)
        return false;
    const auto places = texts.placesIn(**span, m_statements, std::span(&hit.control, 1));
    // Where its own words stand, or some of them, it is no false match, whoever said it first.
    return std::ranges::any_of(places, [](const SpreadPlace& place) { return place.isReworded; });
}

Result<FalseMatches> SpreadControls::measure(const store::Reader& reader,
                                             telemetry::Timestamp knownAt)
{
    SpreadReader read(reader, knownAt);
    std::vector<double> matched(m_statements.size());
    const double share = m_hits.empty() ? 0
                                        : static_cast<double>(m_noted)
            / static_cast<double>(m_hits.size()) * static_cast<double>(m_stride);
    for (Hit& hit : m_hits) {
        if (!hit.isFalse) {
            const auto judged = isFalse(hit, reader, read);
            if (!judged)
                return tl::make_unexpected(judged.error());
            hit.isFalse = *judged;
        }
        matched[hit.control] += *hit.isFalse ? share : 0;
    }
    std::vector<double> lookedFor;
    for (std::size_t control = 0; control < matched.size(); ++control) {
        if (m_isLookedFor[control])
            lookedFor.push_back(matched[control]);
    }
    FalseMatches result;
    setRate(result, lookedFor, static_cast<double>(m_stride));
    result.pairs = static_cast<std::int64_t>(lookedFor.size()) * m_looked;
    result.isSampled = share > 1;
    return result;
}

} // namespace spread
