// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/outputplaces.h"
#include "models/claims/placetext.h"
#include "models/claims/provenance.h"
#include "tests/models/trace/claimtrace.h"

#include <QTest>

#include <algorithm>

using claims::Hop;
using claims::HopKind;
using claims::Loss;
using claims::Provenance;
using claimtrace::Trace;
using similarity::PlaceKind;
using telemetry::SpanId;
using telemetry::StepKind;

namespace {

const std::string kClaim = "Opened items can be returned within 30 days of delivery.";
const std::string kOther = "Opened items can be returned within 90 days of delivery.";

// All of the last generation's answer.
Provenance follow(const Trace& made)
{
    const auto contents = made.contents();
    const auto& last = contents.generations.back();
    return claims::provenanceOf(contents, last.span, 0,
                                static_cast<std::int64_t>(telemetry::outputText(last).size()));
}

QString wayOf(const Provenance& provenance)
{
    QStringList all;
    for (const Hop& hop : provenance.hops)
        all << QStringLiteral("%1 %2 %3%4")
                   .arg(QString::fromLatin1(toString(hop.kind)))
                   .arg(static_cast<int>(hop.place.span))
                   .arg(QString::fromLatin1(toString(hop.place.kind)),
                        hop.isLost ? QStringLiteral(" lost") : QString());
    return all.join(QStringLiteral("; "));
}

} // namespace

class ProvenanceTest : public QObject
{
    Q_OBJECT

private slots:
    void aCopyThroughThreeAgentsIsFollowedToItsDocument();
    void theStepThatInventedItIsNamed();
    void stepsAreNumberedAsInTheTree();
    void aFigureThatChangedOnTheWayIsTold();
    void aSourceThatWasNotGivenIsNamed();
    void whatAToolToldInOtherWordsIsComposed();
    void aSourceThatWasDroppedIsTold();
    void whatWasFirstThoughtIsTold();
    void aToolThatWasAskedWithTheWordsIsNoSource();
    void whatAPersonSaidStaysTheirs();
    void whatWasNotCapturedLeavesItUnknown();
    void aFewWordsAreLookedForWordForWord();
    void aPartOfTheAnswerIsFollowedByItsOffsets();
    void manyTurnsOfALongConversationCostLittle();
    void theMiddleOfALongWayIsLeftOut();
    void hostileTextIsOnlyText();
};

void ProvenanceTest::aCopyThroughThreeAgentsIsFollowedToItsDocument()
{
    Trace made;
    auto& search = made.step(StepKind::Retrieval, "search_kb", "returns", "");
    search.documents = {Trace::document("kb-1", "Shipping", "We ship to 30 countries."),
                        Trace::document("kb-117", "Return policy", "Ok. " + kClaim + " Thanks.")};
    made.generation("planner", {Trace::message("user", "Policy: " + kClaim + " Plan!")},
                    "Plan: tell that. " + kClaim);
    made.generation("researcher", {Trace::message("user", "Plan: tell that. " + kClaim)},
                    "Notes: " + kClaim);
    made.generation("writer", {Trace::message("user", "Notes: " + kClaim)}, kClaim);
    const Provenance found = follow(made);
    QCOMPARE(wayOf(found),
             QStringLiteral("first 1 document; given 2 input; passed 2 output; given 3 input; "
                            "passed 3 output; given 4 input; answer 4 output"));
    QVERIFY(found.loss == Loss::None);
    QCOMPARE(found.hops.front().source,
             std::string("kb-117 · Return policy · retrieved, rank 2 of 2"));
    QCOMPARE(found.hops.front().words, kClaim.substr(0, kClaim.size() - 1));
    QCOMPARE(found.hops.front().place.part, std::size_t{1});
    QCOMPARE(found.hops.front().place.start, std::int64_t{4});
    QCOMPARE(found.hops.back().step, std::size_t{4});
    QCOMPARE(found.steps, std::size_t{4});
    QVERIFY(std::ranges::is_sorted(found.hops, {}, &Hop::start));
    QVERIFY2(found.text.find("The words are the source's") != std::string::npos,
             found.text.c_str());
}

