// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/leveraccess.h"

#include "models/telemetry/clock.h"
#include "models/telemetry/utf8.h"

#include <algorithm>

namespace actuation {

using runbook::LeverPlan;
using runbook::LeverState;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr std::size_t kShownReply = 300; // bytes of a reply that an error message quotes

} // namespace

Result<LeverAccess> LeverAccess::create(const Profile& profile, Transport& transport,
                                        const std::string& lever)
{
    const LeverProfile* found = profile.find(lever);
    if (!found) {
        std::string names;
        for (const LeverProfile& candidate : profile.levers)
            names += (names.empty() ? "" : ", ") + candidate.description.id;
        return failure(ErrorKind::Usage,
                       "There is no lever \"" + lever + "\" in " + profile.id + "; it has: " + names
                           + ".");
    }
    LeverAccess access(profile, transport, *found, profile.operations.at(found->operations));
    access.m_variables = profile.parameters;
    access.m_variables.insert(found->each.begin(), found->each.end());
    access.m_variables["target"] = found->description.target;
    access.m_variables["environment"] = found->description.environment;
    const Variables base = access.m_variables;
    for (const auto& [name, value] : found->variables) {
        const auto text = value.render(base, Destination::Text);
        if (!text)
            return tl::make_unexpected(text.error());
        access.m_variables[name] = *text;
    }
    return access;
}

Variables LeverAccess::writeVariables(const LeverPlan& plan) const
{
    Variables variables = m_variables;
    variables["value"] = plan.rawAfter;
    variables["to"] = plan.to;
    variables["version"] = plan.before.version;
    variables["before"] = plan.before.raw;
    return variables;
}

const WriteOperation& LeverAccess::writeOperation(const LeverPlan& plan) const
{
    return plan.isRemoval && m_operations->remove ? *m_operations->remove : m_operations->write;
}

bool LeverAccess::isInEffect(const LeverPlan& plan, const LeverState& state) const
{
    if (plan.isRemoval)
        return !state.exists;
    const LeverValue* value = m_lever->find(plan.to);
    const std::string& wanted =
        value && value->write == plan.rawAfter ? value->read : plan.rawAfter;
    return state.exists && state.raw == wanted;
}

LeverState LeverAccess::stateFrom(const std::string& raw, const std::string& version,
                                  bool exists) const
{
    return {.value =
                telemetry::sanitizedUtf8(exists ? m_lever->canonicalOf(raw) : m_lever->absentValue),
            .raw = raw,
            .version = version,
            .exists = exists,
            .readAt = telemetry::SystemClock().now()};
}

Result<LeverState> LeverAccess::read() const
{
    auto exchange = exchangeForRead();
    if (exchange && exchange->status == 401 && m_transport->forgetToken())
        exchange = exchangeForRead(); // a session that has ended; reading twice does no harm
    if (!exchange)
        return tl::make_unexpected(exchange.error());
    return stateOf(*exchange);
}

Result<net::Exchange> LeverAccess::exchangeForRead() const
{
    Variables variables = m_variables;
    for (const char* name : {"value", "to", "version", "before"})
        variables.emplace(name, "");
    auto request = m_transport->compose(m_operations->read.request, variables);
    if (!request)
        return tl::make_unexpected(request.error());
    request->isRepeatable = true;
    net::Exchange exchange = m_transport->perform(*request, nullptr);
    if (exchange.state == net::ExchangeState::Replied)
        return exchange;
    return failure(ErrorKind::Unreachable,
                   m_transport->baseUrl()
                       + " could not be read: " + m_transport->masked(exchange.error) + ".");
}

Result<LeverState> LeverAccess::stateOf(const net::Exchange& exchange) const
{
    const ReadOperation& read = m_operations->read;
    const auto nonsense = [&](const std::string& what) {
        return failure(ErrorKind::Unreachable,
                       m_transport->baseUrl() + " answered nonsense: " + what + ".");
    };
    const auto isAbsent = [&](int status) {
        return std::find(read.absentStatuses.begin(), read.absentStatuses.end(), status)
            != read.absentStatuses.end();
    };
    const std::string noVersion = read.version ? read.version->fallback.value_or("") : "";
    if (isAbsent(exchange.status))
        return stateFrom({}, noVersion, false);
    const std::string status = "HTTP " + std::to_string(exchange.status);
    if (exchange.status == 401 || exchange.status == 403)
        return failure(ErrorKind::Refused,
                       m_transport->baseUrl() + " does not let us read it: " + status + " "
                           + m_transport->excerpt(exchange.body, kShownReply));
    if (exchange.status / 100 != 2)
        return nonsense(status + " " + m_transport->excerpt(exchange.body, kShownReply));
    const Reply reply(exchange);
    if (read.value.source == Selector::Source::Pointer && !reply.isJson())
        return nonsense("the body is not JSON");
    if (!reply.matches(read.valid))
        return nonsense("the reply is not what the profile expects");
    const auto value = reply.select(read.value, m_variables);
    const auto version =
        read.version ? reply.select(*read.version, m_variables) : std::optional<std::string>("");
    const auto marker = read.exists ? reply.select(*read.exists, m_variables) : value;
    for (const auto& selected : {value, version, marker}) {
        if (!selected)
            return nonsense(selected.error().message);
    }
    if (!*marker)
        return stateFrom({}, noVersion, false);
    if (!*value || !*version)
        return nonsense("it has no value or no version");
    return stateFrom(**value, **version, true);
}

} // namespace actuation
