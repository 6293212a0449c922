// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/groundfeatures.h"

#include "models/health/codenames.h"
#include "models/health/plainword.h"
#include "models/health/words.h"

#include <algorithm>
#include <bitset>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace health {

namespace {

// What is examined; the rest of a longer text is named in the reason.
constexpr std::size_t kLongestContext = 8U << 20U; // bytes
constexpr std::size_t kLongestOutput = 1U << 20U;
constexpr std::size_t kMostGroundTokens = 1U << 20U;

constexpr std::size_t kLetterPairs = 1U << 16U;

std::size_t letterPair(char first, char second)
{
    return (std::size_t{static_cast<unsigned char>(first)} << 8U)
        | static_cast<unsigned char>(second);
}

std::uint64_t pairKey(std::uint64_t first, std::uint64_t second)
{
    return (first * 0x9e3779b97f4a7c15ULL) ^ (second + 0x7f4a7c15ULL + (first >> 7U));
}

// Everything that the model could have taken an answer from.
class Known
{
public:
    Known(const Subject& subject, std::size_t expected)
        : m_keys(expected)
        , m_pairs(expected)
    {
        m_tools.reserve(subject.toolNames.size());
        for (const std::string& name : subject.toolNames)
            addText(name, m_tools.emplace_back(tokenise(name, 64)));
    }

    // Both have to stay as long as it is asked.
    void addText(std::string_view text, const std::vector<Token>& tokens)
    {
        m_texts.push_back({.text = text, .tokens = &tokens});
        std::uint64_t previous = 0;
        for (const Token& token : tokens) {
            m_keys.insert(token.key);
            m_keys.insert(token.memberKey);
            if (token.kind == TokenKind::Identifier)
                addParts(text.substr(token.start, token.end - token.start));
            if (!token.isContent)
                continue;
            m_pairs.insert(pairKey(previous, token.key));
            previous = token.key;
        }
    }

    bool holds(std::uint64_t key) const { return m_keys.contains(key); }
    bool holdsPair(std::uint64_t first, std::uint64_t second) const
    {
        return m_pairs.contains(pairKey(first, second));
    }

    // Does a name stand there letter by letter, whatever it was taken for there? A plain word has
    // the key of its stem, and "Raises PlanArchived." names the type that an answer quotes as
    // `PlanArchived`. Only asked of what looks made up, so spellings are gathered when something
    // does.
    bool spells(std::string_view name)
    {
        if (!m_spellings)
            gatherSpellings();
        return m_spellings->contains(hashOf(foldedText(name)));
    }

private:
    struct Text
    {
        std::string_view text;
        const std::vector<Token>* tokens = nullptr;
    };

    // Words whole, and without the 's of a genitive.
    void gatherSpellings()
    {
        m_spellings.emplace(m_keys.size() + 16);
        for (const Text& each : m_texts) {
            for (const Token& token : *each.tokens) {
                const std::string word =
                    foldedText(each.text.substr(token.start, token.end - token.start));
                m_spellings->insert(hashOf(word));
                if (const std::size_t cut = word.find('\''); cut != std::string::npos)
                    m_spellings->insert(hashOf(std::string_view(word).substr(0, cut)));
            }
        }
    }

