// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sampling/agreement.h"
#include "models/sampling/meanings.h"
#include "models/sampling/phrasing.h"
#include "models/sampling/reask.h"
#include "models/sampling/unigram.h"

#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace sampling;

namespace {

const std::string kTwoYears =
    "Thanks for asking! Headphones are covered by a warranty of 24 months "
    "from the day of delivery. Is there anything else?";
const std::string kTwoYearsAgain =
    "Happy to help. From the day of delivery, headphones are covered by a warranty of 24 months.";
const std::string kThreeYears =
    "Headphones are covered by a warranty of 36 months from the day of delivery.";
const std::string kMember =
    "Membership costs 29 EUR a year; members get free return labels, cheaper express delivery and "
    "3 % back as credit.";
const std::string kMemberAgain =
    "Thanks for asking. For 29 EUR a year members get free return labels, cheaper express delivery "
    "and 3 % back as credit.";
const std::string kNone =
    "Headphones are not covered by a warranty of 24 months from the day of delivery.";

bool same(const std::string& one, const std::string& other)
{
    return areSame(Phrasing(one), Phrasing(other));
}

} // namespace

class TestMeanings : public QObject
{
    Q_OBJECT

private slots:
    void entropyIsThatOfThePaper()
    {
        // 4 answers, classes of 2, 1 and 1: -(1/2 ln 1/2 + 2 * 1/4 ln 1/4) = 1.5 ln 2.
        const Meanings meanings = lexicalMeanings({"Rome", "Paris", "the rome", "Oslo"}, "Paris.");
        QCOMPARE(meanings.classes.size(), std::size_t{3});
        QCOMPARE(meanings.classes[0].members, (std::vector<std::size_t>{0, 2}));
        QVERIFY(std::abs(meanings.entropy - 1.5 * std::log(2.0)) < 1e-12);
        QVERIFY(std::abs(meanings.normalised - 0.75) < 1e-12);
        QCOMPARE(meanings.suspectClass, std::optional<std::size_t>(1));
        QVERIFY(meanings.adjusted > meanings.entropy);
        QCOMPARE(meanings.coverage, 0.5);
    }

    void oneMeaningHasNoEntropyAndNoneKnowsTheSuspect()
    {
        const Meanings meanings = lexicalMeanings({"42", "42", "42", "42", "42"}, "41");
        QCOMPARE(meanings.entropy, 0.0);
        QCOMPARE(meanings.normalised, 0.0);
        QVERIFY(!meanings.suspectClass);
        QVERIFY(std::abs(meanings.suspectInterval.high - 0.4345) < 1e-3);
        QCOMPARE(QString::fromStdString(suspectInWords(meanings)),
                 QStringLiteral("No sample says what the suspect said (0 of 5, at most 43 %)."));
        QVERIFY(inWords(meanings).find("All 5 answers say the same") == 0);
    }

    void nothingIsSaidOfNothing()
    {
        QVERIFY(lexicalMeanings({}, "x").classes.empty());
        QCOMPARE(lexicalMeanings({}, "x").entropy, 0.0);
        QVERIFY(!lexicalMeanings({"a"}, "").suspectClass);
        QVERIFY(inWords(lexicalMeanings({"a"}, "")).find("takes two") != std::string::npos);
    }

    void allDifferentIsLnN()
    {
        const Meanings meanings = lexicalMeanings({"1", "2", "3"}, "");
        QVERIFY(std::abs(meanings.entropy - std::log(3.0)) < 1e-12);
        QCOMPARE(meanings.normalised, 1.0);
        QVERIFY(std::isfinite(meanings.adjusted));
    }

    void longAnswersAgreeByTheirStatements()
    {
        QVERIFY(same(kTwoYears, kTwoYears));
        QVERIFY(same(kTwoYears, kTwoYearsAgain));
        QVERIFY(!same(kTwoYears, kThreeYears));
        QVERIFY(!same(kTwoYears, kNone));
        // More of substance is another meaning; entailment in one direction is not enough.
        QVERIFY(!same(kTwoYears, kTwoYears + " Batteries are excluded after 6 months of use."));
        QVERIFY(Phrasing(kTwoYears).isSaidBy(
            Phrasing(kTwoYears + " Batteries are excluded after 6 months of use.")));
    }

