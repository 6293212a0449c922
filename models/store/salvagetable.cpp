// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/salvagetable.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <limits>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>

#include <sqlite3.h>

namespace store {

namespace {

constexpr std::int64_t kFirstNumber = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kFarthest = std::numeric_limits<std::int64_t>::max();
// Places of a table at which sound pages are looked for: more would take minutes, and what is left
// out counts as lost.
constexpr std::int64_t kMostProbes = 1 << 20;
// Rows that are read for it in one gap: pages that lead in a circle are read again at every place.
constexpr std::int64_t kMostReread = 1 << 24;
// Where no sound end is found rows may have any number: these many behind the last one are tried,
// or fewer where the file has no room for so many.
constexpr std::int64_t kMostBehind = 1 << 17;
constexpr std::int64_t kLeastRowBytes = 16;

struct StatementEnd
{
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using RawStatement = std::unique_ptr<sqlite3_stmt, StatementEnd>;

RawStatement prepared(const Database& database, const std::string& sql)
{
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(database.handle(), sql.c_str(), static_cast<int>(sql.size()), &statement,
                       nullptr);
    return RawStatement(statement);
}

struct NumberRange // both are part of it; empty when the last comes before the first
{
    std::int64_t first = 0;
    std::int64_t last = 0;

    bool isEmpty() const { return last < first; }
    std::int64_t size() const { return isEmpty() ? 0 : last - first + 1; }
};

class TableSalvage
{
public:
    TableSalvage(const Database& from, const Database& to, const TableShape& shape, bool isTrusted)
        : m_from(from)
        , m_to(to)
        , m_shape(shape)
        , m_isTrusted(isTrusted)
    {
        std::string places = "?";
        for (int i = 1; i < shape.count; ++i)
            places += ",?";
        // What the new file says of itself (counters) gives way to what the old one said.
        m_insert =
            prepared(m_to,
                     (shape.key.empty() ? "INSERT OR REPLACE INTO " : "INSERT OR IGNORE INTO ")
                         + shape.name + "(" + shape.columns + ") VALUES(" + places + ")");
        if (shape.key.empty())
            return;
        m_find = prepared(m_to,
                          "SELECT 1 FROM " + shape.name + " NOT INDEXED WHERE " + shape.key + "=?");
        const std::string select = "SELECT " + shape.key + ", " + shape.columns + " FROM "
            + shape.name + " NOT INDEXED WHERE " + shape.key;
        const std::string range = " BETWEEN ?1 AND ?2 ORDER BY " + shape.key;
        m_up = prepared(m_from, select + range);
        m_down = prepared(m_from, select + range + " DESC");
        m_one = prepared(m_from, select + "=?1");
    }

    telemetry::Result<SalvagedTable> run()
    {
        if (m_shape.key.empty())
            runWithoutNumbers();
        else if (m_up && m_down && m_one)
            runByNumbers();
        else
            m_isDamaged = m_isUnbounded = true; // the table is not in its list
        if (m_isFull)
            return tl::make_unexpected(m_to.lastError("be written"));
        // Once any loss has no bound, neither has the sum.
        return SalvagedTable{.name = m_shape.name,
                             .rows = 0,
                             .isDamaged = m_isDamaged,
                             .isDoubtful = false,
                             .mostLost = m_isUnbounded ? 0 : m_mostLost,
                             .leftOut = 0};
    }

private:
    struct Walk
    {
        std::int64_t rows = 0;
        std::int64_t last = 0; // the number of the last one that was in its place
        bool isEnded = false; // soundly: there are no more up to the end that was asked for
    };

    bool isThere(std::int64_t number)
    {
        sqlite3_bind_int64(m_find.get(), 1, number);
        const bool isFound = sqlite3_step(m_find.get()) == SQLITE_ROW;
        sqlite3_reset(m_find.get());
        return isFound;
    }

    // False: the new file cannot be written, or a value is none that such a row can have.
    bool insert(sqlite3_stmt* row, int firstColumn)
    {
        for (int column = 0; column < m_shape.count; ++column)
            sqlite3_bind_value(m_insert.get(), column + 1,
                               sqlite3_column_value(row, firstColumn + column));
        const int code = sqlite3_step(m_insert.get());
        sqlite3_reset(m_insert.get());
        const int kind = code & 0xff;
        m_isFull = m_isFull || !m_insert || kind == SQLITE_FULL || kind == SQLITE_IOERR;
        if (code != SQLITE_DONE)
            return false;
        // What is read a second time, of a page that stands in two places, is no loss.
        return m_shape.key.empty() || sqlite3_changes(m_to.handle()) > 0
            || isThere(sqlite3_column_int64(row, 0));
    }

