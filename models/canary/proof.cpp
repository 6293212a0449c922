// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/canary/proof.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>

namespace canary {

namespace {

std::string percent(double share)
{
    char text[16];
    std::snprintf(text, sizeof text, "%.0f %%", share * 100);
    return text;
}

// Of one probe: 1 passed, 0 failed, nothing where nobody can tell.
struct Told
{
    std::optional<double> score;

    // For what is to be shown in the candidate's favour: silence, and what nobody can tell, count
    // as what speaks against it.
    double orElse(double worst) const { return score.value_or(worst); }
};

Told take(VersionTally& tally, const ProbeOutcome& outcome, const std::string& probe,
          int& unansweredInARow)
{
    ++tally.asked;
    if (!outcome.reply.error.empty()) {
        ++tally.unanswered;
        ++unansweredInARow;
        tally.lastError = outcome.reply.error;
        return {};
    }
    unansweredInARow = 0;
    if (outcome.score.result == ProbeScore::Result::Unknown) {
        ++tally.unknown;
        return {};
    }
    const bool hasPassed = outcome.score.result == ProbeScore::Result::Passed;
    ++(hasPassed ? tally.passed : tally.failed);
    if (!hasPassed)
        ++tally.failures[probe];
    return {.score = hasPassed ? 1.0 : 0.0};
}

class Proving
{
public:
    Proving(const ProofSettings& settings, bool hasCurrent)
        : m_settings(settings)
        , m_hasCurrent(hasCurrent)
        , m_share(settings.atLeast)
        , m_difference((1 - settings.margin) / 2)
        , m_better(0.5)
        , m_shareAtWorst(settings.atLeast)
        , m_differenceAtWorst((1 - settings.margin) / 2)
        , m_betterAtWorst(0.5)
    {
        if (hasCurrent)
            m_proof.current.emplace();
    }

    // False: broken off.
    bool ask(const Probe& probe, const ProofAsker& asker, bool isCandidateFirst)
    {
        Told own;
        Told other;
        const auto askOne = [&](bool isCandidate) {
            const auto outcome = asker(probe, isCandidate);
            if (!outcome)
                return false;
            if (isCandidate)
                own = take(m_proof.candidate, *outcome, probe.id, m_silent);
            else
                other = take(*m_proof.current, *outcome, probe.id, m_silentCurrent);
            return true;
        };
        if (m_hasCurrent && !isCandidateFirst && !askOne(false))
            return false;
        if (!askOne(true))
            return false;
        if (m_hasCurrent && isCandidateFirst && !askOne(false))
            return false;
        if (own.score)
            m_share.observe(*own.score);
        if (own.score && other.score) {
            m_difference.observe((*own.score - *other.score + 1) / 2);
            m_better.observe((*own.score - *other.score + 1) / 2);
        }
        const double least = own.orElse(0);
        const double most = other.orElse(1);
        m_shareAtWorst.observe(least);
        if (m_hasCurrent) {
            m_differenceAtWorst.observe((least - most + 1) / 2);
            m_betterAtWorst.observe((least - most + 1) / 2);
        }
        compare();
        judge();
        return true;
    }

    const Proof& soFar() const { return m_proof; }
    bool isSettled() const { return m_proof.verdict != ProofVerdict::NotEnough; }

    void giveUp(bool wasStopped)
    {
        m_proof.wasStopped = wasStopped;
        m_proof.reason = wasStopped
            ? "Stopped before anything was shown."
            : "Neither shown after " + std::to_string(m_proof.candidate.asked) + " probes.";
    }

private:
    void settle(ProofVerdict verdict, std::string reason)
    {
        m_proof.verdict = verdict;
        m_proof.reason = std::move(reason);
    }

    double wanted() const { return std::log10(1 / m_settings.alpha); }

    // What is shown of the two: once shown, it stays.
    void compare()
    {
        Comparison& shown = m_proof.comparison;
        if (!m_hasCurrent || shown == Comparison::Better || shown == Comparison::Worse)
            return;
        // The one that is to be refuted shares alpha with the other way of refuting.
        const MeanTest& worse = m_settings.mustBeBetter ? m_better : m_difference;
        if (worse.evidenceBelow() >= wanted() + std::log10(2.0))
            shown = Comparison::Worse;
        else if (m_betterAtWorst.evidenceAbove() >= wanted())
            shown = Comparison::Better;
        else if (m_differenceAtWorst.evidenceAbove() >= wanted())
            shown = Comparison::NoWorse;
    }

