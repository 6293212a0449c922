// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/otlpreader.h"

#include "models/pull/otlptext.h"

#include <algorithm>
#include <utility>

namespace pull {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::SignalKind;

const char* resourcesOf(SignalKind signal)
{
    return signal == SignalKind::Logs   ? "resourceLogs"
        : signal == SignalKind::Metrics ? "resourceMetrics"
                                        : "resourceSpans";
}

// The newest start, of spans however deep.
void noteTimes(const Json& value, Harvest& harvest, int depth)
{
    constexpr int kDeepest = 6;
    simdjson::dom::array array;
    if (depth > kDeepest)
        return;
    if (value.get(array) == simdjson::SUCCESS) {
        for (const Json& item : array)
            noteTimes(item, harvest, depth + 1);
        return;
    }
    for (const char* name : {"/startTimeUnixNano", "/start_time_unix_nano"}) {
        const auto time = at(value, name);
        if (const auto read = time ? timeOf(*time, Format::Nanoseconds) : std::nullopt) {
            harvest.noteNewest(*read);
            ++harvest.records;
            for (const char* id : {"/traceId", "/trace_id"})
                if (const auto trace = at(value, id))
                    harvest.traces.insert(textOf(*trace));
            return;
        }
    }
    for (const char* name :
         {"/scopeSpans", "/scope_spans", "/instrumentationLibrarySpans", "/spans"})
        if (const auto inner = at(value, name))
            noteTimes(*inner, harvest, depth + 1);
}

std::string flatResource(const OtlpMapping& mapping, const Variables& variables)
{
    std::string list;
    for (const auto& [name, value] : mapping.resource)
        if (const auto text = value.render(variables, Destination::Text); text && !text->empty())
            addTextAttribute(list, name, *text);
    return list;
}

std::size_t readDocument(const OtlpMapping& mapping, const Variables& variables, const Json& list,
                         Harvest& harvest)
{
    simdjson::dom::array items;
    if (list.get(items) != simdjson::SUCCESS || items.size() == 0)
        return 0;
    const std::string normal = normalisedOtlp(list);
    if (mapping.isFlat)
        harvest.bodies.add(mapping.signal, flatResource(mapping, variables),
                           normal.substr(1, normal.size() - 2));
    else
        harvest.requests.emplace_back(mapping.signal,
                                      std::string("{\"") + resourcesOf(mapping.signal)
                                          + "\":" + normal + "}");
    noteTimes(list, harvest, 0);
    return items.size();
}

} // namespace

telemetry::Result<std::size_t> readOtlp(const OtlpMapping& mapping, const Variables& variables,
                                        const std::string& body, Harvest& harvest)
{
    simdjson::dom::parser parser;
    simdjson::dom::document_stream documents;
    const simdjson::padded_string text(withBigNumbersAsFloats(body));
    // One document may be as large as the body.
    if (parser.parse_many(text, std::max<std::size_t>(text.size(), 64)).get(documents)
        != simdjson::SUCCESS)
        return failure(ErrorKind::Unreachable, "The reply is no JSON.");
    std::size_t count = 0;
    bool isFound = false;
    for (auto document : documents) {
        Json root;
        if (document.get(root) != simdjson::SUCCESS)
            return failure(ErrorKind::Unreachable,
                           isFound ? "The reply broke off between its documents."
                                   : "The reply is no JSON.");
        std::optional<Json> list;
        for (const std::string& pointer : mapping.at)
            if (!list)
                list = at(root, pointer);
        if (!mapping.incomplete.empty() && holds(mapping.incomplete, root))
            harvest.notes.emplace_back("The back end gave only a part of a trace.");
        if (!list && !mapping.isFlat) // a gateway in between may take the envelope off
            list = at(root, std::string("/") + resourcesOf(mapping.signal));
        isFound = isFound || list || root.is_object();
        if (list)
            count += readDocument(mapping, variables, *list, harvest);
    }
    if (!isFound || documents.truncated_bytes() > 0)
        return failure(ErrorKind::Unreachable, "The reply broke off, or is no JSON.");
    return count;
}

} // namespace pull
