// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/differences/differences.h"
#include "models/differences/generationtablereader.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

#include <algorithm>
#include <string>
#include <vector>

using namespace differences;
using namespace storetest;

namespace {

constexpr int kCalls = 400;

// Every fifth call has the new prompt, and of these four in five are suspects; of the others one in
// forty. The last twenty calls were judged by nobody.
class Planted
{
public:
    Planted()
    {
        const auto writer = m_recording.writer();
        std::vector<otlp::OutgoingSpan> spans;
        store::HealthResults results;
        for (int i = 0; i < kCalls; ++i) {
            const auto number = static_cast<std::uint64_t>(i) + 1;
            otlp::OutgoingSpan span = chatSpan(number, i);
            const bool isNew = i % 5 == 0;
            span.attributes.emplace_back("gen_ai.prompt.version", std::string(isNew ? "v2" : "v1"));
            span.attributes.emplace_back("batch", std::int64_t{i % 7});
            spans.push_back(span);
            if (i >= kCalls - 20)
                continue;
            const bool isSuspect = isNew ? i % 25 != 0 : i % 41 == 1;
            results.suspicions.push_back(
                {traceId(number), spanId(number), isSuspect ? 0.9 : 0.05, "groundedness", at(i)});
        }
        if (!writer->append(spansBatch(spans, 1000)) || !writer->append(results)
            || !writer->commit())
            qFatal("The fixture cannot be written");
        m_table = readTable(*m_recording.reader(), {.view = {}, .service = {}}).value();
    }
    const GenerationTable& table() const { return *m_table; }

private:
    Recording m_recording;
    std::shared_ptr<const GenerationTable> m_table;
};

std::int64_t summed(const std::vector<DistributionBar>& bars, std::int64_t DistributionBar::*group)
{
    std::int64_t sum = 0;
    for (const DistributionBar& bar : bars)
        sum += bar.*group;
    return sum;
}

} // namespace

class DifferencesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void suspectsBesideTheRest();
    void conversationsAndWhatItGoesThrough();
    void selectedOnes();
    void aPartOfTime();
    void tooFewAreSaid();
    void barsKeepToTheRange();
};

void DifferencesTest::suspectsBesideTheRest()
{
    const Planted planted;
    const Differences found = differencesOf(
        planted.table(), {.minimum = 0.5, .selected = {}, .region = {}, .service = {}});
    QCOMPARE(found.rows.size(), std::size_t{1});
    const DifferenceRow& row = found.rows[0];
    QCOMPARE(row.property.attribute.id, std::string("prompt_version"));
    QVERIFY(row.property.kind == NamedProperty::Kind::Value && !row.property.isMember);
    QCOMPARE(row.property.value, std::string("v2"));
    QCOMPARE(found.unjudged, std::int64_t{20});
    QCOMPARE(found.suspects + found.rest, std::int64_t{kCalls - 20});
    QVERIFY(!row.isWeighed());
    QCOMPARE(row.weighed.suspectShare() - row.weighed.restShare(), row.difference.value);
    QCOMPARE(row.bars.size(), std::size_t{2});
    QCOMPARE(row.bars[0].value, std::string("v2"));
    QVERIFY(row.bars[0].isInProperty && !row.bars[1].isInProperty);
    QCOMPARE(summed(row.bars, &DistributionBar::suspects), found.suspects);
    QCOMPARE(summed(row.bars, &DistributionBar::rest), found.rest);
    QCOMPARE(row.conversations, row.counts.suspectsWith); // each answer is of another trace
    QCOMPARE(row.weighed.suspectsWith, static_cast<double>(row.counts.suspectsWith));
    QVERIFY(!row.goesThrough && !row.remainder);
    QVERIFY(found.isComplete() && !found.isTooFew());
}

// Twenty answers a conversation, each with one prompt. The new prompt makes four in five answers
// slow, the old one in twenty; most slow ones are suspects, and few others, whatever the prompt: it
// does its harm by that.
void DifferencesTest::conversationsAndWhatItGoesThrough()
{
    constexpr int kEach = 20;
    constexpr int kConversations = 60;
    const Recording recording;
    const auto writer = recording.writer();
    std::vector<otlp::OutgoingSpan> spans;
    store::HealthResults results;
    std::int64_t suspectsWith = 0;
    for (int i = 0; i < kEach * kConversations; ++i) {
        const auto number = static_cast<std::uint64_t>(i) + 1;
        const bool isNew = (i / kEach) % 3 == 0;
        const bool isSlow = isNew ? i % 5 != 0 : i % 20 == 7;
        const bool isSuspect = isSlow ? i % 7 != 0 : i % 13 == 0;
        otlp::OutgoingSpan span = chatSpan(number, i);
        span.attributes.emplace_back("gen_ai.prompt.version", std::string(isNew ? "v2" : "v1"));
        span.attributes.emplace_back("reply.status", std::string(isSlow ? "slow" : "quick"));
        span.attributes.emplace_back("session.id", "session-" + std::to_string(i / kEach));
        spans.push_back(span);
        results.suspicions.push_back(
            {traceId(number), spanId(number), isSuspect ? 0.9 : 0.05, "groundedness", at(i)});
        suspectsWith += isNew && isSuspect ? 1 : 0;
    }
    QVERIFY(writer->append(spansBatch(spans, 2000)));
    QVERIFY(writer->append(results));
    QVERIFY(writer->commit());
    const auto table = readTable(*recording.reader(), {.view = {}, .service = {}});
    QVERIFY(table);
    const Differences found =
        differencesOf(**table, {.minimum = 0.5, .selected = {}, .region = {}, .service = {}});
    const auto prompt =
        std::ranges::find(found.rows, std::string("prompt_version"),
                          [](const auto& row) { return row.property.attribute.id; });
    QVERIFY(prompt != found.rows.end());
    QCOMPARE(prompt->property.value, std::string("v2"));
    QCOMPARE(prompt->counts.suspectsWith, suspectsWith);
    QCOMPARE(prompt->conversations, std::int64_t{kConversations / 3});
    QCOMPARE(found.suspectConversations, std::int64_t{kConversations});
    // All of a conversation are alike in the prompt: they tell as much as one answer each, or so.
    QVERIFY2(prompt->weighed.suspectsWith < static_cast<double>(suspectsWith) / 2,
             qPrintable(QString::number(prompt->weighed.suspectsWith)));
    QCOMPARE(prompt->service, std::string("shop"));
    QVERIFY(prompt->goesThrough.has_value());
    QCOMPARE(found.rows[*prompt->goesThrough].property.attribute.id, std::string("reply.status"));
    QVERIFY(!prompt->explainedBy);
}

