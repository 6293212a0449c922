// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/generation.h"
#include "models/trace/contextsession.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace trace {

// What the trace of a generation tells of what it could have been given.
struct AroundTurn
{
    std::vector<const telemetry::Document*> retrieved; // by retrievals since the turn before
    std::vector<const telemetry::Step*> tools; // that ran before it
};

// Compares turns as they are added and keeps of their texts only beginnings, so that a session of
// thousands of turns fits into memory.
class ContextSessionBuilder
{
public:
    explicit ContextSessionBuilder(std::string id, const TokenScale& scale);

    // The next turn, earliest start first. `around` need not outlive the call.
    void add(telemetry::Generation generation, const AroundTurn& around = {});
    std::size_t turns() const { return m_session.turns.size(); }
    ContextSession take();

private:
    struct Unit // what is given as one: a message, or a passage that is in none
    {
        std::uint32_t content = 0;
        std::uint32_t index = 0;
        bool isPassage = false;
        std::int64_t tokens = 0; // in this turn
    };
    using Units = std::vector<Unit>;

    Units unitsOf(const telemetry::Generation& generation, const ContextWindow& context);
    std::uint32_t contentOf(const telemetry::Message& message, Filling filling);
    std::uint32_t contentOf(const telemetry::Document& document);
    std::uint32_t content(std::uint64_t hash, SessionMessage message, std::string_view text);
    void compare(ContextTurn& turn, const telemetry::Generation& generation, const Units& units);
    void compareMessages(ContextTurn& turn, const telemetry::Generation& generation,
                         const Units& units);
    void comparePassages(ContextTurn& turn, const Units& units);
    void count(ContextTurn& turn, const ContextWindow& context) const;
    void addGone(ContextTurn& turn, const telemetry::Generation& generation);
    void addEdits(ContextTurn& turn);
    void addAlone(ContextTurn& turn, const telemetry::Generation& generation,
                  const AroundTurn& around, const Units& units);
    void addServerCut(ContextTurn& turn, const Units& units);
    void addShortened(ContextTurn& turn, const telemetry::Generation& generation,
                      const AroundTurn& around) const;
    void put(ContextTurn& turn, ContextDrop drop,
             const std::vector<const TurnMessage*>& gone) const;
    std::int64_t tokensOf(double rough) const;

    ContextSession m_session;
    std::unordered_map<std::uint64_t, std::uint32_t> m_contents; // by hash
    telemetry::Generation m_previous; // the newest with known text
    Units m_previousUnits;
    std::size_t m_previousTurn = ContextTurn::kNone;
    bool m_wasCompacted = false;
};

// Which generations are turns of the conversation that one of them belongs to. Agents, planners and
// judges of one session that have other instructions are conversations of their own: a turn shares
// a message with another one, or, in a session, its instructions.
class ConversationFilter
{
public:
    explicit ConversationFilter(const telemetry::Generation& anchor);

    bool takes(const telemetry::Generation& generation); // earliest start first

private:
    void learn(const telemetry::Generation& generation);

    std::string m_service;
    std::string m_session;
    std::string m_operation;
    std::string m_promptName;
    std::string m_model;
    telemetry::SpanKey m_anchor;
    std::unordered_set<std::uint64_t> m_messages;
    std::unordered_set<std::uint64_t> m_instructions;
};

std::uint64_t messageHash(const telemetry::Message& message);

} // namespace trace
