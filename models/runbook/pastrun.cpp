// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/pastrun.h"

#include "models/runbook/entryjson.h"
#include "models/runbook/openwrites.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace runbook {

namespace {

// A console looks at its levers once a second, a slow control plane may take its time to show one.
constexpr auto kSeenWithin = std::chrono::minutes(2);
constexpr auto kClockError = std::chrono::seconds(2);

template<typename Enum, std::size_t kSize>
std::optional<Enum> named(const QString& name, const std::array<Enum, kSize>& all)
{
    const auto found = std::ranges::find_if(
        all, [&name](Enum each) { return name == QLatin1String(toString(each)); });
    return found == all.end() ? std::nullopt : std::optional(*found);
}

void takeTexts(std::map<std::string, std::string>& texts, const QJsonObject& json)
{
    for (auto it = json.begin(); it != json.end(); ++it)
        texts[it.key().toStdString()] = it->toString().toStdString();
}

void takeStart(PastRun& run, const telemetry::TimelineEntry& entry, const QJsonObject& payload)
{
    static constexpr std::array kStates{CommitState::None, CommitState::Committed,
                                        CommitState::Changed, CommitState::Unknown};
    const auto word = [&payload](const char* name) {
        return payload[QLatin1String(name)].toString().toStdString();
    };
    run.started = entry.time;
    run.who = entry.actor;
    takeTexts(run.parameters, payload[u"parameters"_s].toObject());
    takeTexts(run.evidence, payload[u"evidence"_s].toObject());
    run.title = word("title");
    run.version = word("version");
    run.digest = word("digest");
    run.markdown = word("markdown");
    run.source = {
        .file = word("file"),
        .commit = word("commit"),
        .state = named(payload[u"commit_state"_s].toString(), kStates).value_or(CommitState::None)};
}

void takeStep(PastRun& run, const telemetry::TimelineEntry& entry, const QJsonObject& payload)
{
    static constexpr std::array kStates{StepState::Done, StepState::Skipped, StepState::Failed,
                                        StepState::Undone};
    const QString word = payload[u"state"_s].toString();
    if (word == u"left"_s) {
        run = {};
        return;
    }
    // What comes late, of a run that was left, begins none.
    if (word != u"started"_s && run.runbook != entry.subject)
        return;
    if (word == u"started"_s) {
        run = {};
        run.runbook = entry.subject;
    }
    if (word == u"started"_s)
        return takeStart(run, entry, payload);
    if (word == u"aborted"_s) {
        run.aborted = RunAbort{.who = entry.actor,
                               .when = entry.time,
                               .reason = payload[u"reason"_s].toString().toStdString()};
        return;
    }
    const auto state = named(word, kStates);
    if (!state)
        return;
    StepProgress progress{.step = payload[u"step"_s].toString().toStdString(),
                          .state = *state,
                          .who = entry.actor,
                          .when = entry.time,
                          .note = payload[u"note"_s].toString().toStdString(),
                          .times = 1};
    const auto known = std::ranges::find(run.steps, progress.step, &StepProgress::step);
    if (known == run.steps.end()) {
        run.steps.push_back(std::move(progress));
        return;
    }
    progress.times = known->times + 1;
    *known = std::move(progress);
}

// Whether a rung or an end is of a command: of the intent that it names. Recordings of before there
// were such names tell it by the lever, where it stands, and the value.
bool isOf(const PastCommand& command, const telemetry::TimelineEntry& entry,
          const QJsonObject& payload)
{
    if (const std::int64_t intent = payload[u"intent"_s].toInteger(); intent != 0)
        return command.fired.intent == intent;
    const auto fits = [&payload](const QString& name, const std::string& own) {
        return !payload.contains(name) || payload[name].toString().toStdString() == own;
    };
    return command.lever == entry.subject
        && command.sentTo == payload[u"to"_s].toString().toStdString()
        && fits(u"target"_s, command.plan.lever.target)
        && fits(u"environment"_s, command.plan.lever.environment);
}

template<typename Commands, typename Fits>
auto newest(Commands& commands, const Fits& fits) -> decltype(commands.data())
{
    const auto found = std::find_if(commands.rbegin(), commands.rend(), fits);
    return found == commands.rend() ? nullptr : &*found;
}

// A state as leverentries.h writes it; nullopt when it is not whole. What is no text was recorded
// with U+FFFD in its place: that is not what stood there.
std::optional<LeverState> stateOf(const QJsonObject& json, telemetry::Timestamp time)
{
    const QString raw = json[u"raw"_s].toString();
    if (!json[u"exists"_s].isBool() || !json[u"raw"_s].isString()
        || raw.contains(QChar::ReplacementCharacter))
        return std::nullopt;
    LeverState state{.value = json[u"value"_s].toString().toStdString(),
                     .raw = raw.toStdString(),
                     .version = json[u"version"_s].toString().toStdString(),
                     .exists = json[u"exists"_s].toBool(),
                     .readAt = time,
                     .endpoint = json[u"endpoint"_s].toString().toStdString(),
                     .problem = json[u"problem"_s].toString().toStdString()};
    for (const QJsonValue& each : json[u"replicas"_s].toArray()) {
        auto replica = stateOf(each.toObject(), time);
        if (!replica)
            return std::nullopt;
        state.replicas.push_back(std::move(*replica));
    }
    return state;
}

LeverPlan planOf(const telemetry::TimelineEntry& entry, const QJsonObject& payload)
{
    const auto word = [&payload](const char* name) {
        return payload[QLatin1String(name)].toString().toStdString();
    };
    LeverPlan plan;
    plan.lever.id = entry.subject;
    plan.lever.kind = word("lever_kind");
    plan.lever.target = word("target");
    plan.lever.environment = word("environment");
    plan.to = word("to");
    plan.rawAfter = word("raw_after");
    plan.isRemoval = payload[u"removes_entry"_s].toBool();
    return plan;
}

void takeAction(PastRun& run, const telemetry::TimelineEntry& entry, const QJsonObject& payload)
{
    PastCommand command{.lever = entry.subject,
                        .to = payload[u"to"_s].toString().toStdString(),
                        .sentTo = payload[u"to"_s].toString().toStdString(),
                        .isUndo = entry.kind == "undo",
                        .firedAt = entry.time,
                        .who = entry.actor,
                        .ladder = {},
                        .outcome = {},
                        .plan = planOf(entry, payload),
                        .fired = firedFromIntent(entry)};
    if (auto before = stateOf(payload[u"before"_s].toObject(), entry.time)) {
        command.plan.before = std::move(*before);
        command.isPriorKnown = true;
    }
    if (command.isUndo) {
        const PastCommand* undone = newest(run.commands, [&command](const PastCommand& each) {
            return isSameLever(each.plan.lever, command.plan.lever) && !each.isUndo;
        });
        command.to = undone != nullptr ? undone->to : std::string();
    }
    run.commands.push_back(std::move(command));
}

void takeOutcome(PastRun& run, const telemetry::TimelineEntry& entry, const QJsonObject& payload)
{
    PastCommand* command = newest(run.commands, [&](const PastCommand& each) {
        return each.outcome.empty() && isOf(each, entry, payload);
    });
    if (command == nullptr)
        return;
    takeEnd(command->fired, entry);
    command->outcome = payload[u"outcome"_s].toString().toStdString();
    command->rawReply = payload[u"raw_reply"_s].toString().toStdString();
}

// A recovery may be told after another lever was moved, or the same one moved on.
void takeRung(PastRun& run, const telemetry::TimelineEntry& entry, const QJsonObject& payload)
{
    static constexpr std::array kKinds{RungKind::Sent, RungKind::Accepted, RungKind::InEffect,
                                       RungKind::Recovered};
    static constexpr std::array kStates{RungState::Reached, RungState::Failed, RungState::Unknown};
    const auto kind = named(payload[u"rung"_s].toString(), kKinds);
    const auto state = named(payload[u"state"_s].toString(), kStates);
    PastCommand* command =
        newest(run.commands, [&](const PastCommand& each) { return isOf(each, entry, payload); });
    if (!kind || !state || command == nullptr)
        return;
    const std::string detail = payload[u"detail"_s].toString().toStdString();
    command->isSetAside = command->isSetAside || payload.contains(u"set_aside"_s);
    const bool isThere = *kind == RungKind::InEffect && *state == RungState::Reached;
    // Rungs that wait are not recorded: where the first two are missing, nothing had to be sent.
    if (!command->ladder.settle(*kind, *state, entry.time, detail) && isThere)
        command->ladder.findThere(entry.time, detail);
}

bool isOfCommand(const telemetry::TimelineEntry& entry)
{
    return entry.kind == "action" || entry.kind == "undo" || entry.kind == "rung";
}

void takeCommand(PastRun& run, const telemetry::TimelineEntry& entry, const QJsonObject& payload)
{
    if (entry.kind == "rung")
        takeRung(run, entry, payload);
    else if (payload.contains(u"outcome"_s))
        takeOutcome(run, entry, payload);
    else
        takeAction(run, entry, payload);
}

} // namespace

