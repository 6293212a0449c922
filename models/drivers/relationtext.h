// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drivers/relationsnapshot.h"
#include "models/relation/relief.h"

#include <optional>
#include <string>
#include <vector>

namespace drivers {

// What a relation says, in sentences: in the window's language, English without one. What is
// recorded is made under telemetry::InEnglish. Names come from outside: show them as plain text.

// "7.1 % (5.9 to 8.6)".
std::string rateText(const relation::Estimate& rate);

// How the rate goes with the driver, and where its knee is.
std::string shapeSentence(const RelationSnapshot& snapshot);
// "At 38 calls in flight 7.1 % (5.9 to 8.6) fail." Says so where no answer was seen that far out.
std::string settingSentence(const RelationSnapshot& snapshot, double at);
// What there is to shed or to cap so that the rate comes under `limit`, from that setting on. Empty
// without a relation.
std::string reliefSentence(const RelationSnapshot& snapshot, double at, double limit);
// Of each driver that moves together with this one, what that means; empty when none does.
std::vector<std::string> companionSentences(const RelationSnapshot& snapshot);
// When the outcome follows the driver, and how surely.
std::string lagSentence(const RelationSnapshot& snapshot);
// Which gauge the driver is taken from, and for how many; empty when the answers tell it
// themselves.
std::string gaugeSentence(const RelationSnapshot& snapshot);
// What is not in the figures, and why; empty when nothing was left out.
std::string leftOutSentence(const RelationSnapshot& snapshot);
// "2 h", "90 s", "no lag".
std::string lagText(telemetry::Duration lag);

} // namespace drivers
