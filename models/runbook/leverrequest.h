// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace runbook {

// One HTTP request as it will be sent, for people: secrets masked.
struct RequestPreview
{
    std::string method;
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    // What stands in the body in base64, name and text: for people to read what will be written.
    std::vector<std::pair<std::string, std::string>> decoded = {};
    // The whole request with what every planning finds anew (now, until, plan_id, actor) and every
    // secret as a name in its place: the same text for the same write, whoever plans it and when.
    // For hashing; never shown.
    std::string canonical = {};
};

// What the control plane says of a write that it is asked to try and not to do.
enum class DryRunAnswer : std::uint8_t
{
    WouldAccept,
    WouldRefuse,
    Unknown, // it did not answer, or nonsense
};

struct DryRun
{
    std::string title; // of the step that was tried, where there are several
    DryRunAnswer answer = DryRunAnswer::Unknown;
    std::string detail; // in words; of a refusal the control plane's own, secrets masked
};

const char* toString(DryRunAnswer answer); // would_accept, would_refuse, unknown

} // namespace runbook
