// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/incident/wronganswers.h"

#include "models/store/judgedanswers.h"
#include "models/store/suspects.h"
#include "models/suspects/suspectqueue.h"
#include "models/telemetry/askedagain.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <unordered_set>
#include <utility>

namespace incident {

namespace {

using suspects::Standing;

constexpr double kWrongFrom = 0.5;
constexpr auto kLongestAnswer = std::chrono::hours(1);

WrongAnswer answerFrom(const store::SuspectFacts& facts, const telemetry::SpanKey& key)
{
    return {.key = key,
            .start = facts.start,
            .end = facts.row > 0 ? facts.suspicion.time : facts.start,
            .suspicion = facts.suspicion.probability,
            .reasons = facts.suspicion.reasons,
            .isConfirmed = false};
}

// What people alone found: an answer that was judged to be good has no suspicion.
telemetry::Result<std::vector<WrongAnswer>> confirmed(const store::Reader& reader,
                                                      const store::View& view,
                                                      const std::vector<telemetry::SpanKey>& keys,
                                                      const suspects::VerdictBook& book)
{
    std::vector<WrongAnswer> answers;
    for (const telemetry::SpanKey& key : keys) {
        if (book.of(key).standing != Standing::Confirmed)
            continue;
        const auto facts = store::suspectFacts(reader, key, view.knownAt);
        const auto span = reader.span(key, view);
        if (!facts || !span)
            return tl::make_unexpected(facts ? span.error() : facts.error());
        if (!*facts)
            continue;
        WrongAnswer& answer = answers.emplace_back(answerFrom(**facts, key));
        answer.isConfirmed = true;
        if ((*facts)->row == 0 && *span)
            answer.end = (*span)->end;
    }
    return answers;
}

telemetry::Result<void> addService(WrongAnswers& wrong, const store::Reader& reader,
                                   const store::View& view, const std::string& service)
{
    const auto judged = store::judgedAnswers(reader, view, service, [&] {
        std::vector<telemetry::SpanKey> said = wrong.verdicts.answers();
        std::erase_if(said, [&](const telemetry::SpanKey& key) {
            return wrong.verdicts.of(key).standing == Standing::Unsure;
        });
        return said;
    }());
    if (!judged)
        return tl::make_unexpected(judged.error());
    wrong.judged += judged->count;
    auto byPeople = confirmed(reader, view, judged->said, wrong.verdicts);
    if (!byPeople)
        return tl::make_unexpected(byPeople.error());
    std::unordered_set<telemetry::SpanKey> known;
    for (WrongAnswer& answer : *byPeople) {
        known.insert(answer.key);
        wrong.answers.push_back(std::move(answer));
    }
    // Suspicions go by when an answer ended, answers by when they began.
    const store::View ended{
        .range = {.start = view.range.start, .end = view.range.end + kLongestAnswer},
        .knownAt = view.knownAt};
    store::GenerationFilter filter;
    filter.service = service;
    std::int64_t read = 0;
    return store::forEachSuspect(
        reader, ended, filter, kWrongFrom, [&](const store::SuspectFacts& facts) {
            const telemetry::SpanKey key{facts.suspicion.trace, facts.suspicion.span};
            if (!view.range.contains(facts.start) || known.contains(key)
                || wrong.verdicts.of(key).standing == Standing::Dismissed)
                return true;
            if (++read > kMostExposed) {
                wrong.isCut = true;
                return false;
            }
            wrong.answers.push_back(answerFrom(facts, key));
            return true;
        });
}

} // namespace

telemetry::Result<WrongAnswers> wrongAnswers(const store::Reader& reader, const store::View& view,
                                             const std::vector<std::string>& services,
                                             int peopleToConfirm)
{
    const auto names = exposedServices(reader, view, services);
    if (!names)
        return tl::make_unexpected(names.error());
    auto verdicts = suspects::SuspectQueue().verdicts(reader, view.knownAt, peopleToConfirm);
    if (!verdicts)
        return tl::make_unexpected(verdicts.error());
    WrongAnswers wrong;
    wrong.verdicts = std::move(*verdicts);
    for (const std::string& service : *names) {
        if (const auto added = addService(wrong, reader, view, service); !added)
            return tl::make_unexpected(added.error());
    }
    return wrong;
}

telemetry::Result<std::vector<std::string>>
exposedServices(const store::Reader& reader, const store::View& view,
                const std::vector<std::string>& services)
{
    std::set<std::string> names(services.begin(), services.end());
    if (names.empty()) {
        const auto rows = reader.services(view);
        if (!rows)
            return tl::make_unexpected(rows.error());
        for (const store::ServiceRow& row : *rows) {
            if (row.generations > 0 && !telemetry::isAskedAgain(row.service)
                && !telemetry::isCanary(row.service)) // nobody was given their answers
                names.insert(row.service);
        }
    }
    return std::vector<std::string>(names.begin(), names.end());
}

} // namespace incident
