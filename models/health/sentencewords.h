// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string_view>

// What small words tell of the sentence they stand in. All of lower-case English words.
namespace health {

// A number behind it counts on or orders: "step 2".
bool isCounter(std::string_view word);
// What it is about was said before: two sentences that begin so need not be about the same.
bool isPronoun(std::string_view word);
// What is said holds in a case only: "if", "when", "unless", "would".
bool isConditional(std::string_view word);
// What is said holds for some, or for a while: "currently", "sometimes", "remaining".
bool isPassing(std::string_view word);
// Of little substance, yet two sentences that differ in it do not say the same: "before", "my".
bool isContrast(std::string_view word);
// When, where or under what: "in 2019", "for 10 users".
bool isCircumstance(std::string_view word);
// What is counted or measured: "days", "gb", "euros", "users".
bool isUnitOfMeasure(std::string_view word);
// One bit each for the past, the future and what should be; 0: none.
unsigned tenseOf(std::string_view word);

} // namespace health
