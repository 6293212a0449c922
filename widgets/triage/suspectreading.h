// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/suspects/verdicts.h"
#include "widgets/trace/stepdetails.h"

#include <QString>

#include <string>
#include <vector>

namespace triage {

// What is known of the one suspect that is read.
struct SuspectReading
{
    traceview::StepSnapshot step;
    QString verdict; // what people say, in words; empty when nobody does
    std::vector<telemetry::SpanKey> standing; // of those it stands for: can be taken back
};

// Pool thread. `all` are those that a verdict would be on, it among them. Empty `actor`: whoever
// said it may take it back.
telemetry::Result<SuspectReading>
readSuspect(const store::Reader& reader, const telemetry::SpanKey& key,
            const std::vector<telemetry::SpanKey>& all, const store::View& view,
            const suspects::VerdictBook& said, const std::string& actor);

} // namespace triage
