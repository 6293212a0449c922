// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/sentencejudge.h"

#include "models/claims/coverlimits.h"
#include "models/claims/evasion.h"
#include "models/health/contextloss.h"
#include "models/health/judging.h"
#include "models/health/toolreading.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace claims {

namespace {

using health::Token;
using Hit = EvidenceSearch::Hit;

constexpr double kNearest = 0.4; // of the best one's cover: shown beside it
constexpr double kSupportedCover = 0.4;
constexpr double kDroppedCover = 0.4;
constexpr double kDroppedMore = 0.2; // than what it was given
constexpr double kAbsentCover = 0.3;
constexpr double kRepeatedCover = 0.5; // of what it said itself: less are words it shares with it
constexpr double kDoubted = 0.35; // probability from which it is not supported
constexpr double kContradicted = 0.6;
constexpr std::size_t kMostAgainst = 64; // contradictions of one sentence with their evidence

bool isOverlapping(TextPlace one, const TextPlace& other)
{
    if (one.start >= other.end || other.start >= one.end)
        return false;
    one.start = other.start;
    one.end = other.end;
    return one == other;
}

std::string reasonOf(const Evidence& against)
{
    return against.said.empty() ? "what it was given says otherwise"
                                : "it says " + health::cited(against.said)
            + ", what it was given says " + health::cited(against.there);
}

const char* reasonNotToJudge(SentenceRole role)
{
    switch (role) {
    case SentenceRole::Question:
        return "asks";
    case SentenceRole::Courtesy:
        return "greets or offers help";
    case SentenceRole::Heading:
        return "a heading";
    case SentenceRole::Code:
        return "code";
    case SentenceRole::Statement:
        break;
    }
    return "states nothing";
}

} // namespace

SentenceJudge::SentenceJudge(AnswerReading& reading, std::size_t mostEvidence)
    : m_reading(reading)
    , m_mostEvidence(mostEvidence)
    , m_denials(reading)
{
}

Claim SentenceJudge::begin(const AnswerSentence& sentence, SentenceMatch& match)
{
    Claim claim;
    claim.start = m_reading.codePointAt(sentence.start);
    claim.end = m_reading.codePointAt(sentence.end);
    claim.kind = ClaimKind::Sentence;
    const auto& tokens = m_reading.tokens();
    const auto contents = static_cast<std::size_t>(
        std::count_if(tokens.begin() + static_cast<std::ptrdiff_t>(match.words.first),
                      tokens.begin() + static_cast<std::ptrdiff_t>(match.words.last),
                      [](const Token& token) { return token.isContent; }));
    // "Not mentioned, but it takes 90 days", "## Returns within 90 days": what a check finds there
    // is stated, however it is put.
    const bool isStated =
        sentence.role != SentenceRole::Code && m_reading.isStatedIn(claim.start, claim.end);
    if ((sentence.role != SentenceRole::Statement && !isStated) || contents == 0) {
        claim.support = Support::NotJudged;
        claim.reason = reasonNotToJudge(sentence.role);
        return claim;
    }
    const std::string_view text =
        m_reading.text().substr(sentence.start, sentence.end - sentence.start);
    const bool isOfMemory = !isStated && health::claimsNoMemory(text);
    const bool isUnable = !isStated && !isOfMemory && text.size() < kLongestHedge
        && (saysItCannotTell(text) || isHedge(text));
    if (!isUnable && m_reading.source().unknown.empty())
        findPassages(match);
    if (isUnable || (isOfMemory && !isMemoryDenied(match, claim))) {
        claim.support = Support::NotJudged;
        claim.reason = "says that it cannot tell";
    } else if (!isStated && contents == 1 && isOnlyToldToSay(match)) {
        claim.support = Support::NotJudged;
        claim.reason = "one word, which it was told to say: nothing else says whether it is so";
    }
    return claim;
}

// "It is done.", where only "say that it is done" has the word: no proof that it was.
bool SentenceJudge::isOnlyToldToSay(const SentenceMatch& match) const
{
    return !match.sources.empty() && std::ranges::all_of(match.sources, [this](const Hit& hit) {
        return m_reading.isInstruction(hit.passage);
    });
}

void SentenceJudge::findPassages(SentenceMatch& match)
{
    EvidenceSearch& search = m_reading.search();
    const auto find = [&](EvidenceSearch::Among among) {
        return search.find(m_reading.tokens(), match.words, among,
                           std::max<std::size_t>(m_mostEvidence, 3));
    };
    match.given = find(EvidenceSearch::Among::Given);
    const bool isAnyOwn = std::ranges::any_of(
        match.given, [&](const Hit& hit) { return m_reading.isOwn(hit.passage); });
    match.sources = isAnyOwn ? find(EvidenceSearch::Among::GivenSources) : match.given;
}