    void judge()
    {
        if (m_silent >= m_settings.mostUnanswered)
            return settle(ProofVerdict::NoAnswer,
                          "The candidate does not answer: " + m_proof.candidate.lastError);
        if (m_silentCurrent >= m_settings.mostUnanswered)
            return settle(ProofVerdict::NoAnswer,
                          "The current version does not answer: " + m_proof.current->lastError);
        // To be proven both have to be shown, so neither needs more than alpha; to be refuted one
        // is enough, so they share it.
        const VersionTally& own = m_proof.candidate;
        const std::string told = std::to_string(own.passed) + " of "
            + std::to_string(own.passed + own.failed) + " probes passed"
            + (own.unanswered > 0 ? ", " + std::to_string(own.unanswered) + " were not answered"
                                  : std::string());
        if (m_share.evidenceBelow() >= wanted() + (m_hasCurrent ? std::log10(2.0) : 0))
            return settle(ProofVerdict::Refuted,
                          told + ": fewer than the " + percent(m_settings.atLeast)
                              + " that are asked for.");
        if (m_proof.comparison == Comparison::Worse)
            return settle(
                ProofVerdict::Refuted,
                told + ", of the current version " + std::to_string(m_proof.current->passed)
                    + " of " + std::to_string(m_proof.current->passed + m_proof.current->failed)
                    + ": worse"
                    + (m_settings.mustBeBetter ? std::string()
                                               : " by more than " + percent(m_settings.margin))
                    + ".");
        if (m_shareAtWorst.evidenceAbove() < wanted() || !isComparisonGood())
            return;
        const bool isBetter = m_proof.comparison == Comparison::Better;
        settle(ProofVerdict::Proven,
               told + ": at least the " + percent(m_settings.atLeast) + " that are asked for"
                   + (!m_hasCurrent  ? std::string()
                          : isBetter ? std::string(", and better than the current version")
                                     : ", and not worse than the current version by "
                              + percent(m_settings.margin))
                   + ".");
    }

    bool isComparisonGood() const
    {
        return !m_hasCurrent || m_proof.comparison == Comparison::Better
            || (m_proof.comparison == Comparison::NoWorse && !m_settings.mustBeBetter);
    }

    const ProofSettings m_settings;
    const bool m_hasCurrent;
    MeanTest m_share;
    MeanTest m_difference; // of (candidate - current + 1) / 2, against the margin
    MeanTest m_better; // of the same, against none
    MeanTest m_shareAtWorst; // the same three, with silence and doubt against the candidate
    MeanTest m_differenceAtWorst;
    MeanTest m_betterAtWorst;
    int m_silent = 0; // in a row
    int m_silentCurrent = 0;
    Proof m_proof;
};

} // namespace

const char* toString(ProofVerdict verdict)
{
    switch (verdict) {
    case ProofVerdict::NotEnough:
        return "not_enough";
    case ProofVerdict::Proven:
        return "proven";
    case ProofVerdict::Refuted:
        return "refuted";
    case ProofVerdict::NoAnswer:
        return "no_answer";
    }
    return "not_enough";
}

const char* toString(Comparison comparison)
{
    switch (comparison) {
    case Comparison::Undecided:
        return "undecided";
    case Comparison::NoWorse:
        return "no_worse";
    case Comparison::Better:
        return "better";
    case Comparison::Worse:
        return "worse";
    }
    return "undecided";
}

Proof prove(const ProbeSet& set, const ProofSettings& settings, bool hasCurrent,
            const ProofAsker& ask, const std::function<bool(const Proof&)>& goOn)
{
    // Drawn with replacement, so that the observations are alike whatever the probes are.
    std::mt19937_64 random(settings.seed);
    std::uniform_int_distribution<std::size_t> which(0, set.probes.size() - 1);
    Proving proving(settings, hasCurrent);
    bool wasStopped = false;
    for (int i = 0; i < settings.most && !proving.isSettled() && !wasStopped; ++i) {
        const bool isWhole = proving.ask(set.probes[which(random)], ask, (random() & 1U) == 0);
        wasStopped = !isWhole || !goOn(proving.soFar());
    }
    if (!proving.isSettled())
        proving.giveUp(wasStopped);
    return withBounds(proving.soFar(), settings.alpha);
}

Proof withBounds(Proof proof, double alpha)
{
    const auto bound = [alpha](VersionTally& tally) {
        tally.share = shareBounds(tally.passed, tally.failed, alpha);
    };
    bound(proof.candidate);
    if (proof.current)
        bound(*proof.current);
    return proof;
}

} // namespace canary
