// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commands.h"
#include "app/commands/jsonvalues.h"
#include "app/commands/outcome.h"
#include "app/commands/streamchanges.h"
#include "app/commands/streamcsv.h"
#include "app/commands/terminal.h"
#include "models/health/detector.h"
#include "models/telemetry/timetext.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QString>

#include <array>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

using telemetry::ErrorKind;
using telemetry::Result;

struct DetectOptions
{
    std::string input;
    std::string kind;
    std::string detector; // empty: chosen by the columns
    double averageRunLength = 10'000;
    int reference = 1600;
    bool isJson = false;
};

struct Outcome
{
    std::string detector;
    StreamChanges stream;
    // First observation from which on an alarm was possible; absent: too little to learn a
    // baseline.
    std::optional<std::int64_t> watchedFrom;
    std::int64_t backwards = 0; // observations that are older than the one before
    std::int64_t firstBackwards = 0; // line of the first
};

std::unique_ptr<health::Detector> detectorFor(const DetectOptions& options, const Columns& columns,
                                              Outcome& outcome)
{
    outcome.detector =
        options.detector.empty() ? health::chooseDetector(columns.shape()) : options.detector;
    return health::makeDetector(outcome.detector,
                                {.averageRunLength = options.averageRunLength,
                                 .reference = options.reference,
                                 .isFlag = options.kind == "flag"});
}

// Those that learn and watch at once.
bool isRefining(const Outcome& outcome)
{
    return outcome.detector.starts_with("esr");
}

void observe(const Row& row, bool isFlag, health::Detector& detector, Outcome& outcome)
{
    const std::array<std::string_view, 1> segments{row.segment};
    const health::Reading reading{
        .badness = isFlag ? row.value : 1 - row.value, .load = row.load, .segments = segments};
    const auto detection = detector.observe(reading);
    const bool isWatching = detector.baseline().has_value();
    outcome.stream.observe(row.time, reading, row.segment, detection, isWatching);
    if (!outcome.watchedFrom && isWatching)
        outcome.watchedFrom = outcome.stream.observations();
}

Result<Outcome> run(std::istream& stream, const std::string& name, const DetectOptions& options)
{
    const bool isFlag = options.kind == "flag";
    std::string line;
    if (!std::getline(stream, line))
        return telemetry::failure(ErrorKind::Unreadable, name + ": the file is empty");
    const Result<Columns> columns = columnsOf(name, line);
    if (!columns)
        return tl::make_unexpected(columns.error());
    Outcome outcome;
    const auto detector = detectorFor(options, *columns, outcome);
    std::optional<double> newest;
    for (std::int64_t number = 2; std::getline(stream, line); ++number) {
        if (line.find_first_not_of(" \t\r") == std::string::npos)
            continue;
        const Result<Row> row = rowOf(place(name, number), line, *columns, isFlag);
        if (!row)
            return tl::make_unexpected(row.error());
        if (newest && row->time.seconds < *newest && outcome.backwards++ == 0)
            outcome.firstBackwards = number;
        newest = row->time.seconds;
        observe(*row, isFlag, *detector, outcome);
    }
    if (stream.bad())
        return telemetry::failure(ErrorKind::Unreadable, name + ": reading failed");
    return outcome;
}

// Levels are told in the column's own sense: a score falls when it gets worse.
double levelOf(double badness, const DetectOptions& options)
{
    return options.kind == "flag" ? badness : 1 - badness;
}

const char* wordOf(health::Direction direction)
{
    return direction == health::Direction::Worse ? "worse" : "better";
}

QJsonValue secondsOf(const std::optional<StreamTime>& time)
{
    return time ? QJsonValue(time->seconds) : QJsonValue();
}

QJsonValue momentOf(const std::optional<StreamTime>& time)
{
    return time && time->moment ? plainOrNull(telemetry::toRfc3339(*time->moment)) : QJsonValue();
}

