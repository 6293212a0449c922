// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/cutmarks.h"
#include "models/health/groundfeatures.h"
#include "models/health/tokens.h"
#include "models/health/validator.h"
#include "models/health/words.h"
#include "models/telemetry/judgecall.h"
#include "models/telemetry/utf8.h"

#include <QTest>

#include <algorithm>

using namespace health;
using telemetry::EvaluationState;
using telemetry::Finding;

namespace {

const std::string kContext = "The Harbour Museum was opened in 1987 by Dr. Elena Marsh. It holds "
                             "1,200 ship models and is closed on Mondays. "
                             "Entry costs 7.50 euros; children under 12 enter free. The café on "
                             "the second floor serves local fish.";

Subject question(const std::string& output)
{
    Subject subject;
    subject.task = "qa";
    subject.context = kContext;
    subject.prompt = "When was the museum opened and what does it cost?";
    subject.output = output;
    return subject;
}

// The text a finding points to, cut by code points.
std::string textOf(const std::string& output, const Finding& finding)
{
    std::string text;
    std::int64_t at = -1;
    for (const char c : output) {
        at += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
        if (at >= finding.start && at < finding.end)
            text += c;
    }
    return text;
}

std::vector<std::string> found(const Subject& subject, const std::string& kind)
{
    std::vector<std::string> texts;
    for (const Finding& finding : judgeGroundedness(subject).findings) {
        if (finding.kind == kind)
            texts.push_back(textOf(*subject.output, finding));
    }
    return texts;
}

using Texts = std::vector<std::string>;

double cut(const std::string& text)
{
    return cutMarkOf(text).probability;
}

double truncated(const Subject& subject)
{
    return judgeTruncation(subject).probability.value_or(-1);
}

const std::string kLong =
    "The museum was opened in 1987 and holds many ship models from all over the world, which "
    "were given by families of sailors";

} // namespace

class TestValidators : public QObject
{
    Q_OBJECT

private slots:
    // What stood in a redacted stretch is unknown: what may rest on it is not held against the
    // answer, all else is.
    void aRedactedPieceHidesOnlyWhatRestsOnIt()
    {
        Subject subject = question("The museum was opened in 1987. The code of the vault is 4411.");
        *subject.context += " The code of the vault is code=[REDACTED:password-assignment]. "
                            "The director keeps the code of the vault.";
        QVERIFY(judgeGroundedness(subject).state == EvaluationState::Passed);
        QVERIFY(judgeGroundedness(subject).findings.empty());
        Subject plain = subject;
        plain.context = kContext + " The code of the vault is kept by the director.";
        QVERIFY(!judgeGroundedness(plain).findings.empty());
        // The same number where nothing was taken out, and something else that was made up.
        subject.output = "The museum was opened in 1987. Entry costs 4411 euros on Fridays, says "
                         "`museum.fetch_tariff()`.";
        const Judgement judgement = judgeGroundedness(subject);
        QVERIFY(judgement.state == EvaluationState::Failed);
        QVERIFY(!judgement.findings.empty());
        for (const Finding& finding : judgement.findings)
            QVERIFY(textOf(*subject.output, finding).find("REDACTED") == std::string::npos);
        subject.output = "It is [REDACTED:password-assignment].";
        QVERIFY(judgeGroundedness(subject).state == EvaluationState::Inconclusive);
    }

    void groundedAnswersPass()
    {
        const Judgement judgement =
            judgeGroundedness(question("The museum was opened in 1987. Entry costs 7.50 euros and "
                                       "children under 12 are free."));
        QVERIFY(judgement.state == EvaluationState::Passed);
        QVERIFY(judgement.findings.empty());
        QVERIFY(*judgement.probability < 0.3);
    }

    void inventedAnswersFail()
    {
        const Judgement judgement =
            judgeGroundedness(question("The museum was founded in 1923 by the shipping magnate "
                                       "Oskar Lindqvist, who donated his private yacht. A "
                                       "guided tour with an audio headset costs 49 dollars and "
                                       "includes sparkling wine on the rooftop terrace."));
        QVERIFY(judgement.state == EvaluationState::Failed);
        QVERIFY(*judgement.probability > 0.7);
        QVERIFY(judgement.reason.find("2 numbers that the context does not hold: 1923, 49")
                != std::string::npos);
        QVERIFY(judgement.reason.find("Oskar") != std::string::npos);
    }

