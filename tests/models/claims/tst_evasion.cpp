// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/claims/claimprovenance.h"
#include "models/claims/evasion.h"
#include "tests/models/claims/claimsfixture.h"

#include <QTest>

using claims::Reading;
using claims::UnreadInput;
using similarity::PlaceKind;
using namespace claimstest;

using namespace Qt::StringLiterals;

namespace {

const char* const kOld = "Appliances are delivered by two people. The old appliance is taken along "
                         "for 15 EUR.";
const char* const kLocker = "Parcels up to 25 kg can be sent to a locker. A parcel waits there for "
                            "4 days.";
const char* const kEvasion = "I am not sure which rule would apply to you. It tends to depend on "
                             "the item and on the country.";
constexpr std::size_t kPassagesMessage = 1; // the message that holds them

// A question about what the first passage says.
telemetry::Generation asked(const std::string& output,
                            const std::string& question = "Will you take my old washing machine?")
{
    auto made = generation(2,
                           {{"system", "You answer questions of a shop."},
                            {"user", std::string("Passages: ") + kOld + "\n" + kLocker},
                            {"user", question}},
                           output);
    made.documents = {{.id = "kb-207", .title = {}, .content = kOld, .score = 0.8},
                      {.id = "kb-203", .title = {}, .content = kLocker, .score = 0.6}};
    return made;
}

ClaimSet setOf(const telemetry::Generation& answer, const UnreadInput& unread)
{
    return claims::claimsOf(contentsOf({answer}), answer.span, {.unread = &unread});
}

const UnreadInput kCut{.messages = {kPassagesMessage}, .isLikely = true};

const Claim* claimAt(const ClaimSet& set, const std::string& output, const std::string& words)
{
    for (const Claim& claim : set.claims) {
        if (cut(output, claim.start, claim.end) == words)
            return &claim;
    }
    return nullptr;
}

} // namespace

// Answers that say that they do not know, and what they could have known.
class TestEvasion : public QObject
{
    Q_OBJECT

private slots:
    void hedges_data()
    {
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<bool>("isHedge");
        QTest::newRow("plain") << "I am not sure which rule would apply to you." << true;
        QTest::newRow("short") << "I'm not certain." << true;
        QTest::newRow("and states") << "I am not sure, but it takes three months." << false;
        QTest::newRow("a figure") << "I am not sure that 90 days apply." << false;
        QTest::newRow("without a comma") << "I am not sure but returns are free." << false;
        QTest::newRow("although") << "I am not sure, although returns are free." << false;
        QTest::newRow("since") << "I am not sure since returns are free." << false;
        QTest::newRow("and") << "I don't know the term and returns are free." << false;
        QTest::newRow("and asks") << "I am not sure whether it is free and is sent." << true;
        QTest::newRow("since when") << "I am not sure since when that is so." << true;
        QTest::newRow("because a text") << "I don't know because the passages do not say." << true;
        QTest::newRow("led") << "Based on the passages, I'm not sure which rule applies." << true;
        QTest::newRow("behind") << "Returns are free, I'm not sure since when." << false;
        QTest::newRow("of another") << "The customer is not sure which rule applies." << false;
        QTest::newRow("a statement") << "The mail should say more." << false;
        QTest::newRow("nothing") << "" << false;
    }

    void hedges()
    {
        QFETCH(QString, sentence);
        QTEST(claims::isHedge(sentence.toStdString()), "isHedge");
    }

    void evades_data()
    {
        QTest::addColumn<QString>("output");
        QTest::addColumn<bool>("evades");
        QTest::newRow("depends") << "It depends on the country." << true;
        QTest::newRow("would depend") << "That would depend on the item." << true;
        QTest::newRow("a thing depends") << "The service depends on Redis." << false;
        QTest::newRow("things depend") << "Both services depend on Redis." << false;
        QTest::newRow("a thing lacks") << "The bar does not contain nuts." << false;
        QTest::newRow("a text lacks") << "The passages do not contain this." << true;
        QTest::newRow("no memory") << "I have no record of your order." << true;
    }

    // Only where nothing in it is supported, which here nothing is.
    void evades()
    {
        QFETCH(QString, output);
        ClaimSet set;
        set.claims.resize(1);
        set.claims.front().end = output.size();
        set.claims.front().support = Support::Absent;
        QTEST(claims::isEvasion(output.toStdString(), set), "evades");
    }

