// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/thingjudge.h"

#include "models/claims/coverlimits.h"
#include "models/claims/matter.h"
#include "models/health/judging.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace claims {

namespace {

using health::Stretch;
using health::Token;
using Hit = EvidenceSearch::Hit;

constexpr std::size_t kMostPlaces = 64; // of one word that are looked at ...
constexpr std::size_t kMostOwnPlaces = 2000; // ... beside those in the model's own words
constexpr double kComparable = 0.3; // from which a passage can say otherwise
constexpr double kComparableResult = 0.08; // of a tool: names and values, and few words
constexpr double kDroppedThingCover = 0.2;

bool startsAt(const std::vector<Token>& ours, const StatedThing& thing,
              const std::vector<Token>& theirs, std::size_t at, std::size_t end)
{
    const std::size_t length = thing.last - thing.first;
    if (at + length > end)
        return false;
    for (std::size_t i = 0; i < length; ++i) {
        if (ours[thing.first + i].key != theirs[at + i].key)
            return false;
    }
    return true;
}

} // namespace

double plainProbability(Support support)
{
    switch (support) {
    case Support::Supported:
        return 0.05;
    case Support::Weak:
        return 0.4;
    case Support::Contradicted:
        return 0.9;
    case Support::Truncated:
        return 0.7;
    case Support::Absent:
        return 0.75;
    case Support::Unknown:
    case Support::NotJudged:
        return 0;
    }
    return 0;
}

double probabilityOf(Support support, std::optional<float> doubt)
{
    const double plain = plainProbability(support);
    if (!doubt || plain == 0)
        return plain;
    const double both = 0.5 * (plain + 1 / (1 + std::exp(-static_cast<double>(*doubt))));
    // What is known to be otherwise is so, however well its words fit.
    return support == Support::Contradicted ? std::max(both, 0.6) : both;
}

ThingJudge::ThingJudge(AnswerReading& reading, std::size_t mostEvidence)
    : m_reading(reading)
    , m_mostEvidence(mostEvidence)
{
}

Claim ThingJudge::judge(const StatedThing& thing, const SentenceMatch& sentence)
{
    Claim claim;
    claim.start = m_reading.codePointAt(thing.start);
    claim.end = m_reading.codePointAt(thing.end);
    claim.kind = thing.kind;
    claim.sentence = sentence.index;
    if (m_sentence != sentence.index) {
        m_sentence = sentence.index;
        m_unsaid.clear();
        m_sentenceMatters.reset();
    }
    const std::string& unknown = m_reading.source().unknown;
    if (!unknown.empty()) {
        claim.reason = unknown;
        return claim;
    }
    switch (thing.kind) {
    case ClaimKind::Figure:
        judgeFigure(thing, sentence, claim);
        break;
    case ClaimKind::Citation:
        judgeCitation(thing, sentence, claim);
        break;
    case ClaimKind::Identifier:
    case ClaimKind::Sentence:
        judgeName(thing, sentence, claim);
        break;
    }
    if (const auto why = m_reading.whyNotAbsent(); claim.support == Support::Absent && !why.empty())
        support(claim, Support::Unknown, std::string(why));
    claim.probability = probabilityOf(claim.support, m_reading.doubtIn(claim.start, claim.end));
    return claim;
}

// Passages that hold the thing, by how well they fit its sentence.
template<class Holds>
ThingJudge::Found ThingJudge::placesOf(const StatedThing& thing, const SentenceMatch& sentence,
                                       Holds holds)
{
    if (thing.first >= thing.last)
        return {};
    EvidenceSearch& search = m_reading.search();
    const auto& tokens = m_reading.tokens();
    // The rarest of its words leads to the fewest places.
    std::size_t rarest = thing.first;
    for (std::size_t i = thing.first; i < thing.last; ++i) {
        if (search.index().find(tokens[i].key).count
            < search.index().find(tokens[rarest].key).count)
            rarest = i;
    }
    Found found;
    std::size_t previous = Claim::kNone;
    std::uint32_t place = search.index().find(tokens[rarest].key).first;
    std::size_t looked = 0;
    std::size_t own = 0;
    while (place != health::ContextIndex::kNone && looked < kMostPlaces && own < kMostOwnPlaces) {
        const std::size_t at = place;
        place = search.index().next(place);
        const std::size_t passage = search.passageOf(at);
        if (m_reading.isOwn(passage)) {
            ++own;
            continue;
        }
        ++looked;
        if (passage == previous || !holds(at, rarest - thing.first, passage))
            continue;
        previous = passage;
        const EvidenceSearch::Passage& one = search.passages()[passage];
        const GivenPiece& piece = m_reading.source().given.pieces()[one.piece];
        const double cover = search.coverOf(tokens, sentence.words, passage);
        found.isInQuestion =
            found.isInQuestion || (!piece.isDropped && (piece.isQuestion || one.isQuestion));
        (piece.isDropped ? found.dropped : found.given)
            .push_back({.passage = passage, .cover = cover, .score = cover});
    }
    std::ranges::stable_sort(found.given, std::ranges::greater(), &Hit::score);
    std::ranges::stable_sort(found.dropped, std::ranges::greater(), &Hit::score);
    return found;
}

