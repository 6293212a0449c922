// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/bundlefiles.h"
#include "app/commands/caserows.h"
#include "app/commands/commands.h"
#include "app/commands/outcome.h"
#include "app/commands/redaction.h"
#include "app/commands/terminal.h"
#include "models/incident/incidentrecord.h"
#include "models/store/reader.h"
#include "models/telemetry/timetext.h"

#include <QJsonDocument>

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

using telemetry::ErrorKind;
using telemetry::Result;

struct CaseOptions
{
    std::string file;
    std::string incident;
    std::string out;
    std::string format = "plain";
    std::string rules;
    double minimum = 0.5;
    std::int64_t limit = 200;
    bool isRedacted = false;
};

// What people said of the answers of an incident, whenever they said it.
struct Spoken
{
    suspects::VerdictBook verdicts;
    std::map<std::string, std::string> expected; // by "trace/span"; the newest
};

Result<Spoken> spokenIn(const store::Reader& reader)
{
    const auto entries = reader.timeline({}, {"verdict", "note"});
    if (!entries)
        return tl::make_unexpected(entries.error());
    Spoken spoken;
    for (const telemetry::TimelineEntry& entry : *entries) {
        spoken.verdicts.add(entry);
        std::string words = entry.text;
        if (const auto said = suspects::saidIn(entry))
            words = said->second.note;
        if (auto expected = expectedIn(words))
            spoken.expected[entry.subject] = std::move(*expected);
    }
    return spoken;
}

std::vector<telemetry::Evaluation> newestOfEach(std::vector<telemetry::Evaluation> evaluations)
{
    std::map<std::pair<std::string, std::string>, telemetry::Evaluation> newest;
    for (telemetry::Evaluation& evaluation : evaluations) {
        std::pair<std::string, std::string> key{evaluation.check, evaluation.evaluator};
        newest.insert_or_assign(std::move(key), std::move(evaluation));
    }
    std::vector<telemetry::Evaluation> found;
    for (auto& [key, evaluation] : newest)
        found.push_back(std::move(evaluation));
    return found;
}

// Answers that a check or a person holds to be wrong, most suspicious first; without those that a
// person said are sound.
Result<std::vector<IncidentCase>> casesOf(const store::Reader& reader, const CaseOptions& options)
{
    const auto all = incident::readIncidents(reader);
    if (!all)
        return tl::make_unexpected(all.error());
    const auto record = all->empty() && options.incident.empty()
        ? incident::readUndeclared(reader)
        : incident::readIncident(reader, options.incident);
    if (!record)
        return tl::make_unexpected(record.error());
    const auto spoken = spokenIn(reader);
    if (!spoken)
        return tl::make_unexpected(spoken.error());
    const store::View view{.range = record->range, .knownAt = telemetry::Timestamp::max()};
    const std::vector<std::string>& services = record->incident.services;
    const auto isOfIt = [&](const std::string& service) {
        return services.empty() || std::ranges::find(services, service) != services.end();
    };
    const auto suspects = reader.suspects(view, {}, 0);
    if (!suspects)
        return tl::make_unexpected(suspects.error());
    std::vector<IncidentCase> cases;
    std::set<telemetry::SpanKey> seen;
    const auto add = [&](const telemetry::SpanKey& key, std::optional<double> suspicion,
                         const std::string& reasons) -> Result<void> {
        if (static_cast<std::int64_t>(cases.size()) >= options.limit || !seen.insert(key).second)
            return {};
        auto answer = reader.generation(key, view);
        if (!answer)
            return tl::make_unexpected(answer.error());
        if (!*answer || !isOfIt((*answer)->service) || !view.range.contains((*answer)->start))
            return {};
        auto evaluations = reader.evaluationsOf(key, view);
        if (!evaluations)
            return tl::make_unexpected(evaluations.error());
        const auto expected =
            spoken->expected.find(telemetry::toHex(key.trace) + '/' + telemetry::toHex(key.span));
        cases.push_back({.incident = record->incident.id,
                         .answer = std::move(**answer),
                         .suspicion = suspicion,
                         .reasons = reasons,
                         .evaluations = newestOfEach(std::move(*evaluations)),
                         .verdict = spoken->verdicts.of(key),
                         .expected = expected == spoken->expected.end()
                             ? std::nullopt
                             : std::optional(expected->second)});
        return {};
    };
    for (const store::SuspectRow& row : *suspects) {
        const telemetry::SpanKey key{row.suspicion.trace, row.suspicion.span};
        const auto standing = spoken->verdicts.of(key).standing;
        const bool isSaidWrong = standing == suspects::Standing::Confirmed
            || standing == suspects::Standing::HalfConfirmed;
        if (standing == suspects::Standing::Dismissed
            || (row.suspicion.probability < options.minimum && !isSaidWrong))
            continue;
        if (const auto added = add(key, row.suspicion.probability, row.suspicion.reasons); !added)
            return tl::make_unexpected(added.error());
    }
    // What only people held to be wrong.
    std::vector<telemetry::SpanKey> said = spoken->verdicts.answers();
    std::ranges::sort(said);
    for (const telemetry::SpanKey& key : said) {
        const auto standing = spoken->verdicts.of(key).standing;
        if (standing != suspects::Standing::Confirmed
            && standing != suspects::Standing::HalfConfirmed)
            continue;
        if (const auto added = add(key, std::nullopt, {}); !added)
            return tl::make_unexpected(added.error());
    }
    return cases;
}