    void findingsPointAtWhatIsNew()
    {
        const Subject subject = question(
            "🙂 Die Öffnung: the museum opened in 1987, not 1990. Ask Olga Petrova for a tour.");
        QCOMPARE(found(subject, "novel_number"), Texts{"1990"});
        QCOMPARE(found(subject, "novel_name"), (Texts{"Öffnung", "Olga Petrova"}));
    }

    void numbersCompareByValue()
    {
        QCOMPARE(
            found(question("It holds 1200 ship models, entry is 7.5 euros, twelve years, 1987."),
                  "novel_number"),
            Texts{});
        QCOMPARE(
            found(question("It holds 1201 models for 75 euros, thirteen years."), "novel_number"),
            (Texts{"1201", "75", "thirteen"}));
    }

    void wordFormsCompare()
    {
        QCOMPARE(
            found(question("Opening the museums; the CAFÉ is serving fish. Entries cost a euro."),
                  "novel_words"),
            Texts{});
    }

    void identifiersAreHeldAgainstTheReference()
    {
        Subject subject;
        subject.task = "code";
        subject.context = "Reference: client.list_invoices(customer_id, limit) returns the open "
                          "invoices. getUserName() reads a name. "
                          "Command tallyctl deploy takes --env and --wait.";
        subject.prompt = "List the invoices.";
        subject.output = "```python\nrows = client.list_invoices(customer_id, limit=20)\n```\nUse "
                         "`getUserName()` and `tallyctl deploy --wait`.";
        QVERIFY(judgeGroundedness(subject).state == EvaluationState::Passed);
        QVERIFY(*judgeGroundedness(subject).probability < 0.1);

        subject.output = "```python\nrows = client.fetch_invoices(customer_id)\n```";
        const Judgement fabricated = judgeGroundedness(subject);
        QVERIFY(fabricated.state == EvaluationState::Failed);
        QVERIFY(fabricated.reason.starts_with(
            "1 identifier that the context does not hold: client.fetch_invoices()"));
        QCOMPARE(fabricated.findings.size(), std::size_t{1});
        QCOMPARE(textOf(*subject.output, fabricated.findings[0]),
                 std::string("client.fetch_invoices"));
        QVERIFY(fabricated.findings[0].support > 0 && fabricated.findings[0].support <= 0.5);

        subject.output = "Run `tallyctl deploy --env staging --skip-canary`.";
        QCOMPARE(found(subject, "novel_identifier"), Texts{"--skip-canary"});
        QVERIFY(judgeGroundedness(subject).state == EvaluationState::Failed);

        // A command that the reference names in a sentence is held; a function of that name is not.
        subject.context = "Reference of the tally SDK. Command tallyctl replay takes the topic and "
                          "--dry-run. Command tallyctl rotate makes new keys.";
        subject.output = "Use `tallyctl` with `replay`, then `rotate`.";
        QCOMPARE(found(subject, "novel_identifier"), Texts{});
        subject.output = "Call replay() first.";
        QCOMPARE(found(subject, "novel_identifier"), Texts{"replay"});
        // What nothing is known of is named before what is known in part.
        subject.output =
            "Run `tallyctl replay_topic --dry-keys --instant-mode rotate_all keys_new`.";
        QVERIFY(judgeGroundedness(subject).reason.find("--instant-mode")
                < judgeGroundedness(subject).reason.find("replay_topic"));

        // What the answer defines itself, and tools that are known, are no inventions.
        subject.output = "```python\ndef total_of(rows):\n    open_count = len(rows)\n    return "
                         "total_of(open_count)\n```";
        QCOMPARE(found(subject, "novel_identifier"), Texts{});
        subject.output = "I call send_receipt() now.";
        subject.toolNames = {"send_receipt"};
        QCOMPARE(found(subject, "novel_identifier"), Texts{});
    }

    void dashesAreNoFlags()
    {
        QCOMPARE(
            found(question("The museum--opened in 1987 -- holds ship models."), "novel_identifier"),
            Texts{});
    }

    void refusalsPass()
    {
        for (const char* text :
             {"I don't know; the context does not say anything about parking spaces.",
              "Unable to answer based on the given passages."}) {
            const Judgement judgement = judgeGroundedness(question(text));
            QVERIFY(judgement.state == EvaluationState::Passed);
            QVERIFY(*judgement.probability <= 0.05);
        }
    }

