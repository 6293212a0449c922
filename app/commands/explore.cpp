// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/budgetwatch.h"
#include "app/commands/commands.h"
#include "app/commands/explorejson.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/drivers/relationsnapshot.h"
#include "models/drivers/relationtext.h"
#include "models/store/reader.h"
#include "models/telemetry/timetext.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

using telemetry::ErrorKind;

struct ExploreOptions
{
    std::string file;
    std::string driver = "load";
    std::string outcome = "any";
    std::string service;
    std::string from;
    std::string to;
    std::string asKnownAt;
    std::string lag;
    std::optional<double> at;
    std::optional<double> under; // percent
    std::vector<std::string> objectives;
    bool isJson = false;
};

// The one with the most answers where none is named.
telemetry::Result<std::string> serviceOf(const ExploreOptions& options, const store::Reader& reader,
                                         const store::View& view)
{
    const auto services = reader.services(view);
    if (!services)
        return tl::make_unexpected(services.error());
    if (!options.service.empty()) {
        if (std::ranges::find(*services, options.service, &store::ServiceRow::service)
            != services->end())
            return options.service;
        return telemetry::failure(ErrorKind::Usage,
                                  options.file + " knows no service '" + options.service
                                      + "' in that time.");
    }
    const auto busiest = std::ranges::max_element(*services, {}, &store::ServiceRow::generations);
    if (busiest == services->end() || busiest->generations == 0)
        return telemetry::failure(ErrorKind::Usage, options.file + " has no answers in that time.");
    return busiest->service;
}

telemetry::Result<store::View> viewOf(const ExploreOptions& options, const store::Reader& reader)
{
    store::View view;
    const auto extent = reader.extent();
    if (!extent)
        return tl::make_unexpected(extent.error());
    if (!*extent)
        return telemetry::failure(ErrorKind::Usage, options.file + " is empty.");
    view.range = (*extent)->range;
    view.range.end += telemetry::Duration(1); // ranges are half-open
    for (const auto& [text, time] :
         {std::pair{&options.from, &view.range.start}, std::pair{&options.to, &view.range.end},
          std::pair{&options.asKnownAt, &view.knownAt}}) {
        if (text->empty())
            continue;
        const auto parsed = telemetry::timestampFromText(*text);
        if (!parsed)
            return tl::make_unexpected(parsed.error());
        *time = *parsed;
    }
    // What lies outside of the recording has nothing; it would only make the steps wider.
    view.range = view.range.intersected(
        (*extent)->whole.isEmpty()
            ? view.range
            : telemetry::TimeRange{(*extent)->whole.start,
                                   (*extent)->whole.end + telemetry::Duration(1)});
    if (view.range.isEmpty())
        return telemetry::failure(ErrorKind::Usage, "There is nothing recorded in that time.");
    return view;
}

telemetry::Result<drivers::RelationRequest> parse(const ExploreOptions& options,
                                                  const store::Reader& reader)
{
    drivers::RelationRequest request;
    const auto driver = drivers::driverFrom(options.driver);
    if (!driver)
        return tl::make_unexpected(driver.error());
    request.driver = *driver;
    request.outcome = drivers::outcomeFrom(options.outcome);
    auto view = viewOf(options, reader);
    if (!view)
        return tl::make_unexpected(view.error());
    request.view = *view;
    auto service = serviceOf(options, reader, request.view);
    if (!service)
        return tl::make_unexpected(service.error());
    request.service = std::move(*service);
    if (!options.lag.empty()) {
        const auto lag = telemetry::durationFromText(options.lag);
        if (!lag)
            return tl::make_unexpected(lag.error());
        if (*lag < telemetry::Duration::zero() || *lag >= request.view.range.duration())
            return telemetry::failure(ErrorKind::Usage,
                                      "A lag is not negative and shorter than what is looked at.");
        request.lag = *lag;
    }
    return request;
}

// Nothing where neither is given.
telemetry::Result<std::optional<RateLimit>> limitOf(const ExploreOptions& options,
                                                    const drivers::RelationRequest& request)
{
    if (options.under)
        return std::optional(RateLimit{.share = *options.under / 100, .objective = {}});
    if (options.objectives.empty())
        return std::optional<RateLimit>();
    const auto objectives = objectivesOf(options.objectives);
    if (!objectives)
        return tl::make_unexpected(objectives.error());
    const objective::Objective* found =
        objective::objectiveFor(*objectives, request.service, request.outcome.check);
    if (request.outcome.kind != drivers::OutcomeKind::Check || found == nullptr)
        return telemetry::failure(ErrorKind::Usage,
                                  "No objective is of " + request.service + " and of "
                                      + drivers::nameOf(request.outcome)
                                      + ": name a check with --outcome that has one, or --under.");
    const std::string part = objective::scopeText(*found);
    return std::optional(
        RateLimit{.share = found->allowed(),
                  .objective = found->name + (part.empty() ? "" : " (of " + part + " alone)")});
}

telemetry::Result<drivers::RelationSnapshot> readAll(const store::Reader& reader,
                                                     const drivers::RelationRequest& request)
{
    drivers::RelationReader relations;
    for (;;) {
        auto snapshot = relations.read(reader, request);
        if (!snapshot || !snapshot->isPartial || isInterrupted())
            return snapshot;
    }
}

