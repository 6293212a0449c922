// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/firing.h"

#include "models/telemetry/clock.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace actuation {

using runbook::FireOutcome;
using runbook::FireResult;
using runbook::LeverPlan;
using runbook::LeverState;
using runbook::RungKind;
using runbook::RungState;
using runbook::TokenStrength;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr std::size_t kKeptReply = std::size_t{64} * 1024;
constexpr std::size_t kShownReply = 300; // bytes that a message quotes

std::string named(const LeverState& state)
{
    if (!state.exists)
        return "there is no entry";
    return "it stands at \"" + state.value + "\""
        + (state.version.empty() ? "" : " (version " + state.version + ")");
}

} // namespace

Firing::Firing(const LeverAccess& access, const LeverPlan& plan, const std::atomic<bool>* cancel)
    : m_access(access)
    , m_plan(plan)
    , m_cancel(cancel)
{
    m_result.before = plan.before;
}

void Firing::settle(RungKind kind, RungState state, std::string detail)
{
    m_ladder.settle(kind, state, telemetry::SystemClock().now(), std::move(detail));
}

void Firing::finish(FireOutcome outcome, std::string message)
{
    m_result.outcome = outcome;
    m_result.message = m_access.transport().masked(std::move(message));
}

bool Firing::isUnchangedSincePlan(const LeverState& now) const
{
    return now.exists == m_plan.before.exists && now.raw == m_plan.before.raw
        && now.version == m_plan.before.version;
}

Result<FireResult> Firing::run()
{
    if (isCancelled())
        return failure(ErrorKind::Refused, "Cancelled before anything was sent.");
    if (m_plan.isNoChange)
        return confirmNoChange();
    // A write is sent once, so it must not find out that the session of the last one has ended.
    m_access.transport().forgetToken();
    // Where the control plane cannot compare for us, we compare as late as we can.
    std::optional<LeverState> changed;
    if (m_access.operations().token != TokenStrength::Atomic) {
        const auto now = m_access.read();
        if (!now)
            return tl::make_unexpected(now.error());
        if (!isUnchangedSincePlan(*now))
            changed = *now;
    }
    const WriteOperation& operation = m_access.writeOperation(m_plan);
    auto request = m_access.transport().compose(operation.request, m_access.writeVariables(m_plan));
    if (!request)
        return tl::make_unexpected(request.error());
    request->isRepeatable = false;
    if (changed) {
        m_result.after = *changed;
        m_result.wasReadBack = true;
        settle(RungKind::Sent, RungState::Failed,
               "not sent: the state changed since the plan was made");
        finish(FireOutcome::Conflict,
               "Somebody else changed it since the plan was made: " + named(*changed)
                   + ". Nothing was sent.");
    } else {
        const net::Exchange exchange = m_access.transport().perform(*request, m_cancel);
        if (exchange.state == net::ExchangeState::NotSent)
            return failure(ErrorKind::Unreachable,
                           "Nothing was sent to " + m_access.transport().baseUrl() + ": "
                               + m_access.transport().masked(exchange.error) + ".");
        m_result.wasSent = true;
        settle(RungKind::Sent, RungState::Reached, "sent to " + m_access.transport().baseUrl());
        keepReply(exchange);
        settleByVerdict(exchange);
    }
    const auto& rungs = m_ladder.rungs();
    m_result.rungs.assign(rungs.begin(), rungs.begin() + 3);
    return m_result;
}

