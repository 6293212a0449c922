// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace attribution {

// Codes of one column in the narrowest type that holds them: what is counted a million times should
// fit into the cache.
using Codes =
    std::variant<std::vector<std::uint8_t>, std::vector<std::uint16_t>, std::vector<std::uint32_t>>;

constexpr std::uint32_t kMissing = 0; // the code of a row that lacks the attribute
constexpr std::size_t kMostBins = 254; // of a column of numbers

// One attribute of all rows. A value; made by the builders below.
struct Column
{
    enum class Kind
    {
        Category, // code c is values[c - 1]
        Number, // code c is a bin: from lows[c - 1] to highs[c - 1], both seen, ascending
        Set, // a row has any number of values, each at most once; without any it is missing
    };

    // When what it says is settled: a later stage may follow from an earlier one, not the other way
    // round.
    enum class Stage
    {
        Setup, // what serves: model, version, route, environment
        Request, // what is asked of it
        Outcome, // what came of the call: its duration, its finish, its length
    };

    std::string name;
    Kind kind = Kind::Category;
    Stage stage = Stage::Request;
    Codes codes; // one a row; of a set those of all rows, one row after another
    std::vector<std::uint32_t> starts; // of a set: where each row's codes begin, and the end
    std::vector<std::string> values;
    std::vector<double> lows;
    std::vector<double> highs;

    std::size_t rows() const;
    std::uint32_t codeAt(std::size_t row) const; // of a set the first
    std::size_t codeCount() const; // codes are below this; kMissing is one of them
    // The code of a value, of a category or set; kMissing when no row has it.
    std::uint32_t codeOf(std::string_view value) const;
};

// Values by code, in the order in which they were first seen.
class Values
{
public:
    std::uint32_t codeOf(std::string_view text); // a new one when it is new
    std::size_t count() const { return m_values.size(); }
    const std::vector<std::string>& all() const { return m_values; }

private:
    struct Hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>{}(text);
        }
    };

    std::vector<std::string> m_values;
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> m_known;
};

// Of codes that values gave, one a row.
Column categoryColumn(std::string name, std::span<const std::uint32_t> codes,
                      std::vector<std::string> values);

// Of the codes of each row; a row may name one several times.
Column setColumn(std::string name, std::span<const std::vector<std::uint32_t>> rows,
                 std::vector<std::string> values);

// Numbers in bins that hold about as many rows each, so that a range of them can be found wherever
// it lies; a number of more than two bins' rows has a bin of its own. What is not finite is
// missing.
Column numberColumn(std::string name, std::span<const double> numbers);

// All columns have as many rows. A value.
struct Table
{
    std::size_t rows = 0;
    std::vector<Column> columns;
    // The conversation (or whatever else makes rows go wrong together) of each row, by any number;
    // empty: each row stands for itself.
    std::vector<std::uint64_t> clusters = {};
};

} // namespace attribution
