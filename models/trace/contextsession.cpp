// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/contextsession.h"

#include <algorithm>
#include <numeric>

namespace trace {

const char* toString(MessageFate fate)
{
    switch (fate) {
    case MessageFate::Added:
        return "added";
    case MessageFate::Kept:
        return "kept";
    case MessageFate::Edited:
        return "edited";
    case MessageFate::Dropped:
        return "dropped";
    }
    return "";
}

std::int64_t ContextTurn::addedTokens() const
{
    return std::accumulate(added.begin(), added.end(), std::int64_t{0});
}

std::int64_t ContextTurn::carriedTokens() const
{
    return std::accumulate(carried.begin(), carried.end(), std::int64_t{0});
}

std::size_t ContextSession::turnOf(const telemetry::SpanKey& key) const
{
    const auto found = std::ranges::find(turns, key, &ContextTurn::key);
    return found == turns.end() ? ContextTurn::kNone
                                : static_cast<std::size_t>(found - turns.begin());
}

void ContextSession::markNeeded(const std::vector<MessagePlace>& places)
{
    std::vector<bool> isNeeded(messages.size(), false);
    for (const MessagePlace& place : places) {
        const std::size_t turn = turnOf(place.generation);
        if (turn == ContextTurn::kNone)
            continue;
        for (const TurnMessage& message : turns[turn].messages)
            if (!message.isPassage && message.fate != MessageFate::Dropped
                && message.index == place.message)
                isNeeded[message.content] = true;
    }
    for (ContextTurn& turn : turns)
        for (ContextDrop& drop : turn.drops)
            drop.needed = static_cast<std::size_t>(std::ranges::count_if(
                drop.contents, [&](std::uint32_t content) { return isNeeded[content]; }));
}

void ContextSession::markQuoted(const std::vector<MessagePlace>& places)
{
    for (const MessagePlace& place : places) {
        const std::size_t turn = turnOf(place.generation);
        if (turn == ContextTurn::kNone)
            continue;
        for (ContextDrop& drop : turns[turn].drops) {
            if (drop.rule != DropRule::Server)
                continue;
            const auto at = std::ranges::find_if(drop.places, [&](const MessagePlace& one) {
                return one.generation == place.generation && one.message == place.message;
            });
            if (at == drop.places.end())
                continue;
            const auto content = drop.contents.begin() + (at - drop.places.begin());
            drop.turns -= messages[*content].isUser ? 1 : 0;
            drop.contents.erase(content);
            drop.quoted.push_back(*at);
            drop.places.erase(at);
        }
    }
}

} // namespace trace
