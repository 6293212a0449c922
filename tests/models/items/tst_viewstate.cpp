// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/viewstate.h"

#include <QJsonDocument>
#include <QTest>

#include <random>

using items::ViewState;

namespace {

const std::string kTraceText = "4bf92f3577b34da6a3ce929d0e0e4736";

ViewState full()
{
    ViewState state;
    state.recording = "9f86d081884c7d65";
    state.page = "suspects";
    state.service = "checkout bot & söhne";
    state.filter = R"(model:codegen* -tenant="a=b&c" prob>0.6 100%)";
    state.cursor = telemetry::fromUnixNanos(1'790'000'300'123'456'789LL);
    state.from = telemetry::fromUnixNanos(1'790'000'000'000'000'000LL);
    state.part =
        telemetry::TimeRange{.start = telemetry::fromUnixNanos(1'790'000'100'000'000'000LL),
                             .end = telemetry::fromUnixNanos(1'790'000'200'000'000'000LL)};
    state.isAsKnownNow = true;
    state.isGrouped = true;
    state.kinds = "alarms,notes";
    trace::TraceLink link;
    link.step.trace = *telemetry::traceIdFromHex(kTraceText);
    link.step.span = *telemetry::spanIdFromHex("00f067aa0ba902b7");
    link.claim = {12, 40};
    link.moment = telemetry::fromUnixNanos(1'790'000'150'000'000'000LL);
    link.view = "context";
    state.trace = link;
    state.driver = "queue";
    state.outcome = "failed";
    state.alarm = "A-0001";
    state.incident = "INC-0001";
    state.entry = 42;
    return state;
}

} // namespace

class TestViewState : public QObject
{
    Q_OBJECT

private slots:
    void linksAndJsonAreReadAsTheyWereWritten();
    void linksOfTracesAreReadByTheSameReader();
    void whatIsWrongIsNamed_data();
    void whatIsWrongIsNamed();
    void whatIsNotKnownIsLeftOutAndNamed();
    void linksAreFoundInTexts();
    void whatIsTooLongIsCutAtACharacter();
    void anyBytesAreReadOrRefused();
    void stateIsToldInWords();
};

void TestViewState::linksAndJsonAreReadAsTheyWereWritten()
{
    for (const ViewState& state : {full(), ViewState{}}) {
        const auto read = items::viewStateFromLink("\n " + items::toLink(state) + " ");
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        QVERIFY(read->state == state);
        QVERIFY(read->leftOut.empty());
        const auto again = items::viewStateFromJson(items::toJson(state));
        QVERIFY2(again, again ? "" : again.error().message.c_str());
        QVERIFY(again->state == state);
    }
    QCOMPARE(QString::fromStdString(items::toLink({})), QStringLiteral("plumbline://open"));
    ViewState simple;
    simple.page = "health";
    simple.service = "a b";
    QCOMPARE(QString::fromStdString(items::toLink(simple)),
             QStringLiteral("plumbline://open?page=health&service=a%20b"));
    QCOMPARE(QJsonDocument(items::toJson(simple)).toJson(QJsonDocument::Compact),
             QByteArray(R"({"page":"health","service":"a b"})"));
}

void TestViewState::linksOfTracesAreReadByTheSameReader()
{
    const trace::TraceLink link = *full().trace;
    const auto read = items::viewStateFromLink(trace::toText(link));
    QVERIFY(read);
    QVERIFY(read->state.trace == link);
    QCOMPARE(read->state.page, std::string("trace"));
}

