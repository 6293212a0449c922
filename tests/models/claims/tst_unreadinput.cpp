// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/claims/unreadinput.h"
#include "tests/models/claims/claimsfixture.h"

#include <QTest>

using claims::Reading;
using claims::UnreadInput;
using namespace claimstest;

// What was sent and never read.
class TestUnreadInput : public QObject
{
    Q_OBJECT

private slots:
    void onlyWhatTheServerCutOfThisInput()
    {
        const telemetry::SpanKey own{.trace = generation(2, {}, "").trace, .span = span(2)};
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

    void evidenceInIt()
    {
        const std::string passage = "Opened items may be returned within 14 days of delivery.";
        telemetry::Generation answer = generation(
            2, {{"system", "Answer."}, {"user", "Passages: " + passage}, {"user", "How long?"}},
            "35 days.");
        answer.documents.push_back({});
        answer.documents.front().content = passage;
        const auto contents = contentsOf({answer});
        const UnreadInput unread{.messages = {1}, .isLikely = true};
        const auto reading = [&](const TextPlace& place, double cover,
                                 bool isContradiction = false) {
            Evidence evidence;
            evidence.place = place;
            evidence.cover = cover;
            evidence.isContradiction = isContradiction;
            return claims::readingOf(contents, span(2), evidence, unread);
        };
        using similarity::PlaceKind;
        const TextPlace message{.span = span(2), .kind = PlaceKind::Input, .message = 1};
        QVERIFY(reading(message, 0.4) == Reading::Unread);
        // The answer holds it: it was read, whatever the counts say.
        QVERIFY(reading(message, 0.9) == Reading::Quoted);
        QVERIFY(reading(message, 0.9, true) == Reading::Unread);
        QVERIFY(reading({.span = span(2), .kind = PlaceKind::Input, .message = 0}, 0.4)
                == Reading::Read);
        QVERIFY(reading({.span = span(1), .kind = PlaceKind::Input, .message = 1}, 0.4)
                == Reading::Read);
        // A document that the message holds.
        const TextPlace document{.span = span(2), .kind = PlaceKind::Document, .end = 20};
        QVERIFY(reading(document, 0.4) == Reading::Unread);
        Evidence dropped;
        dropped.place = message;
        dropped.isDropped = true; // given in an earlier turn: told otherwise
        QVERIFY(claims::readingOf(contents, span(2), dropped, unread) == Reading::Read);
    }
};

QTEST_GUILESS_MAIN(TestUnreadInput)
#include "tst_unreadinput.moc"
