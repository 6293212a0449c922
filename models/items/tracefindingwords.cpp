// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/tracefindingwords.h"

#include "models/claims/placetext.h"
#include "models/items/formats.h"
#include "models/items/servicehealthmodel.h"
#include "models/telemetry/signalcheck.h"
#include "models/telemetry/visibletext.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace items {

namespace {

using telemetry::Evaluation;
using telemetry::EvaluationState;

QString tr(const char* text)
{
    return QCoreApplication::translate("items", text);
}

QString availabilityOf(const std::string& errorKind)
{
    if (errorKind == "rate_limit")
        return tr("Rate limit (429)");
    if (errorKind == "model_not_found")
        return tr("No such model (404)");
    if (errorKind == "not_found")
        return tr("Not found (404)");
    if (errorKind == "authentication")
        return tr("Access refused");
    if (errorKind == "timeout")
        return tr("Timed out");
    return tr("Not available");
}

bool isOurs(const Evaluation& evaluation)
{
    return evaluation.origin == telemetry::EvaluationOrigin::Validator;
}

} // namespace

QString findingLine(const std::string& text, std::size_t bytes)
{
    // Bytes first: a line of 10 MB is not read to its end.
    const bool isCut = text.size() > bytes;
    return QString::fromStdString(telemetry::visibleLine(text.substr(0, bytes)))
        + (isCut ? u"…"_s : QString());
}

QString failureText(TraceFindingKind kind, const std::string& errorKind, const QString& step,
                    const QString& told)
{
    const QString told2 = told.isEmpty() ? tr("no message was sent") : told;
    switch (kind) {
    case TraceFindingKind::Overflow:
        return tr("Context window overflow: the request of %1 did not fit and was refused: %2")
            .arg(step, told2);
    case TraceFindingKind::Unavailable:
        return tr("%1 at %2: availability, not meaning: %3")
            .arg(availabilityOf(errorKind), step, told2);
    case TraceFindingKind::Recovered:
        return tr("%1 failed, was tried again, and then worked: %2").arg(step, told2);
    case TraceFindingKind::Filtered:
        return tr("A content filter refused the request of %1: %2").arg(step, told2);
    case TraceFindingKind::Swallowed:
        return tr("%1 failed and the run went on as if it had not: %2").arg(step, told2);
    default:
        return tr("%1 failed: %2").arg(step, told2);
    }
}

QString contradictionText(const trace::TraceContents& contents, const claims::Claim& claim)
{
    const auto against = std::ranges::find_if(claim.evidence, &claims::Evidence::isContradiction);
    if (against == claim.evidence.end())
        return tr("The answer contradicts what it was given: %1").arg(findingLine(claim.reason));
    // The first part names it; the others say how it came here.
    QString source =
        findingLine(claims::sourceName(contents, against->place)).section(u" · "_s, 0, 0);
    if (source.isEmpty())
        source = tr("what it was given");
    if (against->said.empty() || against->there.empty())
        return tr("Contradicts %1: %2").arg(source, findingLine(claim.reason));
    return tr("Contradicts %1: the answer says “%2”, there it says “%3”")
        .arg(source, findingLine(against->said, 80), findingLine(against->there, 80));
}

QString verdictFindingText(const Evaluation& evaluation)
{
    const QString title = checkTitle(
        findingLine(evaluation.check.empty() ? "check" : evaluation.check, 80).toStdString());
    QString text = isOurs(evaluation) ? title : tr("Judged bad by %1").arg(title);
    if (!evaluation.label.empty())
        text += u" · "_s + findingLine(evaluation.label, 60);
    if (!isOurs(evaluation) && evaluation.value)
        text += tr(" · score %1").arg(decimalText(*evaluation.value, 2));
    if (!evaluation.reason.empty())
        text += u": "_s + findingLine(evaluation.reason);
    return text;
}

QString checksText(const trace::TraceContents& contents)
{
    std::map<std::string, std::size_t> passed;
    std::size_t judges = 0;
    for (const Evaluation& evaluation : contents.evaluations) {
        if (evaluation.state != EvaluationState::Passed)
            continue;
        if (isOurs(evaluation))
            ++passed[evaluation.check];
        else
            ++judges;
    }
    if (passed.empty() && judges == 0)
        return tr("Nothing is known to be wrong: no check has looked at this trace");
    QStringList names;
    for (const char* check : telemetry::kValidatorChecks) {
        if (passed.contains(check))
            names << checkTitle(check).toLower();
    }
    const auto models = std::ranges::count_if(
        passed, [](const auto& one) { return !telemetry::isValidatorCheck(one.first); });
    if (models > 0)
        names << countedText(models, tr("1 model of yours"), tr("%1 models of yours"));
    if (judges > 0)
        names << countedText(static_cast<std::int64_t>(judges), tr("1 verdict of a judge"),
                             tr("%1 verdicts of judges"));
    return tr("No fault found by the checks that ran: %1").arg(names.join(u", "_s));
}

QString notJudgedText(const trace::TraceContents& contents,
                      const std::vector<claims::ClaimSet>& sets)
{
    QStringList parts;
    const bool isGrounded = std::ranges::any_of(contents.evaluations, [](const Evaluation& one) {
        return one.check == telemetry::kGroundedness
            && (one.state == EvaluationState::Passed || one.state == EvaluationState::Failed);
    });
    const auto answers = std::ranges::count_if(
        contents.generations, [](const auto& one) { return telemetry::canHaveAnswer(one); });
    const auto hidden = std::ranges::count_if(contents.generations, [](const auto& one) {
        return telemetry::canHaveAnswer(one) && !one.isFailed
            && telemetry::contentStateOf(one) == telemetry::ContentState::NotCaptured;
    });
    if (hidden > 0)
        parts << tr("the text of %1 of %2 answers: it is not in the telemetry")
                     .arg(countText(hidden), countText(answers));
    if (!isGrounded && answers > hidden) {
        const auto unknown = std::ranges::find_if(
            sets, [](const claims::ClaimSet& set) { return !set.unknown.empty(); });
        parts << tr("whether it is true: %1")
                     .arg(unknown == sets.end()
                              ? tr("nothing was given that it could be held against")
                              : findingLine(unknown->unknown));
    }
    std::map<std::string, std::string> silent; // judges that gave no verdict
    for (const Evaluation& evaluation : contents.evaluations) {
        if (!isOurs(evaluation) && evaluation.state != EvaluationState::Passed
            && evaluation.state != EvaluationState::Failed)
            silent.try_emplace(evaluation.check, evaluation.reason);
    }
    for (const auto& [check, reason] : silent)
        parts << tr("%1: its judge gave no verdict").arg(findingLine(check, 80));
    if (contents.isCut)
        parts << tr("answers beyond the first %1").arg(countText(trace::kMostGenerations));
    return parts.isEmpty() ? QString() : tr("Not judged: %1").arg(parts.join(u"; "_s));
}

} // namespace items
