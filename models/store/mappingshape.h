// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/mapping.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace store {

// A shape as its cell keeps it: a line "kind \t span|log \t fact,fact,...", then a line
// "field \t attribute \t event" for each field. Words instead of numbers, so that a later version
// with other tables reads it as it was.
struct ShapeText
{
    struct Field
    {
        std::string field;
        std::string attribute; // empty: the event itself carries it
        std::string event; // empty: the attribute stands on the record itself
    };
    std::string kind; // of step
    bool isLog = false;
    std::vector<std::string> facts;
    std::vector<Field> fields;
};

// What records of one instance told, as its cell keeps it: "kind \t span|log \t fact,fact,... \t
// instance". An instance may be empty: the service does not tell which one it is.
struct InstanceText
{
    std::string kind; // of step
    bool isLog = false;
    std::vector<std::string> facts;
    std::string instance;
};

std::string instanceTextOf(const dialect::MappingShape& shape, std::string_view instance);
std::optional<InstanceText> instanceFromText(std::string_view text);

std::string textOf(const dialect::MappingShape& shape, const dialect::MappingNames& names);
std::optional<ShapeText> shapeFromText(std::string_view text);

} // namespace store