    void addParts(std::string_view identifier)
    {
        for (const std::uint64_t part : identifierParts(identifier))
            m_keys.insert(part);
        // Where tally.plans.list_plans() is held tally.plans is, and a name is in its genitive.
        if (identifier.find_first_of(".:>'\xE2") == std::string_view::npos)
            return;
        const std::string folded = foldedText(identifier);
        for (std::string_view rest = folded; !rest.empty();) {
            const std::size_t end = std::min(rest.find_first_of(".:>'"), rest.size());
            const std::string_view segment = rest.substr(0, end);
            const std::size_t size = segment.size() - (segment.ends_with('-') ? 1 : 0);
            if (size > 0)
                m_keys.insert(hashOf(segment.substr(0, size)));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }

    KeySet m_keys;
    KeySet m_pairs;
    std::vector<std::vector<Token>> m_tools; // of their names
    std::vector<Text> m_texts;
    std::optional<KeySet> m_spellings;
};

struct Counts
{
    double content = 0;
    double words = 0;
    double novelWords = 0;
    double mass = 0;
    double numbers = 0;
    double novelNumbers = 0;
    double names = 0;
    double pairs = 0;
    double novelPairs = 0;
    double negations = 0;
    double run = 0;
    double longestRun = 0;
    double sentenceContent = 0;
    double sentenceNovel = 0;
    double worstSentence = 0;
    double lastSentence = 0;
    double unsupported = 0; // content words in mostly novel sentences
    double unsupportedSentences = 0;

    void endSentence()
    {
        if (sentenceContent >= 3)
            lastSentence = sentenceNovel / sentenceContent;
        if (sentenceContent >= 3 && sentenceNovel > kMostlyNovel * sentenceContent) {
            unsupported += sentenceContent;
            ++unsupportedSentences;
        }
        if (sentenceContent >= 4)
            worstSentence = std::max(worstSentence, sentenceNovel / sentenceContent);
        sentenceContent = 0;
        sentenceNovel = 0;
    }
};

class Grounder
{
public:
    // `names` is null for prose.
    Grounder(Known& known, const CodeNames* names, std::string_view text, Grounding& grounding)
        : m_known(known)
        , m_names(names)
        , m_text(text)
        , m_grounding(grounding)
        , m_local(64)
        , m_identifiers(16)
        , m_calls(16)
    {
    }

    void run()
    {
        for (const Token& token : m_grounding.output) {
            if (token.isDefined)
                m_local.insert(token.memberKey);
        }
        for (std::size_t i = 0; i < m_grounding.output.size(); ++i)
            look(i);
        m_counts.endSentence();
        store();
    }

private:
    void look(std::size_t index)
    {
        const Token& token = m_grounding.output[index];
        if (token.opensSentence)
            m_counts.endSentence();
        ++m_counts.words;
        m_counts.negations += token.isNegation ? 1 : 0;
        if (!token.isContent)
            return;
        ++m_counts.content;
        ++m_counts.sentenceContent;
        m_counts.numbers += token.kind == TokenKind::Number ? 1 : 0;
        if (m_previous != 0) {
            ++m_counts.pairs;
            m_counts.novelPairs += m_known.holdsPair(m_previous, token.key) ? 0 : 1;
        }
        m_previous = token.key;
        if (isKnown(token))
            m_counts.run = 0;
        else
            countNovel(index, token);
    }

    bool isKnown(const Token& token)
    {
        return m_known.holds(token.key) || m_known.holds(token.memberKey)
            || (token.kind == TokenKind::Identifier
                && (m_local.contains(token.memberKey) || isNamedInProse(token)
                    || (m_names != nullptr && !m_names->isForContext(token)) || isSpelled(token)));
    }

    // A quoted `replay` is held where the context speaks of replaying, though not as an identifier;
    // a call of replay() is not: a word makes no function.
    bool isNamedInProse(const Token& token) const
    {
        const std::string_view text = m_text.substr(token.start, token.end - token.start);
        return !token.isCall && identifierParts(text).size() == 1 && m_known.holds(wordKey(text));
    }

    // The same for what stands there letter by letter, where it can be nothing but a name: of what
    // is called, and of members, a plain word is none.
    bool isSpelled(const Token& token)
    {
        const std::string_view text = m_text.substr(token.start, token.end - token.start);
        const std::string_view name = text.substr(text.find_last_of(".:>") + 1);
        const bool isPlain = std::all_of(name.begin() + (name.empty() ? 0 : 1), name.end(),
                                         [](char c) { return c >= 'a' && c <= 'z'; });
        if (text.starts_with("--"))
            return m_known.spells(text); // a flag is itself alone
        if (isPlain && (token.isCall || name.size() < text.size()))
            return false;
        return m_known.spells(name);
    }

