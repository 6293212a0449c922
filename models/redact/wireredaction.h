// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/otlp/wire.h"
#include "models/redact/textredaction.h"
#include "models/telemetry/batch.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redact {

// Applies the rules to one OTLP export request in protobuf wire form, field by field; what stays is
// kept byte by byte. opentelemetry-proto 1.11.0. Fields that this version does not know are dropped
// when a pattern is found in them. One request, one thread.
class WireRedaction
{
public:
    WireRedaction(const Patterns& patterns, telemetry::SignalKind signal)
        : m_text(patterns)
        , m_signal(signal)
    {
    }

    // The request without what was taken out; nothing when all stays.
    std::optional<std::string> redact(std::string_view request);
    // What was taken out, by rule and service.
    std::vector<telemetry::Redaction> takeRedactions();

private:
    enum class Message : std::uint8_t;
    struct Change;

    static Message messageOf(Message parent, std::uint32_t field, telemetry::SignalKind signal);
    std::optional<std::string> message(Message type, std::string_view wire, int depth);
    std::optional<std::string> field(Message type, std::string_view content, int depth);
    std::optional<std::string> resourceItems(std::string_view wire, int depth);
    std::optional<std::string> keyValue(std::string_view wire, int depth, bool& isDropped);
    std::optional<std::string> anyValue(std::string_view wire, int depth);
    std::optional<std::string> scalar(const otlp::WireCursor& cursor);
    static bool isRejectedWhenMalformed(Message type);

    TextRedaction m_text;
    telemetry::SignalKind m_signal;
    std::string_view m_name; // of the attribute whose value comes next
    std::map<std::pair<std::string, std::size_t>, std::uint64_t> m_counts; // by service and rule
};

} // namespace redact
