// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/report/answerfacts.h"

#include "models/claims/claimsof.h"
#include "models/claims/placetext.h"
#include "models/telemetry/utf8.h"
#include "models/trace/tracecontents.h"

#include <algorithm>
#include <utility>

namespace report {

namespace {

using claims::Claim;
using claims::Support;
using telemetry::Result;


// Where it would be looked at first.
int rankOf(Support support)
{
    switch (support) {
    case Support::Contradicted:
        return 0;
    case Support::Truncated:
        return 1;
    case Support::Absent:
        return 2;
    case Support::Weak:
        return 3;
    case Support::Unknown:
        return 4;
    case Support::Supported:
        return 5;
    case Support::NotJudged:
        return 6;
    }
    return 7;
}

ClaimFacts factsOf(const trace::TraceContents& contents, const std::string& output,
                   const Claim& claim)
{
    ClaimFacts facts{.claim = claim,
                     .text = std::string(claims::stretchOf(output, claim.start, claim.end)),
                     .evidence = {}};
    for (const claims::Evidence& evidence : claim.evidence) {
        if (facts.evidence.size() == kMostEvidence)
            break;
        EvidenceFacts& each = facts.evidence.emplace_back();
        each.source = evidence.earlier ? evidence.earlier->source
                                       : claims::sourceName(contents, evidence.place);
        each.text = evidence.earlier
            ? evidence.earlier->text
            : std::string(claims::stretchOf(claims::textAt(contents, evidence.place),
                                            evidence.place.start, evidence.place.end));
        each.support = claims::supportOf(claim, evidence);
        each.isOnlyNearest = claims::isOnlyNearest(claim, evidence);
    }
    return facts;
}

// Sentences alone: what stands in one is a part of it.
void addClaims(const trace::TraceContents& contents, const std::string& output,
               const claims::ClaimSet& set, AnswerFacts& answer)
{
    std::vector<const Claim*> sentences;
    for (const Claim& claim : set.claims) {
        if (claim.sentence == Claim::kNone && claim.support != Support::NotJudged)
            sentences.push_back(&claim);
    }
    answer.allClaims = sentences.size();
    answer.unknown = set.unknown;
    std::ranges::stable_sort(sentences, {},
                             [](const Claim* claim) { return rankOf(claim->support); });
    sentences.resize(std::min(sentences.size(), kMostClaims));
    for (const Claim* claim : sentences)
        answer.claims.push_back(factsOf(contents, output, *claim));
}

Result<void> readAnswer(const store::Reader& reader, const store::View& view, AnswerFacts& answer)
{
    const auto& suspicion = answer.row.suspicion;
    const auto contents = trace::readTraceContents(reader, suspicion.trace, view);
    if (!contents)
        return tl::make_unexpected(contents.error());
    const telemetry::Generation* generation = contents->generation(suspicion.span);
    if (generation == nullptr) {
        answer.unknown = "its trace was not read so far";
        return {};
    }
    answer.isRead = true;
    answer.questionState = generation->inputSource.state;
    answer.answerState = generation->outputSource.state;
    answer.user = generation->user;
    answer.session = generation->session;
    answer.question = telemetry::sanitizedUtf8(telemetry::promptText(*generation));
    answer.answer = telemetry::sanitizedUtf8(telemetry::outputText(*generation));
    const auto results =
        reader.evaluationsOf({.trace = suspicion.trace, .span = suspicion.span}, view);
    if (!results)
        return tl::make_unexpected(results.error());
    std::ranges::copy_if(*results, std::back_inserter(answer.findings), [](const auto& result) {
        return result.state == telemetry::EvaluationState::Failed;
    });
    const auto earlier = claims::readEarlierTurns(reader, *generation, view);
    if (!earlier)
        return tl::make_unexpected(earlier.error());
    addClaims(
        *contents, answer.answer,
        claims::claimsOf(*contents, generation->span, {.earlier = &*earlier, .unread = nullptr}),
        answer);
    return {};
}

} // namespace

Result<void> readAnswers(const store::Reader& reader, ReportFacts& facts)
{
    const auto& services = facts.record.incident.services;
    const store::View view{.range = facts.record.range, .knownAt = facts.record.knownAt};
    suspects::SuspectQueue queue;
    std::vector<suspects::QueueRow> rows;
    std::vector<std::string> scopes = services;
    if (scopes.empty())
        scopes.emplace_back(); // any
    for (const std::string& service : scopes) {
        suspects::QueueQuery query;
        query.view = view;
        query.scope.service = service;
        query.minimum = kSuspected;
        query.cursor = view.range.end;
        query.saidBy = view.knownAt;
        query.limit = kMostAnswers;
        auto found = queue.read(reader, query);
        if (!found)
            return tl::make_unexpected(found.error());
        facts.suspects += found->total;
        std::ranges::move(found->rows, std::back_inserter(rows));
    }
    std::ranges::stable_sort(rows, [](const auto& a, const auto& b) {
        return a.suspicion.probability > b.suspicion.probability;
    });
    rows.resize(std::min(rows.size(), kMostAnswers));
    for (suspects::QueueRow& row : rows) {
        AnswerFacts& answer = facts.answers.emplace_back();
        answer.row = std::move(row);
        if (auto read = readAnswer(reader, view, answer); !read)
            return read;
    }
    return {};
}

} // namespace report
