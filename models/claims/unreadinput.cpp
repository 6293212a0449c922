// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/unreadinput.h"

#include "models/claims/placetext.h"

#include <algorithm>

namespace claims {

namespace {

constexpr double kQuoted = 0.75; // of the claim's words
constexpr std::size_t kTold = 80; // bytes of a document that tell it apart

bool holds(const telemetry::Message& message, std::string_view text)
{
    return std::ranges::any_of(message.parts, [text](const telemetry::Part& part) {
        return part.text.find(text) != std::string::npos
            || part.json.find(text) != std::string::npos;
    });
}

bool isIn(const trace::TraceContents& contents, telemetry::SpanId generation,
          const TextPlace& place, const std::set<std::size_t>& messages)
{
    if (place.kind != similarity::PlaceKind::Document)
        return place.span == generation && messages.contains(place.message);
    const telemetry::Generation* answer = contents.generation(generation);
    const std::string_view text = textAt(contents, place).substr(0, kTold);
    return answer != nullptr && !text.empty()
        && std::ranges::any_of(messages, [&](std::size_t message) {
               return message < answer->inputMessages.size()
                   && holds(answer->inputMessages[message], text);
           });
}

} // namespace

UnreadInput unreadOf(const telemetry::SpanKey& generation,
                     const std::vector<trace::ContextDrop>& drops)
{
    UnreadInput unread;
    for (const trace::ContextDrop& drop : drops) {
        if (drop.rule != trace::DropRule::Server)
            continue;
        for (const trace::MessagePlace& place : drop.places) {
            if (place.generation != generation)
                continue;
            unread.messages.insert(place.message);
            unread.isLikely = unread.isLikely || drop.isLikely;
        }
    }
    return unread;
}

Reading readingOf(const trace::TraceContents& contents, telemetry::SpanId generation,
                  const Evidence& evidence, const UnreadInput& unread)
{
    if (unread.messages.empty() || evidence.isDropped
        || !isIn(contents, generation, evidence.place, unread.messages))
        return Reading::Read;
    return evidence.cover >= kQuoted && !evidence.isContradiction ? Reading::Quoted
                                                                  : Reading::Unread;
}

} // namespace claims
