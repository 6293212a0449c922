// SPDX-License-Identifier: GPL-3.0-or-later

// Levers that stand on each of several machines: which of them are one, and what an undo knows.

#include "models/actuation/replicas.h"
#include "models/runbook/effectladder.h"
#include "models/runbook/undorule.h"
#include "tests/models/actuation/leverbench.h"

#include <QTest>

#include <chrono>
#include <condition_variable>
#include <mutex>

using namespace leverbench;
using actuation::endpointsIn;
using runbook::RungKind;
using runbook::RungState;
using telemetry::ErrorKind;

namespace {

const std::string kReplicasProfile = kHead + R"yaml(
parameters: {replica_urls: ""}
replicas: "{{replica_urls}}"
operations:
  adapter:
    every_replica: true
    read: {path: /state, value: {pointer: /state}}
    write:
      method: PUT
      path: /state
      body: {state: "{{value}}"}
      reply: [{when: {status: 200}, outcome: accepted}]
levers:
  - {id: r, kind: adapter, target: bot, operations: adapter}
)yaml";

const std::string kLookedUp = [] {
    std::string text = kReplicasProfile;
    const std::string write = "    write:\n";
    return text.replace(text.find(write), write.size(),
                        write
                            + "      lookup: [{name: ids, path: /id, take: {id: {pointer: /id}}}]\n"
                              "      headers: {X-Id: \"{{id}}\"}\n");
}();

struct Machine
{
    std::mutex mutex;
    std::string state = "v7";

    ScriptedPeer::Answer operator()(const std::string& request)
    {
        const std::lock_guard lock(mutex);
        if (asks(request, "PUT "))
            state = "v6";
        return {ok(R"({"state":")" + state + "\"}")};
    }
};

} // namespace

class TestLeverReplicas : public QObject
{
    Q_OBJECT

private slots:
    void oneMachineWrittenInManyWaysIsOne_data()
    {
        QTest::addColumn<QString>("other");
        QTest::newRow("slash") << "http://host:8000/";
        QTest::newRow("slashes") << "http://host:8000//";
        QTest::newRow("case of the host") << "http://HOST:8000";
        QTest::newRow("case of the scheme") << "HTTP://host:8000";
        QTest::newRow("dot") << "http://host.:8000";
        QTest::newRow("zeros") << "http://host:08000";
    }
    void oneMachineWrittenInManyWaysIsOne()
    {
        QFETCH(QString, other);
        const auto found = endpointsIn("http://host:8000, " + other.toStdString());
        QVERIFY2(found == std::vector<std::string>{"http://host:8000"}, qPrintable(other));
    }
    void portsThatGoWithoutSaying()
    {
        QCOMPARE(endpointsIn("http://a http://a:80 https://b:443,https://b").size(), 2U);
        QCOMPARE(endpointsIn("http://localhost:1 http://127.0.0.1:1 http://[::1]:1").size(), 1U);
    }
    void othersStayOthers()
    {
        QCOMPARE(endpointsIn("http://a:1 http://a:2 https://a:1 http://b:1 http://a:1/x "
                             "http://a:1/X http://[fe80::1]:1 http://[fe80::2]:1")
                     .size(),
                 8U);
        QVERIFY(endpointsIn(" ,\n").empty());
    }

    void oneMachineIsWrittenOnce()
    {
        Machine machine;
        ScriptedPeer peer([&](const std::string& request, int) { return machine(request); });
        const std::string port = peer.url().substr(peer.url().rfind(':'));
        const auto levers =
            gateway(kReplicasProfile, peer.url(),
                    {{"replica_urls", peer.url() + " http://LOCALHOST" + port + "/"}});
        const auto plan = levers->plan("r", "v6");
        QVERIFY(plan.has_value());
        QCOMPARE(plan->requests.size(), 1U);
        const auto result = levers->fire(*plan, nullptr);
        QVERIFY(result.has_value());
        QCOMPARE(peer.writes(), 1);
        QVERIFY2(result->message.starts_with("In effect on 1 of 1."), result->message.c_str());
    }

    // A URL named by hand is the only one, whatever else is named that is no machine.
    void aBaseUrlIsNotPassedByForAnotherParameter()
    {
        Machine named;
        Machine listed;
        ScriptedPeer canary([&](const std::string& request, int) { return named(request); });
        ScriptedPeer production([&](const std::string& request, int) { return listed(request); });
        std::string text = kReplicasProfile;
        const std::string empty = "{replica_urls: \"\"}";
        text.replace(text.find(empty), empty.size(),
                     "{replica_urls: \"" + production.url() + "\", probe: \"on\"}");
        const auto levers = gateway(text, canary.url(), {{"probe", "off"}});
        const auto plan = levers->plan("r", "v6");
        QVERIFY(plan.has_value());
        QVERIFY(levers->fire(*plan, nullptr).has_value());
        QCOMPARE(canary.writes(), 1);
        QCOMPARE(production.writes(), 0);
    }

