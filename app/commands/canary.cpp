// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/canaryprove.h"
#include "app/commands/commands.h"
#include "app/commands/jsonrows.h"
#include "app/commands/outcome.h"
#include "app/commands/probesetfile.h"
#include "app/commands/probesink.h"
#include "app/commands/problems.h"
#include "app/commands/terminal.h"
#include "models/canary/probetelemetry.h"
#include "models/net/secrets.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/utf8.h"

#include <QJsonArray>
#include <QJsonObject>

#include <atomic>
#include <chrono>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;
using Steady = std::chrono::steady_clock;

constexpr auto kCancelPoll = std::chrono::milliseconds(50);

struct CanaryOptions
{
    std::string file;
    std::string endpoint;
    std::string out;
    std::string otlp;
    std::string tokenFile;
    std::string otlpTokenFile;
    std::string duration;
    int rounds = 0; // 0: no limit
    bool isJson = false;
};

struct ProbeTally
{
    int sent = 0;
    int passed = 0;
    int failed = 0;
    int unknown = 0;
    int unanswered = 0;
    std::string word; // of the newest outcome
    std::string said; // what the model said then, where that did not pass
    std::string error; // of the newest without an answer
};

struct CanaryTally : ProbeTally
{
    int rounds = 0;
    std::map<std::string, ProbeTally> probes; // by id
};

int lintProbes(const std::vector<std::string>& files, bool isJson)
{
    QJsonArray all;
    int status = 0;
    for (const std::string& path : files) {
        const auto parsed = readProbeSet(path);
        if (!parsed)
            return report(parsed.error());
        const QJsonArray problems = tellProblems(path, parsed->problems, isJson);
        if (!problems.isEmpty())
            status = 1;
        const auto count = parsed->set.probes.size();
        all.append(QJsonObject{{u"file"_s, displayText(path)},
                               {u"name"_s, displayText(parsed->set.name)},
                               {u"probes"_s, static_cast<qint64>(count)},
                               {u"problems"_s, problems}});
        if (!isJson && parsed->problems.empty())
            print(stdout, "%s: good, %zu probes\n", path.c_str(), count);
    }
    if (isJson)
        printJson({{u"files"_s, all}});
    return status;
}

std::string wordOf(const canary::ProbeOutcome& outcome)
{
    if (!outcome.reply.error.empty())
        return "no answer: " + outcome.reply.error;
    const std::string& reason = outcome.score.reason;
    switch (outcome.score.result) {
    case canary::ProbeScore::Result::Passed:
        return "passed";
    case canary::ProbeScore::Result::Failed:
        return "failed: " + reason;
    case canary::ProbeScore::Result::Unknown:
        break;
    }
    return "unknown: " + reason;
}

// The words of an answer that did not pass; on the terminal only, they are in the recording too.
std::string saidIn(const canary::ProbeOutcome& outcome)
{
    constexpr std::size_t most = 300; // bytes
    if (!outcome.reply.error.empty() || outcome.score.result == canary::ProbeScore::Result::Passed)
        return {};
    const std::string& text =
        outcome.reply.output.empty() ? outcome.reply.refusal : outcome.reply.output;
    return text.size() <= most ? text : telemetry::sanitizedUtf8(text.substr(0, most)) + "...";
}

void count(ProbeTally& tally, const canary::ProbeOutcome& outcome)
{
    ++tally.sent;
    tally.word = wordOf(outcome);
    tally.said = saidIn(outcome);
    if (!outcome.reply.error.empty()) {
        ++tally.unanswered;
        tally.error = outcome.reply.error;
    } else if (outcome.score.result == canary::ProbeScore::Result::Passed)
        ++tally.passed;
    else if (outcome.score.result == canary::ProbeScore::Result::Failed)
        ++tally.failed;
    else
        ++tally.unknown;
}

void tell(const std::string& probe, const ProbeTally& tally)
{
    print(stdout, "%s: %s\n", probe.c_str(), tally.word.c_str());
    if (!tally.said.empty())
        print(stdout, "  it said: %s\n", tally.said.c_str());
}

