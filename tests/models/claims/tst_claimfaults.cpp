// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "tests/models/claims/claimsfixture.h"

#include <QTest>

using namespace claimstest;

namespace {

struct ToldAfter
{
    trace::TraceContents contents;
    std::string output;
    ClaimSet set;

    const Claim& first() const { return set.claims.front(); }
    const Claim* with(ClaimKind kind, const std::string& text) const
    {
        return claimWith(set, output, kind, text);
    }
};

ToldAfter toldAfter(const Said& input, const std::string& output, const Said& before = {},
                    const std::string& said = "Noted.")
{
    std::vector<telemetry::Generation> all;
    if (!before.empty())
        all.push_back(generation(1, before, said));
    all.push_back(generation(2, input, output));
    ToldAfter made{.contents = contentsOf(std::move(all)), .output = output, .set = {}};
    made.set = claims::claimsOf(made.contents, span(2));
    return made;
}

std::string whyOf(const Claim* claim)
{
    return claim == nullptr ? std::string("no such claim")
                            : std::string(claims::toString(claim->support)) + ": " + claim->reason;
}

} // namespace

// Support that is none: what was dropped, what the model said itself, what only looks like it.
class TestClaimFaults : public QObject
{
    Q_OBJECT

private slots:
    // What is given still has two words of it, and only the earlier turn the policy.
    void droppedTextIsNotGiven()
    {
        const std::string policy = "Opened items need the original packaging and a signed form.";
        const ToldAfter now =
            toldAfter({{"user", "What must I send along with opened items?"},
                       {"tool", R"({"item":"lamp","packaging":"carton","form":"B2"})"}},
                      policy, {{"user", "Our policy. " + policy + " That is all."}});
        QVERIFY2(now.first().support == Support::Truncated, whyOf(&now.first()).c_str());
        QVERIFY(std::ranges::any_of(now.first().evidence, &Evidence::isDropped));
    }

    void ownWordsAreNotGiven()
    {
        const std::string claim = "Opened items need the original packaging and a signed form.";
        const ToldAfter now =
            toldAfter({{"user", "What about opened items?"},
                       {"assistant", claim},
                       {"tool", R"({"item":"lamp","packaging":"carton","form":"B2"})"},
                       {"user", "Are you sure?"}},
                      claim);
        QVERIFY2(now.first().support != Support::Supported, whyOf(&now.first()).c_str());
    }

    // An order to say it is no proof that it happened.
    void whatItWasToldToSayIsNoProof()
    {
        const Said input{{"system", "You refund orders. After a refund: that it is done."},
                         {"user", "Please refund the lamp."},
                         {"tool", R"({"order":"A-17","refund":"R-8023","amount":"294.90 EUR"})"}};
        const ToldAfter now = toldAfter(input, "It is done. The refund is R-8023.");
        QVERIFY2(now.first().support == Support::NotJudged, whyOf(&now.first()).c_str());
        // Where a result says so, it is.
        Said proven = input;
        proven.back().second = R"({"order":"A-17","refund":"R-8023","state":"done"})";
        const ToldAfter done = toldAfter(proven, "It is done. The refund is R-8023.");
        QVERIFY2(done.first().support == Support::Supported, whyOf(&done.first()).c_str());
    }

    void whatNamesNoTextIsStated_data()
    {
        QTest::addColumn<QString>("output");
        QTest::addColumn<bool>("isJudged");
        QTest::newRow("a thing") << "The bar does not contain nuts." << true;
        QTest::newRow("a person") << "The seller does not provide a refund." << true;
        QTest::newRow("a condition") << "If the region is not specified, Oslo is used." << true;
        QTest::newRow("people") << "Guests cannot find parking in the street." << true;
        QTest::newRow("a program") << "The installer could not find Kestrel." << true;
        QTest::newRow("a text") << "The document does not mention nuts." << false;
        QTest::newRow("of a text") << "The provided context does not contain this detail." << false;
        QTest::newRow("texts") << "These passages don't say who pays for nuts." << false;
        QTest::newRow("in a text") << "That is not stated in the passages." << false;
        QTest::newRow("itself") << "I could not find anything about nuts." << false;
        QTest::newRow("we") << "Unfortunately, we cannot answer this." << false;
        QTest::newRow("passive") << "The amount of nuts is not specified." << false;
        QTest::newRow("bare") << "No information about nuts." << false;
        QTest::newRow("there is") << "There is no information on nuts in the list." << false;
    }

