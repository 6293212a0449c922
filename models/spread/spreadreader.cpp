// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/spread/spreadreader.h"

#include "models/telemetry/utf8.h"

#include <algorithm>

namespace spread {

namespace {

void forEachText(const SpreadReader::Span& span,
                 const std::function<void(const similarity::PlaceText&)>& visit)
{
    if (span.generation)
        similarity::forEachText(*span.generation, visit);
    else if (span.content)
        similarity::forEachText(*span.content, visit);
}

} // namespace

SpreadReader::SpreadReader(const store::Reader& reader, telemetry::Timestamp knownAt)
    : m_reader(reader)
{
    m_view.knownAt = knownAt;
}

SpreadReader::Span SpreadReader::spanOf(telemetry::Generation generation)
{
    Span span;
    span.common.key = {.trace = generation.trace, .span = generation.span};
    span.common.service = generation.service;
    span.common.step = telemetry::StepKind::Generation;
    span.common.user = generation.user;
    span.common.session = generation.session;
    span.start = generation.start;
    span.end = std::max(generation.start, generation.end);
    span.generation = std::move(generation);
    return span;
}

SpreadReader::Span SpreadReader::spanOf(telemetry::Step step, const store::SpanRow& row)
{
    Span span;
    span.common.key = {.trace = row.trace, .span = row.span};
    span.common.service = row.service;
    span.common.step = step.kind;
    span.start = row.start;
    span.end = std::max(row.start, row.end);
    span.content = std::move(step);
    return span;
}

telemetry::Result<void> SpreadReader::loadSteps(const telemetry::TraceId& trace)
{
    if (m_trace == trace)
        return {};
    m_trace = trace;
    m_steps.clear();
    store::GenerationFilter filter;
    filter.trace = trace;
    return m_reader.forEachStep(m_view, filter,
                                [this](telemetry::Step step, const store::SpanRow& row) {
                                    if (similarity::hasTexts(step.kind))
                                        m_steps.emplace_back(std::move(step), row);
                                    return true;
                                });
}

telemetry::Result<std::optional<SpreadReader::Span>>
SpreadReader::span(const telemetry::SpanKey& key)
{
    auto generation = m_reader.generation(key, m_view);
    if (!generation)
        return tl::make_unexpected(generation.error());
    if (*generation)
        return spanOf(std::move(**generation));
    if (const auto loaded = loadSteps(key.trace); !loaded)
        return tl::make_unexpected(loaded.error());
    const auto found =
        std::ranges::find(m_steps, key.span, [](const auto& step) { return step.second.span; });
    if (found == m_steps.end())
        return std::nullopt;
    auto person = this->person(key.trace);
    if (!person)
        return tl::make_unexpected(person.error());
    Span span = spanOf(found->first, found->second);
    span.common.user = std::move(person->first);
    span.common.session = std::move(person->second);
    return span;
}

telemetry::Result<std::pair<std::string, std::string>>
SpreadReader::person(const telemetry::TraceId& trace)
{
    if (const auto known = m_persons.find(trace); known != m_persons.end())
        return known->second;
    store::GenerationFilter filter;
    filter.trace = trace;
    filter.limit = 20;
    std::pair<std::string, std::string> person;
    bool isAmbiguous = false;
    const auto done =
        m_reader.forEachGeneration(m_view, filter, [&](const telemetry::Generation& generation) {
            isAmbiguous = isAmbiguous
                || (!person.first.empty() && !generation.user.empty()
                    && generation.user != person.first);
            if (!generation.user.empty())
                person.first = generation.user;
            if (!generation.session.empty())
                person.second = generation.session;
            return true;
        });
    if (!done)
        return tl::make_unexpected(done.error());
    if (isAmbiguous)
        person.first.clear();
    m_persons.emplace(trace, person);
    return person;
}

std::vector<SpreadPlace>
SpreadReader::placesIn(const Span& span, std::span<const similarity::StatementMatcher> matchers,
                       std::span<const std::size_t> among)
{
    std::vector<SpreadPlace> places;
    forEachText(span, [&](const similarity::PlaceText& text) {
        similarity::tokenize(text.text, text.syntax, m_tokens);
        for (const std::size_t i : among) {
            const auto match = matchers[i].match(text.text, m_tokens);
            if (!match)
                continue;
            SpreadPlace& place = places.emplace_back(span.common);
            const telemetry::CodePointIndex codePoints(text.text);
            place.kind = text.kind;
            place.name = text.name;
            place.time = similarity::isReceived(text.kind) ? span.start : span.end;
            // A tool is called with its arguments, and gives its result when it ends.
            if (!span.generation && span.common.step == telemetry::StepKind::Tool)
                place.time = text.kind == similarity::PlaceKind::ToolResult ? span.end : span.start;
            else if (!span.generation)
                place.time = text.kind == similarity::PlaceKind::Document ? span.end : span.start;
            place.likeness = match->likeness;
            place.score = match->containment;
            place.isReworded = match->isReworded;
            place.statement = i;
            place.first = codePoints.codePointAt(match->first);
            place.last = codePoints.codePointAt(match->last);
            place.stretch = text.text.substr(match->first, match->last - match->first);
        }
    });
    return places;
}

telemetry::Result<std::string> SpreadReader::pipeline(const telemetry::TraceId& trace)
{
    const auto root = m_reader.rootSpan(trace, m_view);
    if (!root)
        return tl::make_unexpected(root.error());
    return *root ? (*root)->service + ": " + (*root)->name : std::string();
}

} // namespace spread
