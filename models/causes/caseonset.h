// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/query.h"
#include "models/telemetry/result.h"

#include <optional>
#include <string>

namespace store {
class Reader;
}

namespace causes {

// Where, in a range that nobody has told an onset in, a check of the service rose most surely: by
// what was counted of all of it, so that answers need be read around there only. Nothing: none rose
// by more than chance gives. To a hundredth of the range, or a second. Pool thread.
telemetry::Result<std::optional<telemetry::Timestamp>>
roughOnset(const store::Reader& reader, const store::View& view, const std::string& service);

} // namespace causes
