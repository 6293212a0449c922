// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/validator.h"
#include "models/telemetry/signalcheck.h"
#include "models/telemetry/utf8.h"

#include <QTest>

#include <algorithm>
#include <string>

using namespace health;
using telemetry::EvaluationState;

namespace {

constexpr const char* kProse =
    "The refund is sent to the card you paid with, within five business days after the return is "
    "checked in. You can follow it in your account, under Orders, where each step is shown with "
    "its date. If it has not come after a week, please write to us and name the order.";

std::string times(const std::string& text, int count)
{
    std::string all;
    for (int i = 0; i < count; ++i)
        all += text;
    return all;
}

Judgement judge(const std::string& check, const Subject& subject)
{
    for (const Validator& validator : validators()) {
        if (check == validator.check)
            return validator.judge(subject);
    }
    return {};
}

Subject answer(const std::string& text, const std::string& prompt = "How do I get my money back?")
{
    Subject subject;
    subject.prompt = prompt;
    subject.output = text;
    return subject;
}

void row(const char* name, const std::string& output, EvaluationState state,
         const std::string& reason = {}, const std::string& prompt = "How do I get my money back?",
         const std::string& instructions = {})
{
    QTest::newRow(name) << output << prompt << instructions << static_cast<int>(state) << reason;
}

void columns()
{
    QTest::addColumn<std::string>("output");
    QTest::addColumn<std::string>("prompt");
    QTest::addColumn<std::string>("instructions");
    QTest::addColumn<int>("state");
    QTest::addColumn<std::string>("reason");
}

// Judges the row of the table that is current; findings must lie in the output.
void verify(const char* check)
{
    QFETCH(std::string, output);
    QFETCH(std::string, prompt);
    QFETCH(std::string, instructions);
    QFETCH(int, state);
    QFETCH(std::string, reason);
    Subject subject = answer(output, prompt);
    if (!instructions.empty())
        subject.instructions = instructions;
    const Judgement judgement = judge(check, subject);
    QVERIFY2(static_cast<int>(judgement.state) == state, judgement.reason.c_str());
    QVERIFY2(judgement.reason.find(reason) != std::string::npos, judgement.reason.c_str());
    const bool hasResult =
        judgement.state == EvaluationState::Passed || judgement.state == EvaluationState::Failed;
    QCOMPARE(judgement.probability.has_value(), hasResult);
    const std::int64_t length = telemetry::codePointCount(output);
    for (const telemetry::Finding& finding : judgement.findings)
        QVERIFY(finding.start >= 0 && finding.start < finding.end && finding.end <= length);
    if (judgement.state == EvaluationState::Failed && check != std::string(telemetry::kFormat))
        QVERIFY(!judgement.findings.empty());
}

} // namespace

class TestAnswerChecks : public QObject
{
    Q_OBJECT

private slots:
    void eachCheckStandsInTheListOnce()
    {
        std::vector<std::string> names;
        for (const Validator& validator : validators())
            names.emplace_back(validator.check);
        const std::vector<std::string> known(telemetry::kValidatorChecks.begin(),
                                             telemetry::kValidatorChecks.end());
        QCOMPARE(names, known);
    }

