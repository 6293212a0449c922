// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/leveraccess.h"

#include "models/actuation/inquiry.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/utf8.h"
#include "models/telemetry/uuid.h"

namespace actuation {

using runbook::LeverPlan;
using runbook::LeverState;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr std::size_t kShownText = 200; // bytes
constexpr const char* kNow = "now";
constexpr const char* kUntil = "until";
constexpr const char* kPlanId = "plan_id";

} // namespace

Result<LeverAccess> LeverAccess::create(const Profile& profile, Transport& transport,
                                        const std::string& lever, const std::string& actor)
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
    access.m_variables["actor"] = actor.empty() ? "plumbline" : actor;
    const Variables base = access.m_variables;
    for (const auto& [name, value] : found->variables) {
        const auto text = value.render(base, Destination::Text);
        if (!text)
            return tl::make_unexpected(text.error());
        access.m_variables[name] = *text;
    }
    return access;
}

void LeverAccess::stamp(LeverPlan& plan) const
{
    const telemetry::Timestamp now = telemetry::SystemClock().now();
    plan.found[kNow] = telemetry::toRfc3339(now);
    plan.found[kUntil] = telemetry::toRfc3339(now + m_lever->lasting);
    plan.found[kPlanId] = telemetry::randomUuid();
}

Variables LeverAccess::symbols() const
{
    return {{kNow, "{{now}}"},
            {kUntil, "{{now}} + " + std::to_string(m_lever->lasting.count()) + " s"},
            {kPlanId, "{{plan_id}}"},
            {"actor", "{{actor}}"}};
}

Variables LeverAccess::readVariables() const
{
    Variables variables = m_variables;
    for (const char* name : {"value", "to", "version", "before", "wanted", kUntil, kPlanId})
        variables.emplace(name, "");
    variables.emplace(kNow, telemetry::toRfc3339(telemetry::SystemClock().now()));
    return variables;
}

Variables LeverAccess::writeVariables(const LeverPlan& plan) const
{
    Variables variables = readVariables();
    for (const auto* found : {&plan.before.found, &plan.found}) {
        for (const auto& [name, value] : *found)
            variables[name] = value;
    }
    variables["value"] = plan.rawAfter;
    variables["to"] = plan.to;
    variables["version"] = plan.before.version;
    variables["before"] = plan.before.raw;
    variables["wanted"] = wantedBy(plan);
    return variables;
}

Result<Variables> LeverAccess::lookUpFor(const LeverPlan& plan) const
{
    const WriteOperation& operation = writeOperation(plan);
    Inquiry inquiry(*m_transport, writeVariables(plan));
    auto done = inquiry.lookUp(operation.lookups);
    if (done)
        done = inquiry.require(operation.requirements);
    if (!done)
        return tl::make_unexpected(done.error());
    return inquiry.taken();
}

bool LeverAccess::isFor(const ServingCheck& check, const LeverPlan& plan) const
{
    return isSoFor(check.premises, writeVariables(plan));
}

runbook::ServingSight LeverAccess::look(const ServingCheck& check, const LeverPlan& plan) const
{
    runbook::ServingSight sight{
        .title = check.title, .detail = {}, .seenAt = telemetry::SystemClock().now()};
    Inquiry inquiry(*m_transport, writeVariables(plan));
    auto done = inquiry.lookUp(check.lookups);
    if (done)
        done = inquiry.ask(check.request);
    if (!done) {
        sight.detail = m_transport->masked(done.error().message);
        sight.wasAsked = false;
        return sight;
    }
    const net::Exchange& exchange = inquiry.own().exchange();
    // An error page may well lack what must be absent: it shows nothing of what serves.
    const bool namesStatus = check.holds.in.empty() && check.holds.namesStatus();
    const bool isAnswer = namesStatus || exchange.status / 100 == 2;
    sight.isReached = isAnswer && inquiry.replies().matches(check.holds, inquiry.variables());
    sight.detail = "HTTP " + std::to_string(exchange.status);
    if (!isAnswer)
        sight.detail += " " + m_transport->excerpt(exchange.body, kShownText);
    if (!isAnswer || !check.shown)
        return sight;
    const auto shown = inquiry.replies().select(*check.shown, inquiry.variables());
    if (shown && *shown)
        sight.detail = (exchange.status / 100 == 2 ? "" : sight.detail + ", ") + "\""
            + m_transport->excerpt(**shown, kShownText) + "\"";
    else if (shown)
        sight.detail += ", and does not say it";
    return sight;
}

const WriteOperation& LeverAccess::writeOperation(const LeverPlan& plan) const
{
    return plan.isRemoval && m_operations->remove ? *m_operations->remove : m_operations->write;
}

bool LeverAccess::isInEffect(const LeverPlan& plan, const LeverState& state) const
{
    return plan.isRemoval ? !state.exists : state.exists && state.raw == wantedBy(plan);
}

const std::string& LeverAccess::wantedBy(const LeverPlan& plan) const
{
    const LeverValue* value = m_lever->find(plan.to);
    return value && value->write == plan.rawAfter ? value->read : plan.rawAfter;
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

Result<LeverAccess::Knock> LeverAccess::knock() const
{
    const ReadOperation& read = m_operations->read;
    auto request = m_transport->compose(
        read.lookups.empty() ? read.request : read.lookups.front().request, readVariables());
    if (!request)
        return tl::make_unexpected(request.error());
    request->isRepeatable = true;
    return Knock{.url = request->url, .exchange = m_transport->perform(*request, nullptr)};
}

Result<LeverState> LeverAccess::read() const
{
    const ReadOperation& read = m_operations->read;
    const auto nonsense = [&](const std::string& what) {
        return failure(
            ErrorKind::Unreachable,
            m_transport->masked(m_transport->baseUrl() + " answered nonsense: " + what + "."));
    };
    Inquiry inquiry(*m_transport, readVariables());
    auto done = inquiry.lookUp(read.lookups);
    if (done)
        done = inquiry.ask(read.request);
    if (!done)
        return tl::make_unexpected(done.error());
    const net::Exchange& exchange = inquiry.own().exchange();
    const std::string noVersion = read.version ? read.version->fallback.value_or("") : "";
    if (inquiry.saysAbsent(read.absent, {})) {
        LeverState state = stateFrom({}, noVersion, false);
        state.found = inquiry.taken();
        return state;
    }
    const auto good = checkReadStatus(*m_transport, exchange);
    if (!good)
        return tl::make_unexpected(good.error());
    if (read.value.source == Selector::Source::Pointer && read.value.in.empty()
        && !inquiry.own().isJson())
        return nonsense("the body is not JSON");
    const Replies& replies = inquiry.replies();
    if (!replies.matches(read.valid, inquiry.variables()))
        return nonsense("the reply is not what the profile expects");
    done = inquiry.require(read.requirements);
    if (!done)
        return tl::make_unexpected(done.error());
    const auto taken = inquiry.take(read.taken);
    if (!taken)
        return tl::make_unexpected(taken.error());
    const Variables& variables = inquiry.variables();
    const auto value = replies.select(read.value, variables);
    const auto version =
        read.version ? replies.select(*read.version, variables) : std::optional<std::string>("");
    const auto marker = read.exists ? replies.select(*read.exists, variables) : value;
    for (const auto& selected : {value, version, marker}) {
        if (!selected)
            return nonsense(selected.error().message);
    }
    if (*marker && (!*value || !*version))
        return nonsense("it has no value or no version");
    LeverState state = *marker ? stateFrom(**value, **version, true)
                               : stateFrom({}, version->value_or(noVersion), false);
    state.found = inquiry.taken();
    return state;
}

} // namespace actuation
