// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/goldenset.h"
#include "models/telemetry/result.h"
#include "models/yaml/tree.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace objective {

struct ParsedGoldenSet
{
    telemetry::GoldenSet set;
    std::vector<yaml::Problem> problems; // empty: the file is good
};

inline constexpr std::size_t kGoldenMebibytes = 16;
inline constexpr yaml::Limits kGoldenLimits{.depth = 8, .nodes = 500'000};

// golden.yaml: answers of which people know whether they are wrong, to hold judges against.
//
//     golden:
//       - answer: Refunds take five days.   # the whole answer; blanks count as one
//         question: How long do refunds take?   # absent: whatever was asked
//         check: faithfulness        # as the judge calls it; absent: in any respect
//         service: shop              # absent: any
//         verdict: sound             # or wrong
//       - response: chatcmpl-81      # one answer, by the id of its response
//         verdict: wrong
//       - trace: 4bf92f3577b34da6a3ce929d0e0e4736   # or by its span
//         span: 00f067aa0ba902b7
//         verdict: wrong
ParsedGoldenSet parseGoldenSet(const std::string& text);
// Unreadable error naming file, line and what is wrong; 16 MiB at most.
telemetry::Result<std::shared_ptr<const telemetry::GoldenSet>>
loadGoldenSet(const std::string& path);

} // namespace objective
