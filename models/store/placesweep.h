// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/sqlite.h"

#include <cstdint>
#include <unordered_set>
#include <vector>

namespace store {

class Interner;

// Takes out the resources and scopes that no row refers to any more: looks through the rows that
// do, some at a time, and removes the others when it has seen them all. Part of Retention.
class PlaceSweep
{
public:
    PlaceSweep(const Database& database, Interner& interner);

    bool isRunning() const { return m_isRunning; }
    void begin();
    // Looks at about `rows` rows. False after an error.
    bool step(std::int64_t rows);
    void stop() { m_isRunning = false; }

private:
    struct Walk
    {
        Statement next;
        std::int64_t passed = 0;
    };
    bool look(Walk& walk, std::int64_t& rows);
    bool removeUnused();

    const Database& m_database;
    Interner& m_interner;
    std::vector<Walk> m_walks;
    std::unordered_set<std::int64_t> m_resources; // in use
    std::unordered_set<std::int64_t> m_scopes;
    std::int64_t m_newestResource = 0; // when it began: newer ones are not judged
    std::int64_t m_newestScope = 0;
    bool m_isRunning = false;
};

} // namespace store
