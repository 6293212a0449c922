// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <cstdint>
#include <optional>

namespace store {

class Database;

// Keeps the small tables small: they hold no telemetry, and grow for ever all the same. Part of
// Retention. All return false after an error.
class LedgerRetention
{
public:
    explicit LedgerRetention(const Database& database);

    // One row a reason is enough of what was refused long ago, and one a rule of what was taken
    // out: they come as often, and of as many services, as a sender likes.
    bool sumLosses();
    // Gaps that lie in what is gone, and changes, of which the newest of each field stays: what was
    // recorded before, and no pin covers.
    bool remove(telemetry::Timestamp before);
    void restart(); // after a rollback

private:
    bool isLonger(const char* sql, std::int64_t most) const;

    const Database& m_database;
    std::optional<telemetry::Timestamp> m_removed; // before which was dealt with
};

} // namespace store
