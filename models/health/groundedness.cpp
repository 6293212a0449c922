// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/groundfeatures.h"
#include "models/health/groundfindings.h"
#include "models/health/groundmodel.h"
#include "models/health/groundreading.h"
#include "models/health/languages.h"
#include "models/health/redactedstretches.h"
#include "models/health/validator.h"
#include "models/telemetry/signal.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace health {

namespace {

using telemetry::EvaluationState;

constexpr std::size_t kFewestContextTokens = 5; // less is a greeting, not something to answer from

// No labelled set of code answers has contexts, so these odds are set by hand: an unknown call is
// about even alone and nearly sure in company, other unknown identifiers count half, prose hardly.
double codeLogOdds(const Grounding& grounding)
{
    using enum GroundFeature;
    return -3.2 + 5.0 * grounding.at(NovelCalls) + 1.6 * grounding.at(NovelIdentifiers)
        + 0.3 * grounding.at(NovelNumbers) + 0.8 * grounding.at(NovelShare);
}

// What is asked of a text can have no answer in it, and an answer can be put together from words of
// the context only. A summary does neither: of what looks like it the model knows better.
bool isAnswerTask(const std::string& task)
{
    return task != "summary" && task != "data2txt" && task != "dialogue";
}

double limited(const GroundModel::Scores& scores, const Grounding& grounding)
{
    const bool isRefusal = grounding.at(GroundFeature::Refusal) > 0
        && grounding.at(GroundFeature::Words) < std::log1p(60.0)
        && grounding.at(GroundFeature::NovelCalls) <= 0
        && grounding.at(GroundFeature::NovelNumbers) <= 0;
    if (isRefusal)
        return std::min(scores.probability, 0.05);
    // Nothing that the context does not hold, and no word that reads like it: whatever the model
    // thinks of style, there is no finding.
    const bool isBare =
        grounding.novel.empty() && std::ranges::none_of(scores.tokens, [](float score) {
            return score >= GroundModel::shipped().spanThreshold();
        });
    return isBare ? std::min(scores.probability, 0.45) : scores.probability;
}

// A sentence that repeats one of the context with another figure, name or sense is wrong however
// well the rest fits: the words around it are what the model takes for support. Rare on the
// labelled sets (7 of 3,356 answers of RAGTruth), which hold few answers that are so short.
constexpr double kDeviates = 0.85;

// How many of a service's answers are wrong before anything is known of them: as many as of
// RAGTruth's 5,934 answers to questions by six models (Niu et al., arXiv 2401.00396, table 2). The
// labelled sets of other tasks hold two of three, and no service lives that is so bad.
constexpr double kWrongShare = 0.29;

// Of an answer that stands in the context as it is.
constexpr double kQuoted = 0.02;

bool isQuoted(std::string_view output, std::string_view context)
{
    const std::size_t first = output.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return false;
    output = output.substr(first, output.find_last_not_of(" \t\r\n") - first + 1);
    return memmem(context.data(), context.size(), output.data(), output.size()) != nullptr;
}

struct Verdict
{
    GroundModel::Scores scores; // of the tokens: none for code
    double probability = 0;
    std::optional<double> labelled;
};

Verdict verdictOn(const std::string& task, const Grounding& grounding,
                  std::optional<std::size_t> member)
{
    Verdict verdict;
    GroundModel::Scores& scores = verdict.scores;
    if (grounding.table)
        scores = GroundModel::shipped().judge(grounding, task, member);
    else
        scores.probability = 1 / (1 + std::exp(-std::clamp(codeLogOdds(grounding), -20.0, 20.0)));
    if (isAnswerTask(task))
        scores.probability = limited(scores, grounding);
    verdict.probability = scores.probability;
    if (!grounding.table)
        return verdict;
    // Nothing is left to look at: it is quoted.
    if (grounding.table->rows() == 0)
        scores.probability = std::min(scores.probability, kQuoted);
    const bool deviates = !grounding.table->deviations.empty();
    if (deviates)
        scores.probability = std::max(scores.probability, kDeviates);
    verdict.labelled = scores.probability;
    verdict.probability =
        GroundModel::shipped().probabilityAmong(kWrongShare, scores.probability, task);
    if (deviates)
        verdict.probability = std::max(verdict.probability, kDeviates);
    scores.probability = verdict.probability;
    return verdict;
}

// Words of one language say nothing of words of another.
bool isInAnotherLanguage(const std::string& output, const std::string& context)
{
    const Written answer = writtenIn(output);
    if (answer.script == Script::None
        || (answer.script == Script::Latin && answer.language == Language::Unknown))
        return false;
    const Written given = writtenIn(context);
    if (given.script == Script::None
        || (given.script == Script::Latin && given.language == Language::Unknown))
        return false;
    return answer.script != given.script || answer.language != given.language;
}

// What was cut off at a limit of tokens is half a word, and no name that the answer made up.
std::string withoutCutWord(std::string text, const std::string& finishReason)
{
    if (finishReason != "length" || text.empty())
        return text;
    const auto isEnd = [](char c) {
        return std::string_view(" \t\r\n.,;:!?)]}\"'`").find(c) != std::string_view::npos;
    };
    if (isEnd(text.back()))
        return text;
    const std::size_t blank = text.find_last_of(" \t\r\n");
    if (blank != std::string::npos)
        text.resize(blank);
    return text;
}

// The first digits of other scripts, whose ten follow each other: Arabic, Persian, Devanagari,
// Bengali, and the wide ones of East Asia.
constexpr std::array<char32_t, 5> kZeros{0x660, 0x6F0, 0x966, 0x9E6, 0xFF10};

// Those digits as 0 to 9, code point by code point: "٣٠" is the number 30.
std::string withPlainDigits(const std::string& text)
{
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const std::size_t length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
        char32_t point = length == 1 ? byte : byte & (0xFFU >> (length + 1));
        for (std::size_t i = 1; i < length && at + i < text.size(); ++i)
            point = point << 6U | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
        const auto* const zero = std::ranges::find_if(
            kZeros, [point](char32_t first) { return point >= first && point < first + 10; });
        if (zero != kZeros.end())
            plain += static_cast<char>('0' + (point - *zero));
        else
            plain.append(text, at, length);
        at += length;
    }
    return plain;
}

