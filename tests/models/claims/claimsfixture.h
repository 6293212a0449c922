// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claimsof.h"
#include "models/telemetry/utf8.h"
#include "models/trace/tracecontents.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace claimstest {

using claims::Claim;
using claims::ClaimKind;
using claims::ClaimSet;
using claims::Evidence;
using claims::Support;
using claims::TextPlace;

inline telemetry::SpanId span(std::uint64_t number)
{
    return static_cast<telemetry::SpanId>(number);
}

inline telemetry::Timestamp at(std::int64_t seconds)
{
    return telemetry::Timestamp(std::chrono::seconds(1'700'000'000 + seconds));
}

inline telemetry::Message message(const std::string& role, const std::string& text)
{
    telemetry::Part part;
    part.kind = role == "tool" ? telemetry::PartKind::ToolCallResponse : telemetry::PartKind::Text;
    (role == "tool" ? part.json : part.text) = text;
    return {.role = role, .parts = {part}, .finishReason = {}};
}

using Said = std::vector<std::pair<std::string, std::string>>; // role and text

inline telemetry::Generation generation(std::uint64_t number, const Said& input,
                                        const std::string& output)
{
    telemetry::Generation made;
    made.trace = *telemetry::traceIdFromHex("00000000000000000000000000000001");
    made.span = span(number);
    made.start = at(static_cast<std::int64_t>(number) * 10);
    made.end = at(static_cast<std::int64_t>(number) * 10 + 5);
    made.operation = "chat";
    for (const auto& [role, text] : input)
        made.inputMessages.push_back(message(role, text));
    made.outputMessages.push_back(message("assistant", output));
    made.contentState = telemetry::ContentState::Captured;
    made.inputSource.state = telemetry::ContentState::Captured;
    made.outputSource.state = telemetry::ContentState::Captured;
    return made;
}

inline trace::TraceContents contentsOf(std::vector<telemetry::Generation> generations)
{
    trace::TraceContents contents;
    contents.generations = std::move(generations);
    return contents;
}

inline std::string cut(const std::string& text, std::int64_t start, std::int64_t end)
{
    const std::string clean = telemetry::sanitizedUtf8(text);
    std::string part;
    std::int64_t point = -1;
    for (const char c : clean) {
        point += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
        if (point >= start && point < end)
            part += c;
    }
    return part;
}

// The text that a place is in; empty where there is none.
inline std::string textAt(const trace::TraceContents& contents, const TextPlace& place)
{
    if (const telemetry::Step* step = contents.step(place.span))
        return step->documents.empty() ? step->output : step->documents.at(place.part).content;
    const telemetry::Generation* made = contents.generation(place.span);
    if (made == nullptr)
        return {};
    if (place.kind == similarity::PlaceKind::Document)
        return made->documents.at(place.part).content;
    const auto& messages =
        place.kind == similarity::PlaceKind::Output ? made->outputMessages : made->inputMessages;
    const telemetry::Part& part = messages.at(place.message).parts.at(place.part);
    return part.text.empty() ? part.json : part.text;
}

inline std::string wordsAt(const trace::TraceContents& contents, const TextPlace& place)
{
    return cut(textAt(contents, place), place.start, place.end);
}

// The claim of a kind whose text holds `text`; null: none.
inline const Claim* claimWith(const ClaimSet& set, const std::string& output, ClaimKind kind,
                              const std::string& text)
{
    const auto found = std::ranges::find_if(set.claims, [&](const Claim& claim) {
        return claim.kind == kind
            && cut(output, claim.start, claim.end).find(text) != std::string::npos;
    });
    return found == set.claims.end() ? nullptr : &*found;
}

} // namespace claimstest