    void unknownIsSaidAsSuch()
    {
        Subject subject = question("Something.");
        subject.context.reset();
        QVERIFY(judgeGroundedness(subject).state == EvaluationState::NoData);
        QVERIFY(!judgeGroundedness(subject).probability);
        subject.context = "Hi";
        QVERIFY(judgeGroundedness(subject).state == EvaluationState::NoData);
        subject = question("x");
        subject.output.reset();
        QVERIFY(judgeGroundedness(subject).state == EvaluationState::NotCaptured);
        QVERIFY(judgeTruncation(subject).state == EvaluationState::NotCaptured);
        QVERIFY(judgeGroundedness(question("🙂🙂")).state == EvaluationState::Inconclusive);
        QVERIFY(judgeGroundedness(question("")).state == EvaluationState::Inconclusive);
        for (const NamedJudgement& named : judgeAll({}))
            QVERIFY2(named.judgement.state == EvaluationState::NotCaptured
                         || named.judgement.state == EvaluationState::NoData,
                     named.check.c_str());
        QCOMPARE(suspicionOf(judgeAll({})), 0.0);
    }

    void hostileText_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("10 MB in one word") << QByteArray(10 << 20, 'a');
        QTest::newRow("10 MB of words") << QByteArray("lorem 17 ").repeated((10 << 20) / 9);
        QTest::newRow("8 MB of hexadecimal in one word") << QByteArray("9f").repeated(4 << 20);
        QTest::newRow("10 MB of open brackets") << QByteArray("[\"").repeated(5 << 20);
        QTest::newRow("10 MB of fences") << QByteArray("```\n").repeated(10 << 18);
        QTest::newRow("10 MB of full stops") << QByteArray("a.b. ").repeated(2 << 20);
        QTest::newRow("bare continuation bytes") << QByteArray(10'000, '\x80');
        QTest::newRow("cut sequences") << QByteArray("\xF0\x9F\x98 \xE2\x82 \xC3").repeated(1000);
        QTest::newRow("nulls") << QByteArray(10'000, '\0');
        QTest::newRow("bidi and controls")
            << QByteArray("\xE2\x80\xAE txt.exe \xE2\x81\xA6\x1B[31m red \x07").repeated(1000);
        QTest::newRow("emoji clusters")
            << QByteArray("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7"
                          " \xF0\x9F\x87\xB3\xF0\x9F\x87\xB1 ")
                   .repeated(1000);
        QTest::newRow("no spaces") << QByteArray("\xE6\xBC\xA2\xE5\xAD\x97").repeated(100'000);
        QTest::newRow("only identifiers") << QByteArray("a_b(c_d(e_f(").repeated(20'000);
        QTest::newRow("digits") << QByteArray(100'000, '9');
        QTest::newRow("digits and commas") << QByteArray("1,000.").repeated(100'000);
        QTest::newRow("apostrophes") << QByteArray("'a'").repeated(100'000);
    }
    void hostileText()
    {
        QFETCH(QByteArray, text);
        Subject subject = question(text.toStdString());
        for (const char* task : {"qa", "code"}) {
            subject.task = task;
            for (const NamedJudgement& named : judgeAll(subject)) {
                const Judgement& judgement = named.judgement;
                QVERIFY(judgement.probability.value_or(0) >= 0
                        && judgement.probability.value_or(0) <= 1);
                QVERIFY(telemetry::isValidUtf8(judgement.reason));
                QVERIFY(judgement.reason.size() < 2000);
                QVERIFY(judgement.findings.size() <= 64);
                const std::int64_t length =
                    telemetry::codePointCount(telemetry::sanitizedUtf8(*subject.output));
                for (const Finding& finding : judgement.findings)
                    QVERIFY(finding.start >= 0 && finding.start <= finding.end
                            && finding.end <= length);
            }
        }
        // The same bytes as context.
        subject = question("The museum was opened in 1987.");
        subject.context = text.toStdString();
        QVERIFY(judgeGroundedness(subject).probability.value_or(0) <= 1);
    }

    void judgementsAreDeterministic()
    {
        const Subject subject =
            question("It was opened in 1990 by Olga with 5 helpers() and fetch_all().");
        const Judgement first = judgeGroundedness(subject);
        const Judgement second = judgeGroundedness(subject);
        QCOMPARE(first.reason, second.reason);
        QCOMPARE(*first.probability, *second.probability);
    }

    void tokensKnowTheirKind()
    {
        const auto kinds = [](const std::string& text) {
            std::string line;
            for (const Token& token : tokenise(text, 100)) {
                line += token.kind == TokenKind::Word ? 'w'
                    : token.kind == TokenKind::Number ? 'n'
                                                      : 'i';
                line += token.isCall ? "c" : "";
            }
            return line;
        };
        QCOMPARE(kinds("one plain sentence. And 3 more"), std::string("wwwwnw"));
        QCOMPARE(kinds("foo_bar fooBarBaz foo.bar std::sort(x) --dry-run call()"),
                 std::string("iiiicwicic"));
        QCOMPARE(kinds("1st 20th 1,000.50 3.14 v2 2fa"), std::string("nnnnww"));
        QCOMPARE(kinds("YouTube McDonald don't end.Start word(s)"), std::string("wwwwwww"));
        QCOMPARE(tokenise("a b c d e f", 3).size(), std::size_t{3});
        QCOMPARE(wordKey("Invoices"), wordKey("invoice"));
        QVERIFY(wordKey("invoice") != wordKey("voice"));
        QCOMPARE(identifierParts("fetchInvoice_by.id").size(), std::size_t{4});
    }

    void textsThatEndAreNotCut()
    {
        for (const std::string& text :
             {kLong + ".", kLong + "!", kLong + ".\"", kLong + ".)", kLong + " 🙂",
              std::string("Yes"), std::string(),
              kLong + ":\n\n- first item\n- second item without a mark",
              "# Title\n\n" + kLong + ".\n\n```python\nprint(1)\n```",
              std::string("{\"a\": [1, 2, {\"b\": \"]}\"}]}"),
              "See " + kLong + " at https://example.org/a/b", kLong + "。",
              "| a | b |\n| --- | --- |\n| " + kLong + " | 2 |"})
            QVERIFY2(cut(text) < 0.2, text.c_str());
    }

    void cutTextsAreSeen()
    {
        for (const std::string& text :
             {kLong + " and the", kLong + ",", "Here is it:\n\n```python\nprint(1)\n" + kLong,
              std::string("{\"a\": [1, 2, {\"b\": \"unfin"), kLong + " (given in 1990 by the fam"})
            QVERIFY2(cut(text) >= 0.7, text.c_str());
        QVERIFY(cut(kLong) > 0.2 && cut(kLong) < 0.5); // a missing mark alone is a hint
    }

    void telemetryShowsCuts_data()
    {
        QTest::addColumn<int>("input");
        QTest::addColumn<int>("output");
        QTest::addColumn<int>("limit");
        QTest::addColumn<int>("window");
        QTest::addColumn<int>("chars");
        QTest::addColumn<QString>("finish");
        QTest::addColumn<bool>("isCut");
        QTest::newRow("plain") << 1014 << 405 << 4096 << 4096 << 1771 << "stop" << false;
        QTest::newRow("just below its limit")
            << 1087 << 255 << 256 << 131072 << 3075 << "stop" << false;
        QTest::newRow("power of two by chance")
            << 4097 << 51 << 512 << 8192 << 8272 << "stop" << false;
        QTest::newRow("dense code") << 2000 << 80 << 512 << 8192 << 12'200 << "stop" << false;
        QTest::newRow("tool call") << 500 << 20 << 512 << 8192 << 1500 << "tool_call" << false;
        QTest::newRow("half of the window")
            << 2050 << 47 << 256 << 4096 << 33'904 << "stop" << true;
        QTest::newRow("half, unknown window")
            << 16385 << 51 << 1024 << 0 << 329'969 << "stop" << true;
        QTest::newRow("pinned at the window")
            << 8192 << 2 << 4096 << 8192 << 38'337 << "stop" << true;
        QTest::newRow("too many characters") << 3000 << 60 << 512 << 0 << 30'000 << "stop" << true;
        QTest::newRow("output cap") << 209 << 4096 << 4096 << 32768 << 574 << "length" << true;
        QTest::newRow("window exhausted")
            << 3292 << 804 << 4096 << 4096 << 12'074 << "stop" << true;
        QTest::newRow("cap without finish reason") << 500 << 256 << 256 << 0 << 1500 << "" << true;
    }
    void telemetryShowsCuts()
    {
        QFETCH(int, input);
        QFETCH(int, output);
        QFETCH(int, limit);
        QFETCH(int, window);
        QFETCH(int, chars);
        QFETCH(QString, finish);
        QFETCH(bool, isCut);
        Subject subject;
        subject.inputTokens = input;
        subject.outputTokens = output;
        subject.maxTokens = limit;
        if (window > 0)
            subject.contextWindow = window;
        subject.promptChars = chars;
        subject.finishReason = finish.toStdString();
        const Judgement judgement = judgeTruncation(subject);
        QVERIFY(judgement.state == (isCut ? EvaluationState::Failed : EvaluationState::Passed));
        QVERIFY(isCut ? *judgement.probability >= 0.85 : *judgement.probability <= 0.25);
        for (const Finding& finding : judgement.findings) // there is no text to point at
            QVERIFY(finding.kind == telemetry::kInputCut && finding.start == finding.end);
    }

    void droppedHistoryIsSeen()
    {
        Subject subject;
        subject.inputTokens = 4854;
        subject.finishReason = "stop";
        subject.messageCount = 15;
        subject.previousTurn = Subject::PreviousTurn{13473, 13};
        QVERIFY(truncated(subject) > 0.85);
        QVERIFY(judgeTruncation(subject).reason.starts_with(
            "history was dropped: 15 messages with 4854 tokens after 13 with 13473"));
        subject.messageCount = 3; // a new conversation, not a cut one
        QVERIFY(truncated(subject) < 0.1);
        subject.messageCount = 15;
        subject.inputTokens = 13473;
        QVERIFY(truncated(subject) < 0.1);
    }

    // Counts are the same for whole answers and for cut ones unless a limit stands beside them.
    void aHoleIsNoPass()
    {
        Subject subject;
        subject.inputTokens = 1200;
        const auto state = [&subject] { return judgeTruncation(subject).state; };
        QCOMPARE(state(), EvaluationState::NotCaptured);
        QVERIFY(!judgeTruncation(subject).probability);
        subject.outputTokens = 300;
        QCOMPARE(state(), EvaluationState::NotCaptured);
        subject.contextWindow = 8192; // a limit of the output may lie anywhere below
        QCOMPARE(state(), EvaluationState::NotCaptured);
        subject.inputTokens = 4096; // a weak sign, of the input, is no pass either, but is told
        QCOMPARE(state(), EvaluationState::NotCaptured);
        QVERIFY(judgeTruncation(subject).reason.find("4096 input tokens") != std::string::npos);
        subject.inputTokens = 8192; // a strong one needs no more
        QCOMPARE(state(), EvaluationState::Failed);
        subject.inputTokens = 1200;
        Subject limited = subject;
        limited.maxTokens = 1024;
        QCOMPARE(judgeTruncation(limited).state, EvaluationState::Passed);
        limited = subject;
        limited.finishReason = "stop";
        QCOMPARE(judgeTruncation(limited).state, EvaluationState::Passed);
        limited = subject;
        limited.output = "It was opened in 1987.";
        QCOMPARE(judgeTruncation(limited).state, EvaluationState::Passed);
    }

    // What was given, or what was said.
    void whatWasCutIsTold()
    {
        Subject full;
        full.output = kLong + ".";
        full.finishReason = "stop";
        full.inputTokens = 8192;
        full.contextWindow = 8192;
        const Judgement judgement = judgeTruncation(full);
        QVERIFY(judgement.state == EvaluationState::Failed);
        QCOMPARE(judgement.findings.size(), std::size_t{1});
        QCOMPARE(judgement.findings[0].kind, std::string(telemetry::kInputCut));
        full.inputTokens = 100;
        full.finishReason = "length";
        for (const Finding& finding : judgeTruncation(full).findings)
            QVERIFY(finding.kind != telemetry::kInputCut);
    }

    void cutEndsArePointedAt()
    {
        Subject subject;
        subject.output = "Größe: " + kLong;
        subject.finishReason = "length";
        const Judgement judgement = judgeTruncation(subject);
        QVERIFY(judgement.state == EvaluationState::Failed);
        QCOMPARE(judgement.findings.size(), std::size_t{1});
        QCOMPARE(judgement.findings[0].kind, std::string("cut_off"));
        QCOMPARE(textOf(*subject.output, judgement.findings[0]), std::string("sailors"));
        subject.finishReason = "tool_call"; // hands over, need not end like prose
        QVERIFY(judgeTruncation(subject).state == EvaluationState::Passed);
    }

    void suspicionAddsUp()
    {
        const auto with = [](double grounded, double isCut) {
            return suspicionOf({{"groundedness",
                                 {.state = EvaluationState::Failed, .probability = grounded,
                                  .reason = {}, .findings = {}}},
                                {"truncation",
                                 {.state = EvaluationState::Failed,
                                  .probability = isCut,
                                  .reason = {},
                                  .findings = {}}}});
        };
        QVERIFY(with(0.5, 0) == 0.5);
        QVERIFY(with(0.5, 0.5) > 0.5 && with(0.5, 0.5) < 0.8);
        QVERIFY(with(1, 1) <= 1 && with(0, 0) >= 0);
    }
};

QTEST_GUILESS_MAIN(TestValidators)
#include "tst_validators.moc"