void ThingJudge::support(Claim& claim, Support support, std::string reason) const
{
    claim.support = support;
    claim.reason = std::move(reason);
}

void ThingJudge::addEvidence(Claim& claim, const std::vector<Hit>& hits, const Stretch& words) const
{
    for (const Hit& hit : hits) {
        if (claim.evidence.size() >= m_mostEvidence)
            return;
        claim.evidence.push_back(m_reading.evidenceOf(words, hit.passage, hit.cover));
    }
}

// A figure of the same unit in the passage that the sentence resembles most, or in the result of a
// tool, and that the sentence does not state.
const std::vector<const StatedThing*>& ThingJudge::unsaidIn(std::size_t passage,
                                                            const SentenceMatch& sentence)
{
    const auto [found, isNew] = m_unsaid.try_emplace(passage);
    if (!isNew)
        return found->second;
    for (const StatedThing& other : m_reading.figuresOf(passage)) {
        if (std::ranges::none_of(sentence.figures,
                                 [&](const StatedThing& own) { return isSameFigure(own, other); }))
            found->second.push_back(&other);
    }
    return found->second;
}

bool ThingJudge::contradictedBy(const StatedThing& thing, const SentenceMatch& sentence,
                                Claim& claim)
{
    const GivenText& given = m_reading.source().given;
    for (const Hit& hit : sentence.sources) {
        const GivenPiece& piece = given.pieces()[m_reading.search().passages()[hit.passage].piece];
        const bool isResult = piece.place.kind == similarity::PlaceKind::ToolResult;
        const bool isBest = hit.passage == sentence.sources.front().passage;
        if (hit.cover < (isResult ? kComparableResult : kComparable) || (!isBest && !isResult))
            continue;
        const StatedThing* there = nullptr;
        std::size_t comparable = 0;
        for (const StatedThing* other : unsaidIn(hit.passage, sentence)) {
            if (!isComparable(thing, *other))
                continue;
            there = other;
            ++comparable;
        }
        if (comparable != 1) // of two, which it stands for is not known
            continue;
        Evidence evidence = m_reading.evidenceOf(sentence.words, hit.passage, hit.cover);
        evidence.isContradiction = true;
        evidence.said = m_reading.text().substr(thing.start, thing.end - thing.start);
        evidence.there = given.text().substr(there->start, there->end - there->start);
        evidence.therePlace = given.placeOf(there->start, there->end);
        support(claim, Support::Contradicted,
                "it says " + health::cited(evidence.said) + ", what it was given says "
                    + health::cited(evidence.there));
        claim.evidence.insert(claim.evidence.begin(), std::move(evidence));
        if (claim.evidence.size() > m_mostEvidence)
            claim.evidence.pop_back();
        return true;
    }
    return false;
}

