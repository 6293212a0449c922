// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace telemetry {

// Of a share, 0 <= low <= high <= 1; or of a difference of two, from -1 to 1.
struct ShareInterval
{
    double low = 0;
    double high = 1;
};

// How many of how many; either may be a fraction (answers over a dispersion, weighed answers).
struct Share
{
    double with = 0; // taken as within 0..count
    double count = 0;

    double value() const; // 0 of none
};

inline constexpr double kNormal95 = 1.959964; // of the normal distribution, 95 % on both sides

// Wilson's score interval (1927). [0,1] when the count is not positive: nothing is known. Reaches
// to 0 where none has it, to 1 where all have.
ShareInterval wilsonInterval(const Share& share, double normalQuantile = kNormal95);

// Of one share over another, which are independent: Newcombe's hybrid score interval (Statistics in
// Medicine 17, 1998, method 10). [-1,1] when either count is not positive.
ShareInterval newcombeInterval(const Share& one, const Share& other,
                               double normalQuantile = kNormal95);

} // namespace telemetry