void SentenceJudge::finish(const SentenceMatch& match, std::vector<Claim>& things, Claim& claim)
{
    // A denial of what it was told, unless what it was given says otherwise.
    if (claim.support == Support::Truncated) {
        Claim held = claim;
        held.support = Support::Unknown;
        held.evidence.clear();
        held.reason.clear();
        if (!m_reading.source().unknown.empty() || !isContradicted(match, things, held)) {
            claim.probability = plainProbability(claim.support);
            return;
        }
        claim = std::move(held);
    } else if (!m_reading.source().unknown.empty()) {
        claim.reason = m_reading.source().unknown;
        return;
    } else if (!isContradicted(match, things, claim)) {
        const double probability = probabilityOf(match, false, claim);
        judgeSupport(match, things, probability, claim);
        addNearest(match, claim);
        if (claim.support != Support::Unknown)
            claim.probability = probability < 0 ? plainProbability(claim.support) : probability;
        return;
    }
    claim.support = Support::Contradicted;
    contradictThing(claim, things);
    addNearest(match, claim);
    // What is known to be otherwise is so, however well its words fit.
    const double probability = probabilityOf(match, true, claim);
    claim.probability =
        std::max(probability < 0 ? plainProbability(claim.support) : probability, kContradicted);
}

bool SentenceJudge::isContradicted(const SentenceMatch& match, std::vector<Claim>& things,
                                   Claim& claim)
{
    bool isAny = isClashing(match, claim);
    isAny = (!isAny && isDeviating(match, claim)) || isAny;
    isAny = holdsContradiction(things, claim) || isAny;
    return isDenying(match, claim) || isAny;
}

// What judgeContradiction() found, with where the result says it.
bool SentenceJudge::isClashing(const SentenceMatch& match, Claim& claim)
{
    const GivenText& given = m_reading.source().given;
    EvidenceSearch& search = m_reading.search();
    std::size_t count = 0;
    for (const health::ToolClash& clash : m_reading.clashes()) {
        if (clash.finding.start >= claim.end || claim.start >= clash.finding.end)
            continue;
        if (count == 0)
            claim.reason = clash.reason;
        ++count;
        const std::optional<std::size_t> at = placeOf(clash);
        if (!at || claim.evidence.size() >= kMostAgainst)
            continue;
        const auto token = std::ranges::upper_bound(search.tokens(), *at, {}, &Token::start);
        if (token == search.tokens().begin())
            continue;
        const std::size_t passage =
            search.passageOf(static_cast<std::size_t>(token - search.tokens().begin()) - 1);
        Evidence evidence = m_reading.evidenceOf(
            match.words, passage, search.coverOf(m_reading.tokens(), match.words, passage));
        evidence.isContradiction = true;
        const auto said = std::pair(clash.finding.start, clash.finding.end);
        std::size_t first = match.words.last;
        std::size_t last = match.words.last;
        for (std::size_t i = match.words.first; i < match.words.last; ++i) {
            const Token& word = m_reading.tokens()[i];
            if (m_reading.codePointAt(word.end) <= said.first
                || m_reading.codePointAt(word.start) >= said.second)
                continue;
            first = std::min(first, i);
            last = i + 1;
        }
        if (first < last)
            evidence.said = m_reading.textOf(first, last); // as it stands: "2026-11-27"
        evidence.there = clash.there;
        evidence.therePlace = given.placeOf(*at, *at + clash.there.size());
        claim.evidence.push_back(std::move(evidence));
    }
    if (count > 1)
        claim.reason += count == 2
            ? "; 1 more thing that it says is otherwise"
            : "; " + std::to_string(count - 1) + " more things that it says are otherwise";
    return count > 0;
}

// Where a result has what the clash says; bytes of the given text.
std::optional<std::size_t> SentenceJudge::placeOf(const health::ToolClash& clash) const
{
    if (clash.there.empty())
        return std::nullopt;
    const auto& results = m_reading.source().subject.toolResults;
    const std::string_view given = m_reading.source().given.text();
    std::optional<std::size_t> word;
    for (const GivenPiece& piece : m_reading.source().given.pieces()) {
        if (piece.place.kind != similarity::PlaceKind::ToolResult || piece.isDropped)
            continue;
        const std::string_view text = given.substr(piece.start, piece.end - piece.start);
        if (clash.result < results.size() && text == results[clash.result]
            && clash.thereAt != health::ToolFact::kNowhere)
            return piece.start + clash.thereAt;
        // Of one that is not as it was read, the first word like it.
        const std::size_t at = word ? std::string_view::npos : health::findWord(text, clash.there);
        if (at != std::string_view::npos)
            word = piece.start + at;
    }
    return word;
}

