// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rpc/exportcall.h"

#include "models/ingest/inflater.h"
#include "models/ingest/refusals.h"
#include "models/otlp/encode.h"
#include "models/telemetry/scarcememory.h"

#include <memory>
#include <new>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/status.h>

namespace rpc {

namespace {

using ingest::Receipt;
using telemetry::SignalKind;

constexpr const char* kSource = "otlp-grpc";
constexpr int kRetryWhenFull = 1; // seconds
constexpr int kRetryWhenFailed = 10; // a full disk takes longer
// A status travels in a header, of which clients take some 8 KiB, percent-encoded.
constexpr std::size_t kMostStatusBytes = 1024;

grpc::Status statusOf(grpc::StatusCode code, std::string message)
{
    if (message.size() > kMostStatusBytes) {
        message.resize(kMostStatusBytes);
        message += " ...";
    }
    return {code, message};
}

// google.rpc.Status with RetryInfo: without it, clients give up on RESOURCE_EXHAUSTED.
grpc::Status retryLater(grpc::StatusCode code, const std::string& message, int seconds)
{
    const grpc::Status plain = statusOf(code, message);
    return {code, plain.error_message(),
            otlp::encodeRetryStatus(static_cast<int>(code), plain.error_message(), seconds)};
}

grpc::Status failureOf(const Receipt& receipt)
{
    switch (receipt.outcome) {
    case Receipt::Outcome::Undecodable:
        return statusOf(grpc::StatusCode::INVALID_ARGUMENT, receipt.message);
    case Receipt::Outcome::TooLarge:
        return statusOf(grpc::StatusCode::RESOURCE_EXHAUSTED, receipt.message);
    case Receipt::Outcome::UnsupportedEncoding:
        return statusOf(grpc::StatusCode::UNIMPLEMENTED, receipt.message);
    case Receipt::Outcome::Committed:
    case Receipt::Outcome::Failed:
        break;
    }
    return retryLater(grpc::StatusCode::UNAVAILABLE, receipt.message, kRetryWhenFailed);
}

// Nothing when gRPC cannot give them: an empty message is a request like any other.
std::optional<std::string> bytesOf(const grpc::ByteBuffer& buffer)
{
    std::string bytes;
    std::vector<grpc::Slice> slices;
    if (!buffer.Dump(&slices).ok())
        return std::nullopt;
    bytes.reserve(buffer.Length());
    for (const grpc::Slice& slice : slices)
        bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
    return bytes;
}

grpc::ByteBuffer bufferOf(const std::string& bytes)
{
    const grpc::Slice slice(bytes);
    return {&slice, 1};
}

// gRPC does not say whether or how this message came compressed, and would inflate it without a
// limit if it were let. No Export request begins as such a stream does: it begins with field 1.
std::string encodingOf(std::string_view message)
{
    const ingest::Coding coding = ingest::codingFromMagic(message);
    if (coding == ingest::Coding::Gzip)
        return "gzip";
    if (coding == ingest::Coding::Zstd)
        return "zstd";
    const bool isZlib = message.size() > 2 && message[0] == '\x78'
        && ((0x78U << 8) + static_cast<unsigned char>(message[1])) % 31 == 0;
    return isZlib ? "deflate" : "";
}

} // namespace

// One answer: the first counts, and a receipt that never comes is an internal error.
class ExportCall::Reply
{
public:
    explicit Reply(ExportCall& call)
        : m_call(&call)
    {
    }
    Reply(const Reply&) = delete;
    Reply& operator=(const Reply&) = delete;
    ~Reply() { fail({grpc::StatusCode::INTERNAL, "The request was dropped."}); }

    void fail(const grpc::Status& status)
    {
        if (ExportCall* call = m_call.exchange(nullptr))
            call->Finish(status);
    }
    void give(const Receipt& receipt)
    {
        if (receipt.outcome != Receipt::Outcome::Committed)
            return fail(failureOf(receipt));
        // What takes memory first: whose answer was taken and not given waits for ever.
        ExportCall* waiting = m_call;
        if (waiting == nullptr)
            return;
        const std::string text =
            otlp::encodeResponse(waiting->m_signal, receipt.rejected, receipt.message, false);
        grpc::ByteBuffer response = bufferOf(text);
        if (ExportCall* call = m_call.exchange(nullptr))
            call->succeed(std::move(response));
    }

private:
    std::atomic<ExportCall*> m_call; // stays until it is finished
};

std::optional<SignalKind> signalFromMethod(std::string_view method)
{
    if (method == "/opentelemetry.proto.collector.trace.v1.TraceService/Export")
        return SignalKind::Traces;
    if (method == "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export")
        return SignalKind::Metrics;
    if (method == "/opentelemetry.proto.collector.logs.v1.LogsService/Export")
        return SignalKind::Logs;
    return std::nullopt;
}

void ExportCall::read(SignalKind signal, std::chrono::seconds messageTime)
{
    m_signal = signal;
    ++m_holders;
    m_alarm.Set(std::chrono::system_clock::now() + messageTime, [this](bool isLate) {
        if (isLate) {
            const std::scoped_lock lock(m_mutex);
            if (!m_isRead)
                m_context.TryCancel(); // OnReadDone follows
        }
        release();
    });
    StartRead(&m_message);
}

void ExportCall::OnReadDone(bool hasMessage)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isRead = true;
    }
    m_alarm.Cancel();
    const auto reply = telemetry::withPatience([this] { return std::make_shared<Reply>(*this); });
    try {
        take(hasMessage, reply);
    } catch (const std::bad_alloc&) {
        reply->fail(telemetry::withPatience([] {
            return retryLater(grpc::StatusCode::UNAVAILABLE,
                              "There is not enough memory for this request; try again later.",
                              kRetryWhenFailed);
        }));
    }
}

void ExportCall::take(bool hasMessage, const std::shared_ptr<Reply>& reply)
{
    if (!hasMessage)
        m_pipeline.refuse(kSource, ingest::Refusals::kNoMessage);
    if (!hasMessage)
        return reply->fail({grpc::StatusCode::INVALID_ARGUMENT, "There was no whole message."});
    auto bytes = bytesOf(m_message);
    if (!bytes)
        return reply->fail({grpc::StatusCode::INTERNAL, "The message could not be read."});
    ingest::RawDelivery delivery{.signal = m_signal,
                                 .isJson = false,
                                 .contentEncoding = {},
                                 .body = std::move(*bytes),
                                 .source = kSource,
                                 .recorded = {}};
    m_message.Clear();
    if (delivery.body.empty())
        return reply->give({});
    delivery.contentEncoding = encodingOf(delivery.body);
    if (!m_pipeline.submit(delivery, [reply](const Receipt& receipt) { reply->give(receipt); }))
        reply->fail(retryLater(grpc::StatusCode::RESOURCE_EXHAUSTED,
                               "The console is behind; send this again later.", kRetryWhenFull));
}

void ExportCall::succeed(grpc::ByteBuffer response)
{
    m_response = std::move(response);
    StartWriteAndFinish(&m_response, grpc::WriteOptions(), grpc::Status::OK);
}

void ExportCall::release()
{
    if (--m_holders == 0)
        delete this;
}

} // namespace rpc
