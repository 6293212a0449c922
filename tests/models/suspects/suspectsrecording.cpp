// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/suspects/suspectsrecording.h"

#include <QStringList>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace storetest;
using suspects::Filter;
using suspects::Opinion;
using suspects::QueueQuery;

namespace suspectstest {

telemetry::SpanKey key(std::uint64_t number)
{
    return {.trace = traceId(number), .span = spanId(number)};
}

otlp::OutgoingSpan answerSpan(std::uint64_t number, std::int64_t second, const std::string& output,
                              const std::string& tenant)
{
    otlp::OutgoingSpan span = chatSpan(number, second);
    if (!output.empty())
        span.attributes.emplace_back("gen_ai.output.messages",
                                     R"([{"role":"assistant","parts":[{"type":"text","content":")"
                                         + output + R"("}],"finish_reason":"stop"}])");
    if (!tenant.empty())
        span.attributes.emplace_back("app.tenant", tenant);
    return span;
}

telemetry::Suspicion suspicion(std::uint64_t number, std::int64_t second, double probability,
                               const std::string& reasons)
{
    return {.trace = traceId(number),
            .span = spanId(number),
            .probability = probability,
            .reasons = reasons,
            .time = at(second)};
}

void writeSuspects(store::Writer& writer)
{
    QVERIFY(writer.append(spansBatch(
        {answerSpan(1, 1, "Call numpy.fastsort on the list of 12 items and return it", "acme"),
         answerSpan(2, 2, "Call numpy.fastsort on the list of 99 items and return it", "acme"),
         answerSpan(3, 3, "Call numpy.fastsort on the list of 7 items and return it", "zeta"),
         answerSpan(4, 4, "The contract ends on the last day of the"),
         answerSpan(5, 5, "Your parcel was handed to the neighbour in the blue house")},
        10)));
    QVERIFY(writer.append(spansBatch({answerSpan(6, 6, {})}, 10, "other")));
    store::HealthResults health;
    health.suspicions = {suspicion(1, 1, 0.9, "fabrication: no such name"),
                         suspicion(2, 2, 0.8, "fabrication: no such name"),
                         suspicion(3, 3, 0.7, "fabrication: no such name"),
                         suspicion(4, 4, 0.6, "truncation: the output was cut off"),
                         suspicion(5, 5, 0.5, "truncation: the output was cut off"),
                         suspicion(6, 6, 0.45, "served_model: another model")};
    QVERIFY(writer.append(health) && writer.commit());
}

void say(store::Writer& writer, std::uint64_t number, Opinion opinion, const std::string& who,
         std::int64_t second, double suspicion_, const std::string& reasons)
{
    auto entry =
        suspects::verdictEntry({.answer = key(number), .suspicion = suspicion_, .reasons = reasons},
                               opinion, {}, at(second));
    entry.actor = who;
    entry.recorded = at(second);
    QVERIFY(writer.append(entry) && writer.commit());
}

QueueQuery queryOf(const std::string& filter, std::int64_t known)
{
    QueueQuery query;
    query.view = knownAt(known);
    query.cursor = at(known);
    query.minimum = 0.4;
    const auto parsed = Filter::parse(filter);
    if (!parsed)
        qFatal("%s", parsed.error().message.c_str());
    query.filter = *parsed;
    return query;
}

QString rowsText(const telemetry::Result<suspects::Queue>& queue)
{
    if (!queue)
        return QString::fromStdString(queue.error().message);
    QStringList numbers;
    for (const auto& row : queue->rows)
        numbers << QString::number(static_cast<std::uint64_t>(row.suspicion.span) & 0xffffU);
    return numbers.join(u' ');
}

telemetry::Evaluation result(std::uint64_t number, std::int64_t second, double badness)
{
    telemetry::Evaluation evaluation;
    evaluation.trace = traceId(number);
    evaluation.span = spanId(number);
    evaluation.check = "fabrication";
    evaluation.evaluator = "plumbline";
    evaluation.origin = telemetry::EvaluationOrigin::Validator;
    evaluation.state =
        badness >= 0.5 ? telemetry::EvaluationState::Failed : telemetry::EvaluationState::Passed;
    evaluation.value = badness;
    evaluation.badness = badness;
    evaluation.time = at(second);
    evaluation.recorded = at(second);
    return evaluation;
}

QString numbersText(const std::vector<telemetry::SpanKey>& keys)
{
    QStringList numbers;
    for (const auto& one : keys)
        numbers << QString::number(static_cast<std::uint64_t>(one.span) & 0xffffU);
    return numbers.join(u' ');
}

} // namespace suspectstest
