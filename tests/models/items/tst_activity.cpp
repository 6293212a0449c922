// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/activity.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

using namespace std::chrono_literals;
using storetest::chatSpan;
using storetest::Recording;
using storetest::spansBatch;

namespace {

// A call that takes `seconds`; tokens below zero are not told.
otlp::OutgoingSpan call(std::uint64_t number, std::int64_t second, double seconds,
                        std::int64_t input = -1, std::int64_t window = -1)
{
    otlp::OutgoingSpan span = chatSpan(number, second);
    span.end = span.start
        + std::chrono::duration_cast<telemetry::Duration>(std::chrono::duration<double>(seconds));
    span.attributes = {{"gen_ai.operation.name", std::string("chat")},
                       {"gen_ai.response.model", std::string(number % 2 == 0 ? "even" : "odd")}};
    if (input >= 0) {
        span.attributes.push_back({"gen_ai.usage.input_tokens", input});
        span.attributes.push_back({"gen_ai.usage.output_tokens", input / 10});
    }
    if (window >= 0)
        span.attributes.push_back({"gen_ai.request.context_window", window});
    return span;
}

store::View view(std::int64_t from, std::int64_t to, std::int64_t known)
{
    return {.range = {.start = storetest::at(from), .end = storetest::at(to)},
            .knownAt = storetest::at(known)};
}

} // namespace

class TestActivity : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatAnswersTell();
    void fillIsMedianAndHighOfTheWindow();
    void readsOnWithWhatIsNew();
    void takesTheLatePartsOfAnAnswerIn();
    void knowsNoMoreThanWasKnown();
    void saysNothingOfLoadBeforeCallsHaveEnded();
    void slidesBothWays();

private:
    items::Activity read(const store::View& view, telemetry::Duration step = 10s)
    {
        auto activity = m_activity.read(*m_recording->reader(),
                                        {.view = view, .service = "shop", .step = step});
        if (!activity)
            qFatal("%s", activity.error().message.c_str());
        return *activity;
    }
    void append(const std::vector<otlp::OutgoingSpan>& spans, std::int64_t recorded)
    {
        const auto writer = m_recording->writer();
        QVERIFY(writer->append(spansBatch(spans, recorded)).has_value());
        QVERIFY(writer->commit().has_value());
    }

    std::unique_ptr<Recording> m_recording;
    items::ActivityReader m_activity;

private slots:
    void init()
    {
        m_recording = std::make_unique<Recording>();
        m_activity = {};
    }
};

void TestActivity::tellsWhatAnswersTell()
{
    std::vector<otlp::OutgoingSpan> spans;
    for (int i = 0; i < 20; ++i)
        spans.push_back(call(static_cast<std::uint64_t>(i + 1), 100 + i % 10, i + 1.0, 1000));
    spans.push_back(call(40, 131, 2));
    append(spans, 200);
    const items::Activity activity = read(view(100, 160, 1000));
    QCOMPARE(activity.answers, std::int64_t{21});
    QVERIFY(activity.hasLatency && activity.hasTokens && !activity.hasWindow);
    QVERIFY(!activity.isPartial);
    QCOMPARE(activity.points.size(), std::size_t{2}); // what has no answers is no point
    const items::ActivityPoint& first = activity.points[0];
    QCOMPARE(first.start, storetest::at(100));
    QCOMPARE(first.count, std::int64_t{20});
    QCOMPARE(first.timed, std::int64_t{20});
    QCOMPARE(first.latencyMedian, 10.0);
    QCOMPARE(first.latencyHigh, 19.0);
    QCOMPARE(first.inputTokens, 1000.0);
    QCOMPARE(first.outputTokens, 100.0);
    QCOMPARE(first.models.at("odd"), std::int64_t{10});
    // Not told is not zero.
    QCOMPARE(activity.points[1].sized, std::int64_t{0});
    QCOMPARE(activity.points[1].filled, std::int64_t{0});
}

void TestActivity::fillIsMedianAndHighOfTheWindow()
{
    std::vector<otlp::OutgoingSpan> spans;
    for (int i = 1; i <= 20; ++i)
        spans.push_back(call(static_cast<std::uint64_t>(i), 100, 1, i * 40, 1000));
    append(spans, 200);
    const items::Activity activity = read(view(100, 160, 1000));
    QVERIFY(activity.hasWindow);
    QCOMPARE(activity.points[0].filled, std::int64_t{20});
    QCOMPARE(activity.points[0].fillMedian, 0.40);
    QCOMPARE(activity.points[0].fillHigh, 0.76);
}

void TestActivity::readsOnWithWhatIsNew()
{
    append({call(1, 100, 1)}, 101);
    QCOMPARE(read(view(90, 150, 110)).answers, std::int64_t{1});
    append({call(2, 101, 1), call(3, 108, 1)}, 111);
    QCOMPARE(read(view(91, 151, 112)).answers, std::int64_t{3});
    QCOMPARE(read(view(91, 151, 112)).answers, std::int64_t{3}); // none twice
}

void TestActivity::takesTheLatePartsOfAnAnswerIn()
{
    otlp::OutgoingSpan open = call(1, 100, 1);
    append({open}, 101);
    QCOMPARE(read(view(90, 150, 102)).hasTokens, false);
    append({call(1, 100, 4, 500)}, 103);
    const items::Activity activity = read(view(90, 150, 104));
    QCOMPARE(activity.answers, std::int64_t{1});
    QCOMPARE(activity.points[0].latencyMedian, 4.0);
    QCOMPARE(activity.points[0].inputTokens, 500.0);
}

void TestActivity::knowsNoMoreThanWasKnown()
{
    append({call(1, 100, 1)}, 105);
    append({call(2, 101, 1)}, 120);
    QCOMPARE(read(view(90, 150, 130)).answers, std::int64_t{2});
    QCOMPARE(read(view(90, 150, 110)).answers, std::int64_t{1}); // back in time
    QCOMPARE(read(view(90, 150, 100)).answers, std::int64_t{0});
    QCOMPARE(read(view(90, 150, 125)).answers, std::int64_t{2});
}

void TestActivity::saysNothingOfLoadBeforeCallsHaveEnded()
{
    std::vector<otlp::OutgoingSpan> spans;
    for (int i = 0; i < 60; ++i)
        spans.push_back(call(static_cast<std::uint64_t>(i + 1), 100 + i, 5)); // five at a time
    append(spans, 150);
    const items::Activity then = read(view(100, 160, 160));
    QCOMPARE(then.points.size(), std::size_t{6});
    QVERIFY(then.points[2].load.has_value());
    QCOMPARE(*then.points[2].load, 5.0);
    QVERIFY(!then.points[5].load.has_value());
    store::View known = view(100, 160, 160);
    known.knownAt = telemetry::Timestamp::max();
    QVERIFY(read(known).points[5].load.has_value());
}

void TestActivity::slidesBothWays()
{
    std::vector<otlp::OutgoingSpan> spans;
    for (int i = 0; i < 900; ++i)
        spans.push_back(call(static_cast<std::uint64_t>(i + 1), 1000 + i, 0.5));
    append(spans, 2000);
    for (const int from : {1500, 1530, 1560, 1400, 1000, 1840, 1200}) {
        const items::Activity activity = read(view(from, from + 60, 3000));
        QCOMPARE(activity.answers, std::int64_t{60});
        QVERIFY(!activity.isPartial);
    }
}

QTEST_GUILESS_MAIN(TestActivity)
#include "tst_activity.moc"
