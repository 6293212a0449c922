// SPDX-License-Identifier: GPL-3.0-or-later

// Names and figures that look like what was asked for, and are something else.

#include "tests/models/actuation/leverbench.h"

#include <QTest>

using namespace leverbench;
using telemetry::ErrorKind;

namespace {

bool isPost(const std::string& request)
{
    return asks(request, "POST /v1/load") || asks(request, "POST /v1/unload");
}

// A configuration of Portkey with a primary that is moved and a fallback.
std::string configOf(const std::string& version, const std::string& model)
{
    return "{\"version_id\":\"" + version
        + "\",\"config\":{\"strategy\":{\"mode\":\"fallback\"},\"targets\":["
          "{\"override_params\":{\"model\":\""
        + model + "\"}},{\"override_params\":{\"model\":\"x\"}}]}}";
}

// vLLM's list of models.
std::string modelsWith(bool isLoaded)
{
    return "{\"object\":\"list\",\"data\":[{\"id\":\"base\",\"root\":\"/base\"}"
        + std::string(isLoaded ? ",{\"id\":\"support-bot-lora\",\"root\":\"/a\"}" : "") + "]}";
}

} // namespace

class TestServedNames : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        for (const char* name : {"LITELLM", "PORTKEY", "PORTKEY_GATEWAY", "VLLM"})
            qputenv((QByteArray("PLUMBLINE_TOKEN_") + name).constData(), "t-4711");
        qputenv("PLUMBLINE_TOKEN_AWS", "AKIDEXAMPLE:t-4711");
    }

    void anotherModelsNameMayBeginAlike_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<bool>("isVerified");
        QTest::newRow("itself") << "gpt-4o" << true;
        QTest::newRow("dated") << "gpt-4o-2024-08-06" << true;
        QTest::newRow("a smaller one") << "gpt-4o-mini" << false;
        QTest::newRow("a smaller one, dated") << "gpt-4o-mini-2024-07-18" << false;
        QTest::newRow("the one before") << "gpt-3.5-turbo" << false;
    }
    void anotherModelsNameMayBeginAlike()
    {
        QFETCH(QString, model);
        QFETCH(bool, isVerified);
        const Moved moved(
            {.profile = "portkey",
             .lever = "pin:support-bot",
             .to = "gpt-4o",
             .isWrite = [](const std::string& request) { return asks(request, "PUT "); },
             .parameters = {{"gateway_url", "PEER"}}},
            [&](const std::string& request, int writes) {
                if (asks(request, "POST "))
                    return ok("{\"model\":\"" + model.toStdString() + "\"}",
                              "x-portkey-last-used-option-index: config.targets[0]\r\n");
                if (asks(request, "PUT "))
                    return ok("{\"version_id\":\"w2\"}");
                return ok(writes > 0 ? configOf("w2", "gpt-4o") : configOf("w1", "gpt-3.5-turbo"));
            });
        QVERIFY2(moved.problem.empty(), moved.problem.c_str());
        QVERIFY2(moved.isVerified() == isVerified, moved.told().c_str());
    }

    // Anything in between answers 404, too.
    void aForeign404IsNoAbsence_data()
    {
        QTest::addColumn<QString>("reply");
        QTest::addColumn<bool>("isVerified");
        QTest::newRow("vLLM's own")
            << "{\"error\":{\"message\":\"The model `support-bot-lora` does not exist.\"}}" << true;
        QTest::newRow("an ingress") << "default backend - 404" << false;
        QTest::newRow("no such path") << "{\"detail\":\"Not Found\"}" << false;
    }
    void aForeign404IsNoAbsence()
    {
        QFETCH(QString, reply);
        QFETCH(bool, isVerified);
        bool isLoaded = false;
        const ScriptedPeer peer([&](const std::string& request, int) -> ScriptedPeer::Answer {
            if (asks(request, "POST /v1/load"))
                isLoaded = true;
            if (asks(request, "POST /v1/unload"))
                isLoaded = false;
            if (isPost(request))
                return {ok("Success")};
            if (asks(request, "POST "))
                return {isLoaded ? ok("{\"model\":\"support-bot-lora\"}")
                                 : ScriptedPeer::reply(404, reply.toStdString())};
            return {ok(modelsWith(isLoaded))};
        });
        const auto levers = builtIn("vllm", peer.url(), {{"suffix", "-lora"}});
        const auto before = levers->read("adapter:support-bot");
        QVERIFY2(before.has_value(), before ? "" : before.error().message.c_str());
        QVERIFY(!before->exists);
        const auto plan = levers->plan("adapter:support-bot", "/a");
        QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
        QVERIFY(levers->fire(*plan, nullptr).has_value());
        const auto undo = levers->planUndo("adapter:support-bot", *before);
        QVERIFY2(undo.has_value(), undo ? "" : undo.error().message.c_str());
        const auto result = levers->fire(*undo, nullptr);
        QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
        QVERIFY2((result->outcome == runbook::FireOutcome::Verified) == isVerified,
                 result->message.c_str());
    }

    // What is read back otherwise than it was written would never be seen in effect.
    void figuresAreWrittenAsTheyAreReadBack_data()
    {
        QTest::addColumn<QString>("profile");
        QTest::addColumn<QString>("lever");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("hint"); // empty: a value
        const auto row = [](const char* profile, const char* lever, const char* to,
                            const char* hint) {
            QTest::addRow("%s %s", profile, to) << profile << lever << to << hint;
        };
        for (const char* to : {"0", "1", "0.5", "10", "0.05", "12.25"})
            row("litellm", "shed:code-assistant-primary", to, "");
        row("litellm", "shed:code-assistant-primary", "0.50", "\"0.5\"");
        row("litellm", "shed:code-assistant-primary", "1.0", "\"1\"");
        row("litellm", "shed:code-assistant-primary", "00", "look like");
        for (const char* to : {"0.0", "1.0", "0.5", "10.0", "0.05"})
            row("sagemaker", "shed:support-bot", to, "");
        row("sagemaker", "shed:support-bot", "0.50", "\"0.5\"");
        row("sagemaker", "shed:support-bot", "1.00", "\"1.0\"");
        row("sagemaker", "shed:support-bot", "1", "\"1.0\"");
    }
    void figuresAreWrittenAsTheyAreReadBack()
    {
        QFETCH(QString, profile);
        QFETCH(QString, lever);
        QFETCH(QString, to);
        QFETCH(QString, hint);
        const ScriptedPeer peer([](const std::string&, int) -> ScriptedPeer::Answer {
            return {ScriptedPeer::reply(503, "")};
        });
        const auto plan =
            builtIn(profile.toStdString(), peer.url())->plan(lever.toStdString(), to.toStdString());
        QVERIFY(!plan);
        const bool isValue = plan.error().kind != ErrorKind::Usage; // and then it is read
        QVERIFY2(isValue == hint.isEmpty(), plan.error().message.c_str());
        QVERIFY2(plan.error().message.find(hint.toStdString()) != std::string::npos,
                 plan.error().message.c_str());
    }
};

QTEST_GUILESS_MAIN(TestServedNames)
#include "tst_servednames.moc"
