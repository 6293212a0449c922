// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/comparison/comparison.h"
#include "models/comparison/substance.h"
#include "tests/models/comparison/runbuilder.h"

#include <QTest>

using namespace runtest;
using comparison::Aspect;
using comparison::Basis;
using comparison::Comparison;
using comparison::Pairing;
using comparison::Weight;

namespace {

const std::string kQuestion = "How long do I have to return an item?";
const std::string kRule = "Most items can be returned within 30 days of delivery.";
const std::string kFee = "A restocking fee of 12 % applies to opened cameras.";
const std::string kShipping = "Standard delivery takes 3 to 5 business days.";
const std::string kAnswer = "You can return most items within 30 days of delivery.";
const std::string kSameAnswer = "Sure. Most items can be returned within 30 days of delivery.";

Comparison compared(RunBuilder& suspect, RunBuilder& good)
{
    return comparison::compare({.suspect = suspect.contents(),
                                .good = good.contents(),
                                .suspectClaims = {},
                                .goodClaims = {}});
}

RunBuilder soundRun(unsigned char id, const std::string& answer = kAnswer)
{
    RunBuilder run(id);
    run.retrieval(kQuestion, {document("kb-101", kRule), document("kb-102", kFee)});
    run.answer(kRule, kQuestion, answer);
    return run;
}

// The suspect's step that is named; 0: none is.
int named(const Comparison& all)
{
    if (!all.first || !all.pairs[*all.first].here)
        return 0;
    return all.here[*all.pairs[*all.first].here].number;
}

bool says(const Comparison& all, const char* text)
{
    return all.sentence.find(text) != std::string::npos;
}

} // namespace

class TestComparison : public QObject
{
    Q_OBJECT

private slots:
    void otherWordsAreNoDivergence()
    {
        RunBuilder suspect = soundRun(1, kSameAnswer);
        RunBuilder good = soundRun(2);
        const Comparison all = compared(suspect, good);
        QVERIFY(all.basis == Basis::Elimination);
        QVERIFY(!all.isDivergenceSeen());
        QCOMPARE(named(all), 3); // what is left
        QVERIFY(says(all, "nothing before it differs"));
    }

    void aFigureThatNothingHolds()
    {
        RunBuilder suspect = soundRun(1, "You can return most items within 45 days of delivery.");
        RunBuilder good = soundRun(2);
        const Comparison all = compared(suspect, good);
        QVERIFY(all.basis == Basis::Divergence);
        QCOMPARE(named(all), 3);
        QVERIFY(says(all, "45 days"));
    }

    // Not "ack", "all", "27": what is written as one thing, once.
    void quotesTheTextNotItsTokens()
    {
        RunBuilder suspect = soundRun(1, kSameAnswer + " Run `replay --ack-all` from 2026-11-27.");
        RunBuilder good = soundRun(2);
        const Comparison all = compared(suspect, good);
        QVERIFY(all.basis == Basis::Divergence);
        QVERIFY2(says(all, "says “replay”, “--ack-all”, “2026-11-27”, which stand neither"),
                 all.sentence.c_str());
    }

