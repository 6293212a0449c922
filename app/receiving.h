// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/listening.h"
#include "models/pull/alertbook.h"
#include "models/telemetry/result.h"

#include <string>

// What a live session listens on, and why not on what it should. It can be handed to another
// thread as a whole; the pipeline and the book must outlive it.
struct Receiving
{
    commands::ListenOptions wanted; // what the receivers came from
    commands::Receivers receivers;
    std::string httpProblem; // why it does not listen; empty when it does
    std::string grpcProblem; // it was wanted, and this is why it does not listen
    bool needsToken = false; // senders have to name one
};

// Listens as it is wanted, as far as that can be done; alerts too, from Alertmanager's webhook. It
// may take as long as a peer takes to answer a goodbye. Any thread, like the next.
void startReceiving(Receiving& receiving, const commands::ListenOptions& options,
                    ingest::Pipeline& pipeline, pull::AlertBook& alerts);

// Listens there instead. gRPC is done without when it cannot listen there; after any other error it
// listens where it did before, or the error says that it cannot.
telemetry::Result<void> receiveElsewhere(Receiving& receiving,
                                         const commands::ListenOptions& options,
                                         ingest::Pipeline& pipeline, pull::AlertBook& alerts);
