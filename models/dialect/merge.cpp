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

// A conversation longer than this is not made longer by merging.
constexpr std::size_t kMaxMessages = 4096;

struct Match
{
    bool isInside = false; // the pattern occurs in the text
    std::size_t overlap = 0; // so many messages at the text's end are the pattern's first ones
};

// How far a shorter match reaches when the one of each length fails (Knuth, Morris and Pratt 1977),
// so that the search stays linear whatever the messages are.
std::vector<std::size_t> fallbacks(const Messages& pattern)
{
    std::vector<std::size_t> reach(pattern.size(), 0);
    for (std::size_t i = 1; i < pattern.size(); ++i) {
        std::size_t length = reach[i - 1];
        while (length > 0 && !isSame(pattern[i], pattern[length]))
            length = reach[length - 1];
        reach[i] = length + (isSame(pattern[i], pattern[length]) ? 1 : 0);
    }
    return reach;
}

Match match(const Messages& text, const Messages& pattern)
{
    if (pattern.empty())
        return {.isInside = true, .overlap = 0};
    const std::vector<std::size_t> reach = fallbacks(pattern);
    std::size_t length = 0;
    for (const Message& message : text) {
        while (length > 0 && !isSame(message, pattern[length]))
            length = reach[length - 1];
        length += isSame(message, pattern[length]) ? 1 : 0;
        if (length == pattern.size())
            return {.isInside = true, .overlap = length};
    }
    return {.isInside = false, .overlap = length};
}

// The same messages may come on the span and in log records, whole or one by one: what is there
// already is not added again, and what overlaps is joined. False when there was no room for all.
bool mergeMessages(Messages& into, const Messages& from)
{
    const Match found = match(into, from);
    if (found.isInside)
        return true;
    if (match(from, into).isInside) {
        into = from;
        return true;
    }
    const std::size_t room = kMaxMessages - std::min(kMaxMessages, into.size());
    const auto start = from.begin() + static_cast<std::ptrdiff_t>(found.overlap);
    const std::size_t count = std::min(room, from.size() - found.overlap);
    into.insert(into.end(), start, start + static_cast<std::ptrdiff_t>(count));
    return found.overlap + count == from.size();
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
bool mergeSide(Messages& into, const Messages& from, ContentState intoState, ContentState fromState)
{
    const bool isIntoWhole = intoState == ContentState::Captured;
    const bool isFromWhole = fromState == ContentState::Captured;
    const bool isIntoDamaged =
        intoState == ContentState::TelemetryTruncated || intoState == ContentState::Redacted;
    const bool isFromDamaged =
        fromState == ContentState::TelemetryTruncated || fromState == ContentState::Redacted;
    if (isFromDamaged && isIntoWhole && !into.empty())
        return true;
    if (!isIntoDamaged || !isFromWhole || from.empty())
        return mergeMessages(into, from);
    into = from;
    return true;
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
    ContentState state = mergedState(into, from);
    const bool hasRoom =
        mergeSide(into.inputMessages, from.inputMessages, into.contentState, from.contentState);
    if (!mergeSide(into.outputMessages, from.outputMessages, into.contentState, from.contentState)
        || !hasRoom)
        state = ContentState::TelemetryTruncated;
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
