// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/health/groundreading.h"
#include "models/health/subjects.h"
#include "tests/models/claims/claimsfixture.h"

#include <QTest>

using namespace claimstest;

namespace {

const std::string kShop =
    "Context:\n[kb-117] Opened electronics may be returned within 30 days of delivery. A receipt "
    "or order number is required. A 15% restocking fee applies.\n[kb-205] Purchases made in "
    "December 2024 could be returned until January 31, 2025. This policy has expired.\n\n"
    "Question: What is the refund window for opened electronics?";

struct Told
{
    trace::TraceContents contents;
    std::string output;
    ClaimSet set;

    const Claim* with(ClaimKind kind, const std::string& text) const
    {
        return claimWith(set, output, kind, text);
    }
};

Told told(const Said& input, const std::string& output)
{
    Told made{.contents = contentsOf({generation(1, input, output)}), .output = output, .set = {}};
    made.set = claims::claimsOf(made.contents, span(1));
    return made;
}

} // namespace

class TestClaims : public QObject
{
    Q_OBJECT

private slots:
    // `PlanArchived` is the name that prose gives without marks.
    void findsNamesOfCodeInProse()
    {
        telemetry::Generation made = generation(
            1, {{"user", "How is a plan changed?"}},
            "Use `change_plan` to change a plan. On failure `change_plan` raises `PlanArchived`. "
            "On failure `change_plan` raises `HeaderMalformed`.");
        const auto document = [&](const std::string& id, const std::string& text) {
            telemetry::Document one;
            one.id = id;
            one.content = text;
            made.documents.push_back(one);
        };
        document("tally/change_plan",
                 "Function change_plan changes a plan of a customer. Raises PlanArchived.");
        document("tally/verify_signature",
                 "Function verify_signature looks at a header. Raises HeaderMalformed.");
        const std::string output = telemetry::outputText(made);
        const ClaimSet set = claims::claimsOf(contentsOf({made}), span(1));
        const Claim* own = claimWith(set, output, ClaimKind::Identifier, "PlanArchived");
        QVERIFY(own != nullptr);
        QVERIFY2(own->support == Support::Supported, own->reason.c_str());
        // Of another function: it is told of which, and where.
        const Claim* other = claimWith(set, output, ClaimKind::Identifier, "HeaderMalformed");
        QVERIFY(other != nullptr);
        QVERIFY2(other->support == Support::Weak, other->reason.c_str());
        QCOMPARE(other->reason,
                 std::string("stands in what it was given, but about tally/verify_signature"));
        QVERIFY(!other->evidence.empty());
        QCOMPARE(other->evidence.front().place.part, std::size_t{1});
    }

    // "shipping" is a word like any, and what a sentence repeats is what it is about.
    void namesOfDocumentsThatAreWords()
    {
        for (const std::string other : {"shipping", "parcel_rules"}) {
            telemetry::Generation made = generation(
                1, {{"user", "Who collects my parcel when I send it back?"}},
                "After " + other + ", the carrier Postnord collects returned parcels in Bergen.");
            made.documents = {
                {.id = "shop/" + other,
                 .title = {},
                 .content = "Parcels to Norway take five days.",
                 .score = {}},
                {.id = "shop/returns",
                 .title = {},
                 .content = "The carrier Postnord collects returned parcels in Bergen.",
                 .score = {}}};
            const std::string output = telemetry::outputText(made);
            const ClaimSet set = claims::claimsOf(contentsOf({made}), span(1));
            for (const char* name : {"Postnord", "Bergen"}) {
                const Claim* claim = claimWith(set, output, ClaimKind::Identifier, name);
                QVERIFY(claim != nullptr);
                QVERIFY2(claim->support == Support::Supported, claim->reason.c_str());
            }
        }
        // Nor where the sentence says more than that.
        telemetry::Generation made =
            generation(1, {{"user", "Who collects my parcel when I send it back?"}},
                       "Ask for shipping of the heavy boxes by Postnord, who pay for it at once.");
        made.documents = {{.id = "shop/shipping",
                           .title = {},
                           .content = "Heavy boxes are sent by lorry.",
                           .score = {}},
                          {.id = "shop/returns",
                           .title = {},
                           .content = "Returned parcels are collected by Postnord in Bergen.",
                           .score = {}}};
        const ClaimSet set = claims::claimsOf(contentsOf({made}), span(1));
        const Claim* claim =
            claimWith(set, telemetry::outputText(made), ClaimKind::Identifier, "Postnord");
        QVERIFY(claim != nullptr);
        QVERIFY2(claim->support == Support::Supported, claim->reason.c_str());
    }

