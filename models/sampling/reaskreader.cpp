// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sampling/reaskreader.h"

#include "models/store/reader.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <tuple>

namespace sampling {

namespace {

std::optional<std::size_t> numberIn(const std::map<std::string, std::string>& attributes,
                                    const char* name)
{
    const auto found = attributes.find(name);
    if (found == attributes.end())
        return std::nullopt;
    std::size_t number = 0;
    const std::string& text = found->second;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(number)
                                                                    : std::nullopt;
}

void addOutput(const telemetry::Generation& generation, Sample& sample)
{
    sample.text = telemetry::outputText(generation);
    for (const telemetry::Message& message : generation.outputMessages) {
        for (const telemetry::Part& part : message.parts) {
            if (part.kind == telemetry::PartKind::Reasoning)
                sample.reasoning += part.text;
            else if (part.kind == telemetry::PartKind::ToolCall)
                sample.toolCalls.emplace_back(part.name, part.json);
            else if (part.typeName == "refusal")
                sample.refusal += part.text.empty() ? part.json : part.text;
        }
    }
}

telemetry::Result<void> addSamples(const store::Reader& reader, telemetry::Timestamp knownAt,
                                   Reask& again)
{
    store::View view;
    view.knownAt = knownAt;
    store::GenerationFilter filter;
    filter.trace = again.trace;
    const auto generations = reader.generations(view, filter);
    if (!generations)
        return tl::make_unexpected(generations.error());
    for (const telemetry::Generation& generation : *generations) {
        const auto listed =
            reader.attributes({.trace = generation.trace, .span = generation.span}, view);
        if (!listed)
            return tl::make_unexpected(listed.error());
        const std::map<std::string, std::string> attributes(listed->begin(), listed->end());
        const auto target = numberIn(attributes, kSampleTarget);
        const auto number = numberIn(attributes, kSampleNumber);
        if (!target || *target >= again.targets.size() || !number)
            continue; // somebody else's
        Sample sample;
        sample.target = *target;
        sample.number = *number;
        addOutput(generation, sample);
        sample.model = generation.modelServed;
        if (!generation.finishReasons.empty())
            sample.finishReason = generation.finishReasons.front();
        sample.inputTokens = generation.inputTokens;
        sample.outputTokens = generation.outputTokens;
        if (generation.isFailed)
            sample.error = generation.errorMessage.empty() ? "No answer." : generation.errorMessage;
        sample.start = generation.start;
        sample.end = generation.end;
        sample.span = generation.span;
        again.samples.push_back(std::move(sample));
    }
    std::ranges::stable_sort(again.samples, {}, [](const Sample& sample) {
        return std::tuple(sample.target, sample.number);
    });
    return {};
}

} // namespace

telemetry::Result<std::vector<Reask>>
readReasks(const store::Reader& reader, const telemetry::SpanKey& suspect, const store::View& view)
{
    store::View always;
    always.knownAt = view.knownAt;
    const auto entries = reader.timeline(always, {kEntryKind});
    if (!entries)
        return tl::make_unexpected(entries.error());
    std::vector<Reask> found;
    for (const telemetry::TimelineEntry& entry : *entries) {
        auto again = fromPayload(entry.payload);
        if (!again || again->suspect != suspect)
            continue;
        again->time = entry.time;
        again->actor = entry.actor;
        if (const auto added = addSamples(reader, view.knownAt, *again); !added)
            return tl::make_unexpected(added.error());
        found.push_back(std::move(*again));
    }
    std::ranges::reverse(found);
    return found;
}

} // namespace sampling
