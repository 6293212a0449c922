// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/incident/incident.h"

#include "app/commands/commands.h"
#include "app/commands/incidentjson.h"
#include "app/commands/incidenttext.h"
#include "app/commands/incidentwriting.h"
#include "app/commands/operatorname.h"
#include "app/commands/operatoroption.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/incident/incidententries.h"
#include "models/store/reader.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/timetext.h"

#include <QJsonArray>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

using incident::Incident;
using telemetry::ErrorKind;
using telemetry::Result;
using telemetry::Timestamp;

struct IncidentOptions
{
    std::string file;
    std::string id; // empty: the newest that is open, else the newest
    std::string alarm;
    std::string fingerprint;
    std::string title;
    std::optional<int> severity;
    std::string commander;
    std::string status;
    std::vector<std::string> services;
    std::string start;
    std::string why;
    std::string moment;
    std::string at;
    std::int64_t entry = 0;
    std::string address;
    std::string to;
    std::string summary;
    std::string knownAt;
    std::string into;
    bool isUnfixing = false;
    bool isJson = false;
};

Result<Timestamp> timeFrom(const std::string& text, Timestamp otherwise)
{
    return text.empty() ? Result<Timestamp>(otherwise) : telemetry::timestampFromText(text);
}

int list(const IncidentOptions& options)
{
    const auto reader = store::Reader::open(options.file);
    if (!reader)
        return report(reader.error());
    const auto knownAt = timeFrom(options.knownAt, Timestamp::max());
    if (!knownAt)
        return report(knownAt.error());
    const auto all = incident::readIncidents(**reader, *knownAt);
    if (!all)
        return report(all.error());
    if (options.isJson) {
        QJsonArray rows;
        for (const Incident& each : *all)
            rows.append(toJson(each));
        printJson({{u"incidents"_s, rows}});
        return 0;
    }
    if (all->empty())
        print(stdout, "No incident was opened.\n");
    for (const Incident& each : *all)
        print(stdout, "%s\n", incidentLine(each).c_str());
    return 0;
}

int show(const IncidentOptions& options)
{
    const auto reader = store::Reader::open(options.file);
    if (!reader)
        return report(reader.error());
    const auto knownAt = timeFrom(options.knownAt, Timestamp::max());
    if (!knownAt)
        return report(knownAt.error());
    const auto record = incident::readIncident(**reader, options.id, *knownAt);
    if (!record)
        return report(record.error());
    if (options.isJson)
        printJson(toJson(*record));
    else
        for (const std::string& line : incidentText(*record))
            print(stdout, "%s\n", line.c_str());
    return 0;
}

// Writes what `make` says of the incident that is meant, and tells what was written; `before` that,
// where something is made at all, says what speaks against it.
int change(const IncidentOptions& options,
           const std::function<incident::Entry(const Incident&, Timestamp now)>& make,
           const std::function<void(const IncidentWriting&, const Incident&)>& before = {})
{
    auto writing = IncidentWriting::open(options.file);
    if (!writing)
        return report(writing.error());
    const auto meant = writing->meant(options.id);
    if (!meant)
        return report(meant.error());
    auto entry = make(*meant, telemetry::SystemClock().now());
    if (entry && before)
        before(*writing, *meant);
    return writing->finish(std::move(entry), options.isJson);
}

int close(const IncidentOptions& options)
{
    return change(
        options,
        [&options](const Incident& meant, telemetry::Timestamp now) {
            return incident::closedEntry(meant, options.why, now);
        },
        [](const IncidentWriting& writing, const Incident& meant) {
            writing.tellAgainstClosing(meant);
        });
}

// Of the alarm or the alert that is named; nothing named: usage error.
Result<incident::Opening> namedAlarm(const IncidentOptions& options, const IncidentWriting& writing)
{
    if (options.alarm.empty() == options.fingerprint.empty())
        return telemetry::failure(ErrorKind::Usage,
                                  "Either --alarm or --fingerprint says which alarm or alert.");
    return options.alarm.empty() ? writing.ofAlert(options.fingerprint)
                                 : writing.ofAlarm(options.alarm);
}

Result<incident::Opening> openingFrom(const IncidentOptions& options,
                                      const IncidentWriting& writing)
{
    Result<incident::Opening> opening = incident::Opening();
    if (!options.alarm.empty())
        opening = writing.ofGroup(options.alarm);
    else if (!options.fingerprint.empty())
        opening = writing.ofAlert(options.fingerprint);
    else if (options.title.empty())
        return telemetry::failure(ErrorKind::Usage,
                                  "--title says what it is about, or --alarm or --fingerprint "
                                  "what it is opened from.");
    if (!opening)
        return opening;
    if (!options.title.empty())
        opening->title = options.title;
    if (options.severity)
        opening->severity = *options.severity;
    if (!options.services.empty())
        opening->services = options.services;
    const auto start = timeFrom(options.start, opening->start);
    if (!start)
        return tl::make_unexpected(start.error());
    opening->start = *start;
    return opening;
}

