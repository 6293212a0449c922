// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commands.h"
#include "app/commands/drillsupport.h"
#include "app/commands/outcome.h"
#include "models/ingest/pipeline.h"
#include "models/ingest/receiver.h"
#include "models/telemetry/timetext.h"

#include <charconv>
#include <cstdio>
#include <fstream>
#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

using telemetry::ErrorKind;
using telemetry::Result;

constexpr std::size_t kMostTokenBytes = 4096;

struct RecordOptions
{
    std::string otlp;
    std::string out;
    std::string duration;
    std::string tokenFile;
};

// "127.0.0.1:4318" or "[::1]:4318".
Result<void> setEndpoint(ingest::ReceiverSettings& settings, const std::string& text)
{
    const auto colon = text.rfind(':');
    std::string address = text.substr(0, colon);
    if (address.size() > 2 && address.front() == '[' && address.back() == ']')
        address = address.substr(1, address.size() - 2);
    else if (address.find(':') != std::string::npos)
        address.clear(); // an IPv6 address without brackets
    const std::string port = colon == std::string::npos ? std::string() : text.substr(colon + 1);
    const char* end = port.data() + port.size();
    const auto [read, error] = std::from_chars(port.data(), end, settings.port);
    if (address.empty() || port.empty() || error != std::errc() || read != end)
        return telemetry::failure(ErrorKind::Usage,
                                  "--otlp takes ADDRESS:PORT, for example 127.0.0.1:4318 or "
                                  "[::1]:4318, not '"
                                      + text + "'.");
    settings.address = address;
    return {};
}

Result<std::string> readToken(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string token(kMostTokenBytes, '\0');
    if (!file || !file.read(token.data(), static_cast<std::streamsize>(token.size())).eof())
        return telemetry::failure(ErrorKind::Unreadable,
                                  path + ": the token cannot be read, or is longer than "
                                      + std::to_string(kMostTokenBytes) + " bytes.");
    token.resize(static_cast<std::size_t>(file.gcount()));
    token.resize(token.find_last_not_of(" \t\r\n") + 1);
    if (token.empty())
        return telemetry::failure(ErrorKind::Unreadable, path + ": there is no token in it.");
    return token;
}

void printSummary(const ingest::PipelineStatistics& statistics, const std::string& path)
{
    std::printf("recorded %llu spans, %llu generations, %llu duplicates, %llu rejected, %llu "
                "deliveries refused: %s\n",
                static_cast<unsigned long long>(statistics.spans),
                static_cast<unsigned long long>(statistics.generations),
                static_cast<unsigned long long>(statistics.duplicates),
                static_cast<unsigned long long>(statistics.rejected),
                static_cast<unsigned long long>(statistics.refused), path.c_str());
}

Result<void> record(const RecordOptions& options)
{
    ingest::ReceiverSettings receiverSettings;
    if (const auto set = setEndpoint(receiverSettings, options.otlp); !set)
        return set;
    std::optional<telemetry::Duration> duration;
    if (!options.duration.empty()) {
        const auto parsed = telemetry::durationFromText(options.duration);
        if (!parsed)
            return tl::make_unexpected(parsed.error());
        duration = *parsed;
    }
    if (!options.tokenFile.empty()) {
        auto token = readToken(options.tokenFile);
        if (!token)
            return tl::make_unexpected(token.error());
        receiverSettings.bearerToken = std::move(*token);
    }

    if (const auto checked = ingest::Receiver::check(receiverSettings); !checked)
        return checked;

    installSignalHandlers();
    auto pipeline = ingest::Pipeline::start(options.out, {.isLive = true, .health = {}});
    if (!pipeline)
        return tl::make_unexpected(pipeline.error());
    auto receiver = ingest::Receiver::listen(receiverSettings, **pipeline);
    if (!receiver)
        return tl::make_unexpected(receiver.error());
    std::fprintf(stderr, "listening on %s\n", (*receiver)->url().c_str());
    waitForEnd(duration);
    receiver->reset();
    const auto finished = (*pipeline)->finish();
    printSummary((*pipeline)->statistics(), options.out);
    return finished;
}

} // namespace

void addRecord(CLI::App& app, int& status)
{
    auto options = std::make_shared<RecordOptions>();
    CLI::App* command = app.add_subcommand("record", "Receives OTLP/HTTP and records it");
    command->add_option("--otlp", options->otlp, "Where to listen; port 0 takes any free one")
        ->required()
        ->type_name("ADDRESS:PORT");
    command->add_option("--out", options->out, "The recording; an existing one is continued")
        ->required()
        ->type_name("FILE");
    command->add_option("--for", options->duration, "Ends after this time, for example 90s or 2h")
        ->type_name("DURATION");
    command
        ->add_option("--token-file", options->tokenFile,
                     "Senders must give this bearer token; needed off loopback")
        ->type_name("FILE");
    command->footer("Example: plumbline record --otlp 127.0.0.1:4318 --out today.plumb");
    command->callback([options, &status] {
        const auto recorded = record(*options);
        status = recorded ? 0 : report(recorded.error());
    });
}

} // namespace commands
