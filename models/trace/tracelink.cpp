// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/tracelink.h"

#include "models/telemetry/text.h"
#include "models/telemetry/timetext.h"

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace trace {

namespace {

using telemetry::ErrorKind;
using telemetry::Result;

constexpr std::string_view kScheme = "plumbline://trace/";
constexpr std::size_t kMostLinks = 16;
constexpr std::size_t kLongestView = 24;
constexpr std::size_t kLongestShown = 40; // of a part that is wrong

// Characters that a link of ours may hold; whatever else follows in a text is no part of it.
bool belongs(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || std::string_view(":/?=&-.+").find(c) != std::string_view::npos;
}

std::string inQuotes(std::string_view text)
{
    const bool isLong = text.size() > kLongestShown;
    return "'" + std::string(text.substr(0, kLongestShown)) + (isLong ? "…'" : "'");
}

Result<void> wrong(const std::string& what)
{
    return telemetry::failure(ErrorKind::Usage, "The link cannot be opened: " + what);
}

std::string_view takeUntil(std::string_view& rest, char end)
{
    const std::size_t at = rest.find(end);
    const std::string_view part = rest.substr(0, at);
    rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + 1);
    return part;
}

Result<void> readClaim(std::string_view value, TraceLink& link)
{
    std::pair<std::int64_t, std::int64_t> claim;
    const char* const end = value.data() + value.size();
    const auto first = std::from_chars(value.data(), end, claim.first);
    const bool hasDash = first.ec == std::errc() && first.ptr != end && *first.ptr == '-';
    const auto last = hasDash ? std::from_chars(first.ptr + 1, end, claim.second) : first;
    if (!hasDash || last.ec != std::errc() || last.ptr != end || claim.first < 0
        || claim.first >= claim.second)
        return wrong(inQuotes(value) + " is no stretch of an answer; 12-40 would be one.");
    link.claim = claim;
    return {};
}

} // namespace

Result<bool> readParameter(std::string_view name, std::string_view value, TraceLink& link)
{
    const auto done = [](const Result<void>& read) {
        return read ? Result<bool>(true) : tl::make_unexpected(read.error());
    };
    if (name == "claim")
        return done(readClaim(value, link));
    if (name == "at") {
        const auto at = telemetry::timestampFromText(value);
        if (!at)
            return done(wrong(inQuotes(value) + " is no time."));
        link.moment = *at;
        return true;
    }
    if (name == "view") {
        const bool isName = !value.empty() && value.size() <= kLongestView
            && std::ranges::all_of(value, [](char c) { return c >= 'a' && c <= 'z'; });
        if (!isName)
            return done(wrong(inQuotes(value) + " is no view."));
        link.view = value;
        return true;
    }
    return false;
}

std::vector<std::pair<std::string, std::string>> parametersOf(const TraceLink& link)
{
    std::vector<std::pair<std::string, std::string>> parameters;
    if (link.claim)
        parameters.emplace_back(
            "claim", std::to_string(link.claim->first) + '-' + std::to_string(link.claim->second));
    if (link.moment)
        parameters.emplace_back("at", telemetry::toRfc3339(*link.moment));
    if (!link.view.empty())
        parameters.emplace_back("view", link.view);
    return parameters;
}

std::string toText(const TraceLink& link)
{
    std::string text(kScheme);
    text += telemetry::toHex(link.step.trace);
    if (link.step.span != telemetry::SpanId::None)
        text += '/' + telemetry::toHex(link.step.span);
    char separator = '?';
    for (const auto& [name, value] : parametersOf(link)) {
        text += separator + name + '=' + value;
        separator = '&';
    }
    return text;
}

Result<TraceLink> traceLinkFromText(std::string_view text)
{
    text = telemetry::trimmed(text);
    const auto refused = [](const Result<void>& result) {
        return tl::make_unexpected(result.error());
    };
    if (text.substr(0, kScheme.size()) != kScheme)
        return refused(
            wrong(inQuotes(text) + " does not begin with " + std::string(kScheme) + "."));
    std::string_view parameters = text.substr(kScheme.size());
    std::string_view path = takeUntil(parameters, '?');
    TraceLink link;
    const std::string_view traceText = takeUntil(path, '/');
    const auto trace = telemetry::traceIdFromHex(traceText);
    if (!trace || !trace->isValid())
        return refused(
            wrong(inQuotes(traceText) + " is no trace id, which has 32 hexadecimal digits."));
    link.step.trace = *trace;
    if (!path.empty()) {
        const auto span = telemetry::spanIdFromHex(path);
        if (!span)
            return refused(
                wrong(inQuotes(path) + " is no span id, which has 16 hexadecimal digits."));
        link.step.span = *span;
    }
    while (!parameters.empty()) {
        std::string_view value = takeUntil(parameters, '&');
        const std::string_view name = takeUntil(value, '=');
        const auto read = readParameter(name, value, link);
        if (!read)
            return tl::make_unexpected(read.error());
        if (!*read)
            return refused(wrong(inQuotes(name) + " is not known; claim, at and view are."));
    }
    if (link.claim && link.step.span == telemetry::SpanId::None)
        return refused(wrong("it names a claim and no span whose answer that is in."));
    return link;
}

std::vector<TraceLink> traceLinksIn(std::string_view text)
{
    std::vector<TraceLink> links;
    for (std::size_t at = text.find(kScheme);
         at != std::string_view::npos && links.size() < kMostLinks;
         at = text.find(kScheme, at + 1)) {
        std::size_t end = at;
        while (end < text.size() && belongs(text[end]))
            ++end;
        // What ends a sentence is no part of what stands in it.
        while (end > at && (text[end - 1] == '.' || text[end - 1] == '?' || text[end - 1] == ':'))
            --end;
        if (auto link = traceLinkFromText(text.substr(at, end - at)))
            links.push_back(std::move(*link));
    }
    return links;
}

} // namespace trace
