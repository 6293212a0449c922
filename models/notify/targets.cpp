// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/notify/targets.h"

#include "models/net/secrets.h"
#include "models/telemetry/text.h"
#include "models/telemetry/utf8.h"
#include "models/telemetry/visibletext.h"
#include "models/yaml/list.h"
#include "models/yaml/scope.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace notify {

namespace {

using telemetry::ErrorKind;
using telemetry::Result;
using yaml::Node;
using yaml::Scope;

constexpr std::size_t kLongestTargetName = 60;
constexpr std::size_t kLongestUrl = 2048;
constexpr std::uintmax_t kLargestFile = 256 * 1024;

void readSource(const Scope& scope, Target& target)
{
    target.url = scope.text("url");
    target.urlVariable = scope.text("url_env");
    target.urlSecret = scope.text("url_secret");
    target.urlFile = scope.text("url_file");
    int given = 0;
    for (const char* key : {"url", "url_env", "url_secret", "url_file"})
        given += scope.find(key) != nullptr ? 1 : 0;
    if (given != 1)
        scope.report(scope.node(),
                     "a webhook has one of url, url_env, url_secret and url_file: where its URL "
                     "comes from");
}

void readEvents(const Scope& scope, Target& target)
{
    const Node* node = scope.find("events");
    if (node == nullptr)
        return;
    if (!node->isSequence() || node->items.empty())
        return scope.report(*node, "\"events\" is a list; left out it means all");
    for (const Node& item : node->items) {
        const auto kind = eventKindFrom(item.scalar);
        if (kind) {
            target.events.insert(*kind);
            continue;
        }
        std::string known;
        for (const EventKind each : kEventKinds)
            known += (known.empty() ? "" : ", ") + std::string(toString(each));
        scope.report(item, "there is no such event; there are " + known);
    }
}

void readServices(const Scope& scope, Target& target)
{
    const Node* node = scope.find("services");
    if (node == nullptr)
        return;
    if (!node->isSequence() || node->items.empty())
        return scope.report(*node, "\"services\" is a list of names; left out it means all");
    for (const Node& item : node->items) {
        if (!item.isScalar() || item.scalar.empty())
            scope.report(item, "a service is a name");
        target.services.insert(item.scalar);
    }
}

void readSeverity(const Scope& scope, Target& target)
{
    const Node* node = scope.find("min_severity");
    if (node == nullptr)
        return;
    const std::string& text = node->scalar;
    int severity = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), severity);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || severity < 1
        || severity > 4)
        return scope.report(*node, "\"min_severity\" is 1 (the worst only) to 4 (all)");
    target.minSeverity = severity;
}

Target targetOf(const Node& node, std::vector<yaml::Problem>& problems)
{
    const Scope scope(node, "the webhook", problems);
    Target target;
    if (!node.isMap()) {
        scope.report(node, "a webhook is a map with name, kind and url or url_env");
        return target;
    }
    scope.allow({"name", "kind", "url", "url_env", "url_secret", "url_file", "events",
                 "min_severity", "services", "include_text"});
    target.name = scope.requiredText("name");
    const bool isName =
        target.name.size() <= kLongestTargetName && std::ranges::all_of(target.name, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                || c == '-' || c == '_' || c == '.';
        });
    if (!isName)
        scope.report(node, "\"name\" has letters, digits, -, _ and . only, at most 60");
    const std::string kind = scope.requiredText("kind");
    if (!kind.empty() && kind != "slack" && kind != "generic")
        scope.report(node, "\"kind\" is slack or generic");
    target.kind = kind == "slack" ? Target::Kind::Slack : Target::Kind::Generic;
    readSource(scope, target);
    readEvents(scope, target);
    readSeverity(scope, target);
    readServices(scope, target);
    target.includesText = scope.flag("include_text", false);
    return target;
}

Result<std::string> readFile(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (!file || !(text << file.rdbuf()) || text.str().size() > kLargestFile)
        return telemetry::failure(ErrorKind::Unreadable,
                                  "'" + path + "' cannot be read, or is larger than 256 KiB.");
    return text.str();
}

