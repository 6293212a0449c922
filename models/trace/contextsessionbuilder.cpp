// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/contextsessionbuilder.h"

#include "models/telemetry/utf8.h"
#include "models/trace/contextalign.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace trace {

namespace {

using telemetry::Generation;
using telemetry::Message;
using telemetry::Part;
using telemetry::PartKind;

constexpr std::size_t kExcerpt = 400; // bytes
constexpr std::size_t kMostCompared = 48; // of a stretch that was exchanged for another one

std::uint64_t mixed(std::uint64_t hash, std::string_view text)
{
    return (hash ^ std::hash<std::string_view>{}(text)) * 0x9e3779b97f4a7c15ULL + text.size();
}

bool isInstruction(const Message& message)
{
    return message.role == "system" || message.role == "developer";
}

std::string textOf(const Message& message)
{
    std::string text;
    for (const Part& part : message.parts) {
        const std::string& told = part.text.empty() ? part.json : part.text;
        if (told.empty())
            continue;
        text += (text.empty() ? "" : "\n") + told;
    }
    return text;
}

std::string excerptOf(std::string_view text)
{
    std::size_t size = std::min(text.size(), kExcerpt);
    while (size > 0 && size < text.size()
           && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U)
        --size;
    return std::string(text.substr(0, size));
}

// Texts of an input that are known whole.
bool isTextKnown(const Generation& generation)
{
    const bool isCaptured = generation.contentState == telemetry::ContentState::Captured
        || generation.inputSource.state == telemetry::ContentState::Captured;
    return isCaptured && !(generation.inputMessages.empty() && generation.documents.empty());
}

} // namespace

std::uint64_t messageHash(const Message& message)
{
    std::uint64_t hash = mixed(0, message.role);
    for (const Part& part : message.parts) {
        hash = mixed(hash + static_cast<std::uint64_t>(part.kind), part.text);
        hash = mixed(mixed(hash, part.json), part.name);
    }
    return hash;
}

ContextSessionBuilder::ContextSessionBuilder(std::string id, const TokenScale& scale)
{
    m_session.id = std::move(id);
    m_session.scale = scale;
}

std::int64_t ContextSessionBuilder::tokensOf(double rough) const
{
    return std::llround(rough * m_session.scale.factor);
}

std::uint32_t ContextSessionBuilder::content(std::uint64_t hash, SessionMessage message,
                                             std::string_view text)
{
    const auto [place, isNew] =
        m_contents.try_emplace(hash, static_cast<std::uint32_t>(m_session.messages.size()));
    if (isNew) {
        message.excerpt = excerptOf(text);
        message.characters = telemetry::codePointCount(text);
        message.tokens = tokensOf(roughTokens(text));
        m_session.messages.push_back(std::move(message));
    }
    return place->second;
}

std::uint32_t ContextSessionBuilder::contentOf(const Message& message, Filling filling)
{
    const std::uint64_t hash = messageHash(message);
    if (const auto known = m_contents.find(hash); known != m_contents.end())
        return known->second; // history comes again with each turn
    SessionMessage told;
    told.role = message.role;
    told.isInstruction = isInstruction(message);
    told.isUser = message.role == "user";
    told.filling = filling == Filling::Question ? Filling::History : filling;
    if (!message.parts.empty()) {
        const Part& part = message.parts.front();
        told.firstPart = telemetry::codePointCount(part.text.empty() ? part.json : part.text);
    }
    return content(hash, std::move(told), textOf(message));
}

std::uint32_t ContextSessionBuilder::contentOf(const telemetry::Document& document)
{
    SessionMessage told;
    told.role = "passage";
    told.filling = Filling::Retrieved;
    told.firstPart = telemetry::codePointCount(document.content);
    return content(mixed(mixed(1, document.title), document.content), std::move(told),
                   document.title.empty() ? document.content
                                          : document.title + "\n" + document.content);
}

// What most of each message is tells the pieces of the window.
ContextSessionBuilder::Units ContextSessionBuilder::unitsOf(const Generation& generation,
                                                            const ContextWindow& context)
{
    const auto& messages = generation.inputMessages;
    std::vector<std::array<std::int64_t, kFillings>> tokens(messages.size());
    std::vector<std::int64_t> ofDocuments(generation.documents.size(), -1);
    for (const ContextPiece& piece : context.pieces) {
        if (piece.source == ContextPiece::Source::Input)
            tokens[piece.message][static_cast<std::size_t>(piece.filling)] += piece.tokens;
        else if (piece.source == ContextPiece::Source::Document)
            ofDocuments[piece.part] = piece.tokens;
    }
    Units units;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        const auto most = std::ranges::max_element(tokens[i]) - tokens[i].begin();
        Unit unit{.content = contentOf(messages[i], static_cast<Filling>(most)),
                  .index = static_cast<std::uint32_t>(i)};
        for (const std::int64_t part : tokens[i])
            unit.tokens += part;
        units.push_back(unit);
    }
    for (std::size_t i = 0; i < ofDocuments.size(); ++i)
        if (ofDocuments[i] >= 0)
            units.push_back({.content = contentOf(generation.documents[i]),
                             .index = static_cast<std::uint32_t>(i),
                             .isPassage = true,
                             .tokens = ofDocuments[i]});
    return units;
}

