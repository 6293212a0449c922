// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/session.h"

#include "app/commands/budgetwatch.h"
#include "app/commands/detectionfile.h"
#include "app/commands/judgefile.h"
#include "app/commands/modelfile.h"
#include "app/commands/newrecording.h"
#include "app/commands/redaction.h"
#include "app/commands/symbollist.h"
#include "app/drilltexts.h"
#include "app/emptyrecording.h"
#include "app/leverwatch.h"
#include "models/actuation/httplevergateway.h"
#include "models/actuation/profile.h"
#include "models/drill/offline.h"
#include "models/items/formats.h"
#include "models/store/reader.h"
#include "models/store/recordingfiles.h"
#include "models/store/retention.h"
#include "models/store/writer.h"
#include "models/telemetry/timelineentry.h"
#include "models/telemetry/visibletext.h"
#include "widgets/common/plaintext.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStringList>
#include <QUrl>

#include <filesystem>
#include <system_error>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr auto kLeverInterval = std::chrono::seconds(2);

telemetry::Result<store::Keep> keepOf(const std::string& text)
{
    auto keep = text.empty() ? telemetry::Result<store::Keep>() : store::keepFromText(text);
    if (keep)
        keep->isAdjustable = true;
    return keep;
}

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
    const bool isTemporary = settings.recording.empty();
    auto demo = DemoSession::start(settings);
    if (!demo)
        return tl::make_unexpected(demo.error());
    std::unique_ptr<Session> session(new Session);
    session->m_demo = std::move(*demo);
    session->m_recording = session->m_demo->recording();
    session->m_isTemporary = isTemporary;
    session->finishSetUp(true);
    return session;
}

telemetry::Result<std::unique_ptr<Session>> Session::startLive(const LiveSettings& settings)
{
    const auto keep = keepOf(settings.keep);
    if (!keep)
        return tl::make_unexpected(keep.error());
    commands::NewRecording made(settings.recording);
    std::unique_ptr<Session> session(new Session);
    ingest::PipelineSettings pipelineSettings;
    pipelineSettings.inflatedBytes = commands::kReceivedBodyBytes;
    pipelineSettings.isLive = true; // continuing an older recording leaves a gap, and says so
    pipelineSettings.keep = *keep;
    auto redactor = commands::redactorOf();
    auto judges = commands::judgeRulesOf();
    auto objectives = commands::objectivesOf();
    if (!redactor || !judges)
        return tl::make_unexpected(redactor ? judges.error() : redactor.error());
    if (!objectives)
        return tl::make_unexpected(objectives.error());
    pipelineSettings.redactor = std::move(*redactor);
    pipelineSettings.judges = std::move(*judges);
    if (const auto loaded = commands::loadSymbols({}, pipelineSettings.health); !loaded)
        return tl::make_unexpected(loaded.error());
    if (const auto loaded = commands::loadDetection({}, pipelineSettings.health); !loaded)
        return tl::make_unexpected(loaded.error());
    if (const auto loaded = commands::loadModel({}, pipelineSettings.health); !loaded)
        return tl::make_unexpected(loaded.error());
    auto pipeline = ingest::Pipeline::start(settings.recording, pipelineSettings);
    if (!pipeline)
        return tl::make_unexpected(pipeline.error());
    made.begun((*pipeline)->isNewRecording());
    session->m_pipeline = std::move(*pipeline);
    session->m_budgets =
        std::make_unique<commands::BudgetWatch>(std::move(*objectives), *session->m_pipeline);
    session->m_recording = settings.recording;
    session->m_keep = settings.keep;
    const auto reader = store::Reader::open(settings.recording);
    if (!reader)
        return tl::make_unexpected(reader.error());
    session->m_alerts = std::make_unique<pull::AlertBook>(*session->m_pipeline);
    if (const auto loaded = session->m_alerts->load(**reader); !loaded)
        return tl::make_unexpected(loaded.error());
    startReceiving(session->m_receiving, settings.listen, *session->m_pipeline, *session->m_alerts);
    if (!settings.profile.empty()) {
        if (auto connected = session->connectLevers(settings.profile); !connected)
            return tl::make_unexpected(connected.error());
    }
    session->m_isRemovedIfEmpty = settings.isRemovedIfEmpty && made.isNew();
    made.keep();
    session->finishSetUp(true);
    return session;
}

