// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/generationjoiner.h"

#include <algorithm>
#include <utility>

namespace ingest {

namespace {

using telemetry::ContentState;
using telemetry::Generation;
using telemetry::SpanKey;

SpanKey spanKeyOf(const Generation& generation)
{
    return {.trace = generation.trace, .span = generation.span};
}

std::size_t textBytes(const std::vector<telemetry::Message>& messages)
{
    std::size_t bytes = 0;
    for (const telemetry::Message& message : messages) {
        for (const telemetry::Part& part : message.parts)
            bytes += sizeof part + part.text.size() + part.json.size() + part.name.size();
    }
    return bytes;
}

std::size_t textBytes(const Generation& generation)
{
    std::size_t bytes = textBytes(generation.inputMessages) + textBytes(generation.outputMessages);
    for (const telemetry::Document& document : generation.documents)
        bytes += sizeof document + document.title.size() + document.content.size();
    return bytes;
}

// Is it settled what the answer was, or that we are not shown it?
bool hasAnswer(const Generation& generation)
{
    const ContentState state = generation.contentState;
    return (!generation.outputMessages.empty() && state != ContentState::NotCaptured)
        || state == ContentState::Redacted || state == ContentState::Encrypted;
}

} // namespace

GenerationJoiner::GenerationJoiner(JoinerLimits limits)
    : m_limits(limits)
{
}

GenerationJoiner::Waiting& GenerationJoiner::waitingFor(const SpanKey& key, Clock::time_point now)
{
    if (!m_waiting.contains(key))
        m_order.push_back(
            key); // first: one that is not waiting is passed over, one without it waits for ever
    const auto [found, isNew] = m_waiting.try_emplace(key);
    if (isNew)
        found->second.deadline = now + m_limits.patience;
    return found->second;
}

bool GenerationJoiner::add(const dialect::GenerationPart& part, std::int64_t row,
                           telemetry::Timestamp recorded, Clock::time_point now)
{
    if (row == 0) // it was there already, and has been through here
        return false;
    const SpanKey key = spanKeyOf(part.generation);
    const auto judged = m_judgedByKey.find(key);
    if (judged != m_judgedByKey.end()) {
        // An answer, or the span of what only log records had told of.
        const bool isFirstSpan = judged->second->generation.isInferred && !part.fromLog;
        const bool isNews =
            !judged->second->hasAnswer && (hasAnswer(part.generation) || isFirstSpan);
        if (!isNews && part.fromLog)
            return false;
        // What the span tells is kept as the subject of evaluations; an answer is judged after all.
        Generation& known = judged->second->generation;
        dialect::merge(known, part.generation);
        known.isInferred = known.isInferred && part.fromLog;
        if (!isNews) {
            m_judgedBytes -= judged->second->bytes;
            judged->second->bytes = textBytes(known);
            m_judgedBytes += judged->second->bytes;
            forgetOldest();
            return false;
        }
        Waiting& again = waitingFor(key, now);
        again.generation = std::move(known);
        again.hasSpan = !again.generation.isInferred;
        again.isAgain = true;
        forget(judged->second);
    }

    Waiting& waiting = waitingFor(key, now);
    if (waiting.parts++ == 0 && waiting.generation.span == telemetry::SpanId::None)
        waiting.generation = part.generation;
    else
        dialect::merge(waiting.generation, part.generation);
    m_waitingBytes -= waiting.bytes;
    waiting.bytes = textBytes(waiting.generation);
    m_waitingBytes += waiting.bytes;
    waiting.recorded = recorded;
    waiting.row = row;
    if (!part.fromLog) {
        waiting.hasSpan = true;
        waiting.generation.isInferred = false;
        waiting.hasAnswerOnSpan = waiting.hasAnswerOnSpan || hasAnswer(part.generation);
    }
    addToResponses(waiting.generation);
    m_touched.push_back(key);
    return true;
}

// Log records of one generation come one by one, question first: an answer that came in a record
// is whole only together with its question. Both mostly are in one delivery.
bool GenerationJoiner::isComplete(const Waiting& waiting) const
{
    if (waiting.parts >= m_limits.parts)
        return true;
    if (!waiting.hasSpan)
        return false;
    if (!telemetry::canHaveAnswer(waiting.generation) || waiting.hasAnswerOnSpan)
        return true;
    return hasAnswer(waiting.generation) && !waiting.generation.inputMessages.empty();
}

GenerationJoiner::Ready GenerationJoiner::release(WaitingMap::iterator found)
{
    Waiting& waiting = found->second;
    m_waitingBytes -= waiting.bytes;
    if (!waiting.hasSpan)
        waiting.generation.isInferred = true;
    Ready ready{.generation = std::move(waiting.generation),
                .recorded = waiting.recorded,
                .row = waiting.row,
                .parts = static_cast<std::int64_t>(waiting.parts),
                .isAgain = waiting.isAgain};
    m_waiting.erase(found);

    const bool isAnswered = hasAnswer(ready.generation);
    if (!isAnswered) {
        remember(ready.generation, false);
        return ready;
    }
    // The texts are not needed again: without them many generations can be remembered.
    auto input = std::exchange(ready.generation.inputMessages, {});
    auto output = std::exchange(ready.generation.outputMessages, {});
    auto documents = std::exchange(ready.generation.documents, {});
    remember(ready.generation, true);
    ready.generation.inputMessages = std::move(input);
    ready.generation.outputMessages = std::move(output);
    ready.generation.documents = std::move(documents);
    return ready;
}

std::vector<GenerationJoiner::Ready> GenerationJoiner::takeReady(Clock::time_point now)
{
    std::vector<Ready> ready;
    for (const SpanKey& key : std::exchange(m_touched, {})) {
        const auto found = m_waiting.find(key);
        if (found != m_waiting.end() && isComplete(found->second))
            ready.push_back(release(found));
    }
    while (!m_order.empty()) {
        const auto found = m_waiting.find(m_order.front());
        if (found != m_waiting.end()) {
            const bool isRoom =
                m_waiting.size() <= m_limits.waiting && m_waitingBytes <= m_limits.waitingBytes;
            if (found->second.deadline > now && isRoom)
                break;
            ready.push_back(release(found));
        }
        m_order.pop_front();
    }
    return ready;
}

std::vector<GenerationJoiner::Ready> GenerationJoiner::takeAll()
{
    m_touched.clear();
    std::vector<Ready> ready;
    for (const SpanKey& key : std::exchange(m_order, {})) {
        const auto found = m_waiting.find(key);
        if (found != m_waiting.end())
            ready.push_back(release(found));
    }
    return ready;
}

const Generation* GenerationJoiner::find(const SpanKey& key) const
{
    if (const auto waiting = m_waiting.find(key); waiting != m_waiting.end())
        return waiting->second.hasSpan ? &waiting->second.generation : nullptr;
    const auto judged = m_judgedByKey.find(key);
    if (judged == m_judgedByKey.end() || judged->second->generation.isInferred)
        return nullptr;
    return &judged->second->generation;
}

const Generation* GenerationJoiner::findResponse(const std::string& responseId) const
{
    const auto found = m_byResponse.find(responseId);
    return found == m_byResponse.end() ? nullptr : find(found->second);
}

void GenerationJoiner::addToResponses(const Generation& generation)
{
    if (!generation.responseId.empty())
        m_byResponse.insert_or_assign(generation.responseId, spanKeyOf(generation));
}

void GenerationJoiner::remember(Generation generation, bool isAnswered)
{
    const SpanKey key = spanKeyOf(generation);
    if (const auto known = m_judgedByKey.find(key); known != m_judgedByKey.end())
        forget(known->second);
    addToResponses(generation);
    const std::size_t bytes = textBytes(generation);
    m_judged.push_back(
        {.generation = std::move(generation), .hasAnswer = isAnswered, .bytes = bytes});
    m_judgedBytes += bytes;
    m_judgedByKey.insert_or_assign(key, std::prev(m_judged.end()));
    forgetOldest();
}

void GenerationJoiner::forget(std::list<Judged>::iterator judged)
{
    m_judgedBytes -= judged->bytes;
    m_judgedByKey.erase(spanKeyOf(judged->generation));
    m_judged.erase(judged);
}

void GenerationJoiner::forgetOldest()
{
    while (m_judged.size() > m_limits.remembered
           || (m_judged.size() > 1 && m_judgedBytes > m_limits.rememberedBytes)) {
        const Generation& oldest = m_judged.front().generation;
        const auto response = m_byResponse.find(oldest.responseId);
        if (response != m_byResponse.end() && response->second == spanKeyOf(oldest))
            m_byResponse.erase(response);
        forget(m_judged.begin());
    }
}

bool GenerationJoiner::isKnown(const SpanKey& key) const
{
    return m_waiting.contains(key) || m_judgedByKey.contains(key);
}

} // namespace ingest
