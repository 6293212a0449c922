// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/interpreter.h"

#include <algorithm>

namespace dialect {

namespace {

using telemetry::ContentState;
using telemetry::Generation;
using telemetry::Message;
using telemetry::Part;

bool isSame(const Part& a, const Part& b)
{
    return a.kind == b.kind && a.text == b.text && a.id == b.id && a.name == b.name
        && a.json == b.json;
}

bool isSame(const Message& a, const Message& b)
{
    return a.role == b.role
        && std::equal(a.parts.begin(), a.parts.end(), b.parts.begin(), b.parts.end(),
                      [](const Part& x, const Part& y) { return isSame(x, y); });
}

using Messages = std::vector<Message>;

bool contains(const Messages& whole, const Messages& part)
{
    return std::search(whole.begin(), whole.end(), part.begin(), part.end(),
                       [](const Message& a, const Message& b) { return isSame(a, b); })
        != whole.end();
}

// How many messages at the end of `a` are the first ones of `b`.
std::size_t overlap(const Messages& a, const Messages& b)
{
    for (std::size_t count = std::min(a.size(), b.size()); count > 0; --count) {
        const auto start = a.end() - static_cast<std::ptrdiff_t>(count);
        if (std::equal(start, a.end(), b.begin(),
                       [](const Message& x, const Message& y) { return isSame(x, y); }))
            return count;
    }
    return 0;
}

// The same messages may come on the span and in log records, whole or one by one: what is there
// already is not added again, and what overlaps is joined.
void mergeMessages(Messages& into, const Messages& from)
{
    if (from.empty() || contains(into, from))
        return;
    if (contains(from, into)) {
        into = from;
        return;
    }
    const auto start = from.begin() + static_cast<std::ptrdiff_t>(overlap(into, from));
    into.insert(into.end(), start, from.end());
}

bool isWhole(const Generation& generation)
{
    return generation.contentState == ContentState::Captured && !generation.inputMessages.empty()
        && !generation.outputMessages.empty();
}

ContentState mergedState(const Generation& a, const Generation& b)
{
    if (isWhole(a) || isWhole(b))
        return ContentState::Captured;
    for (const ContentState state : {ContentState::TelemetryTruncated, ContentState::Redacted,
                                     ContentState::Captured, ContentState::Encrypted}) {
        if (a.contentState == state || b.contentState == state)
            return state;
    }
    return ContentState::NotCaptured;
}

// A copy that was cut or blanked on its way gives way to one that was not.
void mergeSide(Messages& into, const Messages& from, ContentState intoState, ContentState fromState)
{
    const bool isIntoWhole = intoState == ContentState::Captured;
    const bool isFromWhole = fromState == ContentState::Captured;
    const bool isIntoDamaged =
        intoState == ContentState::TelemetryTruncated || intoState == ContentState::Redacted;
    const bool isFromDamaged =
        fromState == ContentState::TelemetryTruncated || fromState == ContentState::Redacted;
    if (isIntoDamaged && isFromWhole && !from.empty())
        into = from;
    else if (!(isFromDamaged && isIntoWhole && !into.empty()))
        mergeMessages(into, from);
}

template<class T>
void fill(T& into, const T& from)
{
    if (into == T{})
        into = from;
}

// Who and when is known best by the span itself.
void mergeIdentity(Generation& into, const Generation& from)
{
    const bool isSpanAtLast = into.isInferred && !from.isInferred;
    if (isSpanAtLast) {
        into.name = from.name;
        into.start = from.start;
        into.end = from.end;
        into.dialect = from.dialect;
        into.isInferred = false;
    } else if (into.isInferred && from.isInferred) {
        into.start = std::min(into.start, from.start);
        into.end = std::max(into.end, from.end);
    }
    fill(into.trace, from.trace);
    fill(into.span, from.span);
    fill(into.dialect, from.dialect);
    into.isFailed = into.isFailed || from.isFailed;
}

} // namespace

void merge(Generation& into, const Generation& from)
{
    const ContentState state = mergedState(into, from);
    mergeSide(into.inputMessages, from.inputMessages, into.contentState, from.contentState);
    mergeSide(into.outputMessages, from.outputMessages, into.contentState, from.contentState);
    mergeIdentity(into, from);
    for (const auto member :
         {&Generation::name, &Generation::service, &Generation::version, &Generation::environment,
          &Generation::operation, &Generation::provider, &Generation::modelRequested,
          &Generation::modelServed, &Generation::adapter, &Generation::promptName,
          &Generation::promptVersion, &Generation::route, &Generation::session, &Generation::user,
          &Generation::responseId, &Generation::errorType})
        fill(into.*member, from.*member);
    for (const auto member :
         {&Generation::inputTokens, &Generation::outputTokens, &Generation::reasoningTokens,
          &Generation::cachedTokens, &Generation::maxTokens, &Generation::contextWindow})
        fill(into.*member, from.*member);
    fill(into.temperature, from.temperature);
    if (into.finishReasons.empty())
        into.finishReasons = from.finishReasons;
    if (into.documents.empty())
        into.documents = from.documents;
    const bool isFailedRequest = into.isFailed && !into.inputMessages.empty();
    into.contentState =
        state == ContentState::NotCaptured && isFailedRequest ? ContentState::Captured : state;
}

} // namespace dialect