bool PastCommand::isUnknown() const
{
    const RungState inEffect = ladder.rung(RungKind::InEffect).state;
    const bool wasNotSent = ladder.rung(RungKind::Sent).state == RungState::Failed;
    if (isSetAside || fired.plan.isNoChange || wasNotSent || inEffect == RungState::Reached
        || inEffect == RungState::Failed)
        return false; // read back later, whatever the answer was
    // Verified at the control plane, and new answers were still awaited.
    return outcome.empty() || outcome == toString(FireOutcome::Unknown)
        || outcome == toString(FireOutcome::NotYetVisible)
        || outcome == toString(FireOutcome::Verified);
}

bool PastCommand::mayHaveMoved() const
{
    if (fired.plan.isNoChange || ladder.rung(RungKind::InEffect).state == RungState::Failed)
        return false;
    return ladder.isReached(RungKind::InEffect) || ladder.isReached(RungKind::Accepted)
        || isUnknown() || isSetAside;
}

bool PastCommand::mayBeSeenAs(const std::string& value, telemetry::Timestamp seen) const
{
    return mayHaveMoved() && (sentTo.empty() ? to : sentTo) == value
        && seen >= firedAt - kClockError && seen <= firedAt + kSeenWithin;
}

std::string PastCommand::outcomeText() const
{
    if (isUnknown())
        return "unknown, to be read back, not to be fired again";
    if (isSetAside)
        return "unknown, set aside";
    std::string words = outcome;
    std::ranges::replace(words, '_', ' ');
    if (ladder.rung(RungKind::Sent).state == RungState::Failed)
        return words + ", nothing was sent";
    if (fired.plan.isNoChange && !ladder.isReached(RungKind::InEffect))
        return words + ", it stood there and nothing had to be sent";
    const bool wasTold = !outcome.empty() && outcome != toString(FireOutcome::Unknown)
        && outcome != toString(FireOutcome::NotYetVisible);
    if (wasTold)
        return words;
    const bool isThere = ladder.isReached(RungKind::InEffect);
    return (words.empty() ? std::string("not told") : words)
        + (isThere ? ", and in effect when it was read later"
                   : ", and without effect when it was read later");
}

