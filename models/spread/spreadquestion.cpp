// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/spread/spreadquestion.h"

#include "models/telemetry/evaluation.h"
#include "models/telemetry/utf8.h"

#include <algorithm>

namespace spread {

namespace {

using similarity::Statement;
using telemetry::ErrorKind;
using telemetry::Result;

// The statements in which failed evaluations found something; all where none did.
Result<std::vector<Statement>> doubted(const store::Reader& reader, const SpreadQuestion& question,
                                       const std::string& output, std::vector<Statement> all)
{
    store::View view;
    view.knownAt = question.knownAt;
    const auto evaluations = reader.evaluationsOf(*question.suspect, view);
    if (!evaluations)
        return tl::make_unexpected(evaluations.error());
    const telemetry::CodePointIndex codePoints(output);
    std::vector<Statement> found;
    for (const Statement& statement : all) {
        const std::int64_t first = codePoints.codePointAt(statement.first);
        const std::int64_t last = codePoints.codePointAt(statement.last);
        const bool isDoubted = std::ranges::any_of(*evaluations, [&](const auto& evaluation) {
            return evaluation.state == telemetry::EvaluationState::Failed
                && std::ranges::any_of(evaluation.findings, [&](const telemetry::Finding& finding) {
                       return finding.start < last && finding.end > first;
                   });
        });
        if (isDoubted)
            found.push_back(statement);
    }
    return found.empty() ? std::move(all) : std::move(found);
}

} // namespace

Result<AskedStatements> statementsOf(const store::Reader& reader, const SpreadQuestion& question)
{
    if (question.range.start >= question.range.end)
        return telemetry::failure(ErrorKind::Usage, "The range of time ends before it begins.");
    AskedStatements asked;
    std::string output;
    if (question.suspect) {
        store::View view;
        view.knownAt = question.knownAt;
        const auto generation = reader.generation(*question.suspect, view);
        if (!generation)
            return tl::make_unexpected(generation.error());
        if (!*generation)
            return telemetry::failure(
                ErrorKind::Usage,
                "No answer of a model is known under " + telemetry::toHex(question.suspect->trace)
                    + " " + telemetry::toHex(question.suspect->span) + " at that time.");
        output = telemetry::outputText(**generation);
        SpreadPlace& place = asked.place.emplace();
        place.key = *question.suspect;
        place.service = (*generation)->service;
        place.step = telemetry::StepKind::Generation;
        place.kind = similarity::PlaceKind::Output;
        place.user = (*generation)->user;
        place.session = (*generation)->session;
        asked.time = place.time = std::max((*generation)->start, (*generation)->end);
    }
    const std::string& text = question.text.empty() ? output : question.text;
    asked.statements = similarity::statementsOf(text, similarity::syntaxOf(text));
    if (question.suspect && question.text.empty()) {
        auto found = doubted(reader, question, output, std::move(asked.statements));
        if (!found)
            return tl::make_unexpected(found.error());
        asked.statements = std::move(*found);
    }
    if (asked.statements.empty())
        return telemetry::failure(
            ErrorKind::Usage,
            text.empty() ? "There is no text to look for: the answer was not captured, or is empty."
                         : "The text has no sentence of three words or more to look for.");
    if (asked.statements.size() > kMostStatements) {
        asked.leftOut = asked.statements.size() - kMostStatements;
        asked.statements.resize(kMostStatements);
    }
    return asked;
}

} // namespace spread
