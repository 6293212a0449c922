// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/runbookstep.h"

#include "app/commands/guardfacts.h"
#include "app/commands/jsonrows.h"
#include "app/commands/outcome.h"
#include "app/commands/requirementfacts.h"
#include "app/commands/runbookfile.h"
#include "app/commands/runbookprobe.h"
#include "app/commands/runrecord.h"
#include "app/commands/terminal.h"
#include "models/net/secrets.h"
#include "models/runbook/requirement.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/timetext.h"

#include <QFileInfo>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <thread>

namespace commands {

using namespace Qt::StringLiterals;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

// What the run was begun with, where a recording holds one and the step names them.
Result<std::map<std::string, std::string>> parametersOf(const RunOptions& options,
                                                        const runbook::Runbook& book)
{
    auto given = parametersFromText(options.parameters);
    if (!given)
        return tl::make_unexpected(given.error());
    std::map<std::string, std::string> all(given->begin(), given->end());
    for (const auto& [name, value] : all) {
        if (book.parameters.contains(name))
            continue;
        std::string known;
        for (const auto& [each, meaning] : book.parameters)
            known += (known.empty() ? "" : ", ") + each;
        return failure(ErrorKind::Usage,
                       "There is no parameter \"" + name + "\" in " + options.file + "; "
                           + (known.empty() ? "it has none." : "it has: " + known + "."));
    }
    if (options.lever.record.empty())
        return all;
    const auto past = readRun(options.lever.record);
    if (!past)
        return tl::make_unexpected(past.error());
    if (past->runbook != book.id || past->aborted)
        return all;
    for (const auto& [name, value] : past->parameters) {
        const auto own = all.find(name);
        if (own != all.end() && own->second != value)
            return failure(ErrorKind::Usage,
                           "The run in " + options.lever.record + " was begun with " + name + "="
                               + value + ".");
        all[name] = value;
    }
    return all;
}

// The text whose steps are carried out: that of the recording's run of this runbook where begin()
// goes on with it, whatever stands in the file by now.
Result<runbook::Runbook> followedBook(const std::string& recording, const runbook::Runbook& book,
                                      const std::map<std::string, std::string>& parameters)
{
    if (recording.empty())
        return book;
    const auto past = readRun(recording);
    if (!past)
        return tl::make_unexpected(past.error());
    if (past->runbook != book.id || past->aborted)
        return book;
    auto known = runbook::runbookOf(*past, {book});
    if (!known)
        return known;
    const auto run = runbook::resumable(*past, *known);
    if (!run)
        return tl::make_unexpected(run.error());
    return !run->isFinished() || run->parameters == parameters ? std::move(*known) : book;
}

Result<runbook::Step> findStep(const RunOptions& options, const runbook::Runbook& book,
                               const std::map<std::string, std::string>& parameters)
{
    const auto found =
        std::find_if(book.steps.begin(), book.steps.end(),
                     [&](const runbook::Step& step) { return step.id == options.step; });
    if (found != book.steps.end())
        return runbook::withParameters(*found, parameters);
    std::string names;
    for (const runbook::Step& step : book.steps)
        names += (names.empty() ? "" : ", ") + step.id;
    return failure(ErrorKind::Usage,
                   "There is no step \"" + options.step + "\" in " + options.file
                       + "; it has: " + names + ".");
}

void printStep(const runbook::Step& step, const char* state, bool isJson,
               const std::string& detail = {}, int times = 0, const QJsonObject& proof = {})
{
    QJsonObject fields;
    for (const auto& [name, value] : step.fields)
        fields[displayText(name)] = displayText(value);
    if (isJson) {
        QJsonObject json{{u"step"_s, displayText(step.id)},
                         {u"kind"_s, QLatin1String(runbook::toString(step.kind))},
                         {u"title"_s, displayText(step.title)},
                         {u"text"_s, displayText(step.text)},
                         {u"fields"_s, fields},
                         {u"state"_s, QLatin1String(state)}};
        if (!detail.empty())
            json[u"detail"_s] = displayText(detail);
        if (times > 0) // recorded
            json[u"times"_s] = times;
        if (!proof.isEmpty())
            json[u"proof"_s] = proof;
        printJson(json);
        return;
    }
    print(stdout, "%s (%s)\n", step.title.c_str(), runbook::toString(step.kind));
    if (!step.text.empty())
        printProse(stdout, '\n' + step.text + "\n\n");
    for (const auto& [name, value] : step.fields)
        print(stdout, "%s: %s\n", name.c_str(), value.c_str());
}

// What the step came to, in the recording's chain where one was named, and printed.
int conclude(const RunOptions& options, RunRecord* record, const runbook::Step& step,
             runbook::StepState state, const std::string& note, const QJsonObject& proof = {})
{
    int times = 0;
    if (record != nullptr) {
        const auto settled = record->settle(step.id, state, note, options.isAgain);
        if (!settled)
            return report(settled.error());
        times = settled->times;
    }
    printStep(step, runbook::toString(state), options.lever.isJson, note, times, proof);
    if (!options.lever.isJson)
        print(stdout, "%s%s%s\n", runbook::toString(state), note.empty() ? "" : ": ", note.c_str());
    return state == runbook::StepState::Failed ? 1 : 0;
}

// Others may write to the recording while this waits.
int runWait(const runbook::Step& step, const RunOptions& options, const runbook::Runbook& book,
            const std::map<std::string, std::string>& parameters)
{
    const auto duration = telemetry::durationFromText(step.fields.at("for"));
    if (!duration)
        return report(duration.error());
    installSignalHandlers();
    const auto end = std::chrono::steady_clock::now() + *duration;
    while (!options.lever.isDryRun && std::chrono::steady_clock::now() < end) {
        if (isInterrupted())
            return report(
                {ErrorKind::Refused, "The wait of step \"" + step.id + "\" was broken off."});
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    if (options.lever.isDryRun || options.lever.record.empty()) {
        printStep(step, options.lever.isDryRun ? "not_run" : "done", options.lever.isJson);
        return 0;
    }
    auto record = RunRecord::open(options.lever.record);
    const auto begun = record ? record->begin(book, parameters)
                              : Result<void>(tl::make_unexpected(record.error()));
    return begun ? conclude(options, &*record, step, runbook::StepState::Done, {})
                 : report(begun.error());
}

// Where probe sets stand beside the runbook; empty for one that ships with the program.
std::string folderOf(const std::string& file)
{
    const QFileInfo info(QString::fromStdString(file));
    return info.isFile() ? info.absolutePath().toStdString() : std::string();
}

int runProbe(const runbook::Step& step, const RunOptions& options, const runbook::Runbook& book,
             RunRecord* record)
{
    RunbookProbeOptions probe{.endpoint = {.url = options.endpoint,
                                           .currentUrl = options.currentEndpoint,
                                           .token = {},
                                           .currentToken = {}},
                              .prices = options.prices,
                              .recording = options.lever.record,
                              .folder = folderOf(options.file),
                              .isJson = options.lever.isJson,
                              .isDryRun = options.lever.isDryRun};
    if (!probe.isDryRun) {
        auto token = net::resolveSecret(
            {.name = "CANARY", .namedFile = options.probeTokenFile, .profileFile = {}});
        if (!token)
            return report(token.error());
        probe.endpoint.token = std::move(*token);
        if (!options.currentTokenFile.empty()) {
            auto other = net::resolveSecret(
                {.name = {}, .namedFile = options.currentTokenFile, .profileFile = {}});
            if (!other)
                return report(other.error());
            probe.endpoint.currentToken = std::move(*other);
        }
    }
    // Before anything is asked, not after.
    const runbook::StepProgress* past = record != nullptr ? record->run().find(step.id) : nullptr;
    const bool isSettled = past != nullptr
        && (past->state == runbook::StepState::Done || past->state == runbook::StepState::Skipped);
    if (isSettled && !options.isAgain)
        return report({ErrorKind::Refused,
                       "Step \"" + step.id + "\" was settled by " + past->who + ": "
                           + runbook::toString(past->state)
                           + ". Nothing was asked; --again asks once more."});
    const auto proof = probeStep(book.id, step, probe, record);
    if (!proof)
        return report(proof.error());
    if (probe.isDryRun) {
        printStep(step, "not_run", options.lever.isJson, {}, 0, toJson(*proof));
        return 0;
    }
    const bool isProven = proof->outcome == runbook::ProofOutcome::Proven;
    RunOptions settling = options;
    settling.isAgain = isSettled; // one that failed is settled after all
    return conclude(settling, record, step,
                    isProven ? runbook::StepState::Done : runbook::StepState::Failed,
                    noteOf(*proof), toJson(*proof));
}

void tellRequirement(const LeverOptions& options)
{
    runbook::LeverPlan plan;
    plan.lever.kind = options.lever.substr(0, options.lever.find(':')); // as ids begin
    plan.to = options.to;
    runbook::GuardFacts facts;
    takeRequirement(facts, options.requirement, options.record, plan,
                    telemetry::SystemClock().now());
    print(stdout, "requires %s: %s\n", options.requirement->step.c_str(),
          facts.unmet.empty() ? "met" : (facts.unmet + " " + facts.unmetLifting).c_str());
}

// The intent, the rungs and the outcome go into the same chain, by the lever's own record: the run
// is begun before, and its step settled after, as an unknown outcome settles nothing.
int runLever(const runbook::Step& step, const RunOptions& options, const runbook::Runbook& book,
             const std::map<std::string, std::string>& parameters)
{
    LeverOptions lever = options.lever;
    if (lever.profile.empty())
        return report(
            {ErrorKind::Usage,
             "Step \"" + step.id + "\" moves a lever: name the control plane with --profile."});
    lever.lever = step.lever;
    lever.to = step.to;
    lever.requirement = runbook::requirementOf(book, step, parameters);
    if (lever.isDryRun && lever.requirement && !lever.isJson)
        tellRequirement(lever);
    return lever.isDryRun ? planLever(lever) : fireLever(lever);
}

// How the lever stands at this moment; empty: nobody asked, or it could not be read.
std::string standingNow(const LeverOptions& options, const runbook::Step& step)
{
    if (options.profile.empty())
        return {};
    const auto gateway = openGateway(options);
    const auto plan = gateway ? (*gateway)->plan(step.lever, step.to)
                              : Result<runbook::LeverPlan>(tl::make_unexpected(gateway.error()));
    if (!plan)
        return " How it stands now could not be read: " + plan.error().message;
    if (plan->isNoChange)
        return " It stands there now.";
    return " But it does not stand there now: somebody has changed it to \"" + plan->before.value
        + "\" since.";
}

// Whether a lever step may be fired, as the recording tells: not when it was, nor when nobody knows
// whether it was. `options`: of the control plane, to tell how it stands now; null: it is not
// asked.
Result<void> mayFire(const runbook::Step& step, const runbook::PastRun& past,
                     const LeverOptions* options)
{
    const auto now = [&] { return options != nullptr ? standingNow(*options, step) : ""; };
    const runbook::StepProgress* settled = past.find(step.id);
    if (settled != nullptr && settled->state == runbook::StepState::Done)
        return failure(ErrorKind::Refused,
                       "Step \"" + step.id + "\" was settled by " + settled->who
                           + ": done. Nothing was sent; --again fires it once more." + now());
    const runbook::PastCommand* fired = past.newestOf(step.lever, step.to);
    if (fired == nullptr || fired->isUndo)
        return {};
    if (fired->isUnknown())
        return failure(ErrorKind::Refused,
                       "What became of " + step.lever + ", which " + fired->who
                           + " fired, is not known. Nothing was sent: read it back with 'plumbline "
                             "lever verify', or fire it once more with --again.");
    if (fired->ladder.isReached(runbook::RungKind::InEffect))
        return failure(ErrorKind::Refused,
                       step.lever + " was fired by " + fired->who
                           + " and was in effect then. Nothing was sent; --again fires it once "
                             "more."
                           + now());
    return {};
}

// Whether this call has tried the step, by the intent that it wrote; 0: it wrote none. What was
// never sent, because a guard rail or a peer kept it from that, leaves the step as it was; where
// somebody else had moved the lever in between, the step did fail, unless it was done before.
bool wasTried(const runbook::PastRun& past, std::int64_t intent, bool isDone)
{
    return std::ranges::any_of(past.commands, [&](const runbook::PastCommand& command) {
        const bool isConflict =
            command.outcome == runbook::toString(runbook::FireOutcome::Conflict);
        return intent != 0 && command.fired.intent == intent
            && (command.ladder.rung(runbook::RungKind::Sent).state != runbook::RungState::Failed
                || (isConflict && !isDone));
    });
}

int runLeverRecorded(const runbook::Step& step, const RunOptions& options,
                     const runbook::Runbook& book,
                     const std::map<std::string, std::string>& parameters)
{
    const std::string& path = options.lever.record;
    {
        auto record = RunRecord::open(path);
        auto begun = record ? record->begin(book, parameters)
                            : Result<void>(tl::make_unexpected(record.error()));
        if (begun && !options.isAgain)
            begun = mayFire(step, record->past(), &options.lever);
        if (!begun)
            return report(begun.error());
    } // lets go of the recording, which the lever's record opens
    RunOptions guarded = options;
    std::int64_t intent = 0;
    guarded.lever.intent = &intent;
    guarded.lever.isAgain = options.isAgain;
    // Somebody may have fired it in between.
    if (!options.isAgain)
        guarded.lever.isStillWanted = [&step, &path]() -> Result<void> {
            const auto past = readRun(path);
            return past ? mayFire(step, *past, nullptr) : tl::make_unexpected(past.error());
        };
    const int status = runLever(step, guarded, book, parameters);
    // Whether the lever is in effect is one thing, and whether the signal is back another.
    const auto after = readRun(path);
    const bool isEffective =
        after && std::ranges::any_of(after->commands, [intent](const runbook::PastCommand& each) {
            return intent != 0 && each.fired.intent == intent
                && each.ladder.isReached(runbook::RungKind::InEffect);
        });
    if (status != 0 && status != 1 && !isEffective)
        return status;
    const bool isGood = status == 0 || isEffective;
    auto record = RunRecord::openAfterFiring(path);
    const auto begun = record ? record->begin(book, parameters)
                              : Result<void>(tl::make_unexpected(record.error()));
    if (!begun)
        return report(
            {begun.error().kind,
             begun.error().message
                 + (isEffective ? " The lever was fired and is in effect; only its step is "
                                  "not settled."
                                : "")});
    const runbook::StepProgress* now = record->run().find(step.id);
    const bool isDone = now != nullptr && now->state == runbook::StepState::Done;
    // Refused before anything was sent: the step stands as it did.
    if (!wasTried(record->past(), intent, isDone))
        return status;
    const auto settled =
        record->settle(step.id, isGood ? runbook::StepState::Done : runbook::StepState::Failed,
                       status == 0       ? "in effect"
                           : isEffective ? "in effect, and not known to have recovered"
                                         : "not in effect",
                       isDone);
    return settled ? status : report(settled.error());
}

// A decision is one of its options, as a window asks for it.
Result<void> isAnOption(const runbook::Step& step, const RunOptions& options)
{
    const auto all = step.fields.find("options");
    if (step.kind != runbook::StepKind::Decide || options.as != "done" || all == step.fields.end())
        return {};
    const QStringList choices =
        displayText(all->second).split(QStringLiteral(", "), Qt::SkipEmptyParts);
    const bool isOne = std::ranges::any_of(choices, [&options](const QString& choice) {
        return runbook::isAnswer(options.note, choice.toStdString());
    });
    if (isOne)
        return {};
    return failure(ErrorKind::Usage,
                   "Step \"" + step.id + "\" is decided by one of its options: say --note with "
                       + all->second + ".");
}

// A person says what became of a step, or is shown it.
int runByHand(const runbook::Step& step, const RunOptions& options, RunRecord* record)
{
    if (const auto decided = isAnOption(step, options); !decided)
        return report(decided.error());
    if (options.as.empty()) {
        // Nothing is claimed to be done.
        printStep(step, "for_a_person", options.lever.isJson);
        if (!options.lever.isJson)
            print(stdout, "This step is for a person to do.\n");
        return 0;
    }
    const auto state = options.as == "done" ? runbook::StepState::Done
        : options.as == "failed"            ? runbook::StepState::Failed
                                            : runbook::StepState::Skipped;
    return conclude(options, record, step, state, options.note);
}

} // namespace

int runStep(RunOptions options)
{
    const auto read = readRunbook(options.file);
    if (!read)
        return report(read.error());
    const auto parameters = parametersOf(options, *read);
    if (!parameters)
        return report(parameters.error());
    // The text that the run was begun with, whatever has become of the file.
    const auto book = followedBook(options.lever.record, *read, *parameters);
    if (!book)
        return report(book.error());
    if (book->markdown != read->markdown)
        print(stderr,
              "plumbline: the run goes on with the version of the runbook that it was begun with; "
              "there is a newer one.\n");
    const auto step = findStep(options, *book, *parameters);
    if (!step)
        return report(step.error());
    options.lever.author = book->owner;
    const std::string& path = options.lever.record;
    if (!options.as.empty() && path.empty())
        return report({ErrorKind::Usage,
                       "--as says what became of a step: name the recording with --record."});
    if (!options.as.empty() && options.lever.isDryRun)
        return report({ErrorKind::Usage, "--as records, --dry-run does not."});
    for (const runbook::Fired& fired : openWritesIn(path, {}))
        print(stderr, "plumbline: open: %s\n", runbook::openText(fired).c_str());
    const bool isSkipped = options.as == "skipped";
    if (step->kind == runbook::StepKind::Lever && !isSkipped) {
        if (!options.as.empty())
            return report({ErrorKind::Usage,
                           "A lever step is done when its lever is in effect: fire it, or skip it "
                           "with --as skipped."});
        return path.empty() || options.lever.isDryRun
            ? runLever(*step, options, *book, *parameters)
            : runLeverRecorded(*step, options, *book, *parameters);
    }
    if (step->kind == runbook::StepKind::Probe && options.lever.isDryRun)
        return runProbe(*step, options, *book, nullptr);
    const bool isShown = options.lever.isDryRun
        || (options.as.empty() && step->kind != runbook::StepKind::Wait
            && (step->kind != runbook::StepKind::Probe || options.endpoint.empty()));
    auto record = path.empty() || isShown ? Result<RunRecord>() : RunRecord::open(path);
    if (!record)
        return report(record.error());
    RunRecord* kept = path.empty() || isShown ? nullptr : &*record;
    if (kept != nullptr) {
        if (const auto begun = kept->begin(*book, *parameters); !begun)
            return report(begun.error());
    }
    if (step->kind == runbook::StepKind::Wait && options.as.empty()) {
        record = RunRecord(); // lets go of the recording
        return runWait(*step, options, *book, *parameters);
    }
    if (step->kind == runbook::StepKind::Probe && options.as.empty() && !isShown)
        return runProbe(*step, options, *book, kept);
    return runByHand(*step, options, kept);
}

} // namespace commands
