// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/differences/attributestore.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <unordered_set>
#include <utility>

namespace differences {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMostListed = 40; // attributes that found no place
// Values that are nearly as many as the rows that have one name the rows, and group nothing.
constexpr std::size_t kFewValues = 50;
constexpr double kNearlyUnique = 0.5;
// Whole numbers of that size, each another, are times or ids.
constexpr double kLargeNumber = 1e9;

std::string numberText(double number)
{
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
    return {buffer.data(), end};
}

template<class T>
T& at(std::vector<T>& cells, std::size_t row, const T& missing)
{
    if (cells.size() <= row)
        cells.resize(row + 1, missing);
    return cells[row];
}

template<class T>
T cellOf(const std::vector<T>& cells, std::size_t row, const T& missing)
{
    return row < cells.size() ? cells[row] : missing;
}

template<class T>
void reorder(std::vector<T>& cells, const std::vector<std::size_t>& rows, const T& missing)
{
    if (cells.empty())
        return;
    std::vector<T> kept;
    kept.reserve(rows.size());
    for (const std::size_t row : rows)
        kept.push_back(row < cells.size() ? std::move(cells[row]) : missing);
    cells = std::move(kept);
}

} // namespace

void AttributeStore::clearRow(std::size_t row)
{
    for (Held& held : m_held) {
        if (row < held.numbers.size())
            held.numbers[row] = kNone;
        if (row < held.codes.size())
            held.codes[row] = attribution::kMissing;
        if (row < held.sets.size())
            held.sets[row].clear();
    }
}

AttributeStore::Held* AttributeStore::find(std::string_view id)
{
    if (const auto known = m_index.find(id); known != m_index.end())
        return m_held[known->second].leftOut.empty() ? &m_held[known->second] : nullptr;
    if (m_held.size() >= kMostAttributes) {
        const bool isListed = std::ranges::find(m_tooMany, id, &LeftOut::id) != m_tooMany.end();
        if (!isListed && m_tooMany.size() < kMostListed)
            m_tooMany.push_back(
                {.id = std::string(id),
                 .reason = "there are more than " + std::to_string(kMostAttributes)});
        return nullptr;
    }
    m_index.emplace(id, m_held.size());
    Held& held = m_held.emplace_back();
    held.attribute.id = id;
    return &held;
}

bool AttributeStore::has(std::size_t row, std::string_view id) const
{
    const auto known = m_index.find(id);
    if (known == m_index.end())
        return false;
    const Held& held = m_held[known->second];
    return !std::isnan(cellOf(held.numbers, row, kNone))
        || cellOf(held.codes, row, attribution::kMissing) != attribution::kMissing
        || (row < held.sets.size() && !held.sets[row].empty());
}

void AttributeStore::leaveOut(Held& held, std::string reason)
{
    held.leftOut = std::move(reason);
    held.values = {};
    held.numbers = {};
    held.codes = {};
    held.sets = {};
}

void AttributeStore::setText(Held& held, std::size_t row, std::string_view text)
{
    if (text.empty())
        return;
    if (text.size() > kMostBytes || text.find('\n') != std::string_view::npos)
        return leaveOut(held, "it holds long texts");
    if (!held.isText) {
        held.isText = true;
        for (std::size_t i = 0; i < held.numbers.size(); ++i)
            if (!std::isnan(held.numbers[i]))
                at(held.codes, i, attribution::kMissing) =
                    held.values.codeOf(numberText(held.numbers[i]));
        held.numbers = {};
    }
    at(held.codes, row, attribution::kMissing) = held.values.codeOf(text);
    if (held.values.count() > kMostValues)
        leaveOut(held, "it has more than " + std::to_string(kMostValues) + " different values");
}

void AttributeStore::set(std::size_t row, std::string_view id, const AttributeValue& value,
                         Unit unit)
{
    Held* const held = find(id);
    if (held == nullptr || held->isSet)
        return;
    if (const auto* text = std::get_if<std::string_view>(&value))
        return setText(*held, row, *text);
    const double number = std::get<double>(value);
    if (!std::isfinite(number))
        return;
    held->attribute.unit = unit;
    if (held->isText)
        return setText(*held, row, numberText(number));
    held->isWhole = held->isWhole && number == std::floor(number);
    at(held->numbers, row, kNone) = number;
}

