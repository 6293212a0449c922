// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sampling/estimate.h"
#include "models/sampling/inputread.h"

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

    // What a server dropped before it counted is sent again, and costs.
    void whatWasDroppedIsSentAgain()
    {
        const Estimate cut = estimateOf(suspect(), {"small-1"}, 5, 512, prices(), 2000);
        QVERIFY(!cut.isInputTold);
        QCOMPARE(cut.inputTokens, std::int64_t{2000});
        QVERIFY(std::abs(*cut.likely - 5 * (2000 + 4 * 100) / 1e6) < 1e-12);
        QVERIFY(inWords(cut).starts_with("≈ 5 × ≈ 2,000 in"));
    }

    void howMuchWasReadIsTold()
    {
        telemetry::Generation generation = suspect();
        generation.inputTokens = 768;
        telemetry::Part part;
        for (int i = 0; i < 130; ++i)
            part.text += "Some words of an input that goes on for a while. ";
        telemetry::Message message;
        message.role = "user";
        message.parts.push_back(part);
        generation.inputMessages.push_back(message);
        generation.inputSource.state = telemetry::ContentState::Captured;
        // A scale by which that is cut: 768 came again and again.
        trace::TokenScale scale;
        scale.answers = 20;
        scale.pin = 768;
        scale.pinned = 9;
        const InputRead input = inputReadOf(generation, scale);
        QCOMPARE(input.counted, std::optional<std::int64_t>(768));
        QVERIFY(input.sent && *input.sent > 1000);
        const std::string sent = grouped(*input.sent);
        QVERIFY(inWords(input).starts_with("The suspect's model read 768 of about " + sent));
        generation.inputTokens = *input.sent;
        scale.pin = std::nullopt;
        QVERIFY(!inputReadOf(generation, scale).sent);
        QCOMPARE(inWords(inputReadOf(generation, scale)), std::string());

        Reask again;
        again.targets = {{.model = "new", .role = {}}, {.model = "old", .role = {}}};
        const std::string begin = "The suspect's model read 768 tokens of about " + sent;
        QCOMPARE(inWords(input, again), begin + ".");
        const auto add = [&](std::size_t target, std::int64_t tokens, const char* error = "") {
            Sample sample;
            sample.target = target;
            sample.inputTokens = tokens;
            sample.error = error;
            again.samples.push_back(std::move(sample));
        };
        add(0, 1237);
        add(0, 3, "HTTP 500");
        add(1, 1237);
        QCOMPARE(inWords(input, again), begin + "; these read 1,237.");
        add(1, 1240);
        QCOMPARE(inWords(input, again), begin + "; these read 1,237 to 1,240.");
        add(1, 768);
        QCOMPARE(inWords(input, again), begin + "; new read 1,237, old read 768 to 1,240.");

        // Where nothing is known to be dropped, only what counts tell.
        const InputRead plain{.counted = 1200, .sent = std::nullopt};
        again.samples.resize(1);
        QCOMPARE(inWords(plain, again), std::string());
        again.samples[0].inputTokens = 700;
        QCOMPARE(inWords(plain, again),
                 std::string("The suspect's model read 1,200 tokens; these read 700."));
        QCOMPARE(inWords(InputRead(), again), std::string());
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
