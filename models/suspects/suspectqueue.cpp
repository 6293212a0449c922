// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/suspects/suspectqueue.h"

#include "models/suspects/filterfields.h"
#include "models/suspects/suspectfields.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace suspects {

namespace {

using Candidate = SuspectQueue::Candidate;

telemetry::SpanKey keyOf(const store::SuspectFacts& facts)
{
    return {.trace = facts.suspicion.trace, .span = facts.suspicion.span};
}

bool isWorse(const Candidate& left, const Candidate& right)
{
    const auto rank = [](const Candidate& one) {
        // What verdicts have made equal stays in the order of what was recorded.
        return std::tuple(-one.probability, -one.facts.suspicion.probability,
                          -telemetry::toUnixNanos(one.facts.suspicion.time), one.facts.row);
    };
    return rank(left) < rank(right);
}

telemetry::Result<std::vector<Candidate>>
candidates(const store::Reader& reader, const QueueQuery& query, const Calibration& calibration)
{
    std::vector<Candidate> found;
    const auto take = [&](store::SuspectFacts facts) {
        const double recorded = facts.suspicion.probability;
        // Without a suspicion there is nothing to correct.
        const double corrected = facts.row > 0
            ? calibration.corrected(recorded, leadingCheck(facts.suspicion.reasons))
            : 0;
        const bool isAll = query.only && !query.isOnlyNarrowed;
        if (isAll || std::max(recorded, corrected) >= query.minimum)
            found.push_back({.facts = std::move(facts), .probability = corrected, .said = {}});
        return true;
    };
    if (!query.only) {
        const double least = calibration.leastThatComesTo(query.minimum);
        const auto read = store::forEachSuspect(reader, query.view, query.scope, least, take);
        if (!read)
            return tl::make_unexpected(read.error());
        return found;
    }
    const store::GenerationFilter scope =
        query.isOnlyNarrowed ? query.scope : store::GenerationFilter{};
    for (const telemetry::SpanKey& key : *query.only) {
        auto facts = store::suspectFacts(reader, key, query.view.knownAt, scope);
        if (!facts)
            return tl::make_unexpected(facts.error());
        if (*facts)
            take(std::move(**facts));
    }
    return found;
}

// Drops those that do not fit: first by what costs nothing, then, the most suspicious first, by
// their content.
telemetry::Result<void> applyFilter(const store::Reader& reader, const QueueQuery& query,
                                    std::vector<Candidate>& all, Queue& counts)
{
    SuspectFields fields(reader, query.view);
    const FieldReader read = [&fields](const std::string& field) { return fields.read(field); };
    const auto fits = [&](const Candidate& one, bool (*which)(const Term&)) {
        fields.setSuspect(one.facts, one.probability, one.said);
        return query.filter.matches(read, one.facts.suspicion.time, query.cursor, which);
    };
    std::erase_if(all, [&](const Candidate& one) { return !fits(one, isCheap); });
    const std::vector<Term>& terms = query.filter.terms();
    if (std::ranges::all_of(terms, isCheap))
        return {};
    if (all.size() > kMostRead) {
        counts.unread = static_cast<std::int64_t>(all.size() - kMostRead);
        all.resize(kMostRead);
    }
    const auto begin = std::chrono::steady_clock::now();
    std::vector<Candidate> fitting;
    std::size_t looked = 0;
    for (Candidate& one : all) {
        if (looked > 0 && query.patience
            && std::chrono::steady_clock::now() - begin > *query.patience)
            break;
        ++looked;
        if (fits(one, nullptr))
            fitting.push_back(std::move(one));
    }
    counts.unread += static_cast<std::int64_t>(all.size() - looked);
    all = std::move(fitting);
    if (fields.error())
        return tl::make_unexpected(*fields.error());
    for (const Term& term : terms) {
        const bool isOurs = term.field.empty() || filterField(term.field) != nullptr;
        if (isOurs || fields.seenAttributes().contains(term.field))
            continue;
        // Where an earlier term let none pass, nobody has looked for it.
        if (counts.unread == 0 && fields.askedAttributes().contains(term.field))
            counts.unseen.push_back(term.field);
        else if (!nearestField(term.field).empty())
            counts.doubtful.push_back(term.field);
    }
    return {};
}

std::string newestWord(const VerdictBook& book, const telemetry::SpanKey& key)
{
    const std::optional<Said> newest = book.newest(key);
    return newest ? toString(newest->opinion) : std::string();
}

} // namespace

