// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/evidencesearch.h"

#include "models/claims/claimtokens.h"
#include "models/claims/questionlimits.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace claims {

namespace {

using health::Stretch;
using health::Token;
using health::TokenKind;

constexpr std::size_t kMostTokens = std::size_t{1} << 20U;
constexpr std::size_t kLongestPassage = 60; // words
constexpr std::size_t kMostVotesOfWord = 200;
constexpr std::size_t kMostOwn = 8000; // places in the model's own words that are passed over
constexpr std::size_t kCandidates = 24;
constexpr std::size_t kMostWords = 400; // of a sentence
constexpr std::size_t kLongestEdge = 12; // bytes of marks that belong to a passage
constexpr double kNumberWeight = 1.3; // a number says more than a word that is as rare
constexpr double kAskedWeight = 1.5;
constexpr double kOrderWeight = 0.15;
constexpr double kFitWeight = 0.15; // of two that hold the same words, the shorter one
constexpr std::uint64_t kNoWord = 0x4E6F'576F'7264'0001; // key of what counts as no word
constexpr double kSourceWeight = 0.03; // documents and results before what else was said

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

bool isOfSources(EvidenceSearch::Among among)
{
    return among == EvidenceSearch::Among::GivenSources
        || among == EvidenceSearch::Among::DroppedSources;
}

bool endsPassage(std::string_view gap)
{
    return gap.find_first_of(".!?\n") != std::string_view::npos
        || gap.find("\xE3\x80\x82") != std::string_view::npos;
}

} // namespace

EvidenceSearch::EvidenceSearch(const GivenText& given, std::string_view asked)
    : m_given(given)
    , m_tokens(claimTokens(given.text(), kMostTokens))
    , m_index(m_tokens)
    , m_passageOf(m_tokens.size())
{
    cut();
    indexSources();
    addAsked(asked);
    m_hasDropped = std::ranges::any_of(given.pieces(), &GivenPiece::isDropped);
    m_isCut = m_tokens.size() >= kMostTokens
        && std::ranges::any_of(given.pieces(), [&](const GivenPiece& piece) {
                  return !piece.isDropped && piece.end > m_tokens.back().end;
              });
    m_votes.assign(m_passages.size(), 0);
}

void EvidenceSearch::cut()
{
    const std::string_view text = m_given.text();
    const auto& pieces = m_given.pieces();
    std::size_t piece = 0;
    for (std::size_t i = 0; i < m_tokens.size(); ++i) {
        bool isNew = i == 0;
        while (piece + 1 < pieces.size() && m_tokens[i].start >= pieces[piece + 1].start) {
            ++piece;
            isNew = true;
        }
        if (!isNew)
            isNew = i - m_passages.back().tokens.first >= kLongestPassage
                || (m_tokens[i].opensSentence
                    && endsPassage(
                        text.substr(m_tokens[i - 1].end, m_tokens[i].start - m_tokens[i - 1].end)));
        if (isNew)
            m_passages.push_back({.tokens = {i, i}, .piece = static_cast<std::uint32_t>(piece)});
        m_passages.back().tokens.last = i + 1;
        m_passageOf[i] = static_cast<std::uint32_t>(m_passages.size() - 1);
    }
    for (Passage& passage : m_passages) {
        const Stretch& tokens = passage.tokens;
        const std::size_t lowest =
            std::max(pieces[passage.piece].start,
                     tokens.first > 0 ? std::size_t{m_tokens[tokens.first - 1].end} : 0);
        const std::size_t highest = std::min(
            pieces[passage.piece].end,
            tokens.last < m_tokens.size() ? std::size_t{m_tokens[tokens.last].start} : text.size());
        passage.start = m_tokens[tokens.first].start;
        passage.end = std::min<std::size_t>(m_tokens[tokens.last - 1].end, highest);
        const std::size_t first = passage.start - std::min(passage.start, kLongestEdge);
        while (passage.start > std::max(lowest, first) && !isSpace(text[passage.start - 1]))
            --passage.start;
        const std::size_t last = passage.end + kLongestEdge;
        while (passage.end < std::min(highest, last) && !isSpace(text[passage.end]))
            ++passage.end;
        passage.isQuestion =
            text.substr(passage.start, passage.end - passage.start).find('?') != std::string::npos;
    }
}

void EvidenceSearch::indexSources()
{
    const auto& pieces = m_given.pieces();
    const auto isSource = [&pieces](const Passage& passage) {
        return !pieces[passage.piece].isDropped && !pieces[passage.piece].isOwn;
    };
    if (std::ranges::all_of(m_passages, isSource))
        return;
    m_sourceTokens = m_tokens;
    for (const Passage& passage : m_passages) {
        for (std::size_t i = passage.tokens.first; i < passage.tokens.last; ++i)
            m_sourceTokens[i].key = isSource(passage) ? m_tokens[i].key : kNoWord;
    }
    m_sources.emplace(m_sourceTokens);
}

