// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/servedwatch.h"

#include "models/runbook/effectsight.h"
#include "models/telemetry/utf8.h"

#include <algorithm>

namespace commands {

std::string ServedWatch::objection(bool isCandidate, const std::string& served)
{
    const std::string& asked = isCandidate ? m_candidate : m_current;
    const std::string& other = isCandidate ? m_current : m_candidate;
    if (served.empty() || asked.empty())
        return {};
    const bool isAsked = runbook::isServed(served, asked);
    bool& doesRepeat = isCandidate || m_isOneEndpoint ? m_doesRepeat : m_doesOtherRepeat;
    doesRepeat = doesRepeat || isAsked;
    const std::string by = "answered by " + telemetry::sanitizedUtf8(served) + ", and not by "
        + telemetry::sanitizedUtf8(asked);
    auto& own = isCandidate ? m_byCandidate : m_byCurrent;
    if (!isAsked) {
        if (!other.empty() && asked != other && runbook::isServed(served, other))
            return by + ", but by the other version";
        if (doesRepeat)
            return by;
    }
    own.insert(served);
    return {};
}

std::string ServedWatch::answeredBy() const
{
    std::string names;
    for (const std::string& served : m_byCandidate) {
        if (!runbook::isServed(served, m_candidate))
            names += (names.empty() ? "" : ", ") + telemetry::sanitizedUtf8(served);
    }
    const bool isOne = m_isOneEndpoint
        && std::any_of(m_byCandidate.begin(), m_byCandidate.end(),
                       [this](const std::string& served) { return m_byCurrent.contains(served); });
    return names.empty() ? std::string()
                         : " Answered by " + names
            + (isOne ? ", and so was the other version: both names may lead to one model." : ".");
}

} // namespace commands
