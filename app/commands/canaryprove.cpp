// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/canaryprove.h"

#include "app/commands/jsonrows.h"
#include "app/commands/outcome.h"
#include "app/commands/probesetfile.h"
#include "app/commands/probestep.h"
#include "app/commands/servedwatch.h"
#include "app/commands/terminal.h"
#include "models/canary/proof.h"
#include "models/net/secrets.h"

#include <QJsonArray>
#include <QJsonObject>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <thread>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

using telemetry::ErrorKind;
using telemetry::Result;

struct ProveOptions
{
    std::string file;
    std::string endpoint;
    std::string candidate;
    std::string current;
    std::string currentEndpoint;
    std::string tokenFile;
    std::string currentTokenFile;
    canary::ProofSettings settings;
    bool isJson = false;
};

QJsonObject versionJson(const std::string& model, const canary::VersionTally& tally)
{
    QJsonArray failures;
    for (const auto& [probe, times] : tally.failures)
        failures.append(QJsonObject{{u"probe"_s, displayText(probe)}, {u"times"_s, times}});
    const int judged = tally.passed + tally.failed;
    return {{u"model"_s, displayText(model)},
            {u"asked"_s, tally.asked},
            {u"passed"_s, tally.passed},
            {u"failed"_s, tally.failed},
            {u"unknown"_s, tally.unknown},
            {u"unanswered"_s, tally.unanswered},
            {u"share"_s, judged == 0 ? QJsonValue() : QJsonValue(double(tally.passed) / judged)},
            {u"low"_s, tally.share.low},
            {u"high"_s, tally.share.high},
            {u"failures"_s, failures},
            {u"error"_s,
             tally.lastError.empty() ? QJsonValue() : QJsonValue(displayText(tally.lastError))}};
}

void printVersion(const char* which, const std::string& model, const canary::VersionTally& tally)
{
    print(stdout,
          "%s %s: %d asked, %d passed, %d failed, %d unknown, %d unanswered; passes %.2f to %.2f\n",
          which, model.c_str(), tally.asked, tally.passed, tally.failed, tally.unknown,
          tally.unanswered, tally.share.low, tally.share.high);
    for (const auto& [probe, times] : tally.failures)
        print(stdout, "  failed %s: %d\n", probe.c_str(), times);
}

void tell(const ProveOptions& options, const canary::Proof& proof)
{
    if (options.isJson) {
        printJson({{u"verdict"_s, QLatin1String(canary::toString(proof.verdict))},
                   {u"reason"_s, displayText(proof.reason)},
                   {u"comparison"_s,
                    proof.current ? QJsonValue(QLatin1String(canary::toString(proof.comparison)))
                                  : QJsonValue()},
                   {u"candidate"_s, versionJson(options.candidate, proof.candidate)},
                   {u"current"_s,
                    proof.current ? QJsonValue(versionJson(options.current, *proof.current))
                                  : QJsonValue()},
                   {u"at_least"_s, options.settings.atLeast},
                   {u"margin"_s, options.settings.margin},
                   {u"alpha"_s, options.settings.alpha},
                   {u"seed"_s, static_cast<qint64>(options.settings.seed)}});
        return;
    }
    print(stdout, "%s: %s\n", canary::toString(proof.verdict), proof.reason.c_str());
    printVersion("candidate", options.candidate, proof.candidate);
    if (proof.current)
        printVersion("current", options.current, *proof.current);
}

