// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/ingestbench.h"
#include "app/bench/windowload.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "app/commands/windowcommands.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

struct BenchOptions
{
    std::string name;
    int rounds = 5;
    int spans = 60'000;
    bool isJson = false;
};

struct Spread
{
    double median = 0;
    double low = 0;
    double high = 0;
};

Spread spreadOf(const std::vector<bench::IngestRound>& rounds,
                double (*figure)(const bench::IngestRound&))
{
    std::vector<double> values;
    for (const auto& round : rounds)
        values.push_back(figure(round));
    std::ranges::sort(values);
    return {.median = values[values.size() / 2], .low = values.front(), .high = values.back()};
}

QJsonObject toJson(const Spread& spread)
{
    return {{u"median"_s, spread.median}, {u"min"_s, spread.low}, {u"max"_s, spread.high}};
}

struct Case
{
    const char* name;
    std::vector<bench::IngestRound> rounds;

    Spread raw() const
    {
        return spreadOf(rounds, [](const auto& round) { return round.rawSpansPerSecond; });
    }
    Spread whole() const
    {
        return spreadOf(rounds, [](const auto& round) { return round.spansPerSecond; });
    }
    Spread acknowledged() const
    {
        return spreadOf(rounds, [](const auto& round) { return round.acknowledgedSpansPerSecond; });
    }
    Spread ratio() const
    {
        return spreadOf(rounds, [](const auto& round) { return round.ratio(); });
    }
};

void printText(const std::vector<Case>& cases)
{
    print(stdout, "spans per second: median (min to max)\n");
    print(stdout, "%-14s %26s %26s %26s %20s\n", "ingest", "raw insert of the rows", "acknowledged",
          "whole path, judged", "whole path / raw");
    const auto cell = [](const Spread& spread) {
        std::array<char, 64> text{};
        std::snprintf(text.data(), text.size(), "%.0f (%.0f to %.0f)", spread.median, spread.low,
                      spread.high);
        return std::string(text.data());
    };
    for (const Case& row : cases) {
        const Spread ratio = row.ratio();
        print(stdout, "%-14s %26s %26s %26s   %.2f (%.2f to %.2f)\n", row.name,
              cell(row.raw()).c_str(), cell(row.acknowledged()).c_str(), cell(row.whole()).c_str(),
              ratio.median, ratio.low, ratio.high);
    }
}

void printAsJson(const std::vector<Case>& cases)
{
    QJsonArray rows;
    for (const Case& row : cases) {
        rows.append(QJsonObject{{u"case"_s, QString::fromUtf8(row.name)},
                                {u"rounds"_s, static_cast<int>(row.rounds.size())},
                                {u"raw_spans_per_s"_s, toJson(row.raw())},
                                {u"spans_per_s"_s, toJson(row.whole())},
                                {u"acknowledged_spans_per_s"_s, toJson(row.acknowledged())},
                                {u"ratio"_s, toJson(row.ratio())}});
    }
    printJson({{u"bench"_s, u"ingest"_s}, {u"cases"_s, rows}});
}

int runIngest(const BenchOptions& options)
{
    std::vector<Case> cases;
    bench::IngestSettings settings;
    settings.rounds = options.rounds;
    settings.traces = std::max(1, options.spans / 4);
    auto alone = bench::benchIngest(settings);
    if (!alone)
        return report(alone.error());
    cases.push_back({"alone", std::move(*alone)});
    auto watched = bench::benchIngestWithWindow(settings);
    if (!watched)
        return report(watched.error());
    cases.push_back({"window open", std::move(*watched)});
    options.isJson ? printAsJson(cases) : printText(cases);
    return 0;
}

} // namespace

void addBench(CLI::App& app, int& status)
{
    auto options = std::make_shared<BenchOptions>();
    CLI::App* command =
        app.add_subcommand("bench", "Benchmarks; each beside an anchor measured in the same run");
    command->add_option("NAME", options->name, "Which benchmark")
        ->required()
        ->check(CLI::IsMember({"ingest"}));
    command->add_option("--rounds", options->rounds, "Rounds; the median is the figure")
        ->check(CLI::Range(1, 100));
    command->add_option("--spans", options->spans, "Spans in each round")
        ->check(CLI::Range(1000, 10'000'000));
    command->add_flag("--json", options->isJson, "One JSON document instead of text");
    command->footer("Example: plumbline bench ingest --rounds 5");
    command->callback([options, &status] { status = runIngest(*options); });
}

} // namespace commands
