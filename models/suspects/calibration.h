// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/suspects/verdicts.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace suspects {

// One answer on which people have given a verdict that says something.
struct Labelled
{
    double probability = 0; // of being wrong, before the verdict
    std::string check; // that weighed most; empty: not known
    double wrong = 0; // share of those who said so: 0, 1, or between where they differ
    double weight = 1;

    friend bool operator==(const Labelled&, const Labelled&) = default;
};

// Turns a probability into one that verdicts have corrected.
//
// Model: logit p' = a + (1 + b) logit p + c[check], the map of Platt (1999) with an offset for each
// check, at its maximum a posteriori. The prior is the identity: a, b and c are normal about 0 with
// standard deviations of 0.3, 0.2 and 0.5, so that fourteen verdicts against a check that says 90 %
// bring it to about a half, and two hardly move it.
//
// People judge what stands on top, hence verdicts are no sample of all answers. Given the
// probability and the check that is no bias of the fit, but nothing is known of what was never
// looked at. So each correction counts by how many verdicts lie near it: by n/(n+2), n being the
// sum of a normal kernel of width 1 in logits over all verdicts, those about other checks at a
// quarter. Where nobody has judged, what was said stays.
//
// Isotonic regression was left out: with the tens of verdicts that an incident sees it is steps of
// noise.
class Calibration
{
public:
    Calibration() = default; // the identity
    explicit Calibration(std::vector<Labelled> labelled);

    // In (0, 1); p itself without verdicts. 0 and 1 are taken for .005 and .995.
    double corrected(double probability, const std::string& check) const;
    // Verdicts behind it, a person's word on one answer each.
    std::size_t count() const { return m_labelled.size(); }
    bool isIdentity() const { return m_labelled.empty(); }

    friend bool operator==(const Calibration& left, const Calibration& right)
    {
        return left.m_labelled == right.m_labelled;
    }

private:
    void fit();
    std::size_t column(const std::string& check) const;
    double support(double logit, const std::string& check) const;

    std::vector<Labelled> m_labelled;
    std::vector<double> m_logits; // of their probabilities
    std::map<std::string, std::size_t> m_columns; // of the checks there are verdicts on
    std::vector<double> m_weights; // a, b, c...
};

// What the verdicts of a book teach: confirmed 1, dismissed 0, conflicting the share of those who
// say "wrong"; one of two who have to agree counts half as much. Unsure teaches nothing, and so
// does a verdict of which no earlier suspicion is known.
std::vector<Labelled> labelledBy(const VerdictBook& book);

// Expected calibration error over ten equal bins: by how much the share that is wrong differs from
// what was said, over all answers.
double expectedCalibrationError(const std::vector<double>& probabilities,
                                const std::vector<bool>& wrong);

} // namespace suspects
