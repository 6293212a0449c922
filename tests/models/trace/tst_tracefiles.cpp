// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/tracefiles.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonParseError>
#include <QJsonValue>
#include <QSet>
#include <QTest>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

using telemetry::SpanId;
using telemetry::Timestamp;

constexpr long long kStart = 1'795'780'800'000'000'000;

store::SpanRow spanOf(int number, int parent, long long begin, long long end,
                      const std::string& service = "bot")
{
    store::SpanRow row;
    row.span = static_cast<SpanId>(number);
    row.parent = static_cast<SpanId>(parent);
    row.name = "span " + std::to_string(number);
    row.service = service;
    row.start = Timestamp(std::chrono::nanoseconds(kStart + begin));
    row.end = Timestamp(std::chrono::nanoseconds(kStart + end));
    return row;
}

// Begin and end in nanoseconds since the first start, by name.
using Times = std::multimap<std::string, std::pair<long long, long long>>;

Times timesOf(const trace::SpanTree& tree)
{
    Times times;
    for (const store::SpanRow& span : tree.spans()) {
        if (span.start == Timestamp{})
            continue;
        const long long begin = (span.start - tree.range().start).count();
        const auto duration = trace::durationOf(span);
        times.emplace(span.name, std::pair(begin, begin + (duration ? duration->count() : 0)));
    }
    return times;
}

struct ChromeFile
{
    std::optional<trace::WrittenSpans> counts;
    QJsonArray events;
    Times times;
    std::set<std::pair<int, int>> rows; // pid, tid
};

QJsonObject jsonOf(const std::string& text)
{
    QJsonParseError problem;
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(text), &problem);
    if (problem.error != QJsonParseError::NoError)
        qFatal("%s", qPrintable(problem.errorString()));
    return document.object();
}

long long nanosOf(const QJsonValue& micros)
{
    return std::llround(micros.toDouble() * 1000);
}

ChromeFile chromeOf(const trace::SpanTree& tree)
{
    ChromeFile file;
    std::string text;
    file.counts = trace::writeChromeTrace(tree, [&text](std::string_view piece) {
        text += piece;
        return true;
    });
    file.events = jsonOf(text)[u"traceEvents"_s].toArray();
    for (const QJsonValue& event : file.events) {
        if (event[u"ph"_s] != u"X"_s)
            continue;
        const long long begin = nanosOf(event[u"ts"_s]);
        file.times.emplace(event[u"name"_s].toString().toStdString(),
                           std::pair(begin, begin + nanosOf(event[u"dur"_s])));
        file.rows.emplace(event[u"pid"_s].toInt(), event[u"tid"_s].toInt());
    }
    return file;
}

// On each thread what overlaps lies in one another, and the inner one was called by the outer one.
void checkNesting(const ChromeFile& file, const trace::SpanTree& tree)
{
    struct Span
    {
        long long begin = 0;
        long long end = 0;
        int node = 0;
    };
    std::map<std::pair<int, int>, std::vector<Span>> rows;
    for (const QJsonValue& event : file.events) {
        if (event[u"ph"_s] != u"X"_s)
            continue;
        const auto id =
            static_cast<SpanId>(event[u"args"_s][u"span_id"_s].toString().toULongLong(nullptr, 16));
        const long long begin = nanosOf(event[u"ts"_s]);
        rows[{event[u"pid"_s].toInt(), event[u"tid"_s].toInt()}].push_back(
            {.begin = begin, .end = begin + nanosOf(event[u"dur"_s]), .node = tree.find(id)});
    }
    for (const auto& [row, spans] : rows) {
        for (std::size_t i = 0; i < spans.size(); ++i) {
            for (std::size_t j = i + 1; j < spans.size(); ++j) {
                const Span& one = spans[i];
                const Span& other = spans[j];
                if (std::min(one.end, other.end) <= std::max(one.begin, other.begin))
                    continue;
                QVERIFY(other.begin >= one.begin && other.end <= one.end); // in order of start
                QVERIFY(other.node > one.node
                        && other.node < one.node + tree.node(one.node).subtreeSize);
            }
        }
    }
}

