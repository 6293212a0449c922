// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/httplevergateway.h"

#include "models/actuation/firing.h"
#include "models/actuation/leveraccess.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <utility>

namespace actuation {

using runbook::LeverDescription;
using runbook::LeverPlan;
using runbook::LeverState;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr std::size_t kLongestValue = 4096;

Result<std::string> rawFor(const LeverProfile& lever, const std::string& to)
{
    if (const LeverValue* value = lever.find(to))
        return value->write;
    if (!lever.values.empty()) {
        std::string names;
        for (const LeverValue& value : lever.values)
            names += (names.empty() ? "" : ", ") + value.canonical;
        return failure(ErrorKind::Usage,
                       "\"" + telemetry::sanitizedUtf8(to) + "\" is not a value of "
                           + lever.description.id + "; it takes: " + names + ".");
    }
    const bool hasControl = std::any_of(to.begin(), to.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    });
    if (to.empty() || to.size() > kLongestValue || hasControl || !telemetry::isValidUtf8(to))
        return failure(ErrorKind::Usage,
                       "The value of " + lever.description.id
                           + " must be 1 to 4096 bytes of UTF-8 text without control characters.");
    return to;
}

Result<LeverPlan> finished(const LeverAccess& access, LeverPlan plan)
{
    plan.lever = access.lever().description;
    plan.isNoChange = access.isInEffect(plan, plan.before);
    auto preview = access.transport().preview(access.writeOperation(plan).request,
                                              access.writeVariables(plan));
    if (!preview)
        return tl::make_unexpected(preview.error());
    plan.requests.push_back(std::move(*preview));
    return plan;
}

} // namespace

Result<std::unique_ptr<HttpLeverGateway>> HttpLeverGateway::create(Profile profile,
                                                                   const GatewaySettings& settings)
{
    for (const auto& [name, value] : settings.parameters) {
        if (profile.parameters.count(name) == 0)
            return failure(ErrorKind::Usage,
                           "The profile " + profile.id + " has no parameter \"" + name + "\".");
        profile.parameters[name] = value;
    }
    std::unique_ptr<HttpLeverGateway> gateway(new HttpLeverGateway(std::move(profile)));
    const std::string& url =
        settings.baseUrl.empty() ? gateway->m_profile.baseUrl : settings.baseUrl;
    for (auto* place : {&gateway->m_reading, &gateway->m_firing}) {
        auto transport = Transport::create(gateway->m_profile, url, settings.tokenFile);
        if (!transport)
            return tl::make_unexpected(transport.error());
        *place = std::make_unique<Transport>(std::move(*transport));
    }
    return gateway;
}

std::vector<LeverDescription> HttpLeverGateway::levers() const
{
    std::vector<LeverDescription> descriptions;
    for (const LeverProfile& lever : m_profile.levers)
        descriptions.push_back(lever.description);
    return descriptions;
}

Result<LeverState> HttpLeverGateway::read(const std::string& lever)
{
    const std::lock_guard lock(m_readMutex);
    const auto access = LeverAccess::create(m_profile, *m_reading, lever);
    if (!access)
        return tl::make_unexpected(access.error());
    return access->read();
}

Result<LeverPlan> HttpLeverGateway::plan(const std::string& lever, const std::string& to)
{
    const std::lock_guard lock(m_readMutex);
    const auto access = LeverAccess::create(m_profile, *m_reading, lever);
    if (!access)
        return tl::make_unexpected(access.error());
    const auto raw = rawFor(access->lever(), to);
    if (!raw)
        return tl::make_unexpected(raw.error());
    const auto before = access->read();
    if (!before)
        return tl::make_unexpected(before.error());
    LeverPlan plan;
    plan.before = *before;
    plan.to = to;
    plan.rawAfter = *raw;
    return finished(*access, std::move(plan));
}

Result<LeverPlan> HttpLeverGateway::planUndo(const std::string& lever, const LeverState& prior)
{
    const std::lock_guard lock(m_readMutex);
    const auto access = LeverAccess::create(m_profile, *m_reading, lever);
    if (!access)
        return tl::make_unexpected(access.error());
    if (!prior.exists && !access->operations().remove)
        return failure(ErrorKind::Refused,
                       "There was no entry before, and the profile " + m_profile.id
                           + " does not say how to take one away.");
    const auto before = access->read();
    if (!before)
        return tl::make_unexpected(before.error());
    LeverPlan plan;
    plan.before = *before;
    plan.isRemoval = !prior.exists;
    plan.to = prior.value;
    if (prior.exists) {
        const LeverValue* value = access->lever().findRaw(prior.raw);
        plan.rawAfter = value ? value->write : prior.raw;
    }
    return finished(*access, std::move(plan));
}

Result<runbook::FireResult> HttpLeverGateway::fire(const LeverPlan& plan,
                                                   const std::atomic<bool>* cancel)
{
    const std::lock_guard lock(m_fireMutex);
    const auto access = LeverAccess::create(m_profile, *m_firing, plan.lever.id);
    if (!access)
        return tl::make_unexpected(access.error());
    return Firing(*access, plan, cancel).run();
}

} // namespace actuation