bool hasOtherScripts(std::string_view text)
{
    return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0xD9; });
}

// What each word's score and place are, by code points.
void readWords(std::string_view output, const Grounding& grounding,
               const GroundModel::Scores& scores, GroundReading& reading)
{
    const telemetry::CodePointIndex index(output);
    for (const NovelToken& novel : grounding.novel) {
        const Token& token = grounding.output[novel.token];
        reading.novel.emplace_back(index.codePointAt(token.start), index.codePointAt(token.end));
    }
    if (!grounding.table)
        return;
    for (std::size_t row = 0; row < scores.tokens.size(); ++row) {
        const Token& token = grounding.output[grounding.table->tokenOf(row)];
        reading.doubts.push_back({.start = index.codePointAt(token.start),
                                  .end = index.codePointAt(token.end),
                                  .logOdds = scores.tokens[row]});
    }
}

Judgement judged(const Subject& subject, std::optional<std::size_t> member, GroundReading* reading)
{
    if (!subject.output)
        return {.state = EvaluationState::NotCaptured,
                .probability = {},
                .reason = "the output was not captured",
                .findings = {}};
    if (!subject.context)
        return {.state = EvaluationState::NoData,
                .probability = {},
                .reason = "there is no context to hold the answer against",
                .findings = {}};
    const std::string whole = telemetry::sanitizedUtf8(*subject.output);
    const std::string kept =
        withoutCutWord(withoutRedacted(*subject.context, whole), subject.finishReason);
    const std::string output = hasOtherScripts(kept) ? withPlainDigits(kept) : kept;
    const std::string context = hasOtherScripts(*subject.context)
        ? withPlainDigits(telemetry::sanitizedUtf8(*subject.context))
        : *subject.context;
    const Grounding grounding = ground(subject, context, output);
    if (grounding.contextTokens < kFewestContextTokens)
        return {.state = EvaluationState::NoData,
                .probability = {},
                .reason = "the context is too short to hold the answer against",
                .findings = {}};
    if (grounding.contentTokens == 0)
        return {.state = EvaluationState::Inconclusive,
                .probability = {},
                .reason = kept == whole ? "the output holds no word of substance"
                                        : "what it rests on was redacted",
                .findings = {}};
    if (grounding.table && isQuoted(output, context))
        return {.state = EvaluationState::Passed,
                .probability = kQuoted,
                .reason = "it stands in the context word for word",
                .findings = {}};
    if (grounding.table && isInAnotherLanguage(output, context))
        return {.state = EvaluationState::Inconclusive,
                .probability = {},
                .reason = "it is written in another language than the context",
                .findings = {}};
    const Verdict verdict = verdictOn(subject.task, grounding, member);
    if (reading != nullptr)
        readWords(output, grounding, verdict.scores, *reading);
    const Novelties novelties{.output = output, .grounding = grounding, .scores = verdict.scores};
    return {.state = verdict.probability >= telemetry::kFailedBadness ? EvaluationState::Failed
                                                                      : EvaluationState::Passed,
            .probability = verdict.probability,
            .reason = reasonOf(novelties),
            .findings = findingsOf(novelties),
            .labelledProbability = verdict.labelled};
}

} // namespace

Judgement judgeGroundedness(const Subject& subject, std::optional<std::size_t> member)
{
    return judged(subject, member, nullptr);
}

GroundReading readGroundedness(const Subject& subject, std::optional<std::size_t> member)
{
    GroundReading reading;
    reading.judgement = judged(subject, member, &reading);
    return reading;
}

} // namespace health