    // As the drill's sound models say it.
    void clausesInAnotherOrderAreTheSame()
    {
        QVERIFY(same(kMember, kMemberAgain));
        QVERIFY(same("Standard delivery is free from 49 EUR and costs 3.95 EUR below that.",
                     "Thanks for asking. It is free from 49 EUR; below that it costs 3.95 EUR."));
        QVERIFY(same("A return that arrives up to 10 days late is refunded as store credit. Later "
                     "than that the item is sent back to you. I hope that helps.",
                     "If the return arrives up to 10 days late, it is refunded as store credit; "
                     "later than that the item is sent back to you."));
        QVERIFY(same("After 6 wrong codes the account is locked for 1 hour.",
                     "The account is locked for 1 hour after 6 wrong codes."));
        QVERIFY(same("Opened headphones have 14 days, sealed cameras and drones have 30 days.",
                     "Sealed cameras and drones have 30 days, opened headphones have 14 days."));
    }

    // "I" is no name that the other would have to say.
    void whatIsOnlyPoliteIsNoMeaning()
    {
        QVERIFY(same(kMember, kMember + " Is there anything else I can help with?"));
        QVERIFY(same(kMember, kMemberAgain + " Is there anything else I can help with?"));
    }

    void theSameWordsOfSomethingElseAreNot_data()
    {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        const auto add = [](const char* name, const char* one, const char* other) {
            QTest::newRow(name) << QString::fromUtf8(one) << QString::fromUtf8(other);
        };
        add("another figure", "After 6 wrong codes the account is locked for 1 hour.",
            "The account is locked for 2 hours after 6 wrong codes.");
        add("figures exchanged",
            "Opened headphones go back within 14 days, sealed cameras within 30 days.",
            "Sealed cameras go back within 14 days, opened headphones within 30 days.");
        add("figures exchanged with their words",
            "The basic plan costs 10 EUR, the large plan costs 30 EUR.",
            "The large plan costs 10 EUR, the basic plan costs 30 EUR.");
        add("figures exchanged in their order",
            "Standard delivery is free from 49 EUR and costs 3.95 EUR below that.",
            "It is free from 3.95 EUR; below that standard delivery costs 49 EUR.");
        add("units exchanged", "The repair takes 12 days and its warranty lasts 24 months for you.",
            "For you its warranty lasts 24 days, and the repair takes 12 months.");
        add("another unit", "After 6 wrong codes the account is locked for 1 hour.",
            "The account is locked for 1 day after 6 wrong codes.");
        add("denied", "Headphones from Lyon are covered by the warranty when they are opened.",
            "When they are opened, headphones from Lyon are not covered by the warranty.");
        add("opposite", "Refunds of 20 EUR are sent before the return is checked in.",
            "After the return is checked in, refunds of 20 EUR are sent.");
        add("names exchanged", "By our count Paris has more bicycle lanes than Lyon in 2024.",
            "In 2024 Lyon has more bicycle lanes than Paris, by our count.");
        add("another name", "For orders from Norway customs are paid at checkout.",
            "Customs are paid at checkout for orders from Iceland.");
        add("another subject", "The delivery of a parcel costs 29 EUR a year.",
            "For 29 EUR a year the return of a parcel is paid.");
        add("who does what", "The customer pays the carrier 20 EUR for the second attempt.",
            "For the second attempt the carrier pays the customer 20 EUR.");
        add("who does what, and little else",
            "The customer pays the carrier 20 EUR after a failed visit.",
            "After a failed visit the carrier pays the customer 20 EUR.");
        add("words without order", "Lyon ships small green boxes with old blue lamps to 20 towns.",
            "20 old towns to blue Lyon ships with lamps boxes green small.");
        add("units exchanged, each twice",
            "Phones carry 24 months, tablets 36 months, returns 30 days and repairs 14 days.",
            "Repairs carry 14 days, returns 30 months, tablets 36 months and phones 24 days.");
        add("all and some", "Refunds for all cameras from Lyon are sent within 20 days by mail.",
            "Within 20 days refunds for some cameras from Lyon are sent by mail.");
        add("done with the same", "Delivery of large parcels to Lyon costs 29 EUR a year.",
            "For 29 EUR a year large parcels to Lyon are collected.");
        add("another name of code", "Call `list_plans` with limit 50 to see all plans of the shop.",
            "To see all plans of the shop, call `fetch_plans` with limit 50.");
        // As the drill's faulty models say it.
        add("altered figures",
            "Thanks for asking. Yes, up to 5 gift cards can be used for one order.",
            "Yes, up to 1 gift cards can be used for one order. I hope that helps.");
        add("lost context", kMember.c_str(),
            "For 53 EUR a year members get free return labels, cheaper express delivery and 3 % "
            "back "
            "as credit.");
    }