void ProvenanceTest::theStepThatInventedItIsNamed()
{
    Trace made;
    made.generation("planner", {Trace::message("user", "May I return opened items?")}, kClaim);
    made.generation("writer",
                    {Trace::message("system", "Write friendly."), Trace::message("user", kClaim)},
                    "Good news! " + kClaim);
    const auto contents = made.contents();
    const Provenance found = claims::provenanceOf(contents, SpanId{2}, 11, 67);
    QCOMPARE(wayOf(found), QStringLiteral("first 1 output lost; given 2 input; answer 2 output"));
    QVERIFY(found.loss == Loss::Invented);
    QVERIFY2(found.text.find("First said by planner (step 1 of 2)") == 0, found.text.c_str());
    QVERIFY2(found.text.find("invented here") != std::string::npos, found.text.c_str());
    QVERIFY(claims::hopText(found, 0).find("invented here") != std::string::npos);
}

// As the waterfall counts them, also those that have no texts.
void ProvenanceTest::stepsAreNumberedAsInTheTree()
{
    Trace made;
    made.step(StepKind::Other, "POST /v1/answer", "", "");
    made.generation("planner", {Trace::message("user", "May I return opened items?")}, kClaim);
    made.step(StepKind::Other, "log", "", "");
    made.generation("writer", {Trace::message("user", kClaim)}, kClaim);
    const Provenance found = follow(made);
    QCOMPARE(found.steps, std::size_t{4});
    QCOMPARE(found.hops.front().step, std::size_t{2});
    QCOMPARE(found.hops.back().step, std::size_t{4});
    QVERIFY2(found.text.find("First said by planner (step 2 of 4)") == 0, found.text.c_str());
}

void ProvenanceTest::aFigureThatChangedOnTheWayIsTold()
{
    Trace made;
    auto& search = made.step(StepKind::Retrieval, "search_kb", "returns", "");
    search.documents = {Trace::document("kb-117", "", kClaim)};
    made.generation("researcher", {Trace::message("user", "Policy:\n" + kClaim)}, kOther);
    made.generation("writer", {Trace::message("user", kOther)}, kOther);
    const Provenance found = follow(made);
    QCOMPARE(wayOf(found),
             QStringLiteral("first 1 document; given 2 input; changed 2 output lost; given 3 "
                            "input; answer 3 output"));
    QVERIFY(found.loss == Loss::Changed);
    QCOMPARE(found.hops[2].before, std::string("30 days"));
    QCOMPARE(found.hops[2].said, std::string("90 days"));
    QVERIFY2(found.text.find("“30 days” became “90 days”") != std::string::npos,
             found.text.c_str());
}

void ProvenanceTest::aSourceThatWasNotGivenIsNamed()
{
    Trace made;
    auto& search = made.step(StepKind::Retrieval, "search_kb", "returns", "");
    search.documents = {Trace::document("kb-117", "", kClaim)};
    made.generation("writer", {Trace::message("user", "Opened items?")}, kOther);
    const Provenance found = follow(made);
    QVERIFY(found.loss == Loss::Invented);
    QCOMPARE(found.elsewhere,
             std::string("kb-117 · retrieved (step 1) says “30 days”, not “90 days”, and was not "
                         "given to it."));
}

void ProvenanceTest::whatAToolToldInOtherWordsIsComposed()
{
    const std::string told =
        "{\"tracking\": \"TRK2823278\", \"carrier\": \"PostNL\", \"scan\": \"Rotterdam\"}";
    const auto answered = [&](const std::string& answer) {
        Trace made;
        made.step(StepKind::Tool, "track", "{\"tracking\": \"TRK2823278\"}", told);
        made.generation(
            "agent", {Trace::message("user", "Where is my parcel?"), Trace::message("tool", told)},
            answer);
        return follow(made);
    };
    const Provenance right = answered("The last scan of TRK2823278 was in Rotterdam.");
    QVERIFY(right.loss == Loss::Composed);
    QCOMPARE(wayOf(right),
             QStringLiteral("first 1 tool_result; given 2 tool_result; answer 2 output"));
    QCOMPARE(right.lostAt, std::size_t{2});
    const Provenance wrong = answered("The last scan of TRK2823278 was in Antwerp.");
    QVERIFY(wrong.loss == Loss::Invented);
    QCOMPARE(wrong.missing, std::vector<std::string>{"Antwerp"});
    QVERIFY2(wrong.text.find("“Antwerp” is in nothing that it was given") != std::string::npos,
             wrong.text.c_str());
}