    void aHedgeIsNotJudged()
    {
        const auto answer = asked(kEvasion);
        const ClaimSet set = setOf(answer, {});
        QVERIFY(set.claims.front().support == Support::NotJudged);
        QCOMPARE(set.claims.front().reason, std::string("says that it cannot tell"));
    }

    // One word of an own earlier answer is no support, most of its words are.
    void aSharedWordOfItsOwnIsNoSupport()
    {
        const std::string output = "The mail that confirmed your order should say more.";
        const auto given = [&](const std::string& earlier) {
            return generation(
                2,
                {{"system", "You answer questions of a shop in short sentences."},
                 {"user", "What is a locker?"},
                 {"assistant", earlier},
                 {"user",
                  std::string("Passages: ") + kLocker + "\nWill you take my old washing machine?"}},
                output);
        };
        const ClaimSet few = setOf(
            given("A locker opens with the code, and the order waits in it until Friday."), {});
        QVERIFY2(few.claims.front().support == Support::Absent, few.claims.front().reason.c_str());
        const ClaimSet most =
            setOf(given("The mail that confirmed your order should say more about it."), {});
        QVERIFY2(most.claims.front().support == Support::Weak, most.claims.front().reason.c_str());
        QCOMPARE(most.claims.front().reason,
                 std::string("said only by itself, in an earlier answer"));
    }

    void whatAnEvasionMissed()
    {
        const ClaimSet set = setOf(asked(kEvasion), kCut);
        QCOMPARE(set.missed.size(), std::size_t{1});
        const Evidence& missed = set.missed.front();
        QVERIFY(missed.place.kind == PlaceKind::Document);
        QCOMPARE(missed.place.part, std::size_t{0});
        QVERIFY(missed.reading == Reading::LikelyUnread);
        QVERIFY(!missed.isDropped);
        QCOMPARE(cut(kOld, missed.place.start, missed.place.end),
                 std::string("The old appliance is taken along for 15 EUR."));
    }

    // Nor is what it says instead in anything that it was given.
    void whatAnInventionMissed()
    {
        const ClaimSet set = setOf(asked("I am not sure, but old machines cost 90 EUR."), kCut);
        QCOMPARE(set.missed.size(), std::size_t{1});
        QCOMPARE(cut(kOld, set.missed.front().place.start, set.missed.front().place.end),
                 std::string("The old appliance is taken along for 15 EUR."));
    }

    void whatIsNoMiss_data()
    {
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("question");
        QTest::addColumn<bool>("isCut");
        const QString question = u"Will you take my old washing machine?"_s;
        QTest::newRow("all was read") << QString::fromLatin1(kEvasion) << question << false;
        QTest::newRow("answered") << u"The old appliance is taken along for 15 EUR."_s << question
                                  << true;
        QTest::newRow("of something else")
            << QString::fromLatin1(kEvasion) << u"Who wrote Middlemarch in 1871?"_s << true;
        QTest::newRow("no answer") << u""_s << question << true;
    }

    void whatIsNoMiss()
    {
        QFETCH(QString, output);
        QFETCH(QString, question);
        QFETCH(bool, isCut);
        const ClaimSet set = setOf(asked(output.toStdString(), question.toStdString()),
                                   isCut ? kCut : UnreadInput());
        QVERIFY(set.missed.empty());
    }

    // What was read speaks of it as well: that it evades has another cause.
    void whatWasReadSpeaksOfIt()
    {
        const auto answer = [](const std::string& also) {
            auto made = asked(kEvasion);
            made.inputMessages.insert(made.inputMessages.begin() + kPassagesMessage + 1,
                                      message("user", "More: " + also));
            made.documents.push_back({.id = "kb-9", .title = {}, .content = also, .score = 0.1});
            return made;
        };
        QVERIFY(setOf(answer("Your old washing machine we take for free."), kCut).missed.empty());
        // Of something else that was read.
        QCOMPARE(setOf(answer("A gift card is valid for good."), kCut).missed.size(),
                 std::size_t{1});
    }

