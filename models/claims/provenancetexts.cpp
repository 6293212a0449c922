// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/provenancetexts.h"

#include "models/claims/placetext.h"
#include "models/claims/provenance.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace claims {

namespace {

using similarity::PlaceKind;
using telemetry::Generation;
using telemetry::Part;
using telemetry::PartKind;

constexpr std::size_t kMostClaimTokens = 160; // of a claim
constexpr std::size_t kShortClaim = 4; // below: word for word
// Of words that stand about: that many figures and names, all that the claim has, or that share.
constexpr std::size_t kLeastTelling = 2;
constexpr double kLeastScattered = 0.7;
constexpr std::size_t kLeastWords = 3; // of substance
constexpr std::size_t kScattered = 96; // tokens that they stand within
constexpr std::uint8_t kTelling =
    similarity::kFigure | similarity::kCapital | similarity::kNegation;

constexpr std::uint8_t kNaming = similarity::kFigure | similarity::kCode | similarity::kCapital;

struct TextKey
{
    std::size_t hash = 0;
    std::size_t size = 0;
    friend bool operator==(const TextKey&, const TextKey&) = default;
};

struct KeyHash
{
    std::size_t operator()(const TextKey& key) const { return key.hash; }
};

class Collector
{
public:
    Collector(const WordSearch& words, Occurrences& result)
        : m_words(words)
        , m_result(result)
    {
    }

    void read(const Generation& generation)
    {
        m_start = generation.start;
        readMessages(generation, generation.inputMessages, true);
        m_end = generation.start;
        readDocuments(generation.documents, generation.span, true);
        m_end = std::max(generation.start, generation.end);
        readMessages(generation, generation.outputMessages, false);
    }

    void read(const telemetry::Step& step, telemetry::Timestamp start, telemetry::Timestamp end)
    {
        m_start = start;
        m_end = start;
        add({.span = step.span, .kind = PlaceKind::ToolArgument}, step.input, true, false, false);
        m_end = std::max(start, end);
        readDocuments(step.documents, step.span, false);
        if (step.documents.empty())
            add({.span = step.span,
                 .kind = step.kind == telemetry::StepKind::Tool ? PlaceKind::ToolResult
                                                                : PlaceKind::Document},
                step.output, false, false, false);
    }

private:
    void readMessages(const Generation& generation, const std::vector<telemetry::Message>& messages,
                      bool isReceived)
    {
        for (std::size_t m = 0; m < messages.size(); ++m) {
            const auto& parts = messages[m].parts;
            for (std::size_t p = 0; p < parts.size(); ++p) {
                TextPlace place{.span = generation.span, .message = m, .part = p};
                place.kind = kindOf(parts[p], messages[m].role, isReceived);
                m_end = isReceived ? generation.start : std::max(generation.start, generation.end);
                const bool isOfModel = !isReceived
                    || (place.kind == PlaceKind::Input && messages[m].role == "assistant");
                const bool isAsked = isReceived && place.kind == PlaceKind::Input && !isOfModel;
                if (!parts[p].isEncrypted)
                    add(place, textOf(parts[p]), isReceived, isOfModel, isAsked);
            }
        }
    }

    void readDocuments(const std::vector<telemetry::Document>& documents, telemetry::SpanId span,
                       bool isReceived)
    {
        for (std::size_t i = 0; i < documents.size(); ++i)
            add({.span = span, .kind = PlaceKind::Document, .part = i}, documents[i].content,
                isReceived, false, false);
    }

    static PlaceKind kindOf(const Part& part, const std::string& role, bool isReceived)
    {
        if (part.kind == PartKind::ToolCallResponse || (isReceived && role == "tool"))
            return PlaceKind::ToolResult;
        if (isReceived)
            return PlaceKind::Input;
        if (part.kind == PartKind::ToolCall)
            return PlaceKind::ToolArgument;
        return part.kind == PartKind::Reasoning ? PlaceKind::Reasoning : PlaceKind::Output;
    }

    static std::string_view textOf(const Part& part)
    {
        switch (part.kind) {
        case PartKind::Text:
        case PartKind::Reasoning:
        case PartKind::Compaction:
            return part.text;
        case PartKind::ToolCall:
            return part.json;
        case PartKind::ToolCallResponse:
            return part.json.empty() ? part.text : part.json;
        default:
            return {};
        }
    }

    void add(const TextPlace& place, std::string_view text, bool isReceived, bool isOfModel,
             bool isAsked)
    {
        if (text.empty())
            return;
        // A conversation is sent again with each turn: what was read is not read again.
        const TextKey key{std::hash<std::string_view>{}(text), text.size()};
        const auto [known, isNew] = m_known.try_emplace(key, m_known.size(), std::nullopt);
        if (isNew) {
            m_read += text.size();
            if (m_read > kMostReadBytes)
                m_result.isCut = true;
            else
                known->second.second = m_words.find(text);
        }
        if (!known->second.second)
            return;
        const WordsFound& found = *known->second.second;
        if (found.isScattered && (isOfModel || place.kind == PlaceKind::ToolArgument))
            return;
        m_result.bySpan[static_cast<std::uint64_t>(place.span)].push_back(m_result.all.size());
        m_result.all.push_back({.place = place,
                                .at = m_end,
                                .start = m_start,
                                .isReceived = isReceived,
                                .isOfModel = isOfModel,
                                .isAsked = isAsked,
                                .text = known->second.first,
                                .found = found});
    }

