// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/levervalue.h"

#include <algorithm>
#include <cstddef>

namespace runbook {

std::string versionAlone(const std::string& told)
{
    const std::size_t space = told.find_last_of(' ');
    return space == std::string::npos ? told : told.substr(space + 1);
}

std::string valueMeant(const LeverDescription& lever, const std::string& text)
{
    const auto isOne = [&lever](const std::string& value) {
        return std::ranges::find(lever.values, value) != lever.values.end();
    };
    if (isOne(text) || lever.kind != "instrumentation")
        return text;
    std::string version = versionAlone(text);
    return isOne(version) ? version : text;
}

bool isValueOf(const LeverDescription& lever, const std::string& text)
{
    return lever.values.empty()
        || std::ranges::find(lever.values, valueMeant(lever, text)) != lever.values.end();
}

} // namespace runbook
