// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/claims/claimprovenance.h"
#include "models/claims/unreadinput.h"
#include "models/trace/contextsession.h"
#include "tests/models/claims/claimsfixture.h"

#include <QTest>

using claims::Reading;
using claims::UnreadInput;
using similarity::PlaceKind;
using namespace claimstest;

namespace {

const char* const kPassage = "Opened items may be returned within 14 days of delivery.";

telemetry::Generation answered(const std::string& output)
{
    return generation(2,
                      {{"system", "You answer questions of a shop."},
                       {"user", std::string("Passages: ") + kPassage},
                       {"user", "How long do I have?"}},
                      output);
}

telemetry::SpanKey keyOf(const telemetry::Generation& answer)
{
    return {.trace = answer.trace, .span = answer.span};
}

// A claim of the whole answer that rests on a place.
ClaimSet restingOn(const TextPlace& place, double cover, Support support)
{
    Evidence evidence;
    evidence.place = place;
    evidence.cover = cover;
    evidence.isContradiction = support == Support::Contradicted;
    Claim claim;
    claim.end = 60;
    claim.support = support;
    claim.reason = "said otherwise";
    claim.evidence = {evidence};
    return {.generation = span(2), .claims = {claim}, .unknown = {}};
}

const TextPlace kMessage{.span = span(2), .kind = PlaceKind::Input, .message = 1};

} // namespace

// What was sent and never read.
class TestUnreadInput : public QObject
{
    Q_OBJECT

private slots:
    // Each document is looked for in all messages: of very many not for ever.
    void manyDocumentsAreLookedForWithinBounds()
    {
        auto answer = answered("Noted.");
        constexpr std::size_t count = 80;
        std::string all(std::size_t{4} << 20U, 'x');
        for (std::size_t i = 0; i < count; ++i) {
            const std::string text = "Rule " + std::to_string(i) + " of the house.";
            all += "\n" + text;
            answer.documents.push_back({.id = {}, .title = {}, .content = text, .score = {}});
        }
        answer.inputMessages[1] = message("user", all);
        const auto contents = contentsOf({answer});
        const UnreadInput unread{.messages = {1}, .isLikely = false};
        claims::ReadingFinder finder(contents, answer.span, unread);
        const auto at = [&](std::size_t part) {
            return finder.at({.span = span(2), .kind = PlaceKind::Document, .part = part});
        };
        for (std::size_t i = 0; i < 60; ++i)
            QVERIFY(at(i) == Reading::Unread);
        for (std::size_t i = 60; i < count; ++i)
            QVERIFY(at(i) == Reading::Read || i < 64);
        QVERIFY(at(0) == Reading::Unread); // as it was found
        QVERIFY(finder.at({.span = span(2), .kind = PlaceKind::Input, .message = 1})
                == Reading::Unread);
        QVERIFY(finder.at({.span = span(2), .kind = PlaceKind::Input, .message = 2})
                == Reading::Read);
    }

    void onlyWhatTheServerCutOfThisInput()
    {
        const telemetry::SpanKey own = keyOf(answered(""));
        const telemetry::SpanKey before{.trace = own.trace, .span = span(1)};
        const auto drop = [](trace::DropRule rule, const telemetry::SpanKey& key,
                             std::size_t message, bool isLikely) {
            trace::ContextDrop made;
            made.rule = rule;
            made.places = {{.generation = key, .message = message, .characters = 0}};
            made.isLikely = isLikely;
            return made;
        };
        using trace::DropRule;
        const UnreadInput unread = claims::unreadOf(own,
                                                    {drop(DropRule::Server, own, 3, true),
                                                     drop(DropRule::Server, before, 4, false),
                                                     drop(DropRule::OldestFirst, own, 5, false)});
        QVERIFY(unread.messages == std::set<std::size_t>{3});
        QVERIFY(unread.isLikely);
        QVERIFY(claims::unreadOf(own, {}).messages.empty());
    }

    void readingOfEvidence_data()
    {
        QTest::addColumn<TextPlace>("place");
        QTest::addColumn<double>("cover");
        QTest::addColumn<bool>("isUnread");
        QTest::addColumn<bool>("isQuoted");
        const auto input = [](std::uint64_t number, std::size_t message) {
            return TextPlace{.span = span(number), .kind = PlaceKind::Input, .message = message};
        };
        QTest::newRow("cut") << input(2, 1) << 0.4 << true << false;
        QTest::newRow("quoted") << input(2, 1) << 0.9 << false << true;
        QTest::newRow("instructions") << input(2, 0) << 0.9 << false << false;
        QTest::newRow("another step") << input(1, 1) << 0.9 << false << false;
        QTest::newRow("document that the message holds")
            << TextPlace{.span = span(2), .kind = PlaceKind::Document, .end = 20} << 0.4 << true
            << false;
        QTest::newRow("document elsewhere")
            << TextPlace{.span = span(2), .kind = PlaceKind::Document, .part = 1, .end = 20} << 0.4
            << false << false;
    }

    void readingOfEvidence()
    {
        QFETCH(TextPlace, place);
        QFETCH(double, cover);
        QFETCH(bool, isUnread);
        QFETCH(bool, isQuoted);
        telemetry::Generation answer = answered("35 days.");
        answer.documents.resize(2);
        answer.documents[0].content = kPassage;
        answer.documents[1].content = "Shipping is free.";
        const auto contents = contentsOf({answer});
        ClaimSet set = restingOn(place, cover, Support::Supported);
        claims::markUnread(contents, {.messages = {1}, .isLikely = true}, set);
        const Claim& claim = set.claims.front();
        const Reading reading = claim.evidence.front().reading;
        QVERIFY((reading == Reading::LikelyUnread) == isUnread);
        QVERIFY((reading == Reading::Quoted) == isQuoted);
        // All that supported it was cut: truncated away, in words.
        QVERIFY((claim.support == Support::Truncated) == isUnread);
        QVERIFY((claim.reason.find("likely cut by the server") != std::string::npos) == isUnread);
    }

