// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/recordeddrills.h"

#include "models/health/engine.h"
#include "models/practice/recordedfleet.h"
#include "models/store/reader.h"
#include "models/telemetry/timetext.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <string_view>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

constexpr std::size_t kLongestLever = 200;
constexpr const char* kSandbox = "sandbox";

// Braces are a template's, and quotes YAML's: names are put into both.
bool isPlain(std::string_view text)
{
    return !text.empty() && text.size() <= kLongestLever && std::ranges::all_of(text, [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0
            || std::string_view("._:/@+- ").find(c) != std::string_view::npos;
    });
}

std::string operationsOf(const std::string& sandbox)
{
    return sandbox.substr(0, sandbox.find("\nlevers:") + 1);
}

} // namespace

CLI::Option* addRecordedSource(CLI::App& command, RecordedSource& source)
{
    CLI::Option* from =
        command
            .add_option("--from", source.path,
                        "A recorded incident as the drill: what was received then is sent once "
                        "more. It answers to the lever that ended it then, and to no other")
            ->type_name("FILE");
    command
        .add_option("--incident", source.incident,
                    "Which of the recording; else the newest that is open, else the newest")
        ->needs(from);
    command
        .add_option("--lead", source.lead,
                    "How long before its start the drill begins, for example 5m; 10 minutes, as "
                    "far as the recording goes back")
        ->needs(from);
    return from;
}

telemetry::Result<practice::RecordedDrill> readRecordedDrill(const RecordedSource& source)
{
    telemetry::Duration lead = practice::kLead;
    if (!source.lead.empty()) {
        const auto parsed = telemetry::durationFromText(source.lead);
        if (!parsed)
            return tl::make_unexpected(parsed.error());
        lead = *parsed;
    }
    const auto reader = store::Reader::open(source.path);
    if (!reader)
        return tl::make_unexpected(reader.error());
    return practice::readRecordedDrill(**reader, source.incident, lead);
}

std::string sandboxProfileText(const std::map<std::string, practice::StandingLever>& levers,
                               std::vector<std::string>& leftOut)
{
    const auto builtIn = actuation::loadProfile(kSandbox);
    // Called alike, they may take other values than those of the drills that ship.
    const bool isKnown = builtIn && std::ranges::all_of(levers, [&](const auto& lever) {
                             const actuation::LeverProfile* known = builtIn->find(lever.first);
                             return known != nullptr
                                 && (lever.second.value.empty() || known->values.empty()
                                     || known->findRaw(lever.second.value) != nullptr);
                         });
    if (isKnown)
        return {};
    std::string text = operationsOf(actuation::builtInProfileText(kSandbox)) + "levers:\n";
    bool hasAny = false;
    for (const auto& [id, lever] : levers) {
        if (!isPlain(id) || !isPlain(lever.kind) || !isPlain(lever.target)) {
            leftOut.push_back(id);
            continue;
        }
        hasAny = true;
        const bool isBreaker = lever.kind == "breaker";
        text += "  - id: \"" + id + "\"\n    title: \"" + id + "\"\n    kind: \"" + lever.kind
            + "\"\n    target: \"" + lever.target + "\"\n    operations: key\n"
            + "    variables: {key: \"" + practice::controlKeyOf(id) + "\"}\n"
            + (isBreaker ? "    values: {tripped: tripped, reset: reset}\n"
                           "    safe_value: tripped\n    absent_value: reset\n"
                         : "")
            + "    significance: \"A lever of the recorded incident, in the sandbox.\"\n"
              "    undo_text: The entry is put back as it was, or taken away if there was none.\n";
    }
    return hasAny ? text : std::string();
}

telemetry::Result<actuation::Profile>
sandboxProfile(const std::map<std::string, practice::StandingLever>& levers)
{
    std::vector<std::string> leftOut;
    const std::string text = sandboxProfileText(levers, leftOut);
    return text.empty() ? actuation::loadProfile(kSandbox)
                        : actuation::parseProfile(text, "the recorded levers");
}

std::vector<std::string> recordedDrillNotes(const practice::RecordedDrill& drill)
{
    std::vector<std::string> notes;
    notes.push_back((drill.incident.empty()
                         ? std::string("the whole recording: nobody opened an incident in it")
                         : drill.incident + " as it was recorded")
                    + "; " + std::to_string(drill.items.size()) + " records from "
                    + telemetry::toRfc3339(drill.times.begin) + " on");
    if (drill.times.cure)
        notes.emplace_back("it answers to the lever that ended it then, at the value of then; "
                           "after any other the bad stretch goes on, again and again");
    else
        notes.emplace_back("no lever is known to have ended it then: it is played to its end, "
                           "whatever is moved");
    if (drill.levers.empty())
        notes.emplace_back("how its levers stood is not in the recording: the control plane is "
                           "empty");
    if (!drill.isPacedByArrival)
        notes.emplace_back("it was imported at once: paced by the times that records tell, and "
                           "what came late is not known");
    if (drill.leftOut > 0)
        notes.push_back(std::to_string(drill.leftOut)
                        + " records that arrived after its end are "
                          "left out");
    const int learntFrom = health::EngineSettings{}.referenceObservations;
    if (drill.answersBefore && *drill.answersBefore < learntFrom)
        notes.push_back("no service answers more than " + std::to_string(*drill.answersBefore)
                        + " times before the incident: detectors learn from "
                        + std::to_string(learntFrom)
                        + " answers first, and may not notice it; a longer --lead has more, as far "
                          "as the recording goes back");
    std::vector<std::string> leftOut;
    static_cast<void>(sandboxProfileText(drill.levers, leftOut));
    if (!leftOut.empty())
        notes.push_back(std::to_string(leftOut.size())
                        + " levers cannot be moved: no profile can have their names");
    return notes;
}

} // namespace commands
