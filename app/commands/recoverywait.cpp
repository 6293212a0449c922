// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/recoverywait.h"

#include "app/commands/recoveryfollower.h"
#include "models/items/openalarms.h"
#include "models/store/reader.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <thread>
#include <utility>
#include <vector>

namespace commands {

using runbook::RecoveryVerdict;
using runbook::Rung;
using runbook::RungKind;
using runbook::RungState;
using telemetry::AlarmTransition;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr auto kBetweenReads = std::chrono::milliseconds(1000);
constexpr auto kRecoveryPause = std::chrono::milliseconds(20);

std::string signalText(const AlarmTransition& alarm)
{
    return telemetry::sanitizedUtf8(alarm.check) + " of " + telemetry::sanitizedUtf8(alarm.service);
}

// "groundedness of bot: mean badness 0.120 (0.050 to 0.200), n = 44, has to stay below 0.250"
std::string measuredText(const RecoveryFollower& follower)
{
    const runbook::MeanInterval mean = follower.test().mean();
    const std::string signal = signalText(follower.alarm());
    if (mean.observations == 0)
        return signal + ": no answers judged since it took effect";
    std::array<char, 160> text{};
    std::snprintf(text.data(), text.size(),
                  ": mean badness %.3f (%.3f to %.3f), n = %lld, has to stay below %.3f", mean.mean,
                  mean.low, mean.high, static_cast<long long>(mean.observations),
                  follower.test().threshold());
    return signal + text.data();
}

// The test looks for a stretch that is good, since whenever that began; the mean is of all answers.
std::string backText(const RecoveryFollower& follower)
{
    const runbook::MeanInterval mean = follower.test().mean();
    std::array<char, 200> text{};
    std::snprintf(
        text.data(), text.size(),
        " is back: a badness of %.3f and more is ruled out for the latest answers (error 5 %%); "
        "n = %lld, of all of them the mean is %.3f",
        follower.test().threshold(), static_cast<long long>(mean.observations), mean.mean);
    return signalText(follower.alarm()) + text.data();
}

Result<void> look(RecoveryFollower& follower, const std::string& recording)
{
    const auto reader = store::Reader::open(recording);
    if (!reader)
        return tl::make_unexpected(reader.error());
    const auto evaluations =
        (*reader)->evaluations(follower.view(telemetry::SystemClock().now()), follower.filter());
    if (!evaluations)
        return tl::make_unexpected(evaluations.error());
    follower.take(*evaluations);
    return {};
}

bool isCancelled(const RecoveryWait& wait)
{
    return wait.cancel != nullptr && wait.cancel->load();
}

} // namespace

Result<AlarmTransition> alarmToClear(const std::string& recording, const std::string& id,
                                     const runbook::LeverPlan& plan)
{
    const auto reader = store::Reader::open(recording);
    if (!reader)
        return tl::make_unexpected(reader.error());
    auto alarms = (*reader)->alarms({});
    if (!alarms)
        return tl::make_unexpected(alarms.error());
    std::erase_if(*alarms, [&](const AlarmTransition& each) {
        return id.empty() ? each.service != plan.lever.target : each.alarm != id;
    });
    const AlarmTransition* alarm = items::worstOpen(*alarms);
    if (alarm != nullptr)
        return *alarm;
    return failure(ErrorKind::Refused,
                   "Nothing was sent: "
                       + (id.empty() ? "no alarm is open for " + plan.lever.target
                                     : "there is no open alarm " + id)
                       + " in " + recording
                       + ", so there is nothing whose recovery could be seen. Fire without "
                         "--recovered-within, or name an alarm with --alarm.");
}

runbook::FireResult withRecovery(runbook::FireResult result, const RecoveryWait& wait)
{
    const auto effect = std::ranges::find_if(result.rungs, [](const Rung& rung) {
        return rung.kind == RungKind::InEffect && rung.state == RungState::Reached;
    });
    if (wait.recording.empty() || !wait.alarm || effect == result.rungs.end())
        return result;
    RecoveryFollower follower(*wait.alarm, effect->time);
    const auto end = std::chrono::steady_clock::now() + wait.within;
    const auto isRecovered = [&follower] {
        return follower.test().verdict() == RecoveryVerdict::Recovered;
    };
    auto seen = look(follower, wait.recording);
    auto looked = std::chrono::steady_clock::now();
    while (!isRecovered() && looked < end && !isCancelled(wait)) {
        std::this_thread::sleep_for(kRecoveryPause);
        const auto now = std::chrono::steady_clock::now();
        if (now - looked < kBetweenReads && now < end)
            continue;
        seen = look(follower, wait.recording);
        looked = now;
    }
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(wait.within).count();
    Rung rung{.kind = RungKind::Recovered,
              .state = RungState::Unknown,
              .time = telemetry::SystemClock().now(),
              .detail = measuredText(follower)};
    if (isRecovered()) {
        rung.state = RungState::Reached;
        rung.detail = backText(follower);
    } else if (!seen) {
        rung.detail = "not known, it could not be measured: " + seen.error().message;
    } else if (isCancelled(wait)) {
        rung.detail = "not known, the wait was broken off: " + rung.detail;
    } else if (follower.test().verdict() == RecoveryVerdict::StillBad) {
        rung.state = RungState::Failed;
        rung.detail = "not recovered within " + std::to_string(seconds) + " s: " + rung.detail;
    } else {
        rung.detail =
            "not yet enough data within " + std::to_string(seconds) + " s: " + rung.detail;
    }
    result.rungs.push_back(std::move(rung));
    return result;
}

} // namespace commands