Result<std::string> sourceText(const Target& target)
{
    if (!target.url.empty())
        return target.url;
    if (!target.urlVariable.empty()) {
        const char* value = std::getenv(target.urlVariable.c_str());
        if (value == nullptr || *value == '\0')
            return telemetry::failure(ErrorKind::Unreadable,
                                      "Webhook " + target.name + ": the variable "
                                          + telemetry::visibleLine(target.urlVariable)
                                          + " is not set.");
        return std::string(value);
    }
    return net::resolveSecret(
        {.name = target.urlSecret, .namedFile = {}, .profileFile = target.urlFile});
}

} // namespace

ParsedTargets parseTargets(const std::string& text)
{
    ParsedTargets parsed;
    const auto nodes = yaml::listIn(text, "webhooks", yaml::EmptyList::Refused, parsed.problems);
    std::set<std::string> names;
    for (const Node& node : nodes) {
        Target target = targetOf(node, parsed.problems);
        if (!target.name.empty() && !names.insert(target.name).second)
            parsed.problems.push_back({.line = node.line,
                                       .column = node.column,
                                       .message = "another webhook has this name"});
        parsed.targets.push_back(std::move(target));
    }
    if (nodes.size() > kMostTargets)
        parsed.problems.push_back(
            {.line = 1, .column = 1, .message = "more than 16 webhooks are not told"});
    return parsed;
}

Result<std::vector<Target>> loadTargets(const std::string& path)
{
    const auto text = readFile(path);
    if (!text)
        return tl::make_unexpected(text.error());
    ParsedTargets parsed = parseTargets(*text);
    if (parsed.problems.empty())
        return std::move(parsed.targets);
    std::string all;
    for (const yaml::Problem& problem : parsed.problems)
        all += (all.empty() ? "" : "\n") + path + ':' + std::to_string(problem.line) + ':'
            + std::to_string(problem.column) + ": " + telemetry::visibleLine(problem.message);
    return telemetry::failure(ErrorKind::Usage, all);
}

Result<std::string> resolveUrl(const Target& target)
{
    auto text = sourceText(target);
    if (!text)
        return text;
    const std::string url(telemetry::trimmed(*text));
    const std::string scheme = telemetry::asciiLowered(url.substr(0, url.find("://")));
    const bool isPlain = std::ranges::all_of(
        url, [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f; });
    if (url.empty())
        return telemetry::failure(ErrorKind::Unreadable,
                                  "Webhook " + target.name
                                      + ": neither the environment nor the keyring holds its URL.");
    if ((scheme != "https" && scheme != "http") || url.size() > kLongestUrl || !isPlain)
        return telemetry::failure(ErrorKind::Usage,
                                  "Webhook " + target.name
                                      + ": its URL does not begin with https:// or http://, or is "
                                        "no URL.");
    return url;
}

std::string shownUrl(const std::string& url)
{
    const std::size_t host = url.find("://");
    if (host == std::string::npos)
        return "…";
    std::size_t begin = host + 3;
    const std::size_t end = std::min(url.find_first_of("/?#", begin), url.size());
    if (const std::size_t at = url.rfind('@', end); at != std::string::npos && at >= begin)
        begin = at + 1; // no name and password
    return telemetry::visibleLine(telemetry::sanitizedUtf8(url.substr(0, host + 3)))
        + telemetry::visibleLine(telemetry::sanitizedUtf8(url.substr(begin, end - begin)))
        + (end < url.size() ? "/…" : "");
}

bool wants(const Target& target, const Event& event)
{
    if (event.isTest)
        return true;
    if (!target.events.empty() && !target.events.contains(event.kind))
        return false;
    if (event.severity > target.minSeverity)
        return false;
    return target.services.empty() || event.services.empty()
        || std::ranges::any_of(event.services, [&target](const std::string& service) {
               return target.services.contains(service);
           });
}

} // namespace notify
