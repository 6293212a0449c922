// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/contextloss.h"
#include "models/trace/contextsessionbuilder.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace trace {

namespace {

using telemetry::Generation;
using telemetry::Message;
using telemetry::Part;
using telemetry::PartKind;

bool holdsSummary(const Message& message)
{
    return std::ranges::any_of(message.parts, [](const Part& part) {
        return part.kind == PartKind::Compaction
            || (part.kind == PartKind::Text && tellsSummary(part.text));
    });
}

bool holdsNote(const Message& message)
{
    return std::ranges::any_of(message.parts, [](const Part& part) {
        return part.kind == PartKind::Text && health::tellsOmission(part.text);
    });
}

// Whether a message that came with this turn tells so.
template<class Holds>
bool isTold(const ContextTurn& turn, const Generation& generation, Holds holds)
{
    return std::ranges::any_of(turn.messages, [&](const TurnMessage& message) {
        const bool isNew =
            message.fate == MessageFate::Added || message.fate == MessageFate::Edited;
        return isNew && !message.isPassage && holds(generation.inputMessages[message.index]);
    });
}

ContextDrop dropBy(DropRule rule)
{
    ContextDrop drop;
    drop.rule = rule;
    return drop;
}

const std::string& resultOf(const Part& part)
{
    return part.json.empty() ? part.text : part.json;
}

std::string nameOf(const telemetry::Document& document)
{
    return !document.id.empty()   ? document.id
        : !document.title.empty() ? document.title
                                  : document.content.substr(0, 60);
}

} // namespace

void ContextSessionBuilder::put(ContextTurn& turn, ContextDrop drop,
                                const std::vector<const TurnMessage*>& gone) const
{
    std::int64_t tokens = 0;
    for (const TurnMessage* message : gone) {
        const bool isEdited = message->fate == MessageFate::Edited;
        const std::uint32_t content = isEdited ? message->was : message->content;
        drop.contents.push_back(content);
        const SessionMessage& what = m_session.messages[content];
        tokens += isEdited ? what.tokens : message->tokens;
        drop.turns += what.isUser ? 1 : 0;
        if (!message->isPassage && !isEdited)
            drop.places.push_back(
                {m_session.turns[m_previousTurn].key, message->index, what.firstPart});
    }
    if (!gone.empty())
        drop.tokens = tokens;
    turn.drops.push_back(std::move(drop));
}

// Dropped messages by where they stood among those that stayed.
void ContextSessionBuilder::addGone(ContextTurn& turn, const Generation& generation)
{
    std::vector<const TurnMessage*> oldest;
    std::vector<const TurnMessage*> middle;
    std::vector<const TurnMessage*> newest; // so far: nothing that stayed is behind them
    std::vector<const TurnMessage*> passages;
    bool hasKept = false;
    for (const TurnMessage& message : turn.messages) {
        if (message.isPassage) {
            if (message.fate == MessageFate::Dropped)
                passages.push_back(&message);
            continue;
        }
        if (message.fate == MessageFate::Dropped) {
            newest.push_back(&message);
            continue;
        }
        const bool hasStayed =
            message.fate == MessageFate::Kept || message.fate == MessageFate::Edited;
        if (!hasStayed || m_session.messages[message.content].isInstruction)
            continue;
        auto& stretch = hasKept ? middle : oldest;
        stretch.insert(stretch.end(), newest.begin(), newest.end());
        newest.clear();
        hasKept = true;
    }
    const bool isSummed =
        (generation.isCompacted && !m_wasCompacted) || isTold(turn, generation, holdsSummary);
    const bool isNoted = isTold(turn, generation, holdsNote);
    if (isSummed || isNoted) {
        oldest.insert(oldest.end(), middle.begin(), middle.end());
        oldest.insert(oldest.end(), newest.begin(), newest.end());
        put(turn, dropBy(isSummed ? DropRule::Summary : DropRule::Note), oldest);
    } else {
        if (!hasKept) // what there was is all behind nothing
            std::swap(oldest, newest);
        const auto tell = [&](const std::vector<const TurnMessage*>& gone, DropRule rule) {
            if (!gone.empty())
                put(turn, dropBy(rule), gone);
        };
        tell(oldest, hasKept ? DropRule::OldestFirst : DropRule::Everything);
        tell(middle, DropRule::Middle);
        tell(newest, DropRule::Newest);
    }
    if (!passages.empty())
        put(turn, dropBy(DropRule::Replaced), passages);
}

