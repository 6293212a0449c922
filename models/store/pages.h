// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/query.h"
#include "models/store/readerprivate.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace store {

inline constexpr std::size_t kBytesInPage = 4U * 1024 * 1024; // of texts in one page of rows
inline telemetry::SpanId spanId(std::int64_t bits)
{
    return telemetry::SpanId{static_cast<std::uint64_t>(bits)};
}

// Where a walk over rows in order of time stands: the key of the row visited last.
struct Place
{
    std::int64_t time = 0;
    std::int64_t row = 0;
};

// The rows of a view in order of time, page by page: each page is a transaction of its own, and
// nothing is held while a row is visited, however long that takes. Rows that are added meanwhile
// are left out.
class RowPages
{
public:
    // `columns` from `tables`, which ends before its WHERE, `condition` is what belongs there, ?3
    // in them is when it has to be known; `time` and `row` name the columns of the key, of which
    // `table` says where the newest row is asked for.
    struct Query
    {
        std::string columns;
        std::string tables;
        std::string condition;
        std::string table;
        std::string time;
        std::string row;
    };

    RowPages(const Reader::Private& reader, const View& view, const GenerationFilter& filter,
             Query query, FilterClause clause)
        : m_reader(reader)
        , m_view(view)
        , m_query(std::move(query))
        , m_clause(std::move(clause))
        , m_left(filter.limit)
        , m_isOfTrace(filter.trace.has_value())
        , m_isDescending(filter.newestFirst)
    {
        Statement newest = reader.database.prepare("SELECT max(id) FROM " + m_query.table);
        if (newest.step())
            m_newest = newest.integer(0);
        static_cast<void>(reader.hasFailed(newest));
    }

    // Reads the next page: `take` gets a statement that stands on a row and its key in the two
    // columns from `keyColumn` on; it returns false when the page is large enough. False when
    // nothing came.
    template<class Take>
    bool next(int keyColumn, Take&& take)
    {
        if (m_left <= 0)
            return false;
        const Reader::Private::Transaction transaction(m_reader.database);
        return m_isOfTrace ? nextOfTrace(std::forward<Take>(take))
                           : nextByTime(keyColumn, std::forward<Take>(take));
    }

private:
    static constexpr std::int64_t kRowsInPage = 512;

    template<class Take>
    bool nextByTime(int keyColumn, Take&& take)
    {
        Statement select = m_reader.database.prepare(sql());
        bindCondition(select);
        if (m_last)
            select.bind(m_last->time).bind(m_last->row);
        select.bind(std::min(m_left, kRowsInPage));
        bool isWanted = true;
        bool isAny = false;
        while (isWanted && select.step()) {
            isAny = true;
            --m_left;
            m_last = Place{.time = select.integer(keyColumn), .row = select.integer(keyColumn + 1)};
            isWanted = take(select);
        }
        return !m_reader.hasFailed(select) && isAny;
    }

    // The rows of one trace have no index by time: their keys are sorted once, for all pages.
    template<class Take>
    bool nextOfTrace(Take&& take)
    {
        if (!m_keys) {
            m_keys.emplace();
            Statement keys = m_reader.database.prepare(keySql());
            bindCondition(keys);
            keys.bind(m_left);
            while (keys.step())
                m_keys->push_back(keys.integer(0));
            if (m_reader.hasFailed(keys))
                return false;
        }
        Statement select =
            m_reader.database.prepare("SELECT " + m_query.columns + m_query.tables + " WHERE "
                                      + m_query.row + "=?1 AND ?2 IS NULL AND ?3 IS NOT NULL");
        bool isWanted = true;
        bool isAny = false;
        for (std::int64_t i = 0; isWanted && i < kRowsInPage && m_nextKey < m_keys->size();) {
            select.bind((*m_keys)[m_nextKey++]).bindNull().bind(m_view.knownAt);
            if (select.step()) { // else it was removed meanwhile
                isAny = true;
                isWanted = take(select);
                ++i;
            }
            if (m_reader.hasFailed(select))
                return false;
            select.reset();
        }
        return isAny;
    }

    void bindCondition(Statement& select) const
    {
        select.bind(m_view.range.start).bind(m_view.range.end).bind(m_view.knownAt).bind(m_newest);
        for (const auto value : m_clause.values)
            select.bind(value);
    }

    std::string keySql() const
    {
        // The "+": not by an index of times, which goes through all traces.
        const std::string order = m_isDescending ? " DESC" : "";
        const std::string time = "+" + m_query.time;
        return "SELECT " + m_query.row + m_query.tables + " WHERE " + time + ">=?1 AND " + time
            + "<?2 AND " + m_query.condition + m_query.row + "<=?4" + m_clause.sql + " ORDER BY "
            + time + order + ", " + m_query.row + order + " LIMIT ?";
    }

    std::string sql() const
    {
        const std::string& time = m_query.time;
        const std::string& row = m_query.row;
        const std::string order = m_isDescending ? " DESC" : "";
        std::string text = "SELECT " + m_query.columns + m_query.tables + " WHERE " + time
            + ">=?1 AND " + time + "<?2 AND " + m_query.condition + row + "<=?4" + m_clause.sql;
        if (m_last)
            text += " AND (" + time + ", " + row + (m_isDescending ? ")<(?, ?)" : ")>(?, ?)");
        return text + " ORDER BY " + time + order + ", " + row + order + " LIMIT ?";
    }

    const Reader::Private& m_reader;
    View m_view;
    Query m_query;
    FilterClause m_clause;
    std::int64_t m_newest = 0; // row there was when the walk began
    std::int64_t m_left;
    bool m_isOfTrace;
    bool m_isDescending;
    std::optional<Place> m_last;
    std::optional<std::vector<std::int64_t>> m_keys; // of a trace: its rows in order of time
    std::size_t m_nextKey = 0;
};

// The vector form of a forEach function.
template<class Row, class ForEach>
telemetry::Result<std::vector<Row>> collected(ForEach&& forEach)
{
    std::vector<Row> rows;
    auto done = forEach([&rows](Row row, const auto&...) {
        rows.push_back(std::move(row));
        return true;
    });
    if (!done)
        return tl::make_unexpected(done.error());
    return rows;
}

} // namespace store
