// SPDX-License-Identifier: GPL-3.0-or-later

// What the parts of redactRecording() share.

#pragma once

#include "models/redact/redactor.h"
#include "models/store/sqlite.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace bundle {

struct Working
{
    const store::Database& database;
    const redact::Redactor& redactor;
    std::function<bool()> goesOn; // never empty; asked between rows
};

inline constexpr std::int64_t kRowsAtOnce = 500; // that are held

// Goes through rows of (id, ...) a page at a time, so that they can be changed meanwhile. `change`
// is given the row and returns false after an error.
template<class Row, class Read, class Change>
bool forEachRow(const Working& working, const std::string& sql, Read read, Change change)
{
    store::Statement select = working.database.prepare(sql);
    std::int64_t passed = -1;
    while (true) {
        std::vector<Row> rows;
        select.bind(passed).bind(kRowsAtOnce);
        while (select.step()) {
            rows.push_back(read(select));
            passed = select.integer(0);
        }
        const bool isGood = !select.hasFailed();
        select.reset();
        if (!isGood)
            return false;
        for (const Row& row : rows) {
            if (!working.goesOn() || !change(row))
                return false;
        }
        if (static_cast<std::int64_t>(rows.size()) < kRowsAtOnce)
            return true;
    }
}

// Records as they were sent, field by field, and what they came from. Adds to `takenOut` what was
// taken out of each. False after an error, or when it does not go on.
bool redactRecords(const Working& working, std::int64_t& takenOut);

} // namespace bundle