    void quotes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("quote");
        const auto row = [](const char* name, const char* text, const char* word,
                            const char* quote) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(word)
                                << QString::fromUtf8(quote);
        };
        row("option", "Use `--ack-all` now", "all", "--ack-all");
        row("one dash", "Use -v3 now", "v3", "-v3");
        row("dash of prose", "Delivered -- 3 days", "3", "3 days");
        row("date", "On 2026-11-27, late", "27", "2026-11-27");
        row("end of a sentence", "It is 2026-11-27. Then", "11", "2026-11-27");
        row("path", "See kb/returns-v2.md for it", "v2", "kb/returns-v2.md");
        row("call", "Call frame.read_csv() first", "read_csv", "frame.read_csv()");
        row("unit", "Within 45 days of it", "45", "45 days");
        row("unit of a range", "Within 30-45 days of it", "30", "30-45 days");
        row("no unit of an order", "Order A-11732 robot", "11732", "A-11732");
        row("no unit behind a comma", "Order 45, days later", "45", "45");
        row("json", R"({"order":"A-11732","item":"robot"})", "11732", "A-11732");
    }
    void quotes()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, word);
        QFETCH(const QString, quote);
        const std::string utf8 = text.toStdString();
        const comparison::TokenText tokens(utf8);
        const auto at = utf8.find(word.toStdString());
        for (std::size_t i = 0; i < tokens.tokens().size(); ++i)
            if (tokens.tokens()[i].start <= at && at < tokens.tokens()[i].end)
                QCOMPARE(QString::fromStdString(comparison::quoted(tokens, i)), quote);
    }

    // Joined without end, as hostile text may be.
    void quotesAreBounded()
    {
        std::string text;
        while (text.size() < 1'000'000)
            text += "x1-";
        const comparison::TokenText tokens(text);
        QVERIFY(comparison::newMarks(tokens, {}).front().text.size() < 100);
        QVERIFY(comparison::quoted(tokens, tokens.tokens().size() / 2).size() < 100);
    }

    void aDenialOfWhatTheGoodAnswerSays()
    {
        RunBuilder suspect =
            soundRun(1, "Most opened items can not be returned within the usual time of delivery.");
        RunBuilder good =
            soundRun(2, "Most opened items can be returned within the usual time of delivery.");
        const Comparison all = compared(suspect, good);
        QVERIFY(all.isDivergenceSeen());
        QVERIFY(says(all, "where the good answer says"));
    }

    void anAnswerThatSaysNothingOfIt()
    {
        const std::string more = kRule + " A label is printed in your account under Orders.";
        const auto run = [&](unsigned char id, const std::string& said) {
            RunBuilder made(id);
            made.retrieval(kQuestion, {document("kb-101", more)});
            made.answer(more, kQuestion, said);
            return made;
        };
        RunBuilder good =
            run(1, "Most items can be returned within 30 days of delivery; that is the rule.");
        RunBuilder forgetful = run(
            2, "Sorry, our earlier conversation is nowhere to be seen, please describe it again.");
        QVERIFY(says(compared(forgetful, good), "says nothing of what the good answer says"));
        // Another part of the same texts is an answer as well.
        RunBuilder other = run(3, "A label is printed in your account under Orders.");
        QVERIFY(!compared(other, good).isDivergenceSeen());
    }

    void aDocumentThatTheAnswerFollows()
    {
        const std::string wrong = "Most items can be returned within 45 days of delivery.";
        RunBuilder suspect(1);
        suspect.retrieval(kQuestion, {document("kb-290", wrong), document("kb-101", kRule)})
            .indexVersion = "2";
        suspect.answer(wrong + kRule, kQuestion, wrong);
        RunBuilder good = soundRun(2);
        const Comparison all = compared(suspect, good);
        QCOMPARE(named(all), 2);
        QVERIFY(says(all, "kb-290"));
        QVERIFY(says(all, "“45 days” where kb-101 says “30 days”"));
        QVERIFY(says(all, "index not told → 2"));
        // What follows from it is no divergence of its own.
        QVERIFY(!all.pairs[2].isDiverging);
    }

    void aDocumentThatNothingRestsOnIsNone()
    {
        RunBuilder suspect(1);
        suspect.retrieval(kQuestion, {document("kb-101", kRule), document("kb-201", kShipping)});
        suspect.answer(kRule, kQuestion, kSameAnswer);
        RunBuilder good = soundRun(2);
        const Comparison all = compared(suspect, good);
        QVERIFY(!all.isDivergenceSeen());
        // It is told all the same.
        const auto* difference = all.pairs[1].find(Aspect::Documents, Weight::Without);
        QVERIFY(difference != nullptr);
        QCOMPARE(difference->name, std::string("kb-201"));
    }

    void aDocumentThatSaysTheSameIsNone()
    {
        RunBuilder suspect(1);
        suspect.retrieval(
            kQuestion,
            {document("kb-101", kRule),
             document("kb-501", "Members can return most items within 30 days of delivery too.")});
        suspect.answer(kRule, kQuestion, kSameAnswer);
        RunBuilder good = soundRun(2);
        QVERIFY(!compared(suspect, good).isDivergenceSeen());
    }

    void anotherStateOfTheSameDocument()
    {
        const std::string old = "Most items can be returned within 14 days of delivery.";
        RunBuilder suspect(1);
        suspect.retrieval(kQuestion, {document("kb-101", old), document("kb-102", kFee)});
        suspect.answer(old, kQuestion, "You have 14 days after delivery.");
        RunBuilder good = soundRun(2);
        const Comparison all = compared(suspect, good);
        QCOMPARE(named(all), 2);
        QVERIFY(says(all, "kb-101 says other than it did: “14 days”"));
    }

    void aMissingDocumentThatTheGoodAnswerRestsOn()
    {
        RunBuilder suspect(1);
        suspect.retrieval(kQuestion, {document("kb-102", kFee)});
        suspect.answer(kFee, kQuestion, "I do not know that.");
        RunBuilder good = soundRun(2);
        const Comparison all = compared(suspect, good);
        QCOMPARE(named(all), 2);
        QVERIFY(says(all, "kb-101 was not found"));
    }

    void parametersAreToldWithTheStepThatTheyChanged()
    {
        RunBuilder suspect(1);
        suspect.retrieval(kQuestion, {document("kb-101", kRule), document("kb-102", kFee)});
        suspect.answer(kRule, kQuestion, "You have 45 days.").adapter = "voice-12";
        RunBuilder good = soundRun(2);
        Comparison all = compared(suspect, good);
        QCOMPARE(named(all), 3);
        QVERIFY(says(all, "adapter not told → voice-12"));
        QVERIFY(all.pairs[2].find(Aspect::Parameters, Weight::Substantial) != nullptr);

        // Where the same came of it, it is told as such.
        RunBuilder harmless(3);
        harmless.retrieval(kQuestion, {document("kb-101", kRule), document("kb-102", kFee)});
        harmless.answer(kRule, kQuestion, kSameAnswer).adapter = "voice-12";
        all = compared(harmless, good);
        QVERIFY(!all.isDivergenceSeen());
        QVERIFY(all.pairs[2].find(Aspect::Parameters, Weight::Without) != nullptr);
        QVERIFY(says(all, "without a seen effect"));
    }

    void outcomesDiffer()
    {
        RunBuilder suspect = soundRun(1, "You can return most items within");
        RunBuilder good = soundRun(2);
        auto contents = std::make_shared<trace::TraceContents>(*suspect.contents());
        contents->generations.front().finishReasons = {"length"};
        const Comparison all = comparison::compare(
            {.suspect = contents, .good = good.contents(), .suspectClaims = {}, .goodClaims = {}});
        QVERIFY(says(all, "ends with “length” instead of “stop”"));
    }

    void checksThatFailOnlyHere()
    {
        RunBuilder suspect = soundRun(1, kSameAnswer);
        suspect.fail("groundedness");
        RunBuilder good = soundRun(2);
        good.pass("groundedness");
        QVERIFY(says(compared(suspect, good), "fails groundedness (passed in the good run)"));

        RunBuilder alike = soundRun(3);
        alike.fail("groundedness");
        QVERIFY(!compared(suspect, alike).isDivergenceSeen());
    }

    void aLoopIsNamedWhereItBegins()
    {
        const auto orderRun = [](unsigned char id, const std::string& order, int rounds) {
            RunBuilder run(id);
            const std::string asked = "Where is order " + order + "?";
            for (int i = 0; i < rounds; ++i) {
                run.call(asked, "get_order", "{\"order\":\"" + order + "\"}");
                run.tool("get_order", "{\"order\":\"" + order + "\"}",
                         "{\"order\":\"" + order + "\",\"state\":\"shipped\"}");
            }
            run.answer({}, asked, "Order " + order + " is shipped.");
            return run;
        };
        RunBuilder suspect = orderRun(1, "A-100", 4);
        RunBuilder good = orderRun(2, "A-200", 1);
        const Comparison all = compared(suspect, good);
        QVERIFY(all.question == comparison::QuestionRelation::SameForm);
        QCOMPARE(named(all), 4); // root, call, tool, and again
        QVERIFY(says(all, "calls get_order again with the same arguments, 3 times more"));
        QVERIFY(all.pairs[*all.first].pairing == Pairing::Repeated);
        // The answer is still held against the answer.
        const auto& last = all.pairs.back();
        QVERIFY(last.pairing == Pairing::Matched);
        QCOMPARE(all.here[*last.here].number, 10);
        QCOMPARE(all.there[*last.there].number, 4);
    }

    void anotherToolIsADivergence()
    {
        RunBuilder suspect(1);
        suspect.call("Where is order A-1?", "search_web", "{\"q\":\"order A-1\"}");
        suspect.tool("search_web", "{\"q\":\"order A-1\"}", "{}");
        suspect.answer({}, "Where is order A-1?", "It is on its way.");
        RunBuilder good(2);
        good.call("Where is order A-1?", "get_order", "{\"order\":\"A-1\"}");
        good.tool("get_order", "{\"order\":\"A-1\"}", "{\"state\":\"packed\"}");
        good.answer({}, "Where is order A-1?", "It is packed.");
        const Comparison all = compared(suspect, good);
        QCOMPARE(named(all), 2);
        QVERIFY(says(all, "calls search_web where the good run calls get_order"));
        QCOMPARE(all.pairs.size(), std::size_t(5)); // tools of other names are not paired
    }

    void theSameArgumentsAnotherResult()
    {
        const auto run = [](unsigned char id, const char* state) {
            RunBuilder made(id);
            made.call("Where is order A-1?", "get_order", "{\"order\":\"A-1\"}");
            made.tool("get_order", "{\"order\":\"A-1\"}",
                      std::string("{\"expected\":\"2026-12-") + state + "\"}");
            made.answer({}, "Where is order A-1?",
                        std::string("It comes on 2026-12-") + state + ".");
            return made;
        };
        RunBuilder suspect = run(1, "24");
        RunBuilder good = run(2, "03");
        const Comparison all = compared(suspect, good);
        QCOMPARE(named(all), 3);
        QVERIFY(says(all, "with the same arguments it gave"));
    }

    void whatTheQuestionNamesIsNoDivergence()
    {
        const auto run = [](unsigned char id, const std::string& order, const std::string& date) {
            RunBuilder made(id);
            const std::string asked = "Where is order " + order + "?";
            made.call(asked, "get_order", "{\"order\":\"" + order + "\"}");
            made.tool("get_order", "{\"order\":\"" + order + "\"}",
                      "{\"expected\":\"" + date + "\"}");
            made.answer({}, asked, "Order " + order + " comes on " + date + ".");
            return made;
        };
        RunBuilder suspect = run(1, "A-100", "2026-12-24");
        RunBuilder good = run(2, "B-777", "2026-11-03");
        QVERIFY(!compared(suspect, good).isDivergenceSeen());
    }

    void aMissingStep()
    {
        RunBuilder suspect(1);
        suspect.answer({}, kQuestion, kAnswer);
        RunBuilder good = soundRun(2);
        const Comparison all = compared(suspect, good);
        QVERIFY(all.isDivergenceSeen());
        QVERIFY(all.pairs[*all.first].pairing == Pairing::Missing);
        QVERIFY(says(all, "Retrieval 'kb': is missing; the good run has it here (its step 2)"));
    }

    void contentThatIsNotThereIsUnknown()
    {
        RunBuilder suspect(1);
        suspect.retrieval(kQuestion, {document("kb-101", kRule), document("kb-102", kFee)});
        telemetry::Generation& silent = suspect.answer(kRule, kQuestion, "");
        silent.outputMessages.clear();
        silent.outputSource.state = telemetry::ContentState::NotCaptured;
        RunBuilder good = soundRun(2);
        const Comparison all = compared(suspect, good);
        QVERIFY(all.basis == Basis::Unknown);
        QVERIFY(says(all, "was not captured"));
    }

    void claimsAreHeldAgainstEachOther()
    {
        RunBuilder suspect = soundRun(1, "You can return most items within 45 days of delivery.");
        RunBuilder good = soundRun(2);
        const auto set = [](telemetry::SpanId span, std::int64_t end, claims::Support support) {
            claims::Claim claim;
            claim.end = end;
            claim.support = support;
            return claims::ClaimSet{.generation = span, .claims = {claim}, .unknown = {}};
        };
        const Comparison all = comparison::compare(
            {.suspect = suspect.contents(),
             .good = good.contents(),
             .suspectClaims = {set(telemetry::SpanId{3}, 53, claims::Support::Contradicted)},
             .goodClaims = {set(telemetry::SpanId{3}, 53, claims::Support::Supported)}});
        const auto* found = all.pairs[2].find(Aspect::Claims, Weight::Substantial);
        QVERIFY(found != nullptr);
        QCOMPARE(found->here, std::string("contradicted"));
        QCOMPARE(found->there, std::string("supported"));
    }

    void aFailureIsNamedWhereItBegan()
    {
        RunBuilder suspect(1);
        suspect.retrieval(kQuestion, {document("kb-101", kRule), document("kb-102", kFee)});
        telemetry::Generation& failed = suspect.answer(kRule, kQuestion, "");
        failed.outputMessages.clear();
        failed.isFailed = true;
        failed.errorType = "timeout";
        suspect.failRows({1, 3}); // the caller tells of it as well
        RunBuilder good = soundRun(2);
        const Comparison all = compared(suspect, good);
        QCOMPARE(named(all), 3);
        QVERIFY(says(all, "failed (timeout)"));
    }

    void hugeTextsAndHistoriesCostLittle()
    {
        const auto longRun = [](unsigned char id, char filler) {
            RunBuilder run(id);
            run.tool("read_file", "{}", std::string(10'000'000, filler));
            for (int i = 0; i < 60; ++i) {
                telemetry::Generation& one = run.answer({}, kQuestion, kAnswer);
                for (int turn = 0; turn < 200; ++turn)
                    one.inputMessages.insert(
                        one.inputMessages.begin(),
                        message("user", std::string(300, filler) + std::to_string(turn + i)));
            }
            return run;
        };
        RunBuilder suspect = longRun(1, 'x');
        RunBuilder good = longRun(2, 'y');
        QCOMPARE(compared(suspect, good).pairs.size(), std::size_t(62));
    }

    void longLevelsAreBounded()
    {
        const auto longRun = [](unsigned char id, int steps) {
            RunBuilder run(id);
            for (int i = 0; i < steps; ++i)
                run.tool("tool-" + std::to_string(i % 7), "{\"n\":" + std::to_string(i) + "}",
                         "{}");
            run.answer({}, kQuestion, kAnswer);
            return run;
        };
        RunBuilder suspect = longRun(1, 3000);
        RunBuilder good = longRun(2, 3000);
        const Comparison all = compared(suspect, good);
        QVERIFY(all.isApproximate);
        QCOMPARE(all.pairs.size(), std::size_t(3002));
        QVERIFY(!all.isDivergenceSeen());
    }
};

QTEST_GUILESS_MAIN(TestComparison)
#include "tst_comparison.moc"
