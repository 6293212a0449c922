// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/comparison/answersubstance.h"

#include "models/comparison/stepalignment.h"
#include "models/similarity/wordclasses.h"
#include "models/telemetry/text.h"

#include <algorithm>
#include <array>
#include <set>

namespace comparison {

namespace {

constexpr double kNearQuestion = 0.6; // of the shorter question's words
constexpr double kNearBoth = 0.5; // of the words of either
constexpr double kNothingLeft = 0.12; // of what the other says of what it was given
constexpr double kOfTexts = 0.5; // of an answer's words: it speaks of what it was given
constexpr std::size_t kEnoughWords = 5; // to say so
constexpr std::size_t kMostMarks = 3; // that are told

// Say nothing of what is asked. English only, as similarity::isCommonWord.
bool isCourtesy(std::uint32_t word)
{
    using similarity::wordHash;
    static const std::set<std::uint32_t> words{
        wordHash("hi"),      wordHash("hello"),     wordHash("hey"),    wordHash("good"),
        wordHash("morning"), wordHash("evening"),   wordHash("thanks"), wordHash("thank"),
        wordHash("please"),  wordHash("advance"),   wordHash("quick"),  wordHash("question"),
        wordHash("dear"),    wordHash("afternoon"), wordHash("know"),   wordHash("let"),
    };
    return words.contains(word);
}

std::set<std::uint32_t> tellingWords(const TokenText& text)
{
    std::set<std::uint32_t> words;
    for (std::size_t i = 0; i < text.tokens().size(); ++i) {
        const std::uint32_t hash = text.tokens()[i].hash;
        const bool isValue = text.isFigure(i) || text.tokens()[i].has(similarity::kCode);
        if (!isValue && !similarity::isCommonWord(hash) && !isCourtesy(hash))
            words.insert(hash);
    }
    return words;
}

std::size_t sharedCount(const std::set<std::uint32_t>& one, const std::set<std::uint32_t>& other)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(one, [&](std::uint32_t word) { return other.contains(word); }));
}

std::string listed(const std::vector<std::string>& texts)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(texts.size(), kMostMarks); ++i)
        text += (i == 0 ? "“" : ", “") + texts[i] + "”";
    if (texts.size() > kMostMarks)
        text += " and " + std::to_string(texts.size() - kMostMarks) + " more";
    return text;
}

// Each once: "--ack-all" is one thing to read, though two words of it are new.
std::vector<std::string> textsOf(const std::vector<Mark>& marks)
{
    std::vector<std::string> texts;
    std::unordered_set<std::string_view> told;
    for (const Mark& mark : marks)
        if (told.insert(mark.text).second)
            texts.push_back(mark.text);
    return texts;
}

// A word, or a figure with the word behind it.
std::uint32_t phraseHash(std::uint32_t figure, std::uint32_t unit)
{
    return (figure * 0x9e3779b1U) ^ (unit + 0x85ebca6bU);
}

// Of a figure with a telling word behind it: that is another thing of another unit.
std::optional<std::uint32_t> phraseAt(const TokenText& text, std::size_t token)
{
    const auto& tokens = text.tokens();
    if (!text.isFigure(token) || token + 1 >= tokens.size()
        || similarity::isCommonWord(tokens[token + 1].hash))
        return std::nullopt;
    return phraseHash(tokens[token].hash, tokens[token + 1].hash);
}

// Marks by themselves, and figures with their unit.
std::unordered_set<std::uint32_t> phrasesOf(const TokenText& text)
{
    std::unordered_set<std::uint32_t> phrases;
    for (std::size_t i = 0; i < text.tokens().size(); ++i) {
        if (!text.isMark(i))
            continue;
        phrases.insert(text.tokens()[i].hash);
        if (const auto phrase = phraseAt(text, i))
            phrases.insert(*phrase);
    }
    return phrases;
}