int writeCases(const CaseOptions& options)
{
    const auto format = caseFormatFrom(options.format);
    if (!format)
        return report({ErrorKind::Usage, "--format is plain, openai-evals or promptfoo."});
    const auto recording = ReadableRecording::open(options.file);
    if (!recording)
        return report(recording.error());
    std::shared_ptr<const redact::Redactor> redactor;
    if (options.isRedacted || !options.rules.empty()) {
        auto made = redactorOf({.file = options.rules, .isOff = false});
        if (!made)
            return report(made.error());
        redactor = std::move(*made);
    }
    const auto reader = store::Reader::open(recording->path());
    if (!reader)
        return report(reader.error());
    auto cases = casesOf(**reader, options);
    if (!cases)
        return report(cases.error());
    std::string lines;
    std::size_t expected = 0;
    for (IncidentCase& one : *cases) {
        if (redactor)
            redactCase(one, *redactor);
        expected += one.expected ? 1 : 0;
        lines += QJsonDocument(caseRow(one, *format)).toJson(QJsonDocument::Compact).toStdString()
            + "\n";
    }
    if (const auto written = writeNewFile(options.out, lines); !written)
        return report(written.error());
    print(stdout, "%zu cases in %s, %zu with what a person expected\n", cases->size(),
          options.out.c_str(), expected);
    if (!redactor)
        print(stderr, "plumbline: they are not redacted; --redact takes out what the rules say.\n");
    return 0;
}

} // namespace

void addIncidentCases(CLI::App& app, int& status)
{
    auto* command = app.add_subcommand(
        "incident-cases", "The wrong answers of an incident as cases for a test set, one a line");
    command->footer("Example: plumbline incident-cases today.plumb --incident INC-0001 --redact "
                    "--out cases.jsonl\n"
                    "A note or verdict with a line \"expected: ...\" gives a case what the answer "
                    "should have been.");
    const auto options = std::make_shared<CaseOptions>();
    command->add_option("FILE", options->file, "A recording or a bundle")->required();
    command->add_option("--incident", options->incident,
                        "Its id; else the newest that is open, else the newest, else all of FILE");
    command->add_option("--out", options->out, "The new file")->required();
    command
        ->add_option("--format", options->format,
                     "plain: as `plumbline check` reads it; openai-evals; promptfoo")
        ->capture_default_str();
    command
        ->add_option("--minimum", options->minimum,
                     "Suspicion from which on an answer is taken; a person's \"wrong\" is enough")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command->add_option("--limit", options->limit, "So many at most, the most suspicious first")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command->add_flag("--redact", options->isRedacted,
                      "Takes out of all texts what the redaction rules say");
    command
        ->add_option("--redaction-rules", options->rules,
                     "The same by this file of rules over the shipped ones")
        ->type_name("RULES");
    command->callback([options, &status] { status = writeCases(*options); });
}

} // namespace commands