    // What the model said itself, was told to do or was asked is no source of what it says.
    void whatIsNoSourceSupportsNothing()
    {
        const Said given{
            {"system", "For a parcel tell where it was last seen and who has the parcel."},
            {"user", "How do I keep my nightly pipeline from running twice?"},
            {"assistant", "Usually such requests are settled within a few weeks."},
            {"tool", R"({"parcel":"TRK2685572","seen_in":"Lyon","carrier":"DPD"})"},
            {"user", "And where is my parcel TRK2685572, and how does the pipeline know?"}};
        const auto supportOf = [&given](const std::string& sentence) {
            return told(given, sentence).set.claims.front().support;
        };
        QVERIFY(supportOf("Usually such requests are settled within a few weeks.")
                != Support::Supported);
        QVERIFY(supportOf("DHL has your parcel TRK2685572, and it was last seen in Lyon.")
                != Support::Supported);
        QVERIFY(supportOf("This keeps the pipeline idempotent.") != Support::Supported);
        QVERIFY(supportOf("The carrier of parcel TRK2685572 is DPD, seen in Lyon.")
                == Support::Supported);
    }

    // "59.90 EUR" is one amount, and another one than that of the result.
    void amountsOfMoney()
    {
        const Said given{
            {"user", "What did order A-11732 come to?"},
            {"tool", R"({"order":"A-11732","item":"robot vacuum","amount":"159.90 EUR"})"}};
        const Told wrong = told(given, "Order A-11732, one robot vacuum, comes to 59.90 EUR.");
        const Claim* amount = wrong.with(ClaimKind::Figure, "59.90 EUR");
        QVERIFY(amount != nullptr);
        QVERIFY2(amount->support == Support::Contradicted, amount->reason.c_str());
        QCOMPARE(amount->evidence.front().there, std::string("159.90 EUR"));
        QVERIFY(wrong.with(ClaimKind::Identifier, "EUR") == nullptr);
        const Told right = told(given, "Order A-11732, one robot vacuum, comes to 159.90 EUR.");
        QVERIFY(right.with(ClaimKind::Figure, "159.90 EUR")->support == Support::Supported);
    }

    void contradictsFigure()
    {
        const Told rag = told({{"system", "You help customers."}, {"user", kShop}},
                              "You can return opened electronics within 90 days of delivery.");
        const Claim* sentence = rag.with(ClaimKind::Sentence, "90 days");
        QVERIFY(sentence != nullptr);
        QVERIFY(sentence->support == Support::Contradicted);
        QVERIFY(sentence->probability >= 0.5);
        const Evidence& against = sentence->evidence.front();
        QVERIFY(against.isContradiction);
        QVERIFY(QByteArray::fromStdString(against.said).contains("90"));
        QVERIFY(QByteArray::fromStdString(against.there).contains("30"));
        QVERIFY(against.therePlace.has_value());
        QVERIFY(wordsAt(rag.contents, *against.therePlace).find("30") != std::string::npos);
        QVERIFY(wordsAt(rag.contents, against.place).find("Opened electronics")
                != std::string::npos);
        const Claim* figure = rag.with(ClaimKind::Figure, "90 days");
        QVERIFY(figure != nullptr);
        QVERIFY(figure->support == Support::Contradicted);
        QCOMPARE(figure->sentence, std::size_t{0});
    }

    // The figure in which a near copy differs stands elsewhere, of another matter.
    void contradictsFigureThatStandsElsewhere()
    {
        const Told shop =
            told({{"user",
                   "Context:\nThe delivery address can be changed for a fee of 2.50 EUR. Express "
                   "parcels cost 8.50 EUR within the country.\n\nQuestion: what does it cost "
                   "to change the address?"}},
                 "The delivery address can be changed for a fee of 8.50 EUR.");
        QVERIFY(shop.set.claims.front().support == Support::Contradicted);
        const Claim* fee = shop.with(ClaimKind::Figure, "8.50");
        QVERIFY(fee != nullptr);
        QVERIFY2(fee->support == Support::Contradicted, fee->reason.c_str());
        QVERIFY(fee->probability >= 0.5);
        QCOMPARE(wordsAt(shop.contents, *fee->evidence.front().therePlace),
                 std::string("2.50 EUR"));
    }

