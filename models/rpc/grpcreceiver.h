// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/pipeline.h"
#include "models/net/admission.h"
#include "models/telemetry/result.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace rpc {

struct GrpcLimits
{
    // One message as sent; more is answered RESOURCE_EXHAUSTED. After inflating the limit of the
    // pipeline holds.
    std::size_t messageBytes = 64U * 1024 * 1024;
    std::size_t metadataBytes = 16U * 1024;
    // All that is being received, all connections together; beyond it calls are reset.
    std::size_t bufferedBytes = 256U * 1024 * 1024;
    std::chrono::seconds messageTime{10}; // from a call's headers to the end of its message
    std::chrono::minutes idleTime{10}; // a connection without calls
    std::chrono::seconds pingInterval{10}; // a client that pings more often is sent away
    int callsPerConnection = 100; // at the same time
};

struct GrpcReceiverSettings
{
    std::string address = "127.0.0.1"; // numeric
    std::uint16_t port = 4317; // 0: any free one
    net::Admission admission = {};
    GrpcLimits limits = {};
};

// OTLP/gRPC: unary Export of the trace, metrics and logs services, plain or compressed (gzip,
// deflate, zstd), into the same pipeline as OTLP/HTTP. Answers as the OTLP specification says: OK once
// committed, RESOURCE_EXHAUSTED with RetryInfo under pressure, INVALID_ARGUMENT for what cannot be
// decoded, UNAUTHENTICATED without the token. Threads are gRPC's own.
class GrpcReceiver
{
public:
    // What listen() would refuse without looking at the network.
    static telemetry::Result<void> check(const GrpcReceiverSettings& settings);
    // Usage error when the address is not numeric, or not loopback and there is no token;
    // Unreachable when it cannot be bound. The pipeline must outlive the receiver.
    static telemetry::Result<std::unique_ptr<GrpcReceiver>>
    listen(const GrpcReceiverSettings& settings, ingest::Pipeline& pipeline);

    GrpcReceiver(const GrpcReceiver&) = delete;
    GrpcReceiver& operator=(const GrpcReceiver&) = delete;
    ~GrpcReceiver(); // takes no new calls, lets those that are being written end, drops the rest

    std::uint16_t port() const;
    std::string url() const; // http://127.0.0.1:4317, or https, as exporters want it

private:
    struct Private;
    explicit GrpcReceiver(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace rpc
