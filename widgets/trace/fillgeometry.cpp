// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/fillgeometry.h"

#include "widgets/trace/answerfilling.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace traceview {

namespace {

using trace::ContextDrop;
using trace::ContextTurn;
using trace::DropRule;
using trace::Filling;

constexpr double kNarrowestColumn = 7; // pixels from one column to the next
constexpr double kWidest = 72;
constexpr double kBeyond = 3; // times what is in use: a larger window would leave no room for it
constexpr double kHeadRoom = 1.06;

void addBlock(std::vector<FillBlock>& blocks, FillBlock::Kind kind, Filling filling, double tokens)
{
    if (tokens <= 0)
        return;
    const double from = blocks.empty() ? 0 : blocks.back().to;
    blocks.push_back({.kind = kind, .filling = filling, .from = from, .to = from + tokens});
}

using Tokens = std::array<std::int64_t, trace::kFillings>;

// Messages that the server is said to have dropped are not there, as in the table of messages.
void takeDropped(const ContextTurn& turn, Tokens& carried, Tokens& added)
{
    std::set<std::size_t> gone;
    for (const ContextDrop& drop : turn.drops)
        if (drop.rule == DropRule::Server)
            for (const trace::MessagePlace& place : drop.places)
                gone.insert(place.message);
    for (const trace::CutPart& part : turn.cutParts) {
        if (!gone.contains(part.message))
            continue;
        std::int64_t& tokens =
            (part.isAdded ? added : carried)[static_cast<std::size_t>(part.filling)];
        tokens = std::max<std::int64_t>(0, tokens - part.tokens);
    }
}

} // namespace

bool isFlagged(const ContextDrop& drop)
{
    return drop.rule != DropRule::Replaced;
}

std::int64_t usedTokens(const ContextTurn& turn)
{
    const trace::ContextWindow& context = turn.context;
    return context.cut ? context.used - context.input + context.cut->kept : context.used;
}

std::vector<FillBlock> fillBlocks(const ContextTurn& turn, double unknownGhost)
{
    std::vector<FillBlock> blocks;
    const trace::ContextWindow& context = turn.context;
    auto carried = turn.carried;
    auto added = turn.added;
    if (context.cut)
        takeDropped(turn, carried, added);
    std::int64_t held = 0;
    for (std::size_t i = 0; i < carried.size(); ++i)
        held += isAnswer(static_cast<Filling>(i)) ? 0 : carried[i] + added[i];
    // Of an input that was cut on the server, what was counted shares its space in proportion
    // where more than that is left; what is left over is of no text that is known.
    const std::int64_t counted = context.cut ? context.cut->kept : held;
    const double kept =
        held > counted ? static_cast<double>(counted) / static_cast<double>(held) : 1;
    for (const auto kind : {FillBlock::Kind::Carried, FillBlock::Kind::Added}) {
        const auto& tokens = kind == FillBlock::Kind::Carried ? carried : added;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            const auto filling = static_cast<Filling>(i);
            const bool isKnown = turn.isTextKnown && filling != Filling::Unattributed;
            if (!isAnswer(filling))
                addBlock(blocks, isKnown ? kind : FillBlock::Kind::Unexplained, filling,
                         static_cast<double>(tokens[i]) * kept);
        }
    }
    addBlock(blocks, FillBlock::Kind::Unexplained, Filling::Unattributed,
             static_cast<double>(std::max<std::int64_t>(0, counted - held)));
    for (const trace::ContextShare& share : context.shares)
        if (isAnswer(share.filling))
            addBlock(blocks, FillBlock::Kind::Answer, share.filling,
                     static_cast<double>(share.tokens));
    for (std::size_t i = 0; i < turn.drops.size(); ++i) {
        const ContextDrop& drop = turn.drops[i];
        // What was too much of a refused request stands beyond the line of the window already.
        if (!isFlagged(drop) || (drop.rule == DropRule::Overflow && context.asked))
            continue;
        addBlock(blocks, FillBlock::Kind::Ghost, Filling::History,
                 drop.tokens ? static_cast<double>(*drop.tokens) : unknownGhost);
        if (!blocks.empty() && blocks.back().kind == FillBlock::Kind::Ghost) {
            blocks.back().drop = i;
            blocks.back().isUnknown = !drop.tokens;
        }
    }
    return blocks;
}

FillScale fillScale(const trace::ContextSession& session)
{
    FillScale scale;
    double most = 0;
    for (const ContextTurn& turn : session.turns) {
        const auto blocks = fillBlocks(turn, 0);
        if (!blocks.empty())
            most = std::max(most, blocks.back().to);
        scale.window = std::max(scale.window, turn.context.window.value_or(0));
    }
    const auto window = static_cast<double>(scale.window);
    scale.isWindowBeyond = most > 0 && window > kBeyond * most;
    scale.top = std::max(1.0, std::max(most, scale.isWindowBeyond ? 0 : window) * kHeadRoom);
    return scale;
}

std::size_t FillColumns::turnAt(double x) const
{
    if (pitch <= 0 || x < left)
        return ContextTurn::kNone;
    const auto index = static_cast<std::size_t>((x - left) / pitch);
    return index < count ? first + index : ContextTurn::kNone;
}

FillColumns fillColumns(std::size_t turns, std::size_t current, std::size_t firstBefore,
                        double left, double width)
{
    FillColumns columns;
    columns.left = left;
    if (turns == 0 || width <= 0)
        return columns;
    const auto room = std::max<std::size_t>(1, static_cast<std::size_t>(width / kNarrowestColumn));
    columns.count = std::min(turns, room);
    columns.pitch =
        std::min(kWidest, std::max(kNarrowestColumn, width / static_cast<double>(columns.count)));
    columns.width = std::max(2.0, columns.pitch - (columns.pitch > 16 ? 6 : 2));
    const std::size_t last = turns - columns.count;
    columns.first = std::min(firstBefore, last);
    if (current < turns && current < columns.first)
        columns.first = current;
    else if (current < turns && current >= columns.first + columns.count)
        columns.first = current + 1 - columns.count;
    return columns;
}

} // namespace traceview