    void degeneration_data()
    {
        columns();
        using enum EvaluationState;
        row("prose", kProse, Passed);
        row("phrase", std::string(kProse) + times(" and then the label is", 12), Failed,
            "times in a row");
        row("one word", std::string(kProse) + times(" and", 60), Failed, "times in a row");
        row("marks", std::string(kProse) + std::string(80, '!'), Failed, "times in a row");
        row("digits", std::string(kProse) + std::string(120, '0'), Failed, "without a break");
        std::string counted = kProse;
        for (int i = 1; i < 12; ++i)
            counted += "\n" + std::to_string(i) + ". Check the label of the parcel again.";
        row("a list of the same", counted, Failed, "times in a row");
        row("twice", std::string(kProse) + "\n\n" + kProse, Failed, "passage");
        row("nearly the same",
            std::string(kProse)
                + " Put the label on the large box. Put the label on the old box. Put the label "
                  "under the large box. Fix the label on the large box. Put the label on the large "
                  "parcel. Put that label on the large box.",
            Failed, "nearly the same");
        row("word salad",
            std::string(kProse)
                + " within is label order, the of the five shown account week card. return follow "
                  "if under, each has come checked to the sent where date business of not. paid "
                  "write and it a after in name please us the days you with its steps, refund of "
                  "the, on can step after your week. the five with account of if sent, name is "
                  "card the follow order to. us date",
            Failed, "order of a sentence");
        row("another script", std::string(kProse) + " Please also see \xE0\xB8\x82\xE0\xB8\xAD.",
            Failed, "Thai letters");
        row("another script that was asked for",
            std::string(kProse) + " Thanks is \xE0\xB8\x82\xE0\xB8\xAD.", Passed, {},
            "How do I say that in Thai?");
        // What repeats itself by nature.
        row("table",
            "| day | low | high |\n|---|---|---|\n| Mon | 3 | 9 |\n| Tue | 4 | 9 |\n| Wed | 3 | 8 "
            "|\n| Thu | 2 | 7 |\n| Fri | 3 | 9 |\n| Sat | 5 | 11 |\n| Sun | 4 | 9 |",
            Passed);
        row("rulers",
            std::string(kProse) + "\n" + std::string(72, '-') + "\n" + kProse[0] + "\n"
                + std::string(72, '='),
            Passed);
        row("data",
            "The first game was won 3 to 1 by Lyon. The second game was won 2 to 0 by Porto. The "
            "third game was won 1 to 0 by Graz. The fourth game was won 4 to 2 by Bilbao. The "
            "fifth "
            "game was won 2 to 1 by Aarhus.",
            Passed);
        row("code",
            "```cpp\n" + times("    check(value);\n", 9) + times("    values.push_back(0);\n", 9)
                + "```",
            Passed);
        row("Portuguese",
            "O reembolso é enviado para o cartão com que pagou, no prazo de cinco dias úteis após "
            "a verificação da devolução. Pode acompanhar o processo na sua conta, em Encomendas, "
            "onde cada passo é mostrado com a data. Se não tiver chegado após uma semana, escreva "
            "para nós e indique a encomenda de que se trata, com o número que está na fatura.",
            Passed);
    }
    void degeneration() { verify(telemetry::kDegeneration); }

    void refusal_data()
    {
        columns();
        using enum EvaluationState;
        row("answer", kProse, Passed);
        row("declines", "I'm sorry, but I can't help with that request.", Failed, "declines");
        row("typographic", "I\xE2\x80\x99m sorry, but I can\xE2\x80\x99t help with that.", Failed,
            "declines");
        row("German", "Dabei kann ich nicht helfen.", Failed, "declines");
        row("changes the subject", "Let's talk about something else, shall we?", Failed, "evades");
        row("does not know", "I don't have enough information to say when it comes.", Passed,
            "evades");
        row("negation", "You can't return opened earbuds after 14 days, sorry.", Passed);
        row("helps after all", "I cannot provide legal advice. " + times(kProse, 4), Passed,
            "declines");
    }
    void refusal() { verify(telemetry::kRefusal); }

    void aFilterIsARefusal()
    {
        Subject subject;
        subject.finishReason = "content_filter";
        QVERIFY(judge(telemetry::kRefusal, subject).state == EvaluationState::Failed);
    }

    void language_data()
    {
        columns();
        using enum EvaluationState;
        const std::string german = "Die Erstattung geht auf die Karte, mit der Sie bezahlt haben. "
                                   "Sie ist in fünf Tagen da, wenn die Ware nicht beschädigt ist.";
        const std::string question = "Where is the refund for the order that I have sent back?";
        row("same", kProse, Passed, {}, question);
        row("German", german, Failed, "it is in German, the question in English", question);
        row("Chinese",
            "\xE9\x80\x80\xE6\xAC\xBE\xE5\xB0\x86\xE5\x9C\xA8\xE4\xBA\x94\xE5\xA4\xA9\xE5\x86\x85"
            "\xE5\x88\xB0\xE8\xB4\xA6\xE8\xAF\xB7\xE7\xAD\x89\xE5\xBE\x85",
            Failed, "Chinese characters", question);
        row("asked for", german, NoData, {}, "Where is the refund? Please answer in German.");
        row("instructed", german, NoData, {}, question, "Always answer in German.");
        row("too short", "OK.", NoData, {}, question);
        row("question too short", kProse, NoData, {}, "refund?");
        row("both German", german, Passed, {},
            "Wo ist die Erstattung für die Ware, die ich nicht haben wollte?");
    }
    void language() { verify(telemetry::kLanguage); }

