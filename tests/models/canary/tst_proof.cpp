// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/canary/proof.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>
#include <set>
#include <string>

using canary::Comparison;
using canary::MeanTest;
using canary::Probe;
using canary::ProbeOutcome;
using canary::ProbeScore;
using canary::Proof;
using canary::ProofSettings;
using canary::ProofVerdict;

namespace {

canary::ProbeSet probes(int count = 4)
{
    canary::ProbeSet set;
    for (int i = 0; i < count; ++i) {
        Probe probe;
        probe.id = "p" + std::to_string(i);
        set.probes.push_back(probe);
    }
    return set;
}

ProbeOutcome outcome(const Probe& probe, ProbeScore::Result result)
{
    ProbeOutcome one;
    one.probe = &probe;
    one.score.result = result;
    return one;
}

// Versions that pass each probe with these chances.
Proof proven(double candidate, double current, std::uint64_t seed, const ProofSettings& more = {})
{
    std::mt19937_64 random(seed * 7919 + 1);
    std::bernoulli_distribution own(candidate);
    std::bernoulli_distribution other(current);
    ProofSettings settings = more;
    settings.seed = seed;
    const canary::ProbeSet set = probes();
    return canary::prove(
        set, settings, current >= 0,
        [&](const Probe& probe, bool isCandidate) {
            const bool passes = isCandidate ? own(random) : other(random);
            return outcome(probe, passes ? ProbeScore::Result::Passed : ProbeScore::Result::Failed);
        },
        [](const Proof&) { return true; });
}

int count(ProofVerdict verdict, double candidate, double current, int runs = 400)
{
    int found = 0;
    for (int i = 0; i < runs; ++i)
        found += proven(candidate, current, static_cast<std::uint64_t>(i)).verdict == verdict;
    return found;
}

} // namespace

