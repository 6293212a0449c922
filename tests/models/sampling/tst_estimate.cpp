// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sampling/estimate.h"

#include <QTest>

#include <cmath>

using namespace sampling;

namespace {

PriceList prices()
{
    return parsePrices("prices:\n  - {model: small-1, input: 1, output: 4}\n"
                       "  - {model: \"big-*\", input: 10, output: 40}\n")
        .list;
}

telemetry::Generation suspect()
{
    telemetry::Generation generation;
    generation.inputTokens = 1240;
    generation.outputTokens = 100;
    return generation;
}

} // namespace

class TestEstimate : public QObject
{
    Q_OBJECT

private slots:
    void pricesAreReadWithTheirPlaces()
    {
        QVERIFY(prices().of("small-1") != nullptr);
        QCOMPARE(prices().of("big-2026")->input, 10.0);
        QVERIFY(prices().of("small-10") == nullptr);
        const auto bad = parsePrices("prices:\n  - {model: x, input: free, output: 1}\n");
        QCOMPARE(bad.problems.size(), std::size_t{1});
        QCOMPARE(bad.problems[0].line, 2);
        QVERIFY(!parsePrices("prices:\n  - {model: x, output: 1}\n").problems.empty());
        QVERIFY(parsePrices("prices: []\n").problems.empty());
    }

    void costIsOfAllRequests()
    {
        const Estimate told = estimateOf(suspect(), {"small-1", "big-1"}, 5, 512, prices());
        QCOMPARE(told.requests, std::size_t{10});
        QVERIFY(told.isInputTold);
        QVERIFY(std::abs(*told.likely - 5 * 11 * (1240 + 4 * 100) / 1e6) < 1e-12);
        QVERIFY(std::abs(*told.most - 5 * 11 * (1240 + 4 * 512) / 1e6) < 1e-12);
        QCOMPARE(QString::fromStdString(inWords(told)),
                 QStringLiteral("≈ 10 × 1,240 in + ≤ 512 out tokens · ≈ $0.09 (at most ≈ $0.18)"));
    }

    void whatIsNotInTheListIsUnknown()
    {
        const Estimate told = estimateOf(suspect(), {"small-1", "other"}, 5, 512, prices());
        QVERIFY(!told.likely && !told.most);
        QVERIFY(inWords(told).ends_with("price unknown of other"));
        // Without a cap the most is unknown, and is not told.
        const Estimate open = estimateOf(suspect(), {"small-1"}, 1, std::nullopt, prices());
        QVERIFY(open.likely && !open.most);
    }

    void countsAreEstimatedByCharacters()
    {
        telemetry::Generation generation;
        telemetry::Part part;
        part.text = std::string(400, 'x');
        telemetry::Message message;
        message.role = "user";
        message.parts.push_back(part);
        generation.inputMessages.push_back(message);
        const Estimate told = estimateOf(generation, {"m"}, 1, std::nullopt, {});
        QVERIFY(!told.isInputTold);
        QCOMPARE(told.inputTokens, std::int64_t{104});
        QVERIFY(inWords(told).find("≈ 104 in") != std::string::npos);
        QVERIFY(inWords(told).find("unknown number of out") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestEstimate)
#include "tst_estimate.moc"
