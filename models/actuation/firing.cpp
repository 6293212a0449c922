// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/firing.h"

#include "models/actuation/shownreply.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <charconv>
#include <set>
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

std::string named(const LeverState& state)
{
    if (!state.exists)
        return "there is no entry";
    return (state.value.empty() ? std::string("it holds an empty value")
                                : "it stands at \"" + state.value + "\"")
        + (state.version.empty() ? "" : " (version " + state.version + ")");
}

// Of a state that could be read, and not any more.
std::string lastSeen(const LeverState& state, const std::string& problem)
{
    return problem.empty() ? std::string()
                           : ", as it was read at " + telemetry::toRfc3339(state.readAt)
            + "; since then it could not be read (" + problem + ")";
}

// A variable that is another than the plan's; documents are not told whole.
std::string differs(const std::string& name, const std::string& planned, const std::string& now)
{
    if (planned.size() > kShownReply || now.size() > kShownReply)
        return name + " is another than the plan was made with";
    return name + " was \"" + telemetry::sanitizedUtf8(planned) + "\" and is \""
        + telemetry::sanitizedUtf8(now) + "\"";
}

std::optional<long long> versionNumber(const std::string& text)
{
    long long number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(number)
                                                                    : std::nullopt;
}

// That somebody else acted at about the same time, where the versions count what was done.
std::string othersSince(const LeverState& before, const LeverState& after, int ownVersions)
{
    const auto from = versionNumber(before.version);
    const auto to = versionNumber(after.version);
    if (ownVersions == 0 || !from || !to || *to - *from <= ownVersions)
        return {};
    return "; " + std::to_string(*to - *from - ownVersions)
        + " more changes were made meanwhile, by somebody else";
}

} // namespace

Firing::Firing(const LeverAccess& access, const LeverPlan& plan, const std::atomic<bool>* cancel)
    : m_access(access)
    , m_plan(plan)
    , m_operation(access.writeOperation(plan))
    , m_cancel(cancel)
    , m_variables(access.writeVariables(plan))
{
    m_result.before = plan.before;
    m_result.endpoint = plan.endpoint;
}

runbook::Rung Firing::sentRung(telemetry::Timestamp when) const
{
    return {.kind = RungKind::Sent,
            .state = RungState::Reached,
            .time = when,
            .detail = "sent to " + m_access.transport().baseUrl()};
}

