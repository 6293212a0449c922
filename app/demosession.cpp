// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/demosession.h"

#include "app/commands/detectionfile.h"
#include "app/commands/newrecording.h"
#include "app/commands/portholder.h"
#include "app/commands/recordeddrills.h"
#include "models/actuation/httplevergateway.h"
#include "models/actuation/profile.h"
#include "models/telemetry/actors.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/visibletext.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

namespace {

constexpr auto kDemoLeverInterval = std::chrono::seconds(1);

// A folder of our own, so that nobody else can have put something under the name.
telemetry::Result<std::string> newDemoRecordingPath()
{
    std::error_code error;
    std::string folder =
        (std::filesystem::temp_directory_path(error) / "plumbline-demo-XXXXXX").string();
    if (error || !mkdtemp(folder.data()))
        return telemetry::failure(
            telemetry::ErrorKind::Refused,
            "No folder for the recording can be made below the temporary folder; name a file "
            "with --out.");
    return folder + "/demo.plumb";
}

drill::FleetSettings fleetSettingsOf(const DemoSettings& settings)
{
    drill::FleetSettings fleet;
    fleet.scenario = settings.scenario;
    fleet.seed = settings.seed;
    fleet.speed = settings.speed;
    fleet.isMixed = settings.isMixed;
    return fleet;
}

bool isSameFile(const std::string& left, const std::string& right)
{
    std::error_code error;
    return left == right || std::filesystem::equivalent(left, right, error);
}

// Two drills in one recording would be told and scored as one.
telemetry::Result<void> checkNotMixed(const std::string& recording)
{
    std::error_code error;
    if (recording.empty() || !std::filesystem::is_regular_file(recording, error)
        || std::filesystem::file_size(recording, error) == 0)
        return {};
    return telemetry::failure(telemetry::ErrorKind::Usage,
                              "There is a recording in " + telemetry::visibleLine(recording)
                                  + " already, and a drill is not recorded behind another: name a "
                                    "new file with --out, or move that one away.");
}

} // namespace

telemetry::Result<std::unique_ptr<DemoSession>> DemoSession::start(const DemoSettings& settings)
{
    const bool isRecorded = !settings.from.path.empty();
    if (const auto checked = drill::Fleet::check(fleetSettingsOf(settings)); !checked)
        return tl::make_unexpected(checked.error()); // before anything is made on disk
    practice::RecordedDrill drill;
    if (isRecorded) {
        if (isSameFile(settings.from.path, settings.recording))
            return telemetry::failure(telemetry::ErrorKind::Usage,
                                      "The drill of a recording is recorded in another file.");
        auto read = commands::readRecordedDrill(settings.from);
        if (!read)
            return tl::make_unexpected(read.error());
        drill = std::move(*read);
    }
    if (const auto isFree = checkNotMixed(settings.recording); !isFree)
        return tl::make_unexpected(isFree.error());
    ingest::PipelineSettings pipelineSettings = settings.pipeline;
    if (const auto loaded = commands::loadDetection(settings.detection, pipelineSettings.health);
        !loaded)
        return tl::make_unexpected(loaded.error());
    auto recording = settings.recording.empty() ? newDemoRecordingPath() : settings.recording;
    if (!recording)
        return tl::make_unexpected(recording.error());
    commands::NewRecording made(*recording);
    std::unique_ptr<DemoSession> session(new DemoSession);
    session->m_recording = std::move(*recording);
    auto controlPlane = drill::SandboxControlPlane::listen(
        "127.0.0.1", settings.controlPort,
        isRecorded ? practice::controlValuesOf(drill.levers) : drill::initialControlValues());
    if (!controlPlane)
        return tl::make_unexpected(commands::withHolder(
            controlPlane.error(),
            {.address = "127.0.0.1", .port = static_cast<std::uint16_t>(settings.controlPort)}));
    session->m_controlPlane = std::move(*controlPlane);

    pipelineSettings.isLive = true;
    auto pipeline = ingest::Pipeline::start(session->m_recording, pipelineSettings);
    if (!pipeline)
        return tl::make_unexpected(pipeline.error());
    made.begun((*pipeline)->isNewRecording());
    session->m_pipeline = std::move(*pipeline);

    ingest::ReceiverSettings receiverSettings;
    receiverSettings.port = 0;
    auto receiver = ingest::Receiver::listen(receiverSettings, *session->m_pipeline);
    if (!receiver)
        return tl::make_unexpected(receiver.error());
    session->m_receiver = std::move(*receiver);
    session->m_pipeline->openLink("otlp-http");

    auto profile =
        isRecorded ? commands::sandboxProfile(drill.levers) : actuation::loadProfile("sandbox");
    if (!profile)
        return tl::make_unexpected(profile.error());
    auto gateway = actuation::HttpLeverGateway::create(
        std::move(*profile),
        {.baseUrl = session->m_controlPlane->url(), .parameters = {}, .tokenFile = {}});
    if (!gateway)
        return tl::make_unexpected(gateway.error());
    session->m_levers = std::move(*gateway);
    ingest::Pipeline& recorder = *session->m_pipeline;
    session->m_watch = std::make_unique<LeverWatch>(
        *session->m_levers, kDemoLeverInterval,
        [&recorder](telemetry::TimelineEntry entry) { recorder.record(std::move(entry)); });
    const auto started = isRecorded ? session->playRecorded(settings, std::move(drill))
                                    : session->startFleet(settings);
    if (!started)
        return tl::make_unexpected(started.error());
    made.keep();
    return session;
}