int open(const IncidentOptions& options)
{
    auto writing = IncidentWriting::open(options.file);
    if (!writing)
        return report(writing.error());
    const auto opening = openingFrom(options, *writing);
    if (!opening)
        return report(opening.error());
    return writing->finish(
        incident::openedEntry(*opening, writing->incidents(), telemetry::SystemClock().now()),
        options.isJson);
}

// Exactly one thing at a time: each leaves an entry of its own.
int set(const IncidentOptions& options)
{
    const int given = (options.title.empty() ? 0 : 1) + (options.severity ? 1 : 0)
        + (options.commander.empty() ? 0 : 1) + (options.status.empty() ? 0 : 1)
        + (options.services.empty() ? 0 : 1)
        + (options.alarm.empty() && options.fingerprint.empty() ? 0 : 1);
    if (given != 1)
        return report({.kind = ErrorKind::Usage,
                       .message = "One of --title, --severity, --commander, --status, --service, "
                                  "--alarm and --fingerprint at a time: each is an entry of its "
                                  "own."});
    if (!options.alarm.empty() || !options.fingerprint.empty()) {
        auto writing = IncidentWriting::open(options.file);
        if (!writing)
            return report(writing.error());
        const auto meant = writing->meant(options.id);
        const auto opening = namedAlarm(options, *writing);
        if (!meant || !opening)
            return report(meant ? opening.error() : meant.error());
        return writing->finish(incident::alarmsEntry(*meant, writing->incidents(), *opening,
                                                     options.why, telemetry::SystemClock().now()),
                               options.isJson);
    }
    return change(options, [&](const Incident& meant, Timestamp now) -> incident::Entry {
        if (!options.title.empty())
            return incident::titleEntry(meant, options.title, now);
        if (options.severity)
            return incident::severityEntry(meant, *options.severity, options.why, now);
        if (!options.commander.empty())
            return incident::commanderEntry(
                meant, options.commander == "me" ? currentOperator().text() : options.commander,
                now);
        if (!options.services.empty())
            return incident::servicesEntry(meant, options.services, now);
        const auto status = incident::statusFrom(options.status);
        if (!status)
            return telemetry::failure(ErrorKind::Usage,
                                      "--status is investigating, identified, mitigated or "
                                      "recovered.");
        return incident::statusEntry(meant, *status, options.why, now);
    });
}

int fixMoment(const IncidentOptions& options)
{
    const auto kind = incident::momentKindFrom(options.moment);
    if (!kind)
        return report({.kind = ErrorKind::Usage,
                       .message = "A key moment is start, detection, acknowledgement, diagnosis, "
                                  "mitigation or recovery."});
    if (options.isUnfixing) {
        if (!options.at.empty() || options.entry != 0)
            return report({.kind = ErrorKind::Usage,
                           .message = "--unfix lets the rule tell the time: without --at and "
                                      "--entry."});
        return change(options, [&](const Incident& meant, Timestamp now) {
            return incident::unfixedEntry(meant, *kind, options.why, now);
        });
    }
    if (options.at.empty() == (options.entry == 0))
        return report(
            {.kind = ErrorKind::Usage, .message = "Either --at or --entry says when it was."});
    auto writing = IncidentWriting::open(options.file);
    if (!writing)
        return report(writing.error());
    const auto meant = writing->meant(options.id);
    if (!meant)
        return report(meant.error());
    const auto at = options.entry != 0 ? writing->timeOf(options.entry)
                                       : telemetry::timestampFromText(options.at);
    if (!at)
        return report(at.error());
    return writing->finish(incident::momentEntry(*meant, *kind, *at, options.entry, options.why,
                                                 telemetry::SystemClock().now()),
                           options.isJson);
}

// Of an entry that is there; a mark on one that is not would be on whatever is written next.
int mark(const IncidentOptions& options)
{
    auto writing = IncidentWriting::open(options.file);
    if (!writing)
        return report(writing.error());
    const auto meant = writing->meant(options.id);
    const auto time = writing->timeOf(options.entry);
    if (!meant || !time)
        return report(meant ? time.error() : meant.error());
    return writing->finish(
        incident::markEntry(*meant, options.entry, options.why, telemetry::SystemClock().now()),
        options.isJson);
}