void ProvenanceTest::aSourceThatWasDroppedIsTold()
{
    Trace made;
    made.generation("chat", {Trace::message("user", "Our policy: " + kClaim)}, "Understood.");
    made.generation("chat", {Trace::message("user", "So what is it?")}, kClaim);
    const Provenance found = follow(made);
    QVERIFY(found.loss == Loss::Dropped);
    QCOMPARE(wayOf(found), QStringLiteral("first 1 input; answer 2 output lost"));
    QVERIFY2(found.text.find("no longer holds it") != std::string::npos, found.text.c_str());
}

void ProvenanceTest::whatWasFirstThoughtIsTold()
{
    Trace made;
    auto& one = made.generation("solver", {Trace::message("user", "May I return it?")}, kClaim);
    one.outputMessages.front().parts.insert(
        one.outputMessages.front().parts.begin(),
        Trace::text("I suppose: " + kClaim, telemetry::PartKind::Reasoning));
    const Provenance found = follow(made);
    QCOMPARE(wayOf(found), QStringLiteral("first 1 reasoning lost; answer 1 output"));
    QVERIFY(found.loss == Loss::Invented);
    QVERIFY2(found.text.find("First thought by solver") == 0, found.text.c_str());
}

void ProvenanceTest::aToolThatWasAskedWithTheWordsIsNoSource()
{
    Trace made;
    auto& asker = made.generation("asker", {Trace::message("user", "Save a note.")}, "Saving.");
    telemetry::Part call;
    call.kind = telemetry::PartKind::ToolCall;
    call.name = "save_note";
    call.json = "{\"note\": \"" + kClaim + "\"}";
    asker.outputMessages.front().parts.push_back(call);
    made.step(StepKind::Tool, "save_note", "{\"note\": \"" + kClaim + "\"}", "saved: " + kClaim);
    made.generation(
        "asker",
        {Trace::message("user", "Save a note."), Trace::message("tool", "saved: " + kClaim)},
        kClaim);
    const Provenance found = follow(made);
    QCOMPARE(wayOf(found),
             QStringLiteral("first 1 tool_argument lost; given 2 tool_argument; passed 2 "
                            "tool_result; given 3 tool_result; answer 3 output"));
    QVERIFY(found.loss == Loss::Invented);
}

void ProvenanceTest::whatAPersonSaidStaysTheirs()
{
    // The model repeated it in between: still the person said it first.
    Trace made;
    const std::string said = "My order 4711 has not arrived since last Monday.";
    made.generation("chat", {Trace::message("user", said)}, "I see: " + said);
    made.generation("chat",
                    {Trace::message("user", said), Trace::message("assistant", "I see: " + said),
                     Trace::message("user", "Repeat it")},
                    said);
    const Provenance found = follow(made);
    QVERIFY(found.loss == Loss::None);
    QCOMPARE(wayOf(found), QStringLiteral("first 1 input; given 2 input; answer 2 output"));
}

void ProvenanceTest::whatWasNotCapturedLeavesItUnknown()
{
    Trace made;
    auto& first = made.generation("planner", {}, kClaim);
    first.inputSource.state = telemetry::ContentState::NotCaptured;
    made.generation("writer", {Trace::message("user", kClaim)}, kClaim);
    const Provenance found = follow(made);
    QVERIFY(found.loss == Loss::Unknown);
    QVERIFY(std::ranges::none_of(found.hops, &Hop::isLost));
    QVERIFY2(found.text.find("unknown") != std::string::npos, found.text.c_str());

    Trace cut;
    auto& only = cut.generation("writer", {Trace::message("user", "Hello the")}, kClaim);
    only.inputSource.state = telemetry::ContentState::TelemetryTruncated;
    QVERIFY(follow(cut).loss == Loss::Unknown);

    Trace without;
    without.generation("writer", {Trace::message("user", "Hello")}, "");
    const Provenance none = follow(without);
    QVERIFY(none.hops.empty());
    QVERIFY(none.loss == Loss::Unknown);
    const auto contents = without.contents();
    QVERIFY(claims::provenanceOf(contents, SpanId{99}, 0, 5).hops.empty());

    // An earlier turn that is only told of.
    Trace told;
    told.generation("chat", {Trace::message("assistant", kClaim), Trace::message("user", "Sure?")},
                    kClaim);
    QVERIFY(follow(told).loss == Loss::Unknown);
}

