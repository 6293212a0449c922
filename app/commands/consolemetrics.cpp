// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/consolemetrics.h"

#include "app/commands/listening.h"
#include "models/items/openalarms.h"
#include "models/net/admission.h"
#include "models/net/exposition.h"
#include "models/net/secrets.h"
#include "models/store/reader.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <system_error>
#include <utility>

#include <CLI/CLI.hpp>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

using net::Exposition;
using Type = Exposition::Type;
using telemetry::Result;

constexpr std::size_t kMostScrapes = 8; // scrapes
constexpr std::size_t kMostLinks = 500;
constexpr int kWorstSeverities = 4;

// Absent: it cannot be read here.
std::optional<double> residentBytes()
{
    std::ifstream statm("/proc/self/statm");
    double pages = 0;
    double resident = 0;
    if (!(statm >> pages >> resident))
        return std::nullopt;
    return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

void writeProcess(Exposition& out)
{
    timespec used{};
    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) == 0) {
        out.family("process_cpu_seconds_total", Type::Counter, "CPU time that was used, seconds.");
        out.sample(static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9);
    }
    if (const auto bytes = residentBytes()) {
        out.family("process_resident_memory_bytes", Type::Gauge, "Resident memory, bytes.");
        out.sample(*bytes);
    }
}

void writePipeline(Exposition& out, const ingest::Pipeline& pipeline)
{
    const ingest::PipelineStatistics statistics = pipeline.statistics();
    const auto counter = [&out](const char* name, const char* help, std::uint64_t value) {
        out.family(name, Type::Counter, help);
        out.sample(value);
    };
    counter("plumbline_spans_received_total", "Spans that were kept.", statistics.spans);
    counter("plumbline_generations_received_total", "Answers of models that were kept.",
            statistics.generations);
    counter("plumbline_items_rejected_total",
            "What could not be kept: spans, log records, points and results; a delivery or a line "
            "that cannot be read at all counts as one.",
            statistics.rejected);
    counter("plumbline_spans_duplicates_total", "Spans that were there already.",
            statistics.duplicates);
    counter("plumbline_spans_merged_total", "Spans there already, of which a copy told more.",
            statistics.merged);
    counter("plumbline_redactions_total", "Pieces of text that were taken out.",
            statistics.redacted);
    out.family("plumbline_deliveries_refused_total", Type::Counter,
               "Deliveries that were sent away unread, by reason.");
    for (const auto& [reason, count] : statistics.refusals)
        out.sample(count, {{"reason", reason}});
    out.family("plumbline_commit_duration_seconds", Type::Histogram,
               "How long transactions took to be on disk.");
    out.histogram(statistics.commits);
    out.family("plumbline_queue_bytes", Type::Gauge, "Deliveries that wait to be decoded, bytes.");
    out.sample(std::uint64_t{statistics.queuedBytes});
    out.family("plumbline_health_backlog", Type::Gauge,
               "Parts of answers that are recorded and not yet judged.");
    out.sample(static_cast<double>(statistics.healthBacklog));
    out.family("plumbline_link_state", Type::Gauge, "1 for the state that a link is in.");
    std::size_t told = 0;
    for (const telemetry::LinkStatus& link : pipeline.links()) {
        if (++told > kMostLinks)
            break;
        out.sample(std::uint64_t{1},
                   {{"source", link.source},
                    {"service", link.service},
                    {"instance", link.instance},
                    {"state", telemetry::toString(link.state)}});
    }
}

void writeFile(Exposition& out, const std::string& recording)
{
    std::error_code error;
    if (const auto bytes = std::filesystem::file_size(recording, error); !error) {
        out.family("plumbline_recording_bytes", Type::Gauge, "Size of the recording, bytes.");
        out.sample(std::uint64_t{bytes});
    }
    const auto bytes = std::filesystem::file_size(recording + "-wal", error);
    out.family("plumbline_wal_bytes", Type::Gauge, "What is not yet moved into it, bytes.");
    out.sample(error ? std::uint64_t{0} : std::uint64_t{bytes});
}

std::uint64_t openIncidents(const std::vector<telemetry::TimelineEntry>& entries)
{
    std::set<std::string> open;
    for (const telemetry::TimelineEntry& entry : entries) {
        const QString what = QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload))
                                 .object()
                                 .value(u"what"_s)
                                 .toString();
        if (what == u"opened"_s || what == u"reopened"_s)
            open.insert(entry.subject);
        else if (what == u"closed"_s)
            open.erase(entry.subject);
    }
    return open.size();
}

void writeRecording(Exposition& out, const store::Reader& reader)
{
    if (const auto alarms = reader.alarms({})) {
        std::array<std::uint64_t, kWorstSeverities> counts{};
        for (const telemetry::AlarmTransition& alarm : *alarms) {
            if (items::isOpen(alarm) && alarm.severity >= 1 && alarm.severity <= kWorstSeverities)
                ++counts.at(static_cast<std::size_t>(alarm.severity - 1));
        }
        out.family("plumbline_open_alarms", Type::Gauge, "Alarms that are open, by severity.");
        for (std::size_t i = 0; i < counts.size(); ++i)
            out.sample(counts.at(i), {{"severity", std::to_string(i + 1)}});
    }
    if (const auto entries = reader.timeline({}, {"incident"})) {
        out.family("plumbline_open_incidents", Type::Gauge, "Incidents that are not closed.");
        out.sample(openIncidents(*entries));
    }
}

