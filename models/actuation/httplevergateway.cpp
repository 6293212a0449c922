// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/httplevergateway.h"

#include "models/actuation/replicas.h"
#include "models/runbook/levervalue.h"
#include "models/telemetry/unlessscarce.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <future>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

#include <re2/re2.h>

namespace actuation {

using runbook::LeverDescription;
using runbook::LeverPlan;
using runbook::LeverState;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr std::size_t kLongestValue = 4096;
constexpr const char* kTooLittleToRead = "There was not memory enough to read the lever.";
constexpr const char* kTooLittleToPlan =
    "There was not memory enough to make the plan. Nothing was sent.";

// The figure that was meant, as it would be read back: "0.5" for "0.50". Empty: none.
std::string asReadBack(const std::string& to, const std::string& pattern)
{
    if (to.find('.') == std::string::npos)
        return re2::RE2::FullMatch(to + ".0", pattern) ? to + ".0" : "";
    for (std::string shorter = to; shorter.ends_with('0') || shorter.ends_with('.');) {
        shorter.pop_back();
        if (re2::RE2::FullMatch(shorter, pattern))
            return shorter;
    }
    return {};
}

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
    if (!lever.pattern.empty() && !re2::RE2::FullMatch(to, lever.pattern)) {
        const std::string meant = asReadBack(to, lever.pattern);
        return failure(ErrorKind::Usage,
                       "\"" + to + "\" is not a value of " + lever.description.id
                           + "; it must look like " + lever.pattern
                           + (meant.empty() ? "." : ": \"" + meant + "\", as it is read back."));
    }
    return to;
}

// What the profile calls a recorded state today.
std::string wordToday(const LeverProfile& lever, const LeverState& recorded)
{
    return telemetry::sanitizedUtf8(recorded.exists ? lever.canonicalOf(recorded.raw)
                                                    : lever.absentValue);
}

bool isCalledOtherwise(const LeverProfile& lever, const LeverState& recorded)
{
    return !recorded.value.empty() && wordToday(lever, recorded) != recorded.value;
}

// What steps after the first take out of replies that are not there yet.
void addPlaceholders(const WriteOperation& operation, std::size_t step, Variables& variables,
                     Unsettled& unsettled)
{
    for (const Taken& one : operation.steps[step].taken) {
        variables[one.name] = "(known after step " + std::to_string(step + 1) + ")";
        unsettled.insert(one.name);
    }
}

Result<void> addPreviews(const LeverAccess& access, LeverPlan& plan)
{
    const WriteOperation& operation = access.writeOperation(plan);
    Variables variables = access.writeVariables(plan);
    Unsettled unsettled;
    for (std::size_t i = 0; i < operation.steps.size(); ++i) {
        auto preview = access.transport().preview(operation.steps[i].request, variables,
                                                  access.symbols(), unsettled);
        if (!preview)
            return tl::make_unexpected(preview.error());
        plan.requests.push_back(std::move(*preview));
        addPlaceholders(operation, i, variables, unsettled);
    }
    return {};
}

// Where a lever is to stand: `wanted` of an undo, else `raw`. Nothing is asked.
LeverPlan outlined(const LeverAccess& access, const LeverState& before, const LeverState* wanted,
                   const std::string& to, const std::string& raw)
{
    LeverPlan plan;
    plan.lever = access.lever().description;
    plan.before = before;
    plan.to = to;
    plan.rawAfter = raw;
    plan.endpoint = before.endpoint;
    if (wanted != nullptr) {
        plan.isRemoval = !wanted->exists;
        const LeverValue* value = access.lever().findRaw(wanted->raw);
        // Where the recorded word means something else today, what is written names itself.
        plan.to = isCalledOtherwise(access.lever(), *wanted) ? wordToday(access.lever(), *wanted)
                                                             : wanted->value;
        plan.rawAfter = !wanted->exists ? "" : value ? value->write : wanted->raw;
    }
    const LeverValue* aim = access.lever().find(to);
    if (wanted == nullptr && aim != nullptr && aim->isRemoval)
        plan.isRemoval = true;
    return plan;
}

