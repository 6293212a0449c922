// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/retention.h"

#include <cstdint>

namespace store {

class Database;

// How large a recording may be, is, and how it gets shorter. Part of Retention.
class RingSize
{
public:
    RingSize(const Database& database, const Keep& keep);

    bool isTooLarge() const;
    // Both outside transactions. The file gets shorter where it is longer than it may be; a
    // recording that was not made as a ring keeps its length and uses its free pages again.
    void giveBackPages() const;
    // Where the write-ahead log may not grow as large as the checkpointer lets it. It is shortened
    // when no reader is in it, and else with one of the next calls.
    void writeLogBack() const;

private:
    std::int64_t number(const char* sql) const;
    std::int64_t usedBytes() const;
    std::int64_t rowsBytes() const; // that rows may take

    const Database& m_database;
    Keep m_keep;
};

} // namespace store
