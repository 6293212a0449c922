// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/ringsize.h"

#include "models/store/sqlite.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>

namespace store {

namespace {

// The rows of a recording take at most this share of its size: the write-ahead log has the rest.
constexpr double kRowsShare = 0.75;
// ... and never less than this: a few transactions come between two times it is written back.
constexpr std::int64_t kLeastForLog = 2 * 1024 * 1024;
constexpr std::int64_t kLogShare = 8; // the log is written back when it is larger than 1/8
constexpr int kPagesGivenBack = 64; // in one step

} // namespace

RingSize::RingSize(const Database& database, const Keep& keep)
    : m_database(database)
    , m_keep(keep)
{
}

std::int64_t RingSize::number(const char* sql) const
{
    Statement select = m_database.prepare(sql);
    return select.step() ? select.integer(0) : 0;
}

std::int64_t RingSize::usedBytes() const
{
    return (number("PRAGMA page_count") - number("PRAGMA freelist_count"))
        * number("PRAGMA page_size");
}

std::int64_t RingSize::rowsBytes() const
{
    return std::min(static_cast<std::int64_t>(static_cast<double>(*m_keep.bytes) * kRowsShare),
                    *m_keep.bytes - kLeastForLog);
}

bool RingSize::isTooLarge() const
{
    return m_keep.bytes && usedBytes() > rowsBytes();
}

void RingSize::giveBackPages() const
{
    const std::int64_t pages = number("PRAGMA page_count");
    const std::int64_t free = number("PRAGMA freelist_count");
    const std::int64_t allowed = m_keep.bytes
        ? rowsBytes() / std::max<std::int64_t>(1, number("PRAGMA page_size"))
        : pages - pages / 4;
    if (free == 0 || (m_keep.bytes ? pages <= allowed : free <= pages / 4))
        return;
    const std::string sql = "PRAGMA incremental_vacuum(" + std::to_string(kPagesGivenBack) + ')';
    static_cast<void>(m_database.execute(sql.c_str()));
}

void RingSize::writeLogBack() const
{
    std::error_code ignored;
    const auto log = std::filesystem::file_size(m_database.path() + "-wal", ignored);
    if (!m_keep.bytes || ignored || static_cast<std::int64_t>(log) <= *m_keep.bytes / kLogShare)
        return;
    const std::string patience =
        "PRAGMA busy_timeout=" + std::to_string(number("PRAGMA busy_timeout"));
    static_cast<void>(m_database.execute("PRAGMA busy_timeout=0"));
    static_cast<void>(m_database.execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    static_cast<void>(m_database.execute(patience.c_str()));
}

} // namespace store
