// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/merge.h"

#include "models/dialect/interpreter.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace dialect {

namespace {

using telemetry::ContentSource;
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

// All but the first `skipped`. False when there was no room for all.
bool appendMessages(Messages& into, Messages&& from, std::size_t skipped)
{
    const std::size_t room = kMaxMessages - std::min(kMaxMessages, into.size());
    const auto start = from.begin() + static_cast<std::ptrdiff_t>(skipped);
    const std::size_t count = std::min(room, from.size() - skipped);
    std::move(start, start + static_cast<std::ptrdiff_t>(count), std::back_inserter(into));
    return skipped + count == from.size();
}

// The same messages may come on the span and in log records, whole or one by one: what is there
// already is not added again, and what overlaps is joined. False when there was no room for all.
bool mergeMessages(Messages& into, Messages&& from)
{
    const Match found = match(into, from);
    if (found.isInside)
        return true;
    if (match(from, into).isInside) {
        into = std::move(from);
        return true;
    }
    return appendMessages(into, std::move(from), found.overlap);
}

// How little a copy is worth: whole, damaged, or only the fact that there was a message.
int damage(const ContentSource& source)
{
    if (source.state == ContentState::Captured)
        return 0;
    return source.isDamaged() ? 1 : 2;
}

// A record that was sent again is not kept again, so records of one message that look alike are
// messages that look alike: somebody said it twice.
bool areOneEach(const ContentSource& a, const ContentSource& b)
{
    return a.carrier == telemetry::Carrier::MessageLogs && b.carrier == a.carrier;
}

void mergeSide(Messages& into, ContentSource& intoSource, Messages&& from,
               const ContentSource& fromSource)
{
    if (from.empty()) {
        if (into.empty())
            intoSource.state = worse(intoSource.state, fromSource.state);
        return;
    }
    if (!into.empty() && intoSource.carrier == fromSource.carrier) {
        intoSource.state = worse(intoSource.state, fromSource.state);
        if (!(areOneEach(intoSource, fromSource) ? appendMessages(into, std::move(from), 0)
                                                 : mergeMessages(into, std::move(from))))
            intoSource.state = ContentState::TelemetryTruncated;
        return;
    }
    const bool isFromBetter = damage(intoSource) != damage(fromSource)
        ? damage(fromSource) < damage(intoSource)
        : fromSource.carrier < intoSource.carrier;
    if (into.empty() || isFromBetter) {
        into = std::move(from);
        intoSource = fromSource;
    }
}

Messages::iterator endOfInstructions(Messages& input)
{
    return std::find_if(input.begin(), input.end(), [](const Message& message) {
        return message.role != "system" && message.role != "developer";
    });
}

// Takes the end of the messages off.
Messages taken(Messages& messages, Messages::iterator from)
{
    Messages rest(std::make_move_iterator(from), std::make_move_iterator(messages.end()));
    messages.erase(from, messages.end());
    return rest;
}

// Instructions often travel apart from the conversation, so they are merged apart.
void mergeInput(Generation& into, Generation& from)
{
    const auto end = endOfInstructions(into.inputMessages);
    const auto fromEnd = endOfInstructions(from.inputMessages);
    const bool isMoreOfIt = fromEnd == from.inputMessages.begin() && end != into.inputMessages.end()
        && areOneEach(into.inputSource, from.inputSource);
    if (isMoreOfIt) { // of many, and not all that is there is to be touched for each
        if (end == into.inputMessages.begin())
            into.instructionsSource.state =
                worse(into.instructionsSource.state, from.instructionsSource.state);
        mergeSide(into.inputMessages, into.inputSource, std::move(from.inputMessages),
                  from.inputSource);
        return;
    }
    Messages conversation = taken(into.inputMessages, end);
    Messages fromConversation = taken(from.inputMessages, fromEnd);
    mergeSide(into.inputMessages, into.instructionsSource, std::move(from.inputMessages),
              from.instructionsSource);
    mergeSide(conversation, into.inputSource, std::move(fromConversation), from.inputSource);
    std::move(conversation.begin(), conversation.end(), std::back_inserter(into.inputMessages));
}

template<class T>
void fill(T& into, T& from)
{
    if (into == T{})
        into = std::move(from);
}

void mergeIdentity(Generation& into, Generation& from)
{
    if (into.isInferred && from.isInferred) {
        into.start = std::min(into.start, from.start);
        into.end = std::max(into.end, from.end);
    }
    fill(into.trace, from.trace);
    fill(into.span, from.span);
    fill(into.parent, from.parent);
    fill(into.dialect, from.dialect);
    into.isFailed = into.isFailed || from.isFailed;
}

// `into` is believed first.
void addTo(Generation& into, Generation from)
{
    mergeInput(into, from);
    mergeSide(into.outputMessages, into.outputSource, std::move(from.outputMessages),
              from.outputSource);
    mergeIdentity(into, from);
    for (const auto member :
         {&Generation::name, &Generation::service, &Generation::version, &Generation::environment,
          &Generation::operation, &Generation::provider, &Generation::modelRequested,
          &Generation::modelServed, &Generation::adapter, &Generation::promptName,
          &Generation::promptVersion, &Generation::indexVersion, &Generation::route,
          &Generation::session, &Generation::user, &Generation::responseId, &Generation::errorType,
          &Generation::errorMessage, &Generation::errorKind})
        fill(into.*member, from.*member);
    for (const auto member :
         {&Generation::inputTokens, &Generation::outputTokens, &Generation::reasoningTokens,
          &Generation::cachedTokens, &Generation::cacheWriteTokens, &Generation::maxTokens,
          &Generation::contextWindow})
        fill(into.*member, from.*member);
    for (const auto member :
         {&Generation::temperature, &Generation::cost, &Generation::firstTokenSeconds})
        fill(into.*member, from.*member);
    if (into.finishReasons.empty())
        into.finishReasons = std::move(from.finishReasons);
    if (into.documents.empty())
        into.documents = std::move(from.documents);
    if (into.toolsOffered.empty()) {
        into.toolsOffered = std::move(from.toolsOffered);
        into.toolSchemas = std::move(from.toolSchemas);
    }
    if (into.outputFormat.empty())
        into.outputFormat = std::move(from.outputFormat);
    if (into.outputSchema.empty())
        into.outputSchema = std::move(from.outputSchema);
    into.isCompacted = into.isCompacted || from.isCompacted;
    into.contentState = telemetry::contentStateOf(into);
}

} // namespace

ContentState worse(ContentState a, ContentState b)
{
    for (const ContentState state : {ContentState::TelemetryTruncated, ContentState::Redacted,
                                     ContentState::Encrypted, ContentState::Captured}) {
        if (a == state || b == state)
            return state;
    }
    return ContentState::NotCaptured;
}

void markCut(Generation& generation)
{
    for (ContentSource* source : {&generation.inputSource, &generation.outputSource})
        source->state = ContentState::TelemetryTruncated;
    generation.contentState = telemetry::contentStateOf(generation);
}

void merge(Generation& into, Generation from)
{
    if (from.carrier < into.carrier)
        std::swap(into, from);
    addTo(into, std::move(from));
}

} // namespace dialect
