// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/notify/event.h"
#include "models/telemetry/result.h"
#include "models/yaml/problem.h"

#include <chrono>
#include <set>
#include <string>
#include <vector>

namespace notify {

// Somebody who is told by webhook. The URL is a secret: whoever has it can write there.
struct Target
{
    enum class Kind
    {
        Slack,
        Generic,
    };
    std::string name; // unique in the file, safe to show
    Kind kind = Kind::Generic;
    // One of these says where the URL comes from.
    std::string url;
    std::string urlVariable; // of the environment
    std::string urlSecret; // name in the keyring, or PLUMBLINE_TOKEN_<name>
    std::string urlFile; // its first line
    std::set<EventKind> events; // empty: all
    int minSeverity = 4; // told of severities up to this one: 1 is the worst
    std::set<std::string> services; // empty: of all
    bool includesText = false; // sends Event::text
};

struct ParsedTargets
{
    std::vector<Target> targets;
    std::vector<yaml::Problem> problems; // none of the targets counts when there are any
};

inline constexpr std::size_t kMostTargets = 16;

// The language is that of resources/notify/README.md.
ParsedTargets parseTargets(const std::string& text);
// Unreadable error, or Usage with every problem and its place.
telemetry::Result<std::vector<Target>> loadTargets(const std::string& path);

// The URL as the target says; Usage error when it is none of http or https, Unreadable when where
// it comes from cannot be read. No message ever holds it.
telemetry::Result<std::string> resolveUrl(const Target& target);
// "https://hooks.slack.com/…": what may be shown of it.
std::string shownUrl(const std::string& url);

// Whether the target wants to hear of it. What is not known of an event keeps nobody from it: an
// unknown severity counts as the worst, unknown services as every.
bool wants(const Target& target, const Event& event);

} // namespace notify
