// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claimset.h"
#include "models/items/tracefindings.h"
#include "models/telemetry/evaluation.h"
#include "models/trace/tracecontents.h"

#include <QString>

#include <string>
#include <vector>

// How findings of a trace are told. All texts are one line and safe to show.
namespace items {

// What failed, as who is asked to act needs it: "Rate limit, availability and not meaning: …".
QString failureText(TraceFindingKind kind, const std::string& errorKind, const QString& step,
                    const QString& told);
// "The answer says “90 days”, kb-117 says “30 days”".
QString contradictionText(const trace::TraceContents& contents, const claims::Claim& claim);
QString verdictFindingText(const telemetry::Evaluation& evaluation);
// What ran and found nothing, and what could not be judged and why.
QString checksText(const trace::TraceContents& contents);
QString notJudgedText(const trace::TraceContents& contents,
                      const std::vector<claims::ClaimSet>& sets);

// Outside text on one line.
QString findingLine(const std::string& text, std::size_t bytes = 200);

} // namespace items
