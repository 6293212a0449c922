// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/benchsuite.h"

#include "app/bench/suite/benchcompare.h"
#include "app/bench/suite/benchpage.h"
#include "app/bench/suite/benchtable.h"
#include "app/bench/suite/plainwork.h"
#include "app/bench/suitereport.h"
#include "app/commands/outcome.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QProcess>
#include <QSaveFile>
#include <QString>
#include <QStringList>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <utility>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

constexpr int kSlice = 200; // ms between two looks at whether the user has had enough
constexpr qint64 kFullSeconds = 3 * 3600; // one run of full size gets so long
constexpr qsizetype kLongestWhy = 300; // characters of what a failed benchmark said
constexpr int kPlainRounds = 3; // before a run, and after it

using telemetry::ErrorKind;
using telemetry::Result;

bool isAmong(const std::vector<std::string>& names, const std::string& name)
{
    return std::ranges::find(names, name) != names.end();
}

struct SuiteRun
{
    QJsonObject printed;
    std::string problem; // empty: there is none
};

// The last line that it said, which tells why it ended.
std::string lastLineOf(const QByteArray& text)
{
    const QStringList lines = QString::fromUtf8(text).split(u'\n', Qt::SkipEmptyParts);
    return lines.isEmpty() ? std::string() : lines.last().left(kLongestWhy).toStdString();
}

void endRun(QProcess& process)
{
    process.terminate();
    if (process.waitForFinished(5000))
        return;
    process.kill();
    process.waitForFinished(5000);
}

SuiteRun runOnce(const SuiteBench& bench, bool isQuick)
{
    const qint64 seconds = isQuick ? bench.quickSeconds : kFullSeconds;
    QProcess process;
    process.start(QCoreApplication::applicationFilePath(), suiteArguments(bench, isQuick),
                  QIODevice::ReadOnly);
    QElapsedTimer timer;
    timer.start();
    while (!process.waitForFinished(kSlice) && process.state() != QProcess::NotRunning) {
        if (!commands::isInterrupted() && timer.elapsed() < seconds * 1000)
            continue;
        endRun(process);
        return {.printed = {},
                .problem = commands::isInterrupted()
                    ? "interrupted"
                    : "given up after " + std::to_string(seconds) + " s"};
    }
    if (process.error() == QProcess::FailedToStart)
        return {.printed = {}, .problem = process.errorString().toStdString()};
    const std::string said = lastLineOf(process.readAllStandardError());
    const auto document = QJsonDocument::fromJson(process.readAllStandardOutput());
    // One that missed its own aims ends with 1, and has figures all the same.
    const bool isMissed = process.exitCode() == 1 && document.isObject();
    if (process.exitStatus() != QProcess::NormalExit || (process.exitCode() != 0 && !isMissed))
        return {.printed = {}, .problem = said.empty() ? "it ended in the middle" : said};
    if (!document.isObject())
        return {.printed = {}, .problem = "it did not print one JSON object"};
    return {.printed = document.object(), .problem = {}};
}

// With what plain work took before and after it.
SuiteRun runBesidePlainWork(const SuiteBench& bench, bool isQuick)
{
    PlainWork plain;
    for (int i = 0; i < kPlainRounds; ++i)
        plain.measure();
    SuiteRun run = runOnce(bench, isQuick);
    for (int i = 0; i < kPlainRounds; ++i)
        plain.measure();
    run.printed[u"plain_work"_s] = plain.json();
    return run;
}

std::vector<BenchFigure> runBench(const SuiteBench& bench, const SuiteSettings& settings)
{
    const int wanted = settings.isQuick ? bench.quickRuns : bench.runs;
    if (wanted == 0)
        return figuresWithout(bench.name, "skipped: it is no part of a quick run");
    if (settings.progress && !settings.isQuick && bench.takes != nullptr)
        settings.progress(std::string(bench.name) + " takes " + bench.takes + ".");
    std::vector<std::vector<BenchFigure>> runs;
    for (int i = 0; i < wanted; ++i) {
        if (settings.progress)
            settings.progress(
                std::string(bench.name)
                + (wanted > 1 ? ", run " + std::to_string(i + 1) + " of " + std::to_string(wanted)
                              : std::string()));
        const SuiteRun run = runBesidePlainWork(bench, settings.isQuick);
        if (!run.problem.empty())
            return figuresWithout(bench.name, "failed: " + run.problem);
        runs.push_back(figuresOf(bench.name, run.printed));
    }
    return mergedRuns(runs);
}

