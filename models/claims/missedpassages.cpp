// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/missedpassages.h"

#include "models/claims/answersentences.h"
#include "models/claims/claimtokens.h"
#include "models/claims/evasion.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace claims {

namespace {

using health::Token;
using similarity::PlaceKind;

constexpr std::size_t kMostQuestionWords = 400; // of the question
constexpr std::size_t kMostGiven = std::size_t{1} << 20U; // words
constexpr std::size_t kFewestShared = 2;
constexpr double kHalf = 0.5;
constexpr std::size_t kMostTold = 3;

std::set<std::uint64_t> contentOf(std::string_view text)
{
    std::set<std::uint64_t> keys;
    for (const Token& token : claimTokens(text, kMostQuestionWords)) {
        if (token.isContent)
            keys.insert(token.key);
    }
    return keys;
}

// Of what asks alone; where nothing ends in a question mark, all of it.
std::set<std::uint64_t> wordsOfQuestion(std::string_view prompt)
{
    std::set<std::uint64_t> keys;
    for (const AnswerSentence& sentence : answerSentencesOf(prompt)) {
        const auto text = prompt.substr(sentence.start, sentence.end - sentence.start);
        if (text.find('?') != std::string_view::npos)
            keys.merge(contentOf(text));
    }
    return keys.empty() ? contentOf(prompt) : keys;
}

// A passage of one text that is given.
struct Spoken
{
    std::size_t piece = 0;
    std::size_t start = 0; // bytes
    std::size_t end = 0;
    std::size_t shared = 0;
    double cover = 0; // of the question
    bool isFirst = false; // of what was found for it
};

// Which document a search put first; nothing where it does not tell.
std::optional<std::size_t> firstOf(const trace::TraceContents& contents, telemetry::SpanId span)
{
    const telemetry::Step* step = contents.step(span);
    const telemetry::Generation* generation = contents.generation(span);
    const auto* documents = step != nullptr ? &step->documents
        : generation != nullptr             ? &generation->documents
                                            : nullptr;
    if (documents == nullptr || documents->size() < 2
        || !std::ranges::all_of(*documents,
                                [](const auto& document) { return document.score.has_value(); }))
        return std::nullopt;
    const auto best = std::ranges::max_element(*documents, {}, &telemetry::Document::score);
    if (std::ranges::count(*documents, best->score, &telemetry::Document::score) > 1)
        return std::nullopt;
    return static_cast<std::size_t>(best - documents->begin());
}

class PassageSearch
{
public:
    PassageSearch(const trace::TraceContents& contents, const ClaimSource& source,
                  const UnreadInput* unread)
        : m_contents(contents)
        , m_source(source)
        , m_asked(wordsOfQuestion(source.subject.prompt.value_or("")))
    {
        if (unread != nullptr)
            m_readings.emplace(contents, source.generation, *unread);
    }

    std::vector<Evidence> run()
    {
        if (m_asked.size() < kFewestShared)
            return {};
        std::vector<std::pair<Spoken, Reading>> missed;
        double read = 0;
        const auto& pieces = m_source.given.pieces();
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            const GivenPiece& piece = pieces[i];
            if (piece.isOwn || piece.isQuestion || piece.isInstruction || piece.isSummary
                || !isSource(piece))
                continue;
            const Spoken best = bestOf(i);
            const Reading reading = readingOf(piece);
            if (!piece.isDropped && reading == Reading::Read)
                read = std::max(read, best.shared >= kFewestShared ? best.cover : 0);
            else if (isAboutIt(best))
                missed.emplace_back(best, reading);
        }
        std::ranges::stable_sort(missed, [](const auto& a, const auto& b) {
            return std::pair(a.first.isFirst, a.first.cover)
                > std::pair(b.first.isFirst, b.first.cover);
        });
        std::vector<Evidence> result;
        for (const auto& [spoken, reading] : missed) {
            if (read >= kHalf || result.size() == kMostTold)
                break;
            if (read <= spoken.cover) // else what was read says more of it
                add(result, spoken, reading);
        }
        return result;
    }

private:
    // What people say does not answer their questions, but what a message of theirs brings along.
    static bool isSource(const GivenPiece& piece)
    {
        return piece.place.kind == PlaceKind::Document || piece.place.kind == PlaceKind::ToolResult;
    }

    bool isAboutIt(const Spoken& spoken) const
    {
        return (spoken.shared >= kFewestShared && spoken.cover >= kHalf)
            || (spoken.isFirst && spoken.shared > 0);
    }

    Reading readingOf(const GivenPiece& piece)
    {
        return m_readings && !piece.isDropped ? m_readings->at(piece.place) : Reading::Read;
    }

    // Whether the search put it first.
    bool isFoundFirst(const TextPlace& place)
    {
        if (place.kind != PlaceKind::Document)
            return false;
        const auto [first, isNew] = m_first.try_emplace(place.span);
        if (isNew)
            first->second = firstOf(m_contents, place.span);
        return first->second == place.part;
    }

    Spoken bestOf(std::size_t index)
    {
        const GivenPiece& piece = m_source.given.pieces()[index];
        const std::string_view text =
            std::string_view(m_source.given.text()).substr(piece.start, piece.end - piece.start);
        Spoken best{.piece = index, .start = piece.start, .end = piece.end};
        const std::vector<Token> tokens = claimTokens(text, kMostGiven);
        // A sentence, and with the one before: what it is about is often said once.
        std::set<std::uint64_t> before;
        for (const AnswerSentence& sentence : answerSentencesOf(text)) {
            std::set<std::uint64_t> here;
            for (auto token = std::ranges::lower_bound(tokens, sentence.start, {}, &Token::start);
                 token != tokens.end() && token->end <= sentence.end; ++token) {
                if (m_asked.contains(token->key))
                    here.insert(token->key);
            }
            std::set<std::uint64_t> both = here;
            both.insert(before.begin(), before.end());
            if (!here.empty() && both.size() > best.shared) {
                best.shared = both.size();
                best.start = piece.start + sentence.start;
                best.end = piece.start + sentence.end;
            }
            before = std::move(here);
        }
        best.cover = static_cast<double>(best.shared) / static_cast<double>(m_asked.size());
        best.isFirst = !piece.isDropped && isFoundFirst(piece.place);
        return best;
    }

    void add(std::vector<Evidence>& result, const Spoken& spoken, Reading reading) const
    {
        const GivenText& given = m_source.given;
        Evidence evidence;
        evidence.place = given.placeOf(spoken.start, spoken.end);
        evidence.cover = spoken.cover;
        evidence.isDropped = given.pieces()[spoken.piece].isDropped;
        evidence.reading = reading;
        evidence.earlier = given.earlierAt(spoken.start, spoken.end);
        result.push_back(std::move(evidence));
    }

    const trace::TraceContents& m_contents;
    const ClaimSource& m_source;
    std::optional<ReadingFinder> m_readings;
    std::map<telemetry::SpanId, std::optional<std::size_t>> m_first; // of the documents of a span
    std::set<std::uint64_t> m_asked; // words of substance
};

} // namespace

std::vector<Evidence> missedOf(const trace::TraceContents& contents, const ClaimSource& source,
                               const UnreadInput* unread, const ClaimSet& set)
{
    // One that says what nothing given says may have lost it as well.
    const bool isInvented = std::ranges::any_of(
        set.claims, [](const Claim& claim) { return claim.support == Support::Absent; });
    if (!source.unknown.empty() || !(isInvented || isEvasion(source.output, set)))
        return {};
    return PassageSearch(contents, source, unread).run();
}

} // namespace claims
