// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/contextsnapshot.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

using storetest::chatSpan;
using storetest::Recording;

namespace {

otlp::OutgoingSpan turnSpan(std::uint64_t number, const std::string& messages)
{
    auto span = chatSpan(number, static_cast<std::int64_t>(number));
    span.attributes.emplace_back("gen_ai.conversation.id", std::string("s-1"));
    span.attributes.emplace_back("gen_ai.input.messages", messages);
    return span;
}

std::string user(const std::string& text)
{
    return R"({"role":"user","parts":[{"type":"text","content":")" + text + R"("}]})";
}

telemetry::SpanKey keyOf(std::uint64_t number)
{
    return {storetest::traceId(number), storetest::spanId(number)};
}

} // namespace

class TestContextSnapshot : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatAnAnswerNeeded();
};

void TestContextSnapshot::tellsWhatAnAnswerNeeded()
{
    const Recording recording;
    const auto writer = recording.writer();
    QVERIFY(writer->append(storetest::spansBatch(
        {turnSpan(1, "[" + user("my name is Ada") + "," + user("hello") + "]"),
         turnSpan(2, "[" + user("hello") + "," + user("what is my name?") + "]")},
        10)));
    QVERIFY(writer->commit());
    const auto reader = recording.reader();
    const auto contents = trace::readTraceContents(*reader, storetest::traceId(2), {});
    QVERIFY(contents.has_value());
    claims::ClaimSet set;
    set.generation = storetest::spanId(2);
    set.claims.emplace_back();
    set.claims[0].support = claims::Support::Truncated;
    set.claims[0].evidence.emplace_back();
    set.claims[0].evidence[0].isDropped = true;
    set.claims[0].evidence[0].place = {.span = storetest::spanId(1),
                                       .kind = similarity::PlaceKind::Input,
                                       .message = 0,
                                       .end = 14};
    const auto snapshot = items::readContextSnapshot(*reader, *contents, keyOf(2), set, {});
    QVERIFY(snapshot.has_value());
    QCOMPARE(snapshot->session->turns.size(), 2u);
    QCOMPARE(snapshot->drops.size(), 1u);
    QCOMPARE(snapshot->drops[0].needed, 1u);
    QVERIFY(snapshot->window.input == 120);
    QCOMPARE(snapshot->positions.dropped.size(), 1u);
    // A session that is known is not read again, and what was needed is marked anew.
    QVERIFY(writer->append(storetest::spansBatch(
        {turnSpan(3, "[" + user("what is my name?") + "," + user("well?") + "]")}, 20)));
    QVERIFY(writer->commit());
    const auto again =
        items::readContextSnapshot(*reader, *contents, keyOf(2), {}, {}, snapshot->session);
    QCOMPARE(again->session->turns.size(), 2u);
    QCOMPARE(again->drops[0].needed, 0u);
    const auto fresh = items::readContextSnapshot(*reader, *contents, keyOf(2), {}, {});
    QCOMPARE(fresh->session->turns.size(), 3u);
    // No generation of this trace.
    const auto none = items::readContextSnapshot(*reader, *contents, keyOf(1), {}, {});
    QVERIFY(none.has_value());
    QVERIFY(!none->session);
}

QTEST_GUILESS_MAIN(TestContextSnapshot)
#include "tst_contextsnapshot.moc"