Result<CanaryTally> rounds(const CanaryOptions& options, const canary::ProbeSet& set,
                           canary::Prober& prober, ProbeSink& sink, Steady::time_point end)
{
    std::atomic<bool> cancel = false;
    const std::jthread watcher([&cancel](const std::stop_token& stop) {
        while (!stop.stop_requested() && !cancel) {
            cancel = isInterrupted();
            std::this_thread::sleep_for(kCancelPoll);
        }
    });
    CanaryTally tally;
    auto next = Steady::now();
    while (!cancel && Steady::now() < end
           && (options.rounds == 0 || tally.rounds < options.rounds)) {
        std::vector<canary::ProbeOutcome> outcomes;
        for (const canary::Probe& probe : set.probes) {
            canary::ProbeOutcome outcome = prober.ask(set, probe, &cancel);
            if (cancel)
                break; // what was broken off by us says nothing
            count(tally, outcome);
            count(tally.probes[probe.id], outcome);
            if (!options.isJson)
                tell(probe.id, tally);
            outcomes.push_back(std::move(outcome));
        }
        if (!outcomes.empty()) {
            if (auto taken = sink.take(canary::telemetryOf(set, outcomes)); !taken)
                return tl::make_unexpected(taken.error());
        }
        ++tally.rounds;
        next = canary::nextRound(next, set.every, Steady::now());
        while (!cancel && Steady::now() < std::min(next, end)
               && (options.rounds == 0 || tally.rounds < options.rounds)) {
            if (auto sent = sink.goOn(); !sent)
                return tl::make_unexpected(sent.error());
            std::this_thread::sleep_for(kCancelPoll);
        }
    }
    return tally;
}

void printTally(const CanaryOptions& options, const CanaryTally& tally)
{
    QJsonArray probes;
    std::string failed; // ids
    for (const auto& [id, one] : tally.probes) {
        probes.append(QJsonObject{
            {u"id"_s, displayText(id)},
            {u"sent"_s, one.sent},
            {u"passed"_s, one.passed},
            {u"failed"_s, one.failed},
            {u"unknown"_s, one.unknown},
            {u"unanswered"_s, one.unanswered},
            {u"newest"_s, displayText(one.word)},
            {u"said"_s, one.said.empty() ? QJsonValue() : QJsonValue(displayText(one.said))}});
        if (one.failed > 0)
            failed += (failed.empty() ? "" : ", ") + id;
    }
    if (options.isJson)
        printJson({{u"probes"_s, probes},
                   {u"rounds"_s, tally.rounds},
                   {u"sent"_s, tally.sent},
                   {u"passed"_s, tally.passed},
                   {u"failed"_s, tally.failed},
                   {u"unknown"_s, tally.unknown},
                   {u"unanswered"_s, tally.unanswered}});
    else
        print(stdout, "%d %s, %d probes: %d passed, %d failed, %d unknown, %d unanswered\n",
              tally.rounds, tally.rounds == 1 ? "round" : "rounds", tally.sent, tally.passed,
              tally.failed, tally.unknown, tally.unanswered);
    if (!options.isJson && !failed.empty())
        print(stdout, "failed: %s\n", failed.c_str());
}

// No probe had an answer: who is not let in is told from what is not there.
telemetry::Error noAnswer(const std::string& url, const std::string& error)
{
    if (error.starts_with("HTTP 401") || error.starts_with("HTTP 403"))
        return {ErrorKind::Refused, url + " refuses the token, or wants one: " + error};
    return {ErrorKind::Unreachable, url + " answered no probe: " + error};
}