telemetry::Result<void> checkOutcome(const drivers::RelationSnapshot& snapshot)
{
    const std::string& check = snapshot.request.outcome.check;
    if (check.empty()
        || std::ranges::find(snapshot.checks, check, &drivers::CheckCount::check)
            != snapshot.checks.end())
        return {};
    std::string known;
    for (const drivers::CheckCount& one : snapshot.checks)
        known += ", " + one.check;
    return telemetry::failure(ErrorKind::Usage,
                              "No answer of " + snapshot.request.service + " has a result of '"
                                  + check + "'. Outcomes: any, score, error" + known
                                  + ", score:CHECK.");
}

void printText(const drivers::RelationSnapshot& snapshot, std::optional<double> at,
               const std::optional<RateLimit>& limit)
{
    print(stdout, "%s: %s against %s, %s\n\n", snapshot.request.service.c_str(),
          drivers::labelOf(snapshot.request.outcome).c_str(),
          drivers::labelOf(snapshot.request.driver).c_str(),
          drivers::lagText(snapshot.request.lag).c_str());
    if (!snapshot.relation.bins.empty())
        print(stdout, "%24s %9s  %s\n", "driver", "answers", "rate (95 %)");
    for (const relation::Bin& bin : snapshot.relation.bins)
        print(stdout, "%24s %9.0f  %s\n",
              (drivers::tickText(snapshot.request.driver, bin.cell.low) + " – "
               + drivers::tickText(snapshot.request.driver, bin.cell.high))
                  .c_str(),
              bin.cell.count, drivers::rateText(bin.rate).c_str());
    const auto say = [](const std::string& sentence) {
        if (!sentence.empty())
            print(stdout, "%s\n", sentence.c_str());
    };
    print(stdout, "\n");
    say(drivers::shapeSentence(snapshot));
    if (at)
        say(drivers::settingSentence(snapshot, *at));
    if (at && limit)
        say(drivers::reliefSentence(snapshot, *at, limit->share));
    if (limit && !limit->objective.empty())
        say("The limit is what the objective " + limit->objective + " allows.");
    for (const std::string& sentence : drivers::companionSentences(snapshot))
        say(sentence);
    say(drivers::lagSentence(snapshot));
    say(drivers::gaugeSentence(snapshot));
    say(drivers::leftOutSentence(snapshot));
    std::string missing;
    for (const drivers::Available& one : snapshot.drivers) {
        if (one.answers == 0)
            missing += (missing.empty() ? "" : ", ") + drivers::nameOf(one.driver);
    }
    if (!missing.empty())
        print(stdout, "Not in the telemetry: %s.\n", missing.c_str());
}

int run(const ExploreOptions& options)
{
    const auto reader = store::Reader::open(options.file);
    if (!reader)
        return report(reader.error());
    const auto request = parse(options, **reader);
    if (!request)
        return report(request.error());
    const auto limit = limitOf(options, *request);
    if (!limit)
        return report(limit.error());
    installSignalHandlers();
    const auto snapshot = readAll(**reader, *request);
    if (!snapshot)
        return report(snapshot.error());
    if (const auto checked = checkOutcome(*snapshot); !checked)
        return report(checked.error());
    // Without a setting: as it is now.
    const std::optional<double> at = options.at ? options.at : snapshot->now;
    if (options.isJson)
        printJson(toJson(*snapshot, at, *limit));
    else
        printText(*snapshot, at, *limit);
    return 0;
}

} // namespace

void addExplore(CLI::App& app, int& status)
{
    auto options = std::make_shared<ExploreOptions>();
    CLI::App* command = app.add_subcommand(
        "explore", "How the rate of failures goes with load, context length and other drivers");
    command->add_option("FILE", options->file, "The recording")->required();
    command
        ->add_option("--driver", options->driver,
                     "load, queue_depth, input_tokens, context_fill, document_position, "
                     "reasoning_tokens, temperature, index_age, output_tokens, duration, "
                     "first_token, or failing:CHECK")
        ->capture_default_str();
    command
        ->add_option("--outcome", options->outcome,
                     "What counts as bad: any (a check failed), CHECK, error (the call failed), "
                     "score (mean badness of the worst check) or score:CHECK")
        ->capture_default_str();
    command->add_option("--service", options->service,
                        "Which service; the one with the most answers without it");
    command->add_option("--from", options->from,
                        "Event time from: RFC 3339, or nanoseconds since the epoch");
    command->add_option("--to", options->to, "Event time until, exclusive");
    command->add_option("--as-known-at", options->asKnownAt, "As the console knew it then");
    command->add_option("--lag", options->lag,
                        "How much later the outcome is than the driver: 90s, 2h");
    command->add_option("--at", options->at,
                        "A value of the driver: which rate follows there (where it is now without "
                        "it)");
    auto* under = command
                      ->add_option("--under", options->under,
                                   "A rate in percent: what has to be shed to be back under it")
                      ->check(CLI::Range(0.0, 100.0));
    command
        ->add_option("--objectives", options->objectives,
                     "Objectives: what the one of the service and check allows, instead of --under")
        ->type_name("FILE")
        ->excludes(under);
    command->add_flag("--json", options->isJson, "One JSON document");
    command->footer("Example: plumbline explore today.plumb --driver load --outcome groundedness "
                    "--at 38 --under 2");
    command->callback([options, &status] { status = run(*options); });
}

} // namespace commands
