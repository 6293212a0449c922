// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/answersight.h"

#include "app/commands/guardfacts.h"
#include "models/telemetry/clock.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace commands {

using runbook::EffectSight;
using runbook::Rung;
using runbook::RungKind;
using runbook::RungState;
using telemetry::Result;
using telemetry::Timestamp;

namespace {

constexpr std::int64_t kMostAnswers = 200; // the newest; five of them decide
constexpr std::int64_t kEarlierAnswers = 20; // likewise, of before
constexpr auto kSenderAhead = std::chrono::minutes(1); // by which a sender's clock may be ahead
constexpr auto kBetweenSights = std::chrono::milliseconds(500);
constexpr auto kSightPause = std::chrono::milliseconds(20);

Rung* rungOf(runbook::FireResult& result, RungKind kind)
{
    const auto found = std::ranges::find(result.rungs, kind, &Rung::kind);
    return found == result.rungs.end() ? nullptr : &*found;
}

Result<EffectSight> look(const runbook::LeverPlan& plan, Timestamp accepted,
                         const std::string& recording)
{
    const auto reader = store::Reader::open(recording);
    if (!reader)
        return tl::make_unexpected(reader.error());
    return effectIn(**reader, plan, accepted, {}, telemetry::SystemClock().now());
}

bool isCancelled(const AnswerWait& wait)
{
    return wait.cancel != nullptr && wait.cancel->load();
}

} // namespace

Result<EffectSight> effectIn(const store::Reader& reader, const runbook::LeverPlan& plan,
                             Timestamp accepted, const std::string& service, Timestamp now)
{
    const auto answering = answeringService(reader, plan, service, accepted);
    if (!answering) // not taken for a silence
        return tl::make_unexpected(answering.error());
    EffectSight sight(plan, accepted, !answering->empty());
    if (sight.isReached())
        return sight;
    store::GenerationFilter filter;
    filter.service = *answering;
    filter.newestFirst = true;
    filter.limit = kMostAnswers;
    const auto answers =
        reader.generations({.range = {.start = accepted, .end = now + kSenderAhead}}, filter);
    if (!answers)
        return tl::make_unexpected(answers.error());
    filter.limit = kEarlierAnswers;
    const auto earlier = reader.generations({.range = {.start = {}, .end = accepted}}, filter);
    if (!earlier)
        return tl::make_unexpected(earlier.error());
    sight.takeEarlier(*earlier);
    sight.take(*answers);
    return sight;
}

runbook::FireResult withAnswers(const runbook::LeverPlan& plan, runbook::FireResult result,
                                const AnswerWait& wait)
{
    Rung* effect = rungOf(result, RungKind::InEffect);
    const Rung* accepted = rungOf(result, RungKind::Accepted);
    if (!result.wasSent || result.outcome != runbook::FireOutcome::Verified || effect == nullptr
        || accepted == nullptr || effect->state != RungState::Reached || plan.lever.seenAs.empty())
        return result;
    const auto add = [effect](const std::string& words) {
        effect->detail += (effect->detail.empty() ? "" : "; ") + words;
    };
    if (wait.recording.empty()) {
        add("told by the control plane alone: new answers were not looked at");
        return result;
    }
    const auto end = std::chrono::steady_clock::now() + wait.within;
    auto sight = look(plan, accepted->time, wait.recording);
    auto looked = std::chrono::steady_clock::now();
    while (!(sight && sight->isReached()) && looked < end && !isCancelled(wait)) {
        std::this_thread::sleep_for(kSightPause);
        if (std::chrono::steady_clock::now() - looked < kBetweenSights)
            continue;
        sight = look(plan, accepted->time, wait.recording);
        looked = std::chrono::steady_clock::now();
    }
    if (sight && sight->isReached()) {
        add(sight->detail());
        effect->time = telemetry::SystemClock().now();
        return result;
    }
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(wait.within).count();
    const std::string seen = sight
        ? sight->detail()
        : "the control plane shows it; new answers could not be read: " + sight.error().message;
    effect->state = RungState::Unknown;
    effect->time = telemetry::SystemClock().now();
    effect->detail = isCancelled(wait)
        ? "not seen in new answers before the wait was broken off: " + seen
        : "not seen in new answers within " + std::to_string(seconds) + " s: " + seen;
    result.outcome = runbook::FireOutcome::NotYetVisible;
    result.message = "Not seen in new answers: " + seen + ".";
    return result;
}

} // namespace commands
