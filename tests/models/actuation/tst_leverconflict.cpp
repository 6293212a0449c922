// SPDX-License-Identifier: GPL-3.0-or-later

// A refused write may have landed, and another version of the same value is nobody's overwriting.

#include "tests/models/actuation/leverbench.h"

#include <QTest>

using namespace leverbench;
using runbook::FireOutcome;
using runbook::RungState;

namespace {

const std::string kConflictProfile = kHead + R"yaml(
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
levers:
  - {id: b, kind: breaker, target: bot, operations: plain, values: {tripped: "on", reset: "off"}}
)yaml";

std::string state(const std::string& value, int revision)
{
    return ok("{\"state\":\"" + value + "\",\"rev\":" + std::to_string(revision) + "}");
}

// `after`: the readings once the write has arrived; the last one stays.
runbook::FireResult fired(int status, const std::vector<std::string>& after)
{
    std::size_t looks = 0;
    const ScriptedPeer peer([&](const std::string& request, int writes) -> ScriptedPeer::Answer {
        if (asks(request, "PUT "))
            return {ScriptedPeer::reply(status, "{}")};
        if (writes == 0)
            return {state("off", 7)};
        return {after.at(std::min(looks++, after.size() - 1))};
    });
    const auto levers = gateway(kConflictProfile, peer.url());
    const auto plan = levers->plan("b", "tripped");
    if (!plan)
        qFatal("%s", plan.error().message.c_str());
    const auto result = levers->fire(*plan, nullptr);
    if (!result)
        qFatal("%s", result.error().message.c_str());
    return *result;
}

} // namespace

class TestLeverConflict : public QObject
{
    Q_OBJECT

private slots:
    // A proxy sent it twice: the first landed, the second was called a conflict.
    void aConflictThatStandsThereIsNotCalledUnwritten()
    {
        const auto result = fired(412, {state("on", 8)});
        QVERIFY2(result.outcome == FireOutcome::Conflict, result.message.c_str());
        QVERIFY(result.rungs[1].state == RungState::Unknown);
        QVERIFY2(result.message.find("cannot be told") != std::string::npos,
                 result.message.c_str());
        for (const char* claim : {"Nothing was written", "Somebody else"})
            QVERIFY2(result.message.find(claim) == std::string::npos, result.message.c_str());
    }

    void aConflictOfNobodyNamesNobody()
    {
        const auto result = fired(412, {state("off", 7)});
        QVERIFY(result.rungs[1].state == RungState::Failed);
        QVERIFY2(result.message.find("stands as before") != std::string::npos,
                 result.message.c_str());
        QVERIFY2(result.message.find("Somebody else") == std::string::npos, result.message.c_str());
    }

    void aConflictOfSomebodyNamesThem()
    {
        const auto result = fired(412, {state("maintenance", 9)});
        QVERIFY(result.outcome == FireOutcome::Conflict);
        QVERIFY2(result.message.find("Somebody else changed it") != std::string::npos,
                 result.message.c_str());
    }

    // A change beside it moves the version, and ours comes after.
    void anotherVersionOfTheSameValueIsWaitedOut()
    {
        const auto late = fired(200, {state("off", 8), state("off", 8), state("on", 9)});
        QVERIFY2(late.outcome == FireOutcome::Verified, late.message.c_str());
        const auto overwritten = fired(200, {state("maintenance", 9)});
        QVERIFY2(overwritten.message.find("overwritten") != std::string::npos,
                 overwritten.message.c_str());
    }
};

QTEST_GUILESS_MAIN(TestLeverConflict)
#include "tst_leverconflict.moc"
