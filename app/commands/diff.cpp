// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commands.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/comparison/comparisonreader.h"
#include "models/store/reader.h"
#include "models/telemetry/timetext.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

using comparison::Comparison;
using comparison::Difference;
using comparison::GoodRuns;
using comparison::Weight;
using telemetry::ErrorKind;
using telemetry::Result;

struct DiffOptions
{
    std::string file;
    std::string suspect;
    std::string with;
    std::string asKnownAt;
    bool isAll = false;
    bool isJson = false;
};

struct Diffed
{
    telemetry::TraceId suspect;
    comparison::ComparedRuns compared;
};

Result<telemetry::TraceId> traceIdOf(const std::string& text, const char* option)
{
    const auto id = telemetry::traceIdFromHex(text);
    if (!id)
        return telemetry::failure(ErrorKind::Usage,
                                  std::string(option) + " takes 32 hexadecimal digits.");
    return *id;
}

Result<Diffed> diffed(const DiffOptions& options)
{
    store::View view;
    if (!options.asKnownAt.empty()) {
        const auto time = telemetry::timestampFromText(options.asKnownAt);
        if (!time)
            return tl::make_unexpected(time.error());
        view.knownAt = *time;
    }
    const auto suspect = traceIdOf(options.suspect, "--trace");
    if (!suspect)
        return tl::make_unexpected(suspect.error());
    comparison::ComparisonQuestion question;
    question.suspect.suspect.trace = *suspect;
    question.suspect.goOn = [] { return !isInterrupted(); };
    question.isPicking = options.with.empty();
    if (!options.with.empty()) {
        const auto with = traceIdOf(options.with, "--with");
        if (!with)
            return tl::make_unexpected(with.error());
        question.with = *with;
    }
    const auto reader = store::Reader::open(options.file);
    if (!reader)
        return tl::make_unexpected(reader.error());
    installSignalHandlers();
    auto compared = comparison::readComparison(**reader, view, question);
    if (!compared)
        return tl::make_unexpected(compared.error());
    return Diffed{.suspect = *suspect, .compared = std::move(*compared)};
}

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

QJsonObject asJson(const Difference& one)
{
    return {{u"aspect"_s, QString::fromLatin1(comparison::toString(one.aspect))},
            {u"weight"_s, QString::fromLatin1(comparison::toString(one.weight))},
            {u"name"_s, text(one.name)},
            {u"here"_s, text(one.here)},
            {u"there"_s, text(one.there)},
            {u"text"_s, text(one.text)}};
}

QJsonArray asJson(const std::vector<Difference>& differences)
{
    QJsonArray all;
    for (const Difference& one : differences)
        all.append(asJson(one));
    return all;
}

QJsonValue asJson(const comparison::ComparedStep& step)
{
    return QJsonObject{{u"number"_s, step.number},
                       {u"span_id"_s, text(telemetry::toHex(step.span))},
                       {u"kind"_s, QString::fromLatin1(telemetry::toString(step.kind))},
                       {u"name"_s, text(step.name)}};
}

QJsonArray pairsOf(const Comparison& result)
{
    QJsonArray pairs;
    for (const comparison::StepPair& pair : result.pairs)
        pairs.append(
            QJsonObject{{u"pairing"_s, QString::fromLatin1(comparison::toString(pair.pairing))},
                        {u"here"_s, pair.here ? asJson(result.here[*pair.here]) : QJsonValue()},
                        {u"there"_s, pair.there ? asJson(result.there[*pair.there]) : QJsonValue()},
                        {u"diverging"_s, pair.isDiverging},
                        {u"consequence"_s, pair.isConsequence},
                        {u"differences"_s, asJson(pair.differences)}});
    return pairs;
}

QJsonArray candidatesOf(const GoodRuns& runs)
{
    QJsonArray all;
    for (const comparison::GoodRun& run : runs.runs)
        all.append(
            QJsonObject{{u"trace_id"_s, text(telemetry::toHex(run.key.trace))},
                        {u"span_id"_s, text(telemetry::toHex(run.key.span))},
                        {u"time"_s, text(telemetry::toRfc3339(run.time))},
                        {u"question"_s, QString::fromLatin1(comparison::toString(run.question))},
                        {u"likeness"_s, run.likeness},
                        {u"passed"_s, run.passed},
                        {u"before_onset"_s, run.isBeforeOnset},
                        {u"reason"_s, text(run.reason)},
                        {u"caution"_s, text(run.caution)}});
    return all;
}

