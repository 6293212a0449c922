// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/conversations.h"

#include "models/drill/random.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>
#include <vector>

namespace drill {

namespace {

constexpr double kFollowUps = 0.25; // of the requests
constexpr double kPause = 3; // seconds: an answer is read before one asks on
constexpr double kPatience = 45; // whoever said nothing for so long opens another one
constexpr std::size_t kRememberedConversations = 512;

} // namespace

Conversations::Open* Conversations::find(std::uint64_t head)
{
    const auto found =
        std::ranges::find(m_open, head, [](const Open& open) { return open.conversation.head; });
    return found == m_open.end() ? nullptr : &*found;
}

const Conversation* Conversations::goOn(std::uint64_t index, telemetry::Timestamp time)
{
    Random random(streamSeed(m_seed, "support-bot follow-up", index));
    if (!random.chance(kFollowUps))
        return nullptr;
    const auto scaled = [this](double seconds) {
        return telemetry::Duration{std::llround(seconds / m_speed * 1e9)};
    };
    std::vector<Open*> waiting;
    for (Open& open : m_open) {
        if (open.ended + scaled(kPause) <= time && open.ended + scaled(kPatience) >= time)
            waiting.push_back(&open);
    }
    if (waiting.empty())
        return nullptr;
    Open& chosen = *random.pick(waiting);
    chosen.ended = telemetry::Timestamp::max() - scaled(kPatience);
    return &chosen.conversation;
}

void Conversations::said(std::uint64_t head, SaidTurn turn, telemetry::Timestamp ended)
{
    Open* open = find(head);
    if (open == nullptr) {
        m_open.push_back({.conversation = {.head = head, .turns = {}}, .ended = ended});
        open = &m_open.back();
    }
    open->conversation.turns.push_back(std::move(turn));
    open->ended = ended;
    if (m_open.size() > kRememberedConversations)
        m_open.pop_front();
}

void Conversations::failed(std::uint64_t head, telemetry::Timestamp ended)
{
    if (Open* open = find(head))
        open->ended = ended;
}

} // namespace drill