// Telling words of the sentence that a token stands in, itself and what is behind it left out.
std::set<std::uint32_t> wordsAround(const TokenText& text, std::size_t token)
{
    constexpr std::size_t kFarthest = 40;
    const auto& tokens = text.tokens();
    std::size_t first = token;
    while (first > 0 && token - first < kFarthest && !tokens[first].has(similarity::kSentenceStart))
        --first;
    std::size_t last = token + 1;
    while (last < tokens.size() && last - token < kFarthest
           && !tokens[last].has(similarity::kSentenceStart))
        ++last;
    std::set<std::uint32_t> words;
    for (std::size_t i = first; i < last; ++i)
        if (i != token && i != token + 1 && !similarity::isCommonWord(tokens[i].hash))
            words.insert(tokens[i].hash);
    return words;
}

// Whether the answer says the figure at `token` in a sentence about what the text says it of.
bool isSaidOfTheSame(const TokenText& answer, const TokenText& text, std::size_t token)
{
    constexpr std::size_t kEnough = 2; // words that both sentences have
    const auto around = wordsAround(text, token);
    for (std::size_t i = 0; i < answer.tokens().size(); ++i) {
        if (answer.tokens()[i].hash != text.tokens()[token].hash)
            continue;
        const auto said = wordsAround(answer, i);
        if (sharedCount(said, around) >= std::min({kEnough, said.size(), around.size()}))
            return true;
    }
    return false;
}

// A history comes again with each turn: each text is read once.
void addGiven(Run& run, const telemetry::Generation& generation,
              std::unordered_set<std::size_t>& seen)
{
    const auto add = [&](const std::string& text) {
        if (!text.empty() && seen.insert(std::hash<std::string>{}(text)).second)
            run.given.add(text);
    };
    for (const telemetry::Message& message : generation.inputMessages)
        for (const telemetry::Part& part : message.parts) {
            add(part.text);
            add(part.json);
        }
    for (const telemetry::Document& document : generation.documents) {
        add(document.title);
        add(document.content);
    }
}

// What the other answer says of what it was given, and how much of that is left here;
// of that which both were given: an order's own values are left out.
bool isNothingLeft(const TokenText& here, const TokenText& there, const Run& hereRun,
                   const Run& thereRun)
{
    std::set<std::uint32_t> said;
    for (const std::uint32_t word : tellingWords(there))
        if (thereRun.given.contains(word) && hereRun.given.contains(word)
            && !thereRun.asked.contains(word))
            said.insert(word);
    const auto own = tellingWords(here);
    if (said.size() < kEnoughWords
        || static_cast<double>(sharedCount(said, own))
            >= kNothingLeft * static_cast<double>(said.size()))
        return false;
    // What else the same texts say is another answer to it, not none.
    const auto given = std::ranges::count_if(own, [&](std::uint32_t word) {
        return hereRun.given.contains(word) && !hereRun.asked.contains(word);
    });
    return static_cast<double>(given) < kOfTexts * static_cast<double>(own.size());
}

} // namespace

bool Run::isBeforeAnswer(const ComparedStep& step) const
{
    return answer == nullptr || step.row->start <= answer->start;
}

Run runOf(const trace::TraceContents& contents, const std::vector<ComparedStep>& steps)
{
    Run run;
    run.contents = &contents;
    std::unordered_set<std::size_t> seen;
    for (const telemetry::Generation& generation : contents.generations) {
        if (!telemetry::canHaveAnswer(generation))
            continue;
        if (run.question.empty())
            run.question = telemetry::promptText(generation);
        addGiven(run, generation, seen);
        const std::string text = telemetry::outputText(generation);
        if (!text.empty() || run.answer == nullptr || run.said.empty()) {
            run.answer = &generation;
            run.said = text;
        }
    }
    if (run.answer != nullptr)
        if (const std::string asked = telemetry::promptText(*run.answer); !asked.empty())
            run.question = asked;
    run.asked.add(run.question);
    for (const ComparedStep& step : steps) {
        if (step.step == nullptr || !run.isBeforeAnswer(step))
            continue;
        run.given.add(step.step->input);
        run.given.add(step.step->output);
        for (const telemetry::Document& document : step.step->documents) {
            run.given.add(document.id);
            run.given.add(document.title);
            run.given.add(document.content);
        }
    }
    return run;
}