Result<LeverPlan> planned(const LeverAccess& access, DryRuns& dryRuns, const LeverState& before,
                          const LeverState* wanted, const std::string& to, const std::string& raw)
{
    LeverPlan plan = outlined(access, before, wanted, to, raw);
    if (!before.problem.empty())
        return plan; // nothing will be sent there
    access.stamp(plan);
    plan.isNoChange = access.isInEffect(plan, plan.before);
    const auto found = access.lookUpFor(plan);
    if (!found && plan.isNoChange)
        return plan; // nothing has to be sent, so nothing stands in its way
    if (!found)
        return tl::make_unexpected(found.error());
    plan.found.insert(found->begin(), found->end());
    const auto previewed = addPreviews(access, plan);
    if (!previewed && plan.isNoChange) {
        plan.requests.clear();
        return plan;
    }
    if (!previewed)
        return tl::make_unexpected(previewed.error());
    if (!plan.isNoChange)
        plan.dryRuns = dryRuns.of(access, plan);
    return plan;
}

// A machine that was moved too and is no replica any more stays as it was left: by name.
void tellGone(LeverPlan& plan, const std::vector<LeverState>& now,
              const std::vector<LeverState>& prior)
{
    for (const LeverState& one : prior) {
        const bool isThere = std::ranges::any_of(now, [&one](const LeverState& each) {
            return machineOf(each.endpoint) == machineOf(one.endpoint);
        });
        if (!isThere)
            plan.leftAlone.push_back(
                {.endpoint = one.endpoint, .why = "It is no replica of the profile any more."});
    }
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
    const auto chosen = chooseValues(profile);
    if (!chosen)
        return tl::make_unexpected(chosen.error());
    const auto replicas = profile.replicas.render(profile.parameters, Destination::Text);
    if (!replicas)
        return tl::make_unexpected(replicas.error());
    std::unique_ptr<HttpLeverGateway> gateway(new HttpLeverGateway(std::move(profile)));
    gateway->m_settings = settings;
    gateway->m_baseUrl = settings.baseUrl.empty() ? gateway->m_profile.baseUrl : settings.baseUrl;
    // One URL named by hand is meant to be the only one, unless the others are named as well.
    std::set<std::string> naming;
    gateway->m_profile.replicas.addUsed(naming);
    const bool areNamed = std::ranges::any_of(
        settings.parameters, [&naming](const auto& each) { return naming.contains(each.first); });
    if (settings.baseUrl.empty() || areNamed)
        gateway->m_replicas = endpointsIn(*replicas);
    // What is wrong with an address or a secret is told now, not when somebody wants to act.
    std::vector<std::string> endpoints = gateway->m_replicas;
    endpoints.push_back(gateway->m_baseUrl);
    for (Lane* lane :
         {&gateway->m_reading, &gateway->m_firing, &gateway->m_looking, &gateway->m_testing}) {
        for (const std::string& endpoint : endpoints) {
            const auto transport = gateway->transportFor(*lane, endpoint);
            if (!transport)
                return tl::make_unexpected(transport.error());
        }
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

std::vector<std::string> HttpLeverGateway::endpointsOf(const LeverProfile& lever) const
{
    const bool isOnEvery = m_profile.operations.at(lever.operations).isOnEveryReplica;
    return isOnEvery && !m_replicas.empty() ? m_replicas : std::vector<std::string>{m_baseUrl};
}

Result<Transport*> HttpLeverGateway::transportFor(Lane& lane, const std::string& endpoint) const
{
    std::unique_ptr<Transport>& place = lane.transports[endpoint];
    if (!place) {
        auto transport = Transport::create(m_profile, endpoint, m_settings.tokenFile);
        if (!transport)
            return tl::make_unexpected(transport.error());
        place = std::make_unique<Transport>(std::move(*transport));
        if (&lane == &m_reading)
            place->breakOffBy(&m_isReadingOver);
    }
    return place.get();
}

Result<std::vector<LeverAccess>> HttpLeverGateway::accessesTo(Lane& lane,
                                                              const std::string& lever) const
{
    const LeverProfile* found = m_profile.find(lever);
    std::vector<LeverAccess> accesses;
    for (const std::string& endpoint :
         found ? endpointsOf(*found) : std::vector<std::string>{m_baseUrl}) {
        const auto transport = transportFor(lane, endpoint);
        if (!transport)
            return tl::make_unexpected(transport.error());
        auto access = LeverAccess::create(m_profile, **transport, lever, m_settings.actor);
        if (!access)
            return tl::make_unexpected(access.error());
        accesses.push_back(std::move(*access));
    }
    return accesses;
}

Result<LeverState> HttpLeverGateway::readAll(const std::vector<LeverAccess>& accesses) const
{
    const LeverProfile& lever = accesses.front().lever();
    if (!m_profile.operations.at(lever.operations).isOnEveryReplica) {
        auto state = accesses.front().read();
        if (state) // an undo has to know where it stood
            state->endpoint = accesses.front().transport().baseUrl();
        return state;
    }
    std::vector<std::future<Result<LeverState>>> readings;
    readings.reserve(accesses.size());
    for (const LeverAccess& access : accesses)
        readings.push_back(std::async(std::launch::async, [&access] { return access.read(); }));
    std::vector<LeverState> states;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        const auto state = readings[i].get();
        states.push_back(state.value_or(LeverState{}));
        states.back().endpoint = accesses[i].transport().baseUrl();
        if (!state)
            states.back().problem = state.error().message;
    }
    return combined(std::move(states));
}

Result<LeverState> HttpLeverGateway::read(const std::string& lever)
{
    return telemetry::unlessScarce(ErrorKind::Unreadable, kTooLittleToRead,
                                   [&]() -> Result<LeverState> {
                                       const std::lock_guard lock(m_reading.mutex);
                                       const auto accesses = accessesTo(m_reading, lever);
                                       if (!accesses)
                                           return tl::make_unexpected(accesses.error());
                                       return readAll(*accesses);
                                   });
}

// `wanted` of an undo: the state of each of `accesses`, in their order. Empty: no undo.
Result<LeverPlan> HttpLeverGateway::finished(const std::vector<LeverAccess>& accesses,
                                             const LeverState& before,
                                             const std::vector<LeverState>& wanted,
                                             const std::string& to, const std::string& raw)
{
    if (before.replicas.empty())
        return planned(accesses.front(), m_dryRuns, before,
                       wanted.empty() ? nullptr : &wanted.front(), to, raw);
    LeverPlan plan;
    plan.lever = accesses.front().lever().description;
    plan.before = before;
    plan.to = to;
    plan.rawAfter = raw;
    plan.isNoChange = true;
    const auto wantedAt = [&](std::size_t i) { return wanted.empty() ? nullptr : &wanted[i]; };
    std::vector<std::future<Result<LeverPlan>>> makings;
    makings.reserve(accesses.size());
    for (std::size_t i = 0; i < accesses.size(); ++i) {
        const bool isLeft = !wanted.empty() && !wanted[i].problem.empty();
        makings.push_back(std::async(isLeft ? std::launch::deferred : std::launch::async, [&, i] {
            return planned(accesses[i], m_dryRuns, before.replicas[i], wantedAt(i), to, raw);
        }));
    }
    std::optional<telemetry::Error> obstacle;
    std::size_t prepared = 0;
    for (std::size_t i = 0; i < accesses.size(); ++i) {
        LeverState& state = plan.before.replicas[i];
        if (!wanted.empty() && !wanted[i].problem.empty()) {
            plan.leftAlone.push_back(
                {.endpoint = state.endpoint,
                 .why = "How it stood before is not known: " + wanted[i].problem + "."});
            continue;
        }
        auto own = makings[i].get();
        if (!own) { // it is left out, like one that cannot be read
            obstacle = obstacle.value_or(own.error());
            state.problem = own.error().message;
            own = outlined(accesses[i], state, wantedAt(i), to, raw);
        }
        prepared += own->before.problem.empty() ? 1 : 0;
        plan.isNoChange = plan.isNoChange && own->isNoChange;
        if (!own->isNoChange)
            plan.requests.insert(plan.requests.end(), own->requests.begin(), own->requests.end());
        for (runbook::DryRun one : own->dryRuns) {
            one.title = state.endpoint + (one.title.empty() ? "" : ", " + one.title);
            plan.dryRuns.push_back(std::move(one));
        }
        plan.replicas.push_back(std::move(*own));
    }
    if (obstacle && prepared == 0)
        return tl::make_unexpected(*obstacle);
    return plan;
}

Result<LeverPlan> HttpLeverGateway::plan(const std::string& lever, const std::string& to)
{
    return telemetry::unlessScarce(
        ErrorKind::Unreadable, kTooLittleToPlan, [&]() -> Result<LeverPlan> {
            const std::lock_guard lock(m_reading.mutex);
            const auto accesses = accessesTo(m_reading, lever);
            if (!accesses)
                return tl::make_unexpected(accesses.error());
            const LeverProfile& profile = accesses->front().lever();
            const std::string meant = runbook::valueMeant(profile.description, to);
            const auto raw = rawFor(profile, meant);
            if (!raw)
                return tl::make_unexpected(raw.error());
            const auto before = readAll(*accesses);
            if (!before)
                return tl::make_unexpected(before.error());
            return finished(*accesses, *before, {}, meant, *raw);
        });
}

namespace {

std::string otherMeaning(const std::string& profile, const LeverProfile& lever,
                         const LeverState& recorded)
{
    const std::string raw = telemetry::sanitizedUtf8(recorded.raw);
    const bool isKnown = !recorded.exists || lever.values.empty() || lever.findRaw(recorded.raw);
    return "It stood at \"" + recorded.value + "\" before, "
        + (recorded.exists ? "held as \"" + raw + "\"" : std::string("without an entry"))
        + ", and the profile " + profile
        + (isKnown ? " calls that \"" + wordToday(lever, recorded) + "\" today"
                   : std::string(" knows no such value today"))
        + ". Nothing was sent: undo it with the profile that it was fired with, or have what was "
          "recorded written with 'plumbline lever undo --as-recorded'.";
}

} // namespace

// What is recorded of each; what stood on one machine says nothing of another.
Result<std::vector<LeverState>>
HttpLeverGateway::wantedOf(const LeverState& prior, const std::vector<LeverAccess>& accesses) const
{
    const LeverProfile& lever = accesses.front().lever();
    if (!m_profile.operations.at(lever.operations).isOnEveryReplica && prior.replicas.empty()) {
        return std::vector<LeverState>{prior};
    }
    std::vector<LeverState> wanted;
    std::string unknown;
    bool isAnyKnown = false;
    for (const LeverAccess& access : accesses) {
        const std::string endpoint = access.transport().baseUrl();
        const auto found = std::ranges::find_if(prior.replicas, [&endpoint](const LeverState& one) {
            return machineOf(one.endpoint) == machineOf(endpoint);
        });
        isAnyKnown = isAnyKnown || (found != prior.replicas.end() && found->problem.empty());
        if (found != prior.replicas.end()) {
            wanted.push_back(*found);
            continue;
        }
        unknown += (unknown.empty() ? "" : ", ") + endpoint;
        wanted.push_back({.endpoint = endpoint, .problem = "nothing is recorded of it"});
    }
    if (isAnyKnown)
        return wanted;
    return failure(ErrorKind::Refused,
                   "How " + unknown
                       + " stood before is not known: nothing is recorded of it. Nothing was sent: "
                         "name only the replicas of then in the profile "
                       + m_profile.id + " to put those back, and see to the others by themselves.");
}

Result<LeverPlan> HttpLeverGateway::planUndo(const std::string& lever, const LeverState& prior)
{
    return telemetry::unlessScarce(
        ErrorKind::Unreadable, kTooLittleToPlan, [&]() -> Result<LeverPlan> {
            const std::lock_guard lock(m_reading.mutex);
            const auto accesses = accessesTo(m_reading, lever);
            if (!accesses)
                return tl::make_unexpected(accesses.error());
            const auto wanted = wantedOf(prior, *accesses);
            if (!wanted)
                return tl::make_unexpected(wanted.error());
            const bool canRemove = accesses->front().operations().remove.has_value();
            for (const LeverState& one : *wanted) {
                if (!one.problem.empty())
                    continue; // left alone, by name
                if (!one.exists && !canRemove)
                    return failure(ErrorKind::Refused,
                                   "There was no entry before, and the profile " + m_profile.id
                                       + " does not say how to take one away.");
                if (const LeverProfile& today = accesses->front().lever();
                    isCalledOtherwise(today, one) && !m_settings.isUndoAsRecorded)
                    return failure(ErrorKind::Refused, otherMeaning(m_profile.id, today, one));
            }
            auto before = readAll(*accesses);
            // It was moved on several machines and stands on one by now: the others are told.
            if (before && before->replicas.empty() && !prior.replicas.empty())
                before = combined({*before});
            if (!before)
                return tl::make_unexpected(before.error());
            auto plan = finished(*accesses, *before, *wanted, prior.value, prior.raw);
            if (plan)
                tellGone(*plan, before->replicas, prior.replicas);
            return plan;
        });
}

} // namespace actuation
