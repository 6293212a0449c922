// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/session.h"

#include "app/commands/redaction.h"
#include "models/actuation/httplevergateway.h"
#include "models/actuation/profile.h"

#include <QFileInfo>
#include <QUrl>

#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr auto kLeverInterval = std::chrono::seconds(2);

} // namespace

telemetry::Result<std::unique_ptr<Session>> Session::openRecording(const std::string& path)
{
    const auto reader =
        store::Reader::open(path); // says what is wrong with it before there is a window
    if (!reader)
        return tl::make_unexpected(reader.error());
    const auto extent = (*reader)->extent();
    if (!extent)
        return tl::make_unexpected(extent.error());
    std::unique_ptr<Session> session(new Session);
    session->m_recording = path;
    session->finishSetUp(false);
    if (*extent) {
        session->conductor().setBounds((*extent)->range);
        session->conductor().setAsKnownNow((*extent)->isImport);
        session->conductor().seek((*extent)->range.end);
    }
    return session;
}

telemetry::Result<std::unique_ptr<Session>> Session::follow(const std::string& path)
{
    if (const auto reader = store::Reader::open(path); !reader)
        return tl::make_unexpected(reader.error());
    std::unique_ptr<Session> session(new Session);
    session->m_recording = path;
    session->finishSetUp(true);
    return session;
}

telemetry::Result<std::unique_ptr<Session>> Session::startDemo(const DemoSettings& settings)
{
    auto demo = DemoSession::start(settings);
    if (!demo)
        return tl::make_unexpected(demo.error());
    std::unique_ptr<Session> session(new Session);
    session->m_demo = std::move(*demo);
    session->m_recording = session->m_demo->recording();
    session->finishSetUp(true);
    return session;
}

telemetry::Result<std::unique_ptr<Session>>
Session::startLive(const std::string& recording, const commands::ListenOptions& listen,
                   const std::string& profile)
{
    std::unique_ptr<Session> session(new Session);
    ingest::PipelineSettings pipelineSettings;
    pipelineSettings.inflatedBytes = commands::kReceivedBodyBytes;
    pipelineSettings.isLive = true; // continuing an older recording leaves a gap, and says so
    auto redactor = commands::redactorOf();
    if (!redactor)
        return tl::make_unexpected(redactor.error());
    pipelineSettings.redactor = std::move(*redactor);
    auto pipeline = ingest::Pipeline::start(recording, pipelineSettings);
    if (!pipeline)
        return tl::make_unexpected(pipeline.error());
    session->m_pipeline = std::move(*pipeline);
    session->m_recording = recording;
    if (auto receiving = session->receive(listen); !receiving)
        return tl::make_unexpected(receiving.error());
    if (!profile.empty()) {
        if (auto connected = session->connectLevers(profile); !connected)
            return tl::make_unexpected(connected.error());
    }
    session->finishSetUp(true);
    return session;
}

Session::~Session()
{
    // Readers and watchers go before what they look at.
    m_queries.reset();
    m_watch.reset();
}

telemetry::Result<void> Session::receive(const commands::ListenOptions& options)
{
    const commands::ListenNames names{.otlp = "OTLP/HTTP", .grpc = "OTLP/gRPC"};
    const auto listening = commands::listeningOf(options, names);
    if (!listening)
        return tl::make_unexpected(listening.error());
    const auto replaced = replaceReceivers(*listening);
    if (replaced) {
        m_listen = options;
        return {};
    }
    // Back to where it was; on the first call there is no such place.
    if (m_listen.otlp.empty())
        return replaced;
    const auto before = commands::listeningOf(m_listen, names);
    const auto restored = before ? replaceReceivers(*before) : tl::make_unexpected(before.error());
    if (restored)
        return replaced;
    return telemetry::failure(replaced.error().kind,
                              replaced.error().message
                                  + " Nothing is received now: where it was received before cannot "
                                    "be listened on again: "
                                  + restored.error().message);
}

telemetry::Result<void> Session::replaceReceivers(const commands::Listening& listening)
{
    m_receivers = {}; // the ports may be the same
    m_grpcProblem.clear();
    for (const char* source : {"otlp-http", "otlp-grpc"})
        m_pipeline->closeLink(source, "no longer listened on");
    auto receivers = commands::listen(listening, *m_pipeline);
    if (!receivers && listening.grpc) {
        m_grpcProblem = receivers.error().message;
        receivers = commands::listen({.http = listening.http, .grpc = {}}, *m_pipeline);
    }
    if (!receivers)
        return tl::make_unexpected(receivers.error());
    m_receivers = std::move(*receivers);
    return {};
}

telemetry::Result<void> Session::connectLevers(const std::string& profile)
{
    auto loaded = actuation::loadProfile(profile);
    if (!loaded)
        return tl::make_unexpected(loaded.error());
    auto gateway = actuation::HttpLeverGateway::create(std::move(*loaded), {});
    if (!gateway)
        return tl::make_unexpected(gateway.error());
    m_levers = std::move(*gateway);
    ingest::Pipeline& recorder = *pipeline();
    m_watch = std::make_unique<LeverWatch>(
        *m_levers, kLeverInterval,
        [&recorder](telemetry::TimelineEntry entry) { recorder.record(std::move(entry)); });
    return {};
}

void Session::finishSetUp(bool isLive)
{
    m_conductor = std::make_unique<items::TimeConductor>(m_clock, isLive);
    m_queries = std::make_unique<items::RecordingQueries>(m_recording);
}

ingest::Pipeline* Session::pipeline() const
{
    return m_demo ? &m_demo->pipeline() : m_pipeline.get();
}

runbook::LeverGateway* Session::levers() const
{
    return m_demo ? &m_demo->levers() : m_levers.get();
}

QString Session::title() const
{
    const QString name = QFileInfo(QString::fromStdString(m_recording)).fileName();
    return m_demo ? u"Drill \u2013 "_s + name : name;
}

QString Session::httpUrl() const
{
    const ingest::Receiver* http = m_demo ? &m_demo->receiver() : m_receivers.http.get();
    return http == nullptr ? QString() : QString::fromStdString(http->url());
}

QString Session::grpcUrl() const
{
    return m_receivers.grpc ? QString::fromStdString(m_receivers.grpc->url()) : QString();
}

QString Session::listener() const
{
    const auto named = [](const QString& name, const std::string& url) {
        const QUrl parsed(QString::fromStdString(url));
        return name + (parsed.scheme() == u"https"_s ? u" (TLS) "_s : u" "_s) + parsed.authority();
    };
    const ingest::Receiver* http = m_demo ? &m_demo->receiver() : m_receivers.http.get();
    if (http == nullptr)
        return {};
    QString text = named(u"otlp"_s, http->url());
    if (m_receivers.grpc)
        text += u", "_s + named(u"grpc"_s, m_receivers.grpc->url());
    if (!m_grpcProblem.empty())
        text += u", no grpc: "_s + QString::fromStdString(m_grpcProblem);
    return text;
}
