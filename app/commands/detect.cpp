// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commands.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/health/detector.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QString>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

struct Columns
{
    std::size_t time = 0;
    std::size_t value = 0;
    std::optional<std::size_t> load;
    std::optional<std::size_t> segment;
    std::size_t count = 0;

    health::SeriesShape shape() const
    {
        return {.hasLoad = load.has_value(), .hasSegments = segment.has_value()};
    }
};

struct Row
{
    double time = 0;
    double value = 0;
    std::optional<double> load;
    std::string_view segment;
};

struct FoundChange
{
    health::Detection detection;
    double time = 0;
};

std::vector<std::string_view> fieldsOf(std::string_view line)
{
    std::vector<std::string_view> fields;
    std::size_t start = 0;
    while (start <= line.size()) {
        const std::size_t end = std::min(line.find(',', start), line.size());
        std::string_view field = line.substr(start, end - start);
        const std::size_t first = field.find_first_not_of(" \t\"");
        const std::size_t last = field.find_last_not_of(" \t\r\"");
        field = first == std::string_view::npos || last == std::string_view::npos
            ? std::string_view()
            : field.substr(first, last - first + 1);
        fields.push_back(field);
        start = end + 1;
    }
    return fields;
}

std::string place(const std::string& name, std::int64_t line)
{
    return name + ":" + std::to_string(line) + ": ";
}

std::optional<std::size_t> columnNamed(const std::vector<std::string_view>& fields,
                                       std::string_view name)
{
    const auto found = std::ranges::find(fields, name);
    return found == fields.end() ? std::nullopt
                                 : std::optional(static_cast<std::size_t>(found - fields.begin()));
}

Result<Columns> columnsOf(const std::string& name, std::string_view header)
{
    if (header.starts_with("\xEF\xBB\xBF"))
        header.remove_prefix(3);
    const std::vector<std::string_view> fields = fieldsOf(header);
    const auto time = std::ranges::find(fields, "t_s");
    const auto value = std::ranges::find(fields, "value");
    if (time == fields.end() || value == fields.end())
        return telemetry::failure(ErrorKind::Unreadable,
                                  place(name, 1)
                                      + "the header must name the columns t_s and value");
    return Columns{.time = static_cast<std::size_t>(time - fields.begin()),
                   .value = static_cast<std::size_t>(value - fields.begin()),
                   .load = columnNamed(fields, "load"),
                   .segment = columnNamed(fields, "segment"),
                   .count = fields.size()};
}

