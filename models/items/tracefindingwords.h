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
// Of a check of ours, not of a judge.
inline bool isValidators(const telemetry::Evaluation& evaluation)
{
    return evaluation.origin == telemetry::EvaluationOrigin::Validator;
}
// The answer is itself the verdict of a judge: a JSON object with a score and a label. `isBad` only
// where the label is a word that says so; which way the score goes nobody told.
struct ToldVerdict
{
    QString text;
    bool isBad = false;
};
std::optional<ToldVerdict> verdictToldBy(const telemetry::Generation& generation);

// Whether the last answer has this message of an error in it; short and long ones are not looked
// for.
bool isRepeatedInAnswer(const trace::TraceContents& contents, const std::string& message);

// Whether any step of the trace looked something up.
bool hasLookedUp(const trace::TraceContents& contents);
// Whether there is anything that an answer could rest on: passages, results of tools, or a question
// so long that it may bring its own.
bool hasSources(bool hasLookedUp, const telemetry::Generation& generation);

// What ran and found nothing, and what could not be judged and why.
QString checksText(const trace::TraceContents& contents);
// `answers`: how many have claims to look at, of which `sets` are some.
QString notJudgedText(const trace::TraceContents& contents,
                      const std::vector<claims::ClaimSet>& sets, std::size_t answers);

// Outside text on one line.
QString findingLine(const std::string& text, std::size_t bytes = 200);

} // namespace items
