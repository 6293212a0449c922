// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/lever.h"

#include <string>

namespace runbook {

// The version of an instrumentation as telemetry tells it, "openai_v2 2.3b0", without the name of
// what it is the version of. Without a space the text itself.
std::string versionAlone(const std::string& told);

// Which of the lever's values a text means. It may be the value as the window shows it, with the
// name of what it is of before it. The text itself where it means none, or where any will do.
std::string valueMeant(const LeverDescription& lever, const std::string& text);
// Whether the lever takes what the text means.
bool isValueOf(const LeverDescription& lever, const std::string& text);

} // namespace runbook
