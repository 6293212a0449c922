// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/reaskjson.h"

#include "app/commands/jsonrows.h"
#include "app/commands/terminal.h"
#include "models/telemetry/timetext.h"

#include <QJsonArray>

#include <cstdio>
#include <string>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

template<class T>
QJsonValue maybe(const std::optional<T>& value)
{
    if (!value)
        return QJsonValue::Null;
    if constexpr (std::is_floating_point_v<T>)
        return *value;
    else
        return static_cast<qint64>(*value);
}

QJsonArray interval(const telemetry::ShareInterval& band)
{
    return {band.low, band.high};
}

QJsonObject sampleJson(const sampling::Sample& sample, const sampling::Reask& again)
{
    QJsonArray calls;
    for (const auto& [name, arguments] : sample.toolCalls)
        calls.append(
            QJsonObject{{u"name"_s, displayText(name)}, {u"arguments"_s, displayText(arguments)}});
    return {{u"target"_s, static_cast<qint64>(sample.target)},
            {u"model_requested"_s, displayText(again.targets[sample.target].model)},
            {u"model_served"_s, displayText(sample.model)},
            {u"number"_s, static_cast<qint64>(sample.number)},
            {u"text"_s, displayText(sample.text)},
            {u"refusal"_s, displayText(sample.refusal)},
            {u"tool_calls"_s, calls},
            {u"finish_reason"_s, displayText(sample.finishReason)},
            {u"input_tokens"_s, maybe(sample.inputTokens)},
            {u"output_tokens"_s, maybe(sample.outputTokens)},
            {u"error"_s,
             sample.error.empty() ? QJsonValue(QJsonValue::Null)
                                  : QJsonValue(displayText(sample.error))},
            {u"span_id"_s, QString::fromStdString(telemetry::toHex(sample.span))},
            {u"start_ns"_s, static_cast<qint64>(sample.start.time_since_epoch().count())},
            {u"end_ns"_s, static_cast<qint64>(sample.end.time_since_epoch().count())}};
}

QJsonArray statementsJson(const sampling::Assessment& assessment)
{
    QJsonArray statements;
    for (const sampling::StatementAgreement& one : assessment.statements) {
        QJsonArray tallies;
        for (const sampling::Tally& tally : one.tallies)
            tallies.append(
                QJsonObject{{u"supporting"_s, static_cast<qint64>(tally.supporting)},
                            {u"contradicting"_s, static_cast<qint64>(tally.contradicting)},
                            {u"silent"_s, static_cast<qint64>(tally.silent)},
                            {u"n"_s, static_cast<qint64>(tally.count())},
                            {u"interval"_s, interval(tally.interval)}});
        statements.append(QJsonObject{{u"text"_s, displayText(one.text)},
                                      {u"start"_s, static_cast<qint64>(one.start)},
                                      {u"end"_s, static_cast<qint64>(one.end)},
                                      {u"targets"_s, tallies},
                                      {u"unigram"_s, one.unigram}});
    }
    return statements;
}

// What sets each class apart from the largest, as texts.
QJsonArray apartJson(const sampling::Reask& again, const sampling::TargetAssessment& target)
{
    QJsonArray all;
    for (std::size_t i = 0; i < target.apart.size(); ++i) {
        const std::size_t first = target.meanings.classes[i].members.front();
        const std::string said = again.samples[target.answers[first]].said();
        QJsonArray says;
        for (const auto& [start, end] : target.apart[i].stretches)
            says.append(displayText(said.substr(start, end - start)));
        QJsonArray leavesOut;
        for (const std::string& left : target.apart[i].leftOut)
            leavesOut.append(displayText(left));
        all.append(QJsonObject{{u"says"_s, says}, {u"leaves_out"_s, leavesOut}});
    }
    return all;
}

std::string shortened(const std::string& text)
{
    constexpr std::size_t most = 200; // bytes
    if (text.size() <= most)
        return text;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return text.substr(0, end) + "...";
}

void printTarget(const sampling::Reask& again, const sampling::TargetAssessment& target,
                 const sampling::Target& asked)
{
    print(stdout, "\n%s%s%s\n", asked.model.c_str(), asked.role.empty() ? "" : ", ",
          asked.role.c_str());
    print(stdout, "  %s\n", sampling::inWords(target.meanings).c_str());
    if (target.meanings.count > 0)
        print(stdout, "  %s\n", sampling::suspectInWords(target.meanings).c_str());
    for (std::size_t i = 0; i < target.meanings.classes.size(); ++i) {
        const sampling::MeaningClass& one = target.meanings.classes[i];
        const sampling::Sample& first = again.samples[target.answers[one.members.front()]];
        print(stdout, "  %zu of %zu%s: %s\n", one.members.size(), target.meanings.count,
              target.meanings.suspectClass == i ? " (as the suspect)" : "",
              shortened(first.said()).c_str());
        if (i >= target.apart.size())
            continue;
        const std::string said = first.said();
        for (const auto& [start, end] : target.apart[i].stretches)
            print(stdout, "      what the largest does not say: %s\n",
                  shortened(said.substr(start, end - start)).c_str());
        for (const std::string& left : target.apart[i].leftOut)
            print(stdout, "      what it does not say: %s\n", shortened(left).c_str());
    }
    if (target.failed > 0)
        print(stdout, "  %zu without an answer\n", target.failed);
}

} // namespace

