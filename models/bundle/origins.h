// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/field.h"

#include <string>
#include <vector>

namespace bundle {

// A column of texts, and what they were read from.
struct Column
{
    std::string table;
    std::string name;
};
struct Origin
{
    Column column;
    std::vector<dialect::Field> fields;
    std::vector<std::string> attributes;
};

// Columns of numbers of texts: also in tables that are kept as a whole where what they tell of was
// cut off.
std::vector<Origin> nameOrigins();
// Columns of texts themselves.
std::vector<Origin> textOrigins();

} // namespace bundle