QuestionRelation relationOf(std::string_view here, std::string_view there)
{
    if (here.empty() || there.empty())
        return QuestionRelation::Unknown;
    if (here == there)
        return QuestionRelation::Same;
    const TokenText left(here, similarity::Syntax::Plain);
    const TokenText right(there, similarity::Syntax::Plain);
    if (areEqualMasked(left, right))
        return QuestionRelation::SameForm;
    const auto one = tellingWords(left);
    const auto other = tellingWords(right);
    if (one == other && !one.empty())
        return QuestionRelation::SameForm;
    const auto shared = static_cast<double>(sharedCount(one, other));
    const auto shorter = static_cast<double>(std::min(one.size(), other.size()));
    const auto all = static_cast<double>(one.size() + other.size()) - shared;
    if (shorter > 0 && (shared >= kNearQuestion * shorter || shared >= kNearBoth * all))
        return QuestionRelation::Near;
    return QuestionRelation::Different;
}

bool isAskedFor(const TokenText& text, const Run& run, const Run& other)
{
    constexpr std::size_t kStem = 4; // letters; also in "expires" and expire_credit
    constexpr std::size_t kMostLookedAt = 16'384; // bytes
    const TokenText question(run.question, similarity::Syntax::Plain);
    const auto telling = tellingWords(question);
    const std::string lower = telemetry::asciiLowered(text.text().substr(0, kMostLookedAt));
    std::size_t looked = 0;
    for (std::size_t i = 0; i < question.tokens().size() && looked < 40; ++i) {
        const std::uint32_t hash = question.tokens()[i].hash;
        const std::string_view word = question.word(i);
        if (word.size() < kStem || !telling.contains(hash) || other.asked.contains(hash))
            continue;
        ++looked;
        if (lower.find(telemetry::asciiLowered(word)) != std::string::npos)
            return true;
    }
    return false;
}

std::string otherSubstance(std::string_view here, std::string_view there, const Run& hereRun,
                           const Run& thereRun, QuestionRelation relation)
{
    if (here == there)
        return {};
    const TokenText left(here, similarity::Syntax::Plain);
    const TokenText right(there, similarity::Syntax::Plain);
    const auto marksOf = [](const TokenText& text, const Run& run, const TokenText& otherText) {
        WordSet known;
        known.add(otherText);
        std::vector<Mark> marks = newMarks(text, known);
        std::erase_if(marks, [&](const Mark& mark) { return run.given.contains(mark.hash); });
        return marks;
    };
    if (!hereRun.given.isEmpty()) {
        const auto marks = marksOf(left, hereRun, right);
        const auto others = marksOf(right, thereRun, left);
        if (!marks.empty() && marks.size() > 2 * others.size()) {
            const auto texts = textsOf(marks);
            return "says " + listed(texts)
                + (texts.size() == 1 ? ", which stands" : ", which stand")
                + " neither in the good answer nor in what it was given";
        }
    }
    if (!isComparable(relation))
        return {};
    if (const OtherFigure denied = otherNegation(left, right); denied.isFound())
        return "says “" + denied.here + "” where the good answer says “" + denied.there + "”";
    if (isNothingLeft(left, right, hereRun, thereRun))
        return "says nothing of what the good answer says";
    return {};
}

std::string takenOver(std::string_view text, const std::vector<std::string_view>& others,
                      const Run& run, const Run& other, bool isOfSubject)
{
    if (run.said.empty())
        return {};
    const TokenText answer(run.said, similarity::Syntax::Plain);
    const auto inAnswer = phrasesOf(answer);
    std::unordered_set<std::uint32_t> known =
        phrasesOf(TokenText(other.said, similarity::Syntax::Plain));
    known.merge(phrasesOf(TokenText(run.question, similarity::Syntax::Plain)));
    for (const std::string_view one : others)
        known.merge(phrasesOf(TokenText(one)));
    const TokenText tokens(text);
    const auto& all = tokens.tokens();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!tokens.isMark(i))
            continue;
        const auto isTaken = [&](std::uint32_t hash) {
            return inAnswer.contains(hash) && !known.contains(hash);
        };
        const auto phrase = phraseAt(tokens, i);
        if (!isTaken(all[i].hash) && (!phrase || !isTaken(*phrase)))
            continue;
        // A figure alone may stand in both by chance.
        if (!isOfSubject && tokens.isFigure(i) && !isSaidOfTheSame(answer, tokens, i))
            continue;
        return quoted(tokens, i);
    }
    return {};
}

} // namespace comparison
