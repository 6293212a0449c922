// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/actuation/httplevergateway.h"
#include "tests/models/actuation/scriptedpeer.h"

#include <QtGlobal>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>

// Levers of a profile against a scripted peer, with deadlines that a test can wait for.
namespace leverbench {

inline const std::string kHead =
    "id: p\nbase_url: http://127.0.0.1:1\nenvironment: test\n"
    "timeouts: {connect: 300ms, request: 400ms, read_back: 300ms, poll: 5ms}\n";
inline const std::string kSlowHead =
    "id: p\nbase_url: http://127.0.0.1:1\nenvironment: test\n"
    "timeouts: {connect: 300ms, request: 400ms, read_back: 400ms, poll: 30ms}\n";

inline std::string ok(const std::string& body, const std::string& headers = {})
{
    return ScriptedPeer::reply(200, body, headers);
}

inline bool asks(const std::string& request, const std::string& start)
{
    return request.starts_with(start);
}

inline std::unique_ptr<actuation::HttpLeverGateway>
gatewayOf(actuation::Profile profile, const std::string& url, const actuation::Variables& params)
{
    using std::chrono::milliseconds;
    profile.timeouts = {.connect = milliseconds(2000),
                        .request = milliseconds(5000),
                        .readBack = milliseconds(300),
                        .poll = milliseconds(5)};
    for (auto& [name, operations] : profile.operations) {
        for (auto* checks : {&operations.serves, &operations.servesNothing}) {
            for (actuation::ServingCheck& check : *checks)
                check.within = milliseconds(1000);
        }
    }
    auto made = actuation::HttpLeverGateway::create(
        std::move(profile),
        {.baseUrl = url, .parameters = params, .tokenFile = {}, .actor = "ada"});
    if (!made)
        qFatal("%s", made.error().message.c_str());
    return std::move(*made);
}

inline std::unique_ptr<actuation::HttpLeverGateway>
gateway(const std::string& yaml, const std::string& url, const actuation::Variables& params = {})
{
    auto profile = actuation::parseProfile(yaml, "p.yaml");
    if (!profile)
        qFatal("%s", profile.error().message.c_str());
    return gatewayOf(std::move(*profile), url, params);
}

// With the deadlines that stand in it.
inline std::unique_ptr<actuation::HttpLeverGateway>
gatewayAsWritten(const std::string& yaml, const std::string& url,
                 const actuation::Variables& params = {})
{
    auto profile = actuation::parseProfile(yaml, "p.yaml");
    if (!profile)
        qFatal("%s", profile.error().message.c_str());
    auto made = actuation::HttpLeverGateway::create(
        std::move(*profile),
        {.baseUrl = url, .parameters = params, .tokenFile = {}, .actor = "ada"});
    if (!made)
        qFatal("%s", made.error().message.c_str());
    return std::move(*made);
}

inline std::unique_ptr<actuation::HttpLeverGateway>
builtIn(const std::string& name, const std::string& url, const actuation::Variables& params = {})
{
    auto profile = actuation::loadProfile(name);
    if (!profile)
        qFatal("%s", profile.error().message.c_str());
    return gatewayOf(std::move(*profile), url, params);
}

// What a peer answers; `writes` of the lever, probes that are a POST not among them.
using Script = std::function<std::string(const std::string& request, int writes)>;

struct Bench // a lever to move
{
    std::string profile;
    std::string lever;
    std::string to;
    std::function<bool(const std::string&)> isWrite;
    actuation::Variables parameters = {}; // "PEER" in one is the peer's URL
};

// The lever, moved: planned and fired once.
class Moved
{
public:
    Moved(Bench bench, Script script)
        : m_script(std::move(script))
        , m_isWrite(std::move(bench.isWrite))
        , m_peer([this](const std::string& request, int) { return answer(request); })
    {
        for (auto& [name, value] : bench.parameters) {
            if (value == "PEER")
                value = m_peer.url();
        }
        m_gateway = builtIn(bench.profile, m_peer.url(), bench.parameters);
        auto plan = m_gateway->plan(bench.lever, bench.to);
        if (!plan) {
            problem = plan.error().message;
            return;
        }
        if (const auto fired = m_gateway->fire(*plan, nullptr))
            result = *fired;
        else
            problem = fired.error().message;
    }

    runbook::FireResult result;
    std::string problem; // that kept it from being planned or fired
    std::string written; // the last write, as it was sent
    std::string asked; // the last probe
    std::atomic<int> writes = 0;

    bool isVerified() const
    {
        return problem.empty() && result.outcome == runbook::FireOutcome::Verified;
    }
    std::string told() const { return problem + result.message; }

private:
    ScriptedPeer::Answer answer(const std::string& request)
    {
        if (m_isWrite(request)) {
            written = request;
            ++writes;
        } else {
            asked = request;
        }
        return {m_script(request, writes)};
    }

    Script m_script;
    std::function<bool(const std::string&)> m_isWrite;
    ScriptedPeer m_peer;
    std::unique_ptr<actuation::HttpLeverGateway> m_gateway;
};

} // namespace leverbench
