// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/notify/event.h"
#include "models/notify/eventreader.h"
#include "models/notify/message.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>
#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using notify::EventKind;

namespace {

telemetry::TimelineEntry entryOf(std::int64_t sequence, const char* kind, const char* subject,
                                 const char* text, const char* payload)
{
    telemetry::TimelineEntry entry;
    entry.sequence = sequence;
    entry.time = telemetry::fromUnixNanos(1'790'000'000'000'000'000LL);
    entry.kind = kind;
    entry.actor = "ann";
    entry.subject = subject;
    entry.text = text;
    entry.payload = payload;
    return entry;
}

QJsonObject jsonOf(const std::string& text)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
}

} // namespace

class TestNotifyEvent : public QObject
{
    Q_OBJECT

private slots:
    void entriesBecomeEvents_data();
    void entriesBecomeEvents();
    void incidentsKeepWhatWasSaidOfThem();
    void servicesJoinAndLeave();
    void anotherCommanderIsToldWhereThereIsOne();
    void nobodyIsTakenForACommander();
    void servicesAreNotTheCommanders();
    void namesOfKindsAreReadBack();
    void slackMessagesCannotBeForged();
    void genericMessagesHaveAllFields();
    void leversSayWhatBecameOfThem();
    void linksAreNeverCut();
    void textIsSentOnlyWhereItIsWanted();
    void anyEntryIsTakenOrPassedOver();
};

void TestNotifyEvent::entriesBecomeEvents_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("payload");
    QTest::addColumn<QString>("event"); // empty: nobody is told
    const auto row = [](const char* name, const char* kind, const char* text, const char* payload,
                        const char* event) {
        QTest::newRow(name) << QString(QLatin1String(kind)) << QString(QLatin1String(text))
                            << QString(QLatin1String(payload)) << QString(QLatin1String(event));
    };
    row("raised", "alarm", "S raised: more fail", R"({"severity":1})", "alarm_raised");
    row("cleared", "alarm", "S cleared: fewer fail", R"({"severity":1})", "alarm_cleared");
    row("acknowledged", "alarm", "S acknowledged: raised: yes", R"({"severity":1})", "");
    row("opened", "incident", "", R"({"what":"opened"})", "incident_opened");
    row("severity", "incident", "", R"({"what":"severity","severity":2})", "severity");
    row("commander", "incident", "", R"({"what":"commander"})", "commander");
    row("handed over", "incident", "", R"({"what":"handover"})", "commander");
    row("mitigated", "incident", "", R"({"what":"status","status":"mitigated"})", "mitigated");
    row("recovered", "incident", "", R"({"what":"status","status":"recovered"})", "recovered");
    row("identified", "incident", "", R"({"what":"status","status":"identified"})", "");
    row("closed", "incident", "", R"({"what":"closed"})", "closed");
    row("note in it", "incident", "", R"({"what":"mark"})", "");
    row("intent", "action", "", R"({"lever":"model"})", "");
    row("fired", "action", "", R"({"outcome":"in_effect","sent":true})", "lever_fired");
    row("refused", "action", "", R"({"outcome":"refused","sent":false})", "");
    row("undone", "undo", "", R"({"outcome":"in_effect","sent":true})", "lever_fired");
    row("asked", "approval", "", R"({"asks":"abc"})", "approval_wanted");
    row("approved", "approval", "", R"({"plan":"abc"})", "");
    row("note", "note", "S raised: no", R"({"what":"opened"})", "");
    row("no json", "incident", "", "what", "");
}

void TestNotifyEvent::entriesBecomeEvents()
{
    QFETCH(const QString, kind);
    QFETCH(const QString, text);
    QFETCH(const QString, payload);
    QFETCH(const QString, event);
    const auto read =
        notify::eventOf(entryOf(7, kind.toLatin1().constData(), "S", text.toLatin1().constData(),
                                payload.toLatin1().constData()));
    QCOMPARE(read ? QString(QLatin1String(notify::toString(read->kind))) : QString(), event);
    QVERIFY(!read || (read->entry == 7 && read->subject == "S" && read->actor == "ann"));
}