    void countNovel(std::size_t index, const Token& token)
    {
        const std::string_view text = m_text.substr(token.start, token.end - token.start);
        // List markers and other small counts are no claims.
        if (token.kind == TokenKind::Number && text.size() == 1)
            return;
        m_counts.longestRun = std::max(m_counts.longestRun, ++m_counts.run);
        ++m_counts.sentenceNovel;
        double support = 0;
        if (token.kind == TokenKind::Number) {
            ++m_counts.novelNumbers;
        } else if (token.kind == TokenKind::Identifier) {
            m_identifiers.insert(token.memberKey);
            if (token.isCall)
                m_calls.insert(token.memberKey);
            support = supportOf(text);
        } else {
            ++m_counts.novelWords;
            m_counts.mass += static_cast<double>(std::min<std::size_t>(text.size(), 14)) / 7;
            m_counts.names += token.isName ? 1 : 0;
        }
        m_grounding.novel.push_back({index, support});
    }

    double supportOf(std::string_view identifier) const
    {
        const auto parts = identifierParts(identifier);
        const auto held = std::ranges::count_if(
            parts, [this](std::uint64_t part) { return m_known.holds(part); });
        // The whole is not in the context, however well its parts are.
        return parts.empty() ? 0
                             : 0.5 * static_cast<double>(held) / static_cast<double>(parts.size());
    }

    static double share(double part, double whole) { return whole > 0 ? part / whole : 0; }

    void store()
    {
        using enum GroundFeature;
        const Counts& n = m_counts;
        Grounding& g = m_grounding;
        g.contentTokens = static_cast<std::size_t>(n.content);
        g.at(NovelWords) = std::log1p(n.novelWords);
        g.at(NovelShare) = share(n.novelWords, n.content);
        g.at(NovelMass) = std::log1p(n.mass);
        g.at(LongestRun) = std::log1p(n.longestRun);
        g.at(NovelNumbers) = std::log1p(n.novelNumbers);
        g.at(NovelNumberShare) = share(n.novelNumbers, n.numbers);
        g.at(NovelNames) = std::log1p(n.names);
        // An identifier counts once however often it is used, as a call when it is called anywhere.
        const auto calls = static_cast<double>(m_calls.size());
        g.at(NovelIdentifiers) = std::log1p(static_cast<double>(m_identifiers.size()) - calls);
        g.at(NovelCalls) = std::log1p(calls);
        g.at(NovelPairs) = share(n.novelPairs, n.pairs);
        g.at(WorstSentence) = n.worstSentence;
        g.at(Words) = std::log1p(n.words);
        g.at(UnsupportedShare) = share(n.unsupported, n.content);
        g.at(UnsupportedCount) = std::log1p(n.unsupportedSentences);
        g.at(LastSentence) = n.lastSentence;
        g.at(Negations) = std::log1p(n.negations);
    }