Session::~Session()
{
    if (m_change.joinable())
        m_change.join();
    // Readers and watchers go before what they look at.
    m_queries.reset();
    m_conductor.reset(); // with servers that were to listen elsewhere, which call the pipeline
    m_outward.reset();
    if (m_watch) { // a control plane that does not answer keeps no window open
        m_watch->endSoon();
        if (auto* gateway = dynamic_cast<actuation::HttpLeverGateway*>(m_levers.get()))
            gateway->breakOffReads();
    }
    m_watch.reset();
    m_budgets.reset();
    if (m_isRemovedIfEmpty && m_pipeline) {
        m_receiving = {}; // nothing comes any more
        m_alerts.reset();
        const auto finished = m_pipeline->finish();
        m_pipeline.reset();
        if (finished)
            store::discardRecording(m_recording, qOverload<const std::string&>(&isEmptyRecording));
    }
    // A window's drill leaves nothing behind but what was asked for with --out.
    if (m_isTemporary) {
        m_demo.reset();
        std::error_code ignored;
        std::filesystem::remove_all(std::filesystem::path(m_recording).parent_path(), ignored);
    }
}

void Session::receive(const commands::ListenOptions& options, ReceiveHandler done)
{
    if (m_isChanging)
        return done(telemetry::failure(telemetry::ErrorKind::Refused,
                                       "Where it listens is being changed already."));
    m_isChanging = true;
    auto moved = std::make_shared<Receiving>(std::move(m_receiving));
    m_receiving = {};
    m_receiving.wanted = moved->wanted;
    // What comes back is dropped with the conductor, which goes before the pipeline.
    m_change =
        std::jthread([this, moved, options, done = std::move(done), context = m_conductor.get()] {
            const auto changed = receiveElsewhere(*moved, options, *m_pipeline, *m_alerts);
            QMetaObject::invokeMethod(
                context,
                [this, moved, done, changed] {
                    m_receiving = std::move(*moved);
                    m_isChanging = false;
                    done(changed);
                },
                Qt::QueuedConnection);
        });
}

QString Session::receivingNotice() const
{
    if (m_receiving.httpProblem.empty() && m_receiving.grpcProblem.empty())
        return {};
    QStringList sentences;
    if (!m_receiving.receivers.http && !m_receiving.receivers.grpc)
        sentences << tr("Nothing is received.");
    else if (m_receiving.receivers.http)
        sentences << tr("OTLP/gRPC is not received; OTLP/HTTP is, at %1.").arg(httpUrl());
    else
        sentences << tr("OTLP/HTTP is not received; OTLP/gRPC is, at %1.").arg(grpcUrl());
    for (const std::string& problem : {m_receiving.httpProblem, m_receiving.grpcProblem}) {
        if (!problem.empty())
            sentences << QString::fromStdString(telemetry::visibleLine(problem));
    }
    return sentences.join(u' ');
}

