// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/contaminationreport.h"

#include "app/bench/contaminationbench.h"
#include "app/bench/contaminationcost.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"

#include <QJsonObject>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

constexpr std::int64_t kCostGenerations = 20'000;

void printText(const ContaminationFigures& f, const FingerprintCost& cost)
{
    using commands::print;
    const auto number = [](std::int64_t value) { return static_cast<long long>(value); };
    print(stdout,
          "%lld generations of four services, %lld texts, %lld sentences of the statement's "
          "template that are not it\n",
          number(f.generations), number(f.texts), number(f.nearMisses));
    print(stdout, "copied or quoted   %lld of %lld found: recall %.3f\n", number(f.copiesFound),
          number(f.copies), f.recallOfCopies());
    print(stdout, "lightly edited     %lld of %lld found: recall %.3f\n", number(f.editsFound),
          number(f.edits), f.recallOfEdits());
    print(stdout, "listed             %lld spans, %lld of them wrongly: precision %.3f\n",
          number(f.listed), number(f.listedWrongly), f.precision());
    print(stdout, "read               %lld spans word for word, %lld left unread\n",
          number(f.candidates), number(f.unread));
    print(stdout,
          "false matches      %.3g a sentence to be expected (95 %%: %.3g to %.3g), by the list "
          "itself, from %zu sentences\n",
          f.falseMatches.perStatement, f.falseMatches.perStatementAtLeast,
          f.falseMatches.perStatementAtMost, f.falseMatches.statements);
    print(stdout, "query              %.2f s the first time, %.2f s again (%.2f s of processor)\n",
          f.querySeconds, f.againSeconds, f.queryProcessorSeconds);
    print(stdout, "fingerprints       %.0f bytes a generation, of %.0f in the recording\n",
          f.bytesPerGeneration, f.recordingBytesPerGeneration);
    print(stdout,
          "ingest, judged     %.0f generations/s with fingerprints, %.0f without: %.1f %% of the "
          "rate\n",
          cost.withFingerprints, cost.without, 100 * cost.share());
    print(stdout,
          "                   %.3f ms of processor a generation with, %.3f ms without: %.1f %% of "
          "it\n",
          1e3 * cost.processorWith, 1e3 * cost.processorWithout, 100 * cost.processorShare());
    if (f.anchorGenerations == 0)
        return;
    print(stdout,
          "SQLite FTS5 on %lld of them: written at %.0f generations/s, %.0f bytes a generation\n",
          number(f.anchorGenerations),
          static_cast<double>(f.anchorGenerations) / f.anchorWriteSeconds,
          f.anchorBytesPerGeneration);
    print(stdout, "  phrase           %.3f s, %lld of %lld copies; of the edits none can match\n",
          f.anchorPhraseSeconds, number(f.anchorCopiesFound), number(f.anchorCopies));
    print(stdout, "  NEAR             %.3f s, %lld of %lld edits, %lld spans listed\n",
          f.anchorNearSeconds, number(f.anchorEditsFound), number(f.anchorEdits),
          number(f.anchorNearListed));
}

void printAsJson(const ContaminationFigures& f, const FingerprintCost& cost)
{
    const auto number = [](std::int64_t value) { return static_cast<qint64>(value); };
    commands::printJson({{u"bench"_s, u"contamination"_s},
                         {u"generations"_s, number(f.generations)},
                         {u"texts"_s, number(f.texts)},
                         {u"near_misses"_s, number(f.nearMisses)},
                         {u"copies"_s, number(f.copies)},
                         {u"copies_recall"_s, f.recallOfCopies()},
                         {u"edits"_s, number(f.edits)},
                         {u"edits_recall"_s, f.recallOfEdits()},
                         {u"listed"_s, number(f.listed)},
                         {u"listed_wrongly"_s, number(f.listedWrongly)},
                         {u"precision"_s, f.precision()},
                         {u"read"_s, number(f.candidates)},
                         {u"unread"_s, number(f.unread)},
                         {u"false_per_statement"_s, f.falseMatches.perStatement},
                         {u"false_per_statement_at_most"_s, f.falseMatches.perStatementAtMost},
                         {u"query_s"_s, f.querySeconds},
                         {u"query_again_s"_s, f.againSeconds},
                         {u"query_processor_s"_s, f.queryProcessorSeconds},
                         {u"bytes_per_generation"_s, f.bytesPerGeneration},
                         {u"recording_bytes_per_generation"_s, f.recordingBytesPerGeneration},
                         {u"ingest_with_per_s"_s, cost.withFingerprints},
                         {u"ingest_without_per_s"_s, cost.without},
                         {u"ingest_share"_s, cost.share()},
                         {u"processor_share"_s, cost.processorShare()},
                         {u"fts5"_s,
                          QJsonObject{{u"generations"_s, number(f.anchorGenerations)},
                                      {u"write_s"_s, f.anchorWriteSeconds},
                                      {u"bytes_per_generation"_s, f.anchorBytesPerGeneration},
                                      {u"phrase_s"_s, f.anchorPhraseSeconds},
                                      {u"phrase_copies_found"_s, number(f.anchorCopiesFound)},
                                      {u"copies"_s, number(f.anchorCopies)},
                                      {u"near_s"_s, f.anchorNearSeconds},
                                      {u"near_edits_found"_s, number(f.anchorEditsFound)},
                                      {u"edits"_s, number(f.anchorEdits)},
                                      {u"near_listed"_s, number(f.anchorNearListed)}}}});
}

} // namespace

int runContamination(std::int64_t generations, const std::string& recording, int rounds,
                     bool isJson)
{
    const auto cost = fingerprintCost(std::min(generations, kCostGenerations), rounds);
    if (!cost)
        return commands::report(cost.error());
    ContaminationSettings settings;
    settings.generations = generations;
    settings.recording = recording;
    settings.anchorGenerations = std::min(generations / 10, settings.anchorGenerations);
    settings.progress = [](const std::string& part) {
        commands::print(stderr, "%s\n", part.c_str());
    };
    const auto figures = benchContamination(settings);
    if (!figures)
        return commands::report(figures.error());
    isJson ? printAsJson(*figures, *cost) : printText(*figures, *cost);
    return 0;
}

} // namespace bench
