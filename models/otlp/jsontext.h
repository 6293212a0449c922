// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>
#include <string_view>

namespace otlp {

// Appends `text` as a JSON string with its quotes. Invalid UTF-8 is replaced by U+FFFD.
void appendJsonString(std::string& json, std::string_view text);

// Appends the shortest form that reads back as the same number. NaN and infinities, which JSON has
// no number for, become the strings "NaN", "Infinity" and "-Infinity".
void appendJsonNumber(std::string& json, double number);

// Standard base64 (RFC 4648 section 4) with padding.
void appendBase64(std::string& text, std::string_view bytes);

} // namespace otlp