    void theSameWordsOfSomethingElseAreNot()
    {
        QFETCH(const QString, one);
        QFETCH(const QString, other);
        QVERIFY(!same(one.toStdString(), other.toStdString()));
        QVERIFY(!same(other.toStdString(), one.toStdString()));
    }

    void whatSetsAnAnswerApartIsTold()
    {
        const auto stretches = [](const std::string& one, const std::string& other) {
            QStringList all;
            for (const auto& [first, last] : Phrasing(one).apartFrom(Phrasing(other)).stretches)
                all << QString::fromStdString(one.substr(first, last - first));
            return all;
        };
        QCOMPARE(stretches(kThreeYears, kTwoYears), QStringList{u"36"_s});
        const std::string renews = " It renews by itself and can be cancelled until 7 days before.";
        QCOMPARE(stretches(kMemberAgain + renews, kMember),
                 QStringList{QString::fromStdString(renews).mid(1).chopped(1)});
        const Apart less = Phrasing(kMember).apartFrom(Phrasing(kMemberAgain + renews));
        QVERIFY(less.stretches.empty());
        // What is polite on the other side sets nothing apart.
        QVERIFY(Phrasing(kMember + renews)
                    .apartFrom(Phrasing(kMemberAgain + " Is there anything else I can help with?"))
                    .leftOut.empty());
        QCOMPARE(less.leftOut.size(), std::size_t{1});
        QCOMPARE(less.leftOut[0], renews.substr(1, renews.size() - 2));
        QCOMPARE(stretches("It is Paris.", "It is Rome."), QStringList{u"Paris"_s});
        QVERIFY(Phrasing("").apartFrom(Phrasing("")).stretches.empty());
    }

    void shortAnswersAgreeByTheirWords()
    {
        QVERIFY(!same("The answer is 391.", "The answer is 392."));
        QVERIFY(same("Canberra", "canberra."));
        QVERIFY(!same("It is.", "It is not."));
        QVERIFY(!same("-5", "5"));
    }

    void codeIsWhatItDoes()
    {
        const std::string sound = "```python\nplans = list_plans(limit=50)\n```";
        QVERIFY(same("Use this:\n\n" + sound, "The right function is `list_plans`.\n" + sound));
        QVERIFY(!same("Use this:\n" + sound, "Use this:\n```\nplans = fetch_plans(limit=50)\n```"));
        QVERIFY(!same(sound, "```python\nplans = list_plans(limit=500)\n```"));
        QVERIFY(same("```\nopen", "```\nopen"));
    }

    void statementsAreCountedForEachModel()
    {
        const auto told = agreementOf(
            kTwoYears, {},
            {{kTwoYears, kTwoYearsAgain, kThreeYears, "No idea."}, {kThreeYears, kNone}});
        const auto found = std::ranges::find_if(told, [](const StatementAgreement& one) {
            return one.text.find("24 months") != std::string::npos;
        });
        QVERIFY(found != told.end());
        QCOMPARE(found->tallies.size(), std::size_t{2});
        QCOMPARE(found->tallies[0].supporting, std::size_t{2});
        QCOMPARE(found->tallies[0].contradicting, std::size_t{1});
        QCOMPARE(found->tallies[0].silent, std::size_t{1});
        QCOMPARE(found->tallies[1].contradicting, std::size_t{2});
        QVERIFY(found->tallies[0].interval.low > 0.1 && found->tallies[0].interval.high < 0.9);
        // The offsets are code points.
        const auto shifted = agreementOf("é " + kThreeYears, {}, {});
        QVERIFY(!shifted.empty());
        QCOMPARE(shifted.back().end,
                 static_cast<std::int64_t>(kThreeYears.size()) + 1); // without the full stop
    }

    void stretchesAreThoseThatAreGiven()
    {
        const auto told = agreementOf("Größe: 24 cm", {{7, 12}}, {{"24 cm", "25 cm"}});
        QCOMPARE(told.size(), std::size_t{1});
        QCOMPARE(told[0].text, std::string("24 cm"));
        QCOMPARE(told[0].tallies[0].supporting, std::size_t{1});
        QCOMPARE(told[0].tallies[0].silent, std::size_t{1});
        // Beyond the end, or the wrong way round: nothing, and no crash.
        QCOMPARE(agreementOf("ab", {{5, 9}, {2, 1}}, {{"x"}})[0].text, std::string());
    }

