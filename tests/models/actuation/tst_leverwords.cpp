// SPDX-License-Identifier: GPL-3.0-or-later

// What levers answer and what becomes of a command is recorded in English; a window in another
// language says it anew by the forms of models/items/leverforms.cpp. Here it is made by the
// gateway.

#include "models/items/ownwords.h"
#include "models/runbook/undorule.h"
#include "tests/models/actuation/leverbench.h"
#include "tests/otherlanguage.h"

#include <QTest>

#include <algorithm>
#include <string>
#include <vector>

using namespace leverbench;
using runbook::FireOutcome;

namespace {

const std::string kWordsProfile = kHead + R"yaml(
operations:
  plain:
    token: atomic
    read: {path: /state, value: {pointer: /state}, version: {pointer: /rev}}
    write:
      method: PUT
      path: /state
      headers: {If-Match: "{{version}}"}
      body: {state: "{{value}}"}
      reply:
        - {when: {status: 200}, outcome: accepted}
        - {when: {status: 412}, outcome: conflict}
        - {when: {status: 403}, outcome: refused}
  served:
    token: advisory
    read: {path: /state, value: {pointer: /state}, version: {pointer: /rev}}
    write:
      method: PUT
      path: /state
      body: {state: "{{value}}"}
      reply: [{when: {status: 200}, outcome: accepted}]
    serves:
      - {title: Live, path: /live, when: {status: 200}, within: 20ms}
levers:
  - {id: b, kind: breaker, target: bot, operations: plain, values: {tripped: "on", reset: "off"}}
  - {id: s, kind: breaker, target: bot, operations: served, values: {tripped: "on", reset: "off"}}
  - {id: w, kind: pin, target: bot, operations: plain, pattern: "[0-9]+[.][0-9]"}
)yaml";

std::string stands(const std::string& value, int revision)
{
    return ok("{\"state\":\"" + value + "\",\"rev\":" + std::to_string(revision) + "}");
}

// In English what it was; in another language nothing of it is left.
bool isSaidAnew(const std::string& english)
{
    if (items::ownWords(english) != english)
        return false;
    const OtherLanguage other;
    return OtherLanguage::isAllOf(QString::fromStdString(items::ownWords(english)));
}

QString unsaid(const runbook::FireResult& result)
{
    QStringList left;
    for (const runbook::Rung& rung : result.rungs) {
        if (!rung.detail.empty() && !isSaidAnew(rung.detail))
            left << QString::fromStdString(rung.detail);
    }
    if (!isSaidAnew(result.message))
        left << QString::fromStdString(result.message);
    return left.join(u'\n');
}

struct Case
{
    std::string lever = "b";
    std::string reply; // to the write; "": the connection is closed
    std::vector<std::string> before; // readings, the last one stays
    std::vector<std::string> after;
};

telemetry::Result<runbook::FireResult> firedBy(const Case& one)
{
    std::size_t reads = 0;
    std::size_t looks = 0;
    const ScriptedPeer peer([&](const std::string& request, int writes) -> ScriptedPeer::Answer {
        if (asks(request, "PUT "))
            return {one.reply};
        if (asks(request, "GET /live"))
            return {ScriptedPeer::reply(503, "{}")};
        if (writes == 0)
            return {one.before.at(std::min(reads++, one.before.size() - 1))};
        return {one.after.at(std::min(looks++, one.after.size() - 1))};
    });
    const auto levers = gateway(kWordsProfile, peer.url());
    const auto plan = levers->plan(one.lever, "tripped");
    if (!plan)
        return tl::make_unexpected(plan.error());
    return levers->fire(*plan, nullptr);
}

} // namespace