telemetry::Result<void> Session::setKeep(const std::string& keep, const std::string& actor)
{
    const auto limits = keepOf(keep);
    if (!limits)
        return tl::make_unexpected(limits.error());
    if (keep == m_keep)
        return {};
    m_keep = keep;
    m_pipeline->setKeep(*limits);
    // Evidence goes by it: whoever reads the recording later sees since when.
    telemetry::TimelineEntry entry;
    entry.time = m_clock.now();
    entry.kind = "recording";
    entry.actor = actor;
    entry.subject = QFileInfo(QString::fromStdString(m_recording)).fileName().toStdString();
    entry.text = keep.empty()
        ? "Everything is kept from now on"
        : std::string("Kept from now on: ") + (limits->bytes ? "at most " : "the last ") + keep;
    m_pipeline->record(std::move(entry));
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

telemetry::Result<void> Session::tellOthers(const commands::OutwardOptions& options)
{
    if (pipeline() == nullptr || m_outward)
        return {};
    auto outward = commands::Outward::start(options, *pipeline(), &m_frames);
    if (!outward)
        return tl::make_unexpected(outward.error());
    m_outward = std::move(*outward);
    return {};
}

void Session::finishSetUp(bool isLive)
{
    m_conductor = std::make_unique<items::TimeConductor>(m_clock, isLive);
    m_queries = std::make_unique<items::RecordingQueries>(m_recording);
    m_conductor->setCaughtUp([queries = m_queries.get()] { return queries->isCaughtUp(); });
}

std::optional<bool> Session::isControlPlaneReachable() const
{
    const LeverWatch* watch = m_demo ? m_demo->watch() : m_watch.get();
    return watch == nullptr ? std::nullopt : watch->isReachable();
}

QStringList Session::leverStanding() const
{
    const LeverWatch* watch = m_demo ? m_demo->watch() : m_watch.get();
    QStringList lines;
    if (watch == nullptr)
        return lines;
    constexpr int kLongest = 80; // characters of a part
    for (const LeverWatch::Standing& each : watch->standing()) {
        const QString name = common::safeLine(each.lever.id, kLongest);
        const QString value = !each.state ? tr("unknown")
            : !each.state->exists         ? tr("not set")
            : each.state->value.empty()   ? tr("empty")
                                          : common::safeLine(each.state->value, kLongest);
        const QString when = each.state ? items::utcTimeText(each.state->readAt) : QString();
        lines << (each.problem.empty() ? tr("%1: %2, read at %3").arg(name, value, when)
                      : each.state
                      ? tr("%1: %2 at %3, not read since: %4")
                            .arg(name, value, when, common::safeLine(each.problem, 160))
                      : tr("%1: not read, %2").arg(name, common::safeLine(each.problem, 160)));
    }
    return lines;
}

ingest::Pipeline* Session::pipeline() const
{
    return m_demo ? &m_demo->pipeline() : m_pipeline.get();
}

commands::ProbeEndpoint Session::probeEndpoint() const
{
    if (m_demo && m_demo->chat() != nullptr)
        return {.url = m_demo->chat()->url(), .currentUrl = {}, .token = {}};
    auto endpoint = commands::ProbeEndpoint::fromEnvironment();
    if (endpoint)
        return std::move(*endpoint);
    return {.url = {}, .currentUrl = {}, .token = {}, .problem = endpoint.error().message};
}

ReaskEndpoint Session::reaskEndpoint() const
{
    if (m_demo && m_demo->chat() != nullptr)
        return ReaskEndpoint::ofDrill(m_demo->chat()->url());
    auto endpoint = ReaskEndpoint::fromEnvironment();
    if (endpoint)
        return std::move(*endpoint);
    ReaskEndpoint none;
    none.problem = endpoint.error().message;
    return none;
}

runbook::LeverGateway* Session::levers() const
{
    return m_demo ? &m_demo->levers() : m_levers.get();
}

QString Session::title() const
{
    const QString name = QFileInfo(QString::fromStdString(m_recording)).fileName();
    if (!m_demo)
        return name;
    // By what is told of it: its file may be called after its cause.
    const auto setup = m_demo->trainingSetup();
    const auto scenario = setup
        ? drill::scenarioNamed(setup->scenario)
        : telemetry::Result<drill::Scenario>(tl::make_unexpected(telemetry::Error{}));
    return QCoreApplication::translate("Session", "Drill – %1")
        .arg(scenario ? drillText(scenario->info.briefing.title) : name);
}

QString Session::httpUrl() const
{
    const ingest::Receiver* http = m_demo ? &m_demo->receiver() : m_receiving.receivers.http.get();
    return http == nullptr ? QString() : QString::fromStdString(http->url());
}

QString Session::grpcUrl() const
{
    return m_receiving.receivers.grpc ? QString::fromStdString(m_receiving.receivers.grpc->url())
                                      : QString();
}

QString Session::listener() const
{
    const auto named = [](const QString& name, const std::string& url) {
        const QUrl parsed(QString::fromStdString(url));
        return name + (parsed.scheme() == u"https"_s ? u" (TLS) "_s : u" "_s) + parsed.authority();
    };
    if (m_isChanging)
        return tr("changing where it listens …");
    const ingest::Receiver* http = m_demo ? &m_demo->receiver() : m_receiving.receivers.http.get();
    QStringList parts;
    if (http != nullptr)
        parts << named(u"otlp"_s, http->url());
    if (m_receiving.receivers.grpc)
        parts << named(u"grpc"_s, m_receiving.receivers.grpc->url());
    if (!parts.isEmpty() && !m_receiving.grpcProblem.empty())
        parts << u"no grpc: "_s
                + QString::fromStdString(telemetry::visibleLine(m_receiving.grpcProblem));
    return parts.join(u", "_s);
}