    void whatNamesNoTextIsStated()
    {
        QFETCH(QString, output);
        QFETCH(bool, isJudged);
        const ToldAfter now =
            toldAfter({{"user", "Any nuts?"},
                       {"tool", "Ingredients: oats, hazelnuts. Made in Bergen by hand."}},
                      output.toStdString());
        QVERIFY2((now.first().support != Support::NotJudged) == isJudged,
                 whyOf(&now.first()).c_str());
    }

    // A figure that a check finds is stated, whatever else is denied.
    void aDenialWithAFigureIsJudged()
    {
        const Said input{{"user", "Was I charged twice for the lamp?"},
                         {"tool", R"({"charges":1,"booked":"98 EUR","article":"lamp"})"}};
        const std::string output = "There is no record of a second charge; 89 EUR were booked.";
        const ToldAfter now = toldAfter(input, output);
        const Claim* figure = now.with(ClaimKind::Figure, "89");
        QVERIFY(figure != nullptr);
        QVERIFY2(figure->support == Support::Contradicted || figure->support == Support::Absent,
                 whyOf(figure).c_str());
        QVERIFY2(now.first().support != Support::NotJudged
                     && now.first().support != Support::Supported,
                 whyOf(&now.first()).c_str());
        const ToldAfter lost =
            toldAfter(input, output, {{"user", "I see a second charge booked, what is that?"}});
        QVERIFY(lost.with(ClaimKind::Figure, "89") != nullptr);
        QVERIFY2(lost.first().support == now.first().support, whyOf(&lost.first()).c_str());
    }

    // What it was given says so: that comes before what it no longer saw.
    void aDenialIsHeldAgainstWhatWasGiven()
    {
        const Said before{{"user", "You promised a late cancellation fee waiver."}};
        const std::string output = "There is no record of it, and no cancellation fee is due.";
        const ToldAfter now = toldAfter({{"user", "Is there a cancellation fee waiver?"},
                                         {"tool", "A cancellation fee is due."}},
                                        output, before);
        QVERIFY2(now.first().support == Support::Contradicted, whyOf(&now.first()).c_str());
    }

    void oneSharedWordIsNoLostTurn()
    {
        const Said input{{"user", "Was a refund made for it?"}};
        const std::string output = "There is no record of a refund for this order.";
        const ToldAfter now = toldAfter(input, output, {{"user", "Please check my order."}});
        QVERIFY2(now.first().support == Support::NotJudged, whyOf(&now.first()).c_str());
        // What the model said of it is no source.
        const ToldAfter own =
            toldAfter(input, output, {{"user", "Hello."}}, "A refund for this order is made.");
        QVERIFY2(own.first().support == Support::NotJudged, whyOf(&own.first()).c_str());
        // What the user said of it is.
        const ToldAfter lost =
            toldAfter(input, output, {{"user", "I got a refund of this order yesterday."}});
        QVERIFY2(lost.first().support == Support::Truncated, whyOf(&lost.first()).c_str());
    }

    // It corrects what it said before.
    void aCorrectionIsNoContradiction()
    {
        const ToldAfter now = toldAfter({{"user", "When does order A-17 ship?"},
                                         {"assistant", "Order A-17 ships on 12 May."},
                                         {"user", "Please look again."},
                                         {"tool", R"({"order":"A-17","ships":"2026-05-14"})"}},
                                        "Order A-17 ships on 14 May.");
        for (const Claim& claim : now.set.claims)
            QVERIFY2(claim.support != Support::Contradicted, whyOf(&claim).c_str());
        // In words alone, too.
        const ToldAfter words =
            toldAfter({{"user", "May opened items be returned?"},
                       {"assistant", "Opened items of this shop cannot be returned."},
                       {"tool", "Passages: Shops take back what was opened."}},
                      "Opened items of this shop can be returned.");
        QVERIFY2(words.first().support != Support::Contradicted, whyOf(&words.first()).c_str());
    }

