// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/tracefindings.h"
#include "models/telemetry/evaluation.h"
#include "models/trace/tracecontents.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace items {

// What judges, guardrails and people said of a trace, each verdict once. Those of different answers
// stay apart, however alike they are. For one pass over `found`, to which others may add too.
class VerdictFindings
{
public:
    // The contents must outlive it.
    explicit VerdictFindings(const trace::TraceContents& contents)
        : m_contents(contents)
    {
    }

    // Adds the finding of an evaluation that failed, or puts it with the one that it tells again.
    void add(const telemetry::Evaluation& evaluation, TraceFinding finding,
             std::vector<TraceFinding>& found);
    // Last: verdicts that came as the answers of judges, where no other told them.
    void addTold(std::vector<TraceFinding>& found) const;

private:
    struct Verdict
    {
        std::size_t finding = 0; // into `found`
        bool hasReason = false;
        bool isOfAnswer = false;
    };
    bool mayBeOne(telemetry::SpanId step, telemetry::SpanId answer) const;

    const trace::TraceContents& m_contents;
    std::map<std::string, std::vector<Verdict>> m_verdicts; // by what they say of what
};

} // namespace items
