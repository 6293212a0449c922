// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/judging.h"
#include "models/health/statements.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace health {

namespace {

constexpr double kWithinAnswer = 0.8; // sure of a contradiction within one answer
constexpr double kAcross = 0.6; // of one with an earlier answer: things change meanwhile

bool canAnyClash(const std::vector<Statement>& statements)
{
    for (const Statement& statement : statements) {
        if (!statement.figures.empty() || statement.isNegated)
            return true;
    }
    return false;
}

// What the other one said, and how the two differ.
std::string wordsFor(Clash clash, const Statement& other)
{
    return " “" + cited(other.said) + "”"
        + (clash == Clash::Figure ? ", with another figure"
                                  : ", once with and once without a negation");
}

} // namespace

Judgement judgeConsistency(const Subject& subject)
{
    if (!subject.output)
        return doesNotApply("there is no answer that could contradict anything");
    if (subject.task == "code")
        return doesNotApply("code states nothing");
    const CleanText output(*subject.output);
    const std::vector<Statement> statements = statementsOf(output.view());
    std::vector<Statement> earlier = subject.earlierStatements;
    for (const std::string& answer : subject.earlierAnswers) {
        std::vector<Statement> more = statementsOf(answer);
        earlier.insert(earlier.end(), std::make_move_iterator(more.begin()),
                       std::make_move_iterator(more.end()));
    }
    if (statements.size() + earlier.size() < 2 || statements.empty() || !canAnyClash(statements))
        return doesNotApply("it states nothing twice");
    std::vector<Complaint> complaints;
    const auto complain = [&](const Statement& statement, const Statement& other, Clash clash,
                              double probability, const char* whose) {
        const std::string_view sentence =
            output.view().substr(statement.start, statement.end - statement.start);
        complaints.push_back(
            {.probability = probability,
             .reason = "it states “" + cited(sentence) + "”, " + whose + wordsFor(clash, other),
             .finding =
                 output.finding(statement.start, statement.end, "inconsistent", 1 - probability)});
    };
    for (std::size_t i = 0; i < statements.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (const Clash clash = clashOf(statements[i], statements[j]); clash != Clash::None) {
                complain(statements[i], statements[j], clash, kWithinAnswer, "and elsewhere");
                break;
            }
        }
        for (const Statement& before : earlier) {
            if (const Clash clash = clashOf(statements[i], before); clash != Clash::None) {
                complain(statements[i], before, clash, kAcross, "an earlier answer");
                break;
            }
        }
    }
    return judgementOf(std::move(complaints), "it states no figure in two ways");
}

} // namespace health