void ThingJudge::judgeFigure(const StatedThing& thing, const SentenceMatch& sentence, Claim& claim)
{
    const std::int64_t from = claim.start;
    const bool isDoubted = m_reading.findingIn(from, claim.end) != nullptr;
    for (const health::ToolClash& clash : m_reading.clashes()) {
        if (clash.finding.start >= claim.end || from >= clash.finding.end)
            continue;
        support(claim, Support::Contradicted, clash.reason);
        return;
    }
    // Numbers of a date each lead to it; they need not be written in one order.
    StatedThing number = thing;
    if (thing.isDate) {
        const auto isNumber = [&](std::size_t token) {
            const Token& one = m_reading.tokens()[token];
            return one.kind == health::TokenKind::Number && one.end - one.start <= 2;
        };
        while (number.first + 1 < number.last && !isNumber(number.first))
            ++number.first;
        number.last = number.first + 1;
        if (thing.last - thing.first == 3
            && m_reading.tokens()[thing.first].end - m_reading.tokens()[thing.first].start == 4)
            number = {.first = thing.last - 1, .last = thing.last}; // 2026-08-27
    }
    const auto holds = [&](std::size_t passage) {
        return std::ranges::any_of(m_reading.figuresOf(passage), [&](const StatedThing& other) {
            return isSameFigure(thing, other);
        });
    };
    Found found = placesOf(number, sentence, [&](std::size_t, std::size_t, std::size_t passage) {
        return holds(passage);
    });
    for (const Hit& hit : sentence.sources) { // written otherwise: "August 7" and 2026-08-07
        if (found.given.empty() && holds(hit.passage))
            found.given.push_back(hit);
    }
    const double needed = std::max(kFewestCover, kNear * sentence.bestCover());
    const bool isNear = !found.given.empty() && found.given.front().cover >= needed;
    if ((isNear || found.isInQuestion) && !isDoubted) {
        support(claim, Support::Supported,
                isNear ? "stands in what it was given" : "stands in the question");
        addEvidence(claim, found.given, sentence.words);
        return;
    }
    addEvidence(claim, found.given, sentence.words);
    if (found.given.empty() && !found.dropped.empty()
        && found.dropped.front().cover >= kDroppedThingCover) {
        support(claim, Support::Truncated, "stood in an earlier turn that it no longer saw");
        addEvidence(claim, found.dropped, sentence.words);
        return;
    }
    if ((found.given.empty() || isDoubted) && contradictedBy(thing, sentence, claim))
        return;
    if (!found.given.empty())
        support(claim, Support::Weak,
                "stands in what it was given, but about "
                    + matterOf(m_reading, found.given.front().passage));
    else
        support(claim, Support::Absent, m_reading.whyAbsent());
}

const std::vector<std::string_view>& ThingJudge::answerMatters()
{
    if (!m_matters)
        m_matters = mattersNamedIn(m_reading, {0, m_reading.tokens().size()});
    return *m_matters;
}

// What the sentence is about, else the whole answer.
const std::vector<std::string_view>& ThingJudge::mattersOf(const SentenceMatch& sentence)
{
    if (!m_sentenceMatters) {
        m_sentenceMatters = mattersNamedIn(m_reading, sentence.words);
        if (m_sentenceMatters->empty())
            m_sentenceMatters = answerMatters();
    }
    return *m_sentenceMatters;
}

void ThingJudge::judgeName(const StatedThing& thing, const SentenceMatch& sentence, Claim& claim)
{
    const auto& tokens = m_reading.tokens();
    const EvidenceSearch& search = m_reading.search();
    const bool isDoubted = m_reading.findingIn(claim.start, claim.end) != nullptr;
    const Found found =
        placesOf(thing, sentence, [&](std::size_t at, std::size_t offset, std::size_t passage) {
            const Stretch& theirs = search.passages()[passage].tokens;
            return at >= theirs.first + offset
                && startsAt(tokens, thing, search.tokens(), at - offset, theirs.last);
        });
    if (!found.given.empty() && !isDoubted) {
        const std::vector<std::string_view>& matters = mattersOf(sentence);
        // Not where that is what the sentence repeats.
        const bool isRepeated = sentence.bestCover() >= kMostlyThere
            && std::ranges::find(found.given, sentence.given.front().passage, &Hit::passage)
                != found.given.end();
        const bool isElsewhere = !matters.empty() && !found.isInQuestion && !isRepeated
            && std::ranges::all_of(found.given, [&](const Hit& hit) {
                   return isAboutOther(m_reading, hit.passage, matters);
               });
        if (isElsewhere)
            support(claim, Support::Weak,
                    "stands in what it was given, but about "
                        + matterOf(m_reading, found.given.front().passage));
        else
            support(claim, Support::Supported, "stands in what it was given");
        addEvidence(claim, found.given, sentence.words);
        return;
    }
    std::size_t known = 0;
    for (std::size_t i = thing.first; i < thing.last; ++i)
        known += search.sources().find(tokens[i].key).count > 0 ? 1 : 0;
    addEvidence(claim, found.given, sentence.words);
    if (found.given.empty() && !found.dropped.empty()) {
        support(claim, Support::Truncated, "stood in an earlier turn that it no longer saw");
        addEvidence(claim, found.dropped, sentence.words);
    } else if (!found.given.empty()) {
        support(claim, Support::Weak,
                "stands in what it was given, which does not say all of this");
    } else if (known > 0) {
        support(claim, Support::Weak,
                known == thing.last - thing.first ? "its words stand in what it was given, apart"
                                                  : "part of it stands in what it was given");
    } else {
        support(claim, Support::Absent, m_reading.whyAbsent());
    }
}

} // namespace claims
