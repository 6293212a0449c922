// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/replicas.h"

#include "models/telemetry/text.h"

#include <algorithm>
#include <utility>

namespace actuation {

using runbook::FireOutcome;
using runbook::FireResult;
using runbook::LeverPlan;
using runbook::LeverState;
using runbook::Rung;
using runbook::RungKind;
using runbook::RungState;
using telemetry::Result;

namespace {

using Counts = std::vector<std::pair<std::string, std::size_t>>; // in the order first met

void count(Counts& counts, const std::string& text)
{
    const auto known = std::ranges::find(counts, text, &Counts::value_type::first);
    if (known == counts.end())
        counts.emplace_back(text, 1);
    else
        ++known->second;
}

std::string told(const Counts& counts, std::size_t all)
{
    std::string text;
    for (const auto& [what, times] : counts)
        text += (text.empty() ? "" : ", ") + what + " (" + std::to_string(times) + " of "
            + std::to_string(all) + ")";
    return text;
}

std::string ofAll(std::size_t some, std::size_t all)
{
    return std::to_string(some) + " of " + std::to_string(all);
}

// Nothing had to be sent there: the first two rungs are not its own.
bool needsNothing(const LeverPlan& plan, const std::string& endpoint)
{
    const auto own = std::ranges::find(plan.replicas, endpoint, &LeverPlan::endpoint);
    return own != plan.replicas.end() && own->isNoChange;
}

RungState stateOfAll(std::size_t reached, std::size_t failed, std::size_t unknown, std::size_t all)
{
    if (reached == all)
        return RungState::Reached;
    if (failed == all)
        return RungState::Failed;
    // Some are through and others are not: no more comes of it, and all of them it is not.
    return failed + unknown > 0 ? RungState::Unknown : RungState::Waiting;
}

// The rung of all: reached or failed only when it is so on every one that had to climb it.
Rung combinedRung(RungKind kind, const LeverPlan& plan, const std::vector<ReplicaResult>& replicas)
{
    Rung rung{.kind = kind, .time = {}, .detail = {}};
    std::size_t all = 0;
    std::size_t reached = 0;
    std::size_t failed = 0;
    std::size_t unknown = 0;
    std::string others;
    for (const ReplicaResult& replica : replicas) {
        if (kind != RungKind::InEffect && needsNothing(plan, replica.endpoint))
            continue;
        const auto& result = replica.result;
        const Rung* own = nullptr;
        if (result) {
            const auto found = std::ranges::find(result->rungs, kind, &Rung::kind);
            own = found == result->rungs.end() ? nullptr : &*found;
        }
        const RungState state = own == nullptr ? RungState::Failed : own->state;
        if (own != nullptr && own->time != telemetry::Timestamp{})
            rung.time = kind == RungKind::Sent && rung.time != telemetry::Timestamp{}
                ? std::min(rung.time, own->time)
                : std::max(rung.time, own->time);
        ++all;
        reached += state == RungState::Reached ? 1 : 0;
        failed += state == RungState::Failed || state == RungState::Void ? 1 : 0;
        unknown += state == RungState::Unknown ? 1 : 0;
        if (state == RungState::Reached)
            continue;
        others += "; " + replica.endpoint + ": ";
        others += own != nullptr ? own->detail : result ? "nothing" : result.error().message;
    }
    if (all == 0) {
        rung.detail = "nothing had to be sent";
        return rung;
    }
    // Sent is when the first of them left; the others are counted.
    rung.state = kind == RungKind::Sent && reached > 0 ? RungState::Reached
                                                       : stateOfAll(reached, failed, unknown, all);
    rung.detail = ofAll(reached, all) + others;
    if (all < replicas.size())
        rung.detail +=
            "; nothing had to be sent to the other " + std::to_string(replicas.size() - all);
    return rung;
}

FireOutcome combinedOutcome(const std::vector<ReplicaResult>& replicas)
{
    const auto countOf = [&](FireOutcome outcome) {
        return static_cast<std::size_t>(std::ranges::count_if(replicas, [&](const auto& replica) {
            return replica.result && replica.result->outcome == outcome;
        }));
    };
    if (countOf(FireOutcome::Verified) == replicas.size())
        return FireOutcome::Verified;
    if (countOf(FireOutcome::Unknown) > 0)
        return FireOutcome::Unknown;
    if (countOf(FireOutcome::NotYetVisible) > 0)
        return FireOutcome::NotYetVisible;
    if (countOf(FireOutcome::Verified) > 0)
        return FireOutcome::Partial;
    return countOf(FireOutcome::Conflict) == replicas.size() ? FireOutcome::Conflict
                                                             : FireOutcome::Refused;
}

// An undo that leaves something of ours standing is not whole.
void addLeftAlone(const LeverPlan& plan, FireResult& result)
{
    bool isMissed = false;
    for (const runbook::LeftAlone& one : plan.leftAlone) {
        result.message += " Left alone, " + one.endpoint + ": " + one.why;
        isMissed = isMissed || one.isMissed;
    }
    if (!isMissed || result.outcome != FireOutcome::Verified)
        return;
    result.outcome = FireOutcome::Partial;
    Rung& effect = result.rungs.back();
    effect.state = RungState::Failed;
    effect.detail += ", and " + std::to_string(plan.leftAlone.size()) + " left alone";
}

} // namespace

std::vector<std::string> endpointsIn(const std::string& text)
{
    std::vector<std::string> endpoints;
    constexpr const char* gaps = ", \t\r\n";
    for (std::size_t at = text.find_first_not_of(gaps); at != std::string::npos;) {
        const std::size_t end = std::min(text.find_first_of(gaps, at), text.size());
        std::string url = text.substr(at, end - at);
        url.resize(url.find_last_not_of('/') + 1);
        const std::string machine = machineOf(url);
        const bool isKnown = std::ranges::any_of(
            endpoints, [&](const std::string& known) { return machineOf(known) == machine; });
        if (!isKnown && !url.empty())
            endpoints.push_back(std::move(url));
        at = text.find_first_not_of(gaps, end);
    }
    return endpoints;
}

Result<LeverState> combined(std::vector<LeverState> replicas)
{
    LeverState state;
    Counts values;
    Counts raws;
    std::size_t readable = 0;
    for (const LeverState& replica : replicas) {
        if (!replica.problem.empty()) {
            count(values, "not known");
            count(raws, "\n"); // which no value holds
            continue;
        }
        ++readable;
        count(values, replica.exists || !replica.value.empty() ? replica.value : "no entry");
        count(raws, replica.exists ? "=" + replica.raw : "");
        state.exists = state.exists || replica.exists;
        state.readAt = std::max(state.readAt, replica.readAt);
        state.version += replica.endpoint + "=" + replica.version + "\n";
    }
    if (readable == 0)
        return telemetry::failure(telemetry::ErrorKind::Unreachable, replicas.front().problem);
    if (values.size() == 1 && raws.size() == 1) {
        const LeverState& first = replicas.front();
        state.value = first.value;
        state.raw = first.raw;
    } else {
        state.value = told(values, replicas.size());
        state.raw = "\n" + state.value; // never one that is wanted
    }
    state.replicas = std::move(replicas);
    return state;
}

Result<FireResult> combined(const LeverPlan& plan, const std::vector<ReplicaResult>& replicas)
{
    FireResult result;
    result.before = plan.before;
    std::vector<LeverState> after;
    std::size_t verified = 0;
    std::string others;
    result.wasReadBack = true;
    for (const ReplicaResult& replica : replicas) {
        if (!replica.result) {
            result.wasReadBack = false;
            others += " " + replica.endpoint + ": " + replica.result.error().message;
            continue;
        }
        FireResult own = *replica.result;
        result.wasSent = result.wasSent || own.wasSent;
        result.wasReadBack = result.wasReadBack && own.wasReadBack;
        if (own.outcome == FireOutcome::Verified)
            ++verified;
        else
            others += " " + replica.endpoint + ": " + own.message;
        if (!own.rawReply.empty())
            result.rawReply +=
                (result.rawReply.empty() ? "" : "\n\n") + replica.endpoint + "\n" + own.rawReply;
        for (const runbook::ServingSight& sight : own.served)
            result.served.push_back(sight);
        own.after.endpoint = replica.endpoint;
        after.push_back(own.after);
        result.replicas.push_back(std::move(own));
    }
    const bool isAllUnanswered = result.replicas.empty();
    if (isAllUnanswered)
        return tl::make_unexpected(replicas.front().result.error());
    for (const RungKind kind : {RungKind::Sent, RungKind::Accepted, RungKind::InEffect})
        result.rungs.push_back(combinedRung(kind, plan, replicas));
    result.outcome = combinedOutcome(replicas);
    if (result.wasReadBack) {
        if (const auto state = combined(std::move(after)))
            result.after = *state;
    }
    result.message = "In effect on " + ofAll(verified, replicas.size()) + "." + others;
    addLeftAlone(plan, result);
    return result;
}

} // namespace actuation
