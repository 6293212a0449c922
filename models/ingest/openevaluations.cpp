// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/openevaluations.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace ingest {

namespace {

telemetry::SpanKey judgedKey(const telemetry::Evaluation& evaluation)
{
    return {.trace = evaluation.trace, .span = evaluation.span};
}

// About a span, or about a whole trace.
bool isBySubject(const telemetry::Evaluation& evaluation)
{
    return telemetry::namesSpan(evaluation) || evaluation.responseId.empty();
}

template<class Key, class Iterator>
void eraseEntry(std::unordered_multimap<Key, Iterator>& index, const Key& key, Iterator item)
{
    const auto range = index.equal_range(key);
    const auto found = std::find_if(range.first, range.second,
                                    [item](const auto& entry) { return entry.second == item; });
    if (found != range.second)
        index.erase(found);
}

} // namespace

OpenEvaluations::OpenEvaluations(std::size_t limit, std::chrono::milliseconds patience)
    : m_limit(limit)
    , m_patience(patience)
{
}

void OpenEvaluations::add(OpenEvaluation open, Clock::time_point now)
{
    constexpr int kMostDoublings = 8; // with ten seconds, three quarters of an hour
    const auto wait = m_patience * (1 << std::min(open.looks, kMostDoublings));
    m_open.push_back({.open = std::move(open), .deadline = m_byDeadline.end()});
    const auto item = std::prev(m_open.end());
    item->deadline = m_byDeadline.emplace(now + wait, item);
    const telemetry::Evaluation& evaluation = item->open.evaluation;
    if (isBySubject(evaluation))
        m_bySpan.emplace(judgedKey(evaluation), item);
    if (!evaluation.responseId.empty())
        m_byResponse.emplace(evaluation.responseId, item);
    if (m_open.size() > m_limit)
        static_cast<void>(remove(m_open.begin()));
}

OpenEvaluation OpenEvaluations::remove(Items::iterator item)
{
    const telemetry::Evaluation& evaluation = item->open.evaluation;
    if (isBySubject(evaluation))
        eraseEntry(m_bySpan, judgedKey(evaluation), item);
    if (!evaluation.responseId.empty())
        eraseEntry(m_byResponse, evaluation.responseId, item);
    m_byDeadline.erase(item->deadline);
    OpenEvaluation open = std::move(item->open);
    m_open.erase(item);
    return open;
}

template<class Key>
void OpenEvaluations::takeMatching(std::unordered_multimap<Key, Items::iterator>& index,
                                   const Key& key, std::vector<OpenEvaluation>& taken)
{
    for (auto found = index.find(key); found != index.end(); found = index.find(key))
        taken.push_back(remove(found->second));
}

std::vector<OpenEvaluation> OpenEvaluations::take(const telemetry::Generation& generation)
{
    std::vector<OpenEvaluation> taken;
    takeMatching(m_bySpan, {.trace = generation.trace, .span = generation.span}, taken);
    if (!generation.responseId.empty())
        takeMatching(m_byResponse, generation.responseId, taken);
    return taken;
}

std::vector<OpenEvaluation> OpenEvaluations::take(const telemetry::SpanKey& subject)
{
    std::vector<OpenEvaluation> taken;
    takeMatching(m_bySpan, subject, taken);
    return taken;
}

std::vector<OpenEvaluation> OpenEvaluations::takeExpired(Clock::time_point now)
{
    std::vector<OpenEvaluation> taken;
    while (!m_byDeadline.empty() && m_byDeadline.begin()->first <= now) {
        taken.push_back(remove(m_byDeadline.begin()->second));
        ++taken.back().looks;
    }
    return taken;
}

std::vector<OpenEvaluation> OpenEvaluations::takeAll()
{
    std::vector<OpenEvaluation> taken;
    for (Item& item : m_open)
        taken.push_back(std::move(item.open));
    m_bySpan.clear();
    m_byResponse.clear();
    m_byDeadline.clear();
    m_open.clear();
    return taken;
}

} // namespace ingest