struct ScopeFile
{
    std::optional<trace::WrittenSpans> counts;
    QJsonObject root;
    Times times;
};

ScopeFile speedscopeOf(const trace::SpanTree& tree)
{
    ScopeFile file;
    std::string text;
    file.counts = trace::writeSpeedscope(tree, "a trace", [&text](std::string_view piece) {
        text += piece;
        return true;
    });
    file.root = jsonOf(text);
    const QJsonArray frames = file.root[u"shared"_s][u"frames"_s].toArray();
    for (const QJsonValue& profile : file.root[u"profiles"_s].toArray()) {
        std::vector<std::pair<int, long long>> open;
        long long last = 0;
        for (const QJsonValue& event : profile[u"events"_s].toArray()) {
            const auto at = event[u"at"_s].toInteger();
            const int frame = event[u"frame"_s].toInt(-1);
            if (at < last || at > profile[u"endValue"_s].toInteger() || frame < 0
                || frame >= frames.size())
                qFatal("an event that is out of order or of no frame");
            last = at;
            if (event[u"type"_s] == u"O"_s) {
                open.emplace_back(frame, at);
            } else {
                if (open.empty() || open.back().first != frame)
                    qFatal("a frame is closed that is not the innermost");
                file.times.emplace(frames[frame][u"name"_s].toString().toStdString(),
                                   std::pair(open.back().second, at));
                open.pop_back();
            }
        }
        if (!open.empty())
            qFatal("a frame is never closed");
    }
    return file;
}

// speedscope's file-format-schema.json, as far as it is about evented profiles.
void checkSpeedscopeSchema(const QJsonObject& root)
{
    const auto keys = [](const QJsonValue& value) {
        const QStringList names = value.toObject().keys();
        return QSet<QString>(names.begin(), names.end());
    };
    QCOMPARE(keys(root),
             (QSet<QString>{u"$schema"_s, u"exporter"_s, u"name"_s, u"shared"_s, u"profiles"_s}));
    QCOMPARE(root[u"$schema"_s].toString(),
             u"https://www.speedscope.app/file-format-schema.json"_s);
    QVERIFY(root[u"name"_s].isString() && root[u"exporter"_s].isString());
    QCOMPARE(keys(root[u"shared"_s]), QSet<QString>{u"frames"_s});
    for (const QJsonValue& frame : root[u"shared"_s][u"frames"_s].toArray()) {
        QCOMPARE(keys(frame), QSet<QString>{u"name"_s});
        QVERIFY(frame[u"name"_s].isString());
    }
    QVERIFY(root[u"profiles"_s].isArray());
    for (const QJsonValue& profile : root[u"profiles"_s].toArray()) {
        QCOMPARE(keys(profile),
                 (QSet<QString>{u"type"_s, u"name"_s, u"unit"_s, u"startValue"_s, u"endValue"_s,
                                u"events"_s}));
        QCOMPARE(profile[u"type"_s].toString(), u"evented"_s);
        QCOMPARE(profile[u"unit"_s].toString(), u"nanoseconds"_s); // one of FileFormat.ValueUnit
        QVERIFY(profile[u"startValue"_s].isDouble() && profile[u"endValue"_s].isDouble());
        for (const QJsonValue& event : profile[u"events"_s].toArray())
            QCOMPARE(keys(event), (QSet<QString>{u"type"_s, u"frame"_s, u"at"_s}));
    }
}

// Trace Event Format, "Metadata Events" and "Complete Events"; what Perfetto's JSON importer needs.
void checkTraceEventFormat(const QJsonArray& events)
{
    std::set<int> named;
    for (const QJsonValue& event : events) {
        const QString phase = event[u"ph"_s].toString();
        QVERIFY(phase == u"M"_s || phase == u"X"_s);
        QVERIFY(event[u"name"_s].isString());
        for (const QString& number : {u"pid"_s, u"tid"_s})
            QVERIFY(event[number].isDouble()
                    && event[number].toDouble() == event[number].toInt(-1));
        QVERIFY(event[u"args"_s].isObject());
        if (phase == u"M"_s) {
            QCOMPARE(event[u"name"_s].toString(), u"process_name"_s);
            QVERIFY(event[u"args"_s][u"name"_s].isString());
            QVERIFY(named.insert(event[u"pid"_s].toInt()).second);
            continue;
        }
        QVERIFY(event[u"cat"_s].isString());
        QVERIFY(event[u"ts"_s].isDouble() && event[u"dur"_s].isDouble());
        QVERIFY(event[u"ts"_s].toDouble() >= 0 && event[u"dur"_s].toDouble() >= 0);
        QVERIFY(named.contains(event[u"pid"_s].toInt()));
    }
}

