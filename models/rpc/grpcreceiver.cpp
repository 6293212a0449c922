// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rpc/grpcreceiver.h"

#include "models/ingest/refusals.h"
#include "models/rpc/exportcall.h"

#include <string_view>
#include <utility>

#include <grpc/support/log.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/resource_quota.h>

namespace rpc {

namespace {

using telemetry::ErrorKind;
using telemetry::Result;

constexpr std::chrono::seconds kEndTime(2); // for calls that are still being received
constexpr std::chrono::minutes kKeepalive(1); // a silent peer is asked whether it is still there
constexpr std::chrono::seconds kKeepaliveAnswer(20);
constexpr int kPingStrikes = 2;

template<class Duration>
int milliseconds(Duration duration)
{
    return static_cast<int>(std::chrono::milliseconds(duration).count());
}

class ExportService final : public grpc::CallbackGenericService
{
public:
    ExportService(const GrpcReceiverSettings& settings, ingest::Pipeline& pipeline)
        : m_settings(settings)
        , m_pipeline(pipeline)
    {
    }

    grpc::ServerGenericBidiReactor*
    CreateReactor(grpc::GenericCallbackServerContext* context) override
    {
        auto* call = new ExportCall(m_pipeline, *context); // gRPC's from here on
        const auto signal = signalFromMethod(context->method());
        if (!isAuthorized(*context)) {
            m_pipeline.refuse("otlp-grpc", ingest::Refusals::kNoToken);
            call->refuse({grpc::StatusCode::UNAUTHENTICATED,
                          "A bearer token is needed here, and it has to be the right one."});
        } else if (!signal) {
            m_pipeline.refuse("otlp-grpc", ingest::Refusals::kWrongService);
            call->refuse({grpc::StatusCode::UNIMPLEMENTED,
                          "Telemetry goes to Export of the OTLP trace, metrics or logs service."});
        } else
            call->read(*signal, m_settings.limits.messageTime);
        return call;
    }

private:
    bool isAuthorized(const grpc::GenericCallbackServerContext& context) const
    {
        const auto found = context.client_metadata().find("authorization");
        const std::string_view value = found == context.client_metadata().end()
            ? std::string_view()
            : std::string_view(found->second.data(), found->second.size());
        return net::isAuthorized(value, m_settings.admission.bearerToken);
    }

    GrpcReceiverSettings m_settings;
    ingest::Pipeline& m_pipeline;
};

std::string hostOf(const std::string& address)
{
    return address.find(':') == std::string::npos ? address : "[" + address + "]";
}

std::shared_ptr<grpc::ServerCredentials> credentialsFor(const net::Admission& admission)
{
    if (!admission.tls)
        return grpc::InsecureServerCredentials();
    grpc::SslServerCredentialsOptions options; // TLS 1.2 or newer
    options.pem_key_cert_pairs.push_back(
        {.private_key = admission.tls->privateKey, .cert_chain = admission.tls->certificateChain});
    return grpc::SslServerCredentials(options);
}

void limit(grpc::ServerBuilder& builder, const GrpcLimits& limits)
{
    grpc::ResourceQuota quota("plumbline");
    quota.Resize(limits.bufferedBytes);
    builder.SetResourceQuota(quota);
    builder.SetMaxReceiveMessageSize(static_cast<int>(limits.messageBytes));
    // gRPC inflates without a limit; the pipeline has one.
    builder.AddChannelArgument(GRPC_ARG_ENABLE_PER_MESSAGE_DECOMPRESSION, 0);
    builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, static_cast<int>(limits.metadataBytes));
    builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, limits.callsPerConnection);
    builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, milliseconds(limits.idleTime));
    builder.AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS,
                               milliseconds(limits.messageTime));
    builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                               milliseconds(limits.pingInterval));
    builder.AddChannelArgument(GRPC_ARG_HTTP2_MAX_PING_STRIKES, kPingStrikes);
    builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
    builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, milliseconds(kKeepalive));
    builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, milliseconds(kKeepaliveAnswer));
    // A second console must not get half of the first one's telemetry.
    builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
}

} // namespace

struct GrpcReceiver::Private
{
    std::unique_ptr<ExportService> service;
    std::unique_ptr<grpc::Server> server; // uses the service
    std::uint16_t port = 0;
    std::string url;
};

Result<void> GrpcReceiver::check(const GrpcReceiverSettings& settings)
{
    if (!net::isNumericAddress(settings.address))
        return telemetry::failure(ErrorKind::Usage,
                                  "'" + settings.address + "' is no numeric IP address.");
    return net::checkAdmission(settings.address, settings.admission);
}

Result<std::unique_ptr<GrpcReceiver>> GrpcReceiver::listen(const GrpcReceiverSettings& settings,
                                                           ingest::Pipeline& pipeline)
{
    if (const auto checked = check(settings); !checked)
        return tl::make_unexpected(checked.error());
    // What a hostile peer can make gRPC say is nothing for this console's own output.
    gpr_set_log_function([](gpr_log_func_args*) {});
    const std::string host = hostOf(settings.address);
    const std::string where = host + ":" + std::to_string(settings.port);
    auto d = std::make_unique<Private>();
    d->service = std::make_unique<ExportService>(settings, pipeline);
    grpc::ServerBuilder builder;
    limit(builder, settings.limits);
    int port = 0;
    builder.AddListeningPort(where, credentialsFor(settings.admission), &port);
    builder.RegisterCallbackGenericService(d->service.get());
    d->server = builder.BuildAndStart();
    if (!d->server || port <= 0)
        return telemetry::failure(ErrorKind::Unreachable,
                                  "Cannot listen on " + where
                                      + " for gRPC: it is taken, or no address of this machine.");
    d->port = static_cast<std::uint16_t>(port);
    d->url = (settings.admission.tls ? "https://" : "http://") + host + ":" + std::to_string(port);
    return std::unique_ptr<GrpcReceiver>(new GrpcReceiver(std::move(d)));
}

GrpcReceiver::GrpcReceiver(std::unique_ptr<Private> privateData)
    : d(std::move(privateData))
{
}

GrpcReceiver::~GrpcReceiver()
{
    d->server->Shutdown(std::chrono::system_clock::now() + kEndTime);
}

std::uint16_t GrpcReceiver::port() const
{
    return d->port;
}

std::string GrpcReceiver::url() const
{
    return d->url;
}

} // namespace rpc
