// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/tracefindingwords.h"

#include "models/claims/placetext.h"
#include "models/items/formats.h"
#include "models/items/servicehealthmodel.h"
#include "models/items/translation.h"
#include "models/telemetry/signalcheck.h"
#include "models/telemetry/visibletext.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QStringList>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

using namespace Qt::StringLiterals;

namespace items {

namespace {

using telemetry::Evaluation;
using telemetry::EvaluationState;

constexpr int kMostJudges = 3; // judges that are named; of more, how many
constexpr int kMostOthers = 2; // contradictions of one sentence that are told beside the first

QString availabilityOf(const std::string& errorKind)
{
    if (errorKind == "rate_limit")
        return tr("Rate limit");
    if (errorKind == "model_not_found")
        return tr("No such model");
    if (errorKind == "not_found")
        return tr("Not found");
    if (errorKind == "authentication")
        return tr("Access refused");
    if (errorKind == "timeout")
        return tr("Timed out");
    return tr("Not available");
}

// "[kb-117]" at the beginning of the line that a place stands in; empty without one.
QString labelBefore(const trace::TraceContents& contents, const claims::TextPlace& place)
{
    constexpr std::int64_t kBefore = 400;
    constexpr std::size_t kLongest = 40;
    const std::string_view text = claims::textAt(contents, place);
    const std::int64_t from = std::max<std::int64_t>(place.start - kBefore, 0);
    const std::string_view before = claims::stretchOf(text, from, place.start);
    const std::size_t lineBreak = before.rfind('\n');
    const std::string line(lineBreak != std::string_view::npos ? before.substr(lineBreak + 1)
                                                               : before);
    const std::string whole =
        line + std::string(claims::stretchOf(text, place.start, place.start + kBefore / 8));
    const std::size_t end = whole.find(']');
    if (!whole.starts_with('[') || end == std::string::npos || end < 2 || end > kLongest
        || whole.find_first_of(" \t\n") < end)
        return {};
    return findingLine(whole.substr(1, end - 1));
}

// The short name of what says otherwise.
QString placeSource(const trace::TraceContents& contents, const claims::TextPlace& place)
{
    // The first part names it; the others say how it came here.
    const QString name = findingLine(claims::sourceName(contents, place)).section(u" · "_s, 0, 0);
    if (place.kind == similarity::PlaceKind::Document)
        return name.isEmpty() ? tr("a passage that it was given") : name;
    if (place.kind == similarity::PlaceKind::ToolResult) {
        const QString before = tr("result of ");
        const QString result = name.section(u", "_s, 1).isEmpty() ? name : name.section(u", "_s, 1);
        return result.startsWith(before) ? result.mid(before.size()) : result;
    }
    const QString label = labelBefore(contents, place);
    return label.isEmpty() ? tr("what it was given (%1)").arg(name) : label;
}

// Whole labels only: "no_issue" and "unbiased" begin like bad ones, "yes" may be either.
bool saysBad(const QString& label)
{
    static const QSet<QString> kBad{
        u"bad"_s,          u"contradicted"_s, u"contradictory"_s, u"fail"_s,
        u"failed"_s,       u"hallucinated"_s, u"hallucination"_s, u"harmful"_s,
        u"inaccurate"_s,   u"incorrect"_s,    u"irrelevant"_s,    u"not correct"_s,
        u"not faithful"_s, u"not grounded"_s, u"not relevant"_s,  u"not supported"_s,
        u"toxic"_s,        u"unfaithful"_s,   u"ungrounded"_s,    u"unsafe"_s,
        u"unsupported"_s,  u"wrong"_s};
    QString plain = label.toLower();
    plain.replace(u'_', u' ').replace(u'-', u' ');
    return kBad.contains(plain.simplified());
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
    const QString why = told.isEmpty() ? tr("no message was sent") : told;
    switch (kind) {
    case TraceFindingKind::Overflow:
        return tr("Context window overflow at %1, no answer: %2").arg(step, why);
    case TraceFindingKind::Unavailable:
        return tr("%1 at %2: availability, not a wrong answer: %3")
            .arg(availabilityOf(errorKind), step, why);
    case TraceFindingKind::Recovered:
        return tr("%1 failed, was tried again, and then worked: %2").arg(step, why);
    case TraceFindingKind::Filtered:
        return tr("A content filter refused the request of %1: %2").arg(step, why);
    case TraceFindingKind::Swallowed:
        return tr("%1 failed, and the run went on: %2").arg(step, why);
    default:
        return tr("%1 failed: %2").arg(step, why);
    }
}

QString contradictionText(const trace::TraceContents& contents, const claims::Claim& claim)
{
    const auto against = std::ranges::find_if(claim.evidence, &claims::Evidence::isContradiction);
    if (against == claim.evidence.end())
        return tr("The answer contradicts what it was given: %1").arg(findingLine(claim.reason));
    const QString source = placeSource(contents, against->place);
    if (against->said.empty() || against->there.empty())
        return tr("Answer contradicts %1: %2").arg(source, findingLine(claim.reason));
    QString text =
        tr("Answer contradicts %1: says “%2”, there “%3”")
            .arg(source, findingLine(against->said, 80), findingLine(against->there, 80));
    // All that one sentence has wrong.
    int others = 0;
    for (const claims::Evidence& other : claim.evidence) {
        if (!other.isContradiction || &other == &*against || other.said.empty()
            || other.there.empty() || ++others > kMostOthers)
            continue;
        text +=
            tr("; “%1”, there “%2”").arg(findingLine(other.said, 80), findingLine(other.there, 80));
    }
    // Not read, it cannot have been misread.
    const bool isUnseen = std::ranges::all_of(claim.evidence, [](const claims::Evidence& one) {
        return !one.isContradiction || one.isUnseen();
    });
    if (isUnseen)
        text += against->reading == claims::Reading::LikelyUnread
            ? tr(" (sent, but likely cut by the server before it was read)")
            : tr(" (sent, but cut by the server before it was read)");
    return text;
}

QString verdictFindingText(const Evaluation& evaluation)
{
    const QString title = checkTitle(
        findingLine(evaluation.check.empty() ? "check" : evaluation.check, 80).toStdString());
    QString text = isValidators(evaluation) ? title : tr("Judged bad by %1").arg(title);
    if (!evaluation.label.empty())
        text += u" · "_s + findingLine(evaluation.label, 60);
    if (!isValidators(evaluation) && evaluation.value)
        text += tr(" · score %1").arg(decimalText(*evaluation.value, 2));
    if (!evaluation.reason.empty())
        text += u": "_s + findingLine(evaluation.reason);
    return text;
}

std::optional<ToldVerdict> verdictToldBy(const telemetry::Generation& generation)
{
    constexpr std::size_t kMost = 16'384;
    const std::string text = telemetry::outputText(generation);
    if (text.size() > kMost || !text.starts_with('{'))
        return std::nullopt;
    const QJsonObject verdict = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
    const QJsonValue score = verdict[u"score"_s];
    const QString label = verdict[u"label"_s].toString();
    if (!score.isDouble() || label.isEmpty())
        return std::nullopt;
    ToldVerdict told;
    told.isBad = saysBad(label);
    told.text = tr("A judge's verdict is its answer: %1 · score %2")
                    .arg(findingLine(label.toStdString(), 60), decimalText(score.toDouble(), 2));
    const QString reason = verdict[u"explanation"_s].toString(verdict[u"reason"_s].toString());
    if (!reason.isEmpty())
        told.text += u": "_s + findingLine(reason.toStdString());
    return told;
}

bool isRepeatedInAnswer(const trace::TraceContents& contents, const std::string& message)
{
    constexpr std::size_t kTold = 12; // shorter ones stand anywhere
    constexpr std::size_t kMost = 400;
    if (message.size() < kTold || message.size() > kMost || contents.generations.empty())
        return false;
    return telemetry::outputText(contents.generations.back()).find(message) != std::string::npos;
}

bool hasLookedUp(const trace::TraceContents& contents)
{
    return std::ranges::any_of(contents.steps, [](const telemetry::Step& step) {
        return !step.documents.empty() || step.kind == telemetry::StepKind::Retrieval
            || step.kind == telemetry::StepKind::Tool;
    });
}

bool hasSources(bool hasLookedUp, const telemetry::Generation& generation)
{
    constexpr std::size_t kLongQuestion = 300; // bytes of what users said, all together
    if (hasLookedUp || !generation.documents.empty())
        return true;
    std::size_t asked = 0;
    for (const telemetry::Message& message : generation.inputMessages) {
        for (const telemetry::Part& part : message.parts) {
            if (part.kind == telemetry::PartKind::ToolCallResponse)
                return true;
            if (message.role == "user")
                asked += part.text.size();
        }
    }
    return asked > kLongQuestion;
}

QString checksText(const trace::TraceContents& contents)
{
    std::map<std::string, std::size_t> passed;
    std::size_t judges = 0;
    for (const Evaluation& evaluation : contents.evaluations) {
        if (evaluation.state != EvaluationState::Passed)
            continue;
        if (isValidators(evaluation))
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
                      const std::vector<claims::ClaimSet>& sets, std::size_t answers)
{
    QStringList parts;
    const bool isLookedUp = hasLookedUp(contents);
    const bool isGrounded = std::ranges::any_of(contents.evaluations, [&](const Evaluation& one) {
        const telemetry::Generation* answer = contents.generation(one.span);
        return answer != nullptr && hasSources(isLookedUp, *answer)
            && one.check == telemetry::kGroundedness
            && (one.state == EvaluationState::Passed || one.state == EvaluationState::Failed);
    });
    const auto told = std::ranges::count_if(contents.generations, [](const auto& one) {
        return telemetry::canHaveAnswer(one) && !one.isFailed;
    });
    const auto hidden = std::ranges::count_if(contents.generations, [](const auto& one) {
        return telemetry::canHaveAnswer(one) && !one.isFailed
            && telemetry::contentStateOf(one) == telemetry::ContentState::NotCaptured;
    });
    if (hidden > 0)
        parts << tr("the text of %1 of %2 answers: it is not in the telemetry")
                     .arg(countText(hidden), countText(told));
    if (!isGrounded && told > hidden) {
        const auto unknown = std::ranges::find_if(
            sets, [](const claims::ClaimSet& set) { return !set.unknown.empty(); });
        QString why = unknown == sets.end() ? QString() : findingLine(unknown->unknown);
        if (why.isEmpty())
            why = tr("nothing was given that it could be held against");
        else
            why[0] = why[0].toLower(); // a sentence of its own elsewhere
        parts << tr("whether it is true: %1").arg(why);
    }
    std::set<std::string> silent; // judges that gave no verdict
    for (const Evaluation& evaluation : contents.evaluations) {
        if (!isValidators(evaluation) && evaluation.state != EvaluationState::Passed
            && evaluation.state != EvaluationState::Failed)
            silent.insert(evaluation.check);
    }
    int named = 0;
    for (const std::string& check : silent) {
        if (named++ == kMostJudges)
            break;
        parts << tr("%1: its judge gave no verdict").arg(findingLine(check, 80));
    }
    if (silent.size() > kMostJudges)
        parts << tr("%1 more judges gave no verdict")
                     .arg(countText(static_cast<std::int64_t>(silent.size()) - kMostJudges));
    if (sets.size() < answers)
        parts << tr("the claims of all but %1 of %2 answers, those that checks think worst of")
                     .arg(countText(static_cast<std::int64_t>(sets.size())),
                          countText(static_cast<std::int64_t>(answers)));
    if (std::ranges::any_of(sets, &claims::ClaimSet::areTurnsCut))
        parts << tr(
            "what only older turns of the session had: there may be more than are looked at");
    if (contents.isCut)
        parts << tr("answers beyond the first %1").arg(countText(trace::kMostGenerations));
    if (contents.areStepsCut)
        parts << tr("steps beyond the first %1").arg(countText(trace::kMostSteps));
    return parts.isEmpty() ? QString() : tr("Not judged: %1").arg(parts.join(u"; "_s));
}

} // namespace items