void AttributeStore::add(std::size_t row, std::string_view id, std::string_view member)
{
    Held* const held = find(id);
    if (held == nullptr || member.empty())
        return;
    if (!held->isSet && (!held->numbers.empty() || !held->codes.empty()))
        return;
    held->isSet = true;
    if (member.size() > kMostBytes || member.find('\n') != std::string_view::npos)
        return leaveOut(*held, "it holds long texts");
    auto& members = at(held->sets, row, {});
    const std::uint32_t code = held->values.codeOf(member);
    if (std::ranges::find(members, code) == members.end())
        members.push_back(code);
    if (held->values.count() > kMostMembers)
        leaveOut(*held, "it has more than " + std::to_string(kMostMembers) + " different values");
}

void AttributeStore::keep(const std::vector<std::size_t>& rows)
{
    for (Held& held : m_held) {
        reorder(held.numbers, rows, kNone);
        reorder(held.codes, rows, attribution::kMissing);
        reorder(held.sets, rows, {});
    }
    m_rows = rows.size();
}

std::string AttributeStore::reasonAgainst(const Held& held, const std::vector<std::size_t>& rows)
{
    if (!held.leftOut.empty() || held.isSet)
        return held.leftOut;
    const auto isUnique = [](std::size_t different, std::size_t told) {
        return different > kFewValues
            && static_cast<double>(different) > kNearlyUnique * static_cast<double>(told);
    };
    const char* const unique = "nearly each has a value of its own";
    std::size_t told = 0;
    if (held.isText) {
        std::vector<bool> seen(held.values.count() + 1);
        for (const std::size_t row : rows) {
            const std::uint32_t code = cellOf(held.codes, row, attribution::kMissing);
            told += code == attribution::kMissing ? 0 : 1;
            seen[code] = code != attribution::kMissing;
        }
        const auto different = static_cast<std::size_t>(std::ranges::count(seen, true));
        return isUnique(different, told) ? unique : std::string();
    }
    std::unordered_set<double> numbers;
    for (const std::size_t row : rows) {
        const double number = cellOf(held.numbers, row, kNone);
        if (std::isnan(number))
            continue;
        if (!held.isWhole || std::abs(number) < kLargeNumber)
            return {};
        ++told;
        numbers.insert(number);
    }
    return isUnique(numbers.size(), told) ? unique : std::string();
}

AttributeStore::Columns AttributeStore::columns(const std::vector<std::size_t>& rows) const
{
    Columns result;
    result.leftOut = m_tooMany;
    for (const Held& held : m_held) {
        std::string reason = reasonAgainst(held, rows);
        if (!reason.empty()) {
            result.leftOut.push_back({.id = held.attribute.id, .reason = std::move(reason)});
            continue;
        }
        std::vector<float> numbers;
        if (held.isSet) {
            std::vector<std::vector<std::uint32_t>> sets;
            sets.reserve(rows.size());
            for (const std::size_t row : rows)
                sets.push_back(cellOf(held.sets, row, {}));
            result.columns.push_back(
                attribution::setColumn(held.attribute.id, sets, held.values.all()));
        } else if (held.isText) {
            std::vector<std::uint32_t> codes;
            codes.reserve(rows.size());
            for (const std::size_t row : rows)
                codes.push_back(cellOf(held.codes, row, attribution::kMissing));
            result.columns.push_back(
                attribution::categoryColumn(held.attribute.id, codes, held.values.all()));
        } else {
            std::vector<double> exact;
            exact.reserve(rows.size());
            numbers.reserve(rows.size());
            for (const std::size_t row : rows) {
                exact.push_back(cellOf(held.numbers, row, kNone));
                numbers.push_back(static_cast<float>(exact.back()));
            }
            result.columns.push_back(attribution::numberColumn(held.attribute.id, exact));
        }
        const attribution::Column& column = result.columns.back();
        if (column.codeCount() == 1) { // no row has any
            result.columns.pop_back();
            continue;
        }
        result.attributes.push_back(held.attribute);
        result.numbers.push_back(std::move(numbers));
    }
    return result;
}

} // namespace differences