// Instructions that hold passages are other ones with each turn; results of tools may be shortened
// when they get old.
void ContextSessionBuilder::addEdits(ContextTurn& turn)
{
    std::vector<const TurnMessage*> replaced;
    for (const TurnMessage& message : turn.messages) {
        if (message.fate != MessageFate::Edited || message.isPassage)
            continue;
        const SessionMessage& now = m_session.messages[message.content];
        const SessionMessage& then = m_session.messages[message.was];
        if (then.isInstruction && then.filling == Filling::Retrieved) {
            replaced.push_back(&message);
            continue;
        }
        if (message.isCut && !then.isInstruction) {
            ContextDrop drop = dropBy(DropRule::Shortened);
            drop.contents = {message.was};
            drop.tokens = std::max<std::int64_t>(1, then.tokens - now.tokens);
            turn.drops.push_back(std::move(drop));
        }
    }
    if (!replaced.empty())
        put(turn, dropBy(DropRule::Replaced), replaced);
}

// The oldest of what was sent, up to as much as the server did not count. It keeps the first
// instructions, as servers that drop messages do.
void ContextSessionBuilder::addServerCut(ContextTurn& turn, const Units& units)
{
    ContextDrop drop = dropBy(DropRule::Server);
    const SilentCut& cut = *turn.context.cut;
    drop.tokens = cut.needed - cut.kept;
    drop.reason = cut.reason;
    drop.isLikely = true;
    std::int64_t left = *drop.tokens;
    for (const Unit& unit : units) {
        const SessionMessage& what = m_session.messages[unit.content];
        const bool isFirst = unit.index == 0 && !unit.isPassage;
        if (left <= 0 || unit.isPassage || (isFirst && what.isInstruction))
            continue;
        left -= unit.tokens;
        drop.contents.push_back(unit.content);
        drop.places.push_back({turn.key, unit.index, what.firstPart});
        drop.turns += what.isUser ? 1 : 0;
    }
    turn.drops.push_back(std::move(drop));
}

void ContextSessionBuilder::addShortened(ContextTurn& turn, const Generation& generation,
                                         const AroundTurn& around) const
{
    for (const TurnMessage& message : turn.messages) {
        if (message.isPassage || message.fate != MessageFate::Added)
            continue;
        for (const Part& part : generation.inputMessages[message.index].parts) {
            if (part.kind != PartKind::ToolCallResponse)
                continue;
            const std::string& given = resultOf(part);
            const auto step = std::ranges::find_if(around.tools, [&](const telemetry::Step* one) {
                const bool isOfCall = one->callId.empty() || part.id.empty()
                    ? one->name == part.name || part.name.empty()
                    : one->callId == part.id;
                return isOfCall && isShortened(one->output, given);
            });
            if (step == around.tools.end())
                continue;
            ContextDrop drop = dropBy(DropRule::Shortened);
            drop.contents = {message.content};
            drop.places = {{turn.key, message.index, m_session.contentOf(message).firstPart}};
            drop.tokens = tokensOf(roughTokens((*step)->output) - roughTokens(given));
            drop.names = {(*step)->name};
            turn.drops.push_back(std::move(drop));
        }
    }
}

// What one turn tells by itself.
void ContextSessionBuilder::addAlone(ContextTurn& turn, const Generation& generation,
                                     const AroundTurn& around, const Units& units)
{
    const bool isFirst = turn.before == ContextTurn::kNone;
    if (isFirst && (generation.isCompacted || isTold(turn, generation, holdsSummary)))
        put(turn, dropBy(DropRule::Summary), {});
    else if (isFirst && isTold(turn, generation, holdsNote))
        put(turn, dropBy(DropRule::Note), {});
    if (turn.context.cut)
        addServerCut(turn, units);
    if (turn.context.isRefused) {
        ContextDrop drop = dropBy(DropRule::Overflow);
        if (turn.context.asked && turn.context.window
            && *turn.context.asked > *turn.context.window) {
            drop.tokens = *turn.context.asked - *turn.context.window;
            drop.isReported = true;
        }
        turn.drops.push_back(std::move(drop));
    }
    if (!turn.isTextKnown)
        return;
    const LeftOut out = leftOutOf(generation, around.retrieved);
    if (!out.missing.empty()) {
        ContextDrop drop = dropBy(DropRule::LeftOut);
        drop.of = out.known;
        double rough = 0;
        for (const std::size_t missing : out.missing) {
            drop.names.push_back(nameOf(*around.retrieved[missing]));
            rough += roughTokens(around.retrieved[missing]->content);
        }
        drop.tokens = tokensOf(rough);
        turn.drops.push_back(std::move(drop));
    }
    addShortened(turn, generation, around);
}

} // namespace trace
