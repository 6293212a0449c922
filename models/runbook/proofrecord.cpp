// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/proofrecord.h"

#include "models/runbook/entryjson.h"
#include "models/telemetry/timetext.h"

#include <QJsonObject>
#include <QString>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

using namespace Qt::StringLiterals;

namespace runbook {

namespace {

constexpr std::size_t kMostAnswer = 4096; // bytes of one answer in the chain
constexpr std::size_t kMostQuestion = 1024;

QString shortened(const std::string& bytes, std::size_t most)
{
    return text(bytes.substr(0, most));
}

std::string percent(double share)
{
    return std::to_string(static_cast<int>(std::lround(share * 100)));
}

QJsonObject toJson(const VersionStanding& version)
{
    return {{u"model"_s, text(version.model)}, {u"asked"_s, version.asked},
            {u"passed"_s, version.passed},     {u"failed"_s, version.failed},
            {u"unknown"_s, version.unknown},   {u"unanswered"_s, version.unanswered},
            {u"low"_s, version.low},           {u"high"_s, version.high}};
}

VersionStanding versionFrom(const QJsonObject& json)
{
    return {.model = json[u"model"_s].toString().toStdString(),
            .asked = json[u"asked"_s].toInt(),
            .passed = json[u"passed"_s].toInt(),
            .failed = json[u"failed"_s].toInt(),
            .unknown = json[u"unknown"_s].toInt(),
            .unanswered = json[u"unanswered"_s].toInt(),
            .low = json[u"low"_s].toDouble(0),
            .high = json[u"high"_s].toDouble(1)};
}

QJsonObject toJson(const ProofRecord& proof)
{
    QJsonObject json{{u"probe_set"_s, text(proof.probeSet)},
                     {u"digest"_s, text(proof.digest)},
                     {u"endpoint"_s, text(proof.endpoint)},
                     {u"candidate"_s, toJson(proof.candidate)},
                     {u"at_least"_s, proof.atLeast},
                     {u"margin"_s, proof.margin},
                     {u"accept"_s, proof.mustBeBetter ? u"better"_s : u"no_worse"_s},
                     {u"alpha"_s, proof.alpha},
                     {u"most"_s, proof.most},
                     {u"begun"_s, QString::fromStdString(telemetry::toRfc3339(proof.begun))}};
    if (proof.current)
        json[u"current"_s] = toJson(*proof.current);
    return json;
}

template<typename Enum, std::size_t kSize>
Enum named(const QJsonValue& name, const std::array<Enum, kSize>& all, Enum otherwise)
{
    const QString word = name.toString();
    const auto found = std::ranges::find_if(
        all, [&word](Enum each) { return word == QLatin1String(toString(each)); });
    return found == all.end() ? otherwise : *found;
}

std::string versionsText(const ProofRecord& proof)
{
    return proof.candidate.model + (proof.current ? " beside " + proof.current->model : "");
}

} // namespace

const char* toString(ProofOutcome outcome)
{
    switch (outcome) {
    case ProofOutcome::Open:
        return "open";
    case ProofOutcome::Proven:
        return "proven";
    case ProofOutcome::Refuted:
        return "refuted";
    case ProofOutcome::NotEnough:
        return "not_enough";
    case ProofOutcome::NoAnswer:
        return "no_answer";
    case ProofOutcome::Stopped:
        return "stopped";
    }
    return "open";
}

const char* toString(Standing standing)
{
    switch (standing) {
    case Standing::Alone:
        return "alone";
    case Standing::Undecided:
        return "undecided";
    case Standing::NoWorse:
        return "no_worse";
    case Standing::Better:
        return "better";
    case Standing::Worse:
        return "worse";
    }
    return "undecided";
}

std::string inWords(Standing standing, double margin)
{
    switch (standing) {
    case Standing::Alone:
        return "not held against another version";
    case Standing::Undecided:
        return "undecided beside the current version";
    case Standing::NoWorse:
        return "not worse than the current version by " + percent(margin) + " %";
    case Standing::Better:
        return "better than the current version";
    case Standing::Worse:
        return "worse than the current version";
    }
    return {};
}

const char* toString(ProbeAnswer::Result result)
{
    switch (result) {
    case ProbeAnswer::Result::Passed:
        return "passed";
    case ProbeAnswer::Result::Failed:
        return "failed";
    case ProbeAnswer::Result::Unknown:
        return "unknown";
    case ProbeAnswer::Result::Unanswered:
        return "unanswered";
    }
    return "unanswered";
}

std::string inWords(const VersionStanding& version)
{
    std::string words = version.judged() == 0
        ? std::string("nothing known yet")
        : std::to_string(version.passed) + " of " + std::to_string(version.judged()) + " passed ("
            + percent(version.low) + " to " + percent(version.high) + " %)";
    if (version.unknown > 0)
        words += ", " + std::to_string(version.unknown) + " not to be told";
    if (version.unanswered > 0)
        words += ", " + std::to_string(version.unanswered) + " unanswered";
    return words;
}

telemetry::TimelineEntry probingEntry(const std::string& runbook, const Step& step,
                                      const ProofRecord& proof)
{
    QJsonObject payload = toJson(proof);
    payload.remove(u"begun"_s);
    payload[u"runbook"_s] = text(runbook);
    payload[u"step"_s] = text(step.id);
    payload[u"state"_s] = u"probing"_s;
    return entry("step", runbook,
                 "Probing " + versionsText(proof) + " with " + proof.probeSet + ": at most "
                     + std::to_string(proof.most) + " questions to each",
                 payload, proof.begun);
}

telemetry::TimelineEntry answerEntry(const std::string& runbook, const Step& step,
                                     const ProbeAnswer& answer)
{
    QJsonObject payload{
        {u"runbook"_s, text(runbook)},
        {u"step"_s, text(step.id)},
        {u"probe"_s, text(answer.probe)},
        {u"version"_s, answer.isCandidate ? u"candidate"_s : u"current"_s},
        {u"model"_s, text(answer.model)},
        {u"served"_s, text(answer.served)},
        {u"question"_s, shortened(answer.question, kMostQuestion)},
        {u"expected"_s, shortened(answer.expected, kMostQuestion)},
        {u"answer"_s, shortened(answer.answer, kMostAnswer)},
        {u"result"_s, QLatin1String(toString(answer.result))},
        {u"took_ms"_s,
         static_cast<qint64>(
             std::chrono::duration_cast<std::chrono::milliseconds>(answer.took).count())}};
    if (answer.answer.size() > kMostAnswer)
        payload[u"answer_bytes"_s] = static_cast<qint64>(answer.answer.size());
    if (!answer.reason.empty())
        payload[u"reason"_s] = text(answer.reason);
    if (answer.inputTokens)
        payload[u"input_tokens"_s] = static_cast<qint64>(*answer.inputTokens);
    if (answer.outputTokens)
        payload[u"output_tokens"_s] = static_cast<qint64>(*answer.outputTokens);
    return entry("probe", runbook,
                 "Probe " + answer.probe + " asked of " + answer.model + ": "
                     + toString(answer.result)
                     + (answer.reason.empty() ? "" : " (" + answer.reason + ")"),
                 payload, answer.asked);
}

telemetry::TimelineEntry proofEntry(const std::string& runbook, const Step& step,
                                    const ProofRecord& proof)
{
    QJsonObject payload = toJson(proof);
    payload[u"runbook"_s] = text(runbook);
    payload[u"step"_s] = text(step.id);
    payload[u"state"_s] = u"proof"_s;
    payload[u"outcome"_s] = QLatin1String(toString(proof.outcome));
    payload[u"standing"_s] = QLatin1String(toString(proof.standing));
    payload[u"reason"_s] = text(proof.reason);
    std::string word = toString(proof.outcome);
    std::ranges::replace(word, '_', ' ');
    return entry("step", runbook,
                 "Proof of " + versionsText(proof) + ": " + word + ". " + proof.reason, payload,
                 proof.ended);
}

std::optional<ProofRecord> proofFrom(const telemetry::TimelineEntry& entry)
{
    static constexpr std::array kOutcomes{ProofOutcome::Proven, ProofOutcome::Refuted,
                                          ProofOutcome::NotEnough, ProofOutcome::NoAnswer,
                                          ProofOutcome::Stopped};
    static constexpr std::array kStandings{Standing::Alone, Standing::Undecided, Standing::NoWorse,
                                           Standing::Better, Standing::Worse};
    if (entry.kind != "step")
        return std::nullopt;
    const QJsonObject json = payloadOf(entry);
    if (json[u"state"_s].toString() != u"proof"_s)
        return std::nullopt;
    ProofRecord proof;
    proof.probeSet = json[u"probe_set"_s].toString().toStdString();
    proof.digest = json[u"digest"_s].toString().toStdString();
    proof.endpoint = json[u"endpoint"_s].toString().toStdString();
    proof.candidate = versionFrom(json[u"candidate"_s].toObject());
    if (json.contains(u"current"_s))
        proof.current = versionFrom(json[u"current"_s].toObject());
    proof.atLeast = json[u"at_least"_s].toDouble();
    proof.margin = json[u"margin"_s].toDouble();
    proof.mustBeBetter = json[u"accept"_s].toString() == u"better"_s;
    proof.alpha = json[u"alpha"_s].toDouble();
    proof.most = json[u"most"_s].toInt();
    // What cannot be read proves nothing.
    proof.outcome = named(json[u"outcome"_s], kOutcomes, ProofOutcome::NoAnswer);
    proof.standing = named(json[u"standing"_s], kStandings, Standing::Undecided);
    proof.reason = json[u"reason"_s].toString().toStdString();
    proof.begun = telemetry::timestampFromText(json[u"begun"_s].toString().toStdString())
                      .value_or(telemetry::Timestamp{});
    proof.ended = entry.time;
    return proof;
}

} // namespace runbook
