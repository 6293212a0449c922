// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/findingstext.h"

#include <array>
#include <cstdio>
#include <sstream>

namespace store {

std::string findingsText(const std::vector<telemetry::Finding>& findings)
{
    std::string text;
    for (const telemetry::Finding& finding : findings) {
        std::array<char, 96> numbers{};
        std::snprintf(numbers.data(), numbers.size(), "%lld %lld %.6g ",
                      static_cast<long long>(finding.start), static_cast<long long>(finding.end),
                      finding.support);
        text += numbers.data();
        text += finding.kind;
        text += '\n';
    }
    return text;
}

std::vector<telemetry::Finding> findingsFromText(std::string_view text)
{
    std::vector<telemetry::Finding> findings;
    std::istringstream lines{std::string(text)};
    telemetry::Finding finding;
    while (lines >> finding.start >> finding.end >> finding.support >> finding.kind)
        findings.push_back(finding);
    return findings;
}

} // namespace store
