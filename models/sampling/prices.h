// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/yaml/problem.h"

#include <string>
#include <string_view>
#include <vector>

namespace sampling {

struct Price
{
    std::string model; // as it is asked for; a '*' at its end stands for whatever follows
    double input = 0; // US dollars for a million tokens
    double output = 0;
};

// What models cost, as the user wrote it: resources/prices/README.md. There are no others: what is
// not in it is unknown.
struct PriceList
{
    std::vector<Price> prices;

    const Price* of(std::string_view model) const; // the first that fits; null: unknown
};

struct PriceListResult
{
    PriceList list;
    std::vector<yaml::Problem> problems; // with their places; empty: the list is good
};

PriceListResult parsePrices(const std::string& text);

} // namespace sampling