QJsonArray segmentsOf(const FoundChange& change, const DetectOptions& options)
{
    QJsonArray segments;
    for (const SegmentCourse& course : change.segments) {
        const auto level = [&options](const Tally& tally) {
            return tally.count > 0 ? QJsonValue(levelOf(tally.mean(), options)) : QJsonValue();
        };
        segments.append(
            QJsonObject{{QStringLiteral("segment"), QString::fromStdString(course.name)},
                        {QStringLiteral("before"), level(course.before)},
                        {QStringLiteral("n_before"), wholeJson(course.before.count)},
                        {QStringLiteral("after"), level(course.after)},
                        {QStringLiteral("n_after"), wholeJson(course.after.count)}});
    }
    return segments;
}

QJsonObject foundChangeJson(const FoundChange& change, const DetectOptions& options)
{
    const health::Detection& detection = change.detection;
    const bool isLater = !change.laterSegment.empty();
    QJsonObject object{
        {QStringLiteral("index"), wholeJson(detection.index)},
        {QStringLiteral("t"), change.time.seconds},
        {QStringLiteral("time"), momentOf(change.time)},
        {QStringLiteral("direction"), QString::fromLatin1(wordOf(detection.direction))},
        {QStringLiteral("estimate_before"), levelOf(detection.before, options)},
        {QStringLiteral("estimate_after"), levelOf(detection.after, options)},
        {QStringLiteral("n_before"), wholeJson(change.before.count)},
        {QStringLiteral("n_after"), wholeJson(change.after.count)},
        {QStringLiteral("onset_index"), wholeJson(detection.onsetIndex)},
        {QStringLiteral("onset_interval"),
         QJsonArray{wholeJson(detection.onsetLow), wholeJson(detection.onsetHigh)}},
        {QStringLiteral("onset_t"), secondsOf(change.onset)},
        {QStringLiteral("onset_t_interval"),
         QJsonArray{secondsOf(change.onsetLow), secondsOf(change.onsetHigh)}},
        {QStringLiteral("onset_time"), momentOf(change.onset)},
        {QStringLiteral("evidence"), detection.evidence},
        {QStringLiteral("driver"),
         isLater ? plainOrNull(health::toString(health::Driver::Segment))
                 : plainOrNull(health::toString(detection.driver))},
        {QStringLiteral("segment"), plainOrNull(isLater ? change.laterSegment : detection.segment)},
        {QStringLiteral("segment_clear_at"),
         isLater                          ? wholeJson(change.laterIndex)
             : !detection.segment.empty() ? wholeJson(detection.index)
                                          : QJsonValue()},
        {QStringLiteral("segments"), segmentsOf(change, options)},
    };
    if (detection.explainedByLoad)
        object[QStringLiteral("explained_by_load")] = *detection.explainedByLoad;
    return object;
}

QJsonObject stretchJson(const LearntStretch& stretch, const DetectOptions& options)
{
    return {{QStringLiteral("from"), wholeJson(stretch.from)},
            {QStringLiteral("to"), wholeJson(stretch.to)},
            {QStringLiteral("mean"), levelOf(stretch.mean, options)},
            {QStringLiteral("first_half"), levelOf(stretch.firstHalf, options)},
            {QStringLiteral("second_half"), levelOf(stretch.secondHalf, options)},
            {QStringLiteral("is_steady"), stretch.isSteady}};
}

void printAsJson(const Outcome& outcome, const DetectOptions& options)
{
    QJsonArray alarms;
    for (const FoundChange& change : outcome.stream.changes())
        alarms.append(foundChangeJson(change, options));
    QJsonArray references;
    for (const LearntStretch& stretch : outcome.stream.learnt())
        references.append(stretchJson(stretch, options));
    printJson({{QStringLiteral("detector"), QString::fromStdString(outcome.detector)},
               {QStringLiteral("alarms"), alarms},
               {QStringLiteral("watched_from"),
                outcome.watchedFrom ? wholeJson(*outcome.watchedFrom) : QJsonValue()},
               {QStringLiteral("references"), references},
               {QStringLiteral("out_of_order"), wholeJson(outcome.backwards)},
               {QStringLiteral("n"), wholeJson(outcome.stream.observations())}});
}

