// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/content.h"
#include "models/drill/scenario.h"
#include "models/drill/serving.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace drill {

// What a client of the drill's endpoint asks.
struct ChatQuestion
{
    std::string model; // an alias or a model of a service
    std::string context; // all system messages
    std::string question; // the last user message
    double temperature = 1;
    std::int64_t maxTokens = 0; // 0: as the service has it
};

struct ChatAnswer
{
    std::string model; // that served it
    std::string text;
    std::string finishReason;
    std::int64_t outputTokens = 0;
};

// Answers questions as the models of the drill's fleet do now: one that the fault brought answers
// wrongly in its share of the answers, others soundly, in words that vary with the temperature. An
// alias stands for what serves by the levers; a pinned model, the fallback and the one that a
// release brought can be asked by their names. What is wrong with the input (a poisoned passage, a
// prompt that asks for promises) is wrong for every model. Questions of the support bot and the
// code assistant only. Thread-safe.
class ChatModel
{
public:
    ChatModel(Scenario scenario, std::vector<Service> services,
              std::shared_ptr<const Content> content, std::uint64_t seed);

    // `draw`: another one gives another answer, where the temperature is not 0. Refused error for a
    // model that nobody serves, Unreadable for a question that the drill knows no answer to.
    telemetry::Result<ChatAnswer> answer(const ChatQuestion& question, bool hasFaultBegun,
                                         const LeverValues& levers, std::uint64_t draw) const;
    std::vector<std::string> models() const; // that can be asked for

private:
    const Service* serviceOf(const std::string& model) const;

    Scenario m_scenario;
    std::vector<Service> m_services;
    std::shared_ptr<const Content> m_content;
    std::uint64_t m_seed;
};

} // namespace drill
