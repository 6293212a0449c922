// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/groundfindings.h"

#include "models/health/opposites.h"
#include "models/telemetry/signal.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <map>

namespace health {

namespace {

using telemetry::Finding;

constexpr std::size_t kMostNovelFindings = 64;
constexpr double kTellsWords = 0.3; // probability from which novel words are worth a person's look
constexpr double kMostlyNovelText = 0.37; // of a sentence's bytes, its stop words included
constexpr std::size_t kNamed = 3; // examples in a reason
constexpr std::size_t kLongestExample = 40; // bytes

const char* findingKind(const Token& token)
{
    switch (token.kind) {
    case TokenKind::Number:
        return "novel_number";
    case TokenKind::Identifier:
        return "novel_identifier";
    case TokenKind::Word:
        break;
    }
    return token.isName ? "novel_name" : "novel_words";
}

// Each number, identifier and name on its own, wherever it stands; of words, the runs that the
// model finds unsupported, or in code the sentences that are mostly novel. Lone words in sentences
// that are otherwise grounded are how people and models speak.
class FindingList
{
public:
    explicit FindingList(const Novelties& novelties)
        : m_index(novelties.output)
        , m_grounding(novelties.grounding)
        , m_scores(novelties.scores.tokens)
        , m_tellsWords(novelties.scores.probability >= kTellsWords)
    {
    }

    std::vector<Finding> run()
    {
        if (m_grounding.table) {
            for (const Deviation& one : m_grounding.table->deviations)
                add(one.first, one.last, "contradicted", 0);
        }
        things();
        if (m_tellsWords && m_grounding.table)
            scoredRuns();
        else if (m_tellsWords)
            sentences();
        std::ranges::stable_sort(m_findings, {}, &Finding::start);
        if (m_findings.size() > kMostNovelFindings)
            m_findings.resize(kMostNovelFindings);
        return std::move(m_findings);
    }

private:
    void things()
    {
        const std::vector<NovelToken>& novel = m_grounding.novel;
        for (std::size_t i = 0; i < novel.size() && m_findings.size() < kMostNovelFindings;) {
            const std::string kind = findingKind(tokenOf(i));
            std::size_t next = i + 1;
            // A name of several words is one.
            while (tokenOf(i).kind == TokenKind::Word && next < novel.size()
                   && findingKind(tokenOf(next)) == kind
                   && novel[next].token == novel[next - 1].token + 1
                   && !tokenOf(next).opensSentence)
                ++next;
            if (kind != "novel_words")
                add(novel[i].token, novel[next - 1].token, kind, novel[i].support);
            i = next;
        }
    }

    // Rows that follow each other with scores above the threshold, with what stands between them.
    void scoredRuns()
    {
        const TokenTable& table = *m_grounding.table;
        const float threshold = GroundModel::shipped().spanThreshold();
        for (std::size_t row = 0;
             row < table.rows() && m_findings.size() < 2 * kMostNovelFindings;) {
            std::size_t end = row;
            float highest = threshold;
            bool isContradicted = false;
            for (; end < table.rows() && m_scores[end] >= threshold; ++end) {
                highest = std::max(highest, m_scores[end]);
                isContradicted =
                    isContradicted || contradictionOf(table, end) != Contradiction::None;
            }
            if (end > row) {
                const bool isShort = end - row <= 3;
                add(table.tokenOf(row), table.tokenOf(end - 1),
                    isContradicted && isShort ? "contradicted" : "novel_words",
                    1 - static_cast<double>(health::probabilityOf(highest)));
            }
            row = std::max(end, row + 1);
        }
    }

