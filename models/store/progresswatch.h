// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/sqlite.h"

#include <functional>

namespace store {

// Breaks off what SQLite does on a connection, for as long as this lives, once `goesOn` says false;
// it is asked now and then, and may be empty. The connection outlives it. One thread.
class ProgressWatch
{
public:
    ProgressWatch(const Database& database, std::function<bool()> goesOn);
    ProgressWatch(const ProgressWatch&) = delete;
    ProgressWatch& operator=(const ProgressWatch&) = delete;
    ~ProgressWatch();

    bool goesOn(); // asks, too: a short statement asks nobody
    bool isStopped() const { return m_isStopped; }

private:
    static int asked(void* watch);

    const Database& m_database;
    std::function<bool()> m_goesOn;
    bool m_isStopped = false;
};

} // namespace store
