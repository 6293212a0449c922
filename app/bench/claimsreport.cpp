// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/claimsbench.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using commands::print;

constexpr double kMustSpanF1 = 0.42; // of characters, RAGTruth questions and answers
constexpr std::size_t kHeldMarking = 1; // sentences from p 0.35, the level of claims::claimsOf()
constexpr double kSpanAnchor = 0.449; // five-fold token trees, as measured before

constexpr const char* kClaimsApart =
    "A sentence that overlaps a labelled span is not supported; where a set labels answers, the "
    "worst sentence counts for its answer.\nEach answer is judged by the member of the model that "
    "has not seen its document. Sentences, answers and characters are those of\nevery other "
    "document: on the others of begin, quintd and ragtruth_qa was fitted how words add up to a "
    "sentence. Sentences that\nstate nothing (questions, greetings, headings) are left out, here "
    "and for the baselines, but for characters. The target is held\nto sentences from p 0.35, the "
    "level from which none is called supported. Thresholds of balanced accuracy and F1 come from\n"
    "other documents. Intervals: 95 % of 200 draws of documents.\nPlanted: a sentence of the "
    "context with half of its words left out; how often it comes first.\n";

void printText(const ClaimFigures& figures)
{
    if (!figures.skipped.empty()) {
        print(stdout, "\n%s: skipped, %s\n", figures.name.c_str(), figures.skipped.c_str());
        return;
    }
    print(stdout,
          "\n%s: %zu answers of %zu documents; %zu %s, %zu not supported; %zu sentences are "
          "not judged, %zu of them not supported\n",
          figures.name.c_str(), figures.answers, figures.documents, figures.units,
          figures.isBySentence ? "sentences" : "answers by their worst sentence", figures.wrong,
          figures.unjudged, figures.unjudgedWrong);
    print(stdout, "  %-24s %6s %15s %6s %8s %6s\n", "", "AUROC", "interval", "AP", "bal.acc", "F1");
    for (const ClaimSeparation& row : figures.separations)
        print(stdout, "  %-24s %6.3f   %.3f to %.3f %6.3f %8.3f %6.3f\n", row.name.c_str(),
              row.auroc, row.low, row.high, row.averagePrecision, row.balancedAccuracy, row.f1);
    for (const SpanAgreement& span : figures.spans)
        print(stdout, "  characters, %-36s precision %.3f recall %.3f F1 %.3f\n", span.name.c_str(),
              span.precision, span.recall, span.f1);
    if (figures.name == "ragtruth_qa" && !figures.spans.empty()) {
        const double reached = figures.spans[kHeldMarking].f1;
        print(stdout,
              "  target F1 of characters %.3f: must be at least %.2f: %s; anchor %.3f: %s\n",
              reached, kMustSpanF1, reached >= kMustSpanF1 ? "met" : "not met", kSpanAnchor,
              reached >= kSpanAnchor ? "met" : "not met");
    }
    print(stdout, "  planted sentence comes first: %.3f of %zu; best sentence by BM25 %.3f\n",
          figures.plantedFirst, figures.planted, figures.plantedBm25);
    print(stdout, "  %.0f us an answer (median), %.0f us p99\n", figures.medianMicroseconds,
          figures.slowMicroseconds);
}

QJsonObject toJson(const ClaimFigures& figures)
{
    if (!figures.skipped.empty())
        return {{u"set"_s, QString::fromStdString(figures.name)},
                {u"skipped"_s, QString::fromStdString(figures.skipped)}};
    QJsonArray rows;
    for (const ClaimSeparation& row : figures.separations)
        rows.append(QJsonObject{{u"score"_s, QString::fromStdString(row.name)},
                                {u"auroc"_s, row.auroc},
                                {u"auroc_low"_s, row.low},
                                {u"auroc_high"_s, row.high},
                                {u"average_precision"_s, row.averagePrecision},
                                {u"balanced_accuracy"_s, row.balancedAccuracy},
                                {u"f1"_s, row.f1}});
    QJsonArray spans;
    for (const SpanAgreement& span : figures.spans)
        spans.append(QJsonObject{{u"marking"_s, QString::fromStdString(span.name)},
                                 {u"precision"_s, span.precision},
                                 {u"recall"_s, span.recall},
                                 {u"f1"_s, span.f1}});
    return {{u"set"_s, QString::fromStdString(figures.name)},
            {u"by_sentence"_s, figures.isBySentence},
            {u"answers"_s, static_cast<qint64>(figures.answers)},
            {u"documents"_s, static_cast<qint64>(figures.documents)},
            {u"units"_s, static_cast<qint64>(figures.units)},
            {u"unjudged_sentences"_s, static_cast<qint64>(figures.unjudged)},
            {u"unjudged_unsupported"_s, static_cast<qint64>(figures.unjudgedWrong)},
            {u"unsupported"_s, static_cast<qint64>(figures.wrong)},
            {u"scores"_s, rows},
            {u"spans"_s, spans},
            {u"planted"_s, static_cast<qint64>(figures.planted)},
            {u"planted_first"_s, figures.plantedFirst},
            {u"planted_first_bm25"_s, figures.plantedBm25},
            {u"median_us"_s, figures.medianMicroseconds},
            {u"p99_us"_s, figures.slowMicroseconds}};
}

} // namespace

int runClaims(const std::string& folder, bool isJson)
{
    if (folder.empty())
        return reportSkipped(
            "claims", "name a folder of labelled sets: --data or PLUMBLINE_LABELLED", isJson);
    const auto files = labelledSetsIn(folder);
    if (files.empty())
        return reportSkipped("claims", "there are no labelled sets (*.jsonl) in " + folder, isJson);
    if (!isJson)
        print(stdout, "Support of claims, sentence by sentence.\n");
    QJsonArray sets;
    for (const std::filesystem::path& file : files) {
        const auto set = readLabelledSet(file);
        if (!set)
            return commands::report(set.error());
        const ClaimFigures figures = measureClaims(*set);
        if (isJson)
            sets.append(toJson(figures));
        else
            printText(figures);
    }
    if (isJson)
        commands::printJson({{u"bench"_s, u"claims"_s}, {u"sets"_s, sets}});
    else
        commands::printProse(stdout, std::string("\n") + kClaimsApart);
    return 0;
}

} // namespace bench
