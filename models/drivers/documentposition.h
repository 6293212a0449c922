// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/generation.h"

#include <optional>
#include <span>
#include <string>

namespace drivers {

// Which of the documents an answer draws on most, by the share of the answer's longer words that
// stand in it; 1 is the first. Nothing with fewer than two documents, where no document has a third
// of the words, or where two have about as many.
std::optional<int> documentPosition(const std::string& answer,
                                    std::span<const telemetry::Document> documents);

} // namespace drivers
