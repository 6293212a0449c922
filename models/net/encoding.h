// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <string>
#include <string_view>

namespace net {

std::string base64(std::string_view bytes);
// Unreadable when it is not padded base64 of the standard alphabet.
telemetry::Result<std::string> fromBase64(std::string_view text);
std::string percentEncoded(std::string_view text, bool keepSlashes);
std::string jsonQuoted(std::string_view text); // with the quotes; text must be UTF-8

} // namespace net
