// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/demosession.h"

#include "app/commands/detectionfile.h"
#include "app/commands/newrecording.h"
#include "app/commands/portholder.h"
#include "models/actuation/httplevergateway.h"
#include "models/actuation/profile.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

namespace {

constexpr auto kLeverInterval = std::chrono::seconds(1);

// A folder of our own, so that nobody else can have put something under the name.
telemetry::Result<std::string> newRecordingPath()
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

} // namespace

telemetry::Result<std::unique_ptr<DemoSession>> DemoSession::start(const DemoSettings& settings)
{
    drill::FleetSettings fleetSettings;
    fleetSettings.scenario = settings.scenario;
    fleetSettings.seed = settings.seed;
    fleetSettings.speed = settings.speed;
    fleetSettings.isMixed = settings.isMixed;
    if (const auto checked = drill::Fleet::check(fleetSettings); !checked)
        return tl::make_unexpected(checked.error()); // before anything is made on disk
    ingest::PipelineSettings pipelineSettings = settings.pipeline;
    if (const auto loaded = commands::loadDetection(settings.detection, pipelineSettings.health);
        !loaded)
        return tl::make_unexpected(loaded.error());
    auto recording = settings.recording.empty() ? newRecordingPath() : settings.recording;
    if (!recording)
        return tl::make_unexpected(recording.error());
    commands::NewRecording made(*recording);
    std::unique_ptr<DemoSession> session(new DemoSession);
    session->m_recording = std::move(*recording);
    auto controlPlane = drill::SandboxControlPlane::listen("127.0.0.1", settings.controlPort,
                                                           drill::initialControlValues());
    if (!controlPlane)
        return tl::make_unexpected(commands::withHolder(
            controlPlane.error(),
            {.address = "127.0.0.1", .port = static_cast<std::uint16_t>(settings.controlPort)}));
    session->m_controlPlane = std::move(*controlPlane);

    pipelineSettings.isLive = true; // continuing an older recording leaves a gap, and says so
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

    auto profile = actuation::loadProfile("sandbox");
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
        *session->m_levers, kLeverInterval,
        [&recorder](telemetry::TimelineEntry entry) { recorder.record(std::move(entry)); });

    fleetSettings.otlpUrl = session->m_receiver->url();
    fleetSettings.controlUrl = session->m_controlPlane->url();
    auto fleet = drill::Fleet::start(fleetSettings);
    if (!fleet)
        return tl::make_unexpected(fleet.error());
    session->m_fleet = std::move(*fleet);
    drill::SandboxControlPlane& levers = *session->m_controlPlane;
    auto chat = drill::ChatEndpoint::listen(
        {.scenario = settings.scenario,
         .seed = settings.seed,
         .faultTime = session->m_fleet->faultTime(),
         .levers = [&levers] { return drill::leversIn(levers.values()); }});
    if (!chat)
        return tl::make_unexpected(chat.error());
    session->m_chat = std::move(*chat);
    made.keep();
    return session;
}

DemoSession::~DemoSession()
{
    finish();
}

telemetry::Result<void> DemoSession::finish()
{
    m_chat.reset();
    m_fleet.reset();
    m_watch.reset();
    m_receiver.reset();
    return m_pipeline ? m_pipeline->finish() : telemetry::Result<void>{};
}