// Out of one incident, and into another where that is said: an entry each.
int takeOut(const IncidentOptions& options)
{
    auto writing = IncidentWriting::open(options.file);
    if (!writing)
        return report(writing.error());
    const auto opening = namedAlarm(options, *writing);
    if (!opening)
        return report(opening.error());
    // Of the one that it is part of, where none is named.
    const auto& named = options.alarm.empty() ? options.fingerprint : options.alarm;
    const Incident* holder = incident::holding(writing->incidents(), named);
    const auto meant =
        writing->meant(options.id.empty() && holder != nullptr ? holder->id : options.id);
    if (!meant)
        return report(meant.error());
    const auto leaving = writing->leavingOf(*meant, *opening);
    if (!leaving)
        return report(leaving.error());
    const Timestamp now = telemetry::SystemClock().now();
    if (options.into.empty())
        return writing->finish(incident::takenOutEntry(*meant, *leaving, {}, options.why, now),
                               options.isJson);
    const auto target = writing->meant(options.into);
    if (!target)
        return report(target.error());
    const auto left = incident::takenOutEntry(*meant, *leaving, target->id, options.why, now);
    if (!left)
        return report(left.error());
    // As it stands once it was taken out. Its group stays where it is.
    std::vector<Incident> others = writing->incidents();
    std::erase_if(others, [&meant](const Incident& each) { return each.id == meant->id; });
    incident::Opening alone = *opening;
    alone.groups.clear();
    const auto joined = incident::alarmsEntry(*target, others, alone,
                                              "from " + meant->id + ": " + options.why, now);
    if (!joined)
        return report(joined.error());
    return writing->finish({left, joined}, options.isJson);
}

using Options = std::shared_ptr<IncidentOptions>;

CLI::App* addCommand(CLI::App& parent, const Options& options, const char* name,
                     const char* description)
{
    CLI::App* command = parent.add_subcommand(name, description);
    command->add_option("FILE", options->file, "The recording")->required();
    command->add_flag("--json", options->isJson, "One JSON document");
    return command;
}

CLI::App* addChange(CLI::App& parent, const Options& options, const char* name,
                    const char* description)
{
    CLI::App* command = addCommand(parent, options, name, description);
    command->add_option("--incident", options->id,
                        "Its id; else the newest that is open, else the newest");
    addOperatorOption(*command);
    return command;
}

void addWhy(CLI::App& command, const Options& options)
{
    command.add_option("--why", options->why, "Why, in words");
}

void addReading(CLI::App& parent, const Options& options, int& status)
{
    CLI::App* all = addCommand(parent, options, "list", "Lists the incidents of a recording");
    all->add_option("--as-known-at", options->knownAt, "As it was known then");
    all->footer("Example: plumbline incident list today.plumb");
    all->callback([options, &status] { status = list(*options); });

    CLI::App* one = addCommand(parent, options, "show",
                               "Tells an incident: key moments, exposure, levers, timeline");
    one->add_option("--incident", options->id,
                    "Its id; else the newest that is open, else the newest");
    one->add_option("--as-known-at", options->knownAt, "As it was known then");
    one->footer("Example: plumbline incident show today.plumb --incident INC-0001");
    one->callback([options, &status] { status = show(*options); });
}

void addOpening(CLI::App& parent, const Options& options, int& status)
{
    CLI::App* command = addCommand(parent, options, "open", "Opens an incident");
    CLI::Option* alarm = command->add_option(
        "--alarm", options->alarm, "From this alarm (A-0001), and the open ones of its group");
    command
        ->add_option("--fingerprint", options->fingerprint,
                     "From this alert of Alertmanager, by its fingerprint")
        ->excludes(alarm);
    command->add_option("--title", options->title, "What it is called");
    command->add_option("--severity", options->severity, "1 (worst) to 4");
    command->add_option("--service", options->services, "What is affected; several");
    command->add_option("--start", options->start,
                        "What it reaches back to; else the onset, or now");
    addOperatorOption(*command);
    command->footer("Example: plumbline incident open today.plumb --alarm A-0001 --severity 1");
    command->callback([options, &status] { status = open(*options); });
}