    const WordSearch& m_words;
    Occurrences& m_result;
    std::unordered_map<TextKey, std::pair<std::size_t, std::optional<WordsFound>>, KeyHash> m_known;
    std::size_t m_read = 0;
    telemetry::Timestamp m_start;
    telemetry::Timestamp m_end;
};

} // namespace

WordSearch::WordSearch(std::string_view claim)
{
    m_statement.text = claim;
    similarity::tokenize(m_statement.text, similarity::Syntax::Plain, m_statement.tokens);
    if (m_statement.tokens.size() > kMostClaimTokens)
        m_statement.tokens.resize(kMostClaimTokens);
    m_statement.last = claim.size();
    if (m_statement.tokens.size() < kShortClaim)
        return;
    m_masked = m_statement;
    m_masked.tokens = masked(m_statement.tokens);
    m_matcher.emplace(m_statement);
    m_maskedMatcher.emplace(m_masked);
    const auto& tokens = m_statement.tokens;
    const std::vector<double> weights = similarity::weightsOf(tokens);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        // "I" is no name.
        const bool isTelling = tokens[i].has(kNaming)
            && (tokens[i].has(similarity::kFigure) || weights[i] >= 1)
            && tokens[i].end - tokens[i].start + (tokens[i].has(similarity::kFigure) ? 1 : 0) > 1;
        if (!isTelling && weights[i] < 1)
            continue; // a common word
        const auto [word, isNew] =
            m_words.try_emplace(tokens[i].hash, Word{m_words.size(), weights[i], isTelling});
        if (!isNew)
            continue;
        m_weight += weights[i];
        m_telling += isTelling ? 1 : 0;
    }
}

// Figures are all the same then, and nothing that tells statements apart is left.
std::vector<similarity::Token> WordSearch::masked(std::vector<similarity::Token> tokens)
{
    for (similarity::Token& token : tokens) {
        if (token.has(similarity::kFigure))
            token.hash = similarity::wordHash("0");
        token.flags &= static_cast<std::uint8_t>(~(kTelling | similarity::kCode));
        token.sign = 0;
    }
    return tokens;
}

std::optional<similarity::StatementMatch>
WordSearch::findRun(const std::vector<similarity::Token>& tokens) const
{
    const auto& own = m_statement.tokens;
    const auto found = std::ranges::search(
        tokens, own, [](const similarity::Token& one, const similarity::Token& other) {
            return one.hash == other.hash && similarity::areSignsCompatible(one.sign, other.sign);
        });
    if (own.empty() || found.empty())
        return std::nullopt;
    return similarity::StatementMatch{.likeness = similarity::Likeness::Copied,
                                      .containment = 1,
                                      .first = found.front().start,
                                      .last = found.back().end};
}

// The stretch of some length that has the most of its words: two ends that move on together.
std::optional<similarity::StatementMatch>
WordSearch::findScattered(const std::vector<similarity::Token>& tokens) const
{
    std::vector<std::size_t> counts(m_words.size(), 0);
    double weight = 0;
    std::size_t telling = 0;
    similarity::StatementMatch best;
    std::size_t first = 0;
    for (std::size_t last = 0; last < tokens.size(); ++last) {
        const auto word = m_words.find(tokens[last].hash);
        if (word == m_words.end())
            continue;
        if (counts[word->second.index]++ == 0) {
            weight += word->second.weight;
            telling += word->second.isTelling ? 1 : 0;
        }
        for (; first < last; ++first) {
            const auto left = m_words.find(tokens[first].hash);
            if (left != m_words.end()) {
                const bool isSpare = counts[left->second.index] > 1;
                if (!isSpare && last - first < kScattered)
                    break;
                if (--counts[left->second.index] == 0) {
                    weight -= left->second.weight;
                    telling -= left->second.isTelling ? 1 : 0;
                }
            }
        }
        const bool isEnough = telling >= kLeastTelling
            || (m_words.size() >= kLeastWords && weight >= kLeastScattered * m_weight);
        if (telling == m_telling && isEnough && weight / m_weight > best.containment) {
            best.containment = weight / m_weight;
            best.first = tokens[first].start;
            best.last = tokens[last].end;
            best.isReworded = true;
        }
    }
    return best.containment > 0 ? std::optional(best) : std::nullopt;
}