void printAsJson(const Diffed& all, bool isNamed)
{
    QJsonObject document{{u"trace_id"_s, text(telemetry::toHex(all.suspect))},
                         {u"candidates"_s, candidatesOf(all.compared.runs)},
                         {u"why_none"_s, text(all.compared.runs.none)}};
    if (all.compared.runs.onset)
        document.insert(
            u"onset"_s,
            QJsonObject{{u"time"_s, text(telemetry::toRfc3339(all.compared.runs.onset->time))},
                        {u"reason"_s, text(all.compared.runs.onset->reason)}});
    if (all.compared.good.isValid()) {
        const Comparison& result = *all.compared.result;
        document.insert(u"with"_s, text(telemetry::toHex(all.compared.good)));
        document.insert(u"chosen_because"_s,
                        isNamed ? u"named by hand"_s : text(all.compared.runs.runs.front().reason));
        document.insert(u"caution"_s,
                        isNamed ? QJsonValue() // it was not judged
                                : QJsonValue(text(all.compared.runs.runs.front().caution)));
        document.insert(u"question"_s, QString::fromLatin1(comparison::toString(result.question)));
        document.insert(u"basis"_s, QString::fromLatin1(comparison::toString(result.basis)));
        document.insert(u"sentence"_s, text(result.sentence));
        document.insert(u"first"_s,
                        result.first ? QJsonValue(static_cast<qint64>(*result.first))
                                     : QJsonValue());
        document.insert(u"approximate"_s, result.isApproximate);
        document.insert(u"run_differences"_s, asJson(result.run));
        document.insert(u"pairs"_s, pairsOf(result));
    }
    printJson(document);
}

const char* glyphOf(const comparison::StepPair& pair)
{
    if (pair.isDiverging)
        return "≠";
    switch (pair.pairing) {
    case comparison::Pairing::Missing:
        return "−";
    case comparison::Pairing::Extra:
        return "+";
    case comparison::Pairing::Repeated:
        return "↻";
    case comparison::Pairing::Moved:
        return "↕";
    case comparison::Pairing::Matched:
        break;
    }
    for (const Difference& one : pair.differences)
        if (one.weight != Weight::Natural)
            return "~";
    return "=";
}

void printText(const Diffed& all, const DiffOptions& options)
{
    const Comparison& result = *all.compared.result;
    print(stdout, "good run: %s (%s)\n", telemetry::toHex(all.compared.good).c_str(),
          options.with.empty() ? all.compared.runs.runs.front().reason.c_str() : "named by hand");
    if (options.with.empty() && !all.compared.runs.runs.front().caution.empty())
        print(stdout, "caution: %s\n", all.compared.runs.runs.front().caution.c_str());
    for (const Difference& one : result.run)
        print(stdout, "whole run: %s\n", one.text.c_str());
    if (result.isApproximate)
        print(stdout, "so many steps that they were paired by their names alone\n");
    print(stdout, "\n%s: %s\n\n",
          result.isDivergenceSeen() ? "first diverging step" : "no divergence seen",
          result.sentence.c_str());
    for (std::size_t i = 0; i < result.pairs.size(); ++i) {
        const comparison::StepPair& pair = result.pairs[i];
        const auto& step = pair.here ? result.here[*pair.here] : result.there[*pair.there];
        const std::string label = std::string(2 * static_cast<std::size_t>(pair.depth), ' ')
            + (pair.here ? "" : "the good run's ") + step.label();
        print(stdout, "%s %s %s%s\n", result.first == i ? "▶" : " ", glyphOf(pair), label.c_str(),
              pair.isConsequence ? "   (consequence)" : "");
        for (const Difference& one : pair.differences)
            if (options.isAll || one.weight != Weight::Natural)
                print(stdout, "        %s: %s%s\n", comparison::toString(one.aspect),
                      one.text.c_str(),
                      one.weight == Weight::Substantial   ? ""
                          : one.weight == Weight::Without ? " (without a seen effect)"
                          : one.weight == Weight::Unknown ? " (unknown)"
                                                          : " (natural variation)");
    }
}

int run(const DiffOptions& options)
{
    const auto all = diffed(options);
    if (!all)
        return report(all.error());
    if (options.isJson)
        printAsJson(*all, !options.with.empty());
    else if (!all->compared.good.isValid())
        print(stdout, "There is no good run to compare with. %s --with names one by hand.\n",
              all->compared.runs.none.c_str());
    else
        printText(*all, options);
    return 0;
}

} // namespace

void addDiff(CLI::App& app, int& status)
{
    auto options = std::make_shared<DiffOptions>();
    CLI::App* command = app.add_subcommand(
        "diff",
        "A suspect run beside a good one: where they diverge first, and in what they differ");
    command->add_option("FILE", options->file, "Recording")->required();
    command->add_option("--trace", options->suspect, "The suspect's trace, in hexadecimal")
        ->required();
    command->add_option("--with", options->with,
                        "Trace to compare with; without it a good run is picked, and why is told");
    command->add_option("--as-known-at", options->asKnownAt, "As the recording stood then");
    command->add_flag("--all", options->isAll, "Also natural variation: wording, times, tokens");
    command->add_flag("--json", options->isJson, "One JSON document");
    command->footer("Example: plumbline diff night.plumb --trace 4bf92f3577b34da6a3ce929d0e0e4736");
    command->callback([options, &status] { status = run(*options); });
}

} // namespace commands
