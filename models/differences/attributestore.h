// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/attribution/column.h"
#include "models/differences/attribute.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace differences {

// The value of an attribute of one row. Text is copied when it is kept.
using AttributeValue = std::variant<double, std::string_view>;

// Attributes of rows that come, change and go, in bounded memory: at most kMostAttributes, each of
// at most kMostValues different texts (sets: kMostMembers), texts of at most kMostBytes. What
// exceeds that is left out as a whole and listed: half an attribute would make false differences.
class AttributeStore
{
public:
    static constexpr std::size_t kMostAttributes = 160;
    static constexpr std::size_t kMostValues = 5'000;
    static constexpr std::size_t kMostMembers = 65'000;
    static constexpr std::size_t kMostBytes = 200;

    // Rows are numbered from 0 on; a row that was never set lacks everything.
    std::size_t addRow() { return m_rows++; }
    std::size_t rows() const { return m_rows; }
    void expect(std::string_view id) { find(id); } // keeps a place for it
    bool has(std::size_t row, std::string_view id) const;
    // Takes all that is known of a row away again.
    void clearRow(std::size_t row);
    // NaN and empty text are no values. An attribute that has texts takes numbers as texts.
    void set(std::size_t row, std::string_view id, const AttributeValue& value,
             Unit unit = Unit::None);
    // Adds a member to the row's set; an attribute is a set or not from its first value on.
    void add(std::size_t row, std::string_view id, std::string_view member);
    // Keeps only these rows, in this order; they are numbered anew.
    void keep(const std::vector<std::size_t>& rows);

    // The attributes of these rows, and what an attribute's numbers are (empty: it has none),
    // without those that say nothing: nearly every row has a value of its own, or none has any.
    struct Columns
    {
        std::vector<Attribute> attributes;
        std::vector<attribution::Column> columns;
        std::vector<std::vector<float>> numbers; // NaN: missing
        std::vector<LeftOut> leftOut;
    };
    Columns columns(const std::vector<std::size_t>& rows) const;

private:
    struct Held
    {
        Attribute attribute;
        bool isSet = false;
        bool isText = false;
        bool isWhole = true; // all of its numbers
        std::string leftOut; // why; nothing is kept any more
        attribution::Values values;
        std::vector<double> numbers; // by row; shorter than the rows when the last lack it
        std::vector<std::uint32_t> codes;
        std::vector<std::vector<std::uint32_t>> sets;
    };

    Held* find(std::string_view id);
    static void setText(Held& held, std::size_t row, std::string_view text);
    static void leaveOut(Held& held, std::string reason);
    static std::string reasonAgainst(const Held& held, const std::vector<std::size_t>& rows);

    std::size_t m_rows = 0;
    std::vector<Held> m_held;
    std::map<std::string, std::size_t, std::less<>> m_index;
    std::vector<LeftOut> m_tooMany; // the first that found no place
};

} // namespace differences
