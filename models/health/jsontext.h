// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string_view>

#include <simdjson.h>

namespace health {

// Parses JSON, also with integers beyond 64 bits, which the parser refuses although they are JSON:
// those are read as the number they are nearest to.
simdjson::error_code parseJson(simdjson::dom::parser& parser, std::string_view text,
                               simdjson::dom::element& value);

} // namespace health