    // A page in the place of another has rows of other tables, too, with numbers that are taken: a
    // row is what its number leads to.
    void copyRow(sqlite3_stmt* row, std::int64_t number)
    {
        sqlite3_stmt* rightful = row;
        if (!m_isTrusted) {
            rightful = m_one.get();
            sqlite3_bind_int64(rightful, 1, number);
            if (sqlite3_step(rightful) != SQLITE_ROW
                || sqlite3_column_int64(rightful, 0) != number) {
                sqlite3_reset(rightful);
                m_isDamaged = m_isUnbounded = true;
                return; // whatever stood there is no row of this table
            }
        }
        if (!insert(rightful, 1)) {
            m_isDamaged = true;
            addLost(1);
        }
        if (rightful != row)
            sqlite3_reset(rightful);
    }

    // Copies the rows of a range, from its beginning up or from its end down, as far as they can be
    // read. Numbers that do not go on in order are of a page that stands in the place of another,
    // or of pages that lead in a circle: `strange` is the first of these.
    Walk walk(NumberRange range, bool isUp, std::int64_t* strange = nullptr)
    {
        Walk walked;
        sqlite3_stmt* rows = isUp ? m_up.get() : m_down.get();
        // A number with a damaged digit must not end it, nor a page of larger ones: the first
        // behind the range is looked at, too.
        sqlite3_bind_int64(rows, 1, isUp || m_isTrusted ? range.first : kFirstNumber);
        sqlite3_bind_int64(rows, 2, !isUp || m_isTrusted ? range.last : kFarthest);
        int code = sqlite3_step(rows);
        for (; code == SQLITE_ROW && !m_isFull; code = sqlite3_step(rows)) {
            const std::int64_t number = sqlite3_column_int64(rows, 0);
            if (isUp ? number > range.last : number < range.first) {
                const bool isNext = number == (isUp ? range.last + 1 : range.first - 1);
                code = isNext ? SQLITE_DONE : SQLITE_CORRUPT;
                break;
            }
            const bool isOutside = number < range.first || number > range.last;
            const bool isInOrder =
                walked.rows == 0 || (isUp ? number > walked.last : number < walked.last);
            if (isOutside || !isInOrder) {
                // Inside of the range and not seen yet: then those before it were the strange ones.
                if (strange != nullptr && !isOutside && !isThere(number))
                    *strange = number;
                if (isOutside)
                    walked.rows = 0; // which of them were the strange ones nobody can tell
                m_isUnbounded = true; // which numbers the right page had cannot be told
                code = SQLITE_CORRUPT;
                break;
            }
            ++walked.rows;
            ++m_rowsRead;
            walked.last = number;
            copyRow(rows, number);
        }
        sqlite3_reset(rows);
        walked.isEnded = code == SQLITE_DONE;
        return walked;
    }

    // The same, and up to a page in the wrong place only: those that it stands for are lost.
    Walk walkInOrder(NumberRange range, bool isUp)
    {
        constexpr std::int64_t kNone = kFirstNumber;
        std::int64_t strange = kNone;
        const Walk walked = walk(range, isUp, &strange);
        if (strange == kNone)
            return walked;
        const NumberRange before =
            isUp ? NumberRange{range.first, strange - 1} : NumberRange{strange + 1, range.last};
        Walk again = !before.isEmpty() ? walk(before, isUp) : Walk{};
        again.isEnded = false;
        return again;
    }

    void addLost(std::int64_t count)
    {
        m_mostLost = count > kFarthest - m_mostLost ? kFarthest : m_mostLost + count;
    }

    // Halves what is not known again and again: sound pages may stand anywhere between damaged
    // ones.
    void searchBetween(NumberRange whole)
    {
        std::int64_t known = 0;
        std::deque<NumberRange> unknown{whole};
        const std::int64_t mostRead = m_rowsRead + kMostReread;
        for (; !unknown.empty() && m_probesLeft > 0 && m_rowsRead < mostRead && !m_isFull;
             --m_probesLeft) {
            const NumberRange range = unknown.front();
            unknown.pop_front();
            const std::int64_t middle = range.first + (range.last - range.first) / 2;
            const NumberRange upper{middle, range.last};
            const NumberRange lower{range.first, middle - 1};
            const NumberRange above = unknownBehind(upper, walkInOrder(upper, true));
            NumberRange below = lower;
            if (!lower.isEmpty()) {
                const Walk down = walkInOrder(lower, false);
                if (down.isEnded)
                    below = {0, -1};
                else if (down.rows > 0)
                    below.last = down.last - 1;
            }
            known += upper.size() - above.size() + lower.size() - below.size();
            // Nothing was found at the middle itself: it is not asked for again, and counts as
            // lost.
            const std::int64_t next = above.first == middle ? middle + 1 : above.first;
            for (const NumberRange rest : {below, NumberRange{next, above.last}}) {
                if (!rest.isEmpty())
                    unknown.push_back(rest);
            }
        }
        addLost(whole.size() - known);
    }

