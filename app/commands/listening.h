// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/pipeline.h"
#include "models/ingest/receiver.h"
#include "models/net/admission.h"
#include "models/rpc/grpcreceiver.h"
#include "models/telemetry/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace commands {

struct Endpoint
{
    std::string address; // numeric
    std::uint16_t port = 0;
};

// "127.0.0.1:4318" or "[::1]:4318"; Usage error, beginning with `name`, otherwise.
telemetry::Result<Endpoint> endpointFromText(const std::string& name, const std::string& text);

struct AdmissionFiles
{
    std::string token; // wins over PLUMBLINE_TOKEN_OTLP
    std::string certificate;
    std::string key;
    bool operator==(const AdmissionFiles&) const = default;
};

// Unreadable error when a file that is named is not what it should be, Usage when only one of
// certificate and key is named.
telemetry::Result<net::Admission> readAdmission(const AdmissionFiles& files);

// Where telemetry is received, as somebody wrote it.
struct ListenOptions
{
    std::string otlp; // ADDRESS:PORT
    std::string grpc; // ADDRESS:PORT; empty: no gRPC
    AdmissionFiles files;
    bool operator==(const ListenOptions&) const = default;
};

struct Listening
{
    ingest::ReceiverSettings http;
    std::optional<rpc::GrpcReceiverSettings> grpc;
};

// What the two addresses are called where they are given.
struct ListenNames
{
    std::string otlp = "--otlp";
    std::string grpc = "--grpc";
};

// All that can be said without looking at the network: the errors of the two functions above, and
// Usage off loopback without a token.
telemetry::Result<Listening> listeningOf(const ListenOptions& options,
                                         const ListenNames& names = {});

struct Receivers
{
    std::unique_ptr<ingest::Receiver> http;
    std::unique_ptr<rpc::GrpcReceiver> grpc; // null without
};

// What the OTLP specification recommends as the most a received body may hold, also after
// inflating.
constexpr std::size_t kReceivedBodyBytes = 64U * 1024 * 1024;

// Both or none. The pipeline must outlive them.
telemetry::Result<Receivers> listen(const Listening& listening, ingest::Pipeline& pipeline);

// What could be listened on, and why the rest could not; Unreachable errors say who has the
// address, where that can be told.
struct ListenAttempt
{
    Receivers receivers;
    std::optional<telemetry::Error> http;
    std::optional<telemetry::Error> grpc;
};
// Each for itself; what fails is a failing link of the pipeline, which must outlive the receivers.
ListenAttempt listenWherePossible(const Listening& listening, ingest::Pipeline& pipeline);

} // namespace commands
