// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace otlp {

// What two copies of one span (opentelemetry.proto.trace.v1.Span, both well-formed) tell together;
// nullopt when `other` tells nothing that `known` lacks. The copy with the later end says how it
// ended; attributes, events, links, parent and status are added from the other one where it has
// none. The start stays the known one, unless it was not given.
std::optional<std::string> mergedSpan(std::string_view known, std::string_view other);

} // namespace otlp
