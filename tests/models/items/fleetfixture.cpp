// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/items/fleetfixture.h"

#include "models/dialect/interpreter.h"
#include "models/otlp/decode.h"
#include "models/otlp/encode.h"

#include <cstdlib>
#include <iterator>
#include <memory>
#include <utility>

namespace fleettest {

namespace {

constexpr long long kStart = 1'795'488'660'000'000'000; // 2026-11-24T02:51:00Z
constexpr int kSilentFrom = 200;
constexpr int kSilentTo = 230;
constexpr int kFaultFrom = 300;
constexpr int kAgentEnds = 420;

template<class T>
T must(telemetry::Result<T> result)
{
    if (!result)
        qFatal("%s", result.error().message.c_str());
    return std::move(*result);
}

void must(const telemetry::Result<void>& result)
{
    if (!result)
        qFatal("%s", result.error().message.c_str());
}

bool isSilent(const std::string& service, int second)
{
    return (second >= kSilentFrom && second < kSilentTo)
        || (service == "order-agent" && second >= kAgentEnds);
}

std::string modelOf(const std::string& service, int second)
{
    if (service == "code-assistant")
        return second < kFaultFrom ? "glyph-2026-10-c" : "glyph-2026-11-a";
    return "parley-4";
}

otlp::OutgoingSpan generation(const std::string& service, int second, unsigned char number)
{
    otlp::OutgoingSpan span;
    span.trace.bytes = {number, static_cast<unsigned char>(second >> 8),
                        static_cast<unsigned char>(second), 1};
    span.id = static_cast<telemetry::SpanId>(second + 1);
    span.name = "chat";
    span.start = at(second);
    span.end = at(second + 0.5);
    span.attributes = {{"gen_ai.operation.name", std::string("chat")},
                       {"gen_ai.response.model", modelOf(service, second)}};
    return span;
}

void writeTelemetry(store::Writer& writer, const std::string& service, unsigned char number)
{
    std::vector<otlp::OutgoingSpan> spans;
    for (int second = 0; second < kLength; ++second) {
        if (!isSilent(service, second))
            spans.push_back(generation(service, second, number));
    }
    const auto body = std::make_shared<const std::string>(
        otlp::encodeTraces({{"service.name", service}}, "test", spans));
    auto batch = must(otlp::decodeProtobuf(telemetry::SignalKind::Traces, body));
    batch.recorded = at(1);
    batch.source = "test";
    must(writer.append(dialect::Interpreter::builtIn().interpret(std::move(batch))));
}

void addRollups(store::HealthResults& results, const std::string& service, const std::string& check)
{
    for (int second = 0; second < kLength; ++second) {
        if (isSilent(service, second))
            continue;
        telemetry::SignalKey key;
        key.service = service;
        key.operation = "chat";
        key.model = modelOf(service, second);
        key.check = check;
        telemetry::Rollup rollup;
        rollup.bucket = telemetry::toUnixNanos(at(second)) / 1'000'000'000;
        rollup.recordedBucket = rollup.bucket + 1;
        const bool isFaulty =
            service == "code-assistant" && check == "groundedness" && second >= kFaultFrom;
        rollup.add(isFaulty && second % 3 == 0 ? 0.95 : 0.04);
        results.rollups.emplace_back(key, rollup);
    }
}

} // namespace

telemetry::Timestamp at(double seconds)
{
    return telemetry::fromUnixNanos(kStart + static_cast<long long>(seconds * 1e9));
}

telemetry::AlarmTransition firstAlarm()
{
    telemetry::AlarmTransition alarm;
    alarm.alarm = "A-0001";
    alarm.state = telemetry::AlarmState::Raised;
    alarm.service = "code-assistant";
    alarm.check = "groundedness";
    alarm.model = "glyph-2026-11-a";
    alarm.severity = 2;
    alarm.sentence =
        "code-assistant states what its passages do not hold: 33 % since 02:56 (was 0 %)";
    alarm.rateBefore = 0.04;
    alarm.rateNow = 0.34;
    alarm.observations = 30;
    alarm.onset = at(kFaultFrom);
    alarm.time = at(330);
    alarm.recorded = at(331);
    alarm.actor = "detector";
    return alarm;
}

Fleet::Fleet()
{
    const auto writer = must(store::Writer::open(path()));
    store::HealthResults results;
    unsigned char number = 1;
    for (const std::string service : {"code-assistant", "order-agent", "support-bot"}) {
        writeTelemetry(*writer, service, number++);
        addRollups(results, service, "groundedness");
        if (service != "order-agent")
            addRollups(results, service, "truncation");
    }
    results.alarms.push_back(firstAlarm());
    must(writer->append(results));
    store::Gap gap;
    gap.source = "otlp-http";
    gap.range = {.start = at(kSilentFrom), .end = at(kSilentTo)};
    gap.reason = "the sender was not reachable";
    must(writer->append(gap, gap.range.end));
    must(writer->commit());
}

std::string Fleet::path() const
{
    return m_folder.filePath(QStringLiteral("fleet.plumb")).toStdString();
}

void Fleet::append(const telemetry::AlarmTransition& alarm) const
{
    const auto writer = must(store::Writer::open(path()));
    store::HealthResults results;
    results.alarms.push_back(alarm);
    must(writer->append(results));
    must(writer->commit());
}

void Fleet::append(const telemetry::TimelineEntry& entry) const
{
    const auto writer = must(store::Writer::open(path()));
    must(writer->append(entry));
    must(writer->commit());
}

} // namespace fleettest
