// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/answerreading.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace claims {

// What passages of a text are about: the document that they stand in or, of a message that holds
// several texts, the paragraph.

// In words, one line: the name of the document, else how the paragraph begins, quoted.
std::string matterOf(const AnswerReading& reading, std::size_t passage);

// The documents that a sentence names, by the last segment of their names: "end_subscription" of
// "tally/end_subscription". Only names of code or of several words: others are words like any.
std::vector<std::string_view> mattersNamedIn(const AnswerReading& reading,
                                             const health::Stretch& sentence);
// Whether a passage stands in a paragraph that names another document and none of these, and not in
// the question.
bool isAboutOther(const AnswerReading& reading, std::size_t passage,
                  const std::vector<std::string_view>& matters);

} // namespace claims
