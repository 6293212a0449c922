// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/receiving.h"

#include "models/pull/alertwebhook.h"

#include <utility>

namespace {

const commands::ListenNames kEndpointNames{.otlp = "OTLP/HTTP", .grpc = "OTLP/gRPC"};

// The error is that of OTLP/HTTP; what else could be listened on is.
telemetry::Result<void> replaceReceivers(Receiving& receiving, commands::Listening listening,
                                         ingest::Pipeline& pipeline, pull::AlertBook& alerts)
{
    receiving.receivers = {}; // the ports may be the same
    receiving.httpProblem.clear();
    receiving.grpcProblem.clear();
    receiving.needsToken = !listening.http.admission.bearerToken.empty();
    for (const char* source : {"otlp-http", "otlp-grpc"})
        pipeline.closeLink(source, "no longer listened on");
    listening.http.routes[pull::kAlertmanagerPath] = pull::alertmanagerRoute(alerts);
    commands::ListenAttempt attempt = commands::listenWherePossible(listening, pipeline);
    receiving.receivers = std::move(attempt.receivers);
    if (attempt.grpc)
        receiving.grpcProblem = attempt.grpc->message;
    if (!attempt.http)
        return {};
    receiving.httpProblem = attempt.http->message;
    return tl::make_unexpected(*attempt.http);
}

} // namespace

// A console that receives nothing is still one: it says so, and where to change it.
void startReceiving(Receiving& receiving, const commands::ListenOptions& options,
                    ingest::Pipeline& pipeline, pull::AlertBook& alerts)
{
    receiving.wanted = options;
    const auto listening = commands::listeningOf(options, kEndpointNames);
    const auto started = listening ? replaceReceivers(receiving, *listening, pipeline, alerts)
                                   : tl::make_unexpected(listening.error());
    if (!started)
        receiving.httpProblem = started.error().message;
}

telemetry::Result<void> receiveElsewhere(Receiving& receiving,
                                         const commands::ListenOptions& options,
                                         ingest::Pipeline& pipeline, pull::AlertBook& alerts)
{
    const auto listening = commands::listeningOf(options, kEndpointNames);
    if (!listening)
        return tl::make_unexpected(listening.error());
    const bool wasReceiving = receiving.receivers.http != nullptr;
    const auto replaced = replaceReceivers(receiving, *listening, pipeline, alerts);
    if (replaced) {
        receiving.wanted = options;
        return {};
    }
    // Back to where it was.
    startReceiving(receiving, commands::ListenOptions(receiving.wanted), pipeline, alerts);
    if (receiving.receivers.http || !wasReceiving)
        return replaced;
    return telemetry::failure(replaced.error().kind,
                              replaced.error().message
                                  + " Nothing is received now: where it was received before cannot "
                                    "be listened on again: "
                                  + receiving.httpProblem);
}
