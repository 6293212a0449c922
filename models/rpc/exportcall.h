// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/pipeline.h"
#include "models/telemetry/batch.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include <grpcpp/alarm.h>
#include <grpcpp/generic/async_generic_service.h>

namespace rpc {

// One call of Export: reads one message, hands it to the pipeline, answers when that has written
// it. Made when the call's headers have come; deletes itself when gRPC is done with it. Any thread.
class ExportCall final : public grpc::ServerGenericBidiReactor
{
public:
    ExportCall(ingest::Pipeline& pipeline, grpc::GenericCallbackServerContext& context)
        : m_pipeline(pipeline)
        , m_context(context)
    {
    }

    // One of the two, once: says no without reading, or reads within `messageTime`.
    void refuse(const grpc::Status& status) { Finish(status); }
    void read(telemetry::SignalKind signal, std::chrono::seconds messageTime);

    void OnReadDone(bool hasMessage) override;
    void OnDone() override { release(); }

private:
    class Reply;

    ~ExportCall() override = default;
    void take(bool hasMessage, const std::shared_ptr<Reply>& reply);
    void succeed(grpc::ByteBuffer response);
    void release();

    ingest::Pipeline& m_pipeline;
    grpc::GenericCallbackServerContext& m_context; // valid until Finish
    telemetry::SignalKind m_signal = telemetry::SignalKind::Traces;
    std::atomic<int> m_holders = 1; // gRPC, and the alarm while it is set
    std::mutex m_mutex; // guards m_isRead
    bool m_isRead = false;
    grpc::Alarm m_alarm;
    grpc::ByteBuffer m_message;
    grpc::ByteBuffer m_response;
};

// By the full name of the method; nullopt when it is none of ours.
std::optional<telemetry::SignalKind> signalFromMethod(std::string_view method);

} // namespace rpc
