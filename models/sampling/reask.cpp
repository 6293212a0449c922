// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sampling/reask.h"

#include "models/sampling/phrasing.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <functional>
#include <map>
#include <string_view>

using namespace Qt::StringLiterals;

namespace sampling {

namespace {

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

std::string textIn(const QJsonObject& object, const QString& key)
{
    return object[key].toString().toStdString();
}

} // namespace

std::string Sample::said() const
{
    if (!text.empty())
        return text;
    if (!refusal.empty())
        return refusal;
    std::string calls;
    for (const auto& [name, arguments] : toolCalls)
        calls += (calls.empty() ? "" : "\n") + name + "(" + arguments + ")";
    return calls;
}

Assessment assess(const Reask& again, const std::string& suspect,
                  const std::vector<std::pair<std::int64_t, std::int64_t>>& stretches)
{
    Assessment assessment;
    assessment.targets.resize(again.targets.size());
    std::vector<std::vector<std::string>> groups(again.targets.size());
    std::vector<Phrasing> phrasings; // one an answer
    std::vector<std::vector<std::size_t>> places(again.targets.size()); // into phrasings
    for (std::size_t i = 0; i < again.samples.size(); ++i) {
        const Sample& sample = again.samples[i];
        if (sample.target >= again.targets.size())
            continue;
        if (!sample.error.empty()) {
            ++assessment.targets[sample.target].failed;
            continue;
        }
        places[sample.target].push_back(assessment.answers.size());
        assessment.answers.push_back(i);
        assessment.targets[sample.target].answers.push_back(i);
        groups[sample.target].push_back(sample.said());
        phrasings.emplace_back(groups[sample.target].back());
    }
    const Phrasing suspected(suspect);
    const auto compare = [&](std::size_t first, std::size_t second) {
        return areSame(phrasings[first], second == kSuspect ? suspected : phrasings[second]);
    };
    assessment.together = meaningsOf(phrasings.size(), compare, !suspect.empty());
    for (std::size_t target = 0; target < again.targets.size(); ++target) {
        const auto& own = places[target];
        assessment.targets[target].meanings = meaningsOf(
            own.size(),
            [&](std::size_t first, std::size_t second) {
                return compare(own[first], second == kSuspect ? kSuspect : own[second]);
            },
            !suspect.empty());
        for (const MeaningClass& one : assessment.targets[target].meanings.classes) {
            const auto& largest = assessment.targets[target].meanings.classes.front();
            const bool isLargest = &one == &largest;
            assessment.targets[target].apart.push_back(
                isLargest ? Apart()
                          : phrasings[own[one.members.front()]].apartFrom(
                              phrasings[own[largest.members.front()]]));
        }
    }
    if (!suspect.empty())
        assessment.statements = agreementOf(suspect, stretches, groups);
    return assessment;
}

std::vector<Failure> failuresOf(const Reask& again, std::size_t target)
{
    std::vector<Failure> failures;
    std::map<std::string_view, std::size_t> places; // into failures, by error
    for (std::size_t i = 0; i < again.samples.size(); ++i) {
        const Sample& sample = again.samples[i];
        if (sample.target != target || sample.error.empty())
            continue;
        const auto [place, isNew] = places.emplace(sample.error, failures.size());
        if (isNew)
            failures.push_back({.error = sample.error, .samples = {}});
        failures[place->second].samples.push_back(i);
    }
    std::ranges::stable_sort(failures, std::ranges::greater(),
                             [](const Failure& one) { return one.samples.size(); });
    return failures;
}

std::string inWords(const Failure& failure, const Reask& again)
{
    return std::to_string(failure.samples.size()) + " of " + std::to_string(again.samplesEach)
        + " without an answer: " + failure.error;
}

std::string payloadOf(const Reask& again)
{
    QJsonArray targets;
    for (const Target& target : again.targets)
        targets.append(
            QJsonObject{{u"model"_s, text(target.model)}, {u"role"_s, text(target.role)}});
    const auto failed = std::ranges::count_if(
        again.samples, [](const Sample& sample) { return !sample.error.empty(); });
    QJsonObject object{{u"trace_id"_s, text(telemetry::toHex(again.trace))},
                       {u"suspect_trace_id"_s, text(telemetry::toHex(again.suspect.trace))},
                       {u"suspect_span_id"_s, text(telemetry::toHex(again.suspect.span))},
                       {u"service"_s, text(again.service)},
                       {u"endpoint"_s, text(again.endpoint)},
                       {u"targets"_s, targets},
                       {u"samples_each"_s, static_cast<qint64>(again.samplesEach)},
                       {u"samples"_s, static_cast<qint64>(again.samples.size())},
                       {u"failed"_s, static_cast<qint64>(failed)},
                       {u"estimate"_s, text(again.estimate)},
                       {u"difference"_s, text(again.difference)},
                       {u"cancelled"_s, again.isCancelled}};
    if (again.temperature)
        object[u"temperature"_s] = *again.temperature;
    if (again.maxTokens)
        object[u"max_tokens"_s] = static_cast<qint64>(*again.maxTokens);
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

std::optional<Reask> fromPayload(const std::string& json)
{
    const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
    const auto own = telemetry::traceIdFromHex(textIn(object, u"trace_id"_s));
    const auto suspect = telemetry::traceIdFromHex(textIn(object, u"suspect_trace_id"_s));
    const auto span = telemetry::spanIdFromHex(textIn(object, u"suspect_span_id"_s));
    if (!own || !suspect || !span)
        return std::nullopt;
    Reask again;
    again.trace = *own;
    again.suspect = {.trace = *suspect, .span = *span};
    again.service = textIn(object, u"service"_s);
    again.endpoint = textIn(object, u"endpoint"_s);
    for (const QJsonValue& value : object[u"targets"_s].toArray()) {
        const QJsonObject target = value.toObject();
        again.targets.push_back(
            {.model = textIn(target, u"model"_s), .role = textIn(target, u"role"_s)});
    }
    again.samplesEach = static_cast<std::size_t>(
        std::clamp<qint64>(object[u"samples_each"_s].toInteger(), 0, kMostSamples));
    again.estimate = textIn(object, u"estimate"_s);
    again.difference = textIn(object, u"difference"_s);
    again.isCancelled = object[u"cancelled"_s].toBool();
    if (object[u"temperature"_s].isDouble())
        again.temperature = object[u"temperature"_s].toDouble();
    if (object[u"max_tokens"_s].isDouble())
        again.maxTokens = object[u"max_tokens"_s].toInteger();
    return again;
}

std::string inWords(const Reask& again)
{
    std::string models;
    for (const Target& target : again.targets)
        models += (models.empty() ? "" : ", ") + target.model
            + (target.role.empty() ? "" : " (" + target.role + ")");
    const auto answered = std::ranges::count_if(
        again.samples, [](const Sample& sample) { return sample.error.empty(); });
    return "Asked again: " + std::to_string(answered) + " of "
        + std::to_string(again.samplesEach * again.targets.size()) + " answers from " + models
        + " at " + again.endpoint + (again.isCancelled ? ", cancelled" : "") + "; estimated "
        + again.estimate;
}

} // namespace sampling
