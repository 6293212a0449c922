// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/listening.h"

#include "app/commands/portholder.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/link.h"

#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <utility>

namespace commands {

namespace {

using telemetry::ErrorKind;
using telemetry::Result;

constexpr std::size_t kMostTokenBytes = 4096;
constexpr const char* kTokenVariable = "PLUMBLINE_TOKEN_OTLP";

Result<std::string> readToken(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string token(kMostTokenBytes, '\0');
    if (!file || !file.read(token.data(), static_cast<std::streamsize>(token.size())).eof())
        return telemetry::failure(ErrorKind::Unreadable,
                                  path + ": the token cannot be read, or is longer than "
                                      + std::to_string(kMostTokenBytes)
                                      + " bytes. The file has to be yours to read, and to hold "
                                        "the token alone.");
    token.resize(static_cast<std::size_t>(file.gcount()));
    token.resize(token.find_last_not_of(" \t\r\n") + 1);
    if (token.empty())
        return telemetry::failure(
            ErrorKind::Unreadable,
            path
                + ": there is no token in it. Write one there, of your own choice, "
                  "and give it to the clients.");
    return token;
}

} // namespace

Result<Endpoint> endpointFromText(const std::string& name, const std::string& text)
{
    Endpoint endpoint;
    const auto colon = text.rfind(':');
    endpoint.address = text.substr(0, colon);
    std::string& address = endpoint.address;
    if (address.size() > 2 && address.front() == '[' && address.back() == ']')
        address = address.substr(1, address.size() - 2);
    else if (address.find(':') != std::string::npos)
        address.clear(); // an IPv6 address without brackets
    if (address == "localhost")
        address = "127.0.0.1"; // whatever a resolver would make of it
    const std::string port = colon == std::string::npos ? std::string() : text.substr(colon + 1);
    const char* end = port.data() + port.size();
    const auto [read, error] = std::from_chars(port.data(), end, endpoint.port);
    if (address.empty() || port.empty() || error != std::errc() || read != end)
        return telemetry::failure(ErrorKind::Usage,
                                  name + ": '" + text
                                      + "' is no address and port such as 127.0.0.1:4318 or "
                                        "[::1]:4318.");
    return endpoint;
}

Result<net::Admission> readAdmission(const AdmissionFiles& files)
{
    net::Admission admission;
    if (!files.token.empty()) {
        auto token = readToken(files.token);
        if (!token)
            return tl::make_unexpected(token.error());
        admission.bearerToken = std::move(*token);
    } else if (const char* token = std::getenv(kTokenVariable)) {
        admission.bearerToken = token;
    }
    if (files.certificate.empty() != files.key.empty())
        return telemetry::failure(ErrorKind::Usage, "TLS takes a certificate and its key, both.");
    if (!files.certificate.empty()) {
        auto identity =
            net::readTlsIdentity(files.certificate, files.key, telemetry::SystemClock().now());
        if (!identity)
            return tl::make_unexpected(identity.error());
        admission.tls = std::move(*identity);
    }
    return admission;
}

Result<Listening> listeningOf(const ListenOptions& options, const ListenNames& names)
{
    const auto admission = readAdmission(options.files);
    if (!admission)
        return tl::make_unexpected(admission.error());
    const auto http = endpointFromText(names.otlp, options.otlp);
    if (!http)
        return tl::make_unexpected(http.error());
    Listening listening;
    listening.http.address = http->address;
    listening.http.port = http->port;
    listening.http.admission = *admission;
    if (const auto checked = ingest::Receiver::check(listening.http); !checked)
        return tl::make_unexpected(checked.error());
    if (options.grpc.empty())
        return listening;
    const auto grpc = endpointFromText(names.grpc, options.grpc);
    if (!grpc)
        return tl::make_unexpected(grpc.error());
    listening.grpc = rpc::GrpcReceiverSettings{
        .address = grpc->address, .port = grpc->port, .admission = *admission};
    if (const auto checked = rpc::GrpcReceiver::check(*listening.grpc); !checked)
        return tl::make_unexpected(checked.error());
    return listening;
}

namespace {

// An attempt at one of the two: what it gave, or why not.
template<typename Receiver>
std::optional<telemetry::Error> take(Result<std::unique_ptr<Receiver>> receiver,
                                     std::unique_ptr<Receiver>& place, const Endpoint& endpoint)
{
    if (receiver) {
        place = std::move(*receiver);
        return {};
    }
    return withHolder(receiver.error(), endpoint);
}

void openOrFail(ingest::Pipeline& pipeline, const std::string& source,
                const std::optional<telemetry::Error>& error)
{
    if (!error)
        return pipeline.openLink(source);
    telemetry::LinkStatus status;
    status.source = source;
    status.state = telemetry::LinkState::Failing;
    status.reason = error->message;
    status.since = telemetry::SystemClock().now();
    pipeline.noteLink(status);
}

ListenAttempt attemptBoth(const Listening& listening, ingest::Pipeline& pipeline)
{
    ListenAttempt attempt;
    attempt.http = take(ingest::Receiver::listen(listening.http, pipeline), attempt.receivers.http,
                        {listening.http.address, listening.http.port});
    if (listening.grpc)
        attempt.grpc =
            take(rpc::GrpcReceiver::listen(*listening.grpc, pipeline), attempt.receivers.grpc,
                 {listening.grpc->address, listening.grpc->port});
    return attempt;
}

} // namespace

Result<Receivers> listen(const Listening& listening, ingest::Pipeline& pipeline)
{
    ListenAttempt attempt = attemptBoth(listening, pipeline);
    if (attempt.http || attempt.grpc)
        return tl::make_unexpected(attempt.http ? *attempt.http : *attempt.grpc);
    pipeline.openLink("otlp-http");
    if (listening.grpc)
        pipeline.openLink("otlp-grpc");
    return std::move(attempt.receivers);
}

ListenAttempt listenWherePossible(const Listening& listening, ingest::Pipeline& pipeline)
{
    ListenAttempt attempt = attemptBoth(listening, pipeline);
    openOrFail(pipeline, "otlp-http", attempt.http);
    if (listening.grpc)
        openOrFail(pipeline, "otlp-grpc", attempt.grpc);
    return attempt;
}

} // namespace commands
