// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <optional>
#include <string>

namespace items {

// Which answers of a service are meant: those of one model, in one version of the service.
struct Narrowing
{
    std::string label; // what they are called; empty: all of them
    // Nothing: of any; empty: of none known.
    std::optional<std::string> model = std::nullopt;
    std::optional<std::string> version = std::nullopt;

    bool isNone() const { return label.empty(); }
    friend bool operator==(const Narrowing&, const Narrowing&) = default;
};

} // namespace items