std::optional<WordsFound> WordSearch::find(std::string_view text) const
{
    std::vector<similarity::Token> tokens;
    similarity::tokenize(text, similarity::syntaxOf(text), tokens);
    if (!m_matcher) {
        const auto run = findRun(tokens);
        return run ? std::optional(WordsFound{*run}) : std::nullopt;
    }
    if (const auto match = m_matcher->match(text, tokens))
        return WordsFound{*match};
    if (const auto match = m_maskedMatcher->match(text, masked(tokens))) {
        const auto stretch = text.substr(match->first, match->last - match->first);
        const Difference difference = differenceOf(m_statement.text, stretch);
        if (!difference.here.empty() || !difference.there.empty())
            return WordsFound{.match = *match, .isChanged = true};
    }
    if (const auto match = findScattered(tokens))
        return WordsFound{.match = *match, .isScattered = true};
    return std::nullopt;
}

WordSearch::Given WordSearch::givenTo(const Generation& generation) const
{
    std::unordered_map<std::uint32_t, Word> missing = m_words;
    std::vector<similarity::Token> tokens;
    similarity::forEachText(generation, [&](const similarity::PlaceText& given) {
        if (!similarity::isReceived(given.kind))
            return;
        similarity::tokenize(given.text, given.syntax, tokens);
        for (const similarity::Token& token : tokens)
            missing.erase(token.hash);
    });
    Given result;
    double left = 0;
    for (const similarity::Token& token : m_statement.tokens) {
        const auto found = missing.find(token.hash);
        if (found == missing.end())
            continue;
        left += found->second.weight;
        if (found->second.isTelling)
            result.missing.emplace_back(m_statement.text, token.start, token.end - token.start);
        missing.erase(found); // once
    }
    result.share = m_weight > 0 ? 1 - left / m_weight : 0;
    return result;
}

Occurrences occurrencesOf(const trace::TraceContents& contents, const WordSearch& words,
                          telemetry::Timestamp until)
{
    Occurrences result;
    Collector collector(words, result);
    for (const Generation& generation : contents.generations)
        if (generation.start <= until)
            collector.read(generation);
    for (const telemetry::Step& step : contents.steps) {
        if (!similarity::hasTexts(step.kind))
            continue;
        const int node = contents.tree->find(step.span);
        if (node == trace::SpanTree::kNone)
            continue;
        const store::SpanRow& row = contents.tree->span(node);
        if (row.start <= until)
            collector.read(step, row.start, row.end);
    }
    return result;
}

Difference differenceOf(std::string_view here, std::string_view there)
{
    std::vector<similarity::Token> one;
    std::vector<similarity::Token> other;
    similarity::tokenize(here, similarity::syntaxOf(here), one);
    similarity::tokenize(there, similarity::syntaxOf(there), other);
    one.resize(std::min(one.size(), kMostClaimTokens));
    other.resize(std::min(other.size(), 2 * kMostClaimTokens));
    // Longest common subsequence from each place to the ends.
    std::vector<std::vector<int>> common(one.size() + 1, std::vector<int>(other.size() + 1, 0));
    for (std::size_t i = one.size(); i-- > 0;)
        for (std::size_t j = other.size(); j-- > 0;)
            common[i][j] = one[i].hash == other[j].hash
                ? common[i + 1][j + 1] + 1
                : std::max(common[i + 1][j], common[i][j + 1]);
    const auto hasAny = [](const std::vector<similarity::Token>& tokens, std::size_t first,
                           std::size_t last, std::uint8_t flags) {
        return std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(first),
                           tokens.begin() + static_cast<std::ptrdiff_t>(last),
                           [flags](const similarity::Token& token) { return token.has(flags); });
    };
    // With the word behind a figure: its unit.
    const auto words = [](std::string_view text, const std::vector<similarity::Token>& tokens,
                          std::size_t first, std::size_t last) {
        if (first == last)
            return std::string();
        const bool hasUnit = tokens[last - 1].has(similarity::kFigure) && last < tokens.size()
            && tokens[last].start == tokens[last - 1].end + 1 && text[tokens[last - 1].end] == ' ';
        const std::size_t end = tokens[hasUnit ? last : last - 1].end;
        return std::string(text.substr(tokens[first].start, end - tokens[first].start));
    };
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < one.size() || j < other.size()) {
        if (i < one.size() && j < other.size() && one[i].hash == other[j].hash) {
            ++i;
            ++j;
            continue;
        }
        const std::size_t first = i;
        const std::size_t otherFirst = j;
        while ((i < one.size() || j < other.size())
               && !(i < one.size() && j < other.size() && one[i].hash == other[j].hash)) {
            if (i < one.size() && (j == other.size() || common[i + 1][j] >= common[i][j + 1]))
                ++i;
            else
                ++j;
        }
        // One more word says only more, but for a negation.
        const std::uint8_t telling =
            first == i || otherFirst == j ? std::uint8_t{similarity::kNegation} : kTelling;
        if (hasAny(one, first, i, telling) || hasAny(other, otherFirst, j, telling))
            return {words(here, one, first, i), words(there, other, otherFirst, j)};
    }
    return {};
}

} // namespace claims
