// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/health/tokens.h"
#include "tests/models/claims/claimsfixture.h"

#include <QTest>

#include <random>

using namespace claimstest;

namespace {

const std::vector<std::string> kPieces{"Refunds take 30 days. ",
                                       "90 days",
                                       "$5",
                                       "15%",
                                       "\n",
                                       "\n\n",
                                       "- ",
                                       "1. ",
                                       "# ",
                                       "```",
                                       "| a ",
                                       "[1]",
                                       "[kb-117]",
                                       "\"",
                                       "\xE2\x80\x9C",
                                       "\xE2\x80\x9D",
                                       "https://x.y/z",
                                       "10.1/abc",
                                       "August 14",
                                       "2026-08-27",
                                       "\xFF",
                                       "\xF0\x9F\x98\x80",
                                       "\xC3",
                                       "not ",
                                       "never ",
                                       "Dana Whitfield ",
                                       "kb-117 ",
                                       "fetch_invoice() ",
                                       "? ",
                                       "! ",
                                       ". ",
                                       ": ",
                                       "{\"status\":\"delayed\",\"n\":3}",
                                       "delivered ",
                                       "I don't have any record of it. ",
                                       "(earlier turns omitted) ",
                                       std::string("\0", 1),
                                       "step 3 ",
                                       "the order was shipped ",
                                       "\xE3\x80\x82",
                                       "\xD9\xA3\xD9\xA0 ",
                                       "`quoted`",
                                       "e.g. ",
                                       "#88412 "};

std::string drawn(std::mt19937& random, std::size_t most)
{
    std::string text;
    for (std::size_t n = random() % most; n > 0; --n)
        text += random() % 12 == 0 ? std::string(1, static_cast<char>(random()))
                                   : kPieces[random() % kPieces.size()];
    return text;
}

std::vector<std::uint64_t> keysOf(const std::string& text)
{
    std::vector<std::uint64_t> keys;
    for (const health::Token& token : health::tokenise(text, 1000))
        keys.push_back(token.key);
    return keys;
}

std::int64_t lengthOf(const std::string& text)
{
    return telemetry::codePointCount(telemetry::sanitizedUtf8(text));
}

} // namespace

class TestClaimBounds : public QObject
{
    Q_OBJECT

    static void verify(const trace::TraceContents& contents, const ClaimSet& set)
    {
        const telemetry::Generation& answer = *contents.generation(set.generation);
        const std::string output = telemetry::outputText(answer);
        const std::int64_t length = lengthOf(output);
        std::int64_t last = 0;
        std::int64_t sentenceEnd = 0;
        for (std::size_t i = 0; i < set.claims.size(); ++i) {
            const Claim& claim = set.claims[i];
            QVERIFY(claim.start >= 0 && claim.start < claim.end && claim.end <= length);
            QVERIFY(claim.probability >= 0 && claim.probability <= 1);
            QVERIFY(!claim.reason.empty());
            QCOMPARE(claim.reason.find('\n'), std::string::npos);
            if (claim.kind == ClaimKind::Sentence) {
                QVERIFY(claim.start >= sentenceEnd); // they do not overlap
                sentenceEnd = claim.end;
            } else {
                QVERIFY(claim.sentence < i);
                QVERIFY(set.claims[claim.sentence].kind == ClaimKind::Sentence);
                QVERIFY(claim.start >= set.claims[claim.sentence].start);
                QVERIFY(claim.end <= set.claims[claim.sentence].end);
            }
            QVERIFY(claim.start >= last);
            last = claim.start;
            QVERIFY(std::ranges::count(claim.evidence, false, &Evidence::isContradiction) <= 5);
            for (const Evidence& evidence : claim.evidence)
                verifyEvidence(contents, output, claim, evidence);
        }
    }

    static void verifyEvidence(const trace::TraceContents& contents, const std::string& output,
                               const Claim& claim, const Evidence& evidence)
    {
        const std::string text = textAt(contents, evidence.place);
        QVERIFY(evidence.place.start >= 0 && evidence.place.start < evidence.place.end);
        QVERIFY(evidence.place.end <= lengthOf(text));
        QVERIFY(evidence.cover >= 0 && evidence.cover <= 1);
        if (evidence.therePlace) {
            QVERIFY(evidence.therePlace->end <= lengthOf(textAt(contents, *evidence.therePlace)));
            QVERIFY(evidence.therePlace->start < evidence.therePlace->end);
        }
        for (const claims::SharedWords& words : evidence.shared) {
            QVERIFY(words.claimStart < words.claimEnd && words.start < words.end);
            QVERIFY(words.start >= evidence.place.start && words.end <= evidence.place.end);
            if (claim.kind == ClaimKind::Sentence)
                QVERIFY(words.claimStart >= claim.start && words.claimEnd <= claim.end);
            QCOMPARE(keysOf(cut(output, words.claimStart, words.claimEnd)),
                     keysOf(cut(text, words.start, words.end)));
        }
    }

private slots:
    void anyBytes()
    {
        std::mt19937 random(20261128);
        for (int round = 0; round < 400; ++round) {
            telemetry::Generation before =
                generation(1, {{"user", drawn(random, 12)}}, drawn(random, 8));
            telemetry::Generation answer = generation(2,
                                                      {{"system", drawn(random, 8)},
                                                       {"user", drawn(random, 40)},
                                                       {"tool", drawn(random, 12)},
                                                       {"user", drawn(random, 6)}},
                                                      drawn(random, 40));
            answer.documents.push_back(
                {.id = "kb-117", .title = "t", .content = drawn(random, 20), .score = {}});
            const auto contents = contentsOf({before, answer});
            verify(contents, claims::claimsOf(contents, span(2)));
            if (QTest::currentTestFailed())
                return;
        }
    }

    // The same words again and again must not cost the square of their number: this ends, under
    // any sanitizer too.
    void longTexts()
    {
        const std::string bare(3'000'000, 'a');
        std::string same;
        for (int i = 0; i < 20'000; ++i)
            same += "the refund window is 30 days. ";
        std::string row = "| days | ";
        for (int i = 0; i < 20'000; ++i)
            row += std::to_string(i) + " days | ";
        for (const std::string& text : {bare, same, row}) {
            const auto contents = contentsOf({generation(1, {{"user", text}}, text)});
            const ClaimSet set = claims::claimsOf(contents, span(1));
            QVERIFY(!set.claims.empty());
            const auto last = std::ranges::max(set.claims, {}, &Claim::end);
            QVERIFY(last.end >= lengthOf(text) - 1);
        }
    }
};

QTEST_GUILESS_MAIN(TestClaimBounds)
#include "tst_claimbounds.moc"