std::optional<health::Deviation> SentenceJudge::deviationFrom(std::size_t passage,
                                                              const SentenceMatch& match) const
{
    const EvidenceSearch& search = m_reading.search();
    return health::deviationOf({m_reading.tokens(), m_reading.text()}, match.words,
                               m_reading.isOwn(passage) ? search.index() : search.sources(),
                               m_reading.source().given.text(), search.passages()[passage].tokens);
}

// A near copy of the best passage that differs from it in one thing.
bool SentenceJudge::isDeviating(const SentenceMatch& match, Claim& claim)
{
    if (match.sources.empty() || match.sources.front().cover < kFewestCover)
        return false;
    const std::size_t passage = match.sources.front().passage;
    const auto deviation = deviationFrom(passage, match);
    if (!deviation) {
        const telemetry::Finding* finding = m_reading.findingIn(claim.start, claim.end);
        if (finding == nullptr || finding->kind != "contradicted")
            return false;
        // That it corrects what it said itself is found so too.
        const bool isOfItself = std::ranges::any_of(match.given, [&](const Hit& hit) {
            return m_reading.isOwn(hit.passage) && deviationFrom(hit.passage, match);
        });
        if (isOfItself)
            return false;
    }
    Evidence evidence = m_reading.evidenceOf(match.words, passage, match.sources.front().cover);
    evidence.isContradiction = true;
    if (deviation) {
        evidence.said = m_reading.textOf(deviation->first, deviation->last + 1);
        evidence.there = deviation->there;
        evidence.therePlace = m_reading.placeIn(passage, deviation->there);
        if (!evidence.therePlace)
            evidence.therePlace = evidence.place;
    }
    contradict(claim, std::move(evidence));
    return true;
}

bool SentenceJudge::isDenying(const SentenceMatch& match, Claim& claim)
{
    bool isAny = false;
    for (Evidence& evidence : m_denials.against(match)) {
        std::string reason = "it says “" + health::cited(evidence.said)
            + "”, what it was given says “" + health::cited(evidence.there) + "”";
        isAny = contradict(claim, std::move(evidence), std::move(reason)) || isAny;
    }
    return isAny;
}

bool SentenceJudge::contradict(Claim& claim, Evidence evidence, std::string reason) const
{
    const auto isThere = [&](const Evidence& other) {
        return other.isContradiction && other.therePlace && evidence.therePlace
            && isOverlapping(*other.therePlace, *evidence.therePlace);
    };
    if (std::ranges::any_of(claim.evidence, isThere))
        return false;
    if (reason.empty())
        reason = reasonOf(evidence);
    if (claim.reason.find(reason) == std::string::npos)
        claim.reason += (claim.reason.empty() ? "" : "; ") + reason;
    const auto place = std::ranges::find(claim.evidence, false, &Evidence::isContradiction);
    claim.evidence.insert(place, std::move(evidence));
    if (claim.evidence.size() > m_mostEvidence && !claim.evidence.back().isContradiction)
        claim.evidence.pop_back();
    return true;
}

void SentenceJudge::contradictThing(const Claim& sentence, std::vector<Claim>& things) const
{
    for (const Evidence& against : sentence.evidence) {
        if (!against.isContradiction || against.said.empty())
            continue;
        for (Claim& thing : things) {
            const std::size_t start = m_reading.byteAt(thing.start);
            const std::string_view text =
                m_reading.text().substr(start, m_reading.byteAt(thing.end) - start);
            const std::size_t at = text.find(against.said);
            const bool isIt = at != std::string_view::npos
                && (at == 0 || !health::isWordByte(text[at - 1]))
                && (at + against.said.size() == text.size()
                    || !health::isWordByte(text[at + against.said.size()]));
            if (!isIt || thing.kind == ClaimKind::Citation)
                continue;
            if (thing.support == Support::Contradicted) { // with its source, if it has none
                if (std::ranges::none_of(thing.evidence, &Evidence::isContradiction))
                    thing.evidence.insert(thing.evidence.begin(), against);
                continue;
            }
            thing.support = Support::Contradicted;
            // Of several, the one that is about it.
            thing.reason =
                std::ranges::count(sentence.evidence, true, &Evidence::isContradiction) > 1
                ? reasonOf(against)
                : sentence.reason;
            thing.probability = std::max(thing.probability, kContradicted);
            thing.evidence.insert(thing.evidence.begin(), against);
            if (thing.evidence.size() > m_mostEvidence)
                thing.evidence.pop_back();
        }
    }
}

