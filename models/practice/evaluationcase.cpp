// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/practice/evaluationcase.h"

#include "models/claims/claimsof.h"
#include "models/claims/claimsource.h"
#include "models/incident/wronganswers.h"
#include "models/trace/tracecontents.h"

#include <QList>
#include <QString>

#include <algorithm>
#include <tuple>
#include <utility>

namespace practice {

namespace {

using incident::MomentKind;
using telemetry::Result;
using telemetry::Timestamp;

Timestamp endOf(const incident::IncidentRecord& record)
{
    const auto recovery =
        std::ranges::find(record.moments, MomentKind::Recovery, &incident::KeyMoment::kind);
    return recovery != record.moments.end() && recovery->time
        ? std::min(*recovery->time, record.range.end)
        : record.range.end;
}

// Empty: all that answered.
std::vector<std::string> servicesOf(const incident::IncidentRecord& record)
{
    std::vector<std::string> services = record.incident.services;
    if (services.empty()) {
        for (const telemetry::AlarmTransition& alarm : record.alarms)
            services.push_back(alarm.service);
    }
    return services;
}

bool isBefore(const incident::WrongAnswer& left, const incident::WrongAnswer& right)
{
    return std::tuple(!left.isConfirmed, -left.suspicion, left.start, left.key)
        < std::tuple(!right.isConfirmed, -right.suspicion, right.start, right.key);
}

void addClaims(EvaluationCase& each, const trace::TraceContents& contents)
{
    const QList<uint> points = QString::fromStdString(each.output).toUcs4();
    for (const claims::Claim& claim : claims::claimsOf(contents, each.generation.span).claims) {
        if (claim.support != claims::Support::Absent
            && claim.support != claims::Support::Contradicted)
            continue;
        const qint64 start = std::clamp<qint64>(claim.start, 0, points.size());
        const qint64 end = std::clamp<qint64>(claim.end, start, points.size());
        const auto* from = reinterpret_cast<const char32_t*>(points.constData() + start);
        each.claims.push_back({.text = QString::fromUcs4(from, end - start).toStdString(),
                               .support = claims::toString(claim.support),
                               .reason = claim.reason});
    }
}

Result<std::optional<EvaluationCase>> caseOf(const store::Reader& reader,
                                             const incident::IncidentRecord& record,
                                             const incident::WrongAnswer& candidate,
                                             const suspects::VerdictBook& book)
{
    const store::View view{.range = {Timestamp::min(), Timestamp::max()},
                           .knownAt = record.knownAt};
    // With what other steps of the trace found for it, as health judged it.
    const auto contents = trace::readTraceContents(reader, candidate.key.trace, view);
    if (!contents)
        return tl::make_unexpected(contents.error());
    const auto generation =
        std::ranges::find(contents->generations, candidate.key.span, &telemetry::Generation::span);
    if (generation == contents->generations.end())
        return std::nullopt;
    claims::ClaimSource source;
    claims::gatherSource(*contents, *generation, nullptr, source);
    const health::Subject& subject = source.subject;
    if (!subject.output || subject.output->empty())
        return std::nullopt;
    EvaluationCase each;
    each.incident = record.incident.id;
    each.generation = *generation;
    each.task = subject.task;
    each.context = subject.context;
    each.prompt = subject.prompt;
    each.instructions = subject.instructions;
    each.toolResults = subject.toolResults;
    each.tools = subject.toolNames;
    each.output = *subject.output;
    each.suspicion = candidate.suspicion;
    each.reasons = candidate.reasons;
    each.verdict = book.of(candidate.key);
    for (const suspects::Said& said : each.verdict.said) {
        if (auto expected = expectedIn(said.note))
            each.expected = std::move(expected); // the newest counts
    }
    auto evaluations = reader.evaluationsOf(candidate.key, view);
    if (!evaluations)
        return tl::make_unexpected(evaluations.error());
    for (telemetry::Evaluation& evaluation : *evaluations) {
        if (evaluation.state == telemetry::EvaluationState::Failed)
            each.findings.push_back(std::move(evaluation));
    }
    addClaims(each, *contents);
    return each;
}

} // namespace

Result<EvaluationCases> evaluationCases(const store::Reader& reader,
                                        const incident::IncidentRecord& record, std::size_t limit)
{
    auto wrong = incident::wrongAnswers(
        reader, {.range = {record.range.start, endOf(record)}, .knownAt = record.knownAt},
        servicesOf(record));
    if (!wrong)
        return tl::make_unexpected(wrong.error());
    std::ranges::sort(wrong->answers, isBefore);
    EvaluationCases all;
    all.wrong = static_cast<std::int64_t>(wrong->answers.size());
    for (const incident::WrongAnswer& candidate : wrong->answers) {
        if (all.cases.size() == limit) {
            ++all.beyondLimit;
            continue;
        }
        auto each = caseOf(reader, record, candidate, wrong->verdicts);
        if (!each)
            return tl::make_unexpected(each.error());
        if (*each)
            all.cases.push_back(std::move(**each));
        else
            ++all.withoutText;
    }
    return all;
}

std::uint64_t redact(EvaluationCase& each, const redact::Redactor& redactor)
{
    std::vector<telemetry::Redaction> redactions;
    const std::string& service = each.generation.service;
    const auto take = [&](std::string& text) { redactor.redact(text, service, redactions); };
    for (auto* text : {&each.context, &each.prompt, &each.instructions, &each.expected}) {
        if (*text)
            take(**text);
    }
    take(each.output);
    take(each.reasons);
    for (std::string& result : each.toolResults)
        take(result);
    for (suspects::Said& said : each.verdict.said) {
        take(said.note);
        take(said.who);
    }
    for (telemetry::Evaluation& evaluation : each.findings) {
        take(evaluation.reason);
        take(evaluation.label);
        evaluation.findings.clear(); // places in a text that is another one now
    }
    for (BadClaim& claim : each.claims) {
        take(claim.text);
        take(claim.reason);
    }
    for (auto* messages : {&each.generation.inputMessages, &each.generation.outputMessages}) {
        for (telemetry::Message& message : *messages) {
            for (telemetry::Part& part : message.parts) {
                take(part.text);
                take(part.json);
            }
        }
    }
    std::uint64_t count = 0;
    for (const telemetry::Redaction& redaction : redactions)
        count += redaction.count;
    return count;
}

std::optional<std::string> expectedIn(const std::string& note)
{
    constexpr std::string_view kMark = "expected:";
    const QString text = QString::fromStdString(note);
    qsizetype at = text.indexOf(QLatin1String(kMark.data(), kMark.size()), 0, Qt::CaseInsensitive);
    while (at > 0 && text[at - 1] != u'\n')
        at = text.indexOf(QLatin1String(kMark.data(), kMark.size()), at + 1, Qt::CaseInsensitive);
    if (at < 0)
        return std::nullopt;
    const QString expected = text.mid(at + static_cast<qsizetype>(kMark.size())).trimmed();
    return expected.isEmpty() ? std::nullopt : std::optional(expected.toStdString());
}

} // namespace practice
