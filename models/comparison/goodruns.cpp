// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/comparison/goodruns.h"

#include "models/comparison/answersubstance.h"
#include "models/comparison/stepalignment.h"
#include "models/similarity/wordclasses.h"
#include "models/trace/loops.h"
#include "models/trace/tracecontents.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <unordered_map>
#include <unordered_set>

namespace comparison {

namespace {

using telemetry::Generation;
using telemetry::Timestamp;

constexpr double kSuspect = 0.5;
constexpr std::size_t kJudged = 40; // candidates whose evaluations are read
constexpr double kLeastLikeness = 0.05; // the order is by likeness; the reason tells it
constexpr std::size_t kMostWords = 400; // of a question
constexpr double kGoodLikeness = 0.6; // below it, later runs are looked at as well
constexpr double kRepeating = 2; // of the score; a run that asks for the same twice
constexpr std::int64_t kMostTurns = 200; // generations, in which loops are looked for

using Words = std::vector<std::uint32_t>; // sorted, each once

// Figures and names of code stand for any.
Words wordsOf(std::string_view question)
{
    const TokenText text(question.substr(0, 16'384), similarity::Syntax::Plain);
    Words words;
    for (std::size_t i = 0; i < std::min(text.tokens().size(), kMostWords); ++i) {
        const bool isValue = text.isFigure(i) || text.tokens()[i].has(similarity::kCode);
        if (!isValue && !similarity::isCommonWord(text.tokens()[i].hash))
            words.push_back(text.tokens()[i].hash);
    }
    std::ranges::sort(words);
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

struct Candidate
{
    GoodRun run;
    std::string question;
    Words words;
    std::size_t messages = 0;
    std::array<std::string, 5> parameters;
};

constexpr std::array<const char*, 5> kParameters{"model", "model requested", "adapter",
                                                 "prompt version", "route"};
std::array<std::string, 5> parametersOf(const Generation& generation)
{
    return {generation.modelServed, generation.modelRequested, generation.adapter,
            generation.promptVersion, generation.route};
}

bool isWhole(const Generation& generation)
{
    return !generation.isFailed
        && std::ranges::none_of(generation.finishReasons, [](const std::string& reason) {
               return reason == "length" || reason == "content_filter" || reason == "error";
           });
}

// How much a word tells, by how many questions have it.
class Rarity
{
public:
    explicit Rarity(const std::vector<Candidate>& all)
        : m_count(static_cast<double>(all.size()) + 1)
    {
        for (const Candidate& one : all)
            for (const std::uint32_t word : one.words)
                ++m_questions[word];
    }

    double likeness(const Words& one, const Words& other) const
    {
        double both = 0;
        double either = 0;
        auto left = one.begin();
        auto right = other.begin();
        while (left != one.end() || right != other.end()) {
            if (right == other.end() || (left != one.end() && *left < *right)) {
                either += weight(*left++);
            } else if (left == one.end() || *right < *left) {
                either += weight(*right++);
            } else {
                both += weight(*left);
                either += weight(*left++);
                ++right;
            }
        }
        return either > 0 ? both / either : 0;
    }

private:
    double weight(std::uint32_t word) const
    {
        const auto found = m_questions.find(word);
        const double count = found == m_questions.end() ? 1 : found->second;
        return std::log(1 + m_count / count);
    }

    double m_count;
    std::unordered_map<std::uint32_t, double> m_questions;
};

std::string agoText(telemetry::Duration before)
{
    const auto seconds = std::abs(std::chrono::duration_cast<std::chrono::seconds>(before).count());
    const std::string text = seconds < 120 ? std::to_string(seconds) + " s"
        : seconds < 7200                   ? std::to_string(seconds / 60) + " min"
        : seconds < 172'800                ? std::to_string(seconds / 3600) + " h"
                                           : std::to_string(seconds / 86'400) + " d";
    return text + (before < telemetry::Duration{} ? " after" : " before");
}

std::string reasonOf(const GoodRun& run, const std::optional<Onset>& onset)
{
    std::string text;
    switch (run.question) {
    case QuestionRelation::Same:
        text = "same question";
        break;
    case QuestionRelation::SameForm:
        text = "same question but for its values";
        break;
    case QuestionRelation::Unknown:
        text = "question not captured";
        break;
    default:
        text = "question ≈ " + std::to_string(std::lround(run.likeness * 100)) + " % alike";
        break;
    }
    text += ", " + agoText(run.before);
    if (onset)
        text += (run.isBeforeOnset ? " and before " : " but after ") + onset->reason;
    text += run.passed == 0 ? ", no check judged it"
        : run.passed == 1   ? ", passed 1 check"
                            : ", passed " + std::to_string(run.passed) + " checks";
    if (run.isRepeating)
        text += "; asks for the same twice";
    for (std::size_t i = 0; i < run.others.size(); ++i)
        text += (i == 0 ? "; other " : ", ") + run.others[i];
    return text;
}

std::string cautionOf(const GoodRun& run, const std::optional<Onset>& onset)
{
    std::string text;
    if (onset && !run.isBeforeOnset)
        text = "No run with a like question is from before " + onset->reason
            + ": this one is from after it and may be as wrong.";
    const auto add = [&text](const char* sentence) {
        text += std::string(text.empty() ? "" : " ") + sentence;
    };
    if (run.isRepeating)
        add("It asks for the same twice.");
    if (run.passed == 0)
        add("No check judged it.");
    return text;
}

class Finder
{
public:
    Finder(const store::Reader& reader, const store::View& view, const GoodRunQuestion& question)
        : m_reader(reader)
        , m_view(view)
        , m_question(question)
    {
    }

    telemetry::Result<GoodRuns> run()
    {
        if (auto found = findSuspect(); !found)
            return tl::make_unexpected(found.error());
        GoodRuns result{.suspect = {.trace = m_suspect.trace, .span = m_suspect.span},
                        .runs = {},
                        .onset = {},
                        .read = 0,
                        .none = {}};
        auto onset = onsetBefore(m_reader, m_view, m_suspect.service, m_suspect.start);
        if (!onset)
            return tl::make_unexpected(onset.error());
        m_onset = *onset;
        const Timestamp before = m_onset ? m_onset->time : m_suspect.start;
        if (auto read = readRange({.start = Timestamp::min(), .end = before}); !read)
            return tl::make_unexpected(read.error());
        score();
        if (auto kept = keepHealthy(result.runs); !kept)
            return tl::make_unexpected(kept.error());
        // What came after is better than nothing, and says that it is. Without an onset it is only
        // later.
        const bool isEnough = m_onset ? !result.runs.empty()
                                      : std::ranges::any_of(result.runs, [](const GoodRun& one) {
                                            return one.likeness >= kGoodLikeness;
                                        });
        if (!isEnough) {
            m_candidates.clear();
            if (auto read = readRange({.start = before, .end = Timestamp::max()}); !read)
                return tl::make_unexpected(read.error());
            score();
            if (auto kept = keepHealthy(result.runs); !kept)
                return tl::make_unexpected(kept.error());
        }
        result.onset = m_onset;
        result.read = m_read;
        if (result.runs.empty())
            result.none = noneText();
        return result;
    }

private:
    telemetry::Result<void> findSuspect()
    {
        const store::View always{.knownAt = m_view.knownAt};
        auto all = m_reader.generations(
            always, {.service = {}, .model = {}, .trace = m_question.suspect.trace, .limit = 2000});
        if (!all)
            return tl::make_unexpected(all.error());
        const Generation* found = nullptr;
        for (const Generation& one : *all) {
            if (!telemetry::canHaveAnswer(one))
                continue;
            const bool isNamed = one.span == m_question.suspect.span;
            const bool isAnswer = found == nullptr || !telemetry::outputText(one).empty();
            if (isNamed || (m_question.suspect.span == telemetry::SpanId::None && isAnswer))
                found = &one;
        }
        // A step that is no generation belongs to the answer of its trace.
        if (found == nullptr && !all->empty())
            found = &all->back();
        if (found == nullptr)
            return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                      "The recording has no generation of trace "
                                          + telemetry::toHex(m_question.suspect.trace) + ".");
        m_suspect = *found;
        m_asked = telemetry::promptText(m_suspect);
        m_words = wordsOf(m_asked);
        return {};
    }

    telemetry::Result<void> readRange(const telemetry::TimeRange& range)
    {
        const bool isBefore = range.start == Timestamp::min();
        const store::View view{.range = range, .knownAt = m_view.knownAt};
        store::GenerationFilter filter;
        filter.service = m_suspect.service;
        filter.limit = m_question.mostRead;
        filter.newestFirst = isBefore;
        std::unordered_set<telemetry::TraceId> seen{m_suspect.trace};
        return m_reader.forEachGeneration(view, filter, [&](const Generation& one) {
            ++m_read;
            ++m_calls[one.trace];
            take(one, seen);
            return !m_question.goOn || m_read % 64 != 0 || m_question.goOn();
        });
    }

    void take(const Generation& one, std::unordered_set<telemetry::TraceId>& seen)
    {
        if (one.operation != m_suspect.operation || !telemetry::canHaveAnswer(one)
            || one.trace == m_suspect.trace || seen.contains(one.trace))
            return;
        Candidate candidate{.run = {.key = {.trace = one.trace, .span = one.span},
                                    .time = one.start,
                                    .before = m_suspect.start - one.start,
                                    .isBeforeOnset = !m_onset || one.start < m_onset->time,
                                    .others = {},
                                    .reason = {}},
                            .question = telemetry::promptText(one),
                            .words = {},
                            .messages = one.inputMessages.size(),
                            .parameters = parametersOf(one)};
        // Where no text is sent, that there is none says nothing.
        const bool isSilent = m_asked.empty() && candidate.question.empty();
        if (!isWhole(one) || (telemetry::outputText(one).empty() && !isSilent))
            return;
        seen.insert(one.trace);
        candidate.words = wordsOf(candidate.question);
        m_candidates.push_back(std::move(candidate));
    }

    void score()
    {
        const Rarity rarity(m_candidates);
        const auto own = parametersOf(m_suspect);
        for (Candidate& one : m_candidates) {
            one.run.question = relationOf(m_asked, one.question);
            const bool isSame = one.run.question == QuestionRelation::Same;
            const bool isForm = one.run.question == QuestionRelation::SameForm;
            one.run.likeness = isSame ? 1
                : isForm              ? 0.97
                                      : std::min(0.95, rarity.likeness(m_words, one.words));
            if (one.run.question == QuestionRelation::Unknown && m_asked.empty())
                one.run.likeness = 0.3;
            for (std::size_t i = 0; i < own.size(); ++i)
                if (own[i] != one.parameters[i])
                    one.run.others.emplace_back(kParameters[i]);
            const double minutes =
                std::abs(std::chrono::duration<double, std::ratio<60>>(one.run.before).count());
            const auto length = [](std::size_t messages) {
                return std::log2(1 + static_cast<double>(messages));
            };
            one.run.score = 6 * one.run.likeness - static_cast<double>(one.run.others.size()) * 0.25
                - 0.2 * std::log10(1 + minutes)
                // Of two that did the same the one that took fewer turns.
                - 0.1 * std::log2(std::max(1, m_calls[one.run.key.trace]))
                - 0.1 * std::abs(length(one.messages) - length(m_suspect.inputMessages.size()));
        }
        std::erase_if(m_candidates,
                      [](const Candidate& one) { return one.run.likeness < kLeastLikeness; });
        std::ranges::stable_sort(m_candidates, std::ranges::greater(),
                                 [](const Candidate& one) { return one.run.score; });
    }

    std::string noneText() const
    {
        if (m_read == 0)
            return "The service has no other answer in the recording.";
        std::string text = "None of " + std::to_string(m_read)
            + " answers of the service that were looked at has a like question and nothing against "
              "it.";
        if (m_looping > 0)
            text += m_looping == 1
                ? " 1 run with a like question goes round in circles itself: it is no good one."
                : ' ' + std::to_string(m_looping)
                    + " runs with a like question go round in circles themselves: they are no good "
                      "ones.";
        return text;
    }

    // Adds those of the candidates that are to `runs`, the best first.
    telemetry::Result<void> keepHealthy(std::vector<GoodRun>& runs)
    {
        std::size_t looked = 0;
        std::size_t kept = 0;
        std::vector<GoodRun> healthy;
        for (Candidate& one : m_candidates) {
            if (looked++ == kJudged || isGivenUp())
                break;
            const auto isHealthy = judge(one.run);
            if (!isHealthy)
                return tl::make_unexpected(isHealthy.error());
            if (!*isHealthy)
                continue;
            one.run.score += 0.1 * std::min(one.run.passed, 3);
            one.run.score -= one.run.isRepeating ? kRepeating : 0;
            healthy.push_back(std::move(one.run));
        }
        std::ranges::stable_sort(healthy, std::ranges::greater(), &GoodRun::score);
        for (GoodRun& run : healthy) {
            if (kept == m_question.most || isGivenUp())
                break;
            const auto isLooping = goesRound(run);
            if (!isLooping)
                return tl::make_unexpected(isLooping.error());
            if (*isLooping) {
                ++m_looping;
                continue;
            }
            run.reason = reasonOf(run, m_onset);
            run.caution = cautionOf(run, m_onset);
            runs.push_back(std::move(run));
            ++kept;
        }
        std::ranges::stable_sort(runs, std::ranges::greater(), &GoodRun::score);
        if (runs.size() > m_question.most)
            runs.resize(m_question.most);
        return {};
    }

    bool isGivenUp() const { return m_question.goOn && !m_question.goOn(); }

    telemetry::Result<bool> judge(GoodRun& run) const
    {
        const store::View always{.knownAt = m_view.knownAt};
        store::GenerationFilter filter;
        filter.trace = run.key.trace;
        const auto evaluations = m_reader.evaluations(always, filter);
        if (!evaluations)
            return tl::make_unexpected(evaluations.error());
        for (const telemetry::Evaluation& one : *evaluations) {
            if (one.state == telemetry::EvaluationState::Failed)
                return false;
            run.passed += one.state == telemetry::EvaluationState::Passed ? 1 : 0;
        }
        if (m_calls.at(run.key.trace) > 2) {
            const auto isRepeating = repeatsCall(always, filter);
            if (!isRepeating)
                return tl::make_unexpected(isRepeating.error());
            run.isRepeating = *isRepeating;
        }
        const auto suspects = m_reader.suspects(always, filter, 0);
        if (!suspects)
            return tl::make_unexpected(suspects.error());
        return std::ranges::none_of(*suspects, [](const store::SuspectRow& row) {
            return row.suspicion.probability >= kSuspect || row.verdict == "wrong";
        });
    }

    telemetry::Result<bool> repeatsCall(const store::View& view,
                                        const store::GenerationFilter& filter) const
    {
        std::unordered_set<std::string> seen;
        bool isRepeating = false;
        const auto read = m_reader.forEachGeneration(view, filter, [&](const Generation& one) {
            const std::string calls = callsOf(one);
            isRepeating = !calls.empty() && !seen.insert(calls).second;
            return !isRepeating;
        });
        if (!read)
            return tl::make_unexpected(read.error());
        return isRepeating;
    }

    // What waits for another result, or tries again what failed, goes on.
    telemetry::Result<bool> goesRound(const GoodRun& run) const
    {
        using trace::LoopKind;
        const auto contents = trace::readTraceContents(m_reader, run.key.trace, m_view, kMostTurns);
        if (!contents)
            return tl::make_unexpected(contents.error());
        const trace::LoopGroups loops = trace::findLoops(*contents);
        const auto isGoingOn = [](const trace::LoopGroup& group) {
            return group.kind == LoopKind::Polling || group.kind == LoopKind::Retry;
        };
        return !std::ranges::all_of(loops.groups, isGoingOn);
    }

    const store::Reader& m_reader;
    const store::View& m_view;
    const GoodRunQuestion& m_question;
    Generation m_suspect;
    std::string m_asked;
    Words m_words;
    std::optional<Onset> m_onset;
    std::int64_t m_read = 0;
    std::unordered_map<telemetry::TraceId, int> m_calls; // of models, of each trace
    std::int64_t m_looping = 0; // runs that were left out for it
    std::vector<Candidate> m_candidates;
};

} // namespace

telemetry::Result<GoodRuns> findGoodRuns(const store::Reader& reader, const store::View& view,
                                         const GoodRunQuestion& question)
{
    return Finder(reader, view, question).run();
}

} // namespace comparison
