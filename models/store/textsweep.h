// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/interner.h"
#include "models/store/sqlite.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace store {

// SQL of one column: the numbers of all texts that rows of a recording refer to.
std::string textReferences();

// Takes out the texts that no row refers to any more. There is no index from a text to its rows:
// all rows are gone through once, a slice at a time, and what is referred to is marked; then what
// bears no mark goes, a slice at a time too. What the interner hands out meanwhile counts as
// marked. Part of Retention; each step runs inside a transaction, between those of the writer.
class TextSweep
{
public:
    TextSweep(const Database& database, Interner& interner);
    TextSweep(const TextSweep&) = delete;
    TextSweep& operator=(const TextSweep&) = delete;
    ~TextSweep() { stop(); }

    bool isRunning() const { return m_stage != Stage::Idle; }
    void begin();
    // Looks at about so many rows. False after an error.
    bool step(std::int64_t rows);
    void stop(); // also after a rollback

private:
    enum class Stage
    {
        Idle,
        Marking,
        Removing,
    };
    struct Walk // through a large table
    {
        Statement next; // the rows of a slice: id, then the references
        int references = 0; // how many
        std::int64_t passed = 0;
    };
    void set(std::int64_t id)
    {
        if (id > 0 && static_cast<std::size_t>(id) < m_marks.size())
            m_marks[static_cast<std::size_t>(id)] = true;
    }
    bool mark(std::int64_t rows);
    bool markSmallTables();
    bool remove(std::int64_t rows);

    const Database& m_database;
    Interner& m_interner;
    Stage m_stage = Stage::Idle;
    std::vector<Walk> m_walks;
    std::size_t m_walk = 0; // which is under way
    std::vector<bool> m_marks; // by text; newer ones than there were at first are not judged
    std::int64_t m_position = 0; // text up to which the unmarked are gone
};

} // namespace store
