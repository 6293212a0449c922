// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/recordedsource.h"
#include "app/leverwatch.h"
#include "models/drill/chatendpoint.h"
#include "models/drill/fleet.h"
#include "models/drill/sandbox.h"
#include "models/ingest/pipeline.h"
#include "models/ingest/receiver.h"
#include "models/practice/recordeddrill.h"
#include "models/practice/recordedfleet.h"
#include "models/practice/training.h"
#include "models/runbook/lever.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct DemoSettings
{
    std::string scenario = "fabricated-apis";
    std::uint64_t seed = 1;
    double speed = 1;
    std::string recording; // empty: a new file in a new folder below the system's temporary one
    std::uint16_t controlPort = 0; // 0: any free one
    bool isMixed = false; // with a harmless change at about the time of the fault
    commands::RecordedSource from = {}; // a recorded incident, in the place of a scenario
    std::string detection =
        {}; // file of settings of the detectors; empty: beside the settings, if any
    ingest::PipelineSettings pipeline;
};

// The embedded default: a sandbox control plane, an endpoint of the fleet's models, a recording
// that is being written, an OTLP receiver in front of it, and the drill fleet that sends to the one
// and obeys the other. All on loopback.
class DemoSession
{
public:
    // Usage error for a scenario, incident or speed that does not exist, Unreadable when the
    // recording is a file of another kind (it is left alone), Unreachable when a port is taken.
    static telemetry::Result<std::unique_ptr<DemoSession>> start(const DemoSettings& settings);

    DemoSession(const DemoSession&) = delete;
    DemoSession& operator=(const DemoSession&) = delete;
    ~DemoSession(); // finish()

    drill::SandboxControlPlane& controlPlane() { return *m_controlPlane; }
    ingest::Pipeline& pipeline() { return *m_pipeline; }
    const ingest::Receiver& receiver() const { return *m_receiver; }
    // Null in a recorded incident: its models are not here to be asked.
    const drill::ChatEndpoint* chat() const { return m_chat.get(); }
    telemetry::Timestamp faultTime() const { return m_faultTime; } // by the system clock
    // Nothing in a recorded incident: it has no briefing.
    const std::optional<practice::TrainingSetup>& trainingSetup() const { return m_setup; }
    const std::vector<std::string>& notes() const { return m_notes; } // of a recorded incident
    bool isOver() const; // nothing more will be sent
    runbook::LeverGateway& levers() { return *m_levers; } // of the sandbox control plane
    const std::string& recording() const { return m_recording; }
    const LeverWatch* watch() const { return m_watch.get(); }

    // Stops the fleet and the receiver, and closes the recording when all is judged. Idempotent;
    // the fleet and the receiver are gone afterwards.
    telemetry::Result<void> finish();

private:
    DemoSession() = default;
    telemetry::Result<void> startFleet(const DemoSettings& settings);
    telemetry::Result<void> playRecorded(const DemoSettings& settings,
                                         practice::RecordedDrill drill);

    std::string m_recording;
    telemetry::Timestamp m_faultTime;
    std::optional<practice::TrainingSetup> m_setup;
    std::vector<std::string> m_notes;
    std::unique_ptr<drill::SandboxControlPlane> m_controlPlane;
    std::unique_ptr<ingest::Pipeline> m_pipeline;
    std::unique_ptr<ingest::Receiver> m_receiver;
    std::unique_ptr<runbook::LeverGateway> m_levers;
    std::unique_ptr<LeverWatch> m_watch; // what moves a lever from outside is recorded too
    std::unique_ptr<drill::ChatEndpoint> m_chat; // what the fleet's models say when asked again
    std::unique_ptr<drill::Fleet> m_fleet; // these last: they use the others
    std::unique_ptr<practice::RecordedFleet> m_recorded;
};
