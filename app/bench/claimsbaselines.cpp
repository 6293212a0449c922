// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/claimsbaselines.h"

#include "app/bench/randomsource.h"
#include "models/claims/claimsof.h"
#include "models/claims/evidencesearch.h"
#include "models/claims/giventext.h"
#include "models/health/words.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

namespace bench {

namespace {

using health::Token;
using health::TokenKind;

std::vector<Token> tokensOf(std::string_view text)
{
    return health::tokenise(text, text.size() + 1);
}

constexpr std::size_t kMostDocuments = 400;
constexpr std::size_t kFewestWords = 8; // of a planted sentence
constexpr double kSaturation = 1.2; // k1 and b of BM25, as Lucene has them
constexpr double kLengthShare = 0.75;

using Passage = claims::EvidenceSearch::Passage;

std::size_t bestByBm25(const claims::EvidenceSearch& search, const std::vector<Token>& query)
{
    const auto& passages = search.passages();
    std::map<std::uint64_t, std::set<std::size_t>> holders;
    for (const Token& word : query) {
        if (word.isContent && !holders.contains(word.key)) {
            auto& own = holders[word.key];
            for (auto place = search.index().find(word.key).first;
                 place != health::ContextIndex::kNone; place = search.index().next(place))
                own.insert(search.passageOf(place));
        }
    }
    const double mean = static_cast<double>(search.tokens().size())
        / static_cast<double>(std::max<std::size_t>(passages.size(), 1));
    std::size_t best = 0;
    double highest = -1;
    for (std::size_t p = 0; p < passages.size(); ++p) {
        const health::Stretch& words = passages[p].tokens;
        const auto length = static_cast<double>(words.last - words.first);
        double score = 0;
        for (const auto& [key, own] : holders) {
            double count = 0;
            for (std::size_t i = words.first; i < words.last; ++i)
                count += search.tokens()[i].key == key ? 1 : 0;
            const auto held = static_cast<double>(own.size());
            const double rarity =
                std::log(1 + (static_cast<double>(passages.size()) - held + 0.5) / (held + 0.5));
            score += rarity * count * (kSaturation + 1)
                / (count + kSaturation * (1 - kLengthShare + kLengthShare * length / mean));
        }
        if (score > highest) {
            highest = score;
            best = p;
        }
    }
    return best;
}

} // namespace

SentenceBaselines::SentenceBaselines(std::string_view context, std::string_view question,
                                     std::string_view output)
    : m_context(tokensOf(context))
    , m_output(tokensOf(output))
    , m_known(m_context.size() + 64)
    , m_inContext(m_context.size() + 64)
{
    for (const Token& token : m_context) {
        m_known.insert(token.key);
        m_inContext.insert(token.key);
    }
    for (const Token& token : tokensOf(question))
        m_known.insert(token.key);
}

SentenceScores SentenceBaselines::of(std::size_t start, std::size_t end) const
{
    std::vector<std::uint64_t> words;
    double novel = 0;
    double numbers = 0;
    double held = 0;
    for (const Token& token : m_output) {
        if (token.start < start || token.start >= end)
            continue;
        words.push_back(token.key);
        held += m_inContext.contains(token.key) ? 1 : 0;
        if (m_known.contains(token.key))
            continue;
        novel += token.isContent ? 1 : 0;
        numbers += token.kind == TokenKind::Number ? 1 : 0;
    }
    const auto count = static_cast<double>(std::max<std::size_t>(words.size(), 1));
    return {novel,
            -held / count,
            -lcsPrecision(words),
            -bestWindow(words),
            numbers,
            static_cast<double>(end - start)};
}

double SentenceBaselines::lcsPrecision(const std::vector<std::uint64_t>& words) const
{
    std::vector<std::uint16_t> row(words.size() + 1, 0);
    for (const Token& token : m_context) {
        std::uint16_t before = 0;
        for (std::size_t j = 1; j <= words.size(); ++j) {
            const std::uint16_t above = row[j];
            row[j] = token.key == words[j - 1] ? static_cast<std::uint16_t>(before + 1)
                                               : std::max(row[j], row[j - 1]);
            before = above;
        }
    }
    return words.empty() ? 1 : static_cast<double>(row.back()) / static_cast<double>(words.size());
}

double SentenceBaselines::bestWindow(const std::vector<std::uint64_t>& words) const
{
    const std::vector<health::Stretch> sentences = health::sentencesOf(m_context);
    double best = 0;
    for (std::size_t s = 0; s < sentences.size() && !words.empty(); ++s) {
        const std::size_t last = sentences[std::min(s + 1, sentences.size() - 1)].last;
        health::KeySet window(last - sentences[s].first + 8);
        for (std::size_t i = sentences[s].first; i < last; ++i)
            window.insert(m_context[i].key);
        const auto held =
            std::ranges::count_if(words, [&](std::uint64_t word) { return window.contains(word); });
        best = std::max(best, static_cast<double>(held) / static_cast<double>(words.size()));
    }
    return words.empty() ? 1 : best;
}

PlantedEvidence plantedEvidence(const LabelledSet& set)
{
    PlantedEvidence planted;
    RandomSource random(7);
    std::set<std::uint64_t> documents;
    for (const LabelledAnswer& answer : set.answers) {
        const std::string context = telemetry::sanitizedUtf8(answer.subject.context.value_or(""));
        if (documents.size() >= kMostDocuments || !documents.insert(health::hashOf(context)).second)
            continue;
        claims::GivenText given;
        given.add(context, {});
        given.close();
        const claims::EvidenceSearch search(given, {});
        std::vector<std::size_t> eligible;
        for (std::size_t p = 0; p < search.passages().size(); ++p) {
            const Passage& one = search.passages()[p];
            if (one.tokens.last - one.tokens.first >= kFewestWords && !one.isQuestion)
                eligible.push_back(p);
        }
        if (eligible.empty() || search.passages().size() < 3)
            continue;
        const std::size_t chosen = eligible[random.below(eligible.size())];
        const Passage& passage = search.passages()[chosen];
        std::string said = "It";
        for (std::size_t i = passage.tokens.first; i < passage.tokens.last; ++i) {
            const Token& token = search.tokens()[i];
            if (random.below(2) == 0)
                said += " " + given.text().substr(token.start, token.end - token.start);
        }
        said += ".";
        health::Subject subject;
        subject.task = answer.subject.task;
        subject.context = context;
        subject.output = said;
        const claims::ClaimSet found = claims::claimsOf(subject);
        const claims::TextPlace place = given.placeOf(passage.start, passage.end);
        const std::vector<Token> query = tokensOf(said);
        if (found.claims.empty())
            continue;
        ++planted.sentences;
        planted.first += !found.claims.front().evidence.empty()
                && found.claims.front().evidence.front().place.start == place.start
            ? 1
            : 0;
        planted.bm25 += bestByBm25(search, query) == chosen ? 1 : 0;
    }
    return planted;
}

} // namespace bench
