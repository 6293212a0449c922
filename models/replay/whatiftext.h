// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/replay/whatif.h"

#include <string>
#include <vector>

namespace replay {

// "41 fewer wrong answers (95 %: 12 to 77); 150 of 180 judged were wrong, usual are 3 of 900": one
// sentence, an estimate marked as such, and what is not known told apart.
std::string avoidedText(const Avoided& avoided);
// "1601 of 3434 judged answers were wrong; 12 were not judged".
std::string wrongText(const Counted& counted);
// "64 s sooner", "2 min 5 s later"; "at the same time" of less than a second.
std::string gainText(telemetry::Duration gain);
// Of a detection in what had not ended.
std::string openText();
std::string unsettledText(std::int64_t alarms);
// When a budget first burned or was gone: "2026-03-09T02:41:00Z (looked at each 30 s)"; of none
// that was seen how often it was looked, too: what burned between two looks was not.
std::string budgetText(const BudgetCourse& course);
// "2 in 193 healthy hours: ≈ 1.7 a week (95 %: 0.2 to 6.3)"; of none how many there may be,
// and of less than an hour that it is too little to say.
std::string falseAlarmText(const WeeklyRate& rate);
// What the avoided answers of an earlier alarm, or an earlier end, rest on.
std::string assumptionText(bool isMitigation);
// Whether what is told again is what was said then.
std::string exactnessText(const WhatIf& whatIf);
// One line of `width` cells over the range: '.', '=' in an affair, 'A' its first alarm, 'a' others
// of it, 'F' false ones.
std::string axisText(const WhatIf& whatIf, const VariantResult& result, std::size_t width);

} // namespace replay
