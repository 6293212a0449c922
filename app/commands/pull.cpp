// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commands.h"
#include "app/commands/detectionfile.h"
#include "app/commands/drillsupport.h"
#include "app/commands/judgefile.h"
#include "app/commands/modelfile.h"
#include "app/commands/newrecording.h"
#include "app/commands/outcome.h"
#include "app/commands/pulllist.h"
#include "app/commands/pullreport.h"
#include "app/commands/redaction.h"
#include "app/commands/symbollist.h"
#include "models/ingest/pipeline.h"
#include "models/pull/puller.h"
#include "models/telemetry/timetext.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

using telemetry::ErrorKind;
using telemetry::Result;

constexpr std::chrono::milliseconds kLook(50);

struct PullCommand
{
    std::vector<std::string> sources;
    std::string out;
    std::string from;
    std::string to;
    std::string duration;
    std::string baseUrl;
    std::string tokenFile;
    std::vector<std::string> parameters;
    std::vector<std::string> feeds;
    bool isFollowing = false;
    bool isList = false;
    bool isJson = false;
    RedactionOptions redaction;
    std::string judges;
    std::string symbols;
    std::string detection;
    ModelOptions model;
};

Result<void> setParameters(const PullCommand& command, pull::SourceProfile& profile)
{
    for (const std::string& text : command.parameters) {
        const std::size_t equals = text.find('=');
        const std::string name = text.substr(0, equals);
        if (equals == std::string::npos || !profile.parameters.contains(name))
            return telemetry::failure(ErrorKind::Usage,
                                      "--param takes NAME=VALUE with a parameter of the source; "
                                          + profile.id + " has no \"" + name + "\".");
        profile.parameters[name] = text.substr(equals + 1);
    }
    return {};
}

Result<void> chooseFeeds(const PullCommand& command, pull::SourceProfile& profile)
{
    if (command.feeds.empty())
        return {};
    for (const std::string& wanted : command.feeds) {
        const auto isWanted = [&](const pull::Feed& feed) { return feed.id == wanted; };
        if (std::none_of(profile.feeds.begin(), profile.feeds.end(), isWanted))
            return telemetry::failure(ErrorKind::Usage,
                                      profile.id + " has no feed \"" + wanted + "\".");
    }
    std::erase_if(profile.feeds, [&](const pull::Feed& feed) {
        return std::find(command.feeds.begin(), command.feeds.end(), feed.id)
            == command.feeds.end();
    });
    return {};
}

// One secret and one address belong to one back end: they must not reach another one. Feeds and
// parameters of one source are not the other's either.
Result<void> checkOptions(const PullCommand& command)
{
    if (command.sources.size() > 1
        && (!command.baseUrl.empty() || !command.tokenFile.empty() || !command.parameters.empty()
            || !command.feeds.empty()))
        return telemetry::failure(ErrorKind::Usage,
                                  "--base-url, --token-file, --param and --feed are about one "
                                  "source: with several, write them into sources of your own.");
    return {};
}

Result<pull::PullerSettings> settingsOf(const PullCommand& command)
{
    pull::PullerSettings settings;
    if (const auto checked = checkOptions(command); !checked)
        return tl::make_unexpected(checked.error());
    if (command.from.empty() != command.to.empty())
        return telemetry::failure(ErrorKind::Usage, "--from and --to go together.");
    if (!command.from.empty()) {
        const auto from = telemetry::timestampFromText(command.from);
        const auto to = telemetry::timestampFromText(command.to);
        if (!from || !to)
            return tl::make_unexpected(from ? to.error() : from.error());
        if (*from >= *to)
            return telemetry::failure(ErrorKind::Usage, "--from has to be before --to.");
        settings.range = telemetry::TimeRange{.start = *from, .end = *to};
    }
    settings.isFollowing = command.isFollowing;
    settings.seed =
        static_cast<std::uint32_t>(std::chrono::system_clock::now().time_since_epoch().count());
    for (const std::string& name : command.sources) {
        auto profile = pull::loadSource(name, sourceFolder());
        if (!profile)
            return tl::make_unexpected(profile.error());
        if (!command.baseUrl.empty())
            profile->baseUrl = command.baseUrl;
        for (const auto& set : {setParameters(command, *profile), chooseFeeds(command, *profile)})
            if (!set)
                return tl::make_unexpected(set.error());
        settings.sources.push_back(
            {.profile = std::move(*profile), .tokenFile = command.tokenFile});
    }
    return settings;
}

class LinkLog final : public pull::LinkObserver
{
public:
    void linkChanged(const telemetry::LinkStatus& status) override
    {
        const auto now = std::pair(status.state, status.reason);
        const auto last = m_last.emplace(status.source, kFirst).first;
        if (std::exchange(last->second, now) == now)
            return;
        if (status.state != telemetry::LinkState::Closed)
            printLink(status);
    }

private:
    using Told = std::pair<telemetry::LinkState, std::string>;
    static inline const Told kFirst{telemetry::LinkState::Waiting, {}};
    std::map<std::string, Told> m_last; // by source
};

