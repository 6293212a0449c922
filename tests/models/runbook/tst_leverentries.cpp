// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/leverentries.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace runbook;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using telemetry::TimelineEntry;
using telemetry::Timestamp;

namespace {

constexpr Timestamp kEntryNow{100s};

LeverPlan plan()
{
    LeverPlan plan;
    plan.lever.id = "pin:bot";
    plan.lever.kind = "pin";
    plan.lever.target = "bot";
    plan.lever.environment = "test";
    plan.before = {.value = "m-1", .raw = "m-1", .version = "7", .exists = true, .readAt = {}};
    plan.to = "m-0";
    plan.rawAfter = "m-0";
    plan.requests.push_back(
        {.method = "PUT", .url = "http://x/pin", .headers = {{"A", "••••••"}}, .body = "m-0"});
    return plan;
}

FireResult result()
{
    FireResult result;
    result.outcome = FireOutcome::NotYetVisible;
    result.wasSent = true;
    result.message = "Not yet \xff visible.";
    result.rungs = {
        {.kind = RungKind::Sent,
         .state = RungState::Reached,
         .time = kEntryNow - 2s,
         .detail = "sent"},
        {.kind = RungKind::Accepted, .state = RungState::Failed, .time = {}, .detail = ""},
        {.kind = RungKind::InEffect, .state = RungState::Void, .time = {}, .detail = ""}};
    return result;
}

QJsonObject payload(const TimelineEntry& entry)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
}

} // namespace

class TestLeverEntries : public QObject
{
    Q_OBJECT

private slots:
    void anEmptyValueIsSaidToBe()
    {
        LeverPlan shed = plan();
        shed.before.value.clear();
        QCOMPARE(actionEntry(shed, false, kEntryNow).text,
                 std::string("Firing pin:bot: empty to m-0"));
        shed.before.exists = false;
        QCOMPARE(armEntry(shed, kEntryNow).text, std::string("Armed pin:bot: not set to m-0"));
        LeverPlan back = plan();
        back.to.clear();
        QCOMPARE(actionEntry(back, true, kEntryNow).text,
                 std::string("Undoing pin:bot: m-1 to empty"));
    }

    void replicasServedAndFoundAreCarried()
    {
        LeverPlan whole = plan();
        LeverState first = whole.before;
        first.endpoint = "http://a";
        first.found = {{"id", "42"}, {"api_token", "s3cret"}};
        LeverState second = first;
        second.endpoint = "http://b";
        second.problem = "no answer";
        whole.before.replicas = {first, second};
        whole.found = {{"Password", "s3cret"}, {"config", "c-1"}};
        FireResult ended = result();
        ended.wasReadBack = true;
        ended.after = whole.before;
        ended.served = {
            {.title = "alias", .isReached = true, .detail = "m-0", .seenAt = kEntryNow}};
        FireResult part = result();
        part.endpoint = "http://b";
        part.outcome = FireOutcome::Refused;
        ended.replicas = {part};
        const TimelineEntry entry = outcomeEntry(whole, ended, false, kEntryNow);
        QVERIFY(entry.payload.find("s3cret") == std::string::npos);
        const QJsonObject json = payload(entry);
        const QJsonArray before = json[u"before"_s][u"replicas"_s].toArray();
        QCOMPARE(before.size(), 2);
        QCOMPARE(before[0][u"endpoint"_s].toString(), u"http://a"_s);
        QCOMPARE(before[0][u"found"_s][u"id"_s].toString(), u"42"_s);
        QCOMPARE(before[1][u"problem"_s].toString(), u"no answer"_s);
        QCOMPARE(json[u"after"_s][u"replicas"_s].toArray().size(), 2);
        QCOMPARE(json[u"found"_s][u"config"_s].toString(), u"c-1"_s);
        QCOMPARE(json[u"served"_s][0][u"detail"_s].toString(), u"m-0"_s);
        QCOMPARE(json[u"replicas"_s][0][u"outcome"_s].toString(), u"refused"_s);
        // One machine, nothing looked up: nothing of it is said.
        const QJsonObject plain = payload(actionEntry(plan(), false, kEntryNow));
        QVERIFY(!plain.contains(u"found"_s));
        QVERIFY(!plain[u"before"_s].toObject().contains(u"replicas"_s));
    }