    void distractorSupportsNothing()
    {
        // "31" stands in the expired notice, of another matter.
        const Told rag = told({{"user", kShop}},
                              "Opened electronics may be returned within 31 days of delivery.");
        const Claim* figure = rag.with(ClaimKind::Figure, "31 days");
        QVERIFY(figure != nullptr);
        QVERIFY(figure->support != Support::Supported);
        QVERIFY(rag.set.claims.front().support != Support::Supported);
    }

    void supports()
    {
        const Told rag = told({{"user", kShop}},
                              "Opened electronics can be returned within 30 days of delivery. "
                              "A 15% restocking fee applies.");
        QCOMPARE(rag.set.unknown, std::string());
        for (const Claim& claim : rag.set.claims) {
            QVERIFY2(claim.support == Support::Supported, claim.reason.c_str());
            QVERIFY(!claim.evidence.empty());
            QVERIFY(claim.probability < 0.5);
        }
        const Claim* fee = rag.with(ClaimKind::Figure, "15%");
        QVERIFY(fee != nullptr);
        QCOMPARE(wordsAt(rag.contents, fee->evidence.front().place),
                 std::string("A 15% restocking fee applies."));
    }

    // Each keeps its source, and how many there are is told.
    void contradictsToolInManyThings()
    {
        const std::string result =
            R"({"deposit":"100 EUR","freight":"200 EUR","insurance":"300 EUR","duty":"400 EUR",)"
            R"("packing":"500 EUR","handling":"600 EUR","storage":"700 EUR","labels":"800 EUR"})";
        const Told agent =
            told({{"user", "What is it?"}, {"tool", result}},
                 "The deposit is 101 EUR, the freight is 202 EUR, the insurance is 303 EUR, the "
                 "duty is 404 EUR, the packing is 505 EUR, the handling is 606 EUR, the storage is "
                 "707 EUR and the labels are 808 EUR.");
        std::size_t figures = 0;
        for (const Claim& claim : agent.set.claims) {
            if (claim.kind != ClaimKind::Figure || claim.support != Support::Contradicted)
                continue;
            ++figures;
            QVERIFY2(std::ranges::any_of(claim.evidence, &Evidence::isContradiction),
                     claim.reason.c_str());
        }
        QVERIFY(figures > 5);
        const Claim& sentence = agent.set.claims.front();
        QCOMPARE(std::ranges::count(sentence.evidence, true, &Evidence::isContradiction),
                 static_cast<std::ptrdiff_t>(figures));
        QVERIFY2(sentence.reason.find(std::to_string(figures - 1) + " more") != std::string::npos,
                 sentence.reason.c_str());
    }

    void contradictsTool()
    {
        const Told agent =
            told({{"user", "Where is order 88412?"},
                  {"tool", R"({"order_id":"88412","status":"delayed","eta":"2026-08-27"})"}},
                 "Order 88412 was delivered on August 14 and signed for at the front desk.");
        const Claim* sentence = agent.with(ClaimKind::Sentence, "delivered");
        QVERIFY(sentence != nullptr);
        QVERIFY(sentence->support == Support::Contradicted);
        const Evidence& against = sentence->evidence.front();
        QVERIFY(against.place.kind == similarity::PlaceKind::ToolResult);
        QCOMPARE(against.said, std::string("delivered"));
        QCOMPARE(wordsAt(agent.contents, *against.therePlace), std::string("delayed"));
        const Claim* date = agent.with(ClaimKind::Figure, "August 14");
        QVERIFY(date != nullptr);
        QVERIFY(date->support == Support::Contradicted);
        QCOMPARE(wordsAt(agent.contents, *date->evidence.front().therePlace),
                 std::string("2026-08-27"));
        const Claim* order = agent.with(ClaimKind::Figure, "88412");
        QVERIFY(order != nullptr);
        QVERIFY(order->support == Support::Supported);
    }

