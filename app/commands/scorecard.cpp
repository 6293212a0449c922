// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/practice/scorecard.h"

#include "app/commands/bundlefiles.h"
#include "app/commands/commands.h"
#include "app/commands/drillsupport.h"
#include "app/commands/outcome.h"
#include "app/commands/scorecardtext.h"
#include "app/commands/terminal.h"
#include "app/commands/trainingaside.h"
#include "app/commands/truthfile.h"
#include "models/drill/offline.h"
#include "models/incident/incidentrecord.h"
#include "models/practice/debrief.h"
#include "models/practice/ownalarms.h"
#include "models/store/reader.h"
#include "models/telemetry/timetext.h"

#include <QJsonObject>

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

using telemetry::Result;

struct ScorecardOptions
{
    std::string file;
    std::string id;
    std::string scenario;
    std::string truth;
    std::string faultAt;
    bool isJson = false;
};

using MaybeTraining = std::optional<practice::Training>;

Result<practice::Truth> truthOfScenario(const std::string& name, const MaybeTraining& training)
{
    const auto scenario = drill::scenarioNamed(name);
    if (!scenario)
        return tl::make_unexpected(scenario.error());
    practice::Truth truth = practice::truthOf(*scenario);
    if (training && training->setup.scenario == name)
        truth.faultTime = training->faultTime;
    return truth;
}

// What a drill that was taken on in a window told when it ended is as good as being told.
// Nothing: only the record tells, if anything does.
Result<std::optional<practice::Truth>> toldTruth(const ScorecardOptions& options,
                                                 const MaybeTraining& training)
{
    const auto some = [](Result<practice::Truth> truth) {
        return truth ? Result<std::optional<practice::Truth>>(std::move(*truth))
                     : tl::make_unexpected(truth.error());
    };
    if (!options.scenario.empty())
        return some(truthOfScenario(options.scenario, training));
    if (!options.truth.empty())
        return some(readTruth(options.truth));
    if (training && training->ended && drill::scenarioNamed(training->setup.scenario))
        return some(truthOfScenario(training->setup.scenario, training));
    return std::optional<practice::Truth>();
}

// Of a fault that is told all that it brought, unless one incident is asked for.
Result<incident::IncidentRecord> recordFor(const store::Reader& reader, const std::string& id,
                                           const std::optional<practice::Truth>& truth,
                                           telemetry::Timestamp knownAt)
{
    return id.empty()
        ? practice::readDrillRecord(reader, truth.value_or(practice::Truth()), knownAt)
        : incident::readIncidentTimeline(reader, id, knownAt);
}

// A drill that was taken on in a window counts as its pane told it: up to its end.
telemetry::Timestamp countedUntil(const ScorecardOptions& options, const MaybeTraining& training)
{
    const bool isOfIt = training && options.id.empty() && options.truth.empty()
        && options.faultAt.empty()
        && (options.scenario.empty() || options.scenario == training->setup.scenario);
    return isOfIt ? practice::knownAtEnd(*training) : telemetry::Timestamp::max();
}

struct ToldCard
{
    practice::Scorecard card;
    std::optional<TrainingAside> aside; // nothing: nobody took a drill on in it
};

Result<ToldCard> scorecardFor(const ScorecardOptions& options)
{
    const auto file = ReadableRecording::open(options.file);
    if (!file)
        return tl::make_unexpected(file.error());
    const auto reader = store::Reader::open(file->path());
    if (!reader)
        return tl::make_unexpected(reader.error());
    std::optional<telemetry::Timestamp> faultTime;
    if (!options.faultAt.empty()) {
        const auto time = telemetry::timestampFromText(options.faultAt);
        if (!time)
            return tl::make_unexpected(time.error());
        faultTime = *time;
    }
    const auto training = readTraining(**reader);
    if (!training)
        return tl::make_unexpected(training.error());
    auto truth = toldTruth(options, *training);
    if (!truth)
        return tl::make_unexpected(truth.error());
    if (*truth && faultTime)
        (*truth)->faultTime = faultTime;
    const auto record = recordFor(**reader, options.id, *truth, countedUntil(options, *training));
    if (!record)
        return tl::make_unexpected(record.error());
    auto card = practice::scorecardOf(**reader, *record,
                                      *truth ? **truth : practice::truthOf(*record), faultTime);
    if (!card)
        return tl::make_unexpected(card.error());
    ToldCard told{.card = std::move(*card), .aside = std::nullopt};
    if (*training) {
        const auto id = (*reader)->recordingId();
        if (!id)
            return tl::make_unexpected(id.error());
        told.aside = trainingAside(told.card, **training, *id);
    }
    return told;
}

void printCard(const ToldCard& told, bool isJson)
{
    if (isJson) {
        QJsonObject object = toJson(told.card);
        if (told.aside)
            addTo(object, *told.aside);
        printJson(object);
        return;
    }
    for (const std::string& line : scorecardText(told.card))
        print(stdout, "%s\n", line.c_str());
    if (!told.aside)
        return;
    for (const std::string& line : trainingText(*told.aside))
        print(stdout, "%s\n", line.c_str());
}

} // namespace

void addScorecard(CLI::App& app, int& status)
{
    const auto options = std::make_shared<ScorecardOptions>();
    CLI::App* command = app.add_subcommand(
        "scorecard",
        "How an incident or a drill went: times to acknowledge, to name the cause and to mitigate, "
        "wrong levers, exposure; of a drill that was taken on in a window also hints and earlier "
        "runs");
    command->add_option("FILE", options->file, "The recording, or a bundle of one")->required();
    command->add_option(
        "--incident", options->id,
        "Its id; else, where it is told what was behind it, all that alarms of that are "
        "part of; else the newest that is open, else the newest, else the whole "
        "recording");
    CLI::Option* scenario = command->add_option("--scenario", options->scenario, scenarioHelp());
    command
        ->add_option("--truth", options->truth,
                     "What was behind it: a file that `drill --from` wrote, or the recording that "
                     "the drill was of, or a bundle of it; without it the lever that recovered "
                     "counts as the right one")
        ->excludes(scenario)
        ->type_name("FILE");
    command->add_option("--fault-at", options->faultAt,
                        "When the fault began, as a drill prints it; else as the truth says, else "
                        "the onset as it was estimated");
    command->add_flag("--json", options->isJson, "One JSON document");
    command->footer("Example: plumbline scorecard drill.plumb --scenario fabricated-apis");
    command->callback([options, &status] {
        const auto told = scorecardFor(*options);
        if (!told) {
            status = report(told.error());
            return;
        }
        printCard(*told, options->isJson);
        status = 0;
    });
}

} // namespace commands
