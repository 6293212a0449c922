// SPDX-License-Identifier: GPL-3.0-or-later

// What the control plane did not carry out: refused at once, or begun and failed. And what the
// console could not follow.

#include "models/actuation/firing.h"
#include "models/actuation/servinglook.h"
#include "models/actuation/shownreply.h"
#include "models/telemetry/clock.h"

#include <chrono>
#include <utility>

namespace actuation {

using runbook::FireOutcome;
using runbook::LeverState;
using runbook::RungKind;
using runbook::RungState;
using Clock = std::chrono::steady_clock;

telemetry::Result<runbook::FireResult> Firing::brokenOff()
{
    if (!m_result.wasSent)
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  "There was not memory enough. Nothing was sent.");
    const std::string why = "there was not memory enough to follow it";
    if (!m_ladder.isReached(RungKind::Sent)) {
        const runbook::Rung sent = sentRung(telemetry::SystemClock().now());
        m_ladder.settle(sent.kind, sent.state, sent.time, sent.detail);
    }
    settle(RungKind::Accepted, RungState::Unknown, why); // unless its reply was read
    const auto& rungs = m_ladder.rungs();
    m_result.rungs.assign(rungs.begin(), rungs.begin() + 3);
    finish(FireOutcome::Unknown,
           "It was sent, and " + why + ": whether it is in effect is not known.");
    return m_result;
}

// What a control plane says of itself is not all: it is read once whether it stands as before.
void Firing::finishRefused(const net::Exchange& exchange)
{
    std::string reply = "HTTP " + std::to_string(exchange.status);
    if (exchange.status / 100 == 3)
        reply += ", a redirect to \""
            + m_access.transport().excerpt(std::string(exchange.header("location")), kShownReply)
            + "\", which is never followed for a write";
    else if (!exchange.body.empty())
        reply += ": " + m_access.transport().excerpt(exchange.body, kShownReply);
    finishNotDone("refused: " + reply, "The control plane refused it: " + reply);
}

// `what`: in short, for the rung. The state is read once all the same.
void Firing::finishNotDone(const std::string& what, const std::string& sentence)
{
    const ReadBack seen = lookOnce();
    takeState(seen);
    const LeverState& was = m_plan.before;
    if (seen.state && (seen.state->exists != was.exists || seen.state->raw != was.raw)) {
        settle(RungKind::Accepted, RungState::Unknown, what + ", and it has moved");
        if (seen.isInEffect)
            return finishInEffect(seen, sentence + ", but " + whoseUnknown());
        return describeUnsettled(seen, sentence);
    }
    settle(RungKind::Accepted, RungState::Failed, what);
    finish(FireOutcome::Refused,
           sentence
               + (seen.state ? ". Read back: it stands as before."
                             : ". It could not be read back: " + seen.problem));
}

bool Firing::isFinished(std::size_t index)
{
    bool hasFailed = false;
    const std::string seen = askUntilFinished(*m_operation.steps[index].finish, hasFailed);
    if (seen.empty())
        return true;
    const bool isLast = index + 1 == m_operation.steps.size();
    const std::string step = index == 0 ? "" : "Step " + std::to_string(index + 1) + ": ";
    if (hasFailed && index == 0) {
        finishNotDone("begun, and failed: " + seen,
                      "The control plane began it, and it failed: " + seen);
        return false;
    }
    if (hasFailed || !isLast) { // something has changed already: it is read back
        finishUnknown(step + (hasFailed ? "it was begun, and failed: " : "it is still under way: ")
                      + seen);
        return false;
    }
    m_underWay = seen;
    return true;
}

// What was seen last, in words, where it is not done.
std::string Firing::askUntilFinished(const FinishCheck& check, bool& hasFailed)
{
    Transport& transport = m_access.transport();
    const auto end = Clock::now() + check.within;
    while (true) {
        const auto request = transport.compose(check.request, m_variables);
        if (!request)
            return "it cannot be asked: " + request.error().message;
        net::Exchange exchange = transport.perform(*request, m_cancel);
        std::string seen = "no reply came (" + transport.masked(exchange.error) + ")";
        if (exchange.state == net::ExchangeState::Replied) {
            seen = "HTTP " + std::to_string(exchange.status) + " "
                + transport.excerpt(exchange.body, kShownReply);
            // An error page may well lack what must be absent.
            const bool isGood = exchange.status / 100 == 2;
            Replies replies;
            replies.add({}, std::move(exchange));
            const auto holds = [&](const ReplyMatch& match) {
                return (isGood || match.namesStatus()) && replies.matches(match, m_variables);
            };
            if (check.shown) {
                const auto shown = replies.select(*check.shown, m_variables);
                if (shown && *shown)
                    seen = "\"" + transport.excerpt(**shown, kShownReply) + "\"";
            }
            hasFailed = check.failed && holds(*check.failed);
            if (!hasFailed && holds(check.done))
                return {};
        }
        if (hasFailed || isCancelled() || Clock::now() + m_access.timeouts().poll >= end)
            return seen;
        pauseBetweenLooks(m_access, m_cancel);
    }
}

} // namespace actuation
