// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/incident/exposure.h"

#include "models/incident/wronganswers.h"
#include "models/telemetry/timetext.h"

#include <algorithm>
#include <functional>
#include <map>
#include <unordered_map>
#include <utility>

namespace incident {

namespace {

using Part = causes::BlastRadius::Part;

void add(std::map<std::string, std::int64_t>& counts, const std::vector<Part>& parts)
{
    for (const auto& [name, count] : parts)
        counts[name] += count;
}

std::vector<Part> sorted(const std::map<std::string, std::int64_t>& counts)
{
    std::vector<Part> parts(counts.begin(), counts.end());
    std::ranges::stable_sort(parts, std::greater<>(), &Part::second);
    return parts;
}

// When the first wrong answer of each trace ended.
using WrongTraces = std::unordered_map<telemetry::TraceId, telemetry::Timestamp>;

// Counts what is judged, and keeps the traces of what is wrong.
telemetry::Result<WrongTraces> judge(Exposure& exposure, const store::Reader& reader,
                                     const store::View& view,
                                     const std::vector<std::string>& services, int peopleToConfirm)
{
    const auto wrong = wrongAnswers(reader, view, services, peopleToConfirm);
    if (!wrong)
        return tl::make_unexpected(wrong.error());
    exposure.judged = wrong->judged;
    exposure.wrong = static_cast<std::int64_t>(wrong->answers.size());
    exposure.areWrongCut = wrong->isCut;
    WrongTraces traces;
    for (const WrongAnswer& answer : wrong->answers) {
        const auto [at, isNew] = traces.try_emplace(answer.key.trace, answer.end);
        at->second = std::min(at->second, answer.end);
    }
    return traces;
}

telemetry::Result<void> countTools(Exposure& exposure, const store::Reader& reader,
                                   const store::View& view, const WrongTraces& wrong,
                                   telemetry::Timestamp until, std::int64_t mostTraces)
{
    exposure.allWrongTraces = static_cast<std::int64_t>(wrong.size());
    // The latest, as what is looked through of a blast radius.
    std::vector<std::pair<telemetry::Timestamp, telemetry::TraceId>> traces;
    traces.reserve(wrong.size());
    for (const auto& [trace, time] : wrong)
        traces.emplace_back(time, trace);
    std::ranges::sort(traces, std::greater<>());
    traces.resize(std::min(traces.size(), static_cast<std::size_t>(mostTraces)));
    std::map<std::string, std::int64_t> tools;
    for (const auto& [time, trace] : traces) {
        const auto spans = reader.trace(trace, view);
        if (!spans)
            return tl::make_unexpected(spans.error());
        for (const store::SpanRow& span : *spans) {
            if (span.step != telemetry::StepKind::Tool || span.start < time || span.start >= until)
                continue;
            ++tools[span.name];
            ++exposure.toolCalls;
        }
    }
    exposure.wrongTraces = static_cast<std::int64_t>(traces.size());
    exposure.tools = sorted(tools);
    return {};
}

std::string counted(std::int64_t count, const char* one, const char* many)
{
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string listed(const std::vector<Part>& parts)
{
    constexpr std::size_t kShown = 4;
    std::string text;
    for (std::size_t i = 0; i < std::min(parts.size(), kShown); ++i)
        text += (i == 0 ? "" : ", ") + parts[i].first + ": " + std::to_string(parts[i].second);
    if (parts.size() > kShown)
        text += " and " + std::to_string(parts.size() - kShown) + " more";
    return text;
}

// From when to when it is counted: an incident goes on past its recovery, and this does not.
std::string rangeText(const telemetry::TimeRange& range)
{
    if (range.start <= telemetry::Timestamp{} || range.end == telemetry::Timestamp::max())
        return {};
    const std::string from = telemetry::toRfc3339(range.start);
    const std::string to = telemetry::toRfc3339(range.end);
    constexpr std::size_t kDate = 10; // 2026-11-29
    constexpr std::size_t kTime = 8; // 11:43:00
    const bool isOneDay = from.substr(0, kDate) == to.substr(0, kDate);
    return "Counted of answers that began from " + from.substr(kDate + 1, kTime) + " to "
        + (isOneDay ? std::string() : to.substr(0, kDate) + ' ') + to.substr(kDate + 1, kTime)
        + " UTC";
}

// Not all that is wrong was looked through: what the count is of.
std::string toolsOf(const Exposure& exposure)
{
    if (exposure.wrongTraces < exposure.allWrongTraces)
        return "In the newest " + std::to_string(exposure.wrongTraces) + " of "
            + (exposure.areWrongCut ? "at least " : "") + std::to_string(exposure.allWrongTraces)
            + " traces with a wrong answer: ";
    return exposure.areWrongCut ? "At least " : "";
}

} // namespace

telemetry::Result<Exposure> exposureOf(const store::Reader& reader, const store::View& view,
                                       const std::vector<std::string>& services,
                                       int peopleToConfirm, telemetry::Timestamp until,
                                       std::int64_t mostTraces)
{
    Exposure exposure;
    exposure.range = view.range;
    exposure.isOfAll = services.empty();
    const auto names = exposedServices(reader, view, services);
    if (!names)
        return tl::make_unexpected(names.error());
    std::vector<causes::Reached> reached;
    for (const std::string& service : *names)
        reached.push_back(
            {.service = service, .trait = {}, .value = {}, .since = view.range.start});
    const auto radii = causes::blastRadii(reader, view, reached, mostTraces);
    if (!radii)
        return tl::make_unexpected(radii.error());
    std::map<std::string, std::int64_t> tenants;
    std::map<std::string, std::int64_t> downstream;
    int withUsers = 0;
    for (const causes::BlastRadius& radius : *radii) {
        exposure.answers += radius.since;
        exposure.users += radius.users;
        exposure.anonymous += radius.anonymous;
        exposure.tracesRead += radius.traces;
        exposure.areAnswersCut = exposure.areAnswersCut || radius.areAnswersCut;
        exposure.arePeopleCut = exposure.arePeopleCut || radius.areTracesCut();
        withUsers += radius.users > 0 ? 1 : 0;
        add(tenants, radius.tenants);
        add(downstream, radius.downstream);
    }
    exposure.mayCountTwice = withUsers > 1;
    exposure.tenants = sorted(tenants);
    exposure.downstream = sorted(downstream);
    const auto wrong = judge(exposure, reader, view, *names, peopleToConfirm);
    if (!wrong)
        return tl::make_unexpected(wrong.error());
    if (const auto tools = countTools(exposure, reader, view, *wrong, until, mostTraces); !tools)
        return tl::make_unexpected(tools.error());
    return exposure;
}

std::vector<std::string> exposureText(const Exposure& exposure)
{
    const auto least = [](bool isCut) { return std::string(isCut ? "at least " : ""); };
    std::vector<std::string> lines;
    if (exposure.answers == 0) {
        lines.emplace_back("No answer is known in this time.");
        return lines;
    }
    std::string answers =
        least(exposure.areAnswersCut) + counted(exposure.answers, "answer", "answers");
    if (exposure.isOfAll)
        answers += " of all services (which are affected is not known)";
    if (exposure.judged == 0)
        answers += ", none of them judged: how many are wrong is not known";
    else
        answers += ", " + std::to_string(exposure.judged) + " of them judged: "
            + least(exposure.areWrongCut) + std::to_string(exposure.wrong) + " wrong";
    if (exposure.judged > 0 && !exposure.areAnswersCut && exposure.judged < exposure.answers)
        answers += ", " + std::to_string(exposure.answers - exposure.judged) + " not known";
    lines.push_back(answers);
    std::string people =
        "Given to " + least(exposure.arePeopleCut) + counted(exposure.users, "user", "users");
    if (exposure.anonymous > 0)
        people += "; " + counted(exposure.anonymous, "answer tells", "answers tell") + " none";
    if (!exposure.tenants.empty())
        people += (exposure.arePeopleCut ? "; tenants of the newest "
                           + counted(exposure.tracesRead, "trace", "traces") + ": "
                                         : std::string("; tenants: "))
            + listed(exposure.tenants);
    if (exposure.mayCountTwice)
        people += "; who was answered by two services counts twice";
    lines.push_back(people);
    if (!exposure.downstream.empty())
        lines.push_back("Taken on, by traces: " + listed(exposure.downstream));
    if (exposure.allWrongTraces > 0)
        lines.push_back(exposure.toolCalls == 0
                            ? std::string("No tool was called after a wrong answer in its trace")
                            : toolsOf(exposure)
                                + counted(exposure.toolCalls, "call of a tool", "calls of tools")
                                + " after a wrong answer in its trace (" + listed(exposure.tools)
                                + "); which of them wrote is not told");
    if (const std::string counted = rangeText(exposure.range); !counted.empty())
        lines.push_back(counted);
    // Beside the figures of the page Causes, which are others.
    if (exposure.judged > 0)
        lines.emplace_back("Causes counts only the judged answers of the times that it compares");
    return lines;
}

} // namespace incident