Result<int> run(const PullCommand& command)
{
    if (command.isList)
        return printSources(command.sources, sourceFolder(), command.isJson).map([] { return 0; });
    if (command.sources.empty() || command.out.empty())
        return telemetry::failure(ErrorKind::Usage,
                                  command.sources.empty()
                                      ? "--source is required: which back end; --list tells them."
                                      : "--out is required: the recording to write to.");
    std::optional<telemetry::Duration> duration;
    if (!command.duration.empty()) {
        const auto parsed = telemetry::durationFromText(command.duration);
        if (!parsed)
            return tl::make_unexpected(parsed.error());
        duration = *parsed;
    }
    auto settings = settingsOf(command);
    if (!settings)
        return tl::make_unexpected(settings.error());
    auto redactor = redactorOf(command.redaction);
    auto judges = judgeRulesOf(command.judges);
    if (!redactor || !judges)
        return tl::make_unexpected(redactor ? judges.error() : redactor.error());
    installSignalHandlers();
    ingest::PipelineSettings recording;
    recording.redactor = std::move(*redactor);
    recording.judges = std::move(*judges);
    if (const auto loaded = loadSymbols(command.symbols, recording.health); !loaded)
        return tl::make_unexpected(loaded.error());
    if (const auto loaded = loadDetection(command.detection, recording.health); !loaded)
        return tl::make_unexpected(loaded.error());
    const auto model = loadModel(command.model, recording.health);
    if (!model)
        return tl::make_unexpected(model.error());
    recording.isFollowing = command.isFollowing;
    NewRecording made(command.out);
    auto pipeline = ingest::Pipeline::start(command.out, std::move(recording));
    if (!pipeline)
        return tl::make_unexpected(pipeline.error());
    made.begun((*pipeline)->isNewRecording());
    LinkLog log;
    if (command.isFollowing)
        settings->observer = &log;
    pull::AlertBook alerts(**pipeline);
    auto puller = pull::Puller::start(std::move(*settings), **pipeline, alerts);
    if (!puller)
        return tl::make_unexpected(puller.error());
    made.keep();
    const auto start = std::chrono::steady_clock::now();
    PullProgress progress;
    while (!(*puller)->isDone() && !isInterrupted()
           && (!duration || std::chrono::steady_clock::now() - start < *duration)) {
        std::this_thread::sleep_for(kLook);
        if (!command.isFollowing)
            progress.show((*puller)->reports());
    }
    progress.clear();
    (*puller)->stop();
    const auto reports = (*puller)->reports();
    const auto links = (*puller)->links();
    if (const auto finished = (*pipeline)->finish(); !finished)
        return tl::make_unexpected(finished.error());
    tellModel(*model);
    return printPull(
        reports, links, (*pipeline)->statistics(),
        {.recording = command.out, .isEndless = command.isFollowing, .isJson = command.isJson});
}

} // namespace

void addPull(CLI::App& app, int& status)
{
    auto options = std::make_shared<PullCommand>();
    CLI::App* command =
        app.add_subcommand("pull", "Pulls telemetry from a back end and records it");
    command
        ->add_option("--source", options->sources,
                     "A built-in source, one in the settings folder, or a file; may be repeated")
        ->type_name("PROFILE");
    command->add_option("--out", options->out, "The recording; an existing one is continued")
        ->type_name("FILE");
    command->add_flag("--list", options->isList,
                      "Prints the sources (or those of --source) with their parameters, feeds and "
                      "what they ask for, and pulls nothing");
    CLI::Option* from =
        command->add_option("--from", options->from, "Exactly what happened since then")
            ->type_name("TIME");
    CLI::Option* to =
        command->add_option("--to", options->to, "and before then")->type_name("TIME");
    command
        ->add_flag("--follow", options->isFollowing,
                   "Goes on until interrupted; begins where the recording says it stopped")
        ->excludes(from)
        ->excludes(to);
    command->add_option("--for", options->duration, "Ends after this time, for example 90s or 2h")
        ->type_name("DURATION");
    command->add_option("--base-url", options->baseUrl, "Where the back end is, for this time")
        ->type_name("URL");
    command
        ->add_option("--token-file", options->tokenFile,
                     "The secret; else PLUMBLINE_TOKEN_<NAME>, as the source says")
        ->type_name("FILE");
    command
        ->add_option("--param", options->parameters, "A parameter of the source; may be repeated")
        ->type_name("NAME=VALUE");
    command->add_option("--feed", options->feeds, "Only this feed of the source; may be repeated")
        ->type_name("ID");
    command->add_flag("--json", options->isJson, "Prints what was pulled as JSON");
    addRedactionOptions(*command, options->redaction);
    addJudgesOption(*command, options->judges);
    addSymbolsOption(*command, options->symbols);
    addDetectionOption(*command, options->detection);
    addModelOptions(*command, options->model);
    command->footer("Sources: prometheus, victoriametrics, alertmanager, jaeger, tempo, langfuse, "
                    "phoenix, clickhouse.\n"
                    "Names of metrics in prometheus and victoriametrics are examples: set yours "
                    "with --param (--list tells which), or copy the source and write your own "
                    "queries.\n"
                    "Example: plumbline pull --source jaeger --base-url http://127.0.0.1:16686 "
                    "--out today.plumb --follow");
    command->callback([options, &status] {
        const auto pulled = run(*options);
        status = pulled ? *pulled : report(pulled.error());
    });
}

} // namespace commands