void checkAll(const trace::SpanTree& tree)
{
    const ChromeFile chrome = chromeOf(tree);
    const ScopeFile scope = speedscopeOf(tree);
    const Times expected = timesOf(tree);
    QVERIFY(chrome.times == expected);
    QVERIFY(scope.times == expected);
    checkNesting(chrome, tree);
    checkTraceEventFormat(chrome.events);
    checkSpeedscopeSchema(scope.root);
    for (const auto& counts : {chrome.counts, scope.counts}) {
        QVERIFY(counts);
        QCOMPARE(counts->written, static_cast<std::int64_t>(expected.size()));
        QCOMPARE(counts->written + counts->withoutStart, static_cast<std::int64_t>(tree.size()));
        QCOMPARE(counts->rows, static_cast<std::int64_t>(chrome.rows.size()));
    }
    QCOMPARE(scope.root[u"profiles"_s].toArray().size(), scope.counts->rows);
}

} // namespace

class TestTraceFiles : public QObject
{
    Q_OBJECT

private slots:
    void callsAreInWhatCalledThem();
    void everyParallelSpanIsWhole();
    void spansWithoutTimesAreCounted();
    void anyTraceIsWholeInBoth();
    void aHundredThousandAtOnce();
    void hostileNamesAreText();
    void aSinkThatStopsIsTold();
};

void TestTraceFiles::callsAreInWhatCalledThem()
{
    // Two calls at once, of which one contains the other in time but did not call it.
    const trace::SpanTree tree({spanOf(1, 0, 0, 1000), spanOf(2, 1, 100, 900),
                                spanOf(3, 1, 200, 300), spanOf(4, 2, 400, 500),
                                spanOf(5, 2, 500, 1200)});
    checkAll(tree);
    const ChromeFile file = chromeOf(tree);
    std::map<std::string, int> threads;
    for (const QJsonValue& event : file.events)
        threads[event[u"name"_s].toString().toStdString()] = event[u"tid"_s].toInt();
    QCOMPARE(threads["span 1"], threads["span 2"]);
    QCOMPARE(threads["span 2"], threads["span 4"]);
    QVERIFY(threads["span 3"] != threads["span 2"]);
    QVERIFY(threads["span 5"] != threads["span 2"]); // it ends after who called it
    QCOMPARE(threads["span 5"], threads["span 3"]); // free again by then
}

