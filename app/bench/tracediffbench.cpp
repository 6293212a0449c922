// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/tracediffbench.h"

#include "app/commands/drillrecording.h"
#include "models/comparison/comparison.h"
#include "models/comparison/goodruns.h"
#include "models/comparison/stepalignment.h"
#include "models/store/reader.h"

#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>

namespace bench {

namespace {

using namespace std::chrono_literals;
using comparison::Comparison;
using telemetry::SpanId;
using Clock = std::chrono::steady_clock;

const telemetry::Timestamp kDiffStart =
    telemetry::Timestamp{} + std::chrono::seconds(1'795'487'000);
constexpr auto kDiffHealthy = 150s;
constexpr auto kDiffLength = 240s;
constexpr int kDrills = 2; // of each scenario: plain, and with a red herring

using Contents = std::shared_ptr<const trace::TraceContents>;

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

telemetry::Result<Contents> contentsOf(const store::Reader& reader, const telemetry::TraceId& id)
{
    auto contents = trace::readTraceContents(reader, id, {});
    if (!contents)
        return tl::make_unexpected(contents.error());
    return std::make_shared<const trace::TraceContents>(std::move(*contents));
}

SpanId spanOf(const Comparison& all, std::size_t index)
{
    const comparison::StepPair& pair = all.pairs[index];
    return pair.here ? all.here[*pair.here].span : SpanId::None;
}

SpanId firstOtherOutput(const Comparison& all)
{
    for (std::size_t i = 0; i < all.pairs.size(); ++i) {
        const comparison::StepPair& pair = all.pairs[i];
        if (!pair.here || !pair.there)
            return spanOf(all, i);
        const auto& here = all.here[*pair.here];
        const auto& there = all.there[*pair.there];
        const auto textOf = [](const comparison::ComparedStep& step) {
            std::string text = comparison::outputOf(step);
            if (step.generation != nullptr)
                text += comparison::callsOf(*step.generation);
            if (step.step != nullptr)
                for (const telemetry::Document& document : step.step->documents)
                    text += document.id + document.content;
            return text;
        };
        if (textOf(here) != textOf(there))
            return here.span;
    }
    return SpanId::None;
}

SpanId firstOtherParameter(const Comparison& all)
{
    for (std::size_t i = 0; i < all.pairs.size(); ++i)
        for (const comparison::Difference& one : all.pairs[i].differences)
            if (one.aspect == comparison::Aspect::Parameters)
                return spanOf(all, i);
    return SpanId::None;
}

SpanId worstJudged(const trace::TraceContents& contents)
{
    const telemetry::Evaluation* worst = nullptr;
    for (const telemetry::Evaluation& one : contents.evaluations) {
        if (one.state != telemetry::EvaluationState::Failed || !telemetry::namesSpan(one))
            continue;
        if (worst == nullptr || one.badness.value_or(0) > worst->badness.value_or(0))
            worst = &one;
    }
    return worst == nullptr ? SpanId::None : worst->span;
}

class DiffScenario
{
public:
    DiffScenario(const TraceDiffSettings& settings, TraceDiffFigures& figures, std::string name,
                 std::uint64_t seed)
        : m_settings(settings)
        , m_figures(figures)
        , m_seed(seed)
    {
        m_counts.scenario = std::move(name);
    }

    telemetry::Result<TraceDiffCounts> run(int pairs)
    {
        for (int drill = 0; drill < kDrills; ++drill) {
            const int wanted = pairs * (drill + 1) / kDrills - pairs * drill / kDrills;
            if (auto done = runDrill(drill, wanted); !done)
                return tl::make_unexpected(done.error());
        }
        return m_counts;
    }

private:
    telemetry::Result<void> runDrill(int number, int wanted)
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("drill.plumb")).toStdString();
        const auto truth =
            commands::recordDrill({.scenario = m_counts.scenario,
                                   .seed = m_seed + static_cast<std::uint64_t>(number),
                                   .isMixed = number % 2 != 0,
                                   .start = kDiffStart,
                                   .length = kDiffLength,
                                   .healthyFor = kDiffHealthy,
                                   .moves = {}},
                                  path);
        if (!truth)
            return tl::make_unexpected(truth.error());
        const auto reader = store::Reader::open(path);
        if (!reader)
            return tl::make_unexpected(reader.error());
        std::vector<const drill::EpisodeTruth*> planted;
        std::vector<const drill::EpisodeTruth*> sound;
        const std::string& service = truth->scenario.fault.service;
        for (const drill::EpisodeTruth& one : truth->episodes) {
            const bool isEnded = one.start + 20s < truth->end;
            if (one.service != service || !isEnded)
                continue;
            if (one.planted != SpanId::None)
                planted.push_back(&one);
            else if (!one.isFaulty && one.start < truth->faultTime && one.start > kDiffStart + 30s)
                sound.push_back(&one);
        }
        for (const auto* one : evenly(planted, wanted))
            if (auto done = comparePlanted(**reader, *one); !done)
                return done;
        for (const auto* one : evenly(sound, wanted))
            if (auto done = compareSound(**reader, *one); !done)
                return done;
        return {};
    }

    static std::vector<const drill::EpisodeTruth*>
    evenly(const std::vector<const drill::EpisodeTruth*>& all, int wanted)
    {
        std::vector<const drill::EpisodeTruth*> some;
        const auto count = std::min(all.size(), static_cast<std::size_t>(wanted));
        for (std::size_t i = 0; i < count; ++i)
            some.push_back(all[i * all.size() / count]);
        return some;
    }