void TestNotifyEvent::incidentsKeepWhatWasSaidOfThem()
{
    notify::EventReader reader("9f86d081884c7d65", [](const std::string& alarm) {
        return alarm == "A-0001" ? std::vector<std::string>{"support-bot"}
                                 : std::vector<std::string>{};
    });
    const auto alarm =
        reader.take(entryOf(3, "alarm", "A-0001", "A-0001 raised: x", R"({"severity":1})"));
    QVERIFY(alarm && alarm->severity == 1 && alarm->services.size() == 1);
    QCOMPARE(alarm->key, std::string("9f86d081884c7d65-3"));
    QVERIFY(reader.take(entryOf(4, "incident", "INC-0001", "",
                                R"({"what":"opened","severity":3,"services":["a","b"]})")));
    QVERIFY(!reader.take(
        entryOf(5, "incident", "INC-0001", "", R"({"what":"services","services":["c"]})")));
    const auto severity =
        reader.take(entryOf(6, "incident", "INC-0001", "", R"({"what":"severity","severity":1})"));
    QVERIFY(severity && severity->severity == 1 && severity->services.front() == "c");
    const auto other = reader.take(entryOf(8, "incident", "INC-0002", "", R"({"what":"closed"})"));
    QVERIFY(other && other->severity == 0 && other->services.empty());
}

void TestNotifyEvent::servicesJoinAndLeave()
{
    using Names = std::vector<std::string>;
    notify::EventReader reader("r", {});
    std::int64_t sequence = 0;
    const auto take = [&](const char* payload) {
        return reader.take(entryOf(++sequence, "incident", "INC-0001", "", payload));
    };
    const auto services = [&] {
        const auto event = take(R"({"what":"severity","severity":2})");
        return event ? event->services : Names{};
    };
    QVERIFY(take(R"({"what":"opened","services":["a"]})"));
    QVERIFY(!take(R"({"what":"alarms","alarms":["A-0002"],"services":["b"]})"));
    QCOMPARE(services(), (Names{"a", "b"}));
    QVERIFY(!take(R"({"what":"alarms","alarms":["A-0003"],"services":["b"]})"));
    QVERIFY(!take(R"({"what":"taken_out","alarms":["A-0001"],"services":["a"]})"));
    QCOMPARE(services(), Names{"b"});
    QVERIFY(!take(R"({"what":"services","services":["c","d"]})")); // a person says which
    QCOMPARE(services(), (Names{"c", "d"}));
}

void TestNotifyEvent::anotherCommanderIsToldWhereThereIsOne()
{
    notify::EventReader reader("r", {});
    std::int64_t sequence = 0;
    const auto isTold = [&](const char* payload) {
        const auto event = reader.take(entryOf(++sequence, "incident", "INC-0001", "", payload));
        return event && event->kind == EventKind::Commander;
    };
    QVERIFY(!isTold(R"({"what":"opened","severity":2})"));
    QVERIFY(isTold(R"({"what":"commander","commander":"ada"})"));
    QVERIFY(!isTold(R"({"what":"handover","to":"ada","summary":"to whoever has it"})"));
    QVERIFY(isTold(R"({"what":"handover","to":"bo","summary":"the index is rebuilt"})"));
    QVERIFY(!isTold(R"({"what":"handover","to":"bo","summary":"again"})"));
    QVERIFY(!isTold(R"({"what":"closed","why":"over"})"));
    QVERIFY(!isTold(R"({"what":"handover","to":"eve","summary":"for the postmortem"})"));
    QVERIFY(!isTold(R"({"what":"reopened","why":"again"})"));
    QVERIFY(!isTold(R"({"what":"handover","to":"bo","summary":"who had it"})"));
    QVERIFY(isTold(R"({"what":"handover","to":"eve","summary":"it is hers now"})"));
    QVERIFY(isTold(R"({"what":"commander","commander":""})")); // nobody any more
}