    // However often it says so, the document says otherwise.
    void aRepeatedDenialIsHeldAgainstTheDocument()
    {
        const std::string denial = "No receipt is required for returns of opened electronics.";
        const std::pair<std::string, std::string> document(
            "tool", "Returns of opened electronics: a receipt is required. Ask in the basement.");
        Said input;
        for (int turn = 0; turn < 4; ++turn) {
            Said now = input;
            now.push_back(document);
            const ToldAfter one = toldAfter(now, denial);
            QVERIFY2(one.first().support == Support::Contradicted, whyOf(&one.first()).c_str());
            input.emplace_back("user", "Do I need one?");
            input.emplace_back("assistant", denial + std::string(turn, '!'));
        }
    }

    // Its own words are the nearest, and hide what the document says.
    void aRepeatedFigureIsHeldAgainstTheDocument()
    {
        const std::string output = "Opened electronics can be returned within 90 days.";
        Said input{
            {"user", "Passages: Opened electronics can be returned within 30 days of delivery."}};
        for (int turn = 0; turn < 8; ++turn)
            input.emplace_back("assistant", output + std::string(turn + 1, '!'));
        const ToldAfter now = toldAfter(input, output);
        const Claim* figure = now.with(ClaimKind::Figure, "90");
        QVERIFY2(figure != nullptr && figure->support == Support::Contradicted,
                 whyOf(figure).c_str());
    }