// Long prompts hold what is asked about as well: only their questions tell anything.
void EvidenceSearch::addAsked(std::string_view asked)
{
    if (asked.size() < kLongestQuestion) {
        for (const Token& token : claimTokens(asked, kMostTokens))
            m_asked.insert(token.key);
    }
    for (const Passage& passage : m_passages) {
        const GivenPiece& piece = m_given.pieces()[passage.piece];
        const bool asks = !piece.isDropped && piece.place.kind == similarity::PlaceKind::Input
            && (piece.isQuestion || passage.isQuestion);
        for (std::size_t i = passage.tokens.first; asks && i < passage.tokens.last; ++i)
            m_asked.insert(m_tokens[i].key);
    }
}

bool EvidenceSearch::isDropped(std::size_t passage) const
{
    return m_given.pieces()[m_passages[passage].piece].isDropped;
}

std::vector<EvidenceSearch::Word> EvidenceSearch::wordsOf(const std::vector<Token>& tokens,
                                                          const Stretch& words) const
{
    const auto passages = static_cast<double>(m_passages.size());
    std::vector<Word> found;
    for (std::size_t i = words.first; i < words.last && found.size() < kMostWords; ++i) {
        if (!tokens[i].isContent)
            continue;
        Word word{.key = tokens[i].key,
                  .weight = 0,
                  .position = static_cast<std::uint32_t>(found.size()),
                  .places = m_index.find(tokens[i].key)};
        const double count = std::max<double>(word.places.count, 1);
        word.weight = std::log(1 + (passages + 0.5) / (count + 0.5))
            * (tokens[i].kind == TokenKind::Number ? kNumberWeight : 1)
            * (m_asked.contains(tokens[i].key) ? kAskedWeight : 1);
        found.push_back(word);
    }
    std::ranges::stable_sort(found, {}, &Word::key);
    const auto twice = std::ranges::unique(found, {}, &Word::key);
    found.erase(twice.begin(), twice.end());
    return found;
}

bool EvidenceSearch::isAmong(std::size_t passage, Among among) const
{
    const GivenPiece& piece = m_given.pieces()[m_passages[passage].piece];
    const bool isOfDropped = among == Among::Dropped || among == Among::DroppedSources;
    return piece.isDropped == isOfDropped && !(isOfSources(among) && piece.isOwn);
}

void EvidenceSearch::vote(std::vector<Word> words, Among among)
{
    std::ranges::stable_sort(words, {}, [](const Word& word) { return word.places.count; });
    std::size_t left = m_mostVotes;
    // However often the model repeated itself, what it was told is still looked at.
    std::size_t ownLeft = isOfSources(among) ? kMostOwn : 0;
    for (const Word& word : words) {
        std::uint32_t place = word.places.first;
        std::uint32_t previous = health::ContextIndex::kNone;
        std::size_t n = 0;
        while (place != health::ContextIndex::kNone && n < kMostVotesOfWord && left > 0) {
            const std::uint32_t passage = m_passageOf[place];
            place = m_index.next(place);
            if (ownLeft > 0 && m_given.pieces()[m_passages[passage].piece].isOwn) {
                --ownLeft;
                continue;
            }
            ++n;
            --left;
            if (passage == previous || !isAmong(passage, among))
                continue;
            previous = passage;
            if (m_votes[passage] == 0)
                m_touched.push_back(passage);
            m_votes[passage] += static_cast<float>(word.weight);
        }
    }
}

EvidenceSearch::Hit EvidenceSearch::scored(const std::vector<Word>& sorted, double whole,
                                           std::size_t passage) const
{
    const Passage& found = m_passages[passage];
    std::vector<bool> isHeld(sorted.size());
    double held = 0;
    double ordered = 0;
    double content = 0; // words of the passage
    double matched = 0; // of these
    std::uint32_t previous = 0xFFFF'FFFF; // position of the word before
    for (std::size_t i = found.tokens.first; i < found.tokens.last; ++i) {
        if (!m_tokens[i].isContent)
            continue;
        ++content;
        const auto word = std::ranges::lower_bound(sorted, m_tokens[i].key, {}, &Word::key);
        if (word == sorted.end() || word->key != m_tokens[i].key) {
            previous = 0xFFFF'FFFF;
            continue;
        }
        const auto at = static_cast<std::size_t>(word - sorted.begin());
        if (!isHeld[at]) {
            held += word->weight;
            ordered += previous != 0xFFFF'FFFF && word->position == previous + 1 ? 1 : 0;
        }
        isHeld[at] = true;
        ++matched;
        previous = word->position;
    }
    const GivenPiece& piece = m_given.pieces()[found.piece];
    const bool isSource = piece.place.kind == similarity::PlaceKind::Document
        || piece.place.kind == similarity::PlaceKind::ToolResult;
    const double cover = std::min(1.0, held / whole);
    return {.passage = passage,
            .cover = cover,
            .score = cover + kOrderWeight * ordered / static_cast<double>(sorted.size())
                + kFitWeight * matched / std::max(content, 1.0) + (isSource ? kSourceWeight : 0)};
}

