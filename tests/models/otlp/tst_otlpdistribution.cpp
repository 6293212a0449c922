// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/decode.h"
#include "models/otlp/distribution.h"

#include <QTest>

#include <memory>
#include <string>

using telemetry::MetricType;

namespace {

otlp::Distribution read(const std::string& metric, MetricType type)
{
    auto body = std::make_shared<const std::string>(
        R"({"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m",)" + metric + "}]}]}]}");
    const auto batch = otlp::decodeJson(telemetry::SignalKind::Metrics, std::move(body));
    if (!batch || batch->points.empty() || batch->points[0].type != type)
        return {};
    return otlp::distributionOf(type, batch->points[0].body);
}

} // namespace

class TestOtlpDistribution : public QObject
{
    Q_OBJECT

private slots:
    void bucketsTellMeanAndQuantiles()
    {
        const auto told =
            read(R"("histogram":{"aggregationTemporality":2,"dataPoints":[{"timeUnixNano":"5",)"
                 R"("count":"10","sum":20,"bucketCounts":["4","4","2"],"explicitBounds":[1,3]}]})",
                 MetricType::Histogram);
        QCOMPARE(told.count, std::uint64_t{10});
        QCOMPARE(told.mean().value(), 2.0);
        QCOMPARE(told.quantile(0.5).value(), 1.5); // a quarter into 1 .. 3
        QVERIFY(!told.quantile(0.95)); // somewhere above 3
    }

    void theLargestClosesTheLastBucket()
    {
        const auto told =
            read(R"("histogram":{"dataPoints":[{"timeUnixNano":"5","count":"4","bucketCounts":)"
                 R"(["0","4"],"explicitBounds":[1],"max":5}]})",
                 MetricType::Histogram);
        QVERIFY(!told.mean()); // no sum
        QCOMPARE(told.quantile(0.5).value(), 3.0);
    }

    void exponentialBucketsHaveBounds()
    {
        // Of base 2: from 2 to 4 and from 4 to 8.
        const auto told = read(
            R"("exponentialHistogram":{"dataPoints":[{"timeUnixNano":"5","count":"5","sum":15,)"
            R"("scale":0,"zeroCount":"1","positive":{"offset":1,"bucketCounts":["2","2"]}}]})",
            MetricType::ExponentialHistogram);
        QCOMPARE(told.mean().value(), 3.0);
        QCOMPARE(told.quantile(0.2).value(), 0.0);
        QCOMPARE(told.quantile(0.6).value(), 4.0);
        QCOMPARE(told.quantile(1).value(), 8.0);
    }

    void aSummaryTellsWhatItWasSentWith()
    {
        const auto told =
            read(R"("summary":{"dataPoints":[{"timeUnixNano":"5","count":"2","sum":3,)"
                 R"("quantileValues":[{"quantile":0.95,"value":2.5}]}]})",
                 MetricType::Summary);
        QCOMPARE(told.quantile(0.95).value(), 2.5);
        QVERIFY(!told.quantile(0.5));
    }

    void whatIsMalformedTellsNothing()
    {
        const auto told = otlp::distributionOf(MetricType::Histogram, "\x21\x01");
        QCOMPARE(told.count, std::uint64_t{0});
        QVERIFY(told.buckets.empty());
        const auto uneven = read(
            R"("histogram":{"dataPoints":[{"timeUnixNano":"5","count":"4","sum":8,"bucketCounts":)"
            R"(["4"],"explicitBounds":[1,2]}]})",
            MetricType::Histogram);
        QCOMPARE(uneven.mean().value(), 2.0);
        QVERIFY(!uneven.quantile(0.5));
    }
};

QTEST_GUILESS_MAIN(TestOtlpDistribution)
#include "tst_otlpdistribution.moc"
