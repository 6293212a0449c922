// SPDX-License-Identifier: GPL-3.0-or-later

// Profiles of flags and parameters, against peers that answer what must not be believed.

#include "tests/models/actuation/leverbench.h"

#include <QTest>

#include <memory>

using namespace leverbench;
using telemetry::ErrorKind;
using Answer = ScriptedPeer::Answer;

namespace {

bool isFlagPatch(const std::string& request)
{
    return asks(request, "PATCH ");
}

// ---- Unleash

std::string unleashFlag(bool isOn, const std::string& strategies)
{
    return ok(R"({"name":"ai.support-bot.kill","environment":"production","enabled":)"
              + std::string(isOn ? "true" : "false") + R"(,"strategies":[)" + strategies + "]}");
}

std::string features(bool isOn, const std::string& strategies)
{
    return ok(R"({"query":{"environment":"production"},"features":[{"name":"ai.support-bot.kill",)"
              R"("enabled":)"
              + std::string(isOn ? "true" : "false") + R"(,"strategies":[)" + strategies + "]}]}");
}

std::string share(const std::string& percent, const std::string& constraints = "")
{
    return R"({"id":"s","name":"flexibleRollout","constraints":[)" + constraints
        + R"(],"parameters":{"rollout":")" + percent + "\"}}";
}

struct KillSwitch
{
    std::string strategies = share("100");
    std::string served = share("100");
    bool isTurnedBack = false; // by somebody else, after our look at the control plane
    long long firstId = 4000; // ids of events are one sequence of the whole Unleash
    long long nextId = 8000;
    int others = 0; // events of this flag by somebody else meanwhile
};

std::unique_ptr<Moved> killed(const KillSwitch& own)
{
    const auto looks = std::make_shared<int>(0);
    return std::make_unique<Moved>(
        Bench{.profile = "unleash",
              .lever = "breaker:support-bot",
              .to = "tripped",
              .isWrite = [](const std::string& request) { return asks(request, "POST "); }},
        [=](const std::string& request, int writes) {
            const bool isOn = writes > 0 && !(own.isTurnedBack && *looks > 0);
            if (asks(request, "GET /api/client"))
                return features(isOn, own.served);
            if (asks(request, "GET /api/admin/search/events")) {
                const int total = 7 + (writes > 0 ? 1 + own.others : 0);
                return ok(R"({"events":[{"id":)"
                          + std::to_string(writes > 0 ? own.nextId : own.firstId) + R"(}],"total":)"
                          + std::to_string(total) + "}");
            }
            if (!asks(request, "GET "))
                return ok("");
            const std::string answer = unleashFlag(isOn, own.strategies);
            *looks += writes > 0 ? 1 : 0;
            return answer;
        });
}

// ---- LaunchDarkly

std::string darkFlag(const std::string& key, bool isOn, int variation)
{
    return ok(R"({"key":")" + key
              + R"(","variations":[{"_id":"a","value":"v7"},{"_id":"b","value":"v6"}],)"
                R"("environments":{"production":{"version":3,"on":)"
              + (isOn ? "true" : "false") + R"(,"fallthrough":{"variation":)"
              + std::to_string(variation) + "}}}}");
}

std::string darkPayload(const std::string& key, bool isOn, int variation)
{
    return ok(R"({"flags":{")" + key + R"(":{"on":)" + (isOn ? "true" : "false")
              + R"(,"variations":["v7","v6"],"fallthrough":{"variation":)"
              + std::to_string(variation) + "}}}}");
}

// Somebody turns it back once our write was read back.
std::unique_ptr<Moved> darkened(const std::string& lever, const std::string& to,
                                const std::string& key, bool isTurnedBack)
{
    const bool isSwitch = to == "tripped";
    const auto looks = std::make_shared<int>(0);
    return std::make_unique<Moved>(Bench{.profile = "launchdarkly",
                                         .lever = lever,
                                         .to = to,
                                         .isWrite = isFlagPatch,
                                         .parameters = {{"sdk_url", "PEER"}}},
                                   [=](const std::string& request, int writes) {
                                       const bool isMoved =
                                           writes > 0 && !(isTurnedBack && *looks > 1);
                                       const bool isOn = !isSwitch || !isMoved;
                                       const int variation = !isSwitch && isMoved ? 1 : 0;
                                       if (asks(request, "GET /sdk/"))
                                           return darkPayload(key, isOn, variation);
                                       *looks += writes > 0 ? 1 : 0;
                                       return darkFlag(key, isOn, variation);
                                   });
}

} // namespace

