// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/answerreading.h"

#include "models/claims/claimtokens.h"
#include "models/health/judging.h"

#include <algorithm>

namespace claims {

namespace {

using health::Stretch;
using telemetry::Finding;

const Finding* overlapping(const std::vector<Finding>& findings, std::int64_t start,
                           std::int64_t end)
{
    const auto found = std::ranges::find_if(findings, [&](const Finding& finding) {
        return finding.start < end && start < finding.end;
    });
    return found == findings.end() ? nullptr : &*found;
}

} // namespace

AnswerReading::AnswerReading(const ClaimSource& source, std::optional<std::size_t> member)
    : m_source(source)
    , m_text(std::string_view(source.output).substr(0, kLookedAt))
    , m_codePoints(m_text)
    , m_tokens(claimTokens(m_text, kLookedAt))
    , m_search(source.given,
               source.subject.prompt ? std::string_view(*source.subject.prompt)
                                     : std::string_view())
{
    if (!source.unknown.empty())
        return;
    m_ground = health::readGroundedness(source.subject, member);
    forgetWhatIsGiven();
    m_clashes = health::toolClashesOf(source.subject);
    m_citations = health::judgeCitations(source.subject).findings;
}

// The check takes `PlanArchived` for a name that "Raises PlanArchived." does not hold: see
// claimTokens().
void AnswerReading::forgetWhatIsGiven()
{
    std::erase_if(m_ground.judgement.findings, [this](const Finding& finding) {
        if (finding.kind != "novel_identifier")
            return false;
        const std::size_t first = tokenAt(byteAt(finding.start));
        const std::size_t last = tokenAt(byteAt(finding.end));
        for (std::size_t i = first; i < last; ++i) {
            if (m_search.sources().find(m_tokens[i].key).count == 0)
                return false;
        }
        return first < last;
    });
}

std::size_t AnswerReading::byteAt(std::int64_t codePoint) const
{
    std::size_t low = 0;
    std::size_t high = m_text.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (codePointAt(middle) < codePoint)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

std::string_view AnswerReading::textOf(std::size_t firstToken, std::size_t lastToken) const
{
    return m_text.substr(m_tokens[firstToken].start,
                         m_tokens[lastToken - 1].end - m_tokens[firstToken].start);
}

std::size_t AnswerReading::tokenAt(std::size_t byte) const
{
    return static_cast<std::size_t>(
        std::ranges::lower_bound(m_tokens, byte, {}, &health::Token::start) - m_tokens.begin());
}

std::string_view AnswerReading::whyNotAbsent() const
{
    if (m_source.given.isCut() || m_search.isCut())
        return "not in the part of its input that is looked at";
    return m_source.isGivenCut ? "not in what is known of its input, which was cut" : "";
}

std::string AnswerReading::whyAbsent() const
{
    std::string why = "nowhere in what it was given";
    if (m_source.areTurnsCut)
        why += "; older turns of its session, if there are any, were not looked at";
    return why;
}

bool AnswerReading::isOwn(std::size_t passage) const
{
    const GivenPiece& piece = m_source.given.pieces()[m_search.passages()[passage].piece];
    return piece.isOwn;
}

bool AnswerReading::isQuestion(std::size_t passage) const
{
    return m_source.given.pieces()[m_search.passages()[passage].piece].isQuestion;
}

bool AnswerReading::isInstruction(std::size_t passage) const
{
    const auto& pieces = m_source.given.pieces();
    const auto isSource = [](const GivenPiece& piece) {
        return !piece.isDropped
            && (piece.place.kind == similarity::PlaceKind::ToolResult
                || piece.place.kind == similarity::PlaceKind::Document);
    };
    return pieces[m_search.passages()[passage].piece].isInstruction
        && std::ranges::any_of(pieces, isSource);
}

bool AnswerReading::isStatedIn(std::int64_t start, std::int64_t end) const
{
    const auto isThere = [&](const Finding& finding) {
        return finding.start < end && start < finding.end;
    };
    return std::ranges::any_of(m_ground.judgement.findings,
                               [&](const Finding& finding) {
                                   return isThere(finding)
                                       && (finding.kind == "novel_number"
                                           || finding.kind == "novel_identifier"
                                           || finding.kind == "contradicted");
                               })
        || std::ranges::any_of(m_clashes, isThere, &health::ToolClash::finding);
}

const Finding* AnswerReading::findingIn(std::int64_t start, std::int64_t end) const
{
    return overlapping(m_ground.judgement.findings, start, end);
}

const Finding* AnswerReading::citationFindingIn(std::int64_t start, std::int64_t end) const
{
    return overlapping(m_citations, start, end);
}

std::optional<float> AnswerReading::doubtIn(std::int64_t start, std::int64_t end) const
{
    std::optional<float> highest;
    for (auto doubt =
             std::ranges::lower_bound(m_ground.doubts, start, {}, &health::WordDoubt::start);
         doubt != m_ground.doubts.end() && doubt->start < end; ++doubt)
        highest = std::max(highest.value_or(doubt->logOdds), doubt->logOdds);
    return highest;
}

Evidence AnswerReading::evidenceOf(const Stretch& words, std::size_t passage, double cover) const
{
    const GivenText& given = m_source.given;
    const EvidenceSearch::Passage& found = m_search.passages()[passage];
    const GivenPiece& piece = given.pieces()[found.piece];
    Evidence evidence;
    evidence.place = given.placeOf(found.start, found.end);
    evidence.cover = cover;
    evidence.isDropped = piece.isDropped;
    evidence.earlier = given.earlierAt(found.start, found.end);
    const auto& theirs = m_search.tokens();
    for (const auto& [ours, there] : m_search.sharedRuns(m_tokens, words, passage))
        evidence.shared.push_back({.claimStart = codePointAt(m_tokens[ours.first].start),
                                   .claimEnd = codePointAt(m_tokens[ours.last - 1].end),
                                   .start = given.codePointIn(piece, theirs[there.first].start),
                                   .end = given.codePointIn(piece, theirs[there.last - 1].end)});
    return evidence;
}

std::optional<TextPlace> AnswerReading::placeIn(std::size_t passage, std::string_view text) const
{
    const EvidenceSearch::Passage& found = m_search.passages()[passage];
    const std::string_view all =
        std::string_view(m_source.given.text()).substr(found.start, found.end - found.start);
    for (std::size_t at = all.find(text); !text.empty() && at != std::string_view::npos;
         at = all.find(text, at + 1)) {
        const std::size_t end = at + text.size();
        if ((at == 0 || !health::isWordByte(all[at - 1]) || !health::isWordByte(text.front()))
            && (end == all.size() || !health::isWordByte(all[end])
                || !health::isWordByte(text.back())))
            return m_source.given.placeOf(found.start + at, found.start + end);
    }
    return std::nullopt;
}

const std::vector<StatedThing>& AnswerReading::figuresOf(std::size_t passage)
{
    const auto [found, isNew] = m_figures.try_emplace(passage);
    if (isNew) {
        const Stretch& tokens = m_search.passages()[passage].tokens;
        found->second = statedThingsOf(m_source.given.text(), m_search.tokens(), tokens.first,
                                       tokens.last, true);
    }
    return found->second;
}

} // namespace claims
