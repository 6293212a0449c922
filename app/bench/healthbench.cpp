// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/healthbench.h"

#include "app/bench/alarmlatency.h"
#include "app/bench/processortime.h"
#include "app/bench/randomsource.h"
#include "app/bench/residentmemory.h"
#include "models/health/engine.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>
#include <utility>

namespace bench {

namespace {

using namespace std::chrono_literals;
using telemetry::Evaluation;
using telemetry::Generation;
using telemetry::Timestamp;

constexpr int kHealthServices = 8;
constexpr int kChecks = 12; // of each service, where signals are counted: those of our validators
// Of each of those: then a baseline is complete and a monitor keeps as many as it ever will.
constexpr int kObservations = 2100;
constexpr int kTakeEvery = 1000; // results are taken as the writing thread does, in batches
constexpr double kNovelShare = 0.03;
constexpr Timestamp kHealthStart{std::chrono::sys_days{std::chrono::year{2026} / 11 / 2}};

// Lengths of a text, in words.
struct Shape
{
    const char* what;
    int context;
    int answer;
};
constexpr std::array kShapes{
    Shape{"generations, answers of 40 words to 80 of context", 80, 40},
    Shape{"generations, answers of 180 words to 900 of context", 900, 180}};

// Pronounceable words: thousands of different ones, unlike a short list that every cache holds.
std::string word(RandomSource& random)
{
    static constexpr std::string_view kHeads = "bcdfglmnprst";
    static constexpr std::string_view kHearts = "aeiou";
    std::string text;
    const int syllables = 2 + static_cast<int>(random.below(2));
    for (int i = 0; i < syllables; ++i) {
        text += kHeads[random.below(kHeads.size())];
        text += kHearts[random.below(kHearts.size())];
    }
    return text;
}

std::vector<std::string> words(RandomSource& random, int count)
{
    std::vector<std::string> result;
    for (int i = 0; i < count; ++i)
        result.push_back(word(random));
    return result;
}

std::string sentences(const std::vector<std::string>& words)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : i % 12 == 0 ? ". " : " ") + words[i];
    return text + '.';
}

telemetry::Message message(const char* role, std::string text)
{
    telemetry::Part part;
    part.text = std::move(text);
    telemetry::Message result;
    result.role = role;
    result.parts.push_back(std::move(part));
    return result;
}

// Mostly of the words of the context, as an answer that rests on it is.
Generation generation(RandomSource& random, const Shape& shape, int number)
{
    const auto context = words(random, shape.context);
    std::vector<std::string> answer;
    const std::size_t from = random.below(context.size() / 2);
    for (int i = 0; i < shape.answer; ++i) {
        const std::size_t at = (from + static_cast<std::size_t>(i)) % context.size();
        answer.push_back(random.chance(kNovelShare) ? word(random) : context[at]);
    }
    Generation made;
    made.trace.bytes[0] = 1;
    made.trace.bytes[1] = static_cast<unsigned char>(number % 251);
    made.span = telemetry::SpanId{static_cast<std::uint64_t>(number) + 1};
    made.service = "service-" + std::to_string(number % kHealthServices);
    made.operation = "chat";
    made.modelRequested = "bench-model";
    made.modelServed = "bench-model-2026-10";
    made.route = "/v1/answer";
    made.end = kHealthStart + number * 50ms;
    made.start = made.end - 800ms;
    made.inputTokens = shape.context * 3 / 2;
    made.outputTokens = shape.answer * 3 / 2;
    made.finishReasons = {"stop"};
    made.inputMessages = {
        message("user", "Context:\n" + sentences(context) + "\n\nQuestion: what does it say?")};
    made.outputMessages = {message("assistant", sentences(answer))};
    made.contentState = telemetry::ContentState::Captured;
    made.inputSource.state = telemetry::ContentState::Captured;
    made.outputSource.state = telemetry::ContentState::Captured;
    return made;
}

