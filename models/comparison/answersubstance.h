// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/comparison/comparison.h"
#include "models/comparison/substance.h"

#include <optional>
#include <string>
#include <string_view>

namespace comparison {

// One run as substance is judged: its question, its answer and all that it was given.
struct Run
{
    const trace::TraceContents* contents = nullptr;
    const telemetry::Generation* answer = nullptr; // the last that answers; null: none does
    std::string question; // of the answer, else of the first generation that tells one
    std::string said; // the answer's text; empty: none, or not captured
    WordSet asked; // words of the question
    WordSet given; // of inputs, documents and what tools gave, of the whole run

    bool isBeforeAnswer(const ComparedStep& step) const; // it began before the answer did
};
Run runOf(const trace::TraceContents& contents, const std::vector<ComparedStep>& steps);

QuestionRelation relationOf(std::string_view here, std::string_view there);
// Whether what follows from the questions can be held against each other.
constexpr bool isComparable(QuestionRelation relation)
{
    return relation == QuestionRelation::Same || relation == QuestionRelation::SameForm
        || relation == QuestionRelation::Near;
}

// Whether a text has to do with what only the question of `run` asks: it differs for that reason.
bool isAskedFor(const TokenText& text, const Run& run, const Run& other);

// What an answer says that the other does not, in substance: figures, names or names of code that
// stand in nothing that it was given nor in the other answer (and the other has nothing of the
// kind); a sentence of the other denied; nothing left of what the other says. In words; empty: the
// difference is natural variation.
std::string otherSubstance(std::string_view here, std::string_view there, const Run& hereRun,
                           const Run& thereRun, QuestionRelation relation);

// The first piece of `text`, a figure with its unit or a name, that `others` do not hold and the
// answer of `run` does: that it went on into the answer. Empty: none. A figure counts where both
// sentences have other words in common; not asked for where `isOfSubject` is certain already.
std::string takenOver(std::string_view text, const std::vector<std::string_view>& others,
                      const Run& run, const Run& other, bool isOfSubject = false);

} // namespace comparison