    // What stood on one control plane is not written to another.
    void anUndoStaysWhereItWasFired()
    {
        Machine here;
        Machine there;
        ScriptedPeer first([&](const std::string& request, int) { return here(request); });
        ScriptedPeer second([&](const std::string& request, int) { return there(request); });
        std::string text = kReplicasProfile;
        text.replace(text.find("every_replica: true"), 19, "every_replica: false");
        const auto levers = gateway(text, first.url());
        const auto before = levers->read("r");
        QVERIFY(before.has_value());
        QCOMPARE(before->endpoint, first.url());
        QVERIFY(levers->planUndo("r", *before).has_value());
        const auto others = gateway(text, second.url());
        runbook::Fired fired;
        fired.plan.lever.id = "r";
        fired.isFromRecording = true;
        fired.plan.before = *before;
        fired.plan.to = fired.plan.rawAfter = "v6";
        there.state = "v6"; // somebody's
        const auto refused = runbook::planUndo(*others, fired);
        QVERIFY(refused.has_value());
        QVERIFY2(refused->conflict.find("moved at " + first.url()) != std::string::npos,
                 refused->conflict.c_str());
        runbook::LeverState old = *before;
        old.endpoint.clear(); // recorded by a program that did not tell
        QVERIFY(others->planUndo("r", old).has_value());
    }

    // A machine that was added since stood nowhere; one that has gone stays as it is: by name.
    void anUndoKnowsItsMachines()
    {
        Machine one;
        Machine two;
        ScriptedPeer first([&](const std::string& request, int) { return one(request); });
        ScriptedPeer second([&](const std::string& request, int) { return two(request); });
        const auto alone = gateway(kReplicasProfile, first.url(), {{"replica_urls", first.url()}});
        const auto both = gateway(kReplicasProfile, first.url(),
                                  {{"replica_urls", first.url() + " " + second.url()}});
        const auto before = alone->read("r");
        const auto beforeBoth = both->read("r");
        QVERIFY(before.has_value() && beforeBoth.has_value());
        const auto added = both->planUndo("r", *before);
        QVERIFY2(added.has_value(), added ? "" : added.error().message.c_str());
        QCOMPARE(added->replicas.size(), 1U);
        QCOMPARE(added->leftAlone.size(), 1U);
        QCOMPARE(added->leftAlone[0].endpoint, second.url());
        QVERIFY2(added->leftAlone[0].why.find("nothing is recorded of it") != std::string::npos,
                 added->leftAlone[0].why.c_str());
        const auto gone = alone->planUndo("r", *beforeBoth);
        QVERIFY2(gone.has_value(), gone ? "" : gone.error().message.c_str());
        QCOMPARE(gone->leftAlone.size(), 1U);
        QCOMPARE(gone->leftAlone[0].endpoint, second.url());
        QVERIFY2(gone->leftAlone[0].why.find("no replica of the profile any more")
                     != std::string::npos,
                 gone->leftAlone[0].why.c_str());
        // In another spelling it is the same machine.
        const std::string port = first.url().substr(first.url().rfind(':'));
        const auto respelt =
            gateway(kReplicasProfile, first.url(), {{"replica_urls", "http://localhost" + port}});
        const auto undo = respelt->planUndo("r", *before);
        QVERIFY2(undo.has_value(), undo ? "" : undo.error().message.c_str());
        QCOMPARE(undo->replicas.size(), 1U);
        QVERIFY(undo->replicas[0].isNoChange);
    }

    // Where the lever stands on one machine by now, the others that were moved are told.
    void whatWasMovedElsewhereIsNamed()
    {
        Machine one;
        Machine two;
        one.state = "v6";
        ScriptedPeer first([&](const std::string& request, int) { return one(request); });
        ScriptedPeer second([&](const std::string& request, int) { return two(request); });
        runbook::LeverState prior;
        prior.value = prior.raw = "v7";
        prior.exists = true;
        for (const std::string& url : {first.url(), second.url()}) {
            runbook::LeverState each = prior;
            each.endpoint = url;
            prior.replicas.push_back(each);
            prior.replicas.back().replicas.clear();
        }
        std::string text = kReplicasProfile;
        text.replace(text.find("every_replica: true"), 19, "every_replica: false");
        const auto levers = gateway(text, first.url());
        const auto plan = levers->planUndo("r", prior);
        QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
        QCOMPARE(plan->leftAlone.size(), 1U);
        QCOMPARE(plan->leftAlone[0].endpoint, second.url());
        QCOMPARE(plan->replicas.size(), 1U);
        QCOMPARE(plan->replicas[0].rawAfter, "v7");
        const auto result = levers->fire(*plan, nullptr);
        QVERIFY(result.has_value());
        QCOMPARE(first.writes(), 1);
        QCOMPARE(second.writes(), 0);
        QVERIFY2(result->message.find("Left alone, " + second.url()) != std::string::npos,
                 result->message.c_str());
    }