void addChanges(CLI::App& parent, const Options& options, int& status)
{
    CLI::App* settle = addChange(parent, options, "set", "Changes one thing about an incident");
    settle->add_option("--title", options->title, "What it is called");
    settle->add_option("--severity", options->severity, "1 (worst) to 4");
    settle->add_option("--commander", options->commander, "Who is in command; me: you");
    settle->add_option("--status", options->status,
                       "investigating, identified, mitigated or recovered");
    settle->add_option("--service", options->services, "All that is affected; several");
    settle->add_option("--alarm", options->alarm, "An alarm that is part of it as well");
    settle->add_option("--fingerprint", options->fingerprint,
                       "An alert of Alertmanager that is part of it as well");
    addWhy(*settle, options);
    settle->footer("Example: plumbline incident set today.plumb --status identified --why 'index 7 "
                   "holds last year'\\''s policy'");
    settle->callback([options, &status] { status = set(*options); });

    CLI::App* out = addChange(parent, options, "take-out",
                              "Takes an alarm out of an incident, or into another");
    CLI::Option* alarm = out->add_option("--alarm", options->alarm, "Which: A-0002");
    out->add_option("--fingerprint", options->fingerprint, "Or this alert of Alertmanager")
        ->excludes(alarm);
    out->add_option("--into", options->into, "The open incident that it becomes part of: INC-0002");
    out->add_option("--why", options->why, "Why it is no part of it")->required();
    out->footer("Example: plumbline incident take-out today.plumb --alarm A-0002 --into INC-0002 "
                "--why 'another index'");
    out->callback([options, &status] { status = takeOut(*options); });

    CLI::App* moment =
        addChange(parent, options, "moment", "Fixes a key moment, or leaves it to the rule again");
    moment
        ->add_option("MOMENT", options->moment,
                     "start, detection, acknowledgement, diagnosis, mitigation or recovery")
        ->required();
    moment->add_option("--at", options->at, "When it happened");
    moment->add_option("--entry", options->entry, "The entry of the timeline that shows it");
    moment->add_flag("--unfix", options->isUnfixing, "Not fixed any more: as the rule proposes it");
    addWhy(*moment, options);
    moment->footer("Example: plumbline incident moment today.plumb diagnosis --entry 41");
    moment->callback([options, &status] { status = fixMoment(*options); });

    const auto simple = [&](const char* name, const char* description, const char* example,
                            const std::function<incident::Entry(
                                const IncidentOptions&, const Incident&, Timestamp)>& make) {
        CLI::App* command = addChange(parent, options, name, description);
        command->footer(std::string("Example: plumbline incident ") + example);
        command->callback([options, make, &status] {
            status = change(*options, [&](const Incident& meant, Timestamp now) {
                return make(*options, meant, now);
            });
        });
        return command;
    };
    CLI::App* marking =
        addChange(parent, options, "mark", "Marks an entry of the timeline as worth the report");
    marking->footer("Example: plumbline incident mark today.plumb --entry 41 --why 'here it was "
                    "plain'");
    marking->callback([options, &status] { status = mark(*options); });
    CLI::App* unmarking =
        simple("unmark", "Takes a mark off again; both stand in the timeline",
               "unmark today.plumb --entry 41",
               [](const IncidentOptions& given, const Incident& meant, Timestamp now) {
                   return incident::unmarkEntry(meant, given.entry, given.why, now);
               });
    for (CLI::App* each : {marking, unmarking}) {
        each->add_option("--entry", options->entry, "Its number in the chain")->required();
        addWhy(*each, options);
    }
    CLI::App* link =
        simple("link", "Keeps a link; it is shown and never followed",
               "link today.plumb --address https://chat.example/archives/C1 --title 'Channel'",
               [](const IncidentOptions& given, const Incident& meant, Timestamp now) {
                   return incident::linkEntry(meant, given.title, given.address, now);
               });
    link->add_option("--address", options->address, "Where it leads")->required();
    link->add_option("--title", options->title, "What it is");
    CLI::App* handover =
        simple("handover", "Hands an incident over, and its command, with a summary",
               "handover today.plumb --to Ada --summary 'pinned; waiting for recovery'",
               [](const IncidentOptions& given, const Incident& meant, Timestamp now) {
                   return incident::handoverEntry(meant, given.to, given.summary, now);
               });
    handover->add_option("--to", options->to, "Who takes it on")->required();
    handover->add_option("--summary", options->summary, "How it stands");
    CLI::App* closing = addChange(parent, options, "close", "Closes an incident");
    closing->add_option("--why", options->why, "Why it can be closed")->required();
    closing->footer("Example: plumbline incident close today.plumb --why 'recovered'");
    closing->callback([options, &status] { status = close(*options); });
    CLI::App* reopen =
        simple("reopen", "Opens a closed incident again", "reopen today.plumb --why 'it is back'",
               [](const IncidentOptions& given, const Incident& meant, Timestamp now) {
                   return incident::reopenedEntry(meant, given.why, now);
               });
    reopen->add_option("--why", options->why, "Why")->required();
}

} // namespace

void addIncident(CLI::App& app, int& status)
{
    CLI::App* command = app.add_subcommand(
        "incident", "Incidents of a recording: what they are, and what people say of them");
    command->require_subcommand(1);
    command->footer("Example: plumbline incident open today.plumb --alarm A-0001");
    const auto options = std::make_shared<IncidentOptions>();
    addReading(*command, options, status);
    addOpening(*command, options, status);
    addChanges(*command, options, status);
}

} // namespace commands
