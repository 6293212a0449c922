// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commands.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/spread/quarantine.h"
#include "models/spread/spreadgroups.h"
#include "models/spread/spreadsearch.h"
#include "models/telemetry/timetext.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

using spread::Spread;
using telemetry::ErrorKind;
using telemetry::Result;

constexpr std::size_t kMostStatement = 64U * 1024; // bytes of a statement

struct SpreadOptions
{
    std::string file;
    std::string trace;
    std::string span;
    std::string text;
    std::string from;
    std::string to;
    std::string asKnownAt;
    std::string out;
    bool isLaterOnly = false;
    bool isEverywhere = false;
    bool isCsv = false;
    bool isJson = false;
    bool isJsonLines = false;
};

Result<std::string> statementFrom(const std::string& path)
{
    std::ifstream file;
    if (path != "-") {
        file.open(path, std::ios::binary);
        if (!file)
            return telemetry::failure(
                ErrorKind::Unreadable,
                path + " cannot be read: see whether it is there and yours to read.");
    }
    std::istream& from = path == "-" ? std::cin : file;
    std::string text(kMostStatement + 1, '\0');
    from.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(from.gcount()));
    if (text.size() > kMostStatement)
        return telemetry::failure(ErrorKind::Usage,
                                  path + " is longer than 64 KiB: name the statement alone.");
    return text;
}

Result<spread::SpreadQuestion> questionOf(const SpreadOptions& options)
{
    spread::SpreadQuestion question;
    question.isEarlierWanted = !options.isLaterOnly;
    question.isEverywhereWanted = options.isEverywhere;
    if (!options.span.empty() || !options.trace.empty()) {
        const auto trace = telemetry::traceIdFromHex(options.trace);
        const auto span = telemetry::spanIdFromHex(options.span);
        if (!trace || !span)
            return telemetry::failure(ErrorKind::Usage,
                                      "--trace takes 32 and --span 16 hexadecimal digits, both.");
        question.suspect = {.trace = *trace, .span = *span};
    }
    if (!options.text.empty()) {
        auto text = statementFrom(options.text);
        if (!text)
            return tl::make_unexpected(text.error());
        question.text = std::move(*text);
    }
    if (!question.suspect && options.text.empty())
        return telemetry::failure(ErrorKind::Usage,
                                  "Name an answer (--trace and --span) or a text (--text FILE).");
    const std::array<std::pair<const std::string*, telemetry::Timestamp*>, 3> times{
        {{&options.from, &question.range.start},
         {&options.to, &question.range.end},
         {&options.asKnownAt, &question.knownAt}}};
    for (const auto& [text, time] : times) {
        if (text->empty())
            continue;
        const auto parsed = telemetry::timestampFromText(*text);
        if (!parsed)
            return telemetry::failure(ErrorKind::Usage, "'" + *text + "' is no time.");
        *time = *parsed;
    }
    return question;
}

Result<void> writeAnew(const std::string& path, const std::string& content)
{
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << content;
    file.close();
    if (!file)
        return telemetry::failure(ErrorKind::Refused,
                                  path + " cannot be written: choose another --out.");
    return {};
}

void printSummary(const Spread& spread)
{
    for (std::size_t i = 0; i < spread.statements.size(); ++i) {
        const bool isEverywhere = !spread.isEverywhereWanted
            && std::ranges::find(spread.boilerplate, i) != spread.boilerplate.end();
        print(stdout, "%s %s\n", isEverywhere ? "not looked for, it is everywhere:" : "statement:",
              spread.statements[i].text.c_str());
    }
    for (const std::string& line : spread::summaryOf(spread))
        print(stdout, "%s\n", line.c_str());
}

// Of a long list first what there is most of.
void printGroups(const Spread& spread)
{
    constexpr std::size_t kReadable = 12; // places
    constexpr std::size_t kMostGroups = 12;
    if (spread.places.size() <= kReadable)
        return;
    const auto groups = spread::groupsOf(spread, spread::GroupBy::Place);
    print(stdout, "\n%-20s %-13s %8s %8s %8s\n", "service", "where", "places", "edited", "users");
    for (std::size_t i = 0; i < std::min(groups.size(), kMostGroups); ++i) {
        const spread::SpreadPlace& place = spread.places[groups[i].first];
        print(stdout, "%-20s %-13s %8zu %8zu %8zu%s\n", place.service.c_str(),
              similarity::toString(place.kind), groups[i].places, groups[i].edited, groups[i].users,
              place.isEarlier ? " (earlier)" : "");
    }
    if (groups.size() > kMostGroups)
        print(stdout, "and %zu more\n", groups.size() - kMostGroups);
}