std::optional<double> numberOf(std::string_view text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isWhole = error == std::errc() && end == text.data() + text.size();
    return isWhole && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

Result<Row> rowOf(const std::string& where, std::string_view line, const Columns& columns,
                  bool isFlag)
{
    const std::vector<std::string_view> fields = fieldsOf(line);
    const auto refuse = [&where](const std::string& what) {
        return telemetry::failure(ErrorKind::Unreadable, where + what);
    };
    if (fields.size() < columns.count)
        return refuse(std::to_string(fields.size()) + " fields where the header has "
                      + std::to_string(columns.count));
    const std::optional<double> time = numberOf(fields[columns.time]);
    if (!time)
        return refuse("t_s is no number: \"" + std::string(fields[columns.time].substr(0, 40))
                      + "\"");
    const std::optional<double> value = numberOf(fields[columns.value]);
    if (!value)
        return refuse("value is no number: \"" + std::string(fields[columns.value].substr(0, 40))
                      + "\"");
    if (isFlag && *value != 0 && *value != 1)
        return refuse("a flag must be 0 or 1, not " + std::string(fields[columns.value]));
    if (*value < 0 || *value > 1)
        return refuse("a score must lie between 0 and 1, not "
                      + std::string(fields[columns.value]));
    Row row{.time = *time, .value = *value, .load = {}, .segment = {}};
    if (columns.segment)
        row.segment = fields[*columns.segment];
    if (!columns.load || fields[*columns.load].empty()) // not known is no number
        return row;
    row.load = numberOf(fields[*columns.load]);
    if (!row.load)
        return refuse("load is no number: \"" + std::string(fields[*columns.load].substr(0, 40))
                      + "\"");
    return row;
}

struct Outcome
{
    std::string detector;
    // First observation from which on an alarm was possible; absent: too little to learn a
    // baseline.
    std::optional<std::int64_t> watchedFrom;
    std::vector<FoundChange> changes;
    std::int64_t observations = 0;
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
    for (std::int64_t number = 2; std::getline(stream, line); ++number) {
        if (line.find_first_not_of(" \t\r") == std::string::npos)
            continue;
        const Result<Row> row = rowOf(place(name, number), line, *columns, isFlag);
        if (!row)
            return tl::make_unexpected(row.error());
        const std::array<std::string_view, 1> segments{row->segment};
        const health::Reading reading{.badness = isFlag ? row->value : 1 - row->value,
                                      .load = row->load,
                                      .segments = segments};
        if (const auto detection = detector->observe(reading))
            outcome.changes.push_back({*detection, row->time});
        ++outcome.observations;
        if (!outcome.watchedFrom && detector->baseline())
            outcome.watchedFrom = outcome.observations;
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

QJsonValue orNull(const std::string& text)
{
    return text.empty() ? QJsonValue() : QJsonValue(QString::fromStdString(text));
}

QJsonObject toJson(const FoundChange& change, const DetectOptions& options)
{
    const health::Detection& detection = change.detection;
    QJsonObject object{
        {QStringLiteral("index"), static_cast<qint64>(detection.index)},
        {QStringLiteral("t"), change.time},
        {QStringLiteral("direction"), QString::fromLatin1(wordOf(detection.direction))},
        {QStringLiteral("estimate_before"), levelOf(detection.before, options)},
        {QStringLiteral("estimate_after"), levelOf(detection.after, options)},
        {QStringLiteral("onset_index"), static_cast<qint64>(detection.onsetIndex)},
        {QStringLiteral("onset_interval"),
         QJsonArray{static_cast<qint64>(detection.onsetLow),
                    static_cast<qint64>(detection.onsetHigh)}},
        {QStringLiteral("evidence"), detection.evidence},
        {QStringLiteral("driver"), orNull(health::toString(detection.driver))},
        {QStringLiteral("segment"), orNull(detection.segment)},
    };
    if (detection.explainedByLoad)
        object[QStringLiteral("explained_by_load")] = *detection.explainedByLoad;
    return object;
}

void printAsJson(const Outcome& outcome, const DetectOptions& options)
{
    QJsonArray alarms;
    for (const FoundChange& change : outcome.changes)
        alarms.append(toJson(change, options));
    printJson({{QStringLiteral("detector"), QString::fromStdString(outcome.detector)},
               {QStringLiteral("alarms"), alarms},
               {QStringLiteral("watched_from"),
                outcome.watchedFrom ? QJsonValue(static_cast<qint64>(*outcome.watchedFrom))
                                    : QJsonValue()},
               {QStringLiteral("n"), static_cast<qint64>(outcome.observations)}});
}

std::string driverText(const health::Detection& detection)
{
    if (detection.driver == health::Driver::Segment)
        return ", in segment " + detection.segment;
    if (detection.driver == health::Driver::Load)
        return detection.explainedByLoad.value_or(0) >= 0.5 ? ", explained by the load"
                                                            : ", under load";
    return {};
}

void printAsText(const Outcome& outcome, const DetectOptions& options)
{
    for (const FoundChange& change : outcome.changes) {
        const health::Detection& detection = change.detection;
        print(stdout,
              "%s at observation %lld (t %g s)%s: %.3f was %.3f, since observation %lld (%lld to "
              "%lld)\n",
              wordOf(detection.direction), static_cast<long long>(detection.index), change.time,
              driverText(detection).c_str(), levelOf(detection.after, options),
              levelOf(detection.before, options), static_cast<long long>(detection.onsetIndex),
              static_cast<long long>(detection.onsetLow),
              static_cast<long long>(detection.onsetHigh));
    }
    if (!outcome.watchedFrom)
        print(stdout, "too few observations to learn a baseline: nothing was watched\n");
    print(stdout, "%zu %s in %lld observations by %s\n", outcome.changes.size(),
          outcome.changes.size() == 1 ? "change" : "changes",
          static_cast<long long>(outcome.observations), outcome.detector.c_str());
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
            return report({ErrorKind::Unreadable, name + ": the file cannot be opened"});
    }
    const Result<Outcome> outcome = run(isStandard ? std::cin : file, name, options);
    if (!outcome)
        return report(outcome.error());
    if (options.isJson)
        printAsJson(*outcome, options);
    else
        printAsText(*outcome, options);
    return 0;
}

} // namespace

void addDetect(CLI::App& app, int& status)
{
    auto options = std::make_shared<DetectOptions>();
    CLI::App* command =
        app.add_subcommand("detect", "Find changes of a quality signal in a CSV file, in one pass");
    command->footer("Columns t_s,value and, where there are, load and segment; others are not "
                    "read. The detector is\n"
                    "chosen by the columns: with load it asks whether it is worse than the load "
                    "explains, with\n"
                    "segments it watches each besides all. Levels are printed in the column's own "
                    "sense; evidence is\n"
                    "log10 of the statistic. After an alarm the detector learns the new level, so "
                    "that the end of\n"
                    "a fault is told as a change for the better.\n"
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
        ->add_option("--reference", options->reference, "Observations the baseline is learnt from")
        ->check(CLI::Range(60, 1'000'000))
        ->capture_default_str();
    command->add_flag("--json", options->isJson, "One JSON document");
    command->callback([options, &status] { status = detect(*options); });
}

} // namespace commands
