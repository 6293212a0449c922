// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/undorule.h"

#include "models/runbook/machine.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <utility>

namespace runbook {

namespace {

bool isSame(const LeverState& one, const LeverState& other)
{
    return one.exists == other.exists && one.raw == other.raw && one.version == other.version;
}

// What is read may be spelt otherwise than what is written ("true" for "1"): then the value says
// it.
bool isWritten(const LeverPlan& plan, const LeverState& now)
{
    return plan.isRemoval
        ? !now.exists
        : now.exists && (now.raw == plan.rawAfter || (!plan.to.empty() && now.value == plan.to));
}

// Of one machine.
bool isOneOurs(const LeverPlan& plan, const std::optional<FireOutcome>& outcome,
               const std::optional<LeverState>& after, const std::string& writtenVersion,
               const LeverState& now, bool isVersionShared)
{
    if (isVersionShared)
        return isWritten(plan, now);
    if (!writtenVersion.empty())
        return now.exists && now.version == writtenVersion;
    if (after && outcome == FireOutcome::Verified)
        return isSame(*after, now);
    return isWritten(plan, now);
}

bool isOpenOutcome(const std::optional<FireOutcome>& outcome)
{
    return !outcome || outcome == FireOutcome::Unknown || outcome == FireOutcome::NotYetVisible;
}

std::string quoted(const LeverState& state)
{
    if (!state.exists)
        return "without an entry";
    const std::string value = telemetry::sanitizedUtf8(state.value);
    return (value.empty() ? std::string("at an empty value") : "at \"" + value + "\"")
        + (state.version.empty() ? ""
                                 : " (version " + telemetry::sanitizedUtf8(state.version) + ")");
}

std::string destination(const LeverPlan& plan)
{
    return plan.isRemoval ? std::string("no entry")
        : plan.to.empty() ? std::string("an empty value")
                          : telemetry::sanitizedUtf8(plan.to);
}

std::string conflictText(const Fired& fired, const LeverState& now)
{
    std::string text = "Somebody else has changed it since it was fired: it now stands "
        + quoted(now) + ", and what was written was " + destination(fired.plan);
    if (!fired.writtenVersion.empty())
        text += " (version " + telemetry::sanitizedUtf8(fired.writtenVersion) + ")";
    return text
        + ". Nothing was sent: an undo takes back what was written from here, and nothing "
          "else. To set it all the same, fire it as a new step.";
}

const LeverState* stateAt(const std::vector<LeverState>& states, const std::string& endpoint)
{
    const auto found = std::ranges::find_if(states, [&endpoint](const LeverState& each) {
        return machineOf(each.endpoint) == machineOf(endpoint);
    });
    return found == states.end() || !found->problem.empty() ? nullptr : &*found;
}

// What was kept of a machine. Firings that were kept without their machines tell only what was read
// back on each.
FiredMachine firedOn(const Fired& fired, const std::string& endpoint)
{
    const auto known = std::ranges::find_if(fired.machines, [&endpoint](const auto& each) {
        return machineOf(each.endpoint) == machineOf(endpoint);
    });
    if (known != fired.machines.end())
        return *known;
    FiredMachine machine{.endpoint = endpoint,
                         .outcome = fired.outcome,
                         .wasSent = fired.machines.empty(),
                         .writtenVersion = {},
                         .message = {},
                         .after = {}};
    if (!fired.after)
        return machine;
    if (const LeverState* after = stateAt(fired.after->replicas, endpoint)) {
        machine.after = *after;
        const LeverState* before = stateAt(fired.plan.before.replicas, endpoint);
        if (isWritten(fired.plan, *after))
            machine.outcome = FireOutcome::Verified;
        else if (before != nullptr && isSame(*before, *after))
            machine.wasSent = !fired.outcome || fired.outcome == FireOutcome::Unknown;
    }
    return machine;
}

// Why a machine is left alone; nullopt: what we wrote there is to be taken back.
std::optional<LeftAlone> leftAlone(const Fired& fired, const LeverPlan& own)
{
    const FiredMachine machine = firedOn(fired, own.endpoint);
    LeftAlone left{.endpoint = own.endpoint, .why = {}, .isMissed = false};
    if (!machine.wasSent || machine.outcome == FireOutcome::Conflict
        || machine.outcome == FireOutcome::Refused) {
        const LeverState* before = stateAt(fired.plan.before.replicas, own.endpoint);
        left.isMissed = machine.outcome == FireOutcome::Conflict && machine.wasSent
            && !own.isNoChange && isWritten(fired.plan, own.before)
            && (before == nullptr || !isWritten(fired.plan, *before));
        left.why = left.isMissed ? "our write was called a conflict there, and it stands where "
                                   "that was to go: whose it is "
                                   "cannot be told."
            : machine.outcome == FireOutcome::Conflict
            ? "our write was refused there, because it had been changed before it came; it stands "
                + quoted(own.before) + "."
            : machine.outcome == FireOutcome::Refused ? "our write was refused there."
                                                      : "nothing was sent there.";
        return left;
    }
    left.isMissed = true;
    if (!own.before.problem.empty()) {
        left.why = "what we wrote there cannot be taken back: " + own.before.problem;
        return left;
    }
    if (own.isNoChange) {
        if (!isOpenOutcome(machine.outcome))
            return std::nullopt; // it is confirmed
        left.why = "our write there may yet land; it stands as before.";
        return left;
    }
    if (isOneOurs(fired.plan, machine.outcome, machine.after, machine.writtenVersion, own.before,
                  own.lever.isVersionShared))
        return std::nullopt;
    left.why =
        "somebody else has changed it since it was fired: it stands " + quoted(own.before) + ".";
    return left;
}

UndoPlan ruledMachines(LeverPlan plan, const Fired& fired)
{
    UndoPlan undo;
    std::vector<LeverPlan> own = std::exchange(plan.replicas, {});
    const std::size_t all = own.size() + plan.leftAlone.size();
    plan.requests.clear();
    plan.isNoChange = true;
    bool isSomethingOpen = false;
    for (LeverPlan& each : own) {
        if (auto left = leftAlone(fired, each)) {
            isSomethingOpen = isSomethingOpen || (each.isNoChange && left->isMissed);
            plan.leftAlone.push_back(std::move(*left));
            continue;
        }
        plan.isNoChange = plan.isNoChange && each.isNoChange;
        if (!each.isNoChange)
            plan.requests.insert(plan.requests.end(), each.requests.begin(), each.requests.end());
        plan.replicas.push_back(std::move(each));
    }
    if (isSomethingOpen)
        undo.open = openText(fired);
    if (plan.replicas.empty()) {
        std::string why;
        for (const LeftAlone& left : plan.leftAlone)
            why += " " + left.endpoint + ": " + left.why;
        if (undo.open.empty())
            undo.conflict = "There is nothing to take back on any of " + std::to_string(all)
                + " machines. Nothing was sent." + why;
        plan.isNoChange = true;
    }
    undo.plan = std::move(plan);
    return undo;
}

} // namespace

Fired firedFrom(const LeverPlan& plan, const FireResult& result)
{
    Fired fired;
    fired.plan = plan;
    fired.plan.before =
        result.before.exists || !result.before.raw.empty() ? result.before : plan.before;
    fired.outcome = result.outcome;
    fired.wasSent = result.wasSent;
    fired.writtenVersion = result.writtenVersion;
    if (result.wasReadBack)
        fired.after = result.after;
    for (const LeverPlan& own : plan.replicas) {
        FiredMachine machine;
        machine.endpoint = own.endpoint;
        const auto of = std::ranges::find(result.replicas, own.endpoint, &FireResult::endpoint);
        if (of != result.replicas.end()) { // else nothing was sent there
            machine.outcome = of->outcome;
            machine.wasSent = of->wasSent;
            machine.writtenVersion = of->writtenVersion;
            machine.message = of->message;
            if (of->wasReadBack)
                machine.after = of->after;
        }
        fired.machines.push_back(std::move(machine));
    }
    return fired;
}

bool isOurs(const Fired& fired, const LeverState& now, bool isVersionShared)
{
    if (now.replicas.empty())
        return isOneOurs(fired.plan, fired.outcome, fired.after, fired.writtenVersion, now,
                         isVersionShared);
    return std::ranges::all_of(now.replicas, [&](const LeverState& replica) {
        if (!replica.problem.empty())
            return true;
        const FiredMachine machine = firedOn(fired, replica.endpoint);
        const LeverState* before = stateAt(fired.plan.before.replicas, replica.endpoint);
        return !machine.wasSent || (before != nullptr && isSame(*before, replica))
            || isOneOurs(fired.plan, machine.outcome, machine.after, machine.writtenVersion,
                         replica, isVersionShared);
    });
}

bool isOpen(const Fired& fired)
{
    return fired.wasSent && isOpenOutcome(fired.outcome);
}

namespace {

// Of the machines that were written to. One that is not read any more keeps the whole open.
WriteFate fateOfMachines(const Fired& fired, const LeverState& now, TokenStrength token)
{
    std::vector<std::string> written;
    for (const FiredMachine& machine : fired.machines)
        written.push_back(machine.endpoint);
    for (const LeverState& before : fired.plan.before.replicas) {
        if (fired.machines.empty())
            written.push_back(before.endpoint);
    }
    bool isLanded = true;
    bool isAny = false;
    for (const std::string& endpoint : written) {
        const FiredMachine machine = firedOn(fired, endpoint);
        if (!machine.wasSent || !isOpenOutcome(machine.outcome))
            continue;
        isAny = true;
        const LeverState* before = stateAt(fired.plan.before.replicas, endpoint);
        const LeverState* replica = stateAt(now.replicas, endpoint);
        if (before == nullptr || replica == nullptr)
            return WriteFate::Open;
        Fired own = fired;
        own.plan.before = *before;
        own.plan.before.replicas.clear();
        own.machines.clear();
        const WriteFate fate = fateOf(own, *replica, token);
        if (fate == WriteFate::Open)
            return WriteFate::Open;
        isLanded = isLanded && fate == WriteFate::Landed;
    }
    return !isAny ? WriteFate::Open : isLanded ? WriteFate::Landed : WriteFate::Overtaken;
}

} // namespace

WriteFate fateOf(const Fired& fired, const LeverState& now, TokenStrength token)
{
    // Another control plane's state says nothing of it, nor does one that was read before.
    const std::string& there = fired.plan.before.endpoint;
    if (!there.empty() && !now.endpoint.empty() && machineOf(there) != machineOf(now.endpoint))
        return WriteFate::Open;
    const auto zero = telemetry::Timestamp{};
    if (now.readAt != zero && fired.when != zero && now.readAt <= fired.when)
        return WriteFate::Open;
    if (!now.replicas.empty())
        return fateOfMachines(fired, now, token);
    const LeverState& before = fired.plan.before;
    if (isWritten(fired.plan, now) && !isSame(before, now))
        return WriteFate::Landed;
    // What was accepted may have made the new version itself, and its value come later.
    const bool isMoved = now.raw != before.raw || now.exists != before.exists;
    const bool isOthers =
        isMoved && (fired.writtenVersion.empty() || now.version != fired.writtenVersion);
    if (fired.outcome == FireOutcome::NotYetVisible && !isOthers)
        return WriteFate::Open;
    const bool isConditional = token == TokenStrength::Atomic && !before.version.empty();
    return isConditional && now.version != before.version ? WriteFate::Overtaken : WriteFate::Open;
}

std::string openText(const Fired& fired)
{
    std::string text = "The write of " + telemetry::sanitizedUtf8(fired.plan.lever.id) + " to "
        + destination(fired.plan);
    if (!fired.who.empty())
        text += " by " + telemetry::sanitizedUtf8(fired.who);
    if (fired.when != telemetry::Timestamp{})
        text += ", " + telemetry::toRfc3339(fired.when);
    return text
        + (fired.outcome == FireOutcome::NotYetVisible
               ? ", is open: it was accepted and was not seen in effect, and may yet be."
               : ", is open: it was sent, nobody knows what became of it, and it may yet land.");
}

namespace {

// By another way to the control plane, as far as can be told, or at another one: only the version
// of our own write says that it is the same. A journal is of one control plane.
bool isElsewhere(const Fired& fired, const LeverState& now)
{
    const std::string& there = fired.plan.before.endpoint;
    if (!fired.isFromRecording || there.empty() || now.endpoint.empty()
        || machineOf(there) == machineOf(now.endpoint))
        return false;
    const std::string own = !fired.writtenVersion.empty() ? fired.writtenVersion
        : fired.after                                     ? fired.after->version
                                                          : std::string();
    return own.empty() || own != now.version || !isWritten(fired.plan, now);
}

std::string elsewhereText(const Fired& fired, const LeverState& now)
{
    return "It was moved at " + telemetry::sanitizedUtf8(fired.plan.before.endpoint)
        + ", and this is " + telemetry::sanitizedUtf8(now.endpoint)
        + ", where nothing shows that it is the same control plane: what stood there is not "
          "written "
          "here. Nothing was sent: undo it with --base-url "
        + telemetry::sanitizedUtf8(fired.plan.before.endpoint) + ".";
}

} // namespace

UndoPlan ruledUndo(LeverPlan plan, const Fired& fired)
{
    if (!plan.replicas.empty() || !plan.leftAlone.empty())
        return ruledMachines(std::move(plan), fired);
    UndoPlan undo;
    if (plan.isNoChange && isOpen(fired))
        undo.open = openText(fired);
    else if (!plan.isNoChange && isElsewhere(fired, plan.before))
        undo.conflict = elsewhereText(fired, plan.before);
    else if (!plan.isNoChange && !isOurs(fired, plan.before, plan.lever.isVersionShared))
        undo.conflict = conflictText(fired, plan.before);
    undo.plan = std::move(plan);
    if (!undo.conflict.empty())
        undo.plan.requests.clear(); // none of them is sent
    return undo;
}

telemetry::Result<UndoPlan> planUndo(LeverGateway& levers, const Fired& fired)
{
    auto plan = levers.planUndo(fired.plan.lever.id, fired.plan.before);
    if (!plan)
        return tl::make_unexpected(plan.error());
    return ruledUndo(std::move(*plan), fired);
}

} // namespace runbook
