// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drivers/answertable.h"

#include "models/drivers/documentposition.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <iterator>
#include <unordered_set>
#include <utility>

namespace drivers {

namespace {

using namespace std::chrono_literals;

// Parts of one answer (its span, its log records) come within this of each other, or nearly so.
constexpr telemetry::Duration kSettling = 3s;
constexpr int kKept = 2; // how much more than what is in view is kept, in views

std::uint64_t shortened(const telemetry::TraceId& id)
{
    std::array<std::uint64_t, 2> halves{};
    std::memcpy(halves.data(), id.bytes.data(), id.bytes.size());
    return halves[0] ^ halves[1]; // some systems fill one of them alone
}

template<class T>
float known(const std::optional<T>& value)
{
    return value ? static_cast<float>(*value) : kUnknown;
}

} // namespace

telemetry::Result<void> AnswerTable::read(const store::Reader& reader, const store::View& view,
                                          const std::string& service)
{
    const bool isElsewhere = m_covered.isEmpty() || m_covered.intersected(view.range).isEmpty();
    if (service != m_service || view.knownAt < m_knownAt || isElsewhere) {
        m_rows.clear();
        m_service = service;
        m_covered = {.start = view.range.end, .end = view.range.end};
        m_last = 0;
        m_settled = 0;
        m_judged = 0;
    }
    m_knownAt = view.knownAt;
    if (auto followed = follow(reader, view); !followed)
        return followed;
    if (auto extended = extend(reader, view); !extended)
        return extended;
    trim(view.range);
    std::ranges::sort(m_rows, {}, &AnswerRow::start);
    cut();
    const bool isWhole = m_covered.start <= view.range.start;
    m_isPartial = !isWhole && m_rows.size() < m_limits.most;
    m_isCut = !isWhole && !m_isPartial;
    return {};
}

// Takes in what was recorded since, and once more what may have got its other parts meanwhile.
telemetry::Result<void> AnswerTable::follow(const store::Reader& reader, const store::View& view)
{
    const auto last = reader.lastGeneration(m_last, view.knownAt);
    if (!last)
        return tl::make_unexpected(last.error());
    const auto judged = store::AnswerReader(reader).lastEvaluation(m_judged, view.knownAt);
    if (!judged)
        return tl::make_unexpected(judged.error());
    if (m_covered.isEmpty()) {
        m_settled = *last;
    } else {
        std::erase_if(m_rows, [this](const AnswerRow& row) { return row.row > m_settled; });
        store::View covered = view;
        covered.range = m_covered;
        if (auto again = judgeAgain(reader, covered, *judged); !again)
            return again;
        const auto settled =
            add(reader, covered, {.service = m_service, .after = m_settled, .upTo = *last}, m_rows);
        if (!settled)
            return tl::make_unexpected(settled.error());
        m_settled = *settled;
    }
    m_judged = *judged;
    m_last = *last;
    return {};
}

telemetry::Result<void> AnswerTable::judgeAgain(const store::Reader& reader,
                                                const store::View& view, std::int64_t upTo)
{
    if (upTo <= m_judged || m_settled == 0)
        return {};
    std::vector<AnswerRow> anew;
    const auto added =
        add(reader, view,
            {.service = m_service, .upTo = m_settled, .judgedAfter = m_judged, .judgedUpTo = upTo},
            anew);
    if (!added)
        return tl::make_unexpected(added.error());
    std::unordered_set<std::int64_t> ids;
    for (const AnswerRow& row : anew)
        ids.insert(row.row);
    std::erase_if(m_rows, [&ids](const AnswerRow& row) { return ids.contains(row.row); });
    m_rows.insert(m_rows.end(), std::make_move_iterator(anew.begin()),
                  std::make_move_iterator(anew.end()));
    return {};
}

// Reads what the view shows beyond what is covered: to the right all, to the left as much as goes.
telemetry::Result<void> AnswerTable::extend(const store::Reader& reader, const store::View& view)
{
    store::View part = view;
    part.range = {.start = m_covered.end, .end = view.range.end};
    if (!part.range.isEmpty()) {
        const auto added = add(reader, part, {.service = m_service, .upTo = m_last}, m_rows);
        if (!added)
            return tl::make_unexpected(added.error());
        m_settled = std::min(m_settled, *added);
        m_covered.end = view.range.end;
    }
    part.range = {.start = view.range.start, .end = m_covered.start};
    if (part.range.isEmpty() || m_rows.size() >= m_limits.most)
        return {};
    const std::size_t before = m_rows.size();
    // What is made of all of them takes longer the more there are: it is made less often.
    const std::int64_t limit =
        std::clamp(std::ssize(m_rows) / 2, m_limits.first, m_limits.mostAtOnce);
    const auto added =
        add(reader, part, {.service = m_service, .upTo = m_last, .limit = limit}, m_rows);
    if (!added)
        return tl::make_unexpected(added.error());
    m_settled = std::min(m_settled, *added);
    m_covered.start = view.range.start;
    if (m_rows.size() - before < static_cast<std::size_t>(limit))
        return {};
    // Latest first: where the limit cut, there may be more that begin at the oldest time.
    const telemetry::Timestamp oldest = m_rows.back().start;
    std::erase_if(m_rows, [oldest](const AnswerRow& row) { return row.start == oldest; });
    m_covered.start = oldest;
    part.range = {.start = oldest, .end = oldest + telemetry::Duration(1)};
    const auto together = add(reader, part, {.service = m_service, .upTo = m_last}, m_rows);
    if (!together)
        return tl::make_unexpected(together.error());
    m_settled = std::min(m_settled, *together);
    return {};
}

// The row up to which all that was read has settled.
telemetry::Result<std::int64_t> AnswerTable::add(const store::Reader& reader,
                                                 const store::View& view,
                                                 const store::AnswerQuery& query,
                                                 std::vector<AnswerRow>& into)
{
    std::int64_t settled = query.upTo;
    const auto read =
        store::AnswerReader(reader).forEach(view, query, [&](const store::AnswerFacts& facts) {
            into.push_back(rowOf(facts));
            if (facts.recorded > view.knownAt - kSettling)
                settled = std::min(settled, facts.row - 1);
            return true;
        });
    if (!read)
        return tl::make_unexpected(read.error());
    return settled;
}

AnswerRow AnswerTable::rowOf(const store::AnswerFacts& facts)
{
    const telemetry::Generation& generation = facts.generation;
    AnswerRow row;
    row.row = facts.row;
    row.trace = shortened(generation.trace);
    row.start = generation.start;
    row.end = generation.isInferred ? generation.start : generation.end;
    row.inputTokens = known(generation.inputTokens);
    row.outputTokens = known(generation.outputTokens);
    row.reasoningTokens = known(generation.reasoningTokens);
    row.contextWindow = known(generation.contextWindow);
    row.temperature = known(generation.temperature);
    row.firstToken = known(generation.firstTokenSeconds);
    row.queueDepth = known(facts.queueDepth);
    row.indexAge = known(facts.indexAge);
    row.suspicion = known(facts.suspicion);
    row.isFailed = generation.isFailed;
    row.canAnswer = telemetry::canHaveAnswer(generation);
    const auto& documents = generation.documents.empty() ? facts.retrieved : generation.documents;
    if (documents.size() > 1)
        row.documentPosition =
            known(documentPosition(telemetry::outputText(generation), documents));
    if (!facts.indexVersion.empty())
        row.indexVersion = m_indexVersions
                               .try_emplace(facts.indexVersion,
                                            static_cast<std::uint32_t>(m_indexVersions.size() + 1))
                               .first->second;
    for (const store::AnswerFacts::Judged& judged : facts.judged) {
        const auto [check, isNew] =
            m_checkIndex.try_emplace(judged.check, static_cast<std::uint16_t>(m_checks.size()));
        if (isNew)
            m_checks.push_back(judged.check);
        row.scores.push_back({.check = check->second,
                              .isFailed = judged.isFailed,
                              .badness = known(judged.badness)});
    }
    row.scores.shrink_to_fit();
    return row;
}

void AnswerTable::trim(const telemetry::TimeRange& range)
{
    const telemetry::Duration kept = range.duration() * kKept;
    const telemetry::TimeRange wanted =
        m_covered.intersected({.start = range.start - kept, .end = range.end + kept});
    if (wanted == m_covered)
        return;
    m_covered = wanted;
    std::erase_if(m_rows, [&wanted](const AnswerRow& row) { return !wanted.contains(row.start); });
}

// Keeps the latest, and what begins at the time of the last of them. Rows are by start.
void AnswerTable::cut()
{
    if (m_rows.size() <= m_limits.most)
        return;
    const telemetry::Timestamp oldest = m_rows[m_rows.size() - m_limits.most].start;
    std::erase_if(m_rows, [oldest](const AnswerRow& row) { return row.start < oldest; });
    m_covered.start = std::max(m_covered.start, oldest);
}

} // namespace drivers
