// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the gateway that tests the way to a control plane.

#include "models/actuation/httplevergateway.h"

#include <chrono>
#include <string>
#include <utility>

namespace actuation {

using net::ConnectionVerdict;

namespace {

ConnectionVerdict badly(std::string text)
{
    return {.state = ConnectionVerdict::State::Bad, .text = std::move(text)};
}

// The first request tells what is wrong with the way, the whole read whether it is the right place.
ConnectionVerdict testAccess(const LeverAccess& access, const Profile& profile)
{
    const Authentication& authentication = profile.authentication;
    const bool isAuthenticated =
        !authentication.header.empty() || !authentication.awsService.empty();
    const auto knocked = access.knock();
    if (!knocked) // a login that failed, for example: it has words of its own
        return badly(knocked.error().message);
    const net::Exchange& exchange = knocked->exchange;
    const net::ConnectionAsked asked{
        .url = knocked->url,
        .kind = profile.title.empty() ? profile.id : profile.title,
        .secret = isAuthenticated ? "PLUMBLINE_TOKEN_" + authentication.secret : std::string(),
        .hasSecret = access.transport().hasSecret(),
        .connectTimeout = profile.timeouts.connect,
        .timeout = profile.timeouts.request};
    if (exchange.state != net::ExchangeState::Replied)
        return net::judgeConnection(exchange, asked);
    const auto state = access.read();
    if (state) {
        net::Exchange well = exchange;
        well.status = 200; // also what says that there is no entry
        return net::judgeConnection(well, asked);
    }
    ConnectionVerdict verdict = net::judgeConnection(exchange, asked);
    if (verdict.isUsable())
        verdict = badly(state.error().message);
    else if (verdict.state == ConnectionVerdict::State::Bad)
        verdict.text += " " + state.error().message;
    return verdict;
}

// The transport goes on to be used by others.
class BreakingOff
{
public:
    BreakingOff(Transport& transport, const std::atomic<bool>* cancel)
        : m_transport(transport)
    {
        m_transport.breakOffBy(cancel);
    }
    BreakingOff(const BreakingOff&) = delete;
    BreakingOff& operator=(const BreakingOff&) = delete;
    ~BreakingOff() { m_transport.breakOffBy(nullptr); }

private:
    Transport& m_transport;
};

} // namespace

ConnectionVerdict HttpLeverGateway::test(const std::string& lever, const std::atomic<bool>* cancel)
{
    if (m_profile.levers.empty())
        return badly("The profile names no lever that could be read.");
    const std::string id = lever.empty() ? m_profile.levers.front().description.id : lever;
    const std::lock_guard lock(m_testing.mutex);
    const auto accesses = accessesTo(m_testing, id);
    if (!accesses)
        return badly(accesses.error().message);
    ConnectionVerdict worst;
    for (const LeverAccess& access : *accesses) {
        const BreakingOff breakingOff(access.transport(), cancel);
        ConnectionVerdict verdict = testAccess(access, m_profile);
        verdict.text = access.transport().masked(verdict.text);
        if (!verdict.isUsable())
            return verdict;
        if (worst.text.empty() || verdict.elapsed > worst.elapsed)
            worst = std::move(verdict);
    }
    return worst;
}

} // namespace actuation