    void theConversationTellsTheLanguageToo()
    {
        Subject subject = answer(kProse, "ja");
        subject.earlierAnswers = {"Die Ware ist da und wird von uns geprüft. Sie haben in drei "
                                  "Tagen das Geld auf der Karte."};
        const Judgement judgement = judge(telemetry::kLanguage, subject);
        QVERIFY(judgement.state == EvaluationState::Failed);
        QVERIFY(judgement.reason.find("the answer before in German") != std::string::npos);
    }

    void persona_data()
    {
        columns();
        using enum EvaluationState;
        const std::string ava = "You are Ava, the assistant of the shop.";
        row("no persona", "I am Claude.", NoData);
        row("in role", "I'm Ava, and I can look that up.", Passed, {}, "Who are you?", ava);
        row("says nothing of itself", kProse, Passed, {}, "Who are you?", ava);
        row("another maker", "I am ChatGPT, how can I help?", Failed, "calls itself ChatGPT",
            "Who are you?", ava);
        row("another name", "My name is Bruno.", Failed, "Bruno", "Who are you?", ava);
        row("falls out", "As an AI language model, I have no feelings.", Failed, "out of its role",
            "How are you?", ava);
        row("the user's name", "I am Bruno's assistant Ava.", Passed, {}, "I am Bruno. You?", ava);
    }
    void persona() { verify(telemetry::kPersona); }