QJsonObject toJson(const sampling::Estimate& estimate)
{
    QJsonArray unpriced;
    for (const std::string& model : estimate.unpriced)
        unpriced.append(displayText(model));
    return {{u"requests"_s, static_cast<qint64>(estimate.requests)},
            {u"input_tokens"_s, static_cast<qint64>(estimate.inputTokens)},
            {u"input_tokens_told"_s, estimate.isInputTold},
            {u"output_tokens"_s, maybe(estimate.outputTokens)},
            {u"output_cap"_s, maybe(estimate.outputCap)},
            {u"cost_usd"_s, maybe(estimate.likely)},
            {u"cost_usd_most"_s, maybe(estimate.most)},
            {u"unpriced"_s, unpriced},
            {u"words"_s, displayText(sampling::inWords(estimate))}};
}

QJsonObject toJson(const sampling::InputRead& input)
{
    return {{u"counted_tokens"_s, maybe(input.counted)},
            {u"sent_tokens_estimated"_s, maybe(input.sent)}};
}

QJsonObject toJson(const sampling::Meanings& meanings)
{
    QJsonArray classes;
    for (const sampling::MeaningClass& one : meanings.classes) {
        QJsonArray members;
        for (const std::size_t member : one.members)
            members.append(static_cast<qint64>(member));
        classes.append(QJsonObject{{u"count"_s, static_cast<qint64>(one.members.size())},
                                   {u"interval"_s, interval(one.interval)},
                                   {u"members"_s, members}});
    }
    return {{u"n"_s, static_cast<qint64>(meanings.count)},
            {u"classes"_s, classes},
            {u"entropy"_s, meanings.entropy},
            {u"entropy_normalised"_s, meanings.normalised},
            {u"entropy_adjusted"_s, meanings.adjusted},
            {u"coverage"_s, meanings.coverage},
            {u"suspect_class"_s, maybe(meanings.suspectClass)},
            {u"suspect_interval"_s, interval(meanings.suspectInterval)},
            {u"words"_s, displayText(sampling::inWords(meanings))},
            {u"suspect_words"_s, displayText(sampling::suspectInWords(meanings))}};
}

QJsonObject toJson(const sampling::Reask& again, const sampling::Assessment& assessment,
                   const sampling::InputRead& input)
{
    QJsonArray samples;
    for (const sampling::Sample& sample : again.samples)
        samples.append(sampleJson(sample, again));
    QJsonArray targets;
    for (std::size_t i = 0; i < again.targets.size(); ++i) {
        QJsonArray answers;
        for (const std::size_t answer : assessment.targets[i].answers)
            answers.append(static_cast<qint64>(answer));
        targets.append(QJsonObject{{u"model"_s, displayText(again.targets[i].model)},
                                   {u"role"_s, displayText(again.targets[i].role)},
                                   {u"answers"_s, answers},
                                   {u"failed"_s, static_cast<qint64>(assessment.targets[i].failed)},
                                   {u"meanings"_s, toJson(assessment.targets[i].meanings)},
                                   {u"apart"_s, apartJson(again, assessment.targets[i])}});
    }
    return {{u"trace_id"_s, QString::fromStdString(telemetry::toHex(again.trace))},
            {u"suspect_trace_id"_s, QString::fromStdString(telemetry::toHex(again.suspect.trace))},
            {u"suspect_span_id"_s, QString::fromStdString(telemetry::toHex(again.suspect.span))},
            {u"service"_s, displayText(again.service)},
            {u"time"_s, QString::fromStdString(telemetry::toRfc3339(again.time))},
            {u"actor"_s, displayText(again.actor)},
            {u"endpoint"_s, displayText(again.endpoint)},
            {u"samples_each"_s, static_cast<qint64>(again.samplesEach)},
            {u"temperature"_s, maybe(again.temperature)},
            {u"max_tokens"_s, maybe(again.maxTokens)},
            {u"difference"_s, displayText(again.difference)},
            {u"cancelled"_s, again.isCancelled},
            {u"suspect_input"_s, toJson(input)},
            {u"input_words"_s, displayText(sampling::inWords(input, again))},
            {u"targets"_s, targets},
            {u"samples"_s, samples},
            {u"together"_s, toJson(assessment.together)},
            {u"statements"_s, statementsJson(assessment)}};
}

void printReask(const sampling::Reask& again, const sampling::Assessment& assessment,
                const sampling::InputRead& input)
{
    print(stdout, "%s, asked again by %s at %s%s\n", telemetry::toRfc3339(again.time).c_str(),
          again.actor.c_str(), again.endpoint.c_str(), again.isCancelled ? ", cancelled" : "");
    if (!again.difference.empty())
        print(stdout, "not the same input: %s\n", again.difference.c_str());
    if (const std::string words = sampling::inWords(input, again); !words.empty())
        print(stdout, "%s\n", words.c_str());
    for (std::size_t i = 0; i < again.targets.size(); ++i)
        printTarget(again, assessment.targets[i], again.targets[i]);
    if (!assessment.statements.empty())
        print(stdout, "\nwhat the suspect said, and how many samples say so:\n");
    for (const sampling::StatementAgreement& one : assessment.statements) {
        std::string counts;
        for (const sampling::Tally& tally : one.tallies) {
            counts += (counts.empty() ? "" : ", ") + std::to_string(tally.supporting) + "/"
                + std::to_string(tally.count());
            if (tally.contradicting > 0)
                counts += " (" + std::to_string(tally.contradicting) + " against)";
        }
        print(stdout, "  %s: %s\n", counts.c_str(), shortened(one.text).c_str());
    }
    for (std::size_t i = 0; i < again.targets.size(); ++i)
        for (const sampling::Failure& failure : sampling::failuresOf(again, i))
            print(stderr, "%s, %s\n", again.targets[i].model.c_str(),
                  sampling::inWords(failure, again).c_str());
}

} // namespace commands