void TestViewState::whatIsWrongIsNamed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* name, const QString& text, const char* named) {
        QTest::newRow(name) << text << QString::fromUtf8(named);
    };
    const QString open = QStringLiteral("plumbline://open?");
    const QString trace = open + QStringLiteral("trace=") + QString::fromStdString(kTraceText);
    row("nothing", QString(), "begins with neither");
    row("another word", QStringLiteral("plumbline://opener?page=health"), "begins with neither");
    row("a path", QStringLiteral("plumbline://open/etc/passwd"), "begins with neither");
    row("recording by path", open + QStringLiteral("recording=/etc/passwd"),
        "no id of a recording");
    row("no page", open + QStringLiteral("page=settings"), "'settings' is no page");
    row("control", open + QStringLiteral("service=a%0Ab"), "is no service");
    row("grouped somehow", open + QStringLiteral("grouped=up"), "no way to group");
    row("no kinds", open + QStringLiteral("kinds=%3Cb%3E"), "no list of kinds");
    row("bad utf-8", open + QStringLiteral("service=%FF"), "is no service");
    row("bad escape", open + QStringLiteral("service=%4"), "is not escaped");
    row("no value", open + QStringLiteral("page"), "has no value");
    row("twice", open + QStringLiteral("page=health&page=trace"), "twice");
    row("time", open + QStringLiteral("cursor=now"), "'now' is no time");
    row("from alone", open + QStringLiteral("from=2026-11-24T02:51:07Z"), "does not lie before");
    row("part", open + QStringLiteral("since=2026-11-24T02:51:07Z"), "no part of time");
    row("step alone", open + QStringLiteral("step=00f067aa0ba902b7"), "no trace");
    row("view alone", open + QStringLiteral("view=context"), "no trace");
    row("claim of nothing", trace + QStringLiteral("&claim=1-2"), "no span whose answer");
    row("bad claim", trace + QStringLiteral("&claim=2-1"), "'2-1' is no stretch");
    row("entry", open + QStringLiteral("entry=-3"), "no number of an entry");
    row("alarm", open + QStringLiteral("alarm=%3Cb%3E"), "no id of an alarm");
    row("huge", open + QStringLiteral("filter=") + QString(100'000, u'x'), "longer than any");
    row("long filter", open + QStringLiteral("filter=") + QString(700, u'x'), "is no filter");
}

void TestViewState::whatIsWrongIsNamed()
{
    QFETCH(const QString, text);
    QFETCH(const QString, named);
    const auto read = items::viewStateFromLink(text.toStdString());
    QVERIFY(!read);
    QVERIFY(read.error().kind == telemetry::ErrorKind::Usage);
    const QString message = QString::fromStdString(read.error().message);
    QVERIFY2(message.contains(named), qPrintable(message));
    QVERIFY(message.size() < 400);
}

void TestViewState::whatIsNotKnownIsLeftOutAndNamed()
{
    const auto read =
        items::viewStateFromLink("plumbline://open?page=health&colour=red&file=%2Fetc%2Fpasswd");
    QVERIFY(read);
    QCOMPARE(read->leftOut, std::string("'colour', 'file'"));
    QCOMPARE(read->state.page, std::string("health"));
    QVERIFY(items::toLink(read->state).find("passwd") == std::string::npos);
    std::string many = "plumbline://open?page=health";
    for (int i = 0; i < 200; ++i)
        many += "&k" + std::to_string(i) + "=1";
    const auto bounded = items::viewStateFromLink(many);
    QVERIFY(bounded);
    QVERIFY(bounded->leftOut.size() < 100);
    QVERIFY(!items::viewStateFromJson({{QStringLiteral("entry"), 12}}));
}

void TestViewState::linksAreFoundInTexts()
{
    const std::string link = items::toLink(full());
    const auto found = items::viewStateIn("plumbline://open?page=none, but look at " + link + ".");
    QVERIFY(found);
    QVERIFY(*found == full());
    QVERIFY(items::viewStateIn("at <" + trace::toText(*full().trace) + ">"));
    QVERIFY(!items::viewStateIn("https://example.org"));
    std::string hostile;
    for (int i = 0; i < 1'000'000; ++i)
        hostile += "plumbline:";
    QVERIFY(!items::viewStateIn(hostile));
}

void TestViewState::whatIsTooLongIsCutAtACharacter()
{
    ViewState state;
    for (int i = 0; i < 1000; ++i)
        state.filter += "ö";
    state.filter.insert(3, "\n\x01");
    state.service = std::string(5000, 'x');
    const std::string link = items::toLink(state);
    QVERIFY(link.size() < items::kLongestLink);
    const auto read = items::viewStateFromLink(link);
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QVERIFY(read->state.filter.size() <= items::kLongestFilter);
    QCOMPARE(read->state.service.size(), items::kLongestName);
}

void TestViewState::anyBytesAreReadOrRefused()
{
    const std::string good = items::toLink(full());
    std::mt19937 dice(5);
    int readable = 0;
    for (int round = 0; round < 30'000; ++round) {
        std::string text = good;
        for (auto changes = 1 + dice() % 3; changes > 0 && !text.empty(); --changes) {
            const std::size_t at = dice() % text.size();
            if (dice() % 3 == 0)
                text.erase(at, 1 + dice() % 30);
            else
                text[at] = static_cast<char>(dice() % 256);
        }
        const auto read = items::viewStateFromLink(text);
        if (!read)
            continue;
        ++readable;
        // Whatever is understood is written and read the same, as a link and as JSON.
        const auto again = items::viewStateFromLink(items::toLink(read->state));
        QVERIFY2(again && again->state == read->state, text.c_str());
        const auto json = items::viewStateFromJson(items::toJson(read->state));
        QVERIFY2(json && json->state == read->state, text.c_str());
    }
    QVERIFY(readable > 100);
}

void TestViewState::stateIsToldInWords()
{
    ViewState state;
    state.page = "suspects";
    state.service = "check\x1b[31mout";
    state.filter = "prob>0.6";
    QCOMPARE(items::viewStateText(state),
             QStringLiteral("Suspects of check␛[31mout, filter “prob>0.6”"));
    QCOMPARE(items::viewStateText({}), QStringLiteral("Window"));
}

QTEST_GUILESS_MAIN(TestViewState)
#include "tst_viewstate.moc"