    // What is found first has less of the question than what was read, another has more.
    void aBetterOneBehindWhatWasFoundFirst()
    {
        const std::string first = "All lanterns are sold in pairs.";
        const std::string read = "Yellow lanterns hang in the hall.";
        const std::string more = "The depot repairs lanterns within one week.";
        auto answer = generation(2,
                                 {{"system", "You answer questions of a shop."},
                                  {"user", "Passages: " + first + "\n" + more},
                                  {"user", "More: " + read},
                                  {"user", "Which depot repairs broken yellow lanterns?"}},
                                 kEvasion);
        answer.documents = {{.id = "kb-1", .title = {}, .content = first, .score = 0.9},
                            {.id = "kb-2", .title = {}, .content = read, .score = 0.5},
                            {.id = "kb-3", .title = {}, .content = more, .score = 0.1}};
        const ClaimSet set = setOf(answer, kCut);
        QCOMPARE(set.missed.size(), std::size_t{1});
        QCOMPARE(set.missed.front().place.part, std::size_t{2});
    }

    // Of an earlier turn, by its words alone: it was found first for another question.
    void whatAnEarlierTurnHad()
    {
        auto before = asked("Noted.", "What do you do with old appliances?");
        before.span = span(1);
        before.start = at(1);
        before.end = at(2);
        before.documents[0].content = "We take an old washing machine along for 15 EUR.";
        auto now = generation(2,
                              {{"system", "You answer questions of a shop."},
                               {"user", std::string("Passages: ") + kLocker},
                               {"user", "Will you take my old washing machine?"}},
                              kEvasion);
        now.documents = {{.id = "kb-203", .title = {}, .content = kLocker, .score = 0.6}};
        const ClaimSet set = claims::claimsOf(contentsOf({before, now}), span(2));
        QCOMPARE(set.missed.size(), std::size_t{1});
        QVERIFY(set.missed.front().isDropped);
        QVERIFY(set.missed.front().place.span == span(1));
        before.documents[0].content = kOld; // one word of the question
        QVERIFY(claims::claimsOf(contentsOf({before, now}), span(2)).missed.empty());
    }

    // Names that nothing given has are claims in code too; its other words are not.
    void namesInCode()
    {
        const std::string output =
            "Run this:\n```bash\ntallyctl verify --ledger --deep-scan --fail-on-diff\n```";
        auto answer = generation(
            2,
            {{"user",
              "Documentation: tallyctl verify checks the ledger. Flags: --ledger, --as-of. "
              "On failure it ends with exit status 1.\nHow do I verify the ledger?"}},
            output);
        const ClaimSet set = claims::claimsOf(contentsOf({answer}), span(2));
        for (const char* const flag : {"--deep-scan", "--fail-on-diff"}) {
            const Claim* claim = claimAt(set, output, flag);
            QVERIFY2(claim != nullptr, flag);
            QVERIFY(claim->support == Support::Absent);
            QVERIFY(claim->kind == ClaimKind::Identifier);
            QVERIFY(set.claims[claim->sentence].support == Support::NotJudged);
        }
        QVERIFY(claimAt(set, output, "--ledger") == nullptr);
    }

    // That most words stand in what was given is not said where no place has half of them.
    void whyFitsTheCover()
    {
        auto answer =
            generation(2,
                       {{"system", "You answer questions of a shop."},
                        {"user",
                         "Our mail goes out on Mondays. An order is confirmed by hand. Members "
                         "should keep the receipt. Drivers say the code. More on the last page."}},
                       "The mail that confirmed your order should say more.");
        ClaimSet set = claims::claimsOf(contentsOf({answer}), span(2));
        set.claims.front().support = Support::Weak;
        set.claims.front().evidence.resize(1);
        set.claims.front().evidence.front().cover = 0.3;
        const auto why = claims::provenanceOf(contentsOf({answer}), set, 0);
        QVERIFY2(why.loss == claims::Loss::Composed, why.text.c_str());
        QVERIFY2(why.text.find("most of its words") == std::string::npos, why.text.c_str());
        QVERIFY2(why.text.find("no one place holds more than 30 % of them") != std::string::npos,
                 why.text.c_str());
    }
};

QTEST_GUILESS_MAIN(TestEvasion)
#include "tst_evasion.moc"
