// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/teaching.h"
#include "models/practice/debrief.h"
#include "models/practice/traininghistory.h"
#include "widgets/training/trainingtexts.h"

#include <QString>

#include <string>
#include <vector>

// What the panel of a drill shows, in words that are safe to show. Pure functions.

trainingview::BriefingText briefingText(const drill::Briefing& briefing);

// Of a drill that runs: how far it is from ending by itself, or after a while in which nothing was
// done, that it can be ended; empty: neither.
QString endOfferText(const practice::Debrief& running, telemetry::Timestamp now);

// `earlier`: the person's runs of the same drill, newest first; `problem`: what is not known of
// them, empty: nothing.
trainingview::DebriefText debriefText(const practice::Debrief& debrief,
                                      const std::vector<practice::TrainingRun>& earlier,
                                      const std::string& problem);
