// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/claims/claimprovenance.h"
#include "tests/models/claims/claimsfixture.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

using namespace claimstest;

// What an answer rests on and was given in an earlier turn only.
class TestLostClaims : public QObject
{
    Q_OBJECT

private slots:
    // What only an earlier answer said was no support that could be lost.
    void earlierAnswersSupportNothing()
    {
        const std::string said = "Opened electronics may be returned within 90 days of delivery.";
        const auto first = generation(1, {{"user", "What about returns?"}}, said);
        const auto second =
            generation(2, {{"system", "Answer briefly."}, {"user", "And again?"}}, said);
        const ClaimSet set = claims::claimsOf(contentsOf({first, second}), span(2));
        QVERIFY(!set.claims.empty());
        for (const Claim& claim : set.claims)
            QVERIFY2(claim.support != Support::Truncated, claim.reason.c_str());
    }

    void lostSupport()
    {
        const telemetry::Generation before =
            generation(1,
                       {{"user",
                         "Our contract with Halden ends after 18 months, with a notice period of "
                         "six weeks to the end of a quarter."}},
                       "Noted.");
        const telemetry::Generation now = generation(
            2,
            {{"user",
              "Based on the following, what do we owe?\nThe invoice of Brenner is due on "
              "receipt, without a discount, and is paid by bank transfer."}},
            "The contract with Halden ends after 18 months, with a notice period of six weeks.");
        const ClaimSet set = claims::claimsOf(contentsOf({before, now}), span(2));
        QVERIFY(set.claims.front().support == Support::Truncated);
        QVERIFY(std::ranges::any_of(set.claims.front().evidence, &Evidence::isDropped));
        // What is given still is no loss.
        telemetry::Generation whole = now;
        whole.inputMessages.insert(whole.inputMessages.begin(), before.inputMessages.front());
        const ClaimSet kept = claims::claimsOf(contentsOf({before, whole}), span(2));
        QVERIFY(kept.claims.front().support == Support::Supported);
        // However often it has said so itself meanwhile.
        std::vector<telemetry::Generation> turns{before};
        for (std::uint64_t turn = 2; turn < 100; ++turn) {
            telemetry::Generation again = now;
            again.span = span(turn);
            again.start = at(static_cast<std::int64_t>(turn) * 10);
            again.outputMessages.front().parts.front().text += " Turn " + std::to_string(turn);
            turns.push_back(again);
        }
        const ClaimSet often = claims::claimsOf(contentsOf(turns), span(99));
        QVERIFY2(often.claims.front().support == Support::Truncated,
                 often.claims.front().reason.c_str());
        QVERIFY(often.claims.front().evidence.front().place.span == span(1));
    }

    // Span ids are unique in one trace: what stands in another is told with it, by its words.
    void lostInAnotherTrace()
    {
        const std::string contract =
            "Our contract with Halden ends after 18 months, with a notice period of six weeks to "
            "the end of a quarter.";
        telemetry::Generation before =
            generation(2, {{"user", "Please note this. " + contract + " That is all."}}, "Noted.");
        before.trace = *telemetry::traceIdFromHex("000000000000000000000000000000ff");
        before.start = at(1);
        const telemetry::Generation now = generation(
            2,
            {{"user",
              "Based on the following, what do we owe?\nThe invoice of Brenner is due on receipt, "
              "without a discount, and is paid by bank transfer."}},
            "The contract with Halden ends after 18 months, with a notice period of six weeks.");
        const claims::EarlierTurns earlier{.generations = {before}};
        const auto contents = contentsOf({now});
        const ClaimSet set = claims::claimsOf(contents, span(2), {.earlier = &earlier});
        const Claim& claim = set.claims.front();
        QVERIFY2(claim.support == Support::Truncated, claim.reason.c_str());
        const Evidence& evidence = claim.evidence.front();
        QVERIFY(evidence.earlier.has_value());
        QVERIFY(evidence.earlier->turn == (telemetry::SpanKey{before.trace, before.span}));
        QCOMPARE(evidence.earlier->source, std::string("message 1, user"));
        const std::int64_t from = evidence.earlier->start;
        QCOMPARE(
            cut(evidence.earlier->text, evidence.place.start - from, evidence.place.end - from),
            contract);
        QVERIFY(set.restingOn(evidence.place).empty()); // of this trace another text
        const claims::Provenance why = claims::provenanceOf(contents, set, 0);
        QVERIFY2(why.text.find("earlier turn of the session (message 1, user)")
                     != std::string::npos,
                 why.text.c_str());
        QVERIFY2(why.text.find(contract) != std::string::npos, why.text.c_str());
        QVERIFY(why.loss == claims::Loss::Dropped);
        QCOMPARE(why.hops.size(), std::size_t{1});
        QVERIFY(why.hops.front().kind == claims::HopKind::Answer);
        // In the trace itself it stands where its place says.
        telemetry::Generation first = before;
        first.trace = now.trace;
        first.span = span(1);
        const claims::EarlierTurns within{.generations = {first}};
        const ClaimSet same =
            claims::claimsOf(contentsOf({first, now}), span(2), {.earlier = &within});
        QVERIFY(same.claims.front().support == Support::Truncated);
        QVERIFY(!same.claims.front().evidence.front().earlier);
    }

    void earlierTurnsOfSession()
    {
        const storetest::Recording recording;
        const auto put = [&](std::uint64_t number, std::int64_t second, const std::string& session,
                             const std::string& input) {
            otlp::OutgoingSpan span = storetest::chatSpan(number, second);
            span.attributes.emplace_back("gen_ai.conversation.id", session);
            span.attributes.emplace_back("gen_ai.input.messages",
                                         R"([{"role":"user","parts":[{"type":"text","content":")"
                                             + input + R"("}]}])");
            const auto writer = recording.writer();
            QVERIFY(writer->append(storetest::spansBatch({span}, second + 5)));
            QVERIFY(writer->commit());
        };
        put(1, 100, "s1", "one");
        put(2, 200, "s2", "another");
        put(3, 300, "s1", "two");
        put(4, 400, "s1", "three");
        put(5, 500, "s1", "later");
        const auto reader = recording.reader();
        const auto now =
            reader->generation({.trace = storetest::traceId(4), .span = storetest::spanId(4)}, {});
        QVERIFY(now && *now);
        const auto turns = claims::readEarlierTurns(*reader, **now, {});
        QVERIFY(turns.has_value());
        QCOMPARE(turns->generations.size(), std::size_t{2});
        QVERIFY(turns->generations[0].span == storetest::spanId(1));
        QVERIFY(turns->generations[1].span == storetest::spanId(3));
        QVERIFY(!turns->isCut);
        // As known before the second turn had come.
        const auto then = claims::readEarlierTurns(*reader, **now, storetest::knownAt(290));
        QVERIFY(then.has_value());
        QCOMPARE(then->generations.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestLostClaims)
#include "tst_lostclaims.moc"