class TestFlagTruth : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        for (const char* name : {"UNLEASH", "UNLEASH_CLIENT", "LAUNCHDARKLY", "LAUNCHDARKLY_SDK"})
            qputenv((QByteArray("PLUMBLINE_TOKEN_") + name).constData(), "t-4711");
        qputenv("PLUMBLINE_TOKEN_AWS", "AKID:secret-of-the-test");
    }

    void aSecureStringIsNotMoved_data()
    {
        QTest::addColumn<QString>("type");
        QTest::newRow("encrypted") << "SecureString";
        QTest::newRow("list") << "StringList";
    }
    void aSecureStringIsNotMoved()
    {
        QFETCH(QString, type);
        ScriptedPeer peer([&](const std::string&, int) {
            return Answer{ok(R"({"Parameters":[{"Name":"/plumbline/pins/support-bot","Type":")"
                             + type.toStdString() + R"(","Value":"AQICAH","Version":3}]})")};
        });
        const auto state = builtIn("ssm", peer.url())->read("pin:support-bot");
        QVERIFY(!state);
        QVERIFY(state.error().kind == ErrorKind::Refused);
        QVERIFY2(state.error().message.find("is no String") != std::string::npos,
                 state.error().message.c_str());
    }

    // Ids are one sequence of the whole Unleash; what counts are the flag's own events.
    void unleashCountsTheFlagsOwnEvents()
    {
        const auto alone = killed({});
        QVERIFY2(alone->isVerified(), alone->told().c_str());
        QVERIFY2(alone->told().find("somebody") == std::string::npos, alone->told().c_str());
        QCOMPARE(alone->result.after.version, "8");
        const auto among = killed({.others = 3});
        QVERIFY2(among->told().find("2 more changes were made meanwhile, by somebody else")
                     != std::string::npos,
                 among->told().c_str());
    }

    void aKillSwitchIsForEverybody_data()
    {
        QTest::addColumn<QString>("strategies");
        QTest::addColumn<bool>("isRefused");
        const auto row = [](const char* name, const std::string& strategies, bool isRefused) {
            QTest::newRow(name) << QString::fromStdString(strategies) << isRefused;
        };
        row("everybody", share("100"), false);
        row("none yet", "", false);
        row("the standard strategy", R"({"name":"default","constraints":[],"parameters":{}})",
            false);
        row("half", share("50"), true);
        row("some countries", share("100", R"({"contextName":"country"})"), true);
        row("a segment",
            R"({"name":"flexibleRollout","segments":[3],"parameters":{"rollout":"100"}})", true);
        row("switched off",
            R"({"name":"flexibleRollout","disabled":true,"parameters":{"rollout":"100"}})", true);
        row("several", share("100") + "," + share("10"), true);
    }
    void aKillSwitchIsForEverybody()
    {
        QFETCH(QString, strategies);
        QFETCH(bool, isRefused);
        const auto moved = killed({.strategies = strategies.toStdString()});
        if (isRefused) {
            QVERIFY2(moved->problem.find("is not for everybody") != std::string::npos,
                     moved->told().c_str());
            QCOMPARE(moved->writes.load(), 0);
        } else {
            QVERIFY2(moved->isVerified(), moved->told().c_str());
        }
        // What applications get is a part of the users all the same.
        const auto partly = killed({.served = share("30")});
        QVERIFY2(!partly->isVerified(), partly->told().c_str());
        QVERIFY(partly->told().find("The kill switch is on for everybody") != std::string::npos);
    }

    // What serves agrees with the control plane again, on the wrong value.
    void turnedBackIsNotInEffect()
    {
        const auto unleash = killed({.isTurnedBack = true});
        QVERIFY2(!unleash->isVerified(), unleash->told().c_str());
        for (const bool isTurnedBack : {false, true}) {
            const auto dark =
                darkened("breaker:support-bot", "tripped", "support-bot-breaker", isTurnedBack);
            QVERIFY2(dark->isVerified() != isTurnedBack, dark->told().c_str());
            const auto pin = darkened("pin:support-bot", "v6", "support-bot-model", isTurnedBack);
            QVERIFY2(pin->isVerified() != isTurnedBack, pin->told().c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestFlagTruth)
#include "tst_flagtruth.moc"