const StepProgress* PastRun::find(const std::string& step) const
{
    const auto found = std::ranges::find(steps, step, &StepProgress::step);
    return found == steps.end() ? nullptr : &*found;
}

const PastCommand* PastRun::newestOf(const std::string& lever, const std::string& to) const
{
    return newest(commands,
                  [&](const PastCommand& each) { return each.lever == lever && each.to == to; });
}

const PastCommand* PastRun::newestMove(const std::string& lever, const std::string& to) const
{
    return newest(commands, [&](const PastCommand& each) {
        return each.lever == lever && each.to == to && !each.fired.plan.isNoChange;
    });
}

const PastCommand* PastRun::takenBackBy(const PastCommand& undo) const
{
    const PastCommand* found = nullptr;
    for (const PastCommand& each : commands) {
        if (&each == &undo)
            break;
        if (each.lever == undo.lever && !each.isUndo && !each.fired.plan.isNoChange
            && each.isPriorKnown)
            found = &each;
    }
    return found;
}

const PastCommand* PastRun::undoableOf(const std::string& lever, const std::string& to) const
{
    const PastCommand* fired = nullptr;
    for (const PastCommand& each : commands) {
        // On some of several machines is moved, too.
        const bool isMoved = each.ladder.isReached(RungKind::InEffect)
            || (!each.isUndo && each.fired.outcome == FireOutcome::Partial);
        if (each.lever != lever || !isMoved || each.fired.plan.isNoChange)
            continue;
        // Moved on or put back: what stood before that firing is not before the state of now.
        fired = !each.isUndo && each.to == to ? &each : nullptr;
    }
    return fired != nullptr && fired->isPriorKnown ? fired : nullptr;
}

