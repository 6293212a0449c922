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

// Verdicts may at most double a probability that is to be found below the minimum.
constexpr double kRaised = 0.5;

telemetry::SpanKey keyOf(const store::SuspectFacts& facts)
{
    return {.trace = facts.suspicion.trace, .span = facts.suspicion.span};
}

bool isWorse(const Candidate& left, const Candidate& right)
{
    const auto rank = [](const Candidate& one) {
        return std::tuple(-one.probability, -telemetry::toUnixNanos(one.facts.suspicion.time),
                          one.facts.row);
    };
    return rank(left) < rank(right);
}

telemetry::Result<std::vector<Candidate>>
candidates(const store::Reader& reader, const QueueQuery& query, const Calibration& calibration)
{
    std::vector<Candidate> found;
    const auto take = [&](store::SuspectFacts facts) {
        const double recorded = facts.suspicion.probability;
        const double corrected =
            calibration.corrected(recorded, leadingCheck(facts.suspicion.reasons));
        if (query.only || std::max(recorded, corrected) >= query.minimum)
            found.push_back({.facts = std::move(facts), .probability = corrected, .said = {}});
        return true;
    };
    if (!query.only) {
        const double least = calibration.isIdentity() ? query.minimum : query.minimum * kRaised;
        const auto read = store::forEachSuspect(reader, query.view, query.scope, least, take);
        if (!read)
            return tl::make_unexpected(read.error());
        return found;
    }
    for (const telemetry::SpanKey& key : *query.only) {
        auto facts = store::suspectFacts(reader, key, query.view.knownAt);
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
    const bool wasAny = !all.empty();
    std::erase_if(all, [&](const Candidate& one) { return !fits(one, nullptr); });
    if (fields.error())
        return tl::make_unexpected(*fields.error());
    for (const Term& term : terms) {
        const bool isOurs = term.field.empty() || filterField(term.field) != nullptr;
        // Where an earlier term let none pass, nobody has looked for it.
        if (!isOurs && wasAny && !fields.seenAttributes().contains(term.field))
            counts.unseen.push_back(term.field);
    }
    return {};
}

std::string newestWord(const VerdictBook& book, const telemetry::SpanKey& key)
{
    const std::optional<Said> newest = book.newest(key);
    return newest ? toString(newest->opinion) : std::string();
}

} // namespace

telemetry::Result<VerdictBook>
SuspectQueue::bookOf(const store::Reader& reader, telemetry::Timestamp knownAt, int peopleToConfirm)
{
    const auto newest = store::newestEvaluationRow(reader);
    if (!newest)
        return tl::make_unexpected(newest.error());
    if (*newest > m_sentUpTo) {
        auto sent = store::sentVerdicts(reader, m_sentUpTo);
        if (!sent)
            return tl::make_unexpected(sent.error());
        for (store::SentVerdict& one : *sent)
            m_sent.push_back(std::move(one));
        m_sentUpTo = std::max(*newest, m_sent.empty() ? 0 : m_sent.back().row);
    }
    VerdictBook book(peopleToConfirm);
    for (const store::SentVerdict& one : m_sent) {
        auto said = one.evaluation.recorded <= knownAt ? saidIn(one.evaluation) : std::nullopt;
        if (!said)
            continue;
        said->suspicion = one.suspicionBefore;
        said->check = leadingCheck(one.reasonsBefore);
        book.add({.trace = one.evaluation.trace, .span = one.evaluation.span}, std::move(*said));
    }
    store::View view;
    view.knownAt = knownAt;
    const auto entries = reader.timeline(view, {"verdict"});
    if (!entries)
        return tl::make_unexpected(entries.error());
    for (const telemetry::TimelineEntry& entry : *entries)
        book.add(entry);
    return book;
}

telemetry::Result<VerdictBook> SuspectQueue::verdicts(const store::Reader& reader,
                                                      telemetry::Timestamp knownAt,
                                                      int peopleToConfirm)
{
    const std::lock_guard lock(m_mutex);
    return bookOf(reader, knownAt, peopleToConfirm);
}

telemetry::Result<SuspectQueue::Selection> SuspectQueue::selected(const store::Reader& reader,
                                                                  const QueueQuery& query)
{
    // What is told of now is known now, also of what an alarm saw then.
    const telemetry::Timestamp saidBy =
        query.only ? std::max(query.view.knownAt, query.cursor) : query.view.knownAt;
    const auto book = bookOf(reader, saidBy, query.peopleToConfirm);
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

telemetry::Result<SuspectQueue::Selection> SuspectQueue::select(const store::Reader& reader,
                                                                const QueueQuery& query)
{
    const std::lock_guard lock(m_mutex);
    return selected(reader, query);
}

QueueRow rowFrom(const SuspectQueue::Candidate& one)
{
    QueueRow row;
    row.suspicion = one.facts.suspicion;
    row.recorded = one.facts.suspicion.probability;
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
