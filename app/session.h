// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/budgetwatch.h"
#include "app/commands/outward.h"
#include "app/commands/probestep.h"
#include "app/demosession.h"
#include "app/leverwatch.h"
#include "app/reaskport.h"
#include "app/receiving.h"
#include "models/items/recordingqueries.h"
#include "models/items/timeconductor.h"
#include "models/pull/alertbook.h"
#include "models/runbook/lever.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/result.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>

struct LiveSettings
{
    std::string recording;
    commands::ListenOptions listen;
    std::string profile; // file or built-in name of a control plane; may be empty
    std::string keep; // as `record --keep`; empty: everything
    // Nobody named it: it goes again at a clean end, where it is new and holds nothing.
    bool isRemovedIfEmpty = false;
};

// What a window is connected to: a recording to read, a cursor in it, and, when it is live, the
// pipeline that writes it and the levers of a control plane. A session on a recording has neither:
// it is not given anything that could command. GUI thread.
class Session
{
    Q_DECLARE_TR_FUNCTIONS(Session)

public:
    // Nothing is written, nothing can be commanded.
    static telemetry::Result<std::unique_ptr<Session>> openRecording(const std::string& path);
    // Follows, live, a recording that is being written elsewhere; reads only.
    static telemetry::Result<std::unique_ptr<Session>> follow(const std::string& path);
    // The drill: its own fleet, control plane and recording.
    static telemetry::Result<std::unique_ptr<Session>> startDemo(const DemoSettings& settings);
    // Receives and records, alerts too, from Alertmanager's webhook. What cannot be listened on
    // does not keep it from starting: receivingNotice() says so. Usage error when `keep` is not
    // understood.
    static telemetry::Result<std::unique_ptr<Session>> startLive(const LiveSettings& settings);

    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session();

    const DemoSession* demo() const { return m_demo.get(); } // null: of no drill that runs here
    bool isLive() const { return pipeline() != nullptr; }
    QString title() const;
    // Of the recording of a bundle: who vouches for it, safe to show; empty: it is of none.
    void setOrigin(const QString& origin) { m_origin = origin; }
    const QString& origin() const { return m_origin; }
    QString httpUrl() const; // where OTLP/HTTP is received; empty on a recording
    QString grpcUrl() const; // likewise; empty without
    QString listener() const; // "otlp 127.0.0.1:4318, grpc 127.0.0.1:4317"; empty on a recording
    // True for what startLive() made: it can be told to receive elsewhere.
    bool isReceiving() const { return m_pipeline != nullptr; }
    // Listens there instead, as receiveElsewhere() says, without keeping the caller waiting: `done`
    // is called on the GUI thread, unless the session ends before. Until then isChanging(), and no
    // address is listened on. Only when isReceiving(); Refused, at once, while it is changing.
    using ReceiveHandler = std::function<void(const telemetry::Result<void>&)>;
    void receive(const commands::ListenOptions& options, ReceiveHandler done);
    bool isChanging() const { return m_isChanging; }
    bool needsToken() const { return m_receiving.needsToken; } // senders have to name one
    const std::string& grpcProblem() const { return m_receiving.grpcProblem; } // empty: none
    // What is not received although it was wanted, and why, in sentences that are safe to show;
    // empty when all is well.
    QString receivingNotice() const;
    const commands::ListenOptions& listening() const { return m_receiving.wanted; }

    // How much the live recording keeps from now on, as `record --keep`; empty: everything. Only
    // when isReceiving(). Usage error, and no change, when it is not understood.
    telemetry::Result<void> setKeep(const std::string& keep, const std::string& actor);
    const std::string& keep() const { return m_keep; }
    const std::string& recording() const { return m_recording; }
    // None: no control plane is connected, or it has not been asked yet.
    std::optional<bool> isControlPlaneReachable() const;

    // How the levers were read last, a line each, safe to show; empty: none was.
    QStringList leverStanding() const;

    const telemetry::Clock& clock() const { return m_clock; }
    items::TimeConductor& conductor() { return *m_conductor; }
    items::RecordingQueries& queries() { return *m_queries; }
    ingest::Pipeline* pipeline() const; // null on a recording
    runbook::LeverGateway* levers() const; // null on a recording, or without a profile
    // Of a live session: the drill's models, else what the environment names. Nowhere when that
    // cannot be read.
    ReaskEndpoint reaskEndpoint() const;
    commands::ProbeEndpoint probeEndpoint() const; // likewise, for probe steps of runbooks
    // Begins to tell others, where it is live. Once; errors as of commands::Outward::start().
    telemetry::Result<void> tellOthers(const commands::OutwardOptions& options);
    // How long the window takes to draw; told with the metrics.
    telemetry::DurationHistogram& frames() { return m_frames; }

private:
    Session() = default;
    telemetry::Result<void> connectLevers(const std::string& profile);
    void finishSetUp(bool isLive);

    std::string m_recording;
    QString m_origin;
    bool m_isTemporary = false; // a drill's, in a folder of its own
    telemetry::SystemClock m_clock;
    std::unique_ptr<DemoSession> m_demo;
    std::unique_ptr<ingest::Pipeline> m_pipeline; // of startLive; the drill has its own
    std::unique_ptr<commands::BudgetWatch> m_budgets; // of the pipeline
    std::unique_ptr<pull::AlertBook> m_alerts; // what Alertmanager's webhook told; likewise
    telemetry::DurationHistogram m_frames;
    std::unique_ptr<commands::Outward> m_outward; // of the pipeline, whichever it is
    Receiving m_receiving;
    bool m_isChanging = false; // what it receives with is on its way to another address
    std::string m_keep;
    bool m_isRemovedIfEmpty = false; // of startLive
    std::unique_ptr<runbook::LeverGateway> m_levers;
    std::unique_ptr<LeverWatch> m_watch; // uses levers and pipeline
    std::unique_ptr<items::TimeConductor> m_conductor;
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::jthread m_change; // the one that changes where it listens, or did
};
