// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/labelledset.h"
#include "app/bench/modelswap.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace bench {

// How well one score tells wrong answers from right ones. NaN where it cannot be told.
struct Separation
{
    std::string name;
    double auroc = 0;
    double lengthMatched = 0;
    double averagePrecision = 0;
    double balancedAccuracy = 0;
    double f1 = 0;
};

// A figure that is aimed at: a floor that must be reached and what would be outstanding.
struct Target
{
    const char* what;
    double value = 0;
    std::optional<double> must; // absent: nothing is asked
    double aim = 0;
    bool isCeiling = false; // small is good

    bool isMet(double bound) const { return isCeiling ? value <= bound : value >= bound; }
};

// Of the answers with one kind of damage, or none, how many the validator fails.
struct KindShare
{
    std::string kind;
    std::size_t answers = 0;
    std::size_t flagged = 0;
};

// How many answers one check fails, whatever the set is about: of sound ones that is the share of
// false alarms, but for what the set's labels say nothing of (a sound answer may decline).
struct CheckShare
{
    std::string check;
    std::size_t judged = 0; // sound ones it has a result of
    std::size_t failedSound = 0;
    std::size_t failedWrong = 0;
};

struct SetFigures
{
    std::string name;
    std::string skipped; // why nothing was measured; else empty
    std::size_t answers = 0;
    std::size_t wrong = 0;
    std::size_t seen =
        0; // answers of which training saw the document, judged by the member that did not
    Separation validator;
    std::vector<Separation> baselines;
    double calibrationError = 0;
    std::optional<double> spanF1; // of characters; absent where the set marks none
    double medianMicroseconds = 0; // of the whole list of validators, one run an answer
    double slowMicroseconds = 0; // p99
    std::vector<CheckShare> checks; // of every validator, in their order
    std::vector<KindShare> kinds; // of sets that tell the kind of damage
    std::vector<Swap> swaps; // of sets with answers of several models
    std::vector<std::string> notes; // what this set cannot show
    std::vector<Target> targets;
};

SetFigures measure(const LabelledSet& set);

} // namespace bench