bool PastRun::isPutBack(const std::string& lever, const std::string& to) const
{
    const PastCommand* command = newestOf(lever, to);
    return command != nullptr && command->isUndo && command->ladder.isReached(RungKind::InEffect);
}

telemetry::Result<RunbookRun> resumable(const PastRun& past, const Runbook& runbook)
{
    using telemetry::ErrorKind;
    if (past.runbook != runbook.id)
        return telemetry::failure(ErrorKind::Usage,
                                  "The run is not one of runbook \"" + runbook.id + "\".");
    auto run = RunbookRun::start(runbook, past.who, past.started, past.parameters);
    run.evidence = past.evidence;
    run.aborted = past.aborted;
    for (const StepProgress& progress : past.steps) {
        const auto step = std::ranges::find(run.steps, progress.step, &StepProgress::step);
        if (step == run.steps.end())
            return telemetry::failure(ErrorKind::Usage,
                                      "Runbook \"" + runbook.id + "\" has no step \""
                                          + progress.step
                                          + "\" any more, and the run has settled "
                                            "it.");
        *step = progress;
    }
    return run;
}

telemetry::Result<Runbook> runbookOf(const PastRun& past, const std::vector<Runbook>& runbooks)
{
    if (!past.markdown.empty()) {
        auto parsed = parseRunbook(past.markdown);
        if (parsed.problems.empty() && parsed.runbook.id == past.runbook) {
            parsed.runbook.source = past.source;
            return std::move(parsed.runbook);
        }
    }
    const auto known = std::ranges::find(runbooks, past.runbook, &Runbook::id);
    if (known == runbooks.end())
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  "There is no runbook \"" + past.runbook
                                      + "\" any more, and the recording does not hold its text.");
    if (!past.digest.empty() && past.digest != digestOf(*known))
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  "The run was begun with another text of runbook \"" + past.runbook
                                      + "\", which the recording does not hold. Abort the run, and "
                                        "begin another with the text of today.");
    if (const auto fits = resumable(past, *known); !fits)
        return telemetry::failure(telemetry::ErrorKind::Refused, fits.error().message);
    return *known;
}

PastRun pastRun(const std::vector<telemetry::TimelineEntry>& entries)
{
    PastRun run;
    for (const telemetry::TimelineEntry& entry : entries) {
        if (isOfCommand(entry))
            takeCommand(run, entry, payloadOf(entry));
        else if (entry.kind == "step")
            takeStep(run, entry, payloadOf(entry));
    }
    return run;
}

std::vector<PastCommand> pastCommands(const std::vector<telemetry::TimelineEntry>& entries)
{
    PastRun all;
    for (const telemetry::TimelineEntry& entry : entries) {
        if (isOfCommand(entry))
            takeCommand(all, entry, payloadOf(entry));
    }
    return std::move(all.commands);
}

} // namespace runbook