HealthSpeed judgeGenerations(const Shape& shape, int count)
{
    RandomSource random(11);
    std::vector<Generation> generations;
    for (int i = 0; i < count; ++i)
        generations.push_back(generation(random, shape, i));
    health::Engine engine;
    HealthSpeed speed{.what = shape.what, .observed = static_cast<double>(count)};
    const double start = processorSeconds();
    for (int i = 0; i < count; ++i) {
        const Generation& each = generations[static_cast<std::size_t>(i)];
        engine.observe(each, each.end);
        if ((i + 1) % kTakeEvery == 0 || i + 1 == count)
            speed.judgements += static_cast<double>(engine.take().evaluations.size());
    }
    speed.seconds = processorSeconds() - start;
    return speed;
}

Evaluation verdict(RandomSource& random, const Generation& subject, std::string check, int number)
{
    Evaluation made;
    made.trace = subject.trace;
    made.span = telemetry::SpanId{static_cast<std::uint64_t>(number) + 1};
    made.check = std::move(check);
    made.evaluator = "bench-judge";
    const bool isWrong = random.chance(0.03);
    made.state = isWrong ? telemetry::EvaluationState::Failed : telemetry::EvaluationState::Passed;
    made.badness = isWrong ? 1 : 0;
    made.value = 1 - *made.badness;
    made.time = kHealthStart + number * 10ms;
    made.recorded = made.time;
    return made;
}

// Rollups and detectors alone: what a judge says needs no validator.
HealthSpeed takeVerdicts(int count)
{
    RandomSource random(12);
    std::vector<Generation> subjects;
    for (int i = 0; i < kHealthServices; ++i)
        subjects.push_back(generation(random, kShapes[0], i));
    std::vector<Evaluation> verdicts;
    for (int i = 0; i < count; ++i)
        verdicts.push_back(verdict(random, subjects[static_cast<std::size_t>(i % kHealthServices)],
                                   "relevance", i));
    health::Engine engine;
    HealthSpeed speed{.what = "evaluations of a judge",
                      .observed = static_cast<double>(count),
                      .judgements = static_cast<double>(count)};
    const double start = processorSeconds();
    for (int i = 0; i < count; ++i) {
        const Evaluation& each = verdicts[static_cast<std::size_t>(i)];
        engine.observe(each, &subjects[static_cast<std::size_t>(i % kHealthServices)],
                       each.recorded);
        if ((i + 1) % kTakeEvery == 0)
            engine.take();
    }
    speed.seconds = processorSeconds() - start;
    return speed;
}

HealthMemory memoryOf(int signalCount)
{
    RandomSource random(13);
    const int services = std::max(1, (signalCount + kChecks - 1) / kChecks);
    std::vector<Generation> subjects;
    for (int i = 0; i < services; ++i) {
        subjects.push_back(generation(random, Shape{"", 8, 8}, i));
        subjects.back().service = "service-" + std::to_string(i);
    }
    const double before = residentMegabytes();
    health::Engine engine;
    int number = 0;
    for (int round = 0; round < kObservations; ++round) {
        for (int signal = 0; signal < signalCount; ++signal) {
            const Generation& subject = subjects[static_cast<std::size_t>(signal % services)];
            const auto check = static_cast<std::size_t>(signal / services);
            Evaluation each = verdict(
                random, subject,
                telemetry::kValidatorChecks[check % telemetry::kValidatorChecks.size()], number++);
            each.origin = telemetry::EvaluationOrigin::Validator;
            engine.observe(each, &subject, each.recorded);
            if (number % kTakeEvery == 0)
                engine.take();
        }
    }
    engine.take();
    const double after = residentMegabytes();
    return {.signalCount = signalCount,
            .watched = signalCount - static_cast<int>(engine.unwatched()),
            .observations = kObservations,
            .megabytes = after > 0 ? std::max(0.0, after - before) : 0};
}

} // namespace

telemetry::Result<HealthFigures> benchHealth(const HealthBenchSettings& settings)
{
    HealthFigures figures;
    figures.memory = memoryOf(settings.signalCount); // first: later parts leave free memory behind
    for (const Shape& shape : kShapes)
        figures.speed.push_back(judgeGenerations(shape, settings.generations));
    figures.speed.push_back(takeVerdicts(settings.generations * 10));
    if (settings.alarms > 0) {
        auto latency = benchAlarmLatency(settings.alarms);
        if (!latency)
            return tl::make_unexpected(latency.error());
        figures.alarmSeconds = std::move(latency->seconds);
        figures.missedAlarms = latency->missed;
    }
    return figures;
}

} // namespace bench
