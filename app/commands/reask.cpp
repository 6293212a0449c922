// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commands.h"
#include "app/commands/newrecording.h"
#include "app/commands/operatorname.h"
#include "app/commands/operatoroption.h"
#include "app/commands/outcome.h"
#include "app/commands/pricesfile.h"
#include "app/commands/reaskjson.h"
#include "app/commands/terminal.h"
#include "models/ingest/pipeline.h"
#include "models/net/secrets.h"
#include "models/reask/asker.h"
#include "models/reask/chatrequest.h"
#include "models/reask/samplerecord.h"
#include "models/sampling/inputread.h"
#include "models/sampling/reaskreader.h"
#include "models/store/reader.h"

#include <QJsonArray>
#include <QJsonObject>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

constexpr auto kReaskPoll = std::chrono::milliseconds(20);

struct ReaskOptions
{
    std::string file;
    std::string trace;
    std::string span;
    std::string endpoint;
    std::vector<std::string> models;
    std::size_t samples = 5;
    std::optional<double> temperature;
    std::optional<std::int64_t> maxTokens;
    std::optional<double> maxCost; // US dollars
    std::string prices;
    std::string tokenFile;
    std::string out;
    std::size_t atOnce = 4;
    double timeout = 120; // seconds
    bool isEstimate = false;
    bool isSaved = false;
    bool isListed = false;
    bool isAnyway = false;
    bool isWhole = false; // asks for no stream
    bool isJson = false;
};

Result<telemetry::SpanKey> keyOf(const ReaskOptions& options)
{
    const auto trace = telemetry::traceIdFromHex(options.trace);
    const auto span = telemetry::spanIdFromHex(options.span);
    if (!trace || !span)
        return failure(ErrorKind::Usage,
                       "--trace takes 32 and --span 16 hexadecimal digits, both.");
    return telemetry::SpanKey{.trace = *trace, .span = *span};
}

Result<telemetry::Generation> suspectOf(const store::Reader& reader, const telemetry::SpanKey& key)
{
    auto found = reader.generation(key, {});
    if (!found)
        return tl::make_unexpected(found.error());
    if (!*found)
        return failure(ErrorKind::Unreadable,
                       "The recording has no generation " + telemetry::toHex(key.span)
                           + " in trace " + telemetry::toHex(key.trace) + ".");
    return std::move(**found);
}

Result<reask::Question> questionOf(const ReaskOptions& options, telemetry::Generation suspect)
{
    reask::Question question;
    question.endpoint = options.endpoint;
    for (const std::string& model : options.models)
        question.targets.push_back({.model = model, .role = {}});
    if (options.models.empty()) {
        const std::string asked =
            suspect.modelRequested.empty() ? suspect.modelServed : suspect.modelRequested;
        if (asked.empty())
            return failure(ErrorKind::Usage,
                           "The recording does not tell which model was asked: name one with "
                           "--model.");
        question.targets.push_back({.model = asked, .role = "current"});
    }
    question.samplesEach = options.samples;
    question.temperature = options.temperature ? options.temperature : suspect.temperature;
    question.maxTokens = options.maxTokens ? options.maxTokens : suspect.maxTokens;
    question.isStreaming = !options.isWhole;
    question.isDifferentAllowed = options.isAnyway;
    question.atOnce = options.atOnce;
    question.timeout = std::chrono::milliseconds(static_cast<std::int64_t>(options.timeout * 1000));
    question.actor = currentOperator().text();
    question.suspect = std::move(suspect);
    return question;
}

Result<void> checkCost(const ReaskOptions& options, const sampling::Estimate& estimate)
{
    if (!options.maxCost)
        return {};
    const auto most = estimate.most ? estimate.most : estimate.likely;
    if (!most)
        return failure(ErrorKind::Refused,
                       "What this costs is not known, so --max-cost cannot be kept: name the "
                       "prices with --prices. Nothing was sent.");
    if (*most > *options.maxCost)
        return failure(ErrorKind::Refused,
                       "This may cost " + sampling::dollars(*most) + ", more than "
                           + sampling::dollars(*options.maxCost) + ". Nothing was sent.");
    return {};
}

Result<void> save(const std::string& path, const sampling::Reask& again,
                  const telemetry::Generation& suspect)
{
    NewRecording made(path);
    auto pipeline = ingest::Pipeline::start(path);
    if (!pipeline)
        return tl::make_unexpected(pipeline.error());
    made.begun((*pipeline)->isNewRecording());
    std::mutex mutex;
    ingest::Receipt given;
    if (!again.samples.empty()) {
        ingest::RawDelivery delivery;
        delivery.body = reask::tracesOf(again, suspect);
        delivery.source = "re-ask";
        (*pipeline)->submitBlocking(std::move(delivery), [&](ingest::Receipt receipt) {
            const std::lock_guard lock(mutex);
            given = std::move(receipt);
        });
    }
    (*pipeline)->record(reask::entryOf(again));
    if (auto finished = (*pipeline)->finish(); !finished)
        return finished;
    const std::lock_guard lock(mutex);
    if (given.outcome != ingest::Receipt::Outcome::Committed)
        return failure(ErrorKind::Unreadable, given.message);
    made.keep();
    return {};
}

