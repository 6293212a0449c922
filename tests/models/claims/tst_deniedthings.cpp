// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/claims/deniedthings.h"
#include "tests/models/claims/claimsfixture.h"

#include <QTest>

using claims::Stance;
using namespace claimstest;

namespace {

ClaimSet judged(const std::string& context, const std::string& output)
{
    health::Subject subject;
    subject.prompt = "How can it be returned?";
    subject.context = context;
    subject.output = output;
    return claims::claimsOf(subject);
}

} // namespace

// Denials that a passage affirms, and those that it does not.
class TestDeniedThings : public QObject
{
    Q_OBJECT

private slots:
    void stances_data()
    {
        QTest::addColumn<std::string>("denial");
        QTest::addColumn<std::string>("passage");
        QTest::addColumn<int>("stance");
        const auto row = [](const char* name, const std::string& denial, const std::string& passage,
                            Stance stance) {
            QTest::newRow(name) << denial << passage << static_cast<int>(stance);
        };
        const std::string needed = "A receipt or order number is required.";
        row("no", "Send it back, no receipt required.", needed, Stance::Affirms);
        row("no is needed", "No receipt is needed.", needed, Stance::Affirms);
        row("without", "You can return it without a receipt.", needed, Stance::Affirms);
        row("not required", "A receipt is not required.", needed, Stance::Affirms);
        row("do not need", "You do not need a receipt.", needed, Stance::Affirms);
        row("need in another form", "You don't need a receipt.", "Every return needs a receipt.",
            Stance::Affirms);
        row("must", "No receipt is needed.", "The receipt must be shown.", Stance::Affirms);
        row("fee", "There is no restocking fee.", "A 15% restocking fee applies.", Stance::Affirms);
        row("denied there too", "No receipt is needed.", "A receipt is not required.",
            Stance::Denies);
        row("of other things", "No receipt is needed.", "A receipt is required for gift cards.",
            Stance::None);
        row("in some case", "No receipt is needed.", "A receipt is required if the label is torn.",
            Stance::None);
        row("no such demand", "No receipt is needed.", "The receipt is in the box.", Stance::None);
        row("of other cases", "Early cancellations have no cancellation fee.",
            "Late cancellations: a cancellation fee applies.", Stance::None);
        row("of others", "Members can return it without a receipt.",
            "Guests: a receipt is required.", Stance::None);
        row("waived", "No receipt is needed.", "A receipt is required, but waived for members.",
            Stance::Denies);
        row("another thing", "No receipt is needed.", "A passport is required.", Stance::None);
        row("question there", "No receipt is needed.", "Is a receipt required?", Stance::None);
    }

    void stances()
    {
        QFETCH(std::string, denial);
        QFETCH(std::string, passage);
        QFETCH(int, stance);
        const auto ours = health::tokenise(denial, 1000);
        const auto theirs = health::tokenise(passage, 1000);
        const auto things = claims::deniedThingsOf({ours, denial}, {0, ours.size()});
        QCOMPARE(things.size(), std::size_t{1});
        std::vector<std::uint64_t> asked;
        for (const health::Token& token : ours)
            asked.push_back(token.key);
        std::ranges::sort(asked);
        const auto found =
            claims::stanceOf(things.front(), {theirs, passage}, {0, theirs.size()}, asked);
        QCOMPARE(static_cast<int>(found.stance), stance);
    }

    void nothingIsDenied_data()
    {
        QTest::addColumn<std::string>("sentence");
        for (const char* sentence :
             {"A receipt is required.", "Is no receipt required?",
              "If there is no restocking fee, buy it.", "Not only a receipt is required.",
              "The passages do not mention a receipt.", "You cannot resize the photo.",
              "No more than 5 items.", "Refunds are not possible without a receipt.",
              "We cannot process a refund without a receipt.",
              "No refund is given without a receipt.", "Without a receipt, a refund is refused.",
              "Do not deploy without an approval.",
              "Never send shipments abroad without insurance.",
              "Logging in fails without a hardware token.",
              "Deploying without an approval is a fault.",
              "If you cancel early, there is no cancellation fee.",
              "There is no restocking fee when you return it."})
            QTest::newRow(sentence) << std::string(sentence);
    }

    void nothingIsDenied()
    {
        QFETCH(std::string, sentence);
        const auto tokens = health::tokenise(sentence, 1000);
        QVERIFY(claims::deniedThingsOf({tokens, sentence}, {0, tokens.size()}).empty());
    }

    // What one passage affirms and another denies is no contradiction.
    void ofTwoPassagesOne()
    {
        const std::string policy =
            "Opened items may be returned within 30 days. A receipt is required.";
        const std::string answer =
            "Opened items may be returned within 30 days, no receipt required.";
        const Claim against = judged(policy, answer).claims.front();
        QVERIFY2(against.support == Support::Contradicted, against.reason.c_str());
        QCOMPARE(against.evidence.front().there, std::string("A receipt is required"));
        const Claim both =
            judged(policy + " For members no receipt is required.", answer).claims.front();
        QVERIFY2(both.support != Support::Contradicted, both.reason.c_str());
    }

    // What the next sentence makes a matter of some cases is affirmed of some only.
    void waivedInTheNextSentence()
    {
        const std::string begin = "Returns take 5 days. A receipt is required. ";
        const std::string answer = "Members can return it without a receipt.";
        const auto supportOf = [&](const std::string& next) {
            return judged(begin + next, answer).claims.front().support;
        };
        QVERIFY(supportOf("Returns are sent to Lyon.") == Support::Contradicted);
        for (const char* next : {"For members it is optional.", "It is not needed for members.",
                                 "This is waived for members.", "Members are exempt from this."})
            QVERIFY2(supportOf(next) != Support::Contradicted, next);
        // That is about something else.
        QVERIFY(supportOf("Gift wrapping is optional.") == Support::Contradicted);
        QVERIFY(supportOf("\nFor members it is optional.") == Support::Contradicted);
    }

    // A long line costs its length.
    void longLines()
    {
        std::string text;
        while (text.size() < 400'000)
            text += "without a receipt no fee is not required ";
        const ClaimSet set = judged(text, text);
        QVERIFY(!set.claims.empty());
    }
};

QTEST_GUILESS_MAIN(TestDeniedThings)
#include "tst_deniedthings.moc"