void TestNotifyEvent::nobodyIsTakenForACommander()
{
    const auto head = [](const char* payload) {
        return notify::headline(*notify::eventOf(entryOf(7, "incident", "INC-0001", "", payload)));
    };
    QCOMPARE(head(R"({"what":"opened","severity":2,"services":["shop"]})"),
             std::string("Incident INC-0001 opened at shop, severity 2 by ann; nobody commands it "
                         "yet"));
    QCOMPARE(head(R"({"what":"commander","commander":"ada"})"),
             std::string("Incident INC-0001 is now commanded by ada, told by ann"));
    QCOMPARE(head(R"({"what":"handover","to":"bo","summary":"the index is rebuilt"})"),
             std::string("Incident INC-0001 is now commanded by bo, told by ann"));
    QCOMPARE(head(R"({"what":"commander","commander":""})"),
             std::string("Incident INC-0001 has no commander any more, told by ann"));
}

// As it is sent: the reader adds the services, which are the incident's and not the commander's.
void TestNotifyEvent::servicesAreNotTheCommanders()
{
    notify::EventReader reader("r", {});
    std::int64_t sequence = 0;
    const auto head = [&](const char* payload) {
        const auto event = reader.take(entryOf(++sequence, "incident", "INC-0001", "", payload));
        return event ? notify::headline(*event) : std::string();
    };
    QCOMPARE(head(R"({"what":"opened","severity":2,"services":["shop","billing"]})"),
             std::string("Incident INC-0001 opened at shop, billing, severity 2 by ann; nobody "
                         "commands it yet"));
    QCOMPARE(
        head(R"({"what":"commander","commander":"ada"})"),
        std::string("Incident INC-0001 at shop, billing is now commanded by ada, told by ann"));
    QCOMPARE(head(R"({"what":"handover","to":"bo","summary":"the index is rebuilt"})"),
             std::string("Incident INC-0001 at shop, billing is now commanded by bo, told by ann"));
    QCOMPARE(head(R"({"what":"commander","commander":""})"),
             std::string("Incident INC-0001 at shop, billing has no commander any more, told by "
                         "ann"));
}

void TestNotifyEvent::namesOfKindsAreReadBack()
{
    for (const EventKind kind : notify::kEventKinds) {
        QVERIFY(*notify::toString(kind) != '\0');
        QVERIFY(notify::eventKindFrom(notify::toString(kind)) == kind);
        notify::Event event;
        event.kind = kind;
        event.subject = "X-1";
        QVERIFY(notify::headline(event).find("X-1") != std::string::npos);
    }
    QVERIFY(!notify::eventKindFrom("alarm"));
}

void TestNotifyEvent::slackMessagesCannotBeForged()
{
    notify::Event event;
    event.subject = "A-0001";
    event.services = {"<!channel> <https://evil.example|click> & *bold*\n> quote"};
    event.text = "<@U123> said \x1b[31m";
    event.link = "plumbline://open?page=health";
    const QJsonObject body = jsonOf(notify::slackBody(event, true));
    const QString text = body.value(u"text"_s).toString();
    QVERIFY2(!text.contains(u'<') && !text.contains(u'>'), qPrintable(text));
    QVERIFY(text.contains(u"&lt;!channel&gt;"_s));
    QVERIFY(text.contains(u"plumbline://open?page=health"_s));
    QVERIFY(!text.contains(QChar(0x1b)));
    const QJsonArray blocks = body.value(u"blocks"_s).toArray();
    QCOMPARE(blocks.size(), 4);
    for (const QJsonValue block : blocks) {
        const QJsonObject inner = block.toObject().value(u"text"_s).toObject();
        QCOMPARE(inner.value(u"type"_s).toString(), u"plain_text"_s);
        QVERIFY(inner.value(u"text"_s).toString().size() < 3000); // what Slack takes
    }
}

void TestNotifyEvent::genericMessagesHaveAllFields()
{
    notify::Event event;
    event.kind = EventKind::LeverFired;
    event.key = "9f86d081884c7d65-12";
    event.recording = "9f86d081884c7d65";
    event.entry = 12;
    event.time = telemetry::fromUnixNanos(1'790'000'000'000'000'000LL);
    event.subject = "model";
    event.actor = "ann";
    event.link = "plumbline://open";
    const QJsonObject body = jsonOf(notify::genericBody(event, false));
    QCOMPARE(body.keys().size(), 16);
    QCOMPARE(body.value(u"schema"_s).toString(), u"plumbline.notification/1"_s);
    QCOMPARE(body.value(u"event"_s).toString(), u"lever_fired"_s);
    QCOMPARE(body.value(u"entry"_s).toInt(), 12);
    QVERIFY(body.value(u"severity"_s).isNull()); // unknown is not 0
    QCOMPARE(body.value(u"headline"_s).toString(), u"Lever model fired, outcome not told by ann"_s);
    QCOMPARE(body.value(u"time"_s).toString(), u"2026-09-21T14:13:20.000000000Z"_s);
}