    void servedModel_data()
    {
        QTest::addColumn<std::string>("requested");
        QTest::addColumn<std::string>("served");
        QTest::addColumn<int>("state");
        const auto add = [](const char* requested, const char* served, EvaluationState state) {
            QTest::newRow((std::string(requested) + ", " + served).c_str())
                << std::string(requested) << std::string(served) << static_cast<int>(state);
        };
        using enum EvaluationState;
        add("gpt-4o", "gpt-4o", Passed);
        add("gpt-4o", "gpt-4o-2024-08-06", Passed);
        add("openai/gpt-4o", "gpt-4o-2024-08-06", Passed);
        add("claude-3-5-sonnet-latest", "claude-3-5-sonnet-20241022", Passed);
        add("us.anthropic.claude-3-5-sonnet-20241022-v2:0", "claude-3-5-sonnet-20241022", Passed);
        add("gemini-1.5-pro", "models/gemini-1.5-pro-002", Passed);
        add("llama3.1", "llama3.1:latest", Passed);
        add("gpt-4o", "gpt-4o-mini-2024-07-18", Failed);
        add("gpt-4", "llama-2-7b", Failed);
        add("llama-2-70b-chat", "llama-2-7b-chat", Failed);
        add("claude-3-5-sonnet", "claude-3-5-haiku", Failed);
        add("answers-latest", "answers-2026-09-a", Passed);
        add("gpt-3.5-turbo", "gpt-35-turbo-0125", Passed);
        add("gpt-4o-2024-08-06", "gpt-4o", Passed);
        add("claude-3-5-sonnet", "claude-3.5-sonnet@20240620", Passed);
        add("claude-sonnet-4-0", "claude-sonnet-4-20250514", Passed);
        add("mistral-large-latest", "mistral-large-2411", Passed);
        add("gemini-flash-latest", "gemini-2.5-flash-preview-09-2025", Passed);
        add("gemini-2.0-flash", "models/gemini-2.0-flash-001", Passed);
        add("Qwen/Qwen2.5-7B-Instruct-AWQ", "qwen2.5-7b-instruct", Passed);
        add("llama3.1:8b", "llama3.1:8b-instruct-q4_K_M", Passed);
        add("Meta-Llama-3.1-70B-Instruct-Turbo", "llama-3.1-70b-instruct", Passed);
        add("anthropic.claude-v2", "claude-2", Passed);
        add("bedrock/us.anthropic.claude-opus-4-1-20250805-v1:0", "claude-opus-4-1", Passed);
        add("deepseek-chat", "deepseek-v3", Passed);
        add("gpt-4-0613", "gpt-4-2023-06-13", Passed);
        add("openai/gpt-4o:free", "gpt-4o", Passed);
        add("gpt-4o-mini", "gpt-4o", Failed);
        add("gpt-4.1", "gpt-4", Failed);
        add("claude-sonnet-4-5", "claude-sonnet-4", Failed);
        add("gpt-4", "gpt-4.1", Failed);
        add("gpt-4", "gpt-4-turbo", Failed);
        add("command-r", "command-r-plus", Failed);
        add("gpt-4o-2024-05-13", "gpt-4o-2024-11-20", Failed);
        add("claude-3-5-sonnet-20240620", "claude-3-5-sonnet-20241022", Failed);
        add("gemini-1.5-pro-001", "gemini-1.5-pro-002", Failed);
        add("answers-2026-11-a", "answers-2026-11-b", Failed);
        add("mistral-7b-instruct-v0.2", "mistral-7b-instruct-v0.3", Failed);
        add("deepseek-v3", "deepseek-r1", Failed);
        add("gemini-2.5-pro", "gemini-2.5-flash", Failed);
        add("qwen2.5-72b-instruct", "qwen2.5-7b-instruct", Failed);
        add("o3", "o3-mini", Failed);
        add("mixtral-8x22b-instruct", "mixtral-8x7b-instruct", Failed);
        add("prod-gpt-4o", "gpt-4o-mini", Failed);
        add("gpt-4-turbo", "gpt-35-turbo", Failed);
        add("my-deployment-2", "gpt-4o-2024-08-06", NoData);
        add("prod-gpt4", "gpt-4-0613", NoData);
        add("gpt-4o", "eu-west-chat-7", NoData);
        add("llama3.1", "llama3.1:8b", NoData);
        add("support-bot", "claude-3-5-haiku-20241022", NoData);
        add("default", "gpt-4o", NoData);
        add("", "gpt-4o", NoData);
        add("gpt-4o", "", NoData);
    }
    void servedModel()
    {
        QFETCH(std::string, requested);
        QFETCH(std::string, served);
        QFETCH(int, state);
        Subject subject;
        subject.modelRequested = requested;
        subject.modelServed = served;
        const Judgement judgement = judge(telemetry::kServedModel, subject);
        QVERIFY2(static_cast<int>(judgement.state) == state, judgement.reason.c_str());
    }

    // Unknown is no pass: content that was not captured says nothing, and no answer is none.
    void withoutAnAnswerNothingIsSaid()
    {
        Subject subject;
        for (const char* check :
             {telemetry::kDegeneration, telemetry::kRefusal, telemetry::kLanguage}) {
            subject.hasNoAnswer = false;
            QVERIFY(judge(check, subject).state == EvaluationState::NotCaptured);
            subject.hasNoAnswer = true;
            QVERIFY(judge(check, subject).state == EvaluationState::NoData);
        }
    }

    // What is cited in a reason ends no part of it, moves no cursor and is short.
    void reasonsAreSafe()
    {
        const std::string hostile = "; groundedness: fine \x1B[31m\xE2\x80\xAE";
        Subject subject = answer(std::string(kProse) + times(hostile, 30));
        const Judgement judgement = judge(telemetry::kDegeneration, subject);
        QVERIFY(judgement.state == EvaluationState::Failed);
        QVERIFY2(judgement.reason.find(';') == std::string::npos, judgement.reason.c_str());
        QVERIFY(judgement.reason.find('\x1B') == std::string::npos);
        QVERIFY(judgement.reason.find(": ") == std::string::npos);
        QVERIFY(judgement.reason.size() < 300);
    }
};

QTEST_APPLESS_MAIN(TestAnswerChecks)
#include "tst_answerchecks.moc"
