// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/denialjudge.h"

#include "models/claims/claimtokens.h"
#include "models/claims/coverlimits.h"
#include "models/claims/questionlimits.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace claims {

namespace {

constexpr std::size_t kMostPassages = 64;
constexpr double kSameMatter = 0.3; // from which a passage is about what the sentence is about
constexpr std::size_t kMostBeside = 8; // passages that far from a resembling one, in one text

std::string_view questionIn(std::string_view prompt)
{
    if (prompt.size() < kLongestQuestion)
        return prompt;
    const std::size_t mark = prompt.rfind('?');
    if (mark == std::string_view::npos)
        return {};
    const std::size_t before = prompt.substr(0, mark).find_last_of("\n.!?");
    const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
    return mark - start < kLongestQuestion ? prompt.substr(start, mark - start)
                                           : std::string_view();
}

} // namespace

std::vector<Evidence> DenialJudge::against(const SentenceMatch& match)
{
    std::vector<Evidence> found;
    const auto things = deniedThingsOf({m_reading.tokens(), m_reading.text()}, match.words);
    if (things.empty())
        return found;
    const std::vector<std::uint64_t> asked = askedIn(match.words);
    for (const DeniedThing& thing : things) {
        if (auto evidence = against(match, thing, asked))
            found.push_back(std::move(*evidence));
    }
    return found;
}

std::vector<std::uint64_t> DenialJudge::askedIn(const health::Stretch& words)
{
    if (!m_question) {
        m_question.emplace();
        const std::string prompt = m_reading.source().subject.prompt.value_or("");
        for (const health::Token& token : claimTokens(questionIn(prompt), kMostAsked))
            m_question->push_back(token.key);
    }
    std::vector<std::uint64_t> asked = *m_question;
    for (std::size_t i = words.first; i < words.last; ++i)
        asked.push_back(m_reading.tokens()[i].key);
    std::ranges::sort(asked);
    return asked;
}

std::optional<Evidence> DenialJudge::against(const SentenceMatch& match, const DeniedThing& denied,
                                             const std::vector<std::uint64_t>& asked)
{
    EvidenceSearch& search = m_reading.search();
    const std::string_view given = m_reading.source().given.text();
    const health::ContextIndex& sources = search.sources();
    const auto rarest = std::ranges::min_element(
        denied.keys, {}, [&](std::uint64_t key) { return sources.find(key).count; });
    std::optional<Evidence> best;
    std::size_t previous = Claim::kNone;
    std::uint32_t place = sources.find(*rarest).first;
    std::size_t n = 0;
    for (; place != health::ContextIndex::kNone && n < kMostPassages; ++n) {
        const std::size_t passage = search.passageOf(place);
        place = sources.next(place);
        if (passage == previous || search.passages()[passage].isQuestion)
            continue;
        previous = passage;
        const StanceFound found =
            stanceOf(denied, {search.tokens(), given}, search.passages()[passage].tokens, asked);
        if (found.stance == Stance::Denies)
            return std::nullopt;
        if (found.stance == Stance::None || best || isWaivedAfter(passage)
            || !isOfSameMatter(match, passage))
            continue;
        best = m_reading.evidenceOf(match.words, passage,
                                    search.coverOf(m_reading.tokens(), match.words, passage));
        best->isContradiction = true;
        best->said = m_reading.textOf(denied.words.first, denied.words.last);
        const std::size_t start = search.tokens()[found.words.first].start;
        const std::size_t end = search.tokens()[found.words.last - 1].end;
        best->there = given.substr(start, end - start);
        best->therePlace = m_reading.source().given.placeOf(start, end);
    }
    // Of a word that stands all over, not all was seen: somewhere it may be denied.
    return n == kMostPassages ? std::nullopt : best;
}

bool DenialJudge::isWaivedAfter(std::size_t passage) const
{
    const EvidenceSearch& search = m_reading.search();
    const std::string_view given = m_reading.source().given.text();
    const auto& passages = search.passages();
    const std::size_t next = passage + 1;
    if (next >= passages.size() || passages[next].piece != passages[passage].piece)
        return false;
    const std::size_t end = passages[passage].end;
    const std::string_view between =
        given.substr(end, passages[next].start - std::min(passages[next].start, end));
    return between.find('\n') == std::string_view::npos
        && waivesWhatWentBefore({search.tokens(), given}, passages[next].tokens);
}

bool DenialJudge::isOfSameMatter(const SentenceMatch& match, std::size_t passage) const
{
    const EvidenceSearch& search = m_reading.search();
    const std::string_view given = m_reading.source().given.text();
    const auto& passages = search.passages();
    const GivenPiece& piece = m_reading.source().given.pieces()[passages[passage].piece];
    for (const EvidenceSearch::Hit& hit : match.sources) {
        if (hit.passage == passage && hit.cover >= kSameMatter)
            return true;
        const std::size_t first = std::min(hit.passage, passage);
        const std::size_t last = std::max(hit.passage, passage);
        if (hit.cover < kFewestCover || last - first > kMostBeside
            || passages[first].piece != passages[last].piece)
            continue;
        // A message may hold several documents, a line or a paragraph each.
        const bool isOneText = piece.place.kind == similarity::PlaceKind::Document
            || piece.place.kind == similarity::PlaceKind::ToolResult;
        const std::string_view between = given.substr(
            passages[first].end,
            passages[last].start - std::min(passages[last].start, passages[first].end));
        if (isOneText || between.find('\n') == std::string_view::npos)
            return true;
    }
    return false;
}

} // namespace claims