Result<FireResult> Firing::confirmNoChange()
{
    const auto now = m_access.read();
    if (!now)
        return tl::make_unexpected(now.error());
    m_result.after = *now;
    m_result.wasReadBack = true;
    // Not a ladder that was climbed: the first two rungs keep waiting, because nothing was sent.
    const std::string notSent = "nothing had to be sent";
    const bool holds = m_access.isInEffect(m_plan, *now);
    m_result.rungs = {{.kind = RungKind::Sent, .time = {}, .detail = notSent},
                      {.kind = RungKind::Accepted, .time = {}, .detail = notSent},
                      {.kind = RungKind::InEffect,
                       .state = holds ? RungState::Reached : RungState::Failed,
                       .time = now->readAt,
                       .detail = "read back: " + named(*now)}};
    if (holds)
        finish(FireOutcome::Verified,
               "It stands there already: " + named(*now) + ". Nothing was sent.");
    else
        finish(FireOutcome::Conflict,
               "It stood there when the plan was made, and somebody has changed it since: "
                   + named(*now) + ". Nothing was sent.");
    return m_result;
}

void Firing::keepReply(const net::Exchange& exchange)
{
    const Transport& transport = m_access.transport();
    if (exchange.state == net::ExchangeState::Replied)
        m_result.rawReply = "HTTP " + std::to_string(exchange.status) + "\n"
            + transport.excerpt(exchange.body, kKeptReply);
    else
        m_result.rawReply = "no complete reply: " + transport.excerpt(exchange.error, kKeptReply);
    if (exchange.body.size() > kKeptReply)
        m_result.rawReply += "\n(cut after 64 KiB)";
}

void Firing::settleByVerdict(const net::Exchange& exchange)
{
    if (exchange.state != net::ExchangeState::Replied)
        return finishUnknown("No reply came (" + exchange.error + ")");
    const Reply reply(exchange);
    switch (reply.verdict(m_access.writeOperation(m_plan).rules)) {
    case WriteVerdict::Accepted:
        return finishAccepted(reply);
    case WriteVerdict::Conflict:
        return finishConflict(reply);
    case WriteVerdict::Refused:
        return finishRefused(exchange);
    case WriteVerdict::Unknown:
        return finishUnknown("The reply, HTTP " + std::to_string(exchange.status)
                             + ", does not say whether it was done");
    }
}

void Firing::finishRefused(const net::Exchange& exchange)
{
    std::string reply = "HTTP " + std::to_string(exchange.status);
    if (exchange.status / 100 == 3)
        reply += ", a redirect to \""
            + m_access.transport().excerpt(std::string(exchange.header("location")), kShownReply)
            + "\", which is never followed for a write";
    else if (!exchange.body.empty())
        reply += ": " + m_access.transport().excerpt(exchange.body, kShownReply);
    settle(RungKind::Accepted, RungState::Failed, "refused: " + reply);
    finish(FireOutcome::Refused, "The control plane refused it: " + reply);
}

void Firing::finishConflict(const Reply& reply)
{
    const WriteOperation& operation = m_access.writeOperation(m_plan);
    const Variables variables = m_access.writeVariables(m_plan);
    std::optional<LeverState> now;
    if (operation.conflictValue) {
        const auto value = reply.select(*operation.conflictValue, variables);
        const auto version = operation.conflictVersion
            ? reply.select(*operation.conflictVersion, variables)
            : std::optional<std::string>();
        if (value && *value)
            now = m_access.stateFrom(**value, version ? version->value_or("") : "", true);
    }
    if (!now) {
        if (const auto state = m_access.read())
            now = *state;
    }
    m_result.wasReadBack = now.has_value();
    if (now)
        m_result.after = *now;
    settle(RungKind::Accepted, RungState::Failed,
           "the state is not the one the plan was made from");
    finish(FireOutcome::Conflict,
           "Somebody else changed it since the plan was made"
               + (now ? ": " + named(*now) + ". Before, " + named(m_plan.before) : std::string())
               + ". Nothing was written.");
}