    void rareWordsSurprise()
    {
        const UnigramModel model({"the cat sat", "the cat sat", "the cat ran"});
        QVERIFY(model.surpriseOf("the cat ran") > model.surpriseOf("the cat sat"));
        QVERIFY(std::abs(model.surpriseOf("the") - std::log(3.0)) < 1e-12);
        QCOMPARE(UnigramModel({}).surpriseOf(""), 0.0);
    }

    void samplesAreAssessedByModel()
    {
        Reask again;
        again.targets = {{.model = "new", .role = "current"}, {.model = "old", .role = "pinned"}};
        again.samplesEach = 3;
        const auto add = [&](std::size_t target, std::string text, std::string error = {}) {
            Sample sample;
            sample.target = target;
            sample.text = std::move(text);
            sample.error = std::move(error);
            again.samples.push_back(std::move(sample));
        };
        add(0, kThreeYears);
        add(0, "", "HTTP 429");
        add(0, kTwoYears);
        add(1, kTwoYearsAgain);
        add(1, kTwoYears);
        const Assessment told = assess(again, kThreeYears);
        QCOMPARE(told.targets[0].failed, std::size_t{1});
        QCOMPARE(told.targets[0].answers, (std::vector<std::size_t>{0, 2}));
        QCOMPARE(told.targets[0].meanings.classes.size(), std::size_t{2});
        QVERIFY(told.targets[0].meanings.suspectClass);
        QCOMPARE(told.targets[0].apart.size(), std::size_t{2});
        QVERIFY(told.targets[0].apart[0].stretches.empty());
        QCOMPARE(told.targets[0].apart[1].stretches.size(), std::size_t{1});
        QCOMPARE(told.targets[1].meanings.classes.size(), std::size_t{1});
        QVERIFY(!told.targets[1].meanings.suspectClass);
        QCOMPARE(told.together.count, std::size_t{4});
        QCOMPARE(told.statements.front().tallies[0].supporting, std::size_t{1});
        QCOMPARE(told.statements.front().tallies[1].contradicting, std::size_t{2});
    }

    void failuresAreToldOnceEach()
    {
        Reask again;
        again.targets = {{.model = "new", .role = {}}};
        again.samplesEach = 5;
        for (const char* error : {"HTTP 429", "HTTP 404", "", "HTTP 404"}) {
            Sample sample;
            sample.error = error;
            again.samples.push_back(std::move(sample));
        }
        const auto failures = failuresOf(again, 0);
        QCOMPARE(failures.size(), std::size_t{2});
        QCOMPARE(failures[0].samples, (std::vector<std::size_t>{1, 3}));
        QCOMPARE(inWords(failures[0], again), std::string("2 of 5 without an answer: HTTP 404"));
        QVERIFY(failuresOf(again, 1).empty());
    }

    void aCallOfAToolIsSaidToo()
    {
        Sample sample;
        sample.toolCalls = {{"search", R"({"q":1})"}};
        QCOMPARE(sample.said(), std::string(R"(search({"q":1}))"));
    }

    void payloadsComeBack()
    {
        Reask again;
        again.trace.bytes[0] = 7;
        again.suspect.trace.bytes[1] = 9;
        again.suspect.span = telemetry::SpanId{5};
        again.service = "shop";
        again.endpoint = "http://h";
        again.targets = {{.model = "m\"1", .role = "current"}};
        again.samplesEach = 5;
        again.temperature = 0.5;
        again.isCancelled = true;
        const auto back = fromPayload(payloadOf(again));
        QVERIFY(back.has_value());
        QVERIFY(back->trace == again.trace && back->suspect == again.suspect);
        QCOMPARE(back->targets[0].model, std::string("m\"1"));
        QCOMPARE(back->temperature, std::optional(0.5));
        QVERIFY(back->isCancelled && !back->maxTokens);
        QVERIFY(!fromPayload("{}") && !fromPayload("nonsense"));
    }

    void hugeTextsAreCutNotHung()
    {
        const std::string huge(10U * 1024 * 1024, 'a');
        QVERIFY(same(huge, huge));
        QVERIFY(Phrasing(huge).text().size() <= Phrasing::kLongest);
        std::string accents;
        for (std::size_t i = 0; i < Phrasing::kLongest; ++i)
            accents += "é";
        QCOMPARE(Phrasing(accents).text().size() % 2, std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(TestMeanings)
#include "tst_meanings.moc"
