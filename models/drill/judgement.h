// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/episode.h"
#include "models/drill/random.h"

#include <optional>
#include <string>

namespace drill {

// What is true of one answer, as those who look at it may find out.
struct Truth
{
    std::string complaint; // what of it the given text does not hold; empty: nothing
    std::optional<bool>
        isRight; // held against the known answer to the question; absent: none known
};

// Asks an imperfect LLM judge about one answer: now and then, some seconds later, mostly right.
void addJudgement(Episode& episode, Random& random, const EpisodeRequest& request, int span,
                  const std::string& responseId, const Truth& truth);

// Holds a share of the answers whose question has a known answer against that one. No model has a
// part in it.
void addKnownAnswerCheck(Episode& episode, const EpisodeRequest& request, int span,
                         const std::string& responseId, const Truth& truth);

} // namespace drill