void SuspectQueue::hear(const store::SentVerdict& sent)
{
    auto said = saidIn(sent.evaluation);
    if (!said)
        return;
    said->suspicion = sent.suspicionBefore;
    said->check = leadingCheck(sent.reasonsBefore);
    m_sent.push_back({.answer = {.trace = sent.evaluation.trace, .span = sent.evaluation.span},
                      .recorded = sent.evaluation.recorded,
                      .said = std::move(*said),
                      .row = sent.row});
}

// Feedback may be recorded before the answer that it is on.
telemetry::Result<void> SuspectQueue::placeLate(const store::Reader& reader)
{
    const auto newest = store::newestGenerationRow(reader);
    if (!newest)
        return tl::make_unexpected(newest.error());
    const bool isNew = *newest != std::exchange(m_generationsUpTo, *newest);
    // A few cost nothing: an answer may also become known by its response's id only later.
    constexpr std::size_t kFew = 100;
    if (m_unplaced.empty() || (!isNew && m_unplaced.size() > kFew))
        return {};
    const auto sent = store::sentVerdicts(reader, m_unplaced);
    if (!sent)
        return tl::make_unexpected(sent.error());
    m_unplaced.clear();
    for (const store::SentVerdict& one : *sent) {
        if (one.evaluation.trace.isValid())
            hear(one);
        else
            m_unplaced.push_back(one.row);
    }
    std::ranges::stable_sort(m_sent, {}, &Heard::row);
    return {};
}

telemetry::Result<void> SuspectQueue::listen(const store::Reader& reader)
{
    // First those of earlier readings: what comes now knows of the newest generations anyway.
    if (const auto placed = placeLate(reader); !placed)
        return placed;
    const auto newest = store::newestEvaluationRow(reader);
    if (!newest)
        return tl::make_unexpected(newest.error());
    if (*newest > m_sentUpTo) {
        const auto sent = store::sentVerdicts(reader, m_sentUpTo);
        if (!sent)
            return tl::make_unexpected(sent.error());
        for (const store::SentVerdict& one : *sent) {
            if (one.evaluation.trace.isValid())
                hear(one);
            else if (saidIn(one.evaluation))
                m_unplaced.push_back(one.row);
        }
        m_sentUpTo = std::max(*newest, sent->empty() ? 0 : sent->back().row);
    }
    const auto entries = store::verdictEntries(reader, m_entriesUpTo);
    if (!entries)
        return tl::make_unexpected(entries.error());
    for (const telemetry::TimelineEntry& entry : *entries) {
        m_entriesUpTo = entry.sequence;
        if (auto said = saidIn(entry))
            m_entries.push_back({.answer = said->first,
                                 .recorded = entry.recorded,
                                 .said = std::move(said->second),
                                 .row = entry.sequence});
    }
    return {};
}

telemetry::Result<VerdictBook> SuspectQueue::verdicts(const store::Reader& reader,
                                                      telemetry::Timestamp knownAt,
                                                      int peopleToConfirm)
{
    const std::lock_guard lock(m_mutex);
    if (const auto heard = listen(reader); !heard)
        return tl::make_unexpected(heard.error());
    VerdictBook book(peopleToConfirm);
    for (const std::vector<Heard>* all : {&m_sent, &m_entries}) {
        for (const Heard& one : *all) {
            if (one.recorded <= knownAt)
                book.add(one.answer, one.said);
        }
    }
    return book;
}