void writeNotify(Exposition& out, const std::vector<notify::TargetState>& states)
{
    const auto write = [&](const char* name, Type type, const char* help, auto value) {
        out.family(name, type, help);
        for (const notify::TargetState& state : states)
            out.sample(std::uint64_t{value(state)}, {{"target", state.name}});
    };
    write("plumbline_notify_sent_total", Type::Counter, "Events that a webhook took.",
          [](const auto& state) { return state.sent; });
    write("plumbline_notify_failures_total", Type::Counter, "Attempts to tell it that failed.",
          [](const auto& state) { return state.failures; });
    write("plumbline_notify_given_up_total", Type::Counter, "Events that it was never told.",
          [](const auto& state) { return state.givenUp; });
    write("plumbline_notify_waiting", Type::Gauge, "Events that wait to be told.",
          [](const auto& state) { return state.waiting; });
}

net::HttpResponse refused(int status, const std::string& text)
{
    net::HttpResponse response;
    response.status = status;
    response.body = text + '\n';
    return response;
}

} // namespace

void addMetricsOptions(CLI::App& command, MetricsOptions& options)
{
    CLI::Option* listen = command
                              .add_option("--metrics", options.listen,
                                          "Serves the console's own metrics to Prometheus there, "
                                          "at /metrics; port 0 takes any free one")
                              ->type_name("ADDRESS:PORT");
    command
        .add_option("--metrics-token-file", options.tokenFile,
                    "Who asks for them must give this bearer token (else PLUMBLINE_TOKEN_METRICS); "
                    "needed off loopback")
        ->needs(listen)
        ->type_name("FILE");
}

Result<std::unique_ptr<ConsoleMetrics>> ConsoleMetrics::listen(const MetricsOptions& options,
                                                               Sources sources)
{
    const auto endpoint = endpointFromText("--metrics", options.listen);
    if (!endpoint)
        return tl::make_unexpected(endpoint.error());
    auto token =
        net::resolveSecret({.name = "METRICS", .namedFile = options.tokenFile, .profileFile = {}});
    if (!token)
        return tl::make_unexpected(token.error());
    if (token->empty() && !net::isLoopback(endpoint->address))
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  "--metrics: " + endpoint->address
                                      + " can be reached from other machines: name a token with "
                                        "--metrics-token-file.");
    std::unique_ptr<ConsoleMetrics> metrics(new ConsoleMetrics(std::move(sources)));
    metrics->m_token = std::move(*token);
    net::HttpServerLimits limits;
    limits.bodyBytes = 4096;
    limits.connections = 64;
    auto server = net::HttpServer::listen(
        endpoint->address, endpoint->port,
        [self = metrics.get()](const net::HttpRequest& request,
                               net::HttpServer::Responder respond) {
            self->serve(request, std::move(respond));
        },
        limits);
    if (!server)
        return tl::make_unexpected(server.error());
    metrics->m_server = std::move(*server);
    return metrics;
}

ConsoleMetrics::ConsoleMetrics(Sources sources)
    : m_sources(std::move(sources))
    , m_thread([this] { run(); })
{
}

ConsoleMetrics::~ConsoleMetrics()
{
    m_server.reset();
    {
        const std::scoped_lock lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

std::string ConsoleMetrics::url() const
{
    return m_server->url() + "/metrics";
}

void ConsoleMetrics::serve(const net::HttpRequest& request, net::HttpServer::Responder respond)
{
    if (!net::isAuthorized(request.header("authorization"), m_token)) {
        net::HttpResponse response = refused(401, "A bearer token is needed.");
        response.headers.emplace_back("WWW-Authenticate", "Bearer");
        return respond(std::move(response));
    }
    if (request.path() != "/metrics")
        return respond(refused(404, "There is /metrics."));
    if (request.method != "GET")
        return respond(refused(405, "GET it."));
    {
        const std::scoped_lock lock(m_mutex);
        if (m_waiting.size() < kMostScrapes) {
            m_waiting.push_back(std::move(respond));
            m_wake.notify_all();
            return;
        }
    }
    respond(refused(503, "Too many ask at once."));
}

void ConsoleMetrics::run()
{
    std::unique_ptr<const store::Reader> reader;
    for (;;) {
        std::deque<net::HttpServer::Responder> asked;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_isStopping || !m_waiting.empty(); });
            if (m_isStopping)
                return;
            asked.swap(m_waiting);
        }
        if (!reader) {
            if (auto opened = store::Reader::open(m_sources.pipeline.recordingPath()))
                reader = std::move(*opened);
        }
        Exposition out;
        writePipeline(out, m_sources.pipeline);
        writeFile(out, m_sources.pipeline.recordingPath());
        if (reader)
            writeRecording(out, *reader);
        if (m_sources.notify)
            writeNotify(out, m_sources.notify());
        if (m_sources.frames != nullptr) {
            out.family("plumbline_gui_frame_seconds", Type::Histogram,
                       "How long the window took to draw what had changed.");
            out.histogram(m_sources.frames->snapshot());
        }
        writeProcess(out);
        net::HttpResponse response;
        response.contentType = Exposition::kContentType;
        response.body = out.text();
        for (const net::HttpServer::Responder& respond : asked)
            respond(response);
    }
}

} // namespace commands