Result<int> run(const CanaryOptions& options)
{
    if (options.out.empty() == options.otlp.empty())
        return failure(ErrorKind::Usage,
                       "Name a recording with --out, or a console that receives "
                       "with --otlp, and not both.");
    auto end = Steady::time_point::max();
    if (!options.duration.empty()) {
        const auto duration = telemetry::durationFromText(options.duration);
        if (!duration)
            return tl::make_unexpected(duration.error());
        end = Steady::now() + *duration;
    }
    if (options.endpoint.find("://") != std::string::npos
        && !options.endpoint.starts_with("http://") && !options.endpoint.starts_with("https://"))
        return failure(ErrorKind::Usage,
                       "'" + options.endpoint + "' is no http:// or https:// address.");
    const auto set = readGoodProbeSet(options.file);
    if (!set)
        return tl::make_unexpected(set.error());
    const auto token =
        net::resolveSecret({.name = "CANARY", .namedFile = options.tokenFile, .profileFile = {}});
    if (!token)
        return tl::make_unexpected(token.error());
    const auto otlpToken = options.otlp.empty()
        ? Result<std::string>()
        : net::resolveSecret(
            {.name = "OTLP", .namedFile = options.otlpTokenFile, .profileFile = {}});
    if (!otlpToken)
        return tl::make_unexpected(otlpToken.error());
    installSignalHandlers();
    canary::Prober prober(options.endpoint, *token);
    ProbeSink sink;
    if (auto opened = sink.open({.out = options.out, .otlp = options.otlp, .token = *otlpToken});
        !opened)
        return tl::make_unexpected(opened.error());
    const auto tally = rounds(options, *set, prober, sink, end);
    const auto finished = sink.finish();
    if (!tally)
        return tl::make_unexpected(tally.error());
    if (!finished)
        return tl::make_unexpected(finished.error());
    printTally(options, *tally);
    if (tally->sent > 0 && tally->unanswered == tally->sent)
        return tl::make_unexpected(noAnswer(prober.url(), tally->error));
    return tally->failed > 0 ? 1 : 0;
}

void addCanaryRun(CLI::App& command, int& status)
{
    auto options = std::make_shared<CanaryOptions>();
    CLI::App* sub = command.add_subcommand(
        "run", "Sends the probes of a set, scores the answers and records both");
    sub->add_option("FILE", options->file, "The probe set")->required();
    sub->add_option("--endpoint", options->endpoint,
                    "An OpenAI-compatible endpoint; /v1/chat/completions is added to a bare host")
        ->required()
        ->type_name("URL");
    sub->add_option("--out", options->out, "The recording; an existing one is continued")
        ->type_name("FILE");
    CLI::Option* otlp =
        sub->add_option("--otlp", options->otlp,
                        "Instead: a console or Collector that receives OTLP/HTTP here")
            ->type_name("URL");
    sub->add_option("--token-file", options->tokenFile,
                    "The endpoint's bearer token (else PLUMBLINE_TOKEN_CANARY)")
        ->type_name("FILE");
    sub->add_option("--otlp-token-file", options->otlpTokenFile,
                    "The bearer token of --otlp (else PLUMBLINE_TOKEN_OTLP)")
        ->needs(otlp)
        ->type_name("FILE");
    sub->add_option("--for", options->duration, "Ends after this time, for example 10m")
        ->type_name("DURATION");
    sub->add_option("--rounds", options->rounds, "Ends after so many rounds")
        ->check(CLI::Range(1, 1'000'000));
    sub->add_flag("--json", options->isJson, "One JSON document instead of text");
    sub->footer("Exit status 1: a probe failed, or the endpoint refuses the token. Goes on until "
                "interrupted without --for or "
                "--rounds.\nExample: plumbline canary run golden.yaml --endpoint "
                "http://127.0.0.1:8000 --rounds 1 --out canary.plumb");
    sub->callback([options, &status] {
        const auto done = run(*options);
        status = done ? *done : report(done.error());
    });
}

} // namespace

void addCanary(CLI::App& app, int& status)
{
    CLI::App* command =
        app.add_subcommand("canary", "Questions with known answers, sent on a schedule");
    command->require_subcommand(1);
    addCanaryRun(*command, status);
    addProve(*command, status);

    auto files = std::make_shared<std::vector<std::string>>();
    auto isJson = std::make_shared<bool>(false);
    CLI::App* check = command->add_subcommand("lint", "Checks probe sets");
    check->add_option("FILE", *files, "Probe sets")->required();
    check->add_flag("--json", *isJson, "One JSON document instead of text");
    check->footer("Example: plumbline canary lint golden.yaml");
    check->callback([files, isJson, &status] { status = lintProbes(*files, *isJson); });
    command->footer("Example: plumbline canary lint golden.yaml");
}

} // namespace commands