    static NumberRange unknownBehind(NumberRange range, const Walk& up)
    {
        if (up.isEnded)
            return {0, -1};
        return up.rows > 0 ? NumberRange{up.last + 1, range.last} : range;
    }

    // What may be between two places that are known: most often one page, which is met from above.
    void lookBetween(NumberRange range)
    {
        if (range.isEmpty())
            return;
        const Walk down = walkInOrder(range, false);
        if (down.isEnded)
            return;
        if (down.rows > 0)
            range.last = down.last - 1;
        if (!range.isEmpty())
            searchBetween(range);
    }

    void runByNumbers()
    {
        Walk walked = walkInOrder({kFirstNumber, kFarthest}, true);
        // Ours begin at 1.
        std::int64_t good = walked.rows > 0 ? std::max<std::int64_t>(walked.last, 0) : 0;
        while (!walked.isEnded && !m_isFull) {
            m_isDamaged = true;
            // The first sound row behind the damage, in ever longer steps...
            std::int64_t place = good;
            std::int64_t step = 1;
            do {
                if (step > kFarthest / 4 || place > kFarthest - step) {
                    m_isUnbounded = true; // nobody knows how many there were
                    lookBetween({good + 1, good + numbersBehind(good)});
                    return;
                }
                place += step;
                step *= 2;
                walked = walkInOrder({place, kFarthest}, true);
            } while (!walked.isEnded && walked.rows == 0 && !m_isFull);
            // ... and from there back to it.
            lookBetween({good + 1, place - 1});
            good = walked.rows > 0 ? walked.last : place - 1;
        }
    }

    std::int64_t numbersBehind(std::int64_t good) const
    {
        std::error_code error;
        const auto bytes = std::filesystem::file_size(m_from.path(), error);
        const std::int64_t room = error ? 0 : static_cast<std::int64_t>(bytes) / kLeastRowBytes;
        return std::min({room, kMostBehind, kFarthest - good});
    }

    bool walkAll(const std::string& order)
    {
        const RawStatement rows =
            prepared(m_from, "SELECT " + m_shape.columns + " FROM " + m_shape.name + order);
        if (!rows)
            return false;
        // Pages that lead in a circle have no end: no table has more rows than its file has bytes.
        std::error_code error;
        const auto most = std::filesystem::file_size(m_from.path(), error);
        std::uintmax_t count = 0;
        int code = sqlite3_step(rows.get());
        for (; code == SQLITE_ROW && !m_isFull && count < most; code = sqlite3_step(rows.get())) {
            ++count;
            if (!insert(rows.get(), 0))
                m_isDamaged = m_isUnbounded = true;
        }
        return code == SQLITE_DONE;
    }

    void runWithoutNumbers()
    {
        if (walkAll({}) || m_isFull)
            return;
        m_isDamaged = m_isUnbounded = true;
        walkAll(" ORDER BY " + m_shape.order);
    }

    const Database& m_from;
    const Database& m_to;
    const TableShape& m_shape;
    RawStatement m_insert;
    RawStatement m_find;
    RawStatement m_up;
    RawStatement m_down;
    RawStatement m_one;
    bool m_isTrusted; // the structure of the file
    std::int64_t m_mostLost = 0;
    std::int64_t m_probesLeft = kMostProbes;
    std::int64_t m_rowsRead = 0;
    bool m_isDamaged = false;
    bool m_isUnbounded = false; // how much is lost cannot be told
    bool m_isFull = false;
};

} // namespace

std::vector<TableShape> tableShapes(const Database& database)
{
    std::vector<TableShape> shapes;
    Statement tables = database.prepare("SELECT name, wr FROM pragma_table_list WHERE "
                                        "schema='main' AND type='table' AND name NOT LIKE "
                                        "'sqlite\\_%' ESCAPE '\\' ORDER BY name");
    while (tables.step()) {
        TableShape shape;
        shape.name = tables.text(0);
        const bool hasNumbers = tables.integer(1) == 0;
        Statement columns =
            database.prepare("SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid");
        columns.bind(std::string_view(shape.name));
        while (columns.step()) {
            const std::string name(columns.text(0));
            shape.columns += (shape.count++ > 0 ? ", " : "") + name;
            if (columns.integer(1) == 0)
                continue;
            if (hasNumbers)
                shape.key = name;
            else
                shape.order += (shape.order.empty() ? "" : ", ") + name + " DESC";
        }
        shapes.push_back(std::move(shape));
    }
    return shapes;
}

telemetry::Result<SalvagedTable> copyTable(const Database& from, const Database& to,
                                           const TableShape& shape, bool isSound)
{
    return TableSalvage(from, to, shape, isSound).run();
}

} // namespace store
