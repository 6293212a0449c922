// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/labelledset.h"

#include <cstddef>
#include <string>
#include <vector>

namespace bench {

// How well the suspect queue's probability agrees with the labels of answers that were neither
// trained on nor judged: the expected calibration error over ten bins, a mean over many halvings of
// a set by its documents.
struct QueueErrors
{
    std::size_t verdicts = 0; // that were given on the other half
    double onAny = 0; // ... to answers chosen by lot
    double onTop = 0; // ... to the most suspicious ones
    double topAfterTop = 0; // of the most suspicious quarter alone, after verdicts on the top
    double orderAfterTop = 0; // area under the ROC curve, likewise of all
};

struct QueueFigures
{
    std::string name;
    std::size_t answers = 0;
    std::size_t wrong = 0;
    double said = 0; // mean probability
    double byChance = 0; // error that a perfect queue of the same probabilities would show
    std::vector<QueueErrors> errors; // without verdicts first
};

// `isOfService`: the probability as it is shown, among as few wrong answers as services give; else
// among as many as the labelled sets hold.
QueueFigures measureQueue(const LabelledSet& set, bool isOfService);

// `bench queue`: every labelled set in the folder. One that is not there is said and is no failure:
// the sets are no part of the project. Returns the exit status.
int runQueue(const std::string& folder, bool isJson);

} // namespace bench
