// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/otlp/jsonschema.h"
#include "models/otlp/wirebuffer.h"

#include <string_view>

namespace otlp {

// Each writes one scalar of a JSON document, `token` as it stands there, for `field`, and returns
// null, or says in words why it cannot be kept; the buffer may then hold a part of it.

// With its tag. An empty id means "none" and writes nothing.
const char* addScalar(WireBuffer& wire, std::string_view token, const JsonField& field);
// Without a tag: an element of a packed list of Fixed64, Double or Varint.
const char* addPackedScalar(WireBuffer& wire, std::string_view token, const JsonField& field);
// As a choice of AnyValue: null is nothing (but NaN for a double), and an intValue that no integer
// can hold is a double; JavaScript writes 1e+300 so.
const char* addChoiceScalar(WireBuffer& wire, std::string_view token, const JsonField& field);

} // namespace otlp