telemetry::Result<VerdictBook> SuspectQueue::bookOf(const store::Reader& reader,
                                                    const QueueQuery& query)
{
    // What is told of now is known now, also of what an alarm saw then.
    const telemetry::Timestamp saidBy =
        std::max({query.view.knownAt, query.saidBy,
                  query.only ? query.cursor : telemetry::Timestamp::min()});
    return verdicts(reader, saidBy, query.peopleToConfirm);
}

telemetry::Result<std::int64_t> SuspectQueue::count(const store::Reader& reader,
                                                    const QueueQuery& query)
{
    const auto book = bookOf(reader, query);
    if (!book)
        return tl::make_unexpected(book.error());
    const Calibration calibration(labelledBy(*book));
    store::GenerationFilter scope = query.scope;
    scope.limit = store::GenerationFilter{}.limit;
    if (!query.only && calibration.isIdentity()) // nothing of each has a part in it
        return reader.countSuspects(query.view, scope, query.minimum);
    return candidates(reader, query, calibration).map([](const auto& found) {
        return static_cast<std::int64_t>(found.size());
    });
}

telemetry::Result<SuspectQueue::Selection> SuspectQueue::select(const store::Reader& reader,
                                                                const QueueQuery& query)
{
    const auto book = bookOf(reader, query);
    if (!book)
        return tl::make_unexpected(book.error());
    const Calibration calibration(labelledBy(*book));
    auto found = candidates(reader, query, calibration);
    if (!found)
        return tl::make_unexpected(found.error());
    Selection selection;
    selection.counts.total = static_cast<std::int64_t>(found->size());
    selection.counts.verdicts = calibration.count();
    for (Candidate& one : *found)
        one.said = book->of(keyOf(one.facts));
    std::ranges::sort(*found, isWorse);
    if (const auto done = applyFilter(reader, query, *found, selection.counts); !done)
        return tl::make_unexpected(done.error());
    selection.counts.matching = static_cast<std::int64_t>(found->size());
    if (found->size() > query.limit)
        found->resize(query.limit);
    selection.fitting = std::move(*found);
    for (const Candidate& one : selection.fitting)
        selection.words.push_back(newestWord(*book, keyOf(one.facts)));
    return selection;
}

QueueRow rowFrom(const SuspectQueue::Candidate& one)
{
    QueueRow row;
    row.suspicion = one.facts.suspicion;
    row.recorded = one.facts.suspicion.probability;
    row.hasSuspicion = one.facts.row > 0;
    row.suspicion.probability = one.probability;
    row.service = one.facts.service;
    row.operation = one.facts.operation;
    row.model = one.facts.model;
    row.version = one.facts.version;
    row.adapter = one.facts.adapter;
    row.promptVersion = one.facts.promptVersion;
    row.said = one.said;
    return row;
}

Judged judgedFrom(const QueueRow& row)
{
    return {.answer = {.trace = row.suspicion.trace, .span = row.suspicion.span},
            .service = row.service,
            .model = row.model,
            .suspicion = row.hasSuspicion ? std::optional(row.recorded) : std::nullopt,
            .reasons = row.suspicion.reasons};
}

telemetry::Result<Queue> SuspectQueue::read(const store::Reader& reader, const QueueQuery& query)
{
    auto selection = select(reader, query);
    if (!selection)
        return tl::make_unexpected(selection.error());
    Queue queue = std::move(selection->counts);
    queue.rows.reserve(selection->fitting.size());
    for (std::size_t i = 0; i < selection->fitting.size(); ++i) {
        QueueRow row = rowFrom(selection->fitting[i]);
        row.verdict = selection->words[i];
        const auto generation = reader.generation(keyOf(selection->fitting[i].facts), query.view);
        if (!generation)
            return tl::make_unexpected(generation.error());
        if (*generation) {
            row.contentState = (*generation)->contentState;
            row.excerpt = store::excerptOf(**generation);
        }
        queue.rows.push_back(std::move(row));
    }
    return queue;
}

} // namespace suspects