    void sameDateWrittenOtherwise()
    {
        const Told agent =
            told({{"user", "When does order 88412 arrive?"},
                  {"tool", R"({"order_id":"88412","status":"shipped","eta":"2026-08-07"})"}},
                 "Order 88412 should arrive on August 7.");
        const Claim* date = agent.with(ClaimKind::Figure, "August 7");
        QVERIFY(date != nullptr);
        QVERIFY(date->support != Support::Contradicted);
        QVERIFY(!date->evidence.empty());
    }

    void lostName()
    {
        const std::string denial = "I'm sorry, I don't have any record of your name.";
        const telemetry::Generation before = generation(
            1, {{"user", "Hello, my name is Dana Whitfield and I rent a flat in Leeds."}},
            "Nice to meet you, Dana.");
        const telemetry::Generation now = generation(
            2, {{"user", "(earlier turns omitted)"}, {"user", "What is my name?"}}, denial);
        claims::EarlierTurns turns{.generations = {before}, .isCut = false};
        const auto contents = contentsOf({now});
        const ClaimSet set = claims::claimsOf(contents, span(2), {.earlier = &turns});
        QVERIFY(!set.claims.empty());
        QVERIFY(set.claims.front().support == Support::Truncated);
        const Evidence& evidence = set.claims.front().evidence.front();
        QVERIFY(evidence.isDropped);
        QVERIFY(evidence.place.span == span(1));
        QVERIFY(wordsAt(contentsOf({before}), evidence.place).find("my name is Dana")
                != std::string::npos);
        // Earlier answers of the same trace serve as well.
        const ClaimSet inTrace = claims::claimsOf(contentsOf({before, now}), span(2));
        QVERIFY(inTrace.claims.front().support == Support::Truncated);
        QVERIFY(inTrace.claims.front().evidence.front().isDropped);
        // Of turns that nobody recorded only the note is there.
        const ClaimSet alone = claims::claimsOf(contents, span(2));
        QVERIFY(alone.claims.front().support == Support::Truncated);
        QVERIFY(!alone.claims.front().evidence.front().isDropped);
    }

    // Steps that were not read may have given what is not there.
    void beyondTheStepsThatWereReadNothingIsAbsent()
    {
        const telemetry::Generation now = generation(
            2, {{"user", kShop}}, "Gift cards from Tromso expire after 7 years without exception.");
        trace::TraceContents contents = contentsOf({now});
        const auto lastStepAt = [&contents](std::int64_t seconds) {
            store::SpanRow row;
            row.span = span(1);
            row.start = row.end = at(seconds);
            contents.tree = std::make_shared<const trace::SpanTree>(std::vector{row});
            telemetry::Step step;
            step.span = span(1);
            contents.steps = {step};
            return claims::claimsOf(contents, span(2));
        };
        QVERIFY(lastStepAt(1).claims.front().support == Support::Absent);
        contents.areStepsCut = true;
        for (const Claim& claim : lastStepAt(1).claims)
            QVERIFY2(claim.support != Support::Absent, claim.reason.c_str());
        // What is missing came later.
        QVERIFY(lastStepAt(30).claims.front().support == Support::Absent);
    }

    void unknownIsUnknown()
    {
        // Nothing to rest on.
        const Told plain = told({{"user", "What is the capital of Australia?"}},
                                "The capital of Australia is Sydney, with 5 million people.");
        QVERIFY(!plain.set.unknown.empty());
        for (const Claim& claim : plain.set.claims) {
            QVERIFY(claim.support == Support::Unknown);
            QCOMPARE(claim.probability, 0.0);
        }
        // Nothing captured.
        telemetry::Generation silent = generation(1, {}, "Refunds take 30 days.");
        silent.inputSource.state = telemetry::ContentState::NotCaptured;
        silent.contentState = telemetry::ContentState::NotCaptured;
        const ClaimSet none = claims::claimsOf(contentsOf({silent}), span(1));
        QVERIFY(!none.unknown.empty());
        QVERIFY(none.claims.front().support == Support::Unknown);
        // Cut on its way: what is not there may have been.
        telemetry::Generation half = generation(
            1, {{"user", kShop}}, "Gift cards from Tromso expire after 7 years without exception.");
        half.inputSource.state = telemetry::ContentState::TelemetryTruncated;
        half.contentState = telemetry::ContentState::TelemetryTruncated;
        const ClaimSet cutSet = claims::claimsOf(contentsOf({half}), span(1));
        for (const Claim& claim : cutSet.claims)
            QVERIFY(claim.support != Support::Absent);
        QVERIFY(claims::claimsOf(contentsOf({}), span(9)).unknown.size() > 5);
    }

