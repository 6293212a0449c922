// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace claims {

enum class SentenceRole
{
    Statement,
    Question,
    Courtesy, // a greeting, an offer of help
    Heading, // also what only leads up to a list, and rulers of tables
    Code,
};

// A sentence, an item of a list or a row of a table, without its marker and the blanks around it.
struct AnswerSentence
{
    std::size_t start = 0; // bytes, half-open
    std::size_t end = 0;
    SentenceRole role = SentenceRole::Statement;
};

// In order, no two overlap. What is fenced as code is one stretch. Linear in the text, any bytes.
std::vector<AnswerSentence> answerSentencesOf(std::string_view text);

} // namespace claims