// Of each name once, in the order of the suite.
Result<std::vector<const SuiteBench*>> chosenBenches(const std::vector<std::string>& names)
{
    std::vector<const SuiteBench*> chosen;
    const bool isAll = isAmong(names, "all");
    for (const std::string& name : names) {
        if (name != "all" && suiteBench(name) == nullptr)
            return telemetry::failure(ErrorKind::Usage,
                                      "bench " + name
                                          + " has no figures among those of \"bench all\": run it "
                                            "by itself.");
    }
    for (const SuiteBench& bench : suiteBenches()) {
        if (isAll || isAmong(names, bench.name))
            chosen.push_back(&bench);
    }
    return chosen;
}

Result<BenchDocument> runAll(const SuiteSettings& settings, const std::vector<std::string>& names)
{
    const auto chosen = chosenBenches(names);
    if (!chosen)
        return tl::make_unexpected(chosen.error());
    int argc = 1;
    std::string name = "plumbline";
    std::array<char*, 2> argv{name.data(), nullptr};
    const QCoreApplication application(argc, argv.data()); // QProcess needs it
    commands::installSignalHandlers();
    BenchDocument document{.isQuick = settings.isQuick, .machine = machineText(), .figures = {}};
    for (const SuiteBench* bench : *chosen) {
        auto figures = runBench(*bench, settings);
        std::ranges::move(figures, std::back_inserter(document.figures));
        if (commands::isInterrupted())
            break;
    }
    return document;
}

// Those of a baseline that are run again.
std::vector<std::string> benchesIn(const BenchDocument& document)
{
    std::vector<std::string> names;
    for (const BenchFigure& figure : document.figures) {
        if (suiteBench(figure.bench) != nullptr && !isAmong(names, figure.bench))
            names.push_back(figure.bench);
    }
    return names;
}

Result<void> writePage(const std::string& path, const BenchDocument& document)
{
    QSaveFile file(QString::fromStdString(path));
    const QByteArray page = benchPage(document).toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(page) != page.size() || !file.commit())
        return telemetry::failure(ErrorKind::Unreadable,
                                  path + ": " + file.errorString().toStdString());
    return {};
}

} // namespace

int runSuite(const SuiteSettings& settings, bool isJson)
{
    std::vector<BenchChange> changes;
    BenchDocument before;
    std::vector<std::string> names = settings.names;
    if (!settings.baseline.empty()) {
        auto read = readBenchDocument(QString::fromStdString(settings.baseline));
        if (!read)
            return commands::report(read.error());
        before = std::move(*read);
        if (names.empty())
            names = benchesIn(before);
        else if (!isAmong(names, "all"))
            std::erase_if(before.figures, [&names](const BenchFigure& figure) {
                return !isAmong(names, figure.bench);
            });
    }
    const auto now = settings.result.empty()
        ? runAll(settings, names)
        : readBenchDocument(QString::fromStdString(settings.result));
    if (!now)
        return commands::report(now.error());
    if (!settings.page.empty()) {
        if (const auto written = writePage(settings.page, *now); !written)
            return commands::report(written.error());
    }
    if (!settings.baseline.empty()) {
        if (before.isQuick != now->isQuick)
            return commands::report({.kind = ErrorKind::Usage,
                                     .message = "One of the two is a quick run and the other is "
                                                "not: their sizes differ."});
        changes = benchChanges(before.figures, now->figures);
        isJson ? printChangesJson(changes) : printChanges(changes);
        return hasWorsened(changes) ? 1 : 0;
    }
    isJson ? commands::printJson(documentJson(*now)) : printFigures(*now);
    return std::ranges::any_of(now->figures, &BenchFigure::isFailed) ? 1 : 0;
}

} // namespace bench