std::string driverText(const FoundChange& change)
{
    const health::Detection& detection = change.detection;
    if (!change.laterSegment.empty())
        return ", in segment " + change.laterSegment + " (clear from observation "
            + std::to_string(change.laterIndex) + ")";
    if (detection.driver == health::Driver::Segment)
        return ", in segment " + detection.segment;
    if (detection.driver == health::Driver::Load)
        return detection.explainedByLoad.value_or(0) >= 0.5 ? ", explained by the load"
                                                            : ", under load";
    return {};
}

// "t 5556 s", or the time where the file says it.
std::string streamTimeText(const StreamTime& time)
{
    if (time.moment)
        return telemetry::toRfc3339(*time.moment);
    return "t " + QString::number(time.seconds, 'g', 15).toStdString() + " s";
}

std::string streamTimeText(const std::optional<StreamTime>& time)
{
    return time ? streamTimeText(*time) : "long before";
}

void printChange(const FoundChange& change, const DetectOptions& options)
{
    const health::Detection& detection = change.detection;
    print(stdout, "%s at observation %lld (%s)%s: %.3f (n %lld) was %.3f (n %lld)\n",
          wordOf(detection.direction), static_cast<long long>(detection.index),
          streamTimeText(change.time).c_str(), driverText(change).c_str(),
          levelOf(detection.after, options), static_cast<long long>(change.after.count),
          levelOf(detection.before, options), static_cast<long long>(change.before.count));
    print(stdout, "  since observation %lld (%lld to %lld): %s (%s to %s)\n",
          static_cast<long long>(detection.onsetIndex), static_cast<long long>(detection.onsetLow),
          static_cast<long long>(detection.onsetHigh), streamTimeText(change.onset).c_str(),
          streamTimeText(change.onsetLow).c_str(), streamTimeText(change.onsetHigh).c_str());
    for (const SegmentCourse& course : change.segments) {
        if (course.after.count > 0 && course.before.count > 0)
            print(stdout, "  segment %s: %.3f (n %lld) was %.3f (n %lld)\n", course.name.c_str(),
                  levelOf(course.after.mean(), options), static_cast<long long>(course.after.count),
                  levelOf(course.before.mean(), options),
                  static_cast<long long>(course.before.count));
    }
}

// What is taken for usual, and whether that can be.
void printReference(const Outcome& outcome, const DetectOptions& options)
{
    for (const LearntStretch& stretch : outcome.stream.learnt()) {
        const bool isFirst = &stretch == &outcome.stream.learnt().front();
        if (isFirst)
            print(stdout,
                  "watched from observation %lld; usual is what was learnt from observations %lld "
                  "to %lld: %.3f%s\n",
                  static_cast<long long>(stretch.to + 1), static_cast<long long>(stretch.from),
                  static_cast<long long>(stretch.to), levelOf(stretch.mean, options),
                  isRefining(outcome) ? ", refined by what follows while that is calm" : "");
        if (!stretch.isSteady)
            print(stdout,
                  "observations %lld to %lld are no steady reference: %.3f in the first half, %.3f "
                  "in the second; a change within them was learnt as usual\n",
                  static_cast<long long>(stretch.from), static_cast<long long>(stretch.to),
                  levelOf(stretch.firstHalf, options), levelOf(stretch.secondHalf, options));
    }
    if (!outcome.watchedFrom)
        print(stdout, "too few observations to learn a baseline: nothing was watched\n");
}

void printAsText(const Outcome& outcome, const DetectOptions& options)
{
    const auto& changes = outcome.stream.changes();
    for (const FoundChange& change : changes)
        printChange(change, options);
    printReference(outcome, options);
    print(stdout, "%zu %s in %lld observations by %s\n", changes.size(),
          changes.size() == 1 ? "change" : "changes",
          static_cast<long long>(outcome.stream.observations()), outcome.detector.c_str());
}

