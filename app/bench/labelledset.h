// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/validator.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace bench {

struct LabelledAnswer
{
    health::Subject subject;
    bool isWrong = false;
    std::vector<std::pair<std::int64_t, std::int64_t>> spans; // code points of the output
    std::string kind; // of damage, "none" where there is none; empty where the set tells none
    std::string model; // that gave the answer; empty where the set does not tell
};

struct LabelledSet
{
    std::string name; // of the file, without its ending
    std::vector<LabelledAnswer> answers;
};

// A JSON lines file: what `plumbline check` reads, with a label (1 is wrong) and spans.
telemetry::Result<LabelledSet> readLabelledSet(const std::filesystem::path& file);
// The *.jsonl files of a folder by name; none where it is not there.
std::vector<std::filesystem::path> labelledSetsIn(const std::filesystem::path& folder);
// Says that a bench has not run for want of sets, and why. The exit status of that: 0.
int reportSkipped(const char* bench, const std::string& why, bool isJson);

} // namespace bench