Result<int> prove(const ProveOptions& options)
{
    auto set = readGoodProbeSet(options.file);
    if (!set)
        return tl::make_unexpected(set.error());
    const auto token =
        net::resolveSecret({.name = "CANARY", .namedFile = options.tokenFile, .profileFile = {}});
    if (!token)
        return tl::make_unexpected(token.error());
    ProbeEndpoint endpoint{.url = options.endpoint,
                           .currentUrl = options.currentEndpoint,
                           .token = *token,
                           .currentToken = {}};
    if (!options.currentTokenFile.empty()) {
        auto other = net::resolveSecret(
            {.name = {}, .namedFile = options.currentTokenFile, .profileFile = {}});
        if (!other)
            return tl::make_unexpected(other.error());
        endpoint.currentToken = std::move(*other);
    }
    ServedWatch served(options.candidate, options.current, options.currentEndpoint.empty());
    installSignalHandlers();
    canary::Prober candidate(options.endpoint, *token);
    canary::Prober current(options.currentEndpoint.empty() ? options.endpoint
                                                           : options.currentEndpoint,
                           endpoint.tokenOfCurrent());
    canary::ProbeSet ofCandidate = *set;
    canary::ProbeSet ofCurrent = *set;
    ofCandidate.model = options.candidate;
    ofCurrent.model = options.current;
    std::atomic<bool> cancel = false;
    const std::jthread watcher([&cancel](const std::stop_token& stop) {
        while (!stop.stop_requested() && !cancel) {
            cancel = isInterrupted();
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
    });
    canary::Proof proof = canary::prove(
        *set, options.settings, !options.current.empty(),
        [&](const canary::Probe& probe, bool isCandidate) -> std::optional<canary::ProbeOutcome> {
            auto outcome = isCandidate ? candidate.ask(ofCandidate, probe, &cancel)
                                       : current.ask(ofCurrent, probe, &cancel);
            if (cancel && !outcome.reply.error.empty()) // cut off: says nothing of the endpoint
                return std::nullopt;
            if (outcome.reply.error.empty())
                outcome.reply.error = served.objection(isCandidate, outcome.reply.model);
            return outcome;
        },
        [&](const canary::Proof&) { return !cancel; });
    proof.reason += served.answeredBy();
    tell(options, proof);
    if (proof.verdict == canary::ProofVerdict::NoAnswer)
        return telemetry::failure(ErrorKind::Unreachable, proof.reason);
    return proof.verdict == canary::ProofVerdict::Proven ? 0 : 1;
}

} // namespace

void addProve(CLI::App& canary, int& status)
{
    auto options = std::make_shared<ProveOptions>();
    CLI::App* sub = canary.add_subcommand(
        "prove",
        "Asks a candidate, and the current version beside it, until it is shown whether "
        "the candidate is good enough");
    sub->add_option("FILE", options->file, "The probe set")->required();
    sub->add_option("--endpoint", options->endpoint, "An OpenAI-compatible endpoint")
        ->required()
        ->type_name("URL");
    sub->add_option("--candidate", options->candidate, "The model to be pinned")
        ->required()
        ->type_name("MODEL");
    CLI::Option* current =
        sub->add_option("--current", options->current, "The model that serves now, asked the same")
            ->type_name("MODEL");
    sub->add_option("--current-endpoint", options->currentEndpoint,
                    "Where the current one is, when not at --endpoint")
        ->needs(current)
        ->type_name("URL");
    sub->add_option("--at-least", options->settings.atLeast,
                    "Share of the probes that it has to pass")
        ->check(CLI::Range(0.01, 0.99))
        ->capture_default_str();
    sub->add_option("--margin", options->settings.margin,
                    "By how much it may be worse than the current one")
        ->check(CLI::Range(0.01, 0.9))
        ->capture_default_str();
    sub->add_option("--alpha", options->settings.alpha, "Chance of a wrong verdict")
        ->check(CLI::Range(0.0001, 0.5))
        ->capture_default_str();
    sub->add_option("--most", options->settings.most, "Probes of the candidate at most")
        ->check(CLI::Range(1, 100'000))
        ->capture_default_str();
    sub->add_option("--seed", options->settings.seed, "Of the order in which probes are drawn")
        ->capture_default_str();
    sub->add_option("--token-file", options->tokenFile,
                    "The endpoint's bearer token (else PLUMBLINE_TOKEN_CANARY)")
        ->type_name("FILE");
    sub->add_option("--current-token-file", options->currentTokenFile,
                    "The bearer token of --current-endpoint; without it none is sent to another "
                    "host than --endpoint")
        ->needs(current)
        ->type_name("FILE");
    sub->add_flag("--json", options->isJson, "One JSON document instead of text");
    sub->footer(
        "Exit status 0 only when it is proven. Example: plumbline canary prove golden.yaml "
        "--endpoint http://127.0.0.1:8000 --candidate glyph-2026-08 --current glyph-2026-09");
    sub->callback([options, &status] {
        const auto done = prove(*options);
        status = done ? *done : report(done.error());
    });
}

} // namespace commands