void ProvenanceTest::aFewWordsAreLookedForWordForWord()
{
    Trace made;
    made.step(StepKind::Tool, "get_order", "{}", "{\"status\": \"ok\", \"total\": \"90 days\"}");
    made.generation("writer", {Trace::message("tool", "{\"total\": \"90 days\"}")},
                    "You have 90 days");
    const auto contents = made.contents();
    const Provenance found = claims::provenanceOf(contents, SpanId{2}, 9, 16);
    QVERIFY(found.loss == Loss::None);
    QCOMPARE(found.hops.front().words, std::string("90 days"));
    QCOMPARE(found.hops.front().place.start, std::int64_t{27});
}

void ProvenanceTest::aPartOfTheAnswerIsFollowedByItsOffsets()
{
    Trace made;
    auto& one = made.generation("writer", {Trace::message("user", kClaim)}, "Grüße – sehr gern!");
    one.outputMessages.front().parts.push_back(Trace::text("Ach. " + kClaim));
    const auto contents = made.contents();
    const auto place = claims::placeOfOutput(contents.generations.front(), 25, 81);
    QVERIFY(place);
    QCOMPARE(place->part, std::size_t{1});
    QCOMPARE(place->start, std::int64_t{5});
    QCOMPARE(claims::stretchOf(claims::textAt(contents, *place), place->start, place->end),
             std::string_view(kClaim));
    QVERIFY(claims::provenanceOf(contents, SpanId{1}, 25, 81).loss == Loss::None);
    QVERIFY(!claims::placeOfOutput(contents.generations.front(), 81, 90));
}

void ProvenanceTest::manyTurnsOfALongConversationCostLittle()
{
    Trace made;
    std::vector<telemetry::Message> history{Trace::message("user", "Know this: " + kClaim)};
    for (int i = 0; i < 400; ++i) {
        const std::string answer = "Turn " + std::to_string(i) + " has other words in it.";
        made.generation("chat", history, answer);
        history.push_back(Trace::message("assistant", answer));
        history.push_back(Trace::message("user", "Go on with " + std::to_string(i)));
    }
    made.generation("chat", history, kClaim);
    const Provenance found = follow(made);
    QVERIFY(found.loss == Loss::None);
    QCOMPARE(wayOf(found), QStringLiteral("first 1 input; given 401 input; answer 401 output"));
}

void ProvenanceTest::theMiddleOfALongWayIsLeftOut()
{
    for (const int changeAt : {3, 60, 110}) {
        Trace made;
        made.generation("first", {Trace::message("user", "Policy: " + kClaim)}, "1: " + kClaim);
        for (int i = 1; i < 120; ++i)
            made.generation(
                "agent",
                {Trace::message("user",
                                std::to_string(i) + ": " + (i > changeAt ? kOther : kClaim))},
                (i == 119 ? "" : std::to_string(i + 1) + ": ") + (i >= changeAt ? kOther : kClaim));
        const Provenance found = follow(made);
        QVERIFY(found.hops.size() <= claims::kMostHops);
        QCOMPARE(found.omitted + found.hops.size(), std::size_t{240});
        QVERIFY(found.loss == Loss::Changed);
        QCOMPARE(found.hops[found.lostAt].step, static_cast<std::size_t>(changeAt) + 1);
        QCOMPARE(found.hops[found.lostAt].said, std::string("90 days"));
        QCOMPARE(found.hops.front().step, std::size_t{1});
        QCOMPARE(found.hops.back().step, std::size_t{120});
    }
}

void ProvenanceTest::hostileTextIsOnlyText()
{
    Trace made;
    std::string noise;
    for (int i = 0; i < 200'000; ++i)
        noise += "a 30 days ";
    made.generation("chat", {Trace::message("user", noise), Trace::message("user", "\xff\xfe\x80")},
                    "a 30 days a 31 days a 30 days");
    const Provenance found = follow(made);
    QVERIFY(!found.hops.empty());
    for (const Hop& hop : found.hops)
        QVERIFY(hop.words.size() <= 404);
}

QTEST_APPLESS_MAIN(ProvenanceTest)
#include "tst_provenance.moc"
