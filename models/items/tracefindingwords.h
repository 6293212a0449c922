// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claimset.h"
#include "models/items/tracefindings.h"
#include "models/telemetry/evaluation.h"
#include "models/trace/tracecontents.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

// How findings of a trace are told. All texts are one line and safe to show.
namespace items {

// What failed, as who is asked to act needs it: "Rate limit, availability and not meaning: …".
QString failureText(TraceFindingKind kind, const std::string& errorKind, const QString& step,
                    const QString& told);
// "Answer contradicts kb-117: says “90 days”, there “30 days”": short, for it must fit a narrow
// page.
QString contradictionText(const trace::TraceContents& contents, const claims::Claim& claim);
QString verdictFindingText(const telemetry::Evaluation& evaluation);
// The answer is itself the verdict of a judge: a JSON object with a score and a label. `isBad` by
// the label's words, else by a score below a half.
struct ToldVerdict
{
    QString text;
    bool isBad = false;
};
std::optional<ToldVerdict> verdictToldBy(const telemetry::Generation& generation);

// Whether the last answer has this message of an error in it; short and long ones are not looked
// for.
bool isRepeatedInAnswer(const trace::TraceContents& contents, const std::string& message);

// Whether there is anything that an answer could rest on: passages, results of tools, or a question
// so long that it may bring its own.
bool hasSources(const trace::TraceContents& contents, const telemetry::Generation& generation);

// What ran and found nothing, and what could not be judged and why.
QString checksText(const trace::TraceContents& contents);
QString notJudgedText(const trace::TraceContents& contents,
                      const std::vector<claims::ClaimSet>& sets);

// Outside text on one line.
QString findingLine(const std::string& text, std::size_t bytes = 200);

} // namespace items