class TestProof : public QObject
{
    Q_OBJECT

private slots:
    // Whoever answers six of ten questions is not proven by those six.
    void silenceProvesNothing()
    {
        const canary::ProbeSet set = probes();
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            ProofSettings settings;
            settings.seed = seed;
            settings.mostUnanswered = 1000;
            int asked = 0;
            const auto asker = [&](bool isSilent) {
                return [&, isSilent](const Probe& probe, bool isCandidate) {
                    auto one = outcome(probe, ProbeScore::Result::Passed);
                    if (isCandidate == isSilent && ++asked % 5 < 2)
                        one.reply.error = "HTTP 500";
                    return std::optional(one);
                };
            };
            const auto goOn = [](const Proof&) { return true; };
            const Proof alone = canary::prove(set, settings, false, asker(true), goOn);
            QVERIFY2(alone.verdict == ProofVerdict::NotEnough, alone.reason.c_str());
            QVERIFY(alone.candidate.unanswered > 20);
            // Nor is it refuted: what it says is right.
            const Proof beside = canary::prove(set, settings, true, asker(true), goOn);
            QVERIFY2(beside.verdict == ProofVerdict::NotEnough, beside.reason.c_str());
            // Silence of the current version does not speak for the candidate either.
            const Proof still = canary::prove(set, settings, true, asker(false), goOn);
            QVERIFY(still.comparison != Comparison::Better);
        }
    }

    // The level holds whenever one looks, right at the threshold. 5 % of 400 with room for chance.
    void wrongVerdictsAreRare()
    {
        QVERIFY(count(ProofVerdict::Proven, 0.8, -1) <= 32);
        QVERIFY(count(ProofVerdict::Refuted, 0.8, -1) <= 32);
        // Worse than the current one by just what is allowed.
        QVERIFY(count(ProofVerdict::Refuted, 0.85, 0.95) <= 32);
        QVERIFY(count(ProofVerdict::Proven, 0.85, 0.95) <= 32);
    }

    void clearCasesAreSettledEarly()
    {
        const Proof good = proven(1, -1, 3);
        QVERIFY(good.verdict == ProofVerdict::Proven);
        QVERIFY2(good.candidate.asked <= 25, std::to_string(good.candidate.asked).c_str());
        const Proof bad = proven(0, -1, 3);
        QVERIFY(bad.verdict == ProofVerdict::Refuted);
        QVERIFY2(bad.candidate.asked <= 4, std::to_string(bad.candidate.asked).c_str());
        const Proof same = proven(1, 1, 3);
        QVERIFY(same.verdict == ProofVerdict::Proven);
        QVERIFY2(same.candidate.asked <= 60, std::to_string(same.candidate.asked).c_str());
        QVERIFY(count(ProofVerdict::Proven, 0.98, -1, 100) >= 95);
        QVERIFY(count(ProofVerdict::Refuted, 0.5, -1, 100) >= 95);
        QVERIFY(count(ProofVerdict::Refuted, 0.82, 1.0, 100) <= 95);
        // Good enough by itself, and yet much worse than what serves.
        QVERIFY(count(ProofVerdict::Refuted, 0.6, 1.0, 100) >= 95);
    }

    void whatNobodyCanTellCountsForNeither()
    {
        const canary::ProbeSet set = probes();
        ProofSettings settings;
        settings.most = 30;
        const Proof proof = canary::prove(
            set, settings, false,
            [](const Probe& probe, bool) { return outcome(probe, ProbeScore::Result::Unknown); },
            [](const Proof&) { return true; });
        QVERIFY(proof.verdict == ProofVerdict::NotEnough);
        QCOMPARE(proof.candidate.unknown, 30);
        QCOMPARE(proof.candidate.share.low, 0.0);
        QCOMPARE(proof.candidate.share.high, 1.0);
        QCOMPARE(proof.reason, std::string("Neither shown after 30 probes."));
    }

    // What nobody can tell proves nothing: most of it may be in another language.
    void doubtIsNotLeftOutOfAProof()
    {
        const canary::ProbeSet set = probes();
        for (const bool isOfCurrent : {false, true}) {
            int asked = 0;
            ProofSettings settings;
            settings.most = 120;
            const Proof proof = canary::prove(
                set, settings, isOfCurrent,
                [&](const Probe& probe, bool isCandidate) {
                    const bool isDoubted = isCandidate != isOfCurrent && ++asked % 10 < 7;
                    return outcome(probe,
                                   isDoubted ? ProbeScore::Result::Unknown
                                             : ProbeScore::Result::Passed);
                },
                [](const Proof&) { return true; });
            // Of the current version it may have been good: then the candidate may be worse.
            QVERIFY2(proof.verdict != ProofVerdict::Proven || isOfCurrent, proof.reason.c_str());
            QVERIFY(proof.verdict != ProofVerdict::Refuted);
        }
    }

    // One that does not answer is neither good nor bad.
    void silenceIsNoVerdict()
    {
        const canary::ProbeSet set = probes();
        int asked = 0;
        const Proof proof = canary::prove(
            set, {}, true,
            [&](const Probe& probe, bool isCandidate) {
                ++asked;
                ProbeOutcome one = outcome(probe, ProbeScore::Result::Passed);
                if (isCandidate)
                    one.reply.error = "HTTP 503";
                return one;
            },
            [](const Proof&) { return true; });
        QVERIFY(proof.verdict == ProofVerdict::NoAnswer);
        QCOMPARE(proof.candidate.unanswered, 5);
        QVERIFY(proof.reason.find("HTTP 503") != std::string::npos);
        QVERIFY(asked <= 10);
    }

    void canBeStopped()
    {
        const canary::ProbeSet set = probes();
        int pairs = 0;
        const Proof proof = canary::prove(
            set, {}, false,
            [](const Probe& probe, bool) { return outcome(probe, ProbeScore::Result::Passed); },
            [&](const Proof&) { return ++pairs < 3; });
        QVERIFY(proof.verdict == ProofVerdict::NotEnough);
        QCOMPARE(proof.candidate.asked, 3);
        QVERIFY(proof.reason.starts_with("Stopped"));
    }

    // What is shown of the two besides the verdict; the better one of two good ones is told, too.
    void theTwoAreCompared()
    {
        const Proof better = proven(1, 0.5, 3);
        QVERIFY(better.verdict == ProofVerdict::Proven);
        QVERIFY(better.comparison == Comparison::Better);
        QVERIFY(better.reason.find("better than the current") != std::string::npos);
        const Proof same = proven(1, 1, 3);
        QVERIFY(same.comparison == Comparison::NoWorse);
        QVERIFY(same.reason.find("not worse than the current version by 10 %")
                != std::string::npos);
        QVERIFY(proven(0.6, 1, 3).comparison == Comparison::Worse);
        QVERIFY(proven(1, -1, 3).comparison == Comparison::Undecided);
    }

    void betterIsMoreThanNotWorse()
    {
        ProofSettings settings;
        settings.mustBeBetter = true;
        settings.most = 100;
        int wrong = 0;
        for (std::uint64_t seed = 0; seed < 200; ++seed) { // as good, which is not better
            const Proof proof = proven(0.95, 0.95, seed, settings);
            wrong += proof.verdict == ProofVerdict::Proven;
        }
        QVERIFY2(wrong <= 16, std::to_string(wrong).c_str());
        const Proof same = proven(1, 1, 3, settings);
        QVERIFY(same.verdict == ProofVerdict::NotEnough);
        QVERIFY(proven(1, 0.5, 3, settings).verdict == ProofVerdict::Proven);
        QVERIFY(proven(0.5, 1, 3, settings).verdict == ProofVerdict::Refuted);
    }

    // The answer that was awaited when it was broken off counts for nobody.
    void whatIsCutOffCountsForNobody()
    {
        const canary::ProbeSet set = probes();
        int asked = 0;
        const Proof proof = canary::prove(
            set, {}, true,
            [&](const Probe& probe, bool) -> std::optional<ProbeOutcome> {
                if (++asked == 6)
                    return std::nullopt;
                return outcome(probe, ProbeScore::Result::Passed);
            },
            [](const Proof&) { return true; });
        QVERIFY(proof.wasStopped);
        QVERIFY(proof.verdict == ProofVerdict::NotEnough);
        QCOMPARE(proof.candidate.asked + proof.current->asked, 5);
        QCOMPARE(proof.candidate.unanswered + proof.current->unanswered, 0);
        QCOMPARE(asked, 6);
    }

    void everyProbeIsDrawn()
    {
        const canary::ProbeSet set = probes(6);
        std::set<std::string> seen;
        canary::prove(
            set, {.atLeast = 0.97, .most = 100}, false,
            [&](const Probe& probe, bool) {
                seen.insert(probe.id);
                return outcome(probe, ProbeScore::Result::Passed);
            },
            [](const Proof&) { return true; });
        QCOMPARE(seen.size(), std::size_t(6));
    }

    // The bounds hold the mean at every moment at once.
    void boundsHoldTheMean()
    {
        int missed = 0;
        for (int run = 0; run < 100; ++run) {
            std::mt19937_64 random(static_cast<std::uint64_t>(run));
            std::bernoulli_distribution passes(0.7);
            bool isMissed = false;
            int ones = 0;
            canary::MeanBounds bounds;
            for (int n = 1; n <= 150; ++n) {
                ones += passes(random) ? 1 : 0;
                bounds = canary::shareBounds(ones, n - ones, 0.05);
                isMissed = isMissed || bounds.low > 0.7 || bounds.high < 0.7;
            }
            missed += isMissed;
            QVERIFY(bounds.high - bounds.low < 0.5);
        }
        QVERIFY2(missed <= 11, std::to_string(missed).c_str());
    }

    void oddObservationsDoNoHarm()
    {
        MeanTest test(0);
        test.observe(std::numeric_limits<double>::quiet_NaN());
        QCOMPARE(test.observations(), std::int64_t(0));
        test.observe(7);
        QCOMPARE(test.mean(), 1.0);
        QVERIFY(std::isfinite(test.evidenceAbove()) && std::isfinite(test.evidenceBelow()));
    }
};

QTEST_GUILESS_MAIN(TestProof)
#include "tst_proof.moc"
