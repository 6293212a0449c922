// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace suspects {

// What a field of ours is compared as.
enum class FieldType
{
    Text,
    Number,
    Share, // a number from 0 to 1; "60%" is .6
    Seconds, // a number; "250ms" and "2m" are taken too
    Time, // since, until
};

struct FilterField
{
    const char* name;
    FieldType type;
    // Known without composing the generation from its content.
    bool isCheap;
    const char* about; // in a few words, for the completion
    const char* values = ""; // the usual ones, separated by spaces
    bool isClosed = false; // there are no others, and a whole one has to be named
    bool isLong = false; // a text in which a pattern is looked for anywhere
    double most = 1; // of a share
};

inline constexpr std::string_view kOperators = ":=<>!"; // each byte begins one

// In the order in which they are offered.
std::span<const FilterField> filterFields();
// In any case, and also by the name that tables of generations use; null: an attribute of the
// telemetry.
const FilterField* filterField(std::string_view name);
// "0.6", "60%", "250ms", by the type of the field; nothing when it is no such number.
std::optional<double> numberFromText(std::string_view text, FieldType type);
// "none", "confirmed", ... of a closed field, as one text; whether it is one of them.
std::string valuesText(const FilterField& field);
bool isValueOf(const FilterField& field, std::string_view value);
// Of ours, what was probably meant; empty when nothing is near, or it is ours.
std::string nearestField(std::string_view name);

// What can stand where the cursor is (a byte of `text`): fields, or values of the field that the
// word begins with. Each replaces the word from `from` on.
struct Completion
{
    std::size_t from = 0;
    std::vector<std::string> words;
};
Completion completions(std::string_view text, std::size_t cursor);

} // namespace suspects
