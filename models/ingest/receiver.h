// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/pipeline.h"
#include "models/net/admission.h"
#include "models/net/httpserver.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace ingest {

struct ReceiverSettings
{
    std::string address = "127.0.0.1";
    std::uint16_t port = 4318; // 0: any free one
    net::Admission admission = {};
    net::HttpServerLimits limits = {};
    // Further paths, POSTed to behind the same token. Called on the server's I/O thread: no
    // waiting; the answer may be given later, from any thread.
    using Route =
        std::function<void(const net::HttpRequest&, const net::HttpServer::Responder& respond)>;
    std::map<std::string, Route> routes = {};
};

// OTLP/HTTP: POST to any path that ends in /v1/traces, /v1/logs or /v1/metrics; protobuf and JSON;
// answers as the specification says (200 with Export*ServiceResponse, google.rpc.Status otherwise).
class Receiver
{
public:
    // What listen() would refuse without looking at the network.
    static telemetry::Result<void> check(const ReceiverSettings& settings);
    // Usage error when the address is not loopback and there is no token; Unreachable when it
    // cannot be bound.
    static telemetry::Result<std::unique_ptr<Receiver>> listen(const ReceiverSettings& settings,
                                                               Pipeline& pipeline);

    Receiver(const Receiver&) = delete;
    Receiver& operator=(const Receiver&) = delete;
    ~Receiver();

    std::uint16_t port() const;
    std::string url() const;

private:
    struct Private;
    explicit Receiver(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace ingest