    void everyEntryOfAnActionCarriesThePlan()
    {
        std::vector<TimelineEntry> entries{
            armEntry(plan(), kEntryNow), disarmEntry(plan(), "late", kEntryNow),
            actionEntry(plan(), false, kEntryNow), actionEntry(plan(), true, kEntryNow)};
        for (TimelineEntry& entry : resultEntries(plan(), result(), false, kEntryNow))
            entries.push_back(std::move(entry));
        QStringList kinds;
        for (const TimelineEntry& entry : entries) {
            kinds.append(QString::fromStdString(entry.kind));
            QCOMPARE(entry.subject, std::string("pin:bot"));
            const QJsonObject json = payload(entry);
            QCOMPARE(json[u"target"_s].toString(), QStringLiteral("bot"));
            QCOMPARE(json[u"lever_kind"_s].toString(), QStringLiteral("pin"));
            QCOMPARE(json[u"to"_s].toString(), QStringLiteral("m-0"));
            QCOMPARE(json[u"before"_s][u"version"_s].toString(), QStringLiteral("7"));
            QCOMPARE(json[u"requests"_s][0][u"headers"_s][u"A"_s].toString(),
                     QStringLiteral("••••••"));
        }
        QCOMPARE(kinds.join(u' '), QStringLiteral("arm disarm action undo rung rung action"));
    }

    void rungsKeepTheirTimesAndTheOutcomeSaysAll()
    {
        const auto entries = resultEntries(plan(), result(), true, kEntryNow);
        QCOMPARE(entries.size(), std::size_t{3}); // the void rung says nothing new
        QCOMPARE(entries[0].time, kEntryNow - 2s);
        QCOMPARE(entries[0].text, std::string("pin:bot, sent: reached (sent)"));
        QCOMPARE(entries[1].time, kEntryNow);
        QCOMPARE(entries[1].text, std::string("pin:bot, accepted: failed"));
        QCOMPARE(entries[2].kind, std::string("undo"));
        QCOMPARE(entries[2].text, std::string("pin:bot, not yet visible: Not yet \uFFFD visible."));
        const QJsonObject json = payload(entries[2]);
        QCOMPARE(json[u"outcome"_s].toString(), QStringLiteral("not_yet_visible"));
        QVERIFY(json[u"sent"_s].toBool());
        QVERIFY(json[u"after"_s].isNull());
        QVERIFY(json.contains(u"raw_reply"_s));
    }

    void aMovementSeenFromOutsideSaysFromWhereToWhere()
    {
        LeverState after = plan().before;
        after.exists = false;
        const TimelineEntry entry = leverMovedEntry(plan().lever, plan().before, after, kEntryNow);
        QCOMPARE(entry.kind, std::string("lever"));
        QCOMPARE(entry.text, std::string("pin:bot went from m-1 to not set at the control plane"));
        QCOMPARE(payload(entry)[u"before"_s][u"value"_s].toString(), QStringLiteral("m-1"));
        QVERIFY(!payload(entry)[u"after"_s][u"exists"_s].toBool(true));
    }

    void leversAsFoundAreOneEntry()
    {
        LeverState none;
        const TimelineEntry entry =
            leversFoundEntry({{plan().lever, plan().before}, {plan().lever, none}}, kEntryNow);
        QCOMPARE(entry.kind, std::string("lever"));
        QCOMPARE(entry.text, std::string("Levers as found: pin:bot m-1, pin:bot not set"));
        const TimelineEntry one = leversFoundEntry({{plan().lever, plan().before}}, kEntryNow);
        const QJsonObject stands = payload(one)[u"pin:bot"_s].toObject();
        QCOMPARE(stands[u"value"_s].toString(), QStringLiteral("m-1"));
        QCOMPARE(stands[u"version"_s].toString(), QStringLiteral("7"));
        QCOMPARE(stands[u"target"_s].toString(), QStringLiteral("bot"));
        QCOMPARE(stands[u"lever_kind"_s].toString(), QStringLiteral("pin"));
    }
};

QTEST_APPLESS_MAIN(TestLeverEntries)
#include "tst_leverentries.moc"