// Ends the asking at SIGINT or SIGTERM, within the patience of both polls.
Result<sampling::Reask> askUntilInterrupted(const reask::Question& question)
{
    std::atomic<bool> cancel = false;
    const std::jthread watcher([&cancel](const std::stop_token& stop) {
        while (!stop.stop_requested() && !cancel) {
            cancel = isInterrupted();
            std::this_thread::sleep_for(kReaskPoll);
        }
    });
    const std::size_t all = question.targets.size() * question.samplesEach;
    std::size_t done = 0;
    return reask::ask(question, &cancel,
                      {.onSample =
                           [&](const sampling::Sample& sample) {
                               print(stderr, "%zu of %zu: %s, %s\n", ++done, all,
                                     question.targets[sample.target].model.c_str(),
                                     sample.error.empty() ? "answered" : sample.error.c_str());
                           },
                       .onText = {}});
}

// Nobody answered: who is not let in is told from what is not there.
std::optional<telemetry::Error> noAnswer(const sampling::Reask& again)
{
    for (const sampling::Sample& sample : again.samples)
        if (sample.error.empty())
            return std::nullopt;
    if (again.samples.empty())
        return std::nullopt;
    const std::string& error = again.samples.front().error;
    const bool isRefused = error.starts_with("HTTP 401") || error.starts_with("HTTP 403");
    return telemetry::Error{
        isRefused ? ErrorKind::Refused : ErrorKind::Unreachable,
        again.endpoint + (isRefused ? " refuses the token, or wants one: " : " gave no answer: ")
            + error};
}

int list(const store::Reader& reader, const telemetry::Generation& suspect, bool isJson)
{
    const auto read = sampling::readReasks(reader, {.trace = suspect.trace, .span = suspect.span});
    const auto input = sampling::readInput(reader, suspect, {});
    if (!read || !input)
        return report(read ? input.error() : read.error());
    QJsonArray all;
    for (const sampling::Reask& again : *read) {
        const auto assessment = sampling::assess(again, telemetry::outputText(suspect));
        if (isJson)
            all.append(toJson(again, assessment, *input));
        else
            printReask(again, assessment, *input);
    }
    if (isJson)
        printJson({{u"reasks"_s, all}});
    else if (read->empty())
        print(stdout, "nothing was asked again\n");
    return 0;
}

void printEstimate(const ReaskOptions& options, const reask::Question& question,
                   const sampling::Estimate& estimate, const sampling::InputRead& input)
{
    if (options.isJson) {
        QJsonArray differences;
        for (const std::string& one : reask::differencesOf(question.suspect))
            differences.append(QString::fromStdString(one));
        printJson({{u"estimate"_s, toJson(estimate)},
                   {u"suspect_input"_s, toJson(input)},
                   {u"differences"_s, differences}});
        return;
    }
    print(stdout, "%s\n", sampling::inWords(estimate).c_str());
    if (const std::string words = sampling::inWords(input); !words.empty())
        print(stdout, "%s\n", words.c_str());
    for (const std::string& one : reask::differencesOf(question.suspect))
        print(stdout, "not the same input: %s\n", one.c_str());
}

