// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/tracelink.h"

#include <QTest>

#include <random>

using trace::TraceLink;

namespace {

const QString kTrace = QStringLiteral("4bf92f3577b34da6a3ce929d0e0e4736");
const QString kSpan = QStringLiteral("00f067aa0ba902b7");

TraceLink link()
{
    TraceLink one;
    one.step.trace = *telemetry::traceIdFromHex(kTrace.toStdString());
    one.step.span = *telemetry::spanIdFromHex(kSpan.toStdString());
    return one;
}

} // namespace

class TestTraceLink : public QObject
{
    Q_OBJECT

private slots:
    void linksAreReadAsTheyWereWritten();
    void whatIsWrongIsNamed_data();
    void whatIsWrongIsNamed();
    void linksAreFoundInNotes();
    void anyBytesAreReadOrRefused();
};

void TestTraceLink::linksAreReadAsTheyWereWritten()
{
    TraceLink one = link();
    QCOMPARE(QString::fromStdString(trace::toText(one)),
             QStringLiteral("plumbline://trace/%1/%2").arg(kTrace, kSpan));
    QVERIFY(*trace::traceLinkFromText(trace::toText(one)) == one);
    one.claim = {12, 40};
    one.moment = telemetry::fromUnixNanos(1'790'000'000'123'456'789LL);
    one.view = "context";
    QVERIFY(*trace::traceLinkFromText(trace::toText(one)) == one);
    one.claim.reset();
    one.step.span = telemetry::SpanId::None;
    QVERIFY(*trace::traceLinkFromText("\n  " + trace::toText(one) + " ") == one);
}

void TestTraceLink::whatIsWrongIsNamed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("named");
    const QString good = QStringLiteral("plumbline://trace/%1/%2").arg(kTrace, kSpan);
    const auto row = [](const char* name, const QString& text, const char* named) {
        QTest::newRow(name) << text << QString::fromUtf8(named);
    };
    row("nothing", QString(), "does not begin with plumbline://trace/");
    row("another scheme", QStringLiteral("https://example.org"), "'https://example.org'");
    row("short trace", QStringLiteral("plumbline://trace/4bf9"), "'4bf9' is no trace id");
    row("zero trace", QStringLiteral("plumbline://trace/") + QString(32, u'0'), "no trace id");
    row("bad span", QStringLiteral("plumbline://trace/%1/xyz").arg(kTrace), "'xyz' is no span id");
    row("longer path", good + QStringLiteral("/x"), "is no span id");
    row("unknown name", good + QStringLiteral("?colour=red"), "'colour' is not known");
    row("bad claim", good + QStringLiteral("?claim=40-12"), "'40-12' is no stretch");
    row("claim of nothing", QStringLiteral("plumbline://trace/%1?claim=1-2").arg(kTrace),
        "no span whose answer");
    row("bad time", good + QStringLiteral("?at=yesterday"), "'yesterday' is no time");
    row("bad view", good + QStringLiteral("?view=<b>"), "is no view");
    row("huge", good + QStringLiteral("?") + QString(100'000, u'x'), "…'");
}

void TestTraceLink::whatIsWrongIsNamed()
{
    QFETCH(const QString, text);
    QFETCH(const QString, named);
    const auto read = trace::traceLinkFromText(text.toStdString());
    QVERIFY(!read);
    QVERIFY(read.error().kind == telemetry::ErrorKind::Usage);
    const QString message = QString::fromStdString(read.error().message);
    QVERIFY2(message.contains(named), qPrintable(message));
    QVERIFY(message.size() < 400);
}

void TestTraceLink::linksAreFoundInNotes()
{
    TraceLink one = link();
    one.view = "diff";
    const std::string text = trace::toText(one);
    const auto found = trace::traceLinksIn("See " + text + ". And <" + text
                                           + ">, not plumbline://trace/nothing or https://x.y");
    QCOMPARE(found.size(), std::size_t{2});
    QVERIFY(found[0] == one);
    QVERIFY(found[1] == one);
    std::string many;
    for (int i = 0; i < 100; ++i)
        many += text + ' ';
    QCOMPARE(trace::traceLinksIn(many).size(), std::size_t{16});
    QVERIFY(trace::traceLinksIn("").empty());
}

void TestTraceLink::anyBytesAreReadOrRefused()
{
    TraceLink full = link();
    full.claim = {1, 2};
    full.moment = telemetry::fromUnixNanos(1);
    full.view = "diff";
    const std::string good = trace::toText(full);
    std::mt19937 dice(3);
    for (int round = 0; round < 20'000; ++round) {
        std::string text = good;
        for (auto changes = 1 + dice() % 3; changes > 0; --changes) {
            const std::size_t at = dice() % text.size();
            if (dice() % 3 == 0)
                text.erase(at, 1 + dice() % 4);
            else
                text[at] = static_cast<char>(dice() % 256);
            if (text.empty())
                break;
        }
        const auto read = trace::traceLinkFromText(text);
        if (!read)
            continue;
        // Whatever is understood is written and read the same.
        const auto again = trace::traceLinkFromText(trace::toText(*read));
        QVERIFY2(again && *again == *read, text.c_str());
        QVERIFY(!read->claim || read->claim->first < read->claim->second);
    }
}

QTEST_GUILESS_MAIN(TestTraceLink)
#include "tst_tracelink.moc"
