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
// People judge what stands on top, hence verdicts are no sample of all answers. That is no bias of
// the fit as long as who gets a verdict depends on the probability and the check alone; where
// people look first at what they already know to be wrong, it is one, and nothing here can tell.
// Nor is anything known of what was never looked at. So each correction counts by how many verdicts
// lie near it: by n/(n+2), n being the sum of a normal kernel of width 1 in logits over all
// verdicts, those about other checks at a quarter.
//
// Within a check the order stays: what is said to be likelier never becomes less likely. Where the
// above would turn it, which many verdicts against the top do, neighbours are pooled (isotonic
// regression, with n+2 as weights), so what few have looked at gives way to what many have. Where
// nobody has judged and no order demands it, what was said stays.
//
// Isotonic regression of the verdicts themselves was left out: with the tens that an incident sees
// it is steps of noise.
//
// Verdicts are counted in steps of a tenth of a logit and the map is a table of those, so that
// neither fit nor lookup grow with their number. Checks beyond the 32 with most verdicts are one.
class Calibration
{
public:
    Calibration() = default; // the identity
    explicit Calibration(const std::vector<Labelled>& labelled);

    // In (0, 1), never falling in p for a check; p itself without verdicts. 0 and 1 are taken for
    // .005 and .995.
    double corrected(double probability, const std::string& check) const;
    // The least probability that comes to `wanted` with any check, or a little less than it.
    double leastThatComesTo(double wanted) const;
    // Verdicts behind it, a person's word on one answer each.
    std::size_t count() const { return m_count; }
    bool isIdentity() const { return m_count == 0; }

private:
    std::size_t m_count = 0;
    std::map<std::string, std::size_t> m_places; // of the checks that have a map of their own
    std::vector<std::vector<double>> m_maps; // logits by steps; the first is of any other check
};

// What the verdicts of a book teach: the share of those who say "wrong" among all who say wrong or
// sound. Where two have to agree one word counts half as much, whichever it is: else the rule would
// pull every probability towards what needs one. Verdicts of one click on n answers count as
// 1 + ln(n). Unsure teaches nothing, and so does a verdict of which no earlier suspicion is known.
std::vector<Labelled> labelledBy(const VerdictBook& book);

// Expected calibration error over ten equal bins: by how much the share that is wrong differs from
// what was said, over all answers of which something was (a number from 0 to 1).
double expectedCalibrationError(const std::vector<double>& probabilities,
                                const std::vector<bool>& wrong);

} // namespace suspects
