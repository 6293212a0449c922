// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/chatendpoint.h"
#include "models/drill/chatmodel.h"
#include "models/drill/codetext.h"
#include "models/drill/offline.h"
#include "models/drill/supportturn.h"
#include "models/net/httpclient.h"
#include "models/telemetry/clock.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace drill;

namespace {

ChatModel modelOf(const std::string& scenario)
{
    return {*scenarioNamed(scenario), *loadServices(), *loadContent(), 1};
}

const Service& service(const std::vector<Service>& all, const std::string& name)
{
    return *std::ranges::find(all, name, &Service::name);
}

} // namespace

class TestChatModel : public QObject
{
    Q_OBJECT

private slots:
    void everyQuestionOfTheFleetIsKnown()
    {
        const auto content = *loadContent();
        Random random(1);
        for (std::uint64_t i = 0; i < 500; ++i) {
            const SupportTurn turn = supportTurn(content->support, 3, i);
            const auto again = retoldTurn(content->support, turn.question, random);
            QVERIFY2(again.has_value(), turn.question.c_str());
            const CodeTurn code = makeCodeTurn(*content, 3, i);
            const auto codeAgain = codeTurnOf(*content, code.question, random);
            QVERIFY2(codeAgain.has_value(), code.question.c_str());
            QCOMPARE(codeAgain->tasks.size(), code.tasks.size());
            for (std::size_t k = 0; k < code.tasks.size(); ++k) {
                QVERIFY(codeAgain->tasks[k].entry == code.tasks[k].entry);
                QVERIFY2(codeAgain->tasks[k].parameters == code.tasks[k].parameters,
                         code.question.c_str());
            }
        }
        QVERIFY(!retoldTurn(content->support, "What is love?", random));
        QVERIFY(!codeTurnOf(*content, "What is love?", random));
    }

    void theFaultyModelInventsAndTheOldOneDoesNot()
    {
        const ChatModel model = modelOf("fabricated-apis");
        const auto content = *loadContent();
        const auto services = *loadServices();
        const Service& code = service(services, "code-assistant");
        const Scenario scenario = *scenarioNamed("fabricated-apis");
        const CodeTurn turn = makeCodeTurn(*content, 1, 5);
        const auto wrongOf = [&](const std::string& name, bool hasBegun,
                                 const LeverValues& levers) {
            int wrong = 0;
            for (std::uint64_t draw = 0; draw < 200; ++draw) {
                const auto said = model.answer({.model = name,
                                                .context = {},
                                                .question = turn.question,
                                                .temperature = 1,
                                                .maxTokens = 0},
                                               hasBegun, levers, draw);
                if (!said)
                    return -1;
                const bool isInvented = std::ranges::any_of(turn.tasks, [&](const CodeTask& task) {
                    return std::ranges::any_of(task.entry->invented, [&](const std::string& one) {
                        return said->text.find(one) != std::string::npos;
                    });
                });
                wrong += isInvented ? 1 : 0;
            }
            return wrong;
        };
        const int expected = static_cast<int>(scenario.fault.share * 200);
        const int now = wrongOf(code.alias, true, {});
        QVERIFY2(std::abs(now - expected) <= 30, qPrintable(QString::number(now)));
        QCOMPARE(wrongOf(code.alias, false, {}), 0);
        QCOMPARE(wrongOf(code.models.front(), true, {}), 0);
        QVERIFY(wrongOf(scenario.fault.model, true, {}) > 0);
        QCOMPARE(wrongOf(code.alias, true, {{"breaker:code-assistant", "tripped"}}), 0);
        QCOMPARE(wrongOf("no-such-model", true, {}), -1);
    }

    void aColdModelSaysTheSameEachTime()
    {
        const ChatModel model = modelOf("fabricated-apis");
        const auto content = *loadContent();
        const std::string question = supportTurn(content->support, 1, 7).question;
        const auto differentAt = [&](double temperature) {
            std::set<std::string> texts;
            for (std::uint64_t draw = 0; draw < 20; ++draw)
                texts.insert(model
                                 .answer({.model = "answers-latest",
                                          .context = {},
                                          .question = question,
                                          .temperature = temperature,
                                          .maxTokens = 0},
                                         false, {}, draw)
                                 ->text);
            return texts.size();
        };
        QCOMPARE(differentAt(0), std::size_t{1});
        QVERIFY(differentAt(1) > 5);
    }

    void whatIsWrongWithTheInputIsWrongForAll()
    {
        const ChatModel model = modelOf("ungrounded-prompt");
        const auto content = *loadContent();
        const std::string question = supportTurn(content->support, 1, 7).question;
        const auto lengthWith = [&](const std::string& context) {
            std::size_t all = 0;
            for (std::uint64_t draw = 0; draw < 40; ++draw)
                all += model
                           .answer({.model = "answers-2026-05-c",
                                    .context = context,
                                    .question = question,
                                    .temperature = 1,
                                    .maxTokens = 0},
                                   true, {}, draw)
                           ->text.size();
            return all;
        };
        QVERIFY(lengthWith("Be warm and generous.")
                > lengthWith("Use only the passages you are given."));
    }

    void limitsEndAnswers()
    {
        const ChatModel model = modelOf("fabricated-apis");
        const auto content = *loadContent();
        const auto said = model.answer({.model = "answers-latest",
                                        .context = {},
                                        .question = supportTurn(content->support, 1, 7).question,
                                        .temperature = 0,
                                        .maxTokens = 5},
                                       false, {}, 0);
        QCOMPARE(said->finishReason, std::string("length"));
        QVERIFY(said->outputTokens <= 5);
    }

    void theEndpointSpeaksHttp()
    {
        auto endpoint = ChatEndpoint::listen({.scenario = "fabricated-apis",
                                              .seed = 1,
                                              .address = "127.0.0.1",
                                              .port = 0,
                                              .faultTime = telemetry::SystemClock().now(),
                                              .levers = {}});
        QVERIFY(endpoint.has_value());
        net::HttpClient client;
        const auto post = [&](const std::string& body) {
            net::ClientRequest request;
            request.method = "POST";
            request.url = (*endpoint)->url() + "/v1/chat/completions";
            request.headers = {{"Content-Type", "application/json"}};
            request.body = body;
            return client.perform(request);
        };
        QCOMPARE(post("nonsense").status, 400);
        QCOMPARE(post("{\"messages\":[]}").status, 400);
        QCOMPARE(post("{\"model\":\"x\",\"messages\":[]}").status, 404);
        QCOMPARE(post("{\"model\":\"answers-latest\",\"messages\":[{\"role\":\"user\",\"content\":"
                      "\"What is love?\"}]}")
                     .status,
                 400);
        net::ClientRequest list;
        list.url = (*endpoint)->url() + "/v1/models";
        const net::Exchange models = client.perform(list);
        QCOMPARE(models.status, 200);
        QVERIFY(models.body.find("codegen-latest") != std::string::npos);
        list.url = (*endpoint)->url() + "/other";
        QCOMPARE(client.perform(list).status, 404);
    }

    void leversAreReadFromTheControlPlane()
    {
        const LeverValues levers =
            leversIn({{"/plumbline/breakers/code-assistant", "tripped"}, {"/other", "x"}});
        QCOMPARE(levers.size(), std::size_t{1});
        QCOMPARE(levers.at("breaker:code-assistant"), std::string("tripped"));
    }
};

QTEST_GUILESS_MAIN(TestChatModel)
#include "tst_chatmodel.moc"