    void sentences()
    {
        const std::vector<Token>& tokens = m_grounding.output;
        std::size_t novel = 0;
        for (std::size_t first = 0;
             first < tokens.size() && m_findings.size() < 2 * kMostNovelFindings;) {
            std::size_t last = first + 1;
            while (last < tokens.size() && !tokens[last].opensSentence)
                ++last;
            std::size_t bytes = 0;
            std::size_t count = 0;
            for (; novel < m_grounding.novel.size() && m_grounding.novel[novel].token < last;
                 ++novel) {
                bytes += tokenOf(novel).end - tokenOf(novel).start;
                ++count;
            }
            const std::size_t whole = tokens[last - 1].end - tokens[first].start;
            const double share =
                static_cast<double>(bytes) / static_cast<double>(std::max<std::size_t>(whole, 1));
            if (count >= 3 && share > kMostlyNovelText)
                add(first, last - 1, "novel_words", 1 - share);
            first = last;
        }
    }

    const Token& tokenOf(std::size_t novel) const
    {
        return m_grounding.output[m_grounding.novel[novel].token];
    }

    void add(std::size_t first, std::size_t last, const std::string& kind, double support)
    {
        m_findings.push_back({.start = m_index.codePointAt(m_grounding.output[first].start),
                              .end = m_index.codePointAt(m_grounding.output[last].end),
                              .kind = kind,
                              .support = std::clamp(support, 0.0, 1.0)});
    }

    telemetry::CodePointIndex m_index;
    const Grounding& m_grounding;
    const std::vector<float>& m_scores;
    bool m_tellsWords;
    std::vector<Finding> m_findings;
};

std::string cutShort(std::string_view text)
{
    if (text.size() <= kLongestExample)
        return std::string(text);
    std::size_t cut = kLongestExample;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U)
        --cut;
    return std::string(text.substr(0, cut)) + "...";
}

// A number with what it counts: a sign of percent or currency, or a word of a class (days, dollars,
// millions).
std::string numberWithUnit(std::string_view output, const std::vector<Token>& tokens,
                           std::size_t token)
{
    const Token& number = tokens[token];
    std::string text = cutShort(output.substr(number.start, number.end - number.start));
    if (number.start > 0 && output[number.start - 1] == '$')
        text.insert(0, "$");
    if (number.end < output.size() && output[number.end] == '%')
        return text + '%';
    if (token + 1 < tokens.size() && !tokens[token + 1].opensSentence
        && sideOf(tokens[token + 1].key).group >= kFirstClass) {
        const Token& unit = tokens[token + 1];
        text += ' ' + std::string(output.substr(unit.start, unit.end - unit.start));
    }
    return text;
}

class Reason
{
public:
    explicit Reason(const Novelties& novelties)
        : m_novelties(novelties)
        , m_grounding(novelties.grounding)
    {
    }

    std::string run()
    {
        appendDeviations();
        appendNovel("novel_identifier", "identifier", "identifiers");
        appendNovel("novel_number", "number", "numbers");
        appendNovel("novel_name", "name", "names");
        if (m_grounding.table) {
            appendContradicted(Contradiction::Opposite, "the opposite of what the context says: ");
            appendContradicted(Contradiction::Negation, "negated otherwise than in the context: ");
        }
        if (m_grounding.table)
            appendNovel("novel_words", "word", "words");
        if (m_text.empty())
            m_text = withoutFindings();
        if (m_grounding.isCut)
            m_text += "; only the first 1 MB of the output and 8 MB of the context were examined";
        return std::move(m_text);
    }

private:
    // What a sentence says otherwise than the one it repeats.
    void appendDeviations()
    {
        if (!m_grounding.table)
            return;
        const std::vector<Deviation>& all = m_grounding.table->deviations;
        for (std::size_t i = 0; i < std::min(kNamed, all.size()); ++i) {
            const Deviation& one = all[i];
            if (one.kind == Deviation::Kind::Negation)
                begin("the context says the contrary: \"" + one.there + '"');
            else if (one.kind == Deviation::Kind::Exchanged)
                begin("the context compares the other way round: \"" + one.there + '"');
            else
                begin('"' + example(one.first) + "\" where the context has \"" + cutShort(one.there)
                      + '"');
        }
    }

    const char* withoutFindings() const
    {
        if (!m_grounding.table)
            return "what the context would have to hold of its names it holds";
        if (m_novelties.scores.probability >= telemetry::kFailedBadness)
            return "every word of substance is in the context, but not together as here";
        return m_grounding.at(GroundFeature::Refusal) > 0
            ? "it says that it cannot tell"
            : "every word of substance is in the context";
    }