telemetry::Result<void> DemoSession::startFleet(const DemoSettings& settings)
{
    drill::FleetSettings fleetSettings = fleetSettingsOf(settings);
    fleetSettings.otlpUrl = m_receiver->url();
    fleetSettings.controlUrl = m_controlPlane->url();
    auto fleet = drill::Fleet::start(fleetSettings);
    if (!fleet)
        return tl::make_unexpected(fleet.error());
    m_fleet = std::move(*fleet);
    m_faultTime = m_fleet->faultTime();
    m_setup = {.scenario = settings.scenario,
               .seed = settings.seed,
               .speed = settings.speed,
               .isMixed = settings.isMixed};
    drill::SandboxControlPlane& levers = *m_controlPlane;
    auto chat = drill::ChatEndpoint::listen(
        {.scenario = settings.scenario,
         .seed = settings.seed,
         .faultTime = m_faultTime,
         .levers = [&levers] { return drill::leversIn(levers.values()); }});
    if (!chat)
        return tl::make_unexpected(chat.error());
    m_chat = std::move(*chat);
    return {};
}

telemetry::Result<void> DemoSession::playRecorded(const DemoSettings& settings,
                                                  practice::RecordedDrill drill)
{
    m_notes = commands::recordedDrillNotes(drill);
    drill::SandboxControlPlane& levers = *m_controlPlane;
    auto recorded =
        practice::RecordedFleet::start({.path = settings.from.path,
                                        .drill = std::move(drill),
                                        .otlpUrl = m_receiver->url(),
                                        .speed = settings.speed,
                                        .controlValues = [&levers] { return levers.values(); }});
    if (!recorded)
        return tl::make_unexpected(recorded.error());
    m_recorded = std::move(*recorded);
    for (const std::string& note : m_notes) {
        telemetry::TimelineEntry entry;
        entry.time = telemetry::SystemClock().now();
        entry.kind = "recording";
        entry.actor = telemetry::actors::kDrill;
        entry.text = "Drill of a recorded incident: " + note;
        entry.payload = "{}";
        m_pipeline->record(std::move(entry));
    }
    m_faultTime = m_recorded->faultTime();
    return {};
}

bool DemoSession::isOver() const
{
    return m_recorded && m_recorded->statistics().isOver;
}

DemoSession::~DemoSession()
{
    finish();
}

telemetry::Result<void> DemoSession::finish()
{
    m_chat.reset();
    m_fleet.reset();
    m_recorded.reset();
    m_watch.reset();
    m_receiver.reset();
    return m_pipeline ? m_pipeline->finish() : telemetry::Result<void>{};
}