    Known& m_known;
    const CodeNames* m_names;
    std::string_view m_text;
    Grounding& m_grounding;
    KeySet m_local; // identifiers that the output itself defines
    KeySet m_identifiers; // novel ones
    KeySet m_calls; // of these, the called ones
    std::uint64_t m_previous = 0;
    Counts m_counts;
};

} // namespace

std::vector<std::string_view> groundFeatureNames()
{
    return {"novel_words",       "novel_share",        "novel_mass",     "longest_run",
            "novel_numbers",     "novel_number_share", "novel_names",    "novel_identifiers",
            "novel_calls",       "novel_pairs",        "worst_sentence", "words",
            "context_words",     "negations",          "refusal",        "unsupported_share",
            "unsupported_count", "last_sentence"};
}

namespace {

TokenTable tableOf(const std::vector<Token>& contextTokens, std::string_view context,
                   const std::vector<Token>& question, std::string_view answer,
                   const Grounding& grounding)
{
    KeySet questionKeys(question.size());
    for (const Token& token : question)
        questionKeys.insert(token.key);
    std::vector<std::uint8_t> novel(grounding.output.size(), 0);
    for (const NovelToken& token : grounding.novel)
        novel[token.token] = 1;
    const ContextIndex index(contextTokens);
    return tokenTable({.context = index,
                       .contextText = context,
                       .question = questionKeys,
                       .output = grounding.output,
                       .outputText = answer,
                       .novel = novel,
                       .isRefusal = grounding.at(GroundFeature::Refusal) > 0});
}

} // namespace

Grounding ground(const Subject& subject, std::string_view context, std::string_view output)
{
    using enum GroundFeature;
    Grounding grounding;
    grounding.isCut = context.size() > kLongestContext || output.size() > kLongestOutput;
    const std::string_view given = context.substr(0, kLongestContext);
    const std::string_view answer = output.substr(0, kLongestOutput);
    const std::string_view asked =
        subject.prompt ? std::string_view(*subject.prompt).substr(0, kLongestContext) : "";
    const std::vector<Token> contextTokens = tokenise(given, kMostGroundTokens);
    Known known(subject, contextTokens.size() + 64);
    known.addText(given, contextTokens);
    // The question mostly stands in the context already, and is known then.
    const bool isInContext =
        memmem(given.data(), given.size(), asked.data(), asked.size()) != nullptr;
    const bool isCode = subject.task == "code";
    const std::vector<Token> question =
        isInContext && isCode ? std::vector<Token>() : tokenise(asked, kMostGroundTokens);
    if (!isInContext)
        known.addText(asked, question);
    grounding.contextTokens = contextTokens.size();
    grounding.output = tokenise(answer, kMostGroundTokens);
    const std::optional<CodeNames> names = isCode
        ? std::optional<CodeNames>(std::in_place, given, contextTokens, answer)
        : std::nullopt;
    Grounder(known, names ? &*names : nullptr, answer, grounding).run();
    grounding.at(ContextWords) = std::log1p(static_cast<double>(contextTokens.size()));
    grounding.at(Refusal) = saysItCannotTell(answer) ? 1 : 0;
    if (!isCode)
        grounding.table = tableOf(contextTokens, given, question, answer, grounding);
    return grounding;
}

bool saysItCannotTell(std::string_view output)
{
    static constexpr std::string_view phrases[] = {"unable to answer",
                                                   "cannot answer",
                                                   "can't answer",
                                                   "not able to answer",
                                                   "i don't know",
                                                   "i do not know",
                                                   "no information",
                                                   "not enough information",
                                                   "insufficient information",
                                                   "does not say",
                                                   "doesn't say",
                                                   "not mentioned",
                                                   "does not mention",
                                                   "do not mention",
                                                   "not provide",
                                                   "not contain",
                                                   "not specified",
                                                   "could not find",
                                                   "couldn't find",
                                                   "can't find",
                                                   "cannot find",
                                                   "not stated",
                                                   "cannot help with",
                                                   "can't help with",
                                                   "no mention of",
                                                   "not in the context",
                                                   "i'm not sure"};
    // Only the beginning counts: a remark at the end does not make a long answer a refusal.
    std::string head(output.substr(0, 400));
    std::ranges::transform(head, head.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    // Every answer is asked, with every phrase: only where two letters fit is a phrase compared.
    static const std::bitset<kLetterPairs> starts = [] {
        std::bitset<kLetterPairs> pairs;
        for (const std::string_view phrase : phrases)
            pairs.set(letterPair(phrase[0], phrase[1]));
        return pairs;
    }();
    for (std::size_t i = 0; i + 1 < head.size(); ++i) {
        const std::string_view rest = std::string_view(head).substr(i);
        if (starts.test(letterPair(head[i], head[i + 1]))
            && std::ranges::any_of(
                phrases, [rest](std::string_view phrase) { return rest.starts_with(phrase); }))
            return true;
    }
    return false;
}

} // namespace health