bool SentenceJudge::holdsContradiction(const std::vector<Claim>& things, Claim& claim) const
{
    bool isAny = false;
    for (const Claim& thing : things) {
        if (thing.support != Support::Contradicted)
            continue;
        isAny = true;
        const bool isBare = std::ranges::none_of(
            thing.evidence, [](const Evidence& one) { return one.isContradiction; });
        if (isBare && claim.reason.empty())
            claim.reason = thing.reason;
        for (const Evidence& evidence : thing.evidence) {
            if (evidence.isContradiction)
                contradict(claim, evidence, thing.reason);
        }
    }
    return isAny;
}

void SentenceJudge::judgeSupport(const SentenceMatch& match, const std::vector<Claim>& things,
                                 double probability, Claim& claim)
{
    const auto& tokens = m_reading.tokens();
    EvidenceSearch& search = m_reading.search();
    const telemetry::Finding* finding = m_reading.findingIn(claim.start, claim.end);
    const double anywhere = search.coverAnywhere(tokens, match.words);
    const auto lacking = std::ranges::find_if(things, [](const Claim& thing) {
        return thing.support == Support::Absent || thing.support == Support::Unknown;
    });
    const auto lost = std::ranges::find(things, Support::Truncated, &Claim::support);
    const bool isDoubted = finding != nullptr || probability >= kDoubted;
    const double cover = sourceCover(match, things);
    const std::string_view unseen = unseenAcronym(match);
    const bool isThere = cover >= kSupportedCover
        || (anywhere >= kMostlyThere && cover >= kFewestCover && cover == match.bestCover());
    if (isThere && !isDoubted && lacking == things.end() && lost == things.end()
        && unseen.empty()) {
        claim.support = Support::Supported;
        claim.reason = cover >= kMostlyThere
            ? "stands in what it was given"
            : "stands in what it was given in other words, as far as can be told";
        return;
    }
    // That it has said so before is no support that it lost.
    const auto dropped =
        search.find(tokens, match.words, EvidenceSearch::Among::DroppedSources, m_mostEvidence);
    // Nor does it rest on turns that do not hold its figures and names.
    const bool isDropped = !dropped.empty() && lacking == things.end()
        && dropped.front().cover >= kDroppedCover && dropped.front().cover >= cover + kDroppedMore;
    if (isDropped || lost != things.end()) {
        claim.support = Support::Truncated;
        claim.reason = "stood in an earlier turn that it no longer saw";
        for (const Hit& hit : dropped) {
            if (hit.cover >= kFewestCover && claim.evidence.size() < m_mostEvidence)
                claim.evidence.push_back(m_reading.evidenceOf(match.words, hit.passage, hit.cover));
        }
        return;
    }
    const bool isOfNoSource = cover < match.bestCover();
    const bool isOwn = isOfNoSource && m_reading.isOwn(match.given.front().passage);
    const bool isAbsent =
        (match.bestCover() < kAbsentCover && (isDoubted || anywhere < kSupportedCover))
        || (isOwn && match.bestCover() <= kRepeatedCover && cover < kAbsentCover);
    if (const auto why = m_reading.whyNotAbsent(); isAbsent && !why.empty()) {
        claim.support = Support::Unknown;
        claim.reason = why;
        return;
    }
    claim.support = isAbsent ? Support::Absent : Support::Weak;
    if (isAbsent)
        claim.reason = m_reading.whyAbsent();
    else if (!unseen.empty())
        claim.reason = "what it was given lacks " + health::cited(std::string(unseen));
    else if (isOwn && match.bestCover() > kRepeatedCover)
        claim.reason = "said only by itself, in an earlier answer";
    else if (isOfNoSource && !isOwn)
        claim.reason = "resembles what it was asked or told to do, and no source";
    else if (lacking != things.end())
        claim.reason = (lacking->support == Support::Absent ? "what it was given lacks "
                                                            : "what is known of its input lacks ")
            + health::cited(m_reading.text().substr(m_reading.byteAt(lacking->start),
                                                    m_reading.byteAt(lacking->end)
                                                        - m_reading.byteAt(lacking->start)));
    else
        claim.reason = isDoubted ? "it says more than what it was given"
                                 : "part of it stands in what it was given";
}

void SentenceJudge::addNearest(const SentenceMatch& match, Claim& claim) const
{
    for (const Hit& hit : match.given) {
        if (claim.evidence.size() >= m_mostEvidence || hit.cover < kFewestCover
            || hit.cover < kNearest * match.bestCover())
            return;
        Evidence evidence = m_reading.evidenceOf(match.words, hit.passage, hit.cover);
        const bool isKnown = std::ranges::any_of(
            claim.evidence, [&](const Evidence& other) { return other.place == evidence.place; });
        if (!isKnown)
            claim.evidence.push_back(std::move(evidence));
    }
}

} // namespace claims
