// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/suite/benchcompare.h"
#include "app/bench/suite/benchdocument.h"
#include "app/bench/suite/benchpage.h"
#include "app/bench/suite/benchtable.h"
#include "app/bench/suite/jsonpath.h"
#include "app/bench/suite/plainwork.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;
using bench::BenchAim;
using bench::BenchChange;
using bench::BenchFigure;
using bench::Measured;

namespace {

BenchFigure figureOf(const std::string& name, const Measured& ratio)
{
    BenchFigure figure;
    figure.bench = "ingest";
    figure.name = name;
    figure.unit = "ms";
    figure.figure = Measured{.median = 20, .least = 19, .most = 21};
    figure.anchor = "raw";
    figure.anchorFigure = Measured{.median = 10, .least = 9, .most = 11};
    figure.ratio = ratio;
    return figure;
}

BenchChange::Kind kindOf(const BenchFigure& before, const BenchFigure& after)
{
    return bench::benchChanges({before}, {after}).front().kind;
}

QJsonObject objectOf(const char* json)
{
    return QJsonDocument::fromJson(json).object();
}

} // namespace

class BenchSuiteTest : public QObject
{
    Q_OBJECT

private slots:
    void roundsGiveAMiddleAndItsSpread();
    void pathsLeadToNumbersRoundsAndNothing();
    void rowsAreTakenFromWhatABenchmarkPrints();
    void whatIsNotThereIsSaidToBeSkipped();
    void aimsAreAtMostOrAtLeast();
    void runsAreMergedIntoRounds();
    void documentsAreReadAsTheyWereWritten();
    void whatIsNoDocumentIsRefused();
    void worseIsFurtherThanTheRoundsAndATenth();
    void whatHasNoAnchorOrNoSpreadIsNotTold();
    void failedIsWorse();
    void timedRowsHaveAnAnchorAndCanBeWorse();
    void aRatioOfTwoSpreadsIsAsWideAsItCanBe();
    void plainWorkIsMeasuredInRounds();
    void anAnchorIsComparedInItsOwnRounds();
    void thePageEscapesAndStandsAlone();
    void eachBenchmarkOfTheSuiteHasRows();
};

void BenchSuiteTest::roundsGiveAMiddleAndItsSpread()
{
    QCOMPARE(bench::measuredOf({3, 1, 2}), (Measured{.median = 2, .least = 1, .most = 3}));
    QCOMPARE(bench::measuredOf({4, 1, 2, 3}), (Measured{.median = 2.5, .least = 1, .most = 4}));
    QCOMPARE(bench::measuredOf({}), Measured());
}

void BenchSuiteTest::pathsLeadToNumbersRoundsAndNothing()
{
    const QJsonObject object = objectOf(
        R"({"a": 2, "spread": {"median": 5, "min": 4, "max": 7}, "alone": {"median": 5, "p95": 9},
            "open": {"median_ms": 3, "least_ms": 1, "most_ms": 8}, "rounds": [1, 5, 3],
            "rows": [{"spans": 1000, "x": 1, "loads": [{"ms": 4}, {"ms": 2}]},
                     {"spans": 1000000, "x": 2, "name": "b"}], "words": ["a"]})");
    QCOMPARE(bench::measuredAt(object, "a")->median, 2.0);
    QCOMPARE(*bench::measuredAt(object, "spread"), (Measured{.median = 5, .least = 4, .most = 7}));
    QCOMPARE(*bench::measuredAt(object, "alone"), (Measured{.median = 5, .least = 5, .most = 5}));
    QCOMPARE(*bench::measuredAt(object, "open"), (Measured{.median = 3, .least = 1, .most = 8}));
    QCOMPARE(*bench::measuredAt(object, "rounds"), (Measured{.median = 3, .least = 1, .most = 5}));
    QCOMPARE(bench::measuredAt(object, "rows/1/x")->median, 2.0);
    QCOMPARE(bench::measuredAt(object, "rows/spans=1000000/x")->median, 2.0);
    QCOMPARE(bench::measuredAt(object, "rows/name=b/x")->median, 2.0);
    QCOMPARE(*bench::measuredAt(object, "rows/0/loads/*/ms"),
             (Measured{.median = 3, .least = 2, .most = 4}));
    for (const char* nowhere :
         {"b", "a/b", "rows/7/x", "rows/spans=5/x", "words", "spread/p95", "rows/1/loads/*/ms"})
        QVERIFY2(!bench::measuredAt(object, nowhere), nowhere);
}