std::vector<EvidenceSearch::Hit> EvidenceSearch::find(const std::vector<Token>& tokens,
                                                      const Stretch& words, Among among,
                                                      std::size_t most)
{
    if ((among == Among::Dropped || among == Among::DroppedSources) && !m_hasDropped)
        return {};
    const std::vector<Word> sorted = wordsOf(tokens, words);
    double whole = 0;
    for (const Word& word : sorted)
        whole += word.weight;
    m_touched.clear();
    vote(sorted, among);
    const std::size_t count = std::min(m_touched.size(), kCandidates);
    std::ranges::partial_sort(m_touched, m_touched.begin() + static_cast<std::ptrdiff_t>(count),
                              [this](std::uint32_t one, std::uint32_t other) {
                                  return m_votes[one] != m_votes[other]
                                      ? m_votes[one] > m_votes[other]
                                      : one < other;
                              });
    std::vector<Hit> hits;
    for (std::size_t i = 0; i < count; ++i) {
        if (!m_passages[m_touched[i]].isQuestion)
            hits.push_back(scored(sorted, whole, m_touched[i]));
    }
    for (const std::uint32_t passage : m_touched)
        m_votes[passage] = 0;
    std::ranges::stable_sort(hits, std::ranges::greater(), &Hit::score);
    if (hits.size() > most)
        hits.resize(most);
    return hits;
}

double EvidenceSearch::coverOf(const std::vector<Token>& tokens, const Stretch& words,
                               std::size_t passage)
{
    const Token* first = tokens.data() + words.first;
    if (m_wordsOf != first || m_wordCount != words.last - words.first) {
        m_words = wordsOf(tokens, words);
        m_wordsOf = first;
        m_wordCount = words.last - words.first;
        m_whole = 0;
        for (const Word& word : m_words)
            m_whole += word.weight;
    }
    return m_words.empty() ? 0 : scored(m_words, m_whole, passage).cover;
}

std::vector<std::pair<Stretch, Stretch>>
EvidenceSearch::sharedRuns(const std::vector<Token>& tokens, const Stretch& words,
                           std::size_t passage) const
{
    const Stretch& theirs = m_passages[passage].tokens;
    std::vector<std::pair<std::uint64_t, std::size_t>> places; // in order of keys, then places
    for (std::size_t i = theirs.first; i < theirs.last; ++i) {
        if (m_tokens[i].isContent)
            places.emplace_back(m_tokens[i].key, i);
    }
    std::ranges::sort(places);
    std::vector<std::pair<Stretch, Stretch>> runs;
    std::size_t next = theirs.first; // where the run before ended: order is preferred
    for (std::size_t i = words.first; i < words.last;) {
        const auto first =
            std::ranges::lower_bound(places, std::pair(tokens[i].key, std::size_t{0}));
        if (!tokens[i].isContent || first == places.end() || first->first != tokens[i].key) {
            ++i;
            continue;
        }
        const auto later = std::ranges::lower_bound(places, std::pair(tokens[i].key, next));
        const bool isLater = later != places.end() && later->first == tokens[i].key;
        const std::size_t at = isLater ? later->second : first->second;
        std::size_t length = 1;
        std::size_t kept = 1;
        while (i + length < words.last && at + length < theirs.last
               && tokens[i + length].key == m_tokens[at + length].key) {
            ++length;
            if (tokens[i + length - 1].isContent)
                kept = length;
        }
        runs.push_back({{i, i + kept}, {at, at + kept}});
        next = at + kept;
        i += kept;
    }
    return runs;
}

double EvidenceSearch::coverAnywhere(const std::vector<Token>& tokens, const Stretch& words) const
{
    double whole = 0;
    double held = 0;
    for (const Word& word : wordsOf(tokens, words)) {
        whole += word.weight;
        held += sources().find(word.key).count > 0 ? word.weight : 0;
    }
    return whole > 0 ? held / whole : 0;
}

} // namespace claims
