// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/batch.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ingest {

inline constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// Without a byte order mark and white space around it.
std::string_view trimmedBody(std::string_view text);

// A JSON request by itself: what stands on one line of a file of them.
bool isWholeRequest(std::string_view line);

// The signals as which a protobuf body decodes without a flaw.
std::vector<telemetry::SignalKind> sniffProtobuf(const std::shared_ptr<const std::string>& body);

} // namespace ingest