void ContextSessionBuilder::compareMessages(ContextTurn& turn, const Generation& generation,
                                            const Units& units)
{
    const auto contentsOf = [](const Units& all) {
        std::vector<std::uint32_t> contents;
        for (const Unit& unit : all)
            if (!unit.isPassage)
                contents.push_back(unit.content);
        return contents;
    };
    const std::vector<std::uint32_t> before = contentsOf(m_previousUnits);
    const std::vector<std::uint32_t> after = contentsOf(units);
    auto pairs = alignedContents(before, after);
    pairs.emplace_back(before.size(), after.size()); // the stretch behind the last one
    std::size_t x = 0;
    std::size_t y = 0;
    const auto tell = [&](const Unit& unit, MessageFate fate) -> TurnMessage& {
        TurnMessage message;
        message.content = unit.content;
        message.index = unit.index;
        message.tokens = unit.tokens;
        message.fate = fate;
        message.isPassage = unit.isPassage;
        return turn.messages.emplace_back(message);
    };
    for (const auto& [nextX, nextY] : pairs) {
        // What stands in the place of another one, and is nearly the same, was edited. Instructions
        // are exchanged whatever they say.
        std::vector<bool> isGone(nextX - x, true);
        std::size_t from = x;
        for (; y < nextY; ++y) {
            const Message& now = generation.inputMessages[units[y].index];
            const std::string is = from < nextX ? textOf(now) : std::string();
            bool isCut = false;
            const std::size_t stop = std::min(nextX, from + kMostCompared);
            std::size_t match = stop;
            for (std::size_t i = from; i < stop && match == stop; ++i) {
                const Message& then = m_previous.inputMessages[m_previousUnits[i].index];
                if (then.role != now.role)
                    continue;
                const std::string was = textOf(then);
                isCut = isShortened(was, is);
                if (isInstruction(now) || isCut || isNearlyEqual(was, is))
                    match = i;
            }
            if (match == stop) {
                tell(units[y], MessageFate::Added);
                continue;
            }
            for (; from < match; ++from)
                tell(m_previousUnits[from], MessageFate::Dropped);
            TurnMessage& edited = tell(units[y], MessageFate::Edited);
            edited.was = m_previousUnits[match].content;
            edited.isCut = isCut;
            from = match + 1;
        }
        for (; from < nextX; ++from)
            tell(m_previousUnits[from], MessageFate::Dropped);
        if (nextX < before.size())
            tell(units[nextY], MessageFate::Kept);
        x = nextX + 1;
        y = nextY + 1;
    }
}

void ContextSessionBuilder::comparePassages(ContextTurn& turn, const Units& units)
{
    const auto contentsOf = [](const Units& all) {
        std::unordered_set<std::uint32_t> contents;
        for (const Unit& unit : all)
            if (unit.isPassage)
                contents.insert(unit.content);
        return contents;
    };
    const auto before = contentsOf(m_previousUnits);
    const auto after = contentsOf(units);
    const auto tell = [&](const Unit& unit, MessageFate fate) {
        TurnMessage message;
        message.content = unit.content;
        message.index = unit.index;
        message.tokens = unit.tokens;
        message.fate = fate;
        message.isPassage = true;
        turn.messages.push_back(message);
    };
    for (const Unit& unit : m_previousUnits)
        if (unit.isPassage && !after.contains(unit.content))
            tell(unit, MessageFate::Dropped);
    for (const Unit& unit : units)
        if (unit.isPassage)
            tell(unit, before.contains(unit.content) ? MessageFate::Kept : MessageFate::Added);
}

void ContextSessionBuilder::compare(ContextTurn& turn, const Generation& generation,
                                    const Units& units)
{
    turn.before = m_previousTurn; // without one, all that is there was added
    compareMessages(turn, generation, units);
    comparePassages(turn, units);
}

