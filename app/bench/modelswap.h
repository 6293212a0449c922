// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace bench {

struct JudgedAnswer
{
    std::string model;
    std::uint64_t document = 0; // hash of the context
    double badness = 0; // 0..1
};

// One model silently takes the place of another: what the detector makes of the validator's
// verdicts, without any label.
struct Swap
{
    std::string before;
    std::string after; // the same for the control: other questions, same model
    std::size_t runs = 0;
    std::size_t early = 0; // runs with an alarm before the swap; not counted below
    std::size_t missed = 0; // runs without an alarm in the 2,000 answers after it
    double meanBefore = 0; // badness
    double meanAfter = 0;
    double median = 0; // answers from the swap to the alarm, a miss counting as 2,001; NaN: no run
    double slow = 0; // 90 % quantile

    bool isControl() const { return before == after; }
};

// The swaps of science's protocol of which both models are there: answers drawn with replacement,
// 500 to learn the level from and 500 more before the swap, those after it to other questions;
// average run length 10,000; 150 runs. Deterministic.
std::vector<Swap> modelSwaps(const std::vector<JudgedAnswer>& answers);

// The swap that has a target.
bool isTargetSwap(const Swap& swap);
std::string targetSwapName();

} // namespace bench