void printPlaces(const Spread& spread)
{
    print(stdout, "\n%-30s %-20s %-13s %-14s %5s %-9s %-16s %s\n", "time", "service", "where",
          "how", "score", "linked by", "user", "trace and span");
    for (const spread::SpreadPlace& place : spread.places)
        print(stdout, "%-30s %-20s %-13s %-14s %5.2f %-9s %-16s %s %s%s\n",
              telemetry::toRfc3339(place.time).c_str(), place.service.c_str(),
              similarity::toString(place.kind), similarity::toString(place.likeness), place.score,
              spread::toString(place.link), place.user.empty() ? "-" : place.user.c_str(),
              telemetry::toHex(place.key.trace).c_str(), telemetry::toHex(place.key.span).c_str(),
              place.isEarlier ? " (earlier)" : "");
}

int run(const SpreadOptions& options)
{
    const auto question = questionOf(options);
    if (!question)
        return report(question.error());
    auto search = spread::SpreadSearch::open(options.file);
    if (!search)
        return report(search.error());
    installSignalHandlers();
    const auto spread = (*search)->ask(*question, [] { return !isInterrupted(); });
    if (!spread)
        return report(spread.error());
    std::string content;
    if (options.isCsv)
        content = spread::quarantineCsv(*spread);
    else if (options.isJsonLines)
        content = spread::quarantineJsonLines(*spread);
    else if (options.isJson || !options.out.empty())
        content = spread::quarantineJson(*spread);
    // Nothing was looked for: an empty list must not look as if nothing were there.
    const int status = spread::isAnyLookedFor(*spread) ? 0 : 1;
    if (status != 0)
        print(stderr, "Nothing was looked for; --everywhere looks for it all the same.\n");
    if (!options.out.empty()) {
        if (const auto written = writeAnew(options.out, content); !written)
            return report(written.error());
        printSummary(*spread);
        return status;
    }
    if (!content.empty() || options.isCsv || options.isJson || options.isJsonLines) {
        std::fwrite(content.data(), 1, content.size(), stdout);
        if (!options.isJson) { // which has them in it
            for (const std::string& line : spread::suretyOf(*spread))
                print(stderr, "%s\n", line.c_str());
        }
        return status;
    }
    printSummary(*spread);
    printGroups(*spread);
    if (!spread->places.empty())
        printPlaces(*spread);
    return status;
}

} // namespace

void addSpread(CLI::App& app, int& status)
{
    auto options = std::make_shared<SpreadOptions>();
    CLI::App* command = app.add_subcommand(
        "spread", "Where a statement went, and where it came from: the quarantine list");
    command->add_option("FILE", options->file, "Recording")->required();
    command->add_option("--trace", options->trace, "Trace of the answer, in hexadecimal");
    command->add_option("--span", options->span, "Span of the answer, in hexadecimal");
    command->add_option("--text", options->text,
                        "File with what to look for, instead of all that the answer says wrongly; "
                        "-: standard input");
    command->add_option("--from", options->from, "Only places from then on");
    command->add_option("--to", options->to, "Only places before then");
    command->add_option("--as-known-at", options->asKnownAt, "As the recording stood then");
    command->add_flag("--later", options->isLaterOnly, "Leave out where it came from");
    command->add_flag("--everywhere", options->isEverywhere,
                      "Also sentences that were everywhere from the beginning on");
    auto* csv = command->add_flag("--csv", options->isCsv, "Comma-separated, one place a line");
    auto* json = command->add_flag("--json", options->isJson, "One JSON document");
    auto* lines = command->add_flag("--jsonl", options->isJsonLines, "One JSON object a line");
    csv->excludes(json)->excludes(lines);
    json->excludes(lines);
    command->add_option("--out", options->out, "Write the list to this file (JSON unless --csv)");
    command->footer("Example: plumbline spread night.plumb --trace 4bf9…4736 --span 00f0…02b7\n"
                    "Example: plumbline spread night.plumb --text claim.txt --csv --out list.csv");
    command->callback([options, &status] { status = run(*options); });
}

} // namespace commands
