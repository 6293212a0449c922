// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/salvage.h"
#include "models/store/sqlite.h"

#include <string>
#include <vector>

namespace store {

// A table as the new file has it: of the damaged one only the rows are believed.
struct TableShape
{
    std::string name;
    std::string columns; // "a, b, c"
    int count = 0; // of them
    std::string key; // by whose number rows are found; empty: a table without row numbers
    std::string order; // its key, last first; of a table without row numbers
};
std::vector<TableShape> tableShapes(const Database& database);

// Copies the rows of a table that can be read. Behind and between damaged pages sound ones are
// looked for by the numbers that rows may have. Where the structure of the file is not sound, only
// what its number leads to is a row. Refused: `to` cannot be written. The number of rows in the new
// file is left at 0.
telemetry::Result<SalvagedTable> copyTable(const Database& from, const Database& to,
                                           const TableShape& shape, bool isSound);

} // namespace store