    void contradictionWithWhatWasCut()
    {
        const auto contents = contentsOf({answered("You have 35 days after delivery.")});
        ClaimSet set = restingOn(kMessage, 0.9, Support::Contradicted);
        claims::markUnread(contents, {.messages = {1}, .isLikely = true}, set);
        QVERIFY(set.claims[0].support == Support::Contradicted);
        QVERIFY(set.claims[0].evidence[0].reading == Reading::LikelyUnread);
        QCOMPARE(set.claims[0].reason,
                 std::string("said otherwise; that stands in what was sent, but likely cut by the "
                             "server before the model read it"));
        ClaimSet sure = restingOn(kMessage, 0.9, Support::Contradicted);
        claims::markUnread(contents, {.messages = {1}, .isLikely = false}, sure);
        QVERIFY(sure.claims[0].reason.find("likely") == std::string::npos);
        QVERIFY(sure.claims[0].evidence[0].reading == Reading::Unread);

        // The same message holds what the answer quotes: it was read, and then misread.
        ClaimSet both = restingOn(kMessage, 0.9, Support::Contradicted);
        both.claims.push_back(restingOn(kMessage, 0.9, Support::Supported).claims.front());
        claims::markUnread(contents, {.messages = {1}, .isLikely = true}, both);
        QVERIFY(both.claims[0].evidence[0].reading == Reading::Quoted);
        QCOMPARE(both.claims[0].reason, std::string("said otherwise"));
        QVERIFY(both.claims[1].support == Support::Supported);
    }

    void whatStandsInWhatWasReadTooQuotesNothing()
    {
        const auto contents = contentsOf({answered("Opened items may be returned.")});
        ClaimSet set = restingOn(kMessage, 0.9, Support::Supported);
        Evidence elsewhere = set.claims[0].evidence[0];
        elsewhere.place.message = 2;
        set.claims[0].evidence.push_back(elsewhere);
        const UnreadInput unread{.messages = {1}, .isLikely = true};
        QVERIFY(claims::quotedOf(contents, set, unread).empty());
        claims::markUnread(contents, unread, set);
        QVERIFY(set.claims[0].evidence[0].reading == Reading::LikelyUnread);
        QVERIFY(set.claims[0].support == Support::Supported); // by what was read
    }

    // As claimsOf() tells it, and the way of it.
    void whyDoesNotCallItChanged()
    {
        const auto contents =
            contentsOf({answered("Opened items may be returned within 35 days of delivery.")});
        const UnreadInput unread{.messages = {1}, .isLikely = true};
        const auto set = claims::claimsOf(contents, span(2), {.unread = &unread});
        bool isAny = false;
        for (std::size_t i = 0; i < set.claims.size(); ++i) {
            if (set.claims[i].support != Support::Contradicted)
                continue;
            isAny = true;
            const auto why = claims::provenanceOf(contents, set, i);
            QVERIFY(why.reading == Reading::LikelyUnread);
            QVERIFY2(why.text.find("Changed by") == std::string::npos, why.text.c_str());
            QVERIFY2(
                why.text.find("“35 days”, not “14 days”. It was sent, but likely cut by the server")
                    != std::string::npos,
                why.text.c_str());
        }
        QVERIFY(isAny);
        const auto plain = claims::claimsOf(contents, span(2));
        const auto why = claims::provenanceOf(contents, plain, 0);
        QVERIFY2(why.text.find("Changed by") != std::string::npos, why.text.c_str());
    }

    // An answer that quotes it speaks against the drop, which says so.
    void quotedIsTakenOutOfTheDrop()
    {
        const auto answer = answered(kPassage);
        const auto contents = contentsOf({answer});
        trace::ContextSession session;
        session.turns.resize(1);
        session.turns[0].key = keyOf(answer);
        session.messages.resize(3);
        session.messages[1].isUser = true;
        trace::ContextDrop drop;
        drop.rule = trace::DropRule::Server;
        drop.isLikely = true;
        drop.contents = {1, 2};
        drop.turns = 1;
        drop.places = {{keyOf(answer), 1, 10}, {keyOf(answer), 2, 10}};
        session.turns[0].drops = {drop};
        const auto unreadNow = [&] {
            return claims::unreadOf(keyOf(answer), session.turns[0].drops);
        };
        const UnreadInput unread = unreadNow();
        const auto set = claims::claimsOf(contents, span(2), {.unread = &unread});
        const auto quoted = claims::quotedOf(contents, set, unread);
        QVERIFY(quoted == std::set<std::size_t>{1});
        for (int twice = 0; twice < 2; ++twice) {
            session.markQuoted({{keyOf(answer), 1, 0}});
            const auto& now = session.turns[0].drops[0];
            QVERIFY(now.contents == std::vector<std::uint32_t>{2});
            QCOMPARE(now.places.size(), 1U);
            QCOMPARE(now.quoted.size(), 1U);
            QCOMPARE(now.turns, 0U);
            QVERIFY(unreadNow() == unread); // claims that are made again say the same
        }
    }
};

QTEST_GUILESS_MAIN(TestUnreadInput)
#include "tst_unreadinput.moc"