    // One letter of Japanese or a mark of it is an ending, no word that a person could look for.
    bool isKana(const Token& token) const
    {
        const std::string_view text =
            std::string_view(m_novelties.output).substr(token.start, token.end - token.start);
        return text.size() == 3 && text[0] == '\xE3'
            && (text[1] == '\x81' || text[1] == '\x82' || text[1] == '\x83');
    }

    struct Distinct
    {
        std::size_t token = 0;
        double support = 0;
    };

    std::string example(std::size_t index) const
    {
        const Token& token = m_grounding.output[index];
        if (token.kind == TokenKind::Number)
            return numberWithUnit(m_novelties.output, m_grounding.output, index);
        const std::string text =
            cutShort(m_novelties.output.substr(token.start, token.end - token.start));
        return text
            + (token.isCall && !text.starts_with('-') && !text.ends_with("...") ? "()" : "");
    }

    // Each distinct one once; a call is shown as one even if it is mentioned without brackets
    // first. What the context knows nothing of comes before what it knows parts of.
    std::vector<Distinct> distinctOf(std::string_view kind) const
    {
        std::vector<Distinct> distinct;
        std::map<std::uint64_t, std::size_t> places;
        for (const NovelToken& novel : m_grounding.novel) {
            const Token& token = m_grounding.output[novel.token];
            if (findingKind(token) != kind || isKana(token))
                continue;
            const auto [place, isNew] = places.try_emplace(token.memberKey, distinct.size());
            if (isNew)
                distinct.push_back({.token = novel.token, .support = novel.support});
            else if (token.isCall)
                distinct[place->second].token = novel.token;
        }
        std::ranges::stable_sort(distinct, {}, &Distinct::support);
        return distinct;
    }

    void appendNovel(std::string_view kind, const char* one, const char* many)
    {
        const std::vector<Distinct> distinct = distinctOf(kind);
        if (distinct.empty())
            return;
        begin(std::to_string(distinct.size()) + " " + (distinct.size() == 1 ? one : many)
              + " that the context does not hold: ");
        appendExamples(distinct);
    }

    // Only where the model finds the word unsupported: most of what differs is said in other words.
    void appendContradicted(Contradiction wanted, const char* text)
    {
        const TokenTable& table = *m_grounding.table;
        const float threshold = GroundModel::shipped().spanThreshold();
        std::vector<Distinct> found;
        for (std::size_t row = 0; row < table.rows(); ++row) {
            if (m_novelties.scores.tokens[row] >= threshold
                && contradictionOf(table, row) == wanted)
                found.push_back({.token = table.tokenOf(row), .support = 0});
        }
        if (found.empty())
            return;
        begin(text);
        appendExamples(found);
    }

    void begin(const std::string& text)
    {
        m_text += m_text.empty() ? "" : "; ";
        m_text += text;
    }

    void appendExamples(const std::vector<Distinct>& distinct)
    {
        for (std::size_t i = 0; i < std::min(kNamed, distinct.size()); ++i)
            m_text += (i == 0 ? "" : ", ") + example(distinct[i].token);
        if (distinct.size() > kNamed)
            m_text += " and " + std::to_string(distinct.size() - kNamed) + " more";
    }

    const Novelties& m_novelties;
    const Grounding& m_grounding;
    std::string m_text;
};

} // namespace

Contradiction contradictionOf(const TokenTable& table, std::size_t row)
{
    if (table.at(TokenFeature::Opposite, row) == 2
        && table.at(TokenFeature::OppositeGroup, row) == 1)
        return Contradiction::Opposite;
    const std::uint8_t negation = table.at(TokenFeature::NegationNear, row);
    return negation >= 3 ? Contradiction::Negation : Contradiction::None;
}

std::vector<telemetry::Finding> findingsOf(const Novelties& novelties)
{
    return FindingList(novelties).run();
}

std::string reasonOf(const Novelties& novelties)
{
    return Reason(novelties).run();
}

} // namespace health
