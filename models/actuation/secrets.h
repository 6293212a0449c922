// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <string>
#include <vector>

namespace actuation {

// Takes secrets out of whatever people, logs and recordings get to see.
class Masker
{
public:
    void add(const std::string& secret);
    // Every occurrence, plain, in base64, percent-encoded or escaped for JSON, becomes ••••••.
    std::string masked(std::string text) const;

private:
    std::vector<std::string> m_forms; // longest first
};

// PLUMBLINE_TOKEN_<name>, else the first line of the file; empty when there is neither. A file that
// is named and cannot be read is an Unreadable error.
telemetry::Result<std::string> resolveSecret(const std::string& name, const std::string& file);

} // namespace actuation