void Firing::finishAccepted(const Reply& reply)
{
    const WriteOperation& operation = m_access.writeOperation(m_plan);
    if (operation.version) {
        const auto version = reply.select(*operation.version, m_access.writeVariables(m_plan));
        if (version && *version)
            m_result.writtenVersion = **version;
    }
    const std::string& ours = m_result.writtenVersion;
    settle(RungKind::Accepted, RungState::Reached,
           ours.empty() ? "accepted" : "accepted as version " + ours);
    const ReadBack readBack = this->readBack();
    m_result.wasReadBack = readBack.state.has_value();
    if (readBack.state)
        m_result.after = *readBack.state;
    if (readBack.isInEffect) {
        std::string how = "read back: " + named(m_result.after);
        if (!ours.empty() && m_result.after.version == ours)
            how += ", which is this write";
        else if (!ours.empty() && m_result.after.exists)
            how += "; this write was version " + ours + ", so somebody wrote it again";
        settle(RungKind::InEffect, RungState::Reached, how);
        return finish(FireOutcome::Verified, "Done and " + how + ".");
    }
    if (readBack.isOverwritten) {
        settle(RungKind::InEffect, RungState::Failed,
               "overwritten since: " + named(m_result.after));
        return finish(FireOutcome::NotYetVisible,
                      "It was accepted, but somebody has overwritten it since: "
                          + named(m_result.after) + ".");
    }
    const std::string why = readBack.state
        ? "accepted, but " + named(*readBack.state) + " still"
        : "accepted, but it cannot be read back: " + readBack.problem;
    if (readBack.state)
        m_ladder.explain(RungKind::InEffect, why);
    else
        settle(RungKind::InEffect, RungState::Unknown, why);
    finish(FireOutcome::NotYetVisible, "Not yet visible: " + why + " It was not sent again.");
}

void Firing::finishUnknown(const std::string& what)
{
    settle(RungKind::Accepted, RungState::Unknown, what);
    const ReadBack readBack = this->readBack();
    m_result.wasReadBack = readBack.state.has_value();
    if (readBack.state)
        m_result.after = *readBack.state;
    const bool moved = !readBack.state || m_plan.before.version.empty()
        || readBack.state->version != m_plan.before.version
        || readBack.state->exists != m_plan.before.exists;
    if (readBack.isInEffect && moved) {
        settle(RungKind::InEffect, RungState::Reached, "read back: " + named(m_result.after));
        return finish(
            FireOutcome::Verified,
            what + ", but read back shows it in effect: " + named(m_result.after)
                + ". Whether this write or another put it there cannot be told. It was sent once.");
    }
    describeUnsettled(readBack, what);
}

void Firing::describeUnsettled(const ReadBack& readBack, const std::string& what)
{
    std::string why;
    if (!readBack.state)
        why = "it cannot be read back: " + readBack.problem;
    else if (readBack.isOverwritten)
        why = "read back: " + named(*readBack.state)
            + ", which is neither the state before nor the wanted one";
    else
        why = "read back: " + named(*readBack.state)
            + " as before, but a write that is still under way may yet land.";
    settle(RungKind::InEffect, RungState::Unknown, why);
    finish(FireOutcome::Unknown,
           what + ", and " + why + " It was sent once and is not sent again: read it later.");
}

Firing::ReadBack Firing::readBack() const
{
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + m_access.timeouts().readBack;
    const bool hasVersion = m_access.operations().token != TokenStrength::None;
    ReadBack result;
    while (true) {
        const auto state = m_access.read();
        if (state) {
            result.state = *state;
            result.problem.clear();
            result.isInEffect = m_access.isInEffect(m_plan, *state);
            result.isOverwritten = !result.isInEffect && hasVersion && !isUnchangedSincePlan(*state)
                && state->version != m_plan.before.version;
        } else {
            result.problem = state.error().message;
        }
        if (result.isInEffect || result.isOverwritten || isCancelled())
            return result;
        const auto next = Clock::now() + m_access.timeouts().poll;
        if (next >= end)
            return result;
        while (Clock::now() < next && !isCancelled())
            std::this_thread::sleep_for(
                std::min<Clock::duration>(next - Clock::now(), std::chrono::milliseconds(20)));
    }
}

} // namespace actuation