void TestNotifyEvent::leversSayWhatBecameOfThem()
{
    const auto of = [](const char* kind, const char* payload) {
        return *notify::eventOf(entryOf(7, kind, "breaker:shop", "", payload));
    };
    const auto fired = of("action", R"({"outcome":"verified","sent":true})");
    QCOMPARE(notify::headline(fired), std::string("Lever breaker:shop fired, in effect by ann"));
    const auto undo = of("undo", R"({"outcome":"unknown","sent":true})");
    QCOMPARE(notify::headline(undo),
             std::string("Lever breaker:shop: undo sent, outcome unknown by ann"));
    QCOMPARE(notify::headline(of("undo", R"({"outcome":"verified","sent":true})")),
             std::string("Lever breaker:shop undone, in effect by ann"));
    QVERIFY(notify::headline(of("action", R"({"outcome":"refused","sent":true})")).find("refused")
            != std::string::npos);
    const QJsonObject body = jsonOf(notify::genericBody(undo, false));
    QVERIFY(body.value(u"undo"_s).toBool());
    QCOMPARE(body.value(u"outcome"_s).toString(), u"unknown"_s);
    QVERIFY(jsonOf(notify::genericBody({}, false)).value(u"undo"_s).isNull());
}

void TestNotifyEvent::linksAreNeverCut()
{
    notify::Event event;
    event.subject = "A-0001";
    event.link = "plumbline://open?service=" + std::string(900, 'x') + "&alarm=A-0001";
    const QString link = QString::fromStdString(event.link);
    QCOMPARE(jsonOf(notify::genericBody(event, false)).value(u"link"_s).toString(), link);
    QVERIFY(jsonOf(notify::slackBody(event, false))
                .value(u"text"_s)
                .toString()
                .endsWith(u"&amp;alarm=A-0001"_s));
    event.link += std::string(5000, 'y'); // none is better than a part of one
    QVERIFY(jsonOf(notify::genericBody(event, false)).value(u"link"_s).isNull());
    QVERIFY(!jsonOf(notify::slackBody(event, false))
                 .value(u"text"_s)
                 .toString()
                 .contains(u"plumbline:"_s));
}

void TestNotifyEvent::textIsSentOnlyWhereItIsWanted()
{
    notify::Event event;
    event.subject = "A-0001";
    event.text = "what the model said";
    for (const auto body : {&notify::slackBody, &notify::genericBody}) {
        QVERIFY(body(event, false).find("what the model said") == std::string::npos);
        QVERIFY(body(event, true).find("what the model said") != std::string::npos);
        event.text = std::string(10'000'000, 'x');
        QVERIFY(body(event, true).size() < 4000);
        event.text = "what the model said";
    }
}

void TestNotifyEvent::anyEntryIsTakenOrPassedOver()
{
    std::mt19937 dice(7);
    const std::string good =
        R"({"what":"opened","severity":3,"services":["a",1,null,{"b":[]}],"status":"mitigated"})";
    notify::EventReader reader("r", {});
    for (int round = 0; round < 5000; ++round) {
        std::string payload = good;
        for (int i = 0; i < 3; ++i)
            payload[dice() % payload.size()] = static_cast<char>(dice() % 256);
        telemetry::TimelineEntry entry = entryOf(round, "incident", "I", "", "");
        entry.payload = payload;
        entry.subject = payload;
        if (const auto event = reader.take(entry)) {
            QVERIFY(event->severity >= 0 && event->severity <= 4);
            QVERIFY(!jsonOf(notify::genericBody(*event, true)).isEmpty());
        }
    }
}

QTEST_GUILESS_MAIN(TestNotifyEvent)
#include "tst_notifyevent.moc"
