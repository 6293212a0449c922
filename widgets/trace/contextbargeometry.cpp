// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/contextbargeometry.h"

#include "widgets/trace/answerfilling.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

namespace traceview {

namespace {

using trace::ContextPiece;
using trace::DropRule;
using trace::Filling;

constexpr double kReadableFill = 0.25; // below it, what is in use is not drawn to scale ...
constexpr double kUsedPart = 0.85; // ... but over this part of the bar
constexpr double kGonePart = 0.28; // of the bar at most
constexpr double kNarrowestSegment = 1.5;
constexpr double kUnknownGone = 18; // of what nobody tells the size
constexpr double kNowhere = -1; // first token of what stands at no place that is known
constexpr double kLeastGone = 8; // less could not be pointed at

// A piece, or the part of it that is on one side of a cut.
struct Run
{
    BarSegment::Kind kind = BarSegment::Kind::Held;
    Filling filling = Filling::Unattributed;
    double tokens = 0;
    bool isEstimated = false;
    std::size_t piece = ContextPiece::kNone;
    double firstToken = 0; // in reading order

    double lastToken() const { return firstToken + tokens; }
};

// Is nothing that stood in the window of the turn before, or is told by the window itself.
bool isElsewhere(const trace::ContextDrop& drop)
{
    return drop.rule == DropRule::Server || drop.rule == DropRule::Overflow
        || drop.rule == DropRule::Replaced;
}

void addRun(std::vector<Run>& runs, const Run& run)
{
    if (run.tokens <= 0)
        return;
    if (!runs.empty() && runs.back().filling == run.filling && runs.back().kind == run.kind
        && std::abs(runs.back().lastToken() - run.firstToken) < 0.5) {
        runs.back().tokens += run.tokens;
        runs.back().isEstimated = runs.back().isEstimated || run.isEstimated;
        return;
    }
    runs.push_back(run);
}

// Messages of the input that the server likely dropped; nullopt: no drop tells them.
std::optional<std::set<std::size_t>> unreadMessages(const trace::ContextWindow& context,
                                                    const std::vector<trace::ContextDrop>& drops)
{
    std::optional<std::set<std::size_t>> messages;
    for (const trace::ContextDrop& drop : drops) {
        if (!context.cut || drop.rule != DropRule::Server
            || (drop.places.empty() && drop.quoted.empty()))
            continue;
        if (!messages)
            messages.emplace();
        for (const trace::MessagePlace& place : drop.places)
            messages->insert(place.message);
    }
    return messages;
}

// More was counted than what stayed needs: servers may keep a part of a message.
void addCounted(std::vector<Run>& held, std::int64_t kept)
{
    auto left = static_cast<double>(kept);
    const auto end = std::ranges::find_if(held, isAnswer, &Run::filling);
    for (auto run = held.begin(); run != end; ++run)
        left -= run->tokens;
    if (left >= 1)
        held.insert(end, Run{.tokens = left, .isEstimated = true, .firstToken = kNowhere});
}

// What the server did not read comes first: servers keep the first instructions and drop what
// follows them. Whole messages where `drops` tell which, as the table of the session does.
std::vector<Run> runsOf(const trace::ContextWindow& context,
                        const std::vector<trace::ContextDrop>& drops)
{
    const auto told = unreadMessages(context, drops);
    double unread =
        context.cut && !told ? static_cast<double>(context.cut->needed - context.cut->kept) : 0;
    std::vector<Run> lost;
    std::vector<Run> held;
    const bool isInstructed =
        !context.pieces.empty() && context.pieces.front().filling == Filling::System;
    double token = 0;
    for (std::size_t i = 0; i < context.pieces.size(); ++i) {
        const ContextPiece& piece = context.pieces[i];
        Run run{.filling = piece.filling,
                .tokens = static_cast<double>(piece.tokens),
                .isEstimated = piece.isEstimated,
                .piece = i,
                .firstToken = token};
        token += run.tokens;
        const bool isKept = isAnswer(piece.filling)
            || (isInstructed && piece.source == ContextPiece::Source::Input && piece.message == 0);
        if (told && piece.source == ContextPiece::Source::Input && told->contains(piece.message)) {
            run.kind = BarSegment::Kind::Unread;
            addRun(lost, run);
            continue;
        }
        if (unread > 0 && !isKept) {
            Run gone = run;
            gone.kind = BarSegment::Kind::Unread;
            gone.tokens = std::min(unread, run.tokens);
            unread -= gone.tokens;
            run.tokens -= gone.tokens;
            run.firstToken += gone.tokens;
            addRun(lost, gone);
        }
        addRun(held, run);
    }
    if (context.pieces.empty())
        for (const trace::ContextShare& share : context.shares)
            addRun(held,
                   {.filling = share.filling,
                    .tokens = static_cast<double>(share.tokens),
                    .isEstimated = share.isEstimated});
    if (told && !lost.empty())
        addCounted(held, context.cut->kept);
    lost.insert(lost.end(), held.begin(), held.end());
    return lost;
}

// Segments of runs; what is too narrow to be seen goes to the one it stands beside.
void place(BarGeometry& geometry, const std::vector<Run>& runs, BarSegment::Kind kind, double scale,
           double& left)
{
    for (const Run& run : runs) {
        if (run.kind != kind)
            continue;
        const double width = run.tokens * scale;
        if (!isAnswer(run.filling) && run.firstToken != kNowhere)
            geometry.stretches.push_back({.firstToken = run.firstToken,
                                          .lastToken = run.lastToken(),
                                          .left = left,
                                          .right = left + width});
        auto& segments = geometry.segments;
        const bool isJoined = !segments.empty() && segments.back().kind == kind
            && segments.back().right - segments.back().left < kNarrowestSegment
            && isAnswer(segments.back().filling) == isAnswer(run.filling);
        if (isJoined) {
            BarSegment& last = segments.back();
            if (run.tokens > static_cast<double>(*last.tokens)) { // most of it
                last.filling = run.filling;
                last.piece = run.piece;
            }
            last.right += width;
            *last.tokens += static_cast<std::int64_t>(run.tokens);
        } else {
            segments.push_back({.kind = kind,
                                .filling = run.filling,
                                .left = left,
                                .right = left + width,
                                .tokens = static_cast<std::int64_t>(run.tokens),
                                .isEstimated = run.isEstimated,
                                .piece = run.piece,
                                .drop = ContextPiece::kNone});
        }
        left += width;
    }
}

std::vector<trace::ContextShare> readOf(const std::vector<Run>& runs)
{
    std::vector<trace::ContextShare> shares;
    for (const Run& run : runs) {
        if (run.kind != BarSegment::Kind::Held)
            continue;
        auto share = std::ranges::find(shares, run.filling, &trace::ContextShare::filling);
        if (share == shares.end())
            share = shares.insert(share, {.filling = run.filling});
        share->tokens += std::llround(run.tokens);
        share->isEstimated = share->isEstimated || run.isEstimated;
    }
    std::ranges::stable_sort(shares, {}, &trace::ContextShare::filling);
    return shares;
}

double sumOf(const std::vector<Run>& runs, BarSegment::Kind kind)
{
    double sum = 0;
    for (const Run& run : runs)
        sum += run.kind == kind ? run.tokens : 0;
    return sum;
}

} // namespace

int BarGeometry::segmentAt(double x) const
{
    for (std::size_t i = 0; i < segments.size(); ++i)
        if (segments[i].left <= x && x < segments[i].right)
            return static_cast<int>(i);
    return -1;
}

double BarGeometry::xOf(double position) const
{
    double all = 0;
    for (const BarStretch& stretch : stretches)
        all = std::max(all, stretch.lastToken);
    const double token = position * all;
    for (const BarStretch& stretch : stretches) {
        if (token < stretch.firstToken || token > stretch.lastToken)
            continue;
        const double length = std::max(stretch.lastToken - stretch.firstToken, 1e-9);
        return stretch.left
            + (stretch.right - stretch.left) * (token - stretch.firstToken) / length;
    }
    return stretches.empty() ? 0 : stretches.back().right;
}

BarGeometry barGeometry(const trace::ContextWindow& context,
                        const std::vector<trace::ContextDrop>& drops, double width)
{
    using Kind = BarSegment::Kind;
    BarGeometry geometry;
    const std::vector<Run> runs = runsOf(context, drops);
    geometry.read = readOf(runs);
    const double held = sumOf(runs, Kind::Held);
    const double unread = sumOf(runs, Kind::Unread);
    const auto window = static_cast<double>(context.window.value_or(0));
    const auto reserve = static_cast<double>(context.reserve());
    const double whole = std::max({held + (window > 0 ? 0 : reserve), window, 1.0});
    geometry.isBroken = window > 0 && held > 0 && held < kReadableFill * window;

    // First with all of the bar for the window, to learn what is gone takes on that scale.
    double gone = 0;
    double unknown = 0;
    for (const trace::ContextDrop& drop : drops) {
        if (isElsewhere(drop))
            continue;
        (drop.tokens ? gone : unknown) +=
            drop.tokens ? static_cast<double>(*drop.tokens) : kUnknownGone;
    }
    gone += unread;
    const double inUse = geometry.isBroken ? held / kUsedPart : whole;
    const double wanted = gone > 0 ? width * gone / (gone + inUse) : 0;
    geometry.isGoneBroken = wanted > kGonePart * width;
    const double goneWidth = std::min(wanted, kGonePart * width);
    double goneScale = gone > 0 ? goneWidth / gone : 0;

    double left = 0;
    for (std::size_t i = 0; i < drops.size(); ++i) {
        if (isElsewhere(drops[i]))
            continue;
        const double size = drops[i].tokens
            ? std::max(kLeastGone, static_cast<double>(*drops[i].tokens) * goneScale)
            : kUnknownGone;
        geometry.segments.push_back({.kind = Kind::Gone,
                                     .filling = Filling::History,
                                     .left = left,
                                     .right = left + size,
                                     .tokens = drops[i].tokens,
                                     .isEstimated = !drops[i].isReported,
                                     .piece = ContextPiece::kNone,
                                     .drop = i});
        left += size;
    }
    place(geometry, runs, Kind::Unread, goneScale, left);
    if (left > 0) {
        geometry.cut = left + 3;
        left += 7;
    }

    const double room = std::max(0.0, width - left);
    const double scale = room / inUse;
    const double start = left;
    place(geometry, runs, Kind::Held, scale, left);
    if (window > 0 && held > window)
        geometry.windowEnd = start + window * scale;
    const auto addRest = [&](Kind kind, double tokens, double upTo) {
        if (tokens <= 0 || upTo <= left)
            return;
        geometry.segments.push_back({.kind = kind,
                                     .filling = Filling::Unattributed,
                                     .left = left,
                                     .right = upTo,
                                     .tokens = static_cast<std::int64_t>(tokens)});
        left = upTo;
    };
    // Beside the break, what is set aside has a part of what is left, so that it can be seen.
    const double reserved =
        geometry.isBroken ? std::min(reserve * scale, (width - left) / 2) : reserve * scale;
    const double kept = window > 0 ? std::min(reserve, std::max(0.0, window - held)) : reserve;
    addRest(Kind::Reserve, kept, std::min(width, left + reserved));
    addRest(Kind::Free, window - held - kept, width);
    return geometry;
}

} // namespace traceview