    void statesNothing()
    {
        const Told rag = told({{"user", kShop}},
                              "# Refunds\nSure! Do you still have the receipt?\n"
                              "```\nreturn 90;\n```\nLet me know if you need more.");
        QVERIFY(!rag.set.claims.empty());
        for (const Claim& claim : rag.set.claims)
            QVERIFY2(claim.support == Support::NotJudged, claim.reason.c_str());
    }

    // What a check finds is stated, though it stands in a heading, a question or beside a denial.
    void statesWhereverItStands()
    {
        for (const std::string answer :
             {"The order number is not mentioned, but opened electronics may be returned within 90 "
              "days of delivery.",
              "## Opened electronics may be returned within 90 days of delivery",
              "Did you know that opened electronics may be returned within 90 days of delivery?"}) {
            const Told rag = told({{"user", kShop}}, answer);
            const Support support = rag.set.claims.front().support;
            QVERIFY2(support == Support::Contradicted || support == Support::Weak, answer.c_str());
            const Claim* figure = rag.with(ClaimKind::Figure, "90 days");
            QVERIFY2(figure != nullptr, answer.c_str());
            QVERIFY2(figure->support == Support::Contradicted, figure->reason.c_str());
        }
        const Told denial =
            told({{"user", kShop}}, "Shipping costs are not mentioned in the documents.");
        QVERIFY(denial.set.claims.front().support == Support::NotJudged);
    }

    // What stands behind the last word that is looked at is not absent.
    void looksAtSomeOfHugeInput()
    {
        const std::string said = "Opened electronics may be returned within 30 days of delivery to "
                                 "the Rotterdam warehouse.";
        std::string huge;
        for (int i = 0; i < 270'000; ++i)
            huge += "a b c d. ";
        const Told rag = told({{"user", huge + said}}, said);
        QVERIFY(rag.set.claims.size() >= 3);
        for (const Claim& claim : rag.set.claims) {
            QVERIFY2(claim.support == Support::Unknown, claim.reason.c_str());
            QCOMPARE(claim.probability, 0.0);
        }
    }

    void citations()
    {
        const Told rag = told(
            {{"user", kShop}},
            "Opened electronics may be returned within 30 days of delivery [kb-117]. A 15% "
            "restocking fee applies [kb-205]. See also [kb-999] and https://shop.example/returns.");
        const Claim* right = rag.with(ClaimKind::Citation, "[kb-117]");
        QVERIFY(right != nullptr);
        QVERIFY2(right->support == Support::Supported, right->reason.c_str());
        const Claim* wrong = rag.with(ClaimKind::Citation, "[kb-205]");
        QVERIFY(wrong != nullptr);
        QVERIFY2(wrong->support == Support::Weak, wrong->reason.c_str());
        const Claim* invented = rag.with(ClaimKind::Citation, "[kb-999]");
        QVERIFY(invented != nullptr);
        QVERIFY(invented->support == Support::Absent);
        const Claim* link = rag.with(ClaimKind::Citation, "https://");
        QVERIFY(link != nullptr);
        QVERIFY(link->support == Support::Absent);
    }

    // No sentence that holds a finding of a validator is called supported.
    void agreesWithChecks()
    {
        const Told rag = told(
            {{"user", kShop}},
            "Opened electronics may be returned within 45 days of delivery. A receipt or order "
            "number is required. Ask Mrs Villanueva at the Rotterdam office for the form.");
        const auto findings =
            health::judgeGroundedness(health::subjectOf(rag.contents.generations.front())).findings;
        QVERIFY(!findings.empty());
        for (const Claim& claim : rag.set.claims) {
            const bool isFound =
                std::ranges::any_of(findings, [&](const telemetry::Finding& finding) {
                    return finding.start < claim.end && claim.start < finding.end;
                });
            QVERIFY(!isFound || claim.support != Support::Supported);
        }
        const Claim* name = rag.with(ClaimKind::Identifier, "Rotterdam");
        QVERIFY(name != nullptr);
        QVERIFY(name->support == Support::Absent);
    }
};

QTEST_GUILESS_MAIN(TestClaims)
#include "tst_claims.moc"
