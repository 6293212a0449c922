// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/dialect/interpreter.h"
#include "models/otlp/encode.h"
#include "models/store/reader.h"
#include "models/store/writer.h"

#include <QTemporaryDir>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace storetest {

// A recording in a folder of its own, gone with the fixture.
class Recording
{
public:
    Recording();

    std::string path() const;
    // The test stops with the message when these fail.
    std::unique_ptr<store::Writer> writer() const;
    std::unique_ptr<store::Reader> reader() const;
    // Runs SQL on a connection of its own, as somebody with another tool would.
    void tamper(const std::string& sql) const;
    void undoVersion15() const; // as it was before; the number of the version stays
    std::int64_t number(const std::string& sql) const;
    std::string bytes() const; // of the file

private:
    QTemporaryDir m_folder;
};

// Whole seconds after an arbitrary moment.
telemetry::Timestamp at(std::int64_t seconds);
telemetry::TraceId traceId(std::uint64_t number);
telemetry::SpanId spanId(std::uint64_t number);
store::View knownAt(std::int64_t seconds);

// One call of a model; number gives trace and span ids, and the response id "resp-<number>".
otlp::OutgoingSpan chatSpan(std::uint64_t number, std::int64_t second);
// Step `number` of a trace, which starts that many seconds in; all are below the first one.
otlp::OutgoingSpan stepSpan(std::uint64_t number, std::uint64_t trace = 1);
// The same call's messages, sent as an event of its own.
otlp::OutgoingLog messagesLog(std::uint64_t number, std::int64_t second);
// A judge's result; without a span it only names the response.
otlp::OutgoingLog judgeLog(std::uint64_t number, std::int64_t second, double score, bool hasSpan);

// An empty `instance` is not told.
dialect::Interpreted spansBatch(const std::vector<otlp::OutgoingSpan>& spans, std::int64_t recorded,
                                const std::string& service = "shop",
                                const std::string& instance = {});
dialect::Interpreted logsBatch(const std::vector<otlp::OutgoingLog>& logs, std::int64_t recorded,
                               const std::string& service = "shop");

// Groundedness of one service.
telemetry::SignalKey signalOf(const std::string& service);

telemetry::TimelineEntry note(const std::string& text, std::int64_t second);

inline std::int64_t secondAt(std::int64_t second)
{
    return telemetry::toUnixNanos(at(second)) / 1'000'000'000;
}

} // namespace storetest