// What a person has to know of the file; to stderr.
void noteShortcomings(const Outcome& outcome, const std::string& name, const DetectOptions& options)
{
    constexpr int kFewest = 100; // that an e-detector learns from before it watches
    if (outcome.backwards > 0)
        print(stderr,
              "note: %s: t_s goes back %lld times, for the first time in line %lld; the "
              "observations were taken in the order of the file\n",
              name.c_str(), static_cast<long long>(outcome.backwards),
              static_cast<long long>(outcome.firstBackwards));
    if (isRefining(outcome) && options.reference < kFewest)
        print(stderr,
              "note: %s learns from %d observations before it watches, also with --reference %d\n",
              outcome.detector.c_str(), kFewest, options.reference);
}

int detect(const DetectOptions& options)
{
    std::ifstream file;
    const bool isStandard = options.input == "-";
    const std::string name = isStandard ? "stdin" : options.input;
    if (!isStandard) {
        if (QFileInfo(QString::fromStdString(options.input)).isDir())
            return report({ErrorKind::Unreadable, name + " is a folder, not a CSV file."});
        file.open(options.input, std::ios::binary);
        if (!file)
            return report(
                {ErrorKind::Unreadable,
                 name
                     + ": the file cannot be opened; see whether it is there and yours to "
                       "read"});
    }
    const Result<Outcome> outcome = run(isStandard ? std::cin : file, name, options);
    if (!outcome)
        return report(outcome.error());
    if (options.isJson)
        printAsJson(*outcome, options);
    else
        printAsText(*outcome, options);
    noteShortcomings(*outcome, name, options);
    return 0;
}

} // namespace

void addDetect(CLI::App& app, int& status)
{
    auto options = std::make_shared<DetectOptions>();
    CLI::App* command =
        app.add_subcommand("detect", "Find changes of a quality signal in a CSV file, in one pass");
    command->footer(
        "Columns t_s,value and, where there are, load and segment; others are not "
        "read. The detector is\n"
        "chosen by the columns: with load it asks whether it is worse than the load "
        "explains, with\n"
        "segments it watches each besides all. Levels are printed in the column's own "
        "sense; evidence is\n"
        "log10 of the statistic. After an alarm the detector learns the new level, so "
        "that the end of\n"
        "a fault is told as a change for the better. Where the segment is not clear at "
        "the alarm, what\n"
        "follows (up to 2,000 observations) may tell it. What changes before it watches "
        "is learnt as usual;\n"
        "when that stretch is not steady, it is said. t_s: seconds, also since 1970, or "
        "RFC 3339. Exit\n"
        "status 0 whether or not a change was found.\n"
        "Example: plumbline detect groundedness.csv --kind score --json");
    command->add_option("input", options->input, "CSV file, - for standard input")->required();
    command->add_option("--kind", options->kind, "score (0..1, low is bad) or flag (1 is bad)")
        ->required()
        ->check(CLI::IsMember({"score", "flag"}));
    command
        ->add_option("--detector", options->detector,
                     "Detector to use; chosen by the columns when not given")
        ->check(CLI::IsMember(health::detectorNames()));
    command->add_option("--arl", options->averageRunLength, "Observations between two false alarms")
        ->check(CLI::Range(10.0, 1e12))
        ->capture_default_str();
    command
        ->add_option("--reference", options->reference,
                     "Observations the baseline is learnt from. The esr detectors watch from the "
                     "hundredth on and refine it meanwhile, up to five times as many; the others "
                     "wait for it")
        ->check(CLI::Range(60, 1'000'000))
        ->capture_default_str();
    command->add_flag("--json", options->isJson, "One JSON document");
    command->callback([options, &status] { status = detect(*options); });
}

} // namespace commands
