// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/progresswatch.h"

#include <utility>

#include <sqlite3.h>

namespace store {

namespace {

constexpr int kStepsBetween = 200'000; // of SQLite's machine, between two questions to go on

} // namespace

ProgressWatch::ProgressWatch(const Database& database, std::function<bool()> goesOn)
    : m_database(database)
    , m_goesOn(std::move(goesOn))
{
    if (m_goesOn)
        sqlite3_progress_handler(database.handle(), kStepsBetween, &ProgressWatch::asked, this);
}

ProgressWatch::~ProgressWatch()
{
    sqlite3_progress_handler(m_database.handle(), 0, nullptr, nullptr);
}

bool ProgressWatch::goesOn()
{
    m_isStopped = m_isStopped || (m_goesOn && !m_goesOn());
    return !m_isStopped;
}

int ProgressWatch::asked(void* watch)
{
    return static_cast<ProgressWatch*>(watch)->goesOn() ? 0 : 1;
}

} // namespace store
