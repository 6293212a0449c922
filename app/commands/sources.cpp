// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commands.h"
#include "app/commands/connectiontest.h"
#include "app/commands/outcome.h"
#include "app/commands/pulllist.h"
#include "app/commands/terminal.h"
#include "models/pull/sourceprofile.h"
#include "models/pull/sourcetest.h"
#include "models/telemetry/timetext.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

using namespace Qt::StringLiterals;
using telemetry::ErrorKind;
using telemetry::Result;

struct SourcesCommand
{
    std::vector<std::string> sources;
    std::string baseUrl;
    std::string tokenFile;
    std::string limit = "5s";
    bool isJson = false;
};

Result<int> testSources(const SourcesCommand& command)
{
    // One address and one secret belong to one back end.
    if (command.sources.size() > 1 && (!command.baseUrl.empty() || !command.tokenFile.empty()))
        return telemetry::failure(ErrorKind::Usage,
                                  "--base-url and --token-file are about one source.");
    const auto limit = telemetry::durationFromText(command.limit);
    if (!limit)
        return tl::make_unexpected(limit.error());
    if (*limit <= telemetry::Duration::zero())
        return telemetry::failure(ErrorKind::Usage, "--within has to be longer than nothing.");
    int status = 0;
    QJsonArray verdicts;
    for (const std::string& name : command.sources) {
        auto profile = pull::loadSource(name, sourceFolder());
        if (!profile)
            return tl::make_unexpected(profile.error());
        if (!command.baseUrl.empty())
            profile->baseUrl = command.baseUrl;
        const net::ConnectionVerdict verdict = pull::testSource(
            *profile, command.tokenFile, std::chrono::ceil<std::chrono::milliseconds>(*limit));
        status = std::max(status, verdictStatus(verdict));
        if (command.isJson)
            verdicts << verdictJson(profile->id, verdict);
        else
            print(stdout, "%s\n", verdictLine(profile->id, verdict).c_str());
    }
    if (command.isJson)
        printJson({{u"sources"_s, verdicts}});
    return status;
}

} // namespace

void addSources(CLI::App& app, int& status)
{
    CLI::App* sources = app.add_subcommand("sources", "The back ends that are pulled from");
    sources->require_subcommand(1);
    CLI::App* command = sources->add_subcommand(
        "test",
        "Asks a back end once for what would be pulled, keeps nothing, and says what is wrong");
    const auto options = std::make_shared<SourcesCommand>();
    command
        ->add_option("--source", options->sources,
                     "A built-in source, one in the settings folder, or a file; may be repeated")
        ->type_name("PROFILE")
        ->required();
    command->add_option("--base-url", options->baseUrl, "Where the back end is, for this time")
        ->type_name("URL");
    command
        ->add_option("--token-file", options->tokenFile,
                     "The secret; else PLUMBLINE_TOKEN_<NAME>, as the source says")
        ->type_name("FILE");
    command->add_option("--within", options->limit, "How long an answer may take")
        ->type_name("DURATION")
        ->capture_default_str();
    command->add_flag("--json", options->isJson, "One JSON document");
    sources->footer("Example: plumbline sources test --source prometheus");
    command->footer("Example: plumbline sources test --source jaeger --base-url "
                    "http://127.0.0.1:16686\n"
                    "0 all answer as they should, 1 one does not let us in, 4 one cannot be "
                    "reached or is something else.");
    command->callback([options, &status] {
        const auto tested = testSources(*options);
        status = tested ? *tested : report(tested.error());
    });
}

} // namespace commands