void BenchSuiteTest::rowsAreTakenFromWhatABenchmarkPrints()
{
    const auto rows = bench::figuresOf("ingest", objectOf(R"({"cases": [
            {"case": "alone", "spans_per_s": {"median": 90, "min": 80, "max": 95},
             "raw_spans_per_s": {"median": 100, "min": 99, "max": 101},
             "ratio": {"median": 0.9, "min": 0.8, "max": 0.95}}], "redaction_ratio": 0.97})"));
    const BenchFigure& protobuf = rows.front();
    QCOMPARE(protobuf.name, std::string("protobuf, whole path"));
    QCOMPARE(*protobuf.figure, (Measured{.median = 90, .least = 80, .most = 95}));
    QCOMPARE(protobuf.anchorFigure->median, 100.0);
    QCOMPARE(*protobuf.ratio, (Measured{.median = 0.9, .least = 0.8, .most = 0.95}));
    QCOMPARE(bench::isMet(protobuf), std::optional(true));
    // Without a ratio of its own it is that of the medians.
    const auto imported =
        bench::figuresOf("import", objectOf(R"({"spans_per_s": 60, "raw_spans_per_s": 120})"));
    QCOMPARE(imported.front().ratio->median, 0.5);
    QCOMPARE(bench::isMet(imported.front()), std::optional(false));
}

void BenchSuiteTest::whatIsNotThereIsSaidToBeSkipped()
{
    const auto claims =
        bench::figuresOf("claims", objectOf(R"({"skipped": "name a folder", "sets": []})"));
    QCOMPARE(claims.front().note, std::string("skipped: name a folder"));
    const auto charts = bench::figuresOf(
        "charts",
        objectOf(R"({"wall_rounds_ms": [3], "uplot": "skipped: uPlot is not installed"})"));
    QCOMPARE(charts.front().figure->median, 3.0);
    QVERIFY(!charts.front().ratio);
    QCOMPARE(charts.front().note, std::string("skipped: uPlot is not installed"));
    QCOMPARE(bench::isMet(charts.front()), std::optional<bool>());
    const auto failed = bench::figuresWithout("charts", "failed: no display");
    QCOMPARE(failed.size(), charts.size());
    QVERIFY(failed.front().isFailed() && !failed.front().figure);
}

void BenchSuiteTest::aimsAreAtMostOrAtLeast()
{
    BenchFigure figure = figureOf("a", {.median = 2, .least = 2, .most = 2});
    figure.aim = BenchAim{.bound = 2, .isOfRatio = true};
    QCOMPARE(bench::isMet(figure), std::optional(true));
    figure.aim->bound = 1.9;
    QCOMPARE(bench::isMet(figure), std::optional(false));
    figure.isMoreBetter = true;
    QCOMPARE(bench::isMet(figure), std::optional(true));
    figure.aim = BenchAim{.bound = 21, .isOfRatio = false}; // of the figure, which is 20
    QCOMPARE(bench::isMet(figure), std::optional(false));
}

void BenchSuiteTest::runsAreMergedIntoRounds()
{
    const auto run = [](double ratio) {
        return std::vector{figureOf("a", {.median = ratio, .least = ratio, .most = ratio})};
    };
    const auto merged = bench::mergedRuns({run(3), run(1), run(2)});
    QCOMPARE(merged.size(), std::size_t{1});
    QCOMPARE(*merged.front().ratio, (Measured{.median = 2, .least = 1, .most = 3}));
    const auto alone = bench::mergedRuns({{figureOf("a", {.median = 2, .least = 1.5, .most = 4})}});
    QCOMPARE(*alone.front().ratio, (Measured{.median = 2, .least = 1.5, .most = 4}));
}