Result<int> run(const ReaskOptions& options)
{
    const auto key = keyOf(options);
    if (!key)
        return tl::make_unexpected(key.error());
    if (options.isSaved && !options.out.empty())
        return failure(ErrorKind::Usage, "--save and --out name two recordings; give one.");
    auto reader = store::Reader::open(options.file);
    if (!reader)
        return tl::make_unexpected(reader.error());
    auto suspect = suspectOf(**reader, *key);
    if (!suspect)
        return tl::make_unexpected(suspect.error());
    if (options.isListed)
        return list(**reader, *suspect, options.isJson);
    if (options.endpoint.empty() && !options.isEstimate)
        return failure(ErrorKind::Usage, "Name an OpenAI-compatible endpoint with --endpoint.");
    const auto prices = readPrices(options.prices);
    auto question = questionOf(options, std::move(*suspect));
    if (!prices || !question)
        return tl::make_unexpected(prices ? question.error() : prices.error());
    const auto input = sampling::readInput(**reader, question->suspect, {});
    if (!input)
        return tl::make_unexpected(input.error());
    std::vector<std::string> models;
    for (const sampling::Target& target : question->targets)
        models.push_back(target.model);
    const sampling::Estimate estimate =
        sampling::estimateOf(question->suspect, models, question->samplesEach, question->maxTokens,
                             *prices, input->sent);
    if (options.isEstimate) {
        printEstimate(options, *question, estimate, *input);
        return 0;
    }
    if (const auto checked = checkCost(options, estimate); !checked)
        return tl::make_unexpected(checked.error());
    const auto token =
        net::resolveSecret({.name = "REASK", .namedFile = options.tokenFile, .profileFile = {}});
    if (!token)
        return tl::make_unexpected(token.error());
    question->token = *token;
    question->estimate = sampling::inWords(estimate);
    print(stderr, "%s\n", question->estimate.c_str());
    installSignalHandlers();
    const auto asked = askUntilInterrupted(*question);
    if (!asked)
        return tl::make_unexpected(asked.error());
    const std::string& target = options.isSaved ? options.file : options.out;
    if (!target.empty()) {
        reader->reset();
        if (auto saved = save(target, *asked, question->suspect); !saved)
            return tl::make_unexpected(saved.error());
    }
    const auto assessment = sampling::assess(*asked, telemetry::outputText(question->suspect));
    if (options.isJson)
        printJson(toJson(*asked, assessment, *input));
    else
        printReask(*asked, assessment, *input);
    if (const auto error = noAnswer(*asked))
        return tl::make_unexpected(*error);
    return 0;
}

} // namespace

void addReask(CLI::App& app, int& status)
{
    const auto options = std::make_shared<ReaskOptions>();
    CLI::App* command = app.add_subcommand(
        "reask", "Asks a recorded question again, several times, and tells what the answers share");
    command->add_option("FILE", options->file, "The recording")->required();
    command->add_option("--trace", options->trace, "Of the answer in question")
        ->required()
        ->type_name("ID");
    command->add_option("--span", options->span, "Of the answer in question")
        ->required()
        ->type_name("ID");
    command
        ->add_option("--endpoint", options->endpoint,
                     "An OpenAI-compatible endpoint; /v1/chat/completions is added to a bare host")
        ->type_name("URL");
    command
        ->add_option("--model", options->models,
                     "Whom to ask, one to three; the recorded one when left out")
        ->type_name("NAME")
        ->expected(1)
        ->take_all();
    command->add_option("--samples", options->samples, "Answers of each model")
        ->check(CLI::Range(std::size_t{1}, sampling::kMostSamples))
        ->capture_default_str();
    command->add_option("--temperature", options->temperature, "The recorded one when left out")
        ->check(CLI::Range(0.0, 2.0));
    command->add_option("--max-tokens", options->maxTokens, "The recorded limit when left out")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000}));
    command
        ->add_option("--max-cost", options->maxCost,
                     "US dollars: sends nothing that may cost more, or of which it is not known")
        ->check(CLI::NonNegativeNumber);
    command->add_option("--prices", options->prices, "What models cost: resources/prices/README.md")
        ->type_name("FILE");
    command
        ->add_option("--token-file", options->tokenFile,
                     "The endpoint's bearer token (else PLUMBLINE_TOKEN_REASK)")
        ->type_name("FILE");
    command->add_option("--at-once", options->atOnce, "Requests under way together")
        ->check(CLI::Range(1, 16))
        ->capture_default_str();
    command->add_option("--timeout", options->timeout, "Seconds for one answer")
        ->check(CLI::Range(0.1, 3600.0))
        ->capture_default_str();
    command->add_flag("--anyway", options->isAnyway,
                      "Also where the input was not captured as a whole");
    command->add_flag("--no-stream", options->isWhole, "Asks for answers in one piece");
    command->add_flag("--estimate", options->isEstimate, "Prints tokens and cost, sends nothing");
    command->add_flag("--list", options->isListed,
                      "Prints what was asked again before, sends nothing");
    command->add_flag("--save", options->isSaved,
                      "Records the answers in FILE; no other program may be writing to it");
    command->add_option("--out", options->out, "Records the answers in another recording")
        ->type_name("FILE");
    command->add_flag("--json", options->isJson, "One JSON document instead of text");
    addOperatorOption(*command);
    command->footer("Ctrl-C ends it and keeps what came. Without --save or --out nothing is "
                    "recorded.\nExample: plumbline reask drill.plumb --trace ID --span ID "
                    "--endpoint http://127.0.0.1:8000 --model new --model old --samples 5 --json");
    command->callback([options, &status] {
        const auto done = run(*options);
        status = done ? *done : report(done.error());
    });
}

} // namespace commands