    void links_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("own");
        QTest::addColumn<QString>("dropped");
        QTest::addColumn<QString>("support");
        QTest::newRow("given") << "See https://x.io/api/v2."
                               << ""
                               << ""
                               << "supported";
        QTest::newRow("in brackets") << "[api](https://x.io/api/v2)"
                                     << ""
                                     << ""
                                     << "supported";
        QTest::newRow("its end") << "See https://x.io/api/v2/ now."
                                 << ""
                                 << ""
                                 << "supported";
        QTest::newRow("longer") << "See https://x.io/api/v20/a now."
                                << ""
                                << ""
                                << "absent";
        QTest::newRow("deeper") << "See https://x.io/api/v2/a now."
                                << ""
                                << ""
                                << "weak";
        QTest::newRow("then itself") << "See https://x.io/api/v20 or https://x.io/api/v2"
                                     << ""
                                     << ""
                                     << "supported";
        QTest::newRow("own") << "Nothing."
                             << "It is https://x.io/api/v2 I think."
                             << ""
                             << "absent";
        QTest::newRow("dropped") << "Nothing."
                                 << ""
                                 << "Take https://x.io/api/v2 please."
                                 << "truncated";
        QTest::newRow("dropped, own") << "Nothing."
                                      << "It is https://x.io/api/v2."
                                      << "Take https://x.io/api/v2 please."
                                      << "truncated";
    }

    void links()
    {
        QFETCH(QString, given);
        QFETCH(QString, own);
        QFETCH(QString, dropped);
        QFETCH(QString, support);
        Said input{{"user", "Where is the interface described?"}};
        if (!own.isEmpty())
            input.emplace_back("assistant", own.toStdString());
        input.emplace_back("tool", "The manual of the service. " + given.toStdString());
        Said before;
        if (!dropped.isEmpty())
            before.emplace_back("user", dropped.toStdString());
        const ToldAfter now =
            toldAfter(input, "The interface is described at https://x.io/api/v2 in full.", before);
        const Claim* link = now.with(ClaimKind::Citation, "https");
        QVERIFY(link != nullptr);
        QVERIFY2(QString::fromLatin1(claims::toString(link->support)) == support,
                 whyOf(link).c_str());
    }

    void references_data()
    {
        QTest::addColumn<QString>("system");
        QTest::addColumn<QString>("own");
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("support");
        const char* const none = "Returns take 30 days, as the sheet of the shop says.";
        const char* const list =
            "[1] Returns of opened items take 30 days.\n[2] Parcels wait 4 days.";
        QTest::newRow("none") << "Be brief."
                              << "" << none << "absent";
        QTest::newRow("given") << "Be brief."
                               << "" << list << "supported";
        QTest::newRow("own") << "Be brief."
                             << "Returns of opened items take 30 days. [1]" << none << "absent";
        QTest::newRow("told how") << "Cite as [1]."
                                  << "" << none << "absent";
        QTest::newRow("both, and given")
            << "Cite as [1]."
            << "Returns of opened items take 30 days. [1]" << list << "supported";
    }

    void references()
    {
        QFETCH(QString, system);
        QFETCH(QString, own);
        QFETCH(QString, given);
        QFETCH(QString, support);
        Said input{{"system", system.toStdString()}, {"user", "How long do returns take?"}};
        if (!own.isEmpty())
            input.emplace_back("assistant", own.toStdString());
        input.emplace_back("tool", given.toStdString());
        const ToldAfter now = toldAfter(input, "Returns of opened items take 30 days. [1]");
        const Claim* one = now.with(ClaimKind::Citation, "[1]");
        QVERIFY(one != nullptr);
        QVERIFY2(QString::fromLatin1(claims::toString(one->support)) == support,
                 whyOf(one).c_str());
    }

    void itsOwnWordsAreNoQuotation()
    {
        const std::string output =
            "The manual says \"never open the housing while the pump is running\" on page one.";
        const ToldAfter now =
            toldAfter({{"user", "What does the manual say?"},
                       {"assistant", output},
                       {"tool", "The manual: keep the pump dry and clean at all times."}},
                      output);
        const Claim* quote = now.with(ClaimKind::Citation, "never open");
        QVERIFY2(quote != nullptr && quote->support == Support::Absent, whyOf(quote).c_str());
    }

    void aNameOfItsOwnIsAbsent()
    {
        const ToldAfter now =
            toldAfter({{"user", "Which pump is it?"},
                       {"assistant", "It is the Kestrel Pro that is sold here."},
                       {"tool", "The sheet: pumps of the shop run for 30 hours."}},
                      "The pump of the shop is the Kestrel Pro and runs for 30 hours.");
        const Claim* name = now.with(ClaimKind::Identifier, "Kestrel");
        QVERIFY2(name != nullptr && name->support == Support::Absent, whyOf(name).c_str());
        QVERIFY2(now.first().support != Support::Supported, whyOf(&now.first()).c_str());
        // A figure of its own likewise.
        const ToldAfter figure =
            toldAfter({{"user", "How long does it run?"},
                       {"assistant", "The pump of the shop runs for 77 hours."},
                       {"tool", "The sheet: pumps are sold in the shop."}},
                      "The pump of the shop runs for 77 hours.");
        const Claim* hours = figure.with(ClaimKind::Figure, "77");
        QVERIFY2(hours != nullptr && hours->support == Support::Absent, whyOf(hours).c_str());
    }

    // There may be turns that nobody looked at: what is nowhere may have stood there.
    void turnsThatWereNotLookedAtAreSaid()
    {
        const telemetry::Generation now =
            generation(2, {{"tool", "The sheet: pumps are sold in the shop."}},
                       "Gift cards from Tromso expire after 7 years without exception.");
        for (const bool isCut : {false, true}) {
            const claims::EarlierTurns turns{.generations = {}, .isCut = isCut};
            const ClaimSet set = claims::claimsOf(contentsOf({now}), span(2), {.earlier = &turns});
            QVERIFY(set.claims.front().support == Support::Absent);
            QCOMPARE(set.claims.front().reason.find("were not looked at") != std::string::npos,
                     isCut);
        }
    }

    // What was asked in an earlier turn is not the question.
    void aDroppedQuestionSupportsNoFigure()
    {
        const ToldAfter now = toldAfter({{"user", "And how long does it run?"},
                                         {"tool", "The sheet: pumps are sold in the shop."}},
                                        "It runs for 77 hours.", {{"user", "Is it 77 hours?"}});
        const Claim* hours = now.with(ClaimKind::Figure, "77");
        QVERIFY2(hours != nullptr && hours->support != Support::Supported, whyOf(hours).c_str());
    }

    void aClashIsShownWhereItStands()
    {
        const std::string result = R"({"id":"A1204","qty":12,"unit":"boxes"})";
        const ToldAfter now = toldAfter({{"user", "How many boxes?"},
                                         {"tool", R"({"shelf":"12","id":"A1204"})"},
                                         {"tool", result}},
                                        "The qty is 21 boxes.");
        const auto found = std::ranges::find_if(now.first().evidence, [](const Evidence& one) {
            return one.isContradiction && one.there == "12" && one.therePlace;
        });
        QVERIFY2(found != now.first().evidence.end(), whyOf(&now.first()).c_str());
        QCOMPARE(found->therePlace->message, std::size_t{2});
        QCOMPARE(found->therePlace->start, static_cast<std::int64_t>(result.find(":12") + 1));
    }
};

QTEST_GUILESS_MAIN(TestClaimFaults)
#include "tst_claimfaults.moc"
