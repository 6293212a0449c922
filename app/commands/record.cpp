// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/budgetwatch.h"
#include "app/commands/commands.h"
#include "app/commands/detectionfile.h"
#include "app/commands/drillsupport.h"
#include "app/commands/judgefile.h"
#include "app/commands/listening.h"
#include "app/commands/modelfile.h"
#include "app/commands/newrecording.h"
#include "app/commands/outcome.h"
#include "app/commands/outward.h"
#include "app/commands/redaction.h"
#include "app/commands/symbollist.h"
#include "app/commands/terminal.h"
#include "models/ingest/pipeline.h"
#include "models/pull/alertwebhook.h"
#include "models/store/reader.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/timetext.h"

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

using telemetry::Result;

struct RecordOptions
{
    ListenOptions listen;
    RedactionOptions redaction;
    std::string judges;
    std::vector<std::string> objectives;
    std::string symbols;
    std::string detection;
    ModelOptions model;
    OutwardOptions outward;
    std::string out;
    std::string duration;
    std::string keep;
};

// "3 deliveries refused (2 x no bearer token, or a wrong one; 1 x ...)"
std::string refusedText(const std::map<std::string, std::uint64_t>& refusals)
{
    std::uint64_t total = 0;
    std::string reasons;
    for (const auto& [reason, count] : refusals) {
        total += count;
        reasons += (reasons.empty() ? "" : "; ") + std::to_string(count) + " x " + reason;
    }
    return std::to_string(total) + " deliveries refused"
        + (reasons.empty() ? "" : " (" + reasons + ')');
}

void printSummary(const ingest::PipelineStatistics& statistics, const std::string& path)
{
    print(stdout,
          "recorded %llu spans, %llu generations, %llu duplicates, %llu merged, %llu rejected, %s, "
          "%llu pieces redacted: %s\n",
          static_cast<unsigned long long>(statistics.spans),
          static_cast<unsigned long long>(statistics.generations),
          static_cast<unsigned long long>(statistics.duplicates),
          static_cast<unsigned long long>(statistics.merged),
          static_cast<unsigned long long>(statistics.rejected),
          refusedText(statistics.refusals).c_str(),
          static_cast<unsigned long long>(statistics.redacted), path.c_str());
}

// What an operator should know before a sender does.
void warn(const Listening& listening)
{
    const net::Admission& admission = listening.http.admission;
    const bool isLocal = net::isLoopback(listening.http.address)
        && (!listening.grpc || net::isLoopback(listening.grpc->address));
    if (!admission.tls && !isLocal)
        print(stderr,
              "plumbline: without --tls-cert and --tls-key the token and the telemetry "
              "cross the network in plain text\n");
    constexpr auto soon = std::chrono::hours(24 * 14);
    if (admission.tls && admission.tls->notAfter - telemetry::SystemClock().now() < soon)
        print(stderr, "plumbline: the certificate expires at %s\n",
              telemetry::toRfc3339(admission.tls->notAfter).c_str());
}

// Says of each reason once that deliveries are sent away for it: at the end it is too late to ask.
class RefusalTeller
{
public:
    explicit RefusalTeller(const ingest::Pipeline& pipeline)
        : m_pipeline(pipeline)
    {
    }

    void look()
    {
        for (const auto& [reason, count] : m_pipeline.statistics().refusals) {
            if (m_told.insert(reason).second)
                print(stderr, "plumbline: a delivery was sent away: %s\n", reason.c_str());
        }
    }

private:
    const ingest::Pipeline& m_pipeline;
    std::set<std::string> m_told;
};

// Receives until it is told to end; alerts too, from Alertmanager's webhook.
Result<void> receive(Listening listening, ingest::Pipeline& pipeline,
                     std::optional<telemetry::Duration> duration)
{
    const auto reader = store::Reader::open(pipeline.recordingPath());
    if (!reader)
        return tl::make_unexpected(reader.error());
    pull::AlertBook alerts(pipeline);
    if (const auto loaded = alerts.load(**reader); !loaded)
        return loaded;
    listening.http.routes[pull::kAlertmanagerPath] = pull::alertmanagerRoute(alerts);
    const auto receivers = listen(listening, pipeline);
    if (!receivers)
        return tl::make_unexpected(receivers.error());
    print(stderr, "listening on %s\n", receivers->http->url().c_str());
    if (receivers->grpc)
        print(stderr, "listening on %s for gRPC\n", receivers->grpc->url().c_str());
    RefusalTeller refusals(pipeline);
    waitForEnd(duration, [&refusals] { refusals.look(); });
    return {};
}