void BenchSuiteTest::documentsAreReadAsTheyWereWritten()
{
    const QTemporaryDir folder;
    BenchFigure figure = figureOf("a", {.median = 2, .least = 1, .most = 3});
    figure.aim = BenchAim{.bound = 2.5, .isOfRatio = true};
    figure.isSteady = figure.isMoreBetter = true;
    figure.note = "no anchor";
    const bench::BenchDocument written{
        .isQuick = true, .machine = u"a machine"_s, .figures = {figure}};
    QFile file(folder.filePath(u"bench.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QJsonDocument(bench::documentJson(written)).toJson());
    file.close();
    const auto read = bench::readBenchDocument(file.fileName());
    QVERIFY(read.has_value());
    QVERIFY(read->isQuick);
    QCOMPARE(read->machine, u"a machine"_s);
    QCOMPARE(bench::documentJson(*read), bench::documentJson(written));
    QCOMPARE(*read->figures.front().aim, (BenchAim{.bound = 2.5, .isOfRatio = true}));
    QCOMPARE(*read->figures.front().ratio, (Measured{.median = 2, .least = 1, .most = 3}));
}

void BenchSuiteTest::whatIsNoDocumentIsRefused()
{
    const QTemporaryDir folder;
    QVERIFY(!bench::readBenchDocument(folder.filePath(u"none.json"_s)));
    for (const char* text : {"{", "{}", R"({"format": 2, "figures": []})",
                             R"({"format": 1, "figures": [{"bench": "a"}]})"}) {
        QFile file(folder.filePath(u"bench.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        QVERIFY2(!bench::readBenchDocument(file.fileName()), text);
    }
}

void BenchSuiteTest::worseIsFurtherThanTheRoundsAndATenth()
{
    using Kind = BenchChange::Kind;
    const BenchFigure before = figureOf("a", {.median = 2, .least = 1.9, .most = 2.1});
    const auto with = [](double least, double median, double most) {
        return figureOf("a", {.median = median, .least = least, .most = most});
    };
    QCOMPARE(kindOf(before, with(2.2, 2.3, 2.4)), Kind::Worse);
    QCOMPARE(kindOf(before, with(2.05, 2.3, 2.4)), Kind::Same); // the rounds overlap
    QCOMPARE(kindOf(before, with(2.11, 2.15, 2.2)), Kind::Same); // no tenth
    QCOMPARE(kindOf(before, with(1.0, 1.1, 1.2)), Kind::Better);
    BenchFigure rate = before;
    rate.isMoreBetter = true;
    QCOMPARE(kindOf(rate, with(2.2, 2.3, 2.4)), Kind::Better);
    QCOMPARE(kindOf(rate, with(1.0, 1.1, 1.2)), Kind::Worse);
    // The machine may be ten times as slow: the ratio is what counts.
    BenchFigure slow = with(1.9, 2, 2.1);
    slow.figure = Measured{.median = 200, .least = 190, .most = 210};
    QCOMPARE(kindOf(before, slow), Kind::Same);
    QVERIFY(bench::hasWorsened(bench::benchChanges({before}, {with(2.2, 2.3, 2.4)})));
    QVERIFY(!bench::hasWorsened(bench::benchChanges({before}, {with(1.0, 1.1, 1.2)})));
}

void BenchSuiteTest::whatHasNoAnchorOrNoSpreadIsNotTold()
{
    using Kind = BenchChange::Kind;
    const BenchFigure before = figureOf("a", {.median = 2, .least = 1.9, .most = 2.1});
    BenchFigure alone = before;
    alone.ratio.reset();
    QCOMPARE(kindOf(alone, before), Kind::Untold);
    QCOMPARE(kindOf(alone, alone), Kind::Untold);
    QCOMPARE(kindOf(before, figureOf("a", {.median = 9, .least = 9, .most = 9})), Kind::Untold);
    // A share or a size is compared by itself, and needs no rounds.
    BenchFigure share = alone;
    share.isSteady = true;
    share.figure = Measured{.median = 100, .least = 100, .most = 100};
    BenchFigure larger = share;
    larger.figure = Measured{.median = 120, .least = 120, .most = 120};
    QCOMPARE(kindOf(share, larger), Kind::Worse);
    QCOMPARE(kindOf(share, share), Kind::Same);
}

void BenchSuiteTest::failedIsWorse()
{
    const BenchFigure before = figureOf("a", {.median = 2, .least = 1.9, .most = 2.1});
    BenchFigure after = before;
    after.figure.reset();
    after.note = "failed: it ended in the middle";
    const auto failed = bench::benchChanges({before}, {after});
    QCOMPARE(failed.front().kind, BenchChange::Kind::Failed);
    QVERIFY(bench::hasWorsened(failed));
    // What was measured and is not any more does not pass for unchanged, whatever the reason.
    after.note = "skipped: no data";
    QCOMPARE(kindOf(before, after), BenchChange::Kind::Failed);
    QCOMPARE(kindOf(before, figureOf("renamed", *before.ratio)), BenchChange::Kind::Failed);
    BenchFigure alone = before;
    alone.ratio.reset();
    alone.note = "no anchor: it was not measured";
    const auto anchorless = bench::benchChanges({before}, {alone});
    QCOMPARE(anchorless.front().kind, BenchChange::Kind::Failed);
    QVERIFY(bench::hasWorsened(anchorless));
    QCOMPARE(kindOf(after, before), BenchChange::Kind::Untold); // it was not measured before
}

void BenchSuiteTest::timedRowsHaveAnAnchorAndCanBeWorse()
{
    for (const bench::SuiteBench& one : bench::suiteBenches()) {
        for (const BenchFigure& row : bench::figuresWithout(one.name, "failed: x"))
            QVERIFY2(row.isSteady || !row.anchor.empty(), row.name.c_str());
    }
    const auto judged = [](double millis) {
        const auto run = [millis](double part) {
            QJsonObject printed{{u"compare_ms"_s, millis * part}};
            printed[u"plain_work"_s] = QJsonObject{{u"memory_ms"_s, 10 * part}};
            return bench::figuresOf("tracediff", printed);
        };
        return bench::mergedRuns({run(1), run(1.2), run(0.9)}).front();
    };
    BenchFigure before = judged(5);
    QCOMPARE(before.ratio->median, 0.5);
    before.ratio = Measured{.median = 0.5, .least = 0.48, .most = 0.52};
    BenchFigure after = judged(10);
    after.ratio = Measured{.median = 1, .least = 0.95, .most = 1.1};
    QCOMPARE(kindOf(before, after), BenchChange::Kind::Worse);
}

void BenchSuiteTest::aRatioOfTwoSpreadsIsAsWideAsItCanBe()
{
    const auto rows =
        bench::figuresOf("import", objectOf(R"({"spans_per_s": {"median": 60, "min": 50, "max": 80},
                               "raw_spans_per_s": {"median": 120, "min": 100, "max": 200}})"));
    QCOMPARE(*rows.front().ratio, (Measured{.median = 0.5, .least = 0.25, .most = 0.8}));
}

void BenchSuiteTest::plainWorkIsMeasuredInRounds()
{
    bench::PlainWork plain;
    for (int i = 0; i < 3; ++i)
        plain.measure();
    const QJsonObject json = plain.json();
    for (const char* path : {"arithmetic_ms", "arithmetic_per_s", "memory_ms"}) {
        const auto measured = bench::measuredAt(json, path);
        QVERIFY2(measured && measured->least > 0 && measured->least <= measured->median
                     && measured->median <= measured->most,
                 path);
    }
    QVERIFY(std::abs(json[u"arithmetic_ms"_s][u"median"_s].toDouble()
                         * json[u"arithmetic_per_s"_s][u"median"_s].toDouble()
                     - 1000)
            < 1e-6);
}

void BenchSuiteTest::thePageEscapesAndStandsAlone()
{
    BenchFigure hostile =
        figureOf("<script>alert(1)</script> & \"x\"", {.median = 0.5, .least = 0.4, .most = 0.6});
    hostile.bench = "<b>";
    hostile.anchor = "<img src=x>";
    hostile.aim = BenchAim{.bound = 0.85, .isOfRatio = true};
    BenchFigure skipped = figureOf("b", {});
    skipped.figure.reset();
    skipped.ratio.reset();
    skipped.note = "skipped: <i>";
    const QString page = bench::benchPage(
        {.isQuick = true, .machine = u"<machine>"_s, .figures = {hostile, skipped}});
    for (const auto& tag : {u"<script"_s, u"<img"_s, u"<b>"_s, u"<i>"_s, u"<machine>"_s, u"src="_s,
                            u"href"_s, u"url("_s, u"@import"_s}) {
        if (tag == u"src="_s) // of the escaped name alone
            QCOMPARE(page.count(tag), 1);
        else
            QVERIFY2(!page.contains(tag), qPrintable(tag));
    }
    QVERIFY(page.contains(u"&lt;script&gt;"_s) && page.contains(u"skipped: &lt;i&gt;"_s));
    // Each plot is well formed, and shows the rows that have a ratio.
    const qsizetype from = page.indexOf(u"<svg"_s);
    QVERIFY(from > 0);
    QXmlStreamReader svg(page.mid(from, page.indexOf(u"</svg>"_s, from) + 6 - from));
    int circles = 0;
    while (!svg.atEnd()) {
        if (svg.readNext() == QXmlStreamReader::StartElement && svg.name() == u"circle"_s)
            ++circles;
    }
    QVERIFY2(!svg.hasError(), qPrintable(svg.errorString()));
    QCOMPARE(circles, 1);
}

void BenchSuiteTest::anAnchorIsComparedInItsOwnRounds()
{
    const auto rows = bench::figuresOf("trace", objectOf(R"({"traces": [{"spans": 1000000,
        "waterfall": [{"whole_frame_ms": 700}, {"whole_frame_ms": 900}],
        "flame": [{"whole_frame_ms": 700}], "speedscope_note": "given up: x",
        "flame_chart_js": {"load_ms": [9000, 9500],
            "load_ratio_whole_waterfall": {"median": 0.08, "min": 0.07, "max": 0.09}}}]})"));
    const auto row = [&rows](const std::string& name) {
        return *std::ranges::find(rows, name, &BenchFigure::name);
    };
    const BenchFigure beside =
        row("1,000,000 spans, loaded and painted, waterfall beside flame-chart-js");
    QCOMPARE(*beside.ratio, (Measured{.median = 0.08, .least = 0.07, .most = 0.09}));
    QCOMPARE(beside.anchorFigure->median, 9250.0);
    QCOMPARE(bench::isMet(beside), std::optional(true)); // at most a twelfth
    const BenchFigure other = row("1,000,000 spans, loaded and painted, waterfall");
    QVERIFY(other.figure && !other.anchorFigure && !other.ratio);
    QCOMPARE(other.note, std::string("given up: x"));
}

void BenchSuiteTest::eachBenchmarkOfTheSuiteHasRows()
{
    for (const bench::SuiteBench& one : bench::suiteBenches()) {
        const auto rows = bench::figuresWithout(one.name, "failed: x");
        QVERIFY2(!rows.empty(), one.name);
        QCOMPARE(bench::suiteBench(one.name), &one);
        // What is no part of a quick run says what it takes instead.
        QVERIFY2(one.runs > 0 && (one.quickRuns > 0 || one.takes != nullptr), one.name);
        for (const BenchFigure& row : rows) {
            const auto same = std::ranges::count_if(
                rows, [&row](const BenchFigure& other) { return other.name == row.name; });
            QVERIFY2(same == 1, row.name.c_str()); // it is known by its name
        }
    }
    QVERIFY(bench::suiteBench("no-such-bench") == nullptr);
}

QTEST_GUILESS_MAIN(BenchSuiteTest)

#include "tst_benchsuite.moc"
