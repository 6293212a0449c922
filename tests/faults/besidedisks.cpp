// SPDX-License-Identifier: GPL-3.0-or-later

// A disk that is full or fails below what a console writes beside a recording: settings with their
// layouts, the journal of levers, the history of drills, files of what-if, copies of the team's
// configuration, and what somebody has written somewhere. What was there stays readable, or what is
// new is there as a whole; whoever wrote it is told; what is told to be written is on the disk.

#include "app/commands/leverjournal.h"
#include "app/commands/settingsfile.h"
#include "app/commands/whatifsave.h"
#include "models/items/outputfile.h"
#include "models/practice/traininghistory.h"
#include "models/team/teamcopy.h"
#include "tests/faults/classes.h"
#include "tests/faults/ourcalls.h"
#include "tests/models/ingest/ingestfixture.h"
#include "tests/models/store/storefixture.h"

#include <QSettings>
#include <QVariantMap>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <sys/stat.h>

namespace faults {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array kCallKinds{CallKind::Write, CallKind::Sync, CallKind::Name};
constexpr std::int64_t kForLong = 1000; // calls in a row

// What is written beside a recording, in a few words of its own: "old", then "new".
struct BesideFile
{
    const char* name;
    std::vector<std::string> files; // that may be there afterwards, in the trial's folder
    bool isOldThere = true; // what is written is no new file
    telemetry::Result<void> (*write)(const Trial& trial, const std::string& words);
    std::string (*read)(const Trial& trial); // the words; empty: there is none
};

// Qt holds back what is short until its end, and writes at once what is long.
std::size_t besidePadding = 20'000;

std::string padded(const std::string& words)
{
    return words + std::string(besidePadding, '.');
}

std::string unpadded(const std::string& text)
{
    const std::size_t end = text.find('.');
    return end == std::string::npos || text != padded(text.substr(0, end)) ? text
                                                                           : text.substr(0, end);
}

telemetry::Result<void> writeSettings(const Trial& /*trial*/, const std::string& words)
{
    const auto file = commands::openSettings();
    file->setValue(u"operator/name"_s, QString::fromStdString(words));
    file->setValue(u"layouts"_s, QVariantMap{{u"mine"_s, QString::fromStdString(padded(words))}});
    return commands::storeSettings(*file);
}

// From the file itself: what this process has set it knows in any case.
std::string readSettings(const Trial& trial)
{
    const QString copy = QString::fromStdString(trial.path("copy.conf"));
    std::filesystem::copy_file(trial.path("plumbline/plumbline.conf"), copy.toStdString(),
                               std::filesystem::copy_options::overwrite_existing);
    const QSettings file(copy, QSettings::IniFormat);
    const std::string name = file.value(u"operator/name"_s).toString().toStdString();
    const QVariantMap layouts = file.value(u"layouts"_s).toMap();
    return unpadded(layouts.value(u"mine"_s).toString().toStdString()) == name ? name
                                                                               : "half of both";
}

runbook::LeverPlan planTo(const std::string& words)
{
    runbook::LeverPlan plan;
    plan.lever.id = "breaker:bot";
    plan.lever.target = "bot";
    plan.before.value = plan.before.raw = "reset";
    plan.before.exists = true;
    plan.to = plan.rawAfter = padded(words);
    return plan;
}

telemetry::Result<void> writeLeverJournal(const Trial& trial, const std::string& words)
{
    auto journal = commands::LeverJournal::open(QString::fromStdString(trial.path("lever.json")));
    if (!journal)
        return tl::make_unexpected(journal.error());
    const auto begun = journal->begin(planTo(words));
    return begun ? telemetry::Result<void>() : tl::make_unexpected(begun.error());
}

std::string readLeverJournal(const Trial& trial)
{
    const auto journal =
        commands::LeverJournal::open(QString::fromStdString(trial.path("lever.json")));
    require(journal.has_value(), journal ? "" : journal.error().message);
    const auto open = journal->openWrites();
    require(open.size() <= 3 && (open.empty() || unpadded(open.front().plan.to) == "old"),
            "a firing that was journalled is not in the journal any more");
    return open.empty() ? "" : unpadded(open.back().plan.to);
}

telemetry::Result<void> writeTraining(const Trial& trial, const std::string& words)
{
    practice::TrainingRun run;
    run.setup.scenario = "drift";
    run.who = padded(words);
    run.started = storetest::at(1);
    run.ended = storetest::at(2);
    return practice::appendTrainingRun(trial.path("history.jsonl"), run);
}

// A line that was broken off is counted, and costs no other one.
std::string readTraining(const Trial& trial)
{
    const auto history = practice::readTrainingHistory(trial.path("history.jsonl"));
    require(history.has_value(), history ? "" : history.error().message);
    require(history->runs.empty() || unpadded(history->runs.front().who) == "old",
            "a run that was kept is not in the history any more");
    require(history->broken.size() <= 1, "more lines are broken than were written");
    return history->runs.empty() ? "" : unpadded(history->runs.back().who);
}

telemetry::Result<void> writeWhatIf(const Trial& trial, const std::string& words)
{
    replay::WhatIf whatIf;
    whatIf.facts.isInUseKnown = true;
    const auto saved = commands::saveVariant({.path = trial.path("detection.yaml"),
                                              .objectivesPath = trial.path("objectives.yaml"),
                                              .incident = {},
                                              .why = padded(words)},
                                             whatIf, {}, {});
    return saved ? telemetry::Result<void>() : tl::make_unexpected(saved.error());
}

std::string readWhatIf(const Trial& trial)
{
    const auto wordsIn = [&trial](const char* name) -> std::string {
        if (!std::filesystem::exists(trial.path(name)))
            return {};
        const std::string text = ingesttest::contentOf(trial.path(name));
        return text.find(padded("new") + '\n') != std::string::npos ? "new" : "half of it";
    };
    const std::string settings = wordsIn("detection.yaml");
    return settings == wordsIn("objectives.yaml") ? settings : "one of both";
}

constexpr const char* kTeam = "/srv/team";

telemetry::Result<void> writeTeamCopy(const Trial& trial, const std::string& words)
{
    team::TeamCopy copy;
    copy.source = QString::fromLatin1(kTeam);
    copy.text = QByteArray::fromStdString(padded(words));
    return team::keepCopy(copy, QString::fromStdString(trial.path("team")));
}

std::string readTeamCopy(const Trial& trial)
{
    const auto copy =
        team::keptCopy(QString::fromLatin1(kTeam), QString::fromStdString(trial.path("team")));
    return copy ? unpadded(copy->text.toStdString()) : "none";
}

telemetry::Result<void> writeOutput(const Trial& trial, const std::string& words)
{
    items::OutputFile file(QString::fromStdString(trial.path("report.md")));
    if (file.open() && file.write(padded(words)) && file.keep())
        return {};
    return telemetry::failure(telemetry::ErrorKind::Refused,
                              trial.path("report.md") + ": " + file.errorString().toStdString());
}

std::string readOutput(const Trial& trial)
{
    return unpadded(ingesttest::contentOf(trial.path("report.md")));
}

const std::array<BesideFile, 6>& besideFiles()
{
    static const std::array<BesideFile, 6> all{{
        {"settings", {"plumbline", "copy.conf"}, true, writeSettings, readSettings},
        {"lever journal",
         {"lever.json", "lever.json.lock"},
         true,
         writeLeverJournal,
         readLeverJournal},
        {"training history", {"history.jsonl"}, true, writeTraining, readTraining},
        {"what-if", {"detection.yaml", "objectives.yaml"}, false, writeWhatIf, readWhatIf},
        {"team copy", {"team"}, true, writeTeamCopy, readTeamCopy},
        {"output", {"report.md"}, true, writeOutput, readOutput},
    }};
    return all;
}

// Nothing beside what belongs there: a console that goes on for weeks would fill the disk with it.
void requireNothingLeft(const BesideFile& beside, const Trial& trial)
{
    const std::set<std::string> wanted(beside.files.begin(), beside.files.end());
    for (const auto& entry : std::filesystem::directory_iterator(trial.folder))
        require(wanted.contains(entry.path().filename().string()),
                std::string(beside.name) + ": this is left: " + entry.path().string());
    for (const char* folder : {"plumbline", "team"}) {
        std::error_code isNone;
        const std::filesystem::directory_iterator files(trial.path(folder), isNone);
        require(isNone || std::distance(begin(files), end(files)) <= 1,
                std::string(beside.name) + ": something is left in " + trial.path(folder));
    }
}

// All of the files; a folder stands for the one in it.
bool areSynced(const BesideFile& beside, const Trial& trial)
{
    return std::ranges::all_of(beside.files, [&trial](const std::string& name) {
        const std::string path = trial.path(name);
        if (name == "copy.conf" || name.ends_with(".lock"))
            return true;
        if (!std::filesystem::is_directory(path))
            return isSynced(path);
        return std::ranges::all_of(
            std::filesystem::directory_iterator(path),
            [](const auto& entry) { return isSynced(entry.path().string()); });
    });
}

void failBeside(const Trial& trial, bool areSyncsLost)
{
    ::setenv("XDG_CONFIG_HOME", trial.folder.c_str(), 1);
    ::setenv("HOME", trial.folder.c_str(), 1);
    const auto& all = besideFiles();
    const BesideFile& beside = all[trial.seed % all.size()];
    const std::string name = beside.name;
    std::uint64_t rest = trial.seed / all.size();
    CallPlan plan;
    plan.kind = kCallKinds[rest % kCallKinds.size()];
    rest /= kCallKinds.size();
    plan.failures = rest % 2 == 0 ? 1 : kForLong;
    if (areSyncsLost) // is what fails
        plan.failures = 0;
    rest /= 2;
    besidePadding = rest % 2 == 0 ? 500 : 20'000;
    plan.failsFrom = 1 + static_cast<std::int64_t>(rest / 2);

    watchNames();
    setCallFaults({.areSyncsLost = areSyncsLost, .areLocksLost = false});
    if (beside.isOldThere) {
        const auto old = beside.write(trial, "old");
        require(old.has_value(),
                name + ": a sound disk, and yet: " + (old ? "" : old.error().message));
    }
    const std::string before = beside.read(trial);
    require(before == (beside.isOldThere ? "old" : ""), name + " cannot be read: " + before);
    failCalls(plan);
    const auto written = beside.write(trial, "new");
    const bool hasFailed = failedCalls() > 0;
    mendCalls();

    const std::string after = beside.read(trial);
    require(after == before || after == "new",
            name + ": neither what was there nor what is new, but: " + after.substr(0, 100));
    if (written) {
        require(after == "new", name + ": it is told to be written, and is not there");
        require(areSynced(beside, trial), name + ": it is told to be written, and is not synced");
    } else {
        require(written.error().message.find(trial.folder) != std::string::npos,
                name + ": an error that names no file: " + written.error().message);
        requireNothingLeft(beside, trial);
    }
    require(hasFailed || written.has_value(), name + ": a sound disk, and it cannot be written");
    if (after != "new" || beside.isOldThere) {
        const auto again = beside.write(trial, "new");
        require(again.has_value(),
                name + ": it does not go on when the disk does: "
                    + (again ? "" : again.error().message));
        require(beside.read(trial) == "new", name + ": it is not there when the disk goes on");
    }
    requireNothingLeft(beside, trial);
    if (!hasFailed)
        notReached(); // it takes fewer calls
}

} // namespace

// The seed says which file, which kind of call, and the how manieth of them.
void failDiskBeside(const Trial& trial)
{
    failBeside(trial, false);
}

void failDiskBesideUnsynced(const Trial& trial)
{
    failBeside(trial, true);
}

} // namespace faults