// Those with batch 3 among the suspects, and one that is in no table.
void DifferencesTest::selectedOnes()
{
    const Planted planted;
    DifferenceQuery query{
        .among = DifferenceQuery::Among::Selected, .selected = {}, .region = {}, .service = {}};
    for (int i = 3; i < kCalls - 20; i += 7)
        query.selected.push_back({traceId(static_cast<std::uint64_t>(i) + 1),
                                  spanId(static_cast<std::uint64_t>(i) + 1)});
    const auto selected = static_cast<std::int64_t>(query.selected.size());
    query.selected.push_back({traceId(9999), spanId(9999)});
    const Differences found = differencesOf(planted.table(), query);
    QCOMPARE(found.suspects, selected);
    QCOMPARE(found.notRead, std::int64_t{1});
    // Suspects that were not selected are no answers that nobody judged.
    QCOMPARE(found.unjudged, std::int64_t{20});
    QVERIFY(found.unselected > 50);
    QCOMPARE(found.suspects + found.rest + found.unselected + found.unjudged, found.read);
    QVERIFY(!found.rows.empty());
    QCOMPARE(found.rows[0].property.attribute.id, std::string("batch"));
    QCOMPARE(found.rows[0].property.low.value_or(0), 3.0);
    QCOMPARE(found.rows[0].property.high.value_or(0), 3.0);
}

void DifferencesTest::aPartOfTime()
{
    const Planted planted;
    const Differences found = differencesOf(planted.table(),
                                            {.among = DifferenceQuery::Among::Region,
                                             .selected = {},
                                             .region = {.start = at(100), .end = at(200)},
                                             .service = "shop"});
    QCOMPARE(found.suspects, std::int64_t{100});
    QCOMPARE(found.rest, std::int64_t{kCalls - 100}); // judged or not
    QVERIFY(found.rows.empty());
    const Differences none = differencesOf(planted.table(),
                                           {.among = DifferenceQuery::Among::Region,
                                            .selected = {},
                                            .region = {.start = at(100), .end = at(200)},
                                            .service = "another"});
    QCOMPARE(none.suspects, std::int64_t{0});
}

void DifferencesTest::tooFewAreSaid()
{
    const Planted planted;
    const Differences found = differencesOf(
        planted.table(), {.minimum = 0.95, .selected = {}, .region = {}, .service = {}});
    QVERIFY(found.isTooFew());
    QVERIFY(found.rows.empty());
    QVERIFY(differencesOf({}, {.selected = {}, .region = {}, .service = {}}).rows.empty());
}

void DifferencesTest::barsKeepToTheRange()
{
    const Recording recording;
    const auto writer = recording.writer();
    std::vector<otlp::OutgoingSpan> spans;
    store::HealthResults results;
    for (int i = 0; i < 1500; ++i) {
        const auto number = static_cast<std::uint64_t>(i) + 1;
        spans.push_back(chatSpan(number, i));
        spans.back().attributes.emplace_back("chars", std::int64_t{i * 379 % 1500});
        results.suspicions.push_back({traceId(number), spanId(number),
                                      (i * 379) % 1500 >= 1400 ? 0.9 : 0.05, "truncation", at(i)});
    }
    QVERIFY(writer->append(spansBatch(spans, 2000)) && writer->append(results) && writer->commit());
    const auto table = readTable(*recording.reader(), {.view = {}, .service = {}}).value();
    const Differences found =
        differencesOf(*table, {.minimum = 0.5, .selected = {}, .region = {}, .service = {}});
    QCOMPARE(found.rows.size(), std::size_t{1});
    const DifferenceRow& row = found.rows[0];
    QVERIFY(row.property.low && !row.property.high); // open above
    QVERIFY(std::abs(*row.property.low - 1400) < 8);
    QVERIFY(row.bars.size() <= DifferenceRow::kMostBars && row.bars.size() > 4);
    QCOMPARE(summed(row.bars, &DistributionBar::suspects), std::int64_t{100});
    QCOMPARE(summed(row.bars, &DistributionBar::rest), std::int64_t{1400});
    for (const DistributionBar& bar : row.bars)
        QCOMPARE(bar.low >= *row.property.low, bar.isInProperty);
}

QTEST_GUILESS_MAIN(DifferencesTest)
#include "tst_differences.moc"