    // One that cannot be prepared does not keep the others from being moved.
    void aLookupThatFailsOnOneLeavesItOut()
    {
        Machine one;
        Machine two;
        ScriptedPeer first([&](const std::string& request, int) {
            return asks(request, "GET /id ") ? ScriptedPeer::Answer{ok("{\"id\":\"7\"}")}
                                             : one(request);
        });
        ScriptedPeer second([&](const std::string& request, int) {
            return asks(request, "GET /id ")
                ? ScriptedPeer::Answer{ScriptedPeer::reply(500, "out of order")}
                : two(request);
        });
        const auto both =
            gateway(kLookedUp, first.url(), {{"replica_urls", second.url() + " " + first.url()}});
        const auto plan = both->plan("r", "v6");
        QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
        QCOMPARE(plan->requests.size(), 1U);
        QCOMPARE(plan->replicas.size(), 2U);
        QVERIFY2(plan->replicas[0].before.problem.find("500") != std::string::npos,
                 plan->replicas[0].before.problem.c_str());
        const auto result = both->fire(*plan, nullptr);
        QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
        QCOMPARE(first.writes(), 1);
        QCOMPARE(second.writes(), 0);
        QVERIFY(result->outcome == runbook::FireOutcome::Partial);
        QVERIFY2(result->message.find(second.url() + ": Nothing was sent") != std::string::npos,
                 result->message.c_str());
        // Where it fails on all of them, there is no plan.
        const auto none = gateway(kLookedUp, second.url(), {{"replica_urls", second.url()}});
        QVERIFY(!none->plan("r", "v6").has_value());
    }

    // Each is asked while the other has not answered yet.
    void plansAreMadeSideBySide()
    {
        Machine one;
        Machine two;
        std::mutex mutex;
        std::condition_variable changed;
        int asked = 0;
        int met = 0;
        const auto lookUp = [&]() -> ScriptedPeer::Answer {
            std::unique_lock lock(mutex);
            ++asked;
            changed.notify_all();
            if (changed.wait_for(lock, std::chrono::seconds(2), [&] { return asked == 2; }))
                ++met;
            return {ok("{\"id\":\"7\"}")};
        };
        ScriptedPeer first([&](const std::string& request, int) {
            return asks(request, "GET /id ") ? lookUp() : one(request);
        });
        ScriptedPeer second([&](const std::string& request, int) {
            return asks(request, "GET /id ") ? lookUp() : two(request);
        });
        const auto both =
            gateway(kLookedUp, first.url(), {{"replica_urls", first.url() + " " + second.url()}});
        const auto plan = both->plan("r", "v6");
        QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
        QCOMPARE(plan->replicas.at(0).endpoint, first.url());
        QCOMPARE(met, 2);
    }

    // Some done, some down: nothing waits any more, and it is not in effect.
    void someDownIsUnknownAndWaitsForNothing()
    {
        Machine one;
        ScriptedPeer first([&](const std::string& request, int) { return one(request); });
        const auto levers = gateway(kReplicasProfile, first.url(),
                                    {{"replica_urls", first.url() + " http://127.0.0.1:1"}});
        const auto plan = levers->plan("r", "v6");
        QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
        const auto result = levers->fire(*plan, nullptr);
        QVERIFY(result.has_value());
        runbook::EffectLadder ladder;
        ladder.take(*result);
        for (const auto kind : {RungKind::Sent, RungKind::Accepted, RungKind::InEffect}) {
            // Sent it was, to one.
            QVERIFY2(ladder.rung(kind).state
                         == (kind == RungKind::Sent ? RungState::Reached : RungState::Unknown),
                     runbook::toString(kind));
            QVERIFY2(ladder.rung(kind).detail.starts_with("1 of 2; http://127.0.0.1:1: "),
                     ladder.rung(kind).detail.c_str());
        }
        // A later reading may still settle it.
        QVERIFY(
            ladder.settle(RungKind::InEffect, RungState::Reached, result->after.readAt, "read"));
    }

    void allThereAlreadyIsInEffectWithoutSending()
    {
        Machine one;
        one.state = "v6";
        ScriptedPeer first([&](const std::string& request, int) { return one(request); });
        const auto levers = gateway(kReplicasProfile, first.url(), {{"replica_urls", first.url()}});
        const auto plan = levers->plan("r", "v6");
        QVERIFY(plan.has_value() && plan->isNoChange);
        const auto result = levers->fire(*plan, nullptr);
        QVERIFY(result.has_value());
        QVERIFY(!result->wasSent);
        runbook::EffectLadder ladder;
        ladder.take(*result);
        QVERIFY(ladder.rung(RungKind::Sent).state == RungState::Waiting);
        QCOMPARE(ladder.rung(RungKind::Sent).detail, "nothing had to be sent");
        QVERIFY(ladder.isReached(RungKind::InEffect));
        QCOMPARE(first.writes(), 0);
    }
};

QTEST_GUILESS_MAIN(TestLeverReplicas)
#include "tst_leverreplicas.moc"