class TestLeverWords : public QObject
{
    Q_OBJECT

private slots:
    void whatBecomesOfACommand_data()
    {
        QTest::addColumn<QString>("lever");
        QTest::addColumn<QString>("reply");
        QTest::addColumn<QStringList>("before");
        QTest::addColumn<QStringList>("after");
        const auto text = [](const std::string& each) { return QString::fromStdString(each); };
        const QString off = text(stands("off", 7));
        const QString on = text(stands("on", 8));
        const QString other = text(stands("maintenance", 9));
        const QString done = text(ScriptedPeer::reply(200, "{}"));
        const QString conflict = text(ScriptedPeer::reply(412, "{}"));
        const QString unclear = text(ScriptedPeer::reply(500, "{}"));
        const auto add = [](const char* name, const QString& lever, const QString& reply,
                            const QStringList& before, const QStringList& after) {
            QTest::newRow(name) << lever << reply << before << after;
        };
        add("done", QString::fromLatin1("b"), done, {off}, {on});
        add("done beside others", QString::fromLatin1("b"), done, {off}, {text(stands("on", 12))});
        add("not visible", QString::fromLatin1("b"), done, {off}, {off});
        add("overwritten", QString::fromLatin1("b"), done, {off}, {other});
        add("not readable", QString::fromLatin1("b"), done, {off}, {unclear});
        add("conflict, there", QString::fromLatin1("b"), conflict, {off}, {on});
        add("conflict, as before", QString::fromLatin1("b"), conflict, {off}, {off});
        add("conflict, somebody else", QString::fromLatin1("b"), conflict, {off}, {other});
        add("refused", QString::fromLatin1("b"), text(ScriptedPeer::reply(403, "no")), {off},
            {off});
        add("refused, and moved", QString::fromLatin1("b"), text(ScriptedPeer::reply(403, "no")),
            {off}, {other});
        add("refused, not readable", QString::fromLatin1("b"), text(ScriptedPeer::reply(403, "")),
            {off}, {unclear});
        add("unclear", QString::fromLatin1("b"), unclear, {off}, {off});
        add("unclear, in effect", QString::fromLatin1("b"), unclear, {off}, {on});
        add("unclear, another", QString::fromLatin1("b"), unclear, {off}, {other});
        add("unclear, not readable", QString::fromLatin1("b"), unclear, {off}, {unclear});
        add("no reply", QString::fromLatin1("b"), QString(), {off}, {off});
        add("stood there", QString::fromLatin1("b"), done, {on}, {on});
        add("stood there, and moved", QString::fromLatin1("b"), done, {on, off}, {off});
        add("changed before", QString::fromLatin1("s"), done, {off, other}, {other});
        add("not served", QString::fromLatin1("s"), done, {off}, {on});
        add("stood there, not served", QString::fromLatin1("s"), done, {on}, {on});
    }

    void whatBecomesOfACommand()
    {
        QFETCH(const QString, lever);
        QFETCH(const QString, reply);
        QFETCH(const QStringList, before);
        QFETCH(const QStringList, after);
        Case one{
            .lever = lever.toStdString(), .reply = reply.toStdString(), .before = {}, .after = {}};
        for (const QString& each : before)
            one.before.push_back(each.toStdString());
        for (const QString& each : after)
            one.after.push_back(each.toStdString());
        const auto result = firedBy(one);
        if (!result) {
            QVERIFY2(isSaidAnew(result.error().message), result.error().message.c_str());
            return;
        }
        const QString left = unsaid(*result);
        QVERIFY2(left.isEmpty(), qPrintable(left));
    }

    void whatIsRefusedWithoutAsking()
    {
        const ScriptedPeer peer([](const std::string&, int) {
            return ScriptedPeer::Answer{.bytes = ScriptedPeer::reply(401, "who")};
        });
        const auto levers = gateway(kWordsProfile, peer.url());
        for (const auto& [lever, to] :
             {std::pair("b", "x"), std::pair("w", "1"), std::pair("w", "x"), std::pair("w", ""),
              std::pair("no", "x"), std::pair("b", "tripped")}) {
            const auto plan = levers->plan(lever, to);
            QVERIFY(!plan);
            QVERIFY2(isSaidAnew(plan.error().message), plan.error().message.c_str());
        }
    }

    void whatCannotBeRead()
    {
        for (const std::string& body : {std::string("no JSON"), std::string("{}")}) {
            const ScriptedPeer peer(
                [&](const std::string&, int) { return ScriptedPeer::Answer{.bytes = ok(body)}; });
            const auto plan = gateway(kWordsProfile, peer.url())->plan("b", "tripped");
            if (!plan)
                QVERIFY2(isSaidAnew(plan.error().message), plan.error().message.c_str());
        }
        const auto plan = gateway(kWordsProfile, "http://127.0.0.1:1")->plan("b", "tripped");
        QVERIFY(!plan);
        QVERIFY2(isSaidAnew(plan.error().message), plan.error().message.c_str());
    }
};

QTEST_GUILESS_MAIN(TestLeverWords)
#include "tst_leverwords.moc"
