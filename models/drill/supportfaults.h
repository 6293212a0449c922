// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/episode.h"
#include "models/drill/supportturn.h"

#include <cstdint>
#include <string>

namespace drill {

// What goes into one answer of the support bot.
struct SupportInput
{
    SupportTurn turn;
    MessageList messages;
    std::string instructions;
    std::int64_t tokens = 0; // that reach the model
    bool isCut = false;
};

// What the customer is told.
struct Spoken
{
    std::string statement; // what he wanted to know; empty: he is not told
    std::string answer;
    std::string complaint; // as a judge would put it, who has the passages; empty: none
    bool isRight = true; // held against what is true, whatever the passages say
};

// As it is answered when all is well.
Spoken soundAnswer(const SupportTurn& turn);
// Whether the fault, if it serves, may spoil this answer: its share is of these.
bool isInReach(const EpisodeRequest& request, const SupportInput& input);
// What the fault makes of an answer in its reach.
Spoken spoiltAnswer(const EpisodeRequest& request, const SupportInput& input);
// What is found of other documents than those of all days, as the scenario has it: one that is
// poisoned, articles as they were before they were changed, notices of the change.
void findOthers(const EpisodeRequest& request, SupportTurn& turn);

} // namespace drill