void TestTraceFiles::everyParallelSpanIsWhole()
{
    constexpr int kCalls = 300;
    std::vector<store::SpanRow> spans{spanOf(1, 0, 0, 10'000)};
    for (int i = 0; i < kCalls; ++i)
        spans.push_back(spanOf(i + 2, 1, i, 5000 + i));
    const trace::SpanTree tree(std::move(spans));
    checkAll(tree);
    const ChromeFile file = chromeOf(tree);
    QCOMPARE(file.counts->written, kCalls + 1);
    QCOMPARE(file.counts->rows, kCalls); // the first call is in its caller
}

void TestTraceFiles::spansWithoutTimesAreCounted()
{
    store::SpanRow lost = spanOf(2, 1, 0, 0);
    lost.start = lost.end = {};
    store::SpanRow endless = spanOf(3, 1, 50, 0);
    endless.end = {};
    store::SpanRow backwards = spanOf(4, 1, 60, 10);
    store::SpanRow inferred = spanOf(5, 1, 70, 80);
    inferred.isInferred = true;
    const trace::SpanTree tree({spanOf(1, 0, 0, 100), lost, endless, backwards, inferred});
    checkAll(tree);
    const ChromeFile chrome = chromeOf(tree);
    const ScopeFile scope = speedscopeOf(tree);
    for (const auto& counts : {chrome.counts, scope.counts}) {
        QCOMPARE(counts->written, 4);
        QCOMPARE(counts->withoutStart, 1);
        QCOMPARE(counts->moments, 3);
    }
    int unknown = 0;
    for (const QJsonValue& event : chrome.events)
        unknown += event[u"args"_s][u"duration"_s] == u"unknown"_s ? 1 : 0;
    QCOMPARE(unknown, 3);
    QVERIFY(chrome.times == scope.times);
    // None has a start: a file that says so, and a count.
    const trace::SpanTree empty({lost});
    QCOMPARE(chromeOf(empty).counts->written, 0);
    QCOMPARE(speedscopeOf(empty).counts->withoutStart, 1);
}

void TestTraceFiles::anyTraceIsWholeInBoth()
{
    std::mt19937 random(7);
    for (int round = 0; round < 60; ++round) {
        const int count = 1 + static_cast<int>(random() % 120);
        const int longest = 1 + static_cast<int>(random() % 200);
        std::vector<store::SpanRow> spans;
        for (int i = 1; i <= count; ++i) {
            const auto begin = static_cast<long long>(random() % 200);
            const auto length = static_cast<long long>(random()) % longest;
            const int parent = static_cast<int>(random() % static_cast<unsigned>(i + 1));
            spans.push_back(spanOf(i, parent == i ? 0 : parent, begin, begin + length,
                                   std::array{"bot", "tools", ""}.at(random() % 3)));
            if (random() % 20 == 0)
                spans.back().start = {};
            if (random() % 20 == 0)
                spans.back().end = {};
        }
        checkAll(trace::SpanTree(std::move(spans)));
        if (QTest::currentTestFailed())
            return;
    }
}

// Rows that are looked through one by one would make this hours.
void TestTraceFiles::aHundredThousandAtOnce()
{
    constexpr int kSpans = 100'000;
    std::vector<store::SpanRow> spans;
    spans.reserve(kSpans);
    for (int i = 0; i < kSpans; ++i)
        spans.push_back(spanOf(i + 1, 0, i, kSpans + i));
    const trace::SpanTree tree(std::move(spans));
    std::size_t largest = 0;
    std::size_t bytes = 0;
    const auto counts = trace::writeChromeTrace(tree, [&](std::string_view piece) {
        largest = std::max(largest, piece.size());
        bytes += piece.size();
        return true;
    });
    QVERIFY(counts);
    QCOMPARE(counts->written, kSpans);
    QCOMPARE(counts->rows, kSpans);
    QVERIFY(bytes > 10'000'000 && largest < 100'000); // a piece at a time
}

void TestTraceFiles::hostileNamesAreText()
{
    std::vector<store::SpanRow> spans{spanOf(1, 0, 0, 10), spanOf(2, 1, 1, 2), spanOf(3, 1, 3, 4)};
    spans[0].name = "\"},{\"ph\":\"X\\\n\x01\x7f";
    spans[1].name = "\xff\xc3 broken";
    spans[2].name = "";
    spans[2].service = "</script>\"";
    const trace::SpanTree tree(std::move(spans));
    const ChromeFile chrome = chromeOf(tree);
    QCOMPARE(chrome.events.size(), 5);
    QVERIFY(chrome.times.contains("\"},{\"ph\":\"X\\\n\x01\x7f"));
    const ScopeFile scope = speedscopeOf(tree);
    checkSpeedscopeSchema(scope.root);
    QVERIFY(scope.times.contains("unnamed"));
}

void TestTraceFiles::aSinkThatStopsIsTold()
{
    const trace::SpanTree tree({spanOf(1, 0, 0, 10)});
    const auto full = [](std::string_view) { return false; };
    QVERIFY(!trace::writeChromeTrace(tree, full));
    QVERIFY(!trace::writeSpeedscope(tree, "x", full));
}

QTEST_APPLESS_MAIN(TestTraceFiles)
#include "tst_tracefiles.moc"
