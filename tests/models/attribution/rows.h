// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/attribution/contrast.h"

#include <random>
#include <string>
#include <vector>

namespace attribution {

// A table that is filled a row at a time.
class Rows
{
public:
    explicit Rows(std::size_t rows)
        : suspects(rows)
        , rest(rows)
        , m_rows(rows)
    {
        for (std::size_t row = 0; row < rows; ++row)
            rest.insert(row);
    }

    template<class Value>
    void category(const std::string& name, Value&& value) // "" is missing
    {
        Values values;
        std::vector<std::uint32_t> codes;
        for (std::size_t row = 0; row < m_rows; ++row) {
            const std::string text = value(row);
            codes.push_back(text.empty() ? kMissing : values.codeOf(text));
        }
        table.columns.push_back(categoryColumn(name, codes, values.all()));
        table.rows = m_rows;
    }
    template<class Value>
    void number(const std::string& name, Value&& value)
    {
        std::vector<double> numbers;
        for (std::size_t row = 0; row < m_rows; ++row)
            numbers.push_back(value(row));
        table.columns.push_back(numberColumn(name, numbers));
        table.rows = m_rows;
    }
    template<class Value>
    void set(const std::string& name, Value&& value)
    {
        Values values;
        std::vector<std::vector<std::uint32_t>> codes(m_rows);
        for (std::size_t row = 0; row < m_rows; ++row)
            for (const std::string& text : value(row))
                codes[row].push_back(values.codeOf(text));
        table.columns.push_back(setColumn(name, codes, values.all()));
        table.rows = m_rows;
    }
    template<class Wrong>
    void suspect(Wrong&& isWrong)
    {
        for (std::size_t row = 0; row < m_rows; ++row)
            if (isWrong(row))
                suspects.insert(row);
    }
    Contrast contrasted() const { return contrast(table, suspects, rest); }
    const Column& columnOf(const Property& property) const
    {
        return table.columns[property.column];
    }
    std::string valueOf(const Property& property) const
    {
        return property.isMissing() ? "missing" : columnOf(property).values[property.first - 1];
    }

    Table table;
    RowSet suspects;
    RowSet rest;

private:
    std::size_t m_rows;
};

class Dice
{
public:
    explicit Dice(std::uint32_t seed)
        : m_engine(seed)
    {
    }
    bool chance(double p) { return m_share(m_engine) < p; }
    double share() { return m_share(m_engine); }
    int below(int most) { return static_cast<int>(m_share(m_engine) * most); }

private:
    std::mt19937 m_engine;
    std::uniform_real_distribution<double> m_share{0, 1};
};

} // namespace attribution
