// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace relation {

// The value that a standard normal exceeds with this chance, which is in (0,1/2].
double normalQuantile(double tail);

// The chance that F with these degrees of freedom, which are positive, exceeds a value (regularised
// incomplete beta, by its continued fraction; DLMF 8.17.22), and the value with that chance.
double tailOfF(double value, double first, double second);
double quantileOfF(double tail, double first, double second);

} // namespace relation