// Tokens by what they are, as what this turn brought or had from the one before.
void ContextSessionBuilder::count(ContextTurn& turn, const ContextWindow& context) const
{
    std::unordered_map<std::uint32_t, bool> isNewMessage;
    std::unordered_map<std::uint32_t, bool> isNewPassage;
    for (const TurnMessage& message : turn.messages)
        if (message.fate != MessageFate::Dropped)
            (message.isPassage ? isNewPassage : isNewMessage)[message.index] =
                message.fate != MessageFate::Kept;
    std::unordered_set<std::size_t> dropped;
    for (const ContextDrop& drop : turn.drops)
        if (drop.rule == DropRule::Server)
            for (const MessagePlace& place : drop.places)
                dropped.insert(place.message);
    const bool isFirst = turn.before == ContextTurn::kNone;
    for (const ContextPiece& piece : context.pieces) {
        bool isNew = isFirst;
        const bool isInput =
            piece.filling != Filling::Output && piece.filling != Filling::Reasoning;
        if (piece.source == ContextPiece::Source::Input)
            isNew = isNewMessage[static_cast<std::uint32_t>(piece.message)];
        else if (piece.source == ContextPiece::Source::Document)
            isNew = isNewPassage[static_cast<std::uint32_t>(piece.part)];
        if (isInput)
            (isNew ? turn.added : turn.carried)[static_cast<std::size_t>(piece.filling)] +=
                piece.tokens;
        if (piece.source == ContextPiece::Source::Input && dropped.contains(piece.message))
            turn.cutParts.push_back({.message = static_cast<std::uint32_t>(piece.message),
                                     .filling = piece.filling,
                                     .isAdded = isNew,
                                     .tokens = piece.tokens});
    }
}

void ContextSessionBuilder::add(Generation generation, const AroundTurn& around)
{
    ContextTurn turn;
    turn.key = {generation.trace, generation.span};
    turn.start = generation.start;
    turn.model =
        generation.modelServed.empty() ? generation.modelRequested : generation.modelServed;
    turn.state = generation.inputSource.state == telemetry::ContentState::NotCaptured
        ? generation.contentState
        : generation.inputSource.state;
    turn.isFailed = generation.isFailed;
    turn.isTextKnown = isTextKnown(generation);
    turn.context = contextWindowOf(generation, m_session.scale, around.retrieved);
    Units units;
    if (turn.isTextKnown) {
        units = unitsOf(generation, turn.context);
        compare(turn, generation, units);
        if (turn.before != ContextTurn::kNone) {
            addGone(turn, generation);
            addEdits(turn);
        }
    }
    addAlone(turn, generation, around, units);
    // What every turn does comes last.
    std::ranges::stable_partition(
        turn.drops, [](const ContextDrop& drop) { return drop.rule != DropRule::Replaced; });
    count(turn, turn.context);
    turn.context.pieces = {};
    m_session.turns.push_back(std::move(turn));
    if (!m_session.turns.back().isTextKnown)
        return;
    m_wasCompacted = generation.isCompacted;
    m_previous = std::move(generation);
    m_previousUnits = std::move(units);
    m_previousTurn = m_session.turns.size() - 1;
}

ContextSession ContextSessionBuilder::take()
{
    return std::exchange(m_session, {});
}

ConversationFilter::ConversationFilter(const Generation& anchor)
    : m_service(anchor.service)
    , m_session(anchor.session)
    , m_operation(anchor.operation)
    , m_promptName(anchor.promptName)
    , m_model(anchor.modelRequested)
    , m_anchor{anchor.trace, anchor.span}
{
    learn(anchor);
}

void ConversationFilter::learn(const Generation& generation)
{
    for (const Message& message : generation.inputMessages)
        (isInstruction(message) ? m_instructions : m_messages).insert(messageHash(message));
}

bool ConversationFilter::takes(const Generation& generation)
{
    if (telemetry::SpanKey{generation.trace, generation.span} == m_anchor)
        return true;
    if (generation.service != m_service || generation.session != m_session
        || generation.operation != m_operation || generation.promptName != m_promptName)
        return false;
    bool hasInstructions = false;
    bool sharesInstructions = false;
    bool sharesMessage = false;
    for (const Message& message : generation.inputMessages) {
        const bool isOfSystem = isInstruction(message);
        hasInstructions = hasInstructions || isOfSystem;
        (isOfSystem ? sharesInstructions : sharesMessage) |=
            (isOfSystem ? m_instructions : m_messages).contains(messageHash(message));
    }
    // Without instructions on both sides, or without text, the same model in the same session is
    // the best that is known.
    const bool isAlike = sharesInstructions
        || (!hasInstructions && (m_instructions.empty() || generation.inputMessages.empty())
            && generation.modelRequested == m_model);
    if (!sharesMessage && (m_session.empty() || !isAlike))
        return false;
    learn(generation);
    return true;
}

} // namespace trace
