// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/attributionbench.h"

#include "app/bench/elapsed.h"
#include "app/bench/randomsource.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/attribution/contrast.h"
#include "models/store/sqlite.h"

#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using attribution::Column;
using attribution::RowSet;
using Clock = std::chrono::steady_clock;

constexpr double kFaulty = 0.3; // share of wrong answers with the planted cause
constexpr double kUsual = 0.01; // and without
constexpr std::size_t kCause = 1; // its column
constexpr std::uint32_t kCauseCode = 3; // the value in it, which one in nine has

struct Data
{
    attribution::Table table;
    RowSet suspects;
    RowSet rest;
};

Column randomCategory(std::int64_t rows, int values, std::uint64_t seed)
{
    std::vector<std::string> names;
    for (int i = 0; i < values; ++i)
        names.push_back("value " + std::to_string(i));
    RandomSource random(seed);
    std::vector<std::uint32_t> codes;
    codes.reserve(static_cast<std::size_t>(rows));
    for (std::int64_t row = 0; row < rows; ++row) {
        // Few are frequent and many rare, as tenants and routes are; one of fifty is not told.
        const double share = random.uniform();
        const auto code = static_cast<std::uint32_t>(std::pow(values, share));
        codes.push_back(random.uniform() < 0.02 ? attribution::kMissing : code);
    }
    return attribution::categoryColumn("category", codes, std::move(names));
}

Column randomNumbers(std::int64_t rows, std::uint64_t seed)
{
    RandomSource random(seed);
    std::vector<double> numbers;
    numbers.reserve(static_cast<std::size_t>(rows));
    for (std::int64_t row = 0; row < rows; ++row)
        numbers.push_back(std::floor(std::exp(random.uniform() * 10)));
    return attribution::numberColumn("number", numbers);
}

// The cause by another name, or of a bystander that goes with it mostly.
Column twin(const Column& cause, double loyalty, std::uint64_t seed)
{
    RandomSource random(seed);
    std::vector<std::uint32_t> codes;
    for (std::size_t row = 0; row < cause.rows(); ++row) {
        const bool isIn =
            random.uniform() < loyalty ? cause.codeAt(row) == kCauseCode : random.uniform() < 0.1;
        codes.push_back(isIn ? 2 : 1);
    }
    return attribution::categoryColumn("twin", codes, {"old", "new"});
}

Data makeData(const AttributionSettings& settings)
{
    const std::int64_t rows = settings.generations;
    Data data{.table = {.rows = static_cast<std::size_t>(rows), .columns = {}},
              .suspects = RowSet(static_cast<std::size_t>(rows)),
              .rest = RowSet(static_cast<std::size_t>(rows))};
    constexpr std::array kValues{3, 12, 40, 200, 1000, 4000};
    for (int i = 0; i < settings.attributes; ++i) {
        const auto seed = static_cast<std::uint64_t>(100 + i);
        if (i == 2)
            data.table.columns.push_back(twin(data.table.columns[kCause], 1, seed));
        else if (i == 3)
            data.table.columns.push_back(twin(data.table.columns[kCause], 0.7, seed));
        else if (i % 3 == 0)
            data.table.columns.push_back(randomNumbers(rows, seed));
        else
            data.table.columns.push_back(
                randomCategory(rows, kValues[static_cast<std::size_t>(i) % kValues.size()], seed));
    }
    RandomSource random(7);
    const Column& cause = data.table.columns[kCause];
    for (std::size_t row = 0; row < data.table.rows; ++row) {
        const bool isWrong =
            random.uniform() < (cause.codeAt(row) == kCauseCode ? kFaulty : kUsual);
        (isWrong ? data.suspects : data.rest).insert(row);
    }
    return data;
}

telemetry::Result<store::Database> asTable(const Data& data)
{
    auto database = store::Database::open(":memory:", store::Database::Mode::Create);
    if (!database)
        return database;
    std::string columns;
    std::string places;
    for (std::size_t i = 0; i < data.table.columns.size(); ++i) {
        columns += ", c" + std::to_string(i) + " INTEGER";
        places += ", ?";
    }
    const std::string create =
        "PRAGMA cache_size=-2000000; CREATE TABLE t(s INTEGER NOT NULL" + columns + "); BEGIN";
    if (auto made = database->execute(create.c_str()); !made)
        return tl::make_unexpected(made.error());
    store::Statement insert = database->prepare("INSERT INTO t VALUES(?" + places + ")");
    for (std::size_t row = 0; row < data.table.rows; ++row) {
        insert.bind(std::int64_t{data.suspects.contains(row) ? 1 : 0});
        for (const Column& column : data.table.columns)
            insert.bind(std::int64_t{column.codeAt(row)});
        if (!insert.run())
            return tl::make_unexpected(database->lastError("be written"));
    }
    if (auto done = database->execute("COMMIT"); !done)
        return tl::make_unexpected(done.error());
    return database;
}