    // With the good run that is picked; nullopt: none is found.
    telemetry::Result<std::optional<Comparison>> compared(const store::Reader& reader,
                                                          const drill::EpisodeTruth& truth)
    {
        auto began = Clock::now();
        const auto found = comparison::findGoodRuns(
            reader, {}, {.suspect = {.trace = truth.trace, .span = SpanId::None}});
        if (!found)
            return tl::make_unexpected(found.error());
        m_figures.pickMilliseconds.push_back(millisecondsSince(began));
        if (found->runs.empty())
            return std::nullopt;
        m_reason = found->runs.front().reason;
        auto suspect = contentsOf(reader, truth.trace);
        if (!suspect)
            return tl::make_unexpected(suspect.error());
        auto good = contentsOf(reader, found->runs.front().key.trace);
        if (!good)
            return tl::make_unexpected(good.error());
        began = Clock::now();
        auto result = comparison::compare(
            {.suspect = *suspect, .good = *good, .suspectClaims = {}, .goodClaims = {}});
        m_figures.compareMilliseconds.push_back(millisecondsSince(began));
        return result;
    }

    telemetry::Result<void> comparePlanted(const store::Reader& reader,
                                           const drill::EpisodeTruth& truth)
    {
        const auto result = compared(reader, truth);
        if (!result)
            return tl::make_unexpected(result.error());
        ++m_counts.pairs;
        if (!*result) {
            ++m_counts.unpaired;
            return {};
        }
        const Comparison& all = **result;
        const std::array<SpanId, kNamers> named{all.first ? spanOf(all, *all.first) : SpanId::None,
                                                firstOtherOutput(all), firstOtherParameter(all),
                                                worstJudged(*all.suspect), truth.answer};
        for (std::size_t i = 0; i < kNamers; ++i)
            m_counts.right[i] += named[i] == truth.planted ? 1 : 0;
        m_counts.seen += all.isDivergenceSeen() ? 1 : 0;
        if (named[0] != truth.planted)
            tell("missed", all, truth);
        return {};
    }

    telemetry::Result<void> compareSound(const store::Reader& reader,
                                         const drill::EpisodeTruth& truth)
    {
        const auto result = compared(reader, truth);
        if (!result)
            return tl::make_unexpected(result.error());
        if (!*result)
            return {};
        ++m_counts.nullPairs;
        if ((*result)->isDivergenceSeen()) {
            ++m_counts.calledDiverging;
            tell("sound, but called diverging", **result, truth);
        }
        return {};
    }

    void tell(const char* what, const Comparison& all, const drill::EpisodeTruth& truth) const
    {
        if (!m_settings.progress)
            return;
        m_settings.progress(m_counts.scenario + ' ' + telemetry::toHex(truth.trace) + ": " + what
                            + ": " + all.sentence + "\n    beside "
                            + telemetry::toHex(all.good->tree->spans().front().trace) + ": "
                            + m_reason + " (" + comparison::toString(all.question) + ")\n");
    }

    const TraceDiffSettings& m_settings;
    TraceDiffFigures& m_figures;
    std::uint64_t m_seed; // of its first drill; no other scenario has it
    TraceDiffCounts m_counts;
    std::string m_reason;
};

// Whether a fault is of one step of the trace that it spoils, rather than of judges or telemetry.
bool isOfStep(drill::FaultKind kind)
{
    return kind != drill::FaultKind::HarshJudge && kind != drill::FaultKind::LostTelemetry
        && kind != drill::FaultKind::CutAttributes && kind != drill::FaultKind::SkewedClock;
}

} // namespace

TraceDiffCounts TraceDiffFigures::sum() const
{
    TraceDiffCounts all{.scenario = "all"};
    for (const TraceDiffCounts& one : scenarios) {
        all.pairs += one.pairs;
        all.unpaired += one.unpaired;
        for (std::size_t i = 0; i < kNamers; ++i)
            all.right[i] += one.right[i];
        all.seen += one.seen;
        all.nullPairs += one.nullPairs;
        all.calledDiverging += one.calledDiverging;
    }
    return all;
}

telemetry::Result<TraceDiffFigures> benchTraceDiff(const TraceDiffSettings& settings)
{
    const auto all = drill::loadScenarios();
    if (!all)
        return tl::make_unexpected(all.error());
    std::vector<std::string> names;
    for (const drill::Scenario& one : *all) {
        const bool isWanted = settings.scenario.empty() || settings.scenario == one.info.name;
        if (isWanted && isOfStep(one.fault.kind))
            names.push_back(one.info.name);
    }
    if (names.empty())
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  "No scenario of that name plants a fault in a step.");
    TraceDiffFigures figures;
    const auto count = static_cast<int>(names.size());
    for (int i = 0; i < count; ++i) {
        const int pairs = settings.pairs * (i + 1) / count - settings.pairs * i / count;
        auto counts = DiffScenario(settings, figures, names[static_cast<std::size_t>(i)],
                                   settings.firstSeed + static_cast<std::uint64_t>(i * kDrills))
                          .run(pairs);
        if (!counts)
            return tl::make_unexpected(counts.error());
        figures.scenarios.push_back(std::move(*counts));
    }
    return figures;
}

} // namespace bench
