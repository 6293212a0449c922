// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/sampling/reask.h"
#include "models/store/query.h"
#include "models/telemetry/generation.h"
#include "models/telemetry/result.h"
#include "models/trace/tokenscale.h"

#include <cstdint>
#include <optional>
#include <string>

namespace store {
class Reader;
}

namespace sampling {

// How much of its input the suspect's model read, in tokens.
struct InputRead
{
    std::optional<std::int64_t> counted; // by its service
    // What the text that was sent needs, by estimate; told where a server dropped some of it before
    // it counted (trace::SilentCut). Asked again it is all sent again.
    std::optional<std::int64_t> sent;
};

InputRead inputReadOf(const telemetry::Generation& suspect, const trace::TokenScale& scale);
// The same with the scale of its service and model. Any thread, for whom the reader is.
telemetry::Result<InputRead> readInput(const store::Reader& reader,
                                       const telemetry::Generation& suspect,
                                       const store::View& view);

// One line where it was not the same that was read: "The suspect's model read 768 tokens of about
// 1,257; these read 1,237." Models are named where they differ. Empty: as far as the counts tell
// it was the same, or none is known.
std::string inWords(const InputRead& input, const Reask& again);
// Before anything is sent; empty where nothing was dropped.
std::string inWords(const InputRead& input);

} // namespace sampling
