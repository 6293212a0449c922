// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/validatorsreport.h"

#include "app/bench/validatorsbench.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <vector>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using commands::print;

constexpr const char* kApart = "Each answer is judged by what has seen nothing of its document: of "
                               "a document that the shipped weights were trained on, by "
                               "the one\nmember of five that was trained without it; of any other, "
                               "by all five. Thresholds come from other documents of the "
                               "same set.\nThe findings' threshold was chosen on RAGTruth's train "
                               "split. Targets of ragtruth_qa are meant for its official "
                               "test split,\nwhich training never touched; its train split (four "
                               "weaker models, 43 % wrong) is harder to rank.\n";

void printRow(const Separation& row)
{
    print(stdout, "  %-28s %6.3f %8.3f %6.3f %8.3f %6.3f\n", row.name.c_str(), row.auroc,
          row.lengthMatched, row.averagePrecision, row.balancedAccuracy, row.f1);
}

void printText(const SetFigures& figures)
{
    if (!figures.skipped.empty()) {
        print(stdout, "\n%s: skipped, %s\n", figures.name.c_str(), figures.skipped.c_str());
        return;
    }
    print(stdout, "\n%s: %zu answers, %zu wrong, %zu of documents that training saw\n",
          figures.name.c_str(), figures.answers, figures.wrong, figures.seen);
    print(stdout, "  %-28s %6s %8s %6s %8s %6s\n", "", "AUROC", "matched", "AP", "bal.acc", "F1");
    printRow(figures.validator);
    for (const Separation& baseline : figures.baselines)
        printRow(baseline);
    print(stdout, "  calibration error %.3f", figures.calibrationError);
    if (figures.spanF1)
        print(stdout, "; span F1 %.3f (characters)", *figures.spanF1);
    print(stdout, "; %.1f us median, %.1f us p99\n", figures.medianMicroseconds,
          figures.slowMicroseconds);
    for (const Target& target : figures.targets)
        print(stdout, "  target %-22s %8.3f  must be %s %.3f: %s; aim %.3f: %s\n", target.what,
              target.value, target.isCeiling ? "at most" : "at least", target.must,
              target.isMet(target.must) ? "met" : "not met", target.aim,
              target.isMet(target.aim) ? "met" : "not met");
}

QJsonValue number(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

QJsonObject toJson(const Separation& row)
{
    return {{u"score"_s, QString::fromStdString(row.name)},
            {u"auroc"_s, number(row.auroc)},
            {u"auroc_length_matched"_s, number(row.lengthMatched)},
            {u"average_precision"_s, number(row.averagePrecision)},
            {u"balanced_accuracy"_s, number(row.balancedAccuracy)},
            {u"f1"_s, number(row.f1)}};
}

QJsonObject toJson(const SetFigures& figures)
{
    QJsonObject object{{u"set"_s, QString::fromStdString(figures.name)},
                       {u"answers"_s, static_cast<qint64>(figures.answers)}};
    if (!figures.skipped.empty()) {
        object[u"skipped"_s] = QString::fromStdString(figures.skipped);
        return object;
    }
    QJsonArray baselines;
    for (const Separation& baseline : figures.baselines)
        baselines.append(toJson(baseline));
    QJsonArray targets;
    for (const Target& target : figures.targets)
        targets.append(QJsonObject{{u"what"_s, QString::fromUtf8(target.what)},
                                   {u"value"_s, number(target.value)},
                                   {u"must"_s, target.must},
                                   {u"aim"_s, target.aim},
                                   {u"must_met"_s, target.isMet(target.must)},
                                   {u"aim_met"_s, target.isMet(target.aim)}});
    object[u"wrong"_s] = static_cast<qint64>(figures.wrong);
    object[u"seen_documents"_s] = static_cast<qint64>(figures.seen);
    object[u"validator"_s] = toJson(figures.validator);
    object[u"baselines"_s] = baselines;
    object[u"calibration_error"_s] = number(figures.calibrationError);
    object[u"span_f1"_s] = figures.spanF1 ? number(*figures.spanF1) : QJsonValue();
    object[u"us_p50"_s] = figures.medianMicroseconds;
    object[u"us_p99"_s] = figures.slowMicroseconds;
    object[u"targets"_s] = targets;
    return object;
}

std::vector<std::filesystem::path> setsIn(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        if (entry->path().extension() == ".jsonl")
            files.push_back(entry->path());
    }
    std::ranges::sort(files);
    return files;
}

int skip(const std::string& why, bool isJson)
{
    if (isJson)
        commands::printJson({{u"bench"_s, u"validators"_s},
                             {u"skipped"_s, QString::fromStdString(why)},
                             {u"sets"_s, QJsonArray()}});
    else
        print(stdout, "skipped: %s\n", why.c_str());
    return 0;
}

} // namespace

int runValidators(const std::string& folder, bool isJson)
{
    if (folder.empty())
        return skip("no labelled sets; name their folder with --data or in PLUMBLINE_LABELLED",
                    isJson);
    const std::vector<std::filesystem::path> files = setsIn(folder);
    if (files.empty())
        return skip("no labelled sets (*.jsonl) in " + folder, isJson);
    if (!isJson)
        commands::printProse(stdout, kApart);
    QJsonArray sets;
    for (const std::filesystem::path& file : files) {
        const auto set = readLabelledSet(file);
        if (!set)
            return commands::report(set.error());
        const SetFigures figures = measure(*set);
        if (isJson)
            sets.append(toJson(figures));
        else
            printText(figures);
        std::fflush(stdout);
    }
    if (isJson)
        commands::printJson({{u"bench"_s, u"validators"_s}, {u"sets"_s, sets}});
    return 0;
}

} // namespace bench