void Firing::settle(RungKind kind, RungState state, std::string detail)
{
    m_ladder.settle(kind, state, telemetry::SystemClock().now(),
                    m_access.transport().masked(std::move(detail)));
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

std::string Firing::foundOtherwise(const LeverState& now) const
{
    std::set<std::string> used;
    for (const WriteStep& step : m_operation.steps)
        used.merge(usedVariables(step.request));
    for (const auto& [name, planned] : m_plan.before.found) {
        const auto found = now.found.find(name);
        const std::string value = found == now.found.end() ? std::string() : found->second;
        // A lookup of the write that takes the same name comes after it, and is compared itself.
        if (used.count(name) != 0 && m_plan.found.count(name) == 0 && value != planned)
            return differs(name, planned, value);
    }
    return {};
}

Result<FireResult> Firing::run()
{
    if (isCancelled())
        return failure(ErrorKind::Refused, "Cancelled before anything was sent.");
    if (m_plan.isNoChange)
        return confirmNoChange();
    // A write is sent once, so it must not find out that the session of the last one has ended.
    m_access.transport().forgetToken();
    const auto obstacle = lookAgain();
    if (!obstacle)
        return tl::make_unexpected(obstacle.error());
    if (obstacle->now || !obstacle->found.empty()) {
        refuseChanged(*obstacle);
    } else {
        const auto sent = sendAll();
        if (!sent)
            return tl::make_unexpected(sent.error());
    }
    const auto& rungs = m_ladder.rungs();
    m_result.rungs.assign(rungs.begin(), rungs.begin() + 3);
    return m_result;
}

Result<Firing::Obstacle> Firing::lookAgain()
{
    Obstacle obstacle;
    // Where the control plane cannot compare for us, we compare as late as we can.
    if (m_access.operations().token != TokenStrength::Atomic) {
        const auto now = m_access.read();
        if (!now)
            return tl::make_unexpected(now.error());
        if (!isUnchangedSincePlan(*now)) {
            obstacle.now = *now;
            return obstacle;
        }
        // The requests are made of the old reading: an old document would undo what others did.
        obstacle.found = foundOtherwise(*now);
        if (!obstacle.found.empty())
            return obstacle;
    }
    if (m_operation.lookups.empty())
        return obstacle;
    const auto found = m_access.lookUpFor(m_plan);
    if (!found)
        return tl::make_unexpected(found.error());
    for (const auto& [name, value] : *found) {
        const auto planned = m_plan.found.find(name);
        if (planned != m_plan.found.end() && planned->second != value)
            obstacle.found = differs(name, planned->second, value);
    }
    return obstacle;
}

void Firing::refuseChanged(const Obstacle& obstacle)
{
    if (obstacle.now) {
        m_result.after = *obstacle.now;
        m_result.wasReadBack = true;
    }
    settle(RungKind::Sent, RungState::Failed,
           "not sent: the state changed since the plan was made");
    finish(FireOutcome::Conflict,
           "Somebody else changed it since the plan was made: "
               + (obstacle.now ? named(*obstacle.now) : obstacle.found) + ". Nothing was sent.");
}

Result<void> Firing::sendAll()
{
    for (std::size_t i = 0; i < m_operation.steps.size(); ++i) {
        auto request = m_access.transport().compose(m_operation.steps[i].request, m_variables);
        if (!request && i == 0)
            return tl::make_unexpected(request.error());
        if (!request) {
            finishUnknown("Step " + std::to_string(i + 1)
                          + " could not be made: " + request.error().message);
            return {};
        }
        request->isRepeatable = false;
        if (i == 0 && m_whenSent)
            request->onSent = [this](telemetry::Timestamp when) { m_whenSent(sentRung(when)); };
        net::Exchange exchange = m_access.transport().perform(*request, m_cancel);
        const bool wasSent = exchange.state != net::ExchangeState::NotSent;
        if (!wasSent && i == 0)
            return failure(ErrorKind::Unreachable,
                           "Nothing was sent to " + m_access.transport().baseUrl() + ": "
                               + m_access.transport().masked(exchange.error) + ".");
        if (i == 0) {
            m_result.wasSent = true;
            // When it left, not when its reply or the time-out came.
            const telemetry::Timestamp left = exchange.sentAt == telemetry::Timestamp{}
                ? telemetry::SystemClock().now()
                : exchange.sentAt;
            const runbook::Rung sent = sentRung(left);
            m_ladder.settle(sent.kind, sent.state, sent.time, sent.detail);
        }
        keepReply(exchange);
        if (!settleStep(i, std::move(exchange)))
            return {};
    }
    finishAccepted();
    return {};
}

bool Firing::settleStep(std::size_t index, net::Exchange exchange)
{
    // After the first step something has changed already: what becomes of it is read back.
    const std::string step = index == 0 ? "" : "Step " + std::to_string(index + 1) + ": ";
    if (exchange.state != net::ExchangeState::Replied) {
        finishUnknown(index == 0 ? "No reply came (" + exchange.error + ")"
                                 : step + "no reply came (" + exchange.error + ")");
        return false;
    }
    const int status = exchange.status;
    m_replies.add({}, std::move(exchange));
    const WriteStep& done = m_operation.steps[index];
    const WriteVerdict verdict = m_replies.verdict(done.rules, m_variables);
    const net::Exchange& reply = m_replies.find({})->exchange();
    if (verdict != WriteVerdict::Accepted && index > 0) {
        finishUnknown(step + "it was not accepted, HTTP " + std::to_string(status) + " "
                      + m_access.transport().excerpt(reply.body, kShownReply)
                      + ", and the step before it was");
        return false;
    }
    switch (verdict) {
    case WriteVerdict::Accepted:
        break;
    case WriteVerdict::Conflict:
        finishConflict(done);
        return false;
    case WriteVerdict::Refused:
        finishRefused(reply);
        return false;
    case WriteVerdict::Unknown:
        finishUnknown("The reply, HTTP " + std::to_string(status)
                      + ", does not say whether it was done");
        return false;
    }
    if (done.version) {
        const auto version = m_replies.select(*done.version, m_variables);
        if (version && *version)
            m_result.writtenVersion = **version;
    }
    for (const Taken& one : done.taken) {
        const auto value = m_replies.select(one.selector, m_variables);
        if (value && *value)
            m_variables[one.name] = **value; // without it the next step cannot be made, and says so
    }
    return !done.finish || isFinished(index);
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
        finishUnmoved(*now);
    else
        finish(FireOutcome::Conflict,
               "It stood there when the plan was made, and somebody has changed it since: "
                   + named(*now) + ". Nothing was sent.");
    return m_result;
}

// It stands in the control plane already. That is not yet that it is served.
void Firing::finishUnmoved(const LeverState& now)
{
    const std::string missing = waitForServing();
    runbook::Rung& inEffect = m_result.rungs.back();
    if (missing.empty()) {
        inEffect.detail += m_result.served.empty() ? "" : ", and served";
        return finish(FireOutcome::Verified,
                      "It stands there already: " + named(now) + ". Nothing was sent.");
    }
    inEffect.state = RungState::Waiting;
    inEffect.detail = m_access.transport().masked(inEffect.detail + ", but not served: " + missing);
    finish(FireOutcome::NotYetVisible,
           "It stands there already, " + named(now) + ", but it is not served: " + missing
               + ". Nothing was sent: what keeps it from being served is elsewhere.");
}

void Firing::keepReply(const net::Exchange& exchange)
{
    const Transport& transport = m_access.transport();
    if (!m_result.rawReply.empty())
        m_result.rawReply += "\n\n";
    if (exchange.state == net::ExchangeState::Replied)
        m_result.rawReply += "HTTP " + std::to_string(exchange.status) + "\n"
            + transport.excerpt(exchange.body, kKeptReply);
    else
        m_result.rawReply += "no complete reply: " + transport.excerpt(exchange.error, kKeptReply);
    if (exchange.body.size() > kKeptReply)
        m_result.rawReply += "\n(cut after 64 KiB)";
}

void Firing::finishConflict(const WriteStep& step)
{
    std::optional<LeverState> now;
    if (step.conflictValue) {
        const auto value = m_replies.select(*step.conflictValue, m_variables);
        const auto version = step.conflictVersion
            ? m_replies.select(*step.conflictVersion, m_variables)
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
    const LeverState& was = m_plan.before;
    const bool isThere = now && m_access.isInEffect(m_plan, *now);
    // What stands between us and the control plane may have sent it twice: the second is refused
    // because of the first.
    if (isThere && !m_access.isInEffect(m_plan, was)) {
        settle(RungKind::Accepted, RungState::Unknown, "a conflict, and it stands there");
        return finish(FireOutcome::Conflict,
                      "The control plane called it a conflict, and it stands where it was to go: "
                          + named(*now)
                          + ". Whether another write put it there, or this one, sent twice on its "
                            "way, cannot be told. It was sent once from here.");
    }
    settle(RungKind::Accepted, RungState::Failed,
           "the state is not the one the plan was made from");
    const bool isAsBefore =
        now && now->exists == was.exists && now->raw == was.raw && now->version == was.version;
    finish(FireOutcome::Conflict,
           isAsBefore ? "The control plane called it a conflict, and it stands as before: "
                   + named(*now) + ". Nothing was written."
                      : "Somebody else changed it since the plan was made"
                   + (now ? ": " + named(*now) + ". Before, " + named(was) : std::string())
                   + ". Nothing was written.");
}

void Firing::finishAccepted()
{
    const std::string& ours = m_result.writtenVersion;
    settle(RungKind::Accepted, RungState::Reached,
           ours.empty() ? "accepted" : "accepted as version " + ours);
    const ReadBack readBack = this->readBack();
    takeState(readBack);
    if (readBack.isInEffect) {
        std::string how = "read back: " + named(m_result.after);
        const bool isShared = m_access.operations().isVersionShared;
        if (!ours.empty() && m_result.after.version == ours)
            how += ", which is this write";
        else if (!ours.empty() && m_result.after.exists && !isShared)
            how += "; this write was version " + ours + ", so somebody wrote it again";
        if (!isShared)
            how += othersSince(m_plan.before, m_result.after, m_access.operations().ownVersions);
        if (!m_underWay.empty()) { // it may yet fail, and be taken back
            m_ladder.explain(
                RungKind::InEffect,
                m_access.transport().masked(how + ", but still under way: " + m_underWay));
            return finish(FireOutcome::NotYetVisible,
                          "The control plane shows it, " + how
                              + ", but what it began is still under way: " + m_underWay
                              + ". It was sent once and is not sent again.");
        }
        return finishInEffect(readBack, "Done and " + how + ".");
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
            + lastSeen(*readBack.state, readBack.problem)
        : "accepted, but it cannot be read back: " + readBack.problem;
    if (readBack.state)
        m_ladder.explain(RungKind::InEffect, m_access.transport().masked(why));
    else
        settle(RungKind::InEffect, RungState::Unknown, why);
    finish(FireOutcome::NotYetVisible,
           "Not yet visible: " + why
               + (m_underWay.empty() ? "" : "; still under way: " + m_underWay)
               + ". It was not sent again.");
}

// The control plane shows it. What serves must show it too, where the profile says how to ask.
void Firing::finishInEffect(const ReadBack& readBack, std::string message)
{
    const std::string missing = waitForServing();
    const std::string how = "read back: " + named(*readBack.state);
    if (missing.empty()) {
        settle(RungKind::InEffect, RungState::Reached,
               how + (m_result.served.empty() ? "" : ", and served"));
        return finish(FireOutcome::Verified, std::move(message));
    }
    m_ladder.explain(RungKind::InEffect,
                     m_access.transport().masked(how + ", but not served: " + missing));
    finish(FireOutcome::NotYetVisible,
           "The control plane shows it, " + named(*readBack.state) + ", but it is not served: "
               + missing + ". It was sent once and is not sent again.");
}

void Firing::takeState(const ReadBack& readBack)
{
    m_result.wasReadBack = readBack.state.has_value();
    if (readBack.state)
        m_result.after = *readBack.state;
}

std::string Firing::whoseUnknown() const
{
    return "read back shows it in effect: " + named(m_result.after)
        + ". Whether this write or another put it there cannot be told. It was sent once.";
}

void Firing::finishUnknown(const std::string& what)
{
    settle(RungKind::Accepted, RungState::Unknown, what);
    const ReadBack readBack = this->readBack();
    takeState(readBack);
    const bool moved = !readBack.state || m_plan.before.version.empty()
        || readBack.state->version != m_plan.before.version
        || readBack.state->exists != m_plan.before.exists;
    if (readBack.isInEffect && moved)
        return finishInEffect(readBack, what + ", but " + whoseUnknown());
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
        why = "read back: " + named(*readBack.state) + " as before"
            + lastSeen(*readBack.state, readBack.problem)
            + ", but a write that is still under way may yet land.";
    settle(RungKind::InEffect, RungState::Unknown, why);
    finish(FireOutcome::Unknown,
           what + ", and " + why + " It was sent once and is not sent again: read it later.");
}

} // namespace actuation