// How many of its counts are not ours.
std::int64_t groupBy(const store::Database& database, std::size_t column,
                     const attribution::Distributions& ours)
{
    const std::string name = "c" + std::to_string(column);
    store::Statement select =
        database.prepare("SELECT " + name + ", s, count(*) FROM t GROUP BY 1, 2");
    std::int64_t different = 0;
    while (select.step()) {
        const auto code = static_cast<std::size_t>(select.integer(0));
        const auto& counts = select.integer(1) != 0 ? ours.suspects : ours.rest;
        different += counts[code] == select.integer(2) ? 0 : 1;
    }
    return different + (select.hasFailed() ? 1 : 0);
}

double medianTime(std::vector<double> times)
{
    std::ranges::sort(times);
    return times[times.size() / 2];
}

} // namespace

telemetry::Result<AttributionFigures> benchAttribution(const AttributionSettings& settings)
{
    const Data data = makeData(settings);
    AttributionFigures figures{.generations = settings.generations,
                               .attributes = settings.attributes,
                               .suspects = data.suspects.count()};
    std::vector<double> times;
    attribution::Contrast found;
    for (int round = 0; round < settings.rounds; ++round) {
        const auto start = Clock::now();
        found = attribution::contrast(data.table, data.suspects, data.rest);
        times.push_back(secondsSince(start));
    }
    figures.contrastSeconds = medianTime(times);
    figures.tries = found.tries;
    figures.findings = found.findings.size();
    figures.explained = static_cast<std::size_t>(std::ranges::count_if(
        found.findings, [](const auto& finding) { return finding.explainedBy.has_value(); }));
    // Its twin holds of the same rows: either name is right.
    const attribution::Property planted{.column = kCause, .first = kCauseCode, .last = kCauseCode};
    if (!found.findings.empty()) {
        const attribution::Finding& first = found.findings.front();
        figures.isPlantedFirst = first.property == planted
            || std::ranges::find(first.sameRows, planted) != first.sameRows.end();
    }
    const auto database = asTable(data);
    if (!database)
        return tl::make_unexpected(database.error());
    std::vector<attribution::Distributions> ours;
    for (const Column& column : data.table.columns)
        ours.push_back(attribution::distributions(column, data.suspects, data.rest));
    const auto start = Clock::now();
    for (std::size_t column = 0; column < ours.size(); ++column)
        figures.different += groupBy(*database, column, ours[column]);
    figures.groupBySeconds = secondsSince(start);
    return figures;
}

int runAttribution(const AttributionSettings& settings, bool isJson)
{
    const auto figures = benchAttribution(settings);
    if (!figures)
        return commands::report(figures.error());
    const double ratio = figures->groupBySeconds / figures->contrastSeconds;
    if (isJson) {
        commands::printJson({{u"bench"_s, u"attribution"_s},
                             {u"generations"_s, static_cast<qint64>(figures->generations)},
                             {u"attributes"_s, figures->attributes},
                             {u"suspects"_s, static_cast<qint64>(figures->suspects)},
                             {u"contrast_s"_s, figures->contrastSeconds},
                             {u"group_by_s"_s, figures->groupBySeconds},
                             {u"ratio"_s, ratio},
                             {u"compared"_s, static_cast<qint64>(figures->tries)},
                             {u"findings"_s, static_cast<int>(figures->findings)},
                             {u"explained"_s, static_cast<int>(figures->explained)},
                             {u"planted_first"_s, figures->isPlantedFirst},
                             {u"different_counts"_s, static_cast<qint64>(figures->different)}});
    } else {
        commands::print(stdout, "%lld generations, %d attributes, %lld suspects\n",
                        static_cast<long long>(figures->generations), figures->attributes,
                        static_cast<long long>(figures->suspects));
        commands::print(stdout, "what they share                %8.3f s\n",
                        figures->contrastSeconds);
        commands::print(stdout, "SQLite, GROUP BY of each       %8.3f s   %.1f times as long\n",
                        figures->groupBySeconds, ratio);
        commands::print(stdout,
                        "%lld properties compared, %zu findings, %zu of them explained by another; "
                        "the planted one is %s; %lld counts differ from SQLite's\n",
                        static_cast<long long>(figures->tries), figures->findings,
                        figures->explained, figures->isPlantedFirst ? "the first" : "not the first",
                        static_cast<long long>(figures->different));
    }
    return figures->isPlantedFirst && figures->different == 0 ? 0 : 1;
}

} // namespace bench
