// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/ids.h"

#include <QString>

#include <map>
#include <memory>
#include <utility>

namespace traceview {

// What stands beside steps, safe for one line: what the recording tells of them, which is shared
// however large it is, and in place of that what says more of a few.
class StepNotes
{
public:
    using Notes = std::map<telemetry::SpanId, QString>;

    StepNotes() = default;
    StepNotes(Notes notes) // NOLINT(google-explicit-constructor)
        : m_more(std::move(notes))
    {
    }
    StepNotes(std::shared_ptr<const Notes> recorded, Notes more)
        : m_recorded(std::move(recorded))
        , m_more(std::move(more))
    {
    }

    QString of(telemetry::SpanId span) const // empty: none
    {
        if (const auto found = m_more.find(span); found != m_more.end())
            return found->second;
        if (!m_recorded)
            return {};
        const auto found = m_recorded->find(span);
        return found != m_recorded->end() ? found->second : QString();
    }

private:
    std::shared_ptr<const Notes> m_recorded;
    Notes m_more;
};

} // namespace traceview
