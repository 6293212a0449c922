// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/fileimport.h"
#include "models/ingest/pipeline.h"
#include "models/otlp/encode.h"
#include "models/store/reader.h"

#include <QTemporaryDir>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace ingesttest {

const telemetry::Timestamp kNoon = telemetry::Timestamp{} + std::chrono::hours(24 * 365 * 56 + 12);

// Stands still until it is moved.
class ManualClock final : public telemetry::Clock
{
public:
    explicit ManualClock(telemetry::Timestamp start = kNoon)
        : m_now(telemetry::toUnixNanos(start))
    {
    }
    telemetry::Timestamp now() const override { return telemetry::fromUnixNanos(m_now); }
    void advance(telemetry::Duration step) { m_now += step.count(); }

private:
    std::atomic<long long> m_now;
};

// Ids that are different for each number.
telemetry::TraceId traceId(std::uint64_t number);
telemetry::SpanId spanId(std::uint64_t number);

// A chat span of service "shop" at second `number`; with an answer when `answer` is not empty.
otlp::OutgoingSpan chatSpan(std::uint64_t number, const std::string& answer = {});
// The operation details event with question and answer of the same span.
otlp::OutgoingLog detailsLog(std::uint64_t number, const std::string& answer);
otlp::OutgoingLog evaluationLog(std::uint64_t number, double score,
                                const std::string& responseId = {});

std::string tracesBody(const std::vector<otlp::OutgoingSpan>& spans);
std::string logsBody(const std::vector<otlp::OutgoingLog>& logs);
// `count` chat spans with answers, from number `first` on.
std::string manySpans(std::uint64_t first, std::uint64_t count);

// As the Collector writes files: spans of numbers from 0 on, one a line.
std::string jsonLine(std::uint64_t number);
std::string jsonLines(std::uint64_t count);
// Stops after so many records.
ingest::ImportOptions stoppedAfter(int records);

std::string gzipped(std::string_view plain);
std::string zlibbed(std::string_view plain, bool isBare = false);
std::string zstdded(std::string_view plain);
std::string contentOf(const std::string& path);
void writeFile(const std::string& path, std::string_view content);
// tests/data/otlp/<name>
std::string dataPath(const std::string& name);

// Receipts of deliveries, waited for.
class Receipts
{
public:
    ingest::ReceiptHandler handler();
    // In the order in which they came; waits until there are `count`.
    std::vector<ingest::Receipt> wait(std::size_t count);

private:
    std::mutex m_mutex; // guards m_receipts
    std::condition_variable m_changed;
    std::vector<ingest::Receipt> m_receipts;
};

// A recording in a temporary folder.
class Recording
{
public:
    std::unique_ptr<ingest::Pipeline> start(ingest::PipelineSettings settings = {},
                                            const telemetry::Clock* clock = nullptr);
    std::unique_ptr<store::Reader> read() const;
    store::RecordingInfo info() const;
    std::vector<telemetry::Evaluation> evaluations(telemetry::EvaluationOrigin origin) const;
    std::string path(const std::string& name = "test.plumb") const;

private:
    QTemporaryDir m_folder;
};

// One delivery, taken or refused.
bool submit(ingest::Pipeline& pipeline, telemetry::SignalKind signal, const std::string& body,
            Receipts& receipts, bool isJson = false, const std::string& encoding = {});
// One delivery and its receipt.
ingest::Receipt deliver(ingest::Pipeline& pipeline, telemetry::SignalKind signal,
                        const std::string& body, bool isJson = false,
                        const std::string& encoding = {});

} // namespace ingesttest