Result<void> record(const RecordOptions& options)
{
    std::optional<telemetry::Duration> duration;
    if (!options.duration.empty()) {
        const auto parsed = telemetry::durationFromText(options.duration);
        if (!parsed)
            return tl::make_unexpected(parsed.error());
        duration = *parsed;
    }
    store::Keep keep;
    if (!options.keep.empty()) {
        const auto parsed = store::keepFromText(options.keep);
        if (!parsed)
            return tl::make_unexpected(parsed.error());
        keep = *parsed;
    }
    const auto listening = listeningOf(options.listen);
    if (!listening)
        return tl::make_unexpected(listening.error());
    warn(*listening);

    auto redactor = redactorOf(options.redaction);
    auto judges = judgeRulesOf(options.judges);
    auto objectives = objectivesOf(options.objectives);
    if (!redactor || !judges)
        return tl::make_unexpected(redactor ? judges.error() : redactor.error());
    if (!objectives)
        return tl::make_unexpected(objectives.error());

    OutwardOptions toTell = options.outward;
    if (toTell.notify.empty())
        toTell.notify = ownNotifyFile();
    if (const auto checked = Outward::check(toTell); !checked)
        return checked;
    installSignalHandlers();
    NewRecording made(options.out);
    ingest::PipelineSettings settings;
    settings.inflatedBytes = kReceivedBodyBytes;
    settings.isLive = true;
    settings.keep = keep;
    settings.redactor = std::move(*redactor);
    settings.judges = std::move(*judges);
    if (const auto loaded = loadSymbols(options.symbols, settings.health); !loaded)
        return tl::make_unexpected(loaded.error());
    if (const auto loaded = loadDetection(options.detection, settings.health); !loaded)
        return tl::make_unexpected(loaded.error());
    const auto model = loadModel(options.model, settings.health);
    if (!model)
        return tl::make_unexpected(model.error());
    auto pipeline = ingest::Pipeline::start(options.out, std::move(settings));
    if (!pipeline)
        return tl::make_unexpected(pipeline.error());
    made.begun((*pipeline)->isNewRecording());
    {
        const BudgetWatch budgets(std::move(*objectives), **pipeline);
        const auto outward = Outward::start(toTell, **pipeline);
        if (!outward)
            return tl::make_unexpected(outward.error());
        if (const auto received = receive(*listening, **pipeline, duration); !received)
            return received;
    }
    made.keep();
    const auto finished = (*pipeline)->finish();
    tellModel(*model);
    printSummary((*pipeline)->statistics(), options.out);
    return finished;
}

} // namespace

void addRecord(CLI::App& app, int& status)
{
    auto options = std::make_shared<RecordOptions>();
    CLI::App* command =
        app.add_subcommand("record",
                           "Receives OTLP/HTTP and OTLP/gRPC and records it; also the alerts "
                           "that Alertmanager's webhook sends to /v1/alertmanager");
    command
        ->add_option("--otlp", options->listen.otlp, "Where to listen; port 0 takes any free one")
        ->required()
        ->type_name("ADDRESS:PORT");
    command->add_option("--grpc", options->listen.grpc, "Where to listen for OTLP/gRPC as well")
        ->type_name("ADDRESS:PORT");
    command->add_option("--out", options->out, "The recording; an existing one is continued")
        ->required()
        ->type_name("FILE");
    command->add_option("--for", options->duration, "Ends after this time, for example 90s or 2h")
        ->type_name("DURATION");
    command
        ->add_option(
            "--keep", options->keep,
            "Makes the recording a ring: so large at most (500MB, 2GiB; at least 4MiB), or "
            "what was recorded in the last 36h or 7d; what is older is removed, what "
            "belongs to an incident stays as long as there is room")
        ->type_name("SIZE|AGE");
    command
        ->add_option("--token-file", options->listen.files.token,
                     "Senders must give this bearer token (else PLUMBLINE_TOKEN_OTLP); needed off "
                     "loopback")
        ->type_name("FILE");
    command
        ->add_option("--tls-cert", options->listen.files.certificate,
                     "Speaks TLS (1.2 or newer) with this certificate; PEM, its chain after it")
        ->type_name("FILE");
    command
        ->add_option("--tls-key", options->listen.files.key,
                     "The certificate's key; PEM, no passphrase")
        ->type_name("FILE");
    addRedactionOptions(*command, options->redaction);
    addJudgesOption(*command, options->judges);
    addObjectivesOption(*command, options->objectives);
    addSymbolsOption(*command, options->symbols);
    addDetectionOption(*command, options->detection);
    addModelOptions(*command, options->model);
    addOutwardOptions(*command, options->outward);
    command->footer(
        "Example: plumbline record --otlp 127.0.0.1:4318 --grpc 127.0.0.1:4317 --out today.plumb\n"
        "         plumbline record --otlp 0.0.0.0:4318 --token-file token --tls-cert cert.pem "
        "--tls-key "
        "key.pem --out today.plumb");
    command->callback([options, &status] {
        const auto recorded = record(*options);
        status = recorded ? 0 : report(recorded.error());
    });
}

} // namespace commands
