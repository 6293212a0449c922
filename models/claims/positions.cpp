// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/positions.h"

#include "models/telemetry/utf8.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace claims {

namespace {

using similarity::PlaceKind;
using telemetry::Generation;
using trace::ContextPiece;

constexpr std::size_t kMostLookedFor = 4096;
constexpr std::size_t kMostCopies = 4096; // of results, that are looked at
constexpr std::size_t kLongestLookedFor = 512; // bytes of a stretch; its beginning is enough

// Tokens, half-open.
struct Range
{
    std::int64_t first = 0;
    std::int64_t last = 0;
};

std::string_view partText(const telemetry::Part& part)
{
    return part.text.empty() ? part.json : part.text;
}

std::string_view textBetween(std::string_view text, std::int64_t start, std::int64_t end)
{
    std::int64_t at = -1;
    std::size_t first = text.size();
    std::size_t last = text.size();
    for (std::size_t i = 0; i < text.size(); ++i) {
        if ((static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U)
            continue;
        ++at;
        if (at == start)
            first = i;
        if (at == end) {
            last = i;
            break;
        }
    }
    return first < last ? text.substr(first, last - first) : std::string_view();
}

class Locator
{
public:
    Locator(const Generation& generation, const trace::TraceContents& contents,
            const trace::ContextWindow& window,
            const std::vector<const telemetry::Document*>& retrieved)
        : m_generation(generation)
        , m_contents(contents)
        , m_retrieved(retrieved)
    {
        std::int64_t tokens = 0;
        for (const ContextPiece& piece : window.pieces) {
            if (piece.filling == trace::Filling::Output
                || piece.filling == trace::Filling::Reasoning)
                break;
            m_pieces.push_back({&piece, {tokens, tokens + piece.tokens}});
            tokens += piece.tokens;
        }
    }

    std::optional<Range> rangeOf(const TextPlace& place)
    {
        const bool isOwn = place.span == m_generation.span;
        if (isOwn && place.kind != PlaceKind::Document)
            return ofMessage(place.message, place.part, place.start, place.end);
        if (place.kind == PlaceKind::Document)
            if (const auto passage = passageOf(place))
                if (const auto range = ofPassage(*passage, place.start, place.end))
                    return range;
        return lookedFor(place);
    }

    std::size_t passageAt(const Range& range) const
    {
        for (const Placed& placed : m_pieces)
            if (placed.piece->passage != ContextPiece::kNone && placed.tokens.first <= range.first
                && range.first < placed.tokens.last)
                return placed.piece->passage;
        return ContextPiece::kNone;
    }

    // All of a passage that is in the window.
    std::optional<Range> passageRange(std::size_t passage) const
    {
        const auto found = std::ranges::find_if(
            m_pieces, [passage](const Placed& placed) { return placed.piece->passage == passage; });
        return found == m_pieces.end() ? std::nullopt : std::optional(found->tokens);
    }

private:
    struct Placed
    {
        const ContextPiece* piece;
        Range tokens;
    };

    // In proportion to the characters; a stretch that begins in one piece may end in the next.
    static std::int64_t tokenAt(const Placed& placed, std::int64_t codePoint)
    {
        const std::int64_t length = placed.piece->end - placed.piece->start;
        if (length <= 0)
            return placed.tokens.first;
        const auto inside = std::clamp<std::int64_t>(codePoint - placed.piece->start, 0, length);
        return placed.tokens.first + (placed.tokens.last - placed.tokens.first) * inside / length;
    }

    std::optional<Range> ofMessage(std::size_t message, std::size_t part, std::int64_t start,
                                   std::int64_t end) const
    {
        std::optional<Range> range;
        for (const Placed& placed : m_pieces) {
            const ContextPiece& piece = *placed.piece;
            if (piece.source != ContextPiece::Source::Input || piece.message != message
                || piece.part != part || piece.end <= start || end <= piece.start)
                continue;
            if (!range)
                range = Range{tokenAt(placed, start), 0};
            range->last = tokenAt(placed, end);
        }
        return range;
    }

    std::optional<std::size_t> passageOf(const TextPlace& place) const
    {
        if (place.span == m_generation.span)
            return place.part;
        const telemetry::Step* step = m_contents.step(place.span);
        if (step == nullptr || place.part >= step->documents.size())
            return std::nullopt;
        const auto found = std::ranges::find(m_retrieved, &step->documents[place.part]);
        if (found == m_retrieved.end())
            return std::nullopt;
        return m_generation.documents.size()
            + static_cast<std::size_t>(found - m_retrieved.begin());
    }

    std::optional<Range> ofPassage(std::size_t passage, std::int64_t start, std::int64_t end) const
    {
        for (const Placed& placed : m_pieces) {
            if (placed.piece->passage != passage)
                continue;
            const std::int64_t base = placed.piece->start;
            return Range{tokenAt(placed, base + start), tokenAt(placed, base + end)};
        }
        return std::nullopt;
    }

    std::string_view textOf(const TextPlace& place) const
    {
        const auto* step = m_contents.step(place.span);
        if (step != nullptr && place.kind == PlaceKind::Document
            && place.part < step->documents.size())
            return step->documents[place.part].content;
        if (step != nullptr)
            return place.kind == PlaceKind::ToolArgument ? step->input : step->output;
        const auto* other = m_contents.generation(place.span);
        if (other == nullptr || place.kind == PlaceKind::Document)
            return {};
        const bool isOutput = place.kind == PlaceKind::Output || place.kind == PlaceKind::Reasoning
            || place.kind == PlaceKind::ToolArgument;
        const auto& messages = isOutput ? other->outputMessages : other->inputMessages;
        if (place.message >= messages.size() || place.part >= messages[place.message].parts.size())
            return {};
        const telemetry::Part& part = messages[place.message].parts[place.part];
        return part.text.empty() ? part.json : part.text;
    }

    // What a step gave stands in a message in its own words, or is not found.
    std::optional<Range> lookedFor(const TextPlace& place)
    {
        if (m_lookedFor++ >= kMostLookedFor)
            return std::nullopt;
        const std::string_view words =
            textBetween(textOf(place), place.start, place.end).substr(0, kLongestLookedFor);
        if (words.empty())
            return std::nullopt;
        const auto& messages = m_generation.inputMessages;
        for (std::size_t i = 0; i < messages.size(); ++i) {
            for (std::size_t j = 0; j < messages[i].parts.size(); ++j) {
                const telemetry::Part& part = messages[i].parts[j];
                const std::string_view text = part.text.empty() ? part.json : part.text;
                const std::size_t at = text.find(words);
                if (at == std::string_view::npos)
                    continue;
                const std::int64_t start = telemetry::codePointCount(text.substr(0, at));
                return ofMessage(i, j, start, start + place.end - place.start);
            }
        }
        return std::nullopt;
    }

    const Generation& m_generation;
    const trace::TraceContents& m_contents;
    const std::vector<const telemetry::Document*>& m_retrieved;
    std::vector<Placed> m_pieces;
    std::size_t m_lookedFor = 0;
};

// How bad it is for a reader to overlook it.
int weight(Support support)
{
    switch (support) {
    case Support::Contradicted:
        return 3;
    case Support::Weak:
        return 2;
    case Support::Supported:
        return 1;
    default:
        return 0;
    }
}

void addUse(std::vector<UsedStretch>& used, UsedStretch stretch, std::size_t claim)
{
    const auto known = std::ranges::find(used, stretch.place, &UsedStretch::place);
    if (known == used.end()) {
        stretch.claims = {claim};
        used.push_back(std::move(stretch));
        return;
    }
    if (known->claims.back() != claim)
        known->claims.push_back(claim);
    if (weight(stretch.support) > weight(known->support))
        known->support = stretch.support;
}

double share(const Range& range, std::int64_t all)
{
    return all <= 0
        ? 0
        : std::clamp(static_cast<double>(range.first + range.last) / 2 / static_cast<double>(all),
                     0.0, 1.0);
}

// A result that came several times says the same each time: evidence names some of them only.
void addCopies(ContextPositions& positions, Locator& locator, const Generation& generation)
{
    std::unordered_map<std::string_view, std::vector<TextPlace>> copies;
    for (std::size_t i = 0; i < generation.inputMessages.size(); ++i) {
        const auto& parts = generation.inputMessages[i].parts;
        for (std::size_t j = 0; j < parts.size(); ++j) {
            if (parts[j].kind == telemetry::PartKind::ToolCallResponse)
                copies[partText(parts[j])].push_back({.message = i, .part = j});
        }
    }
    const std::vector<UsedStretch> named = positions.used;
    std::size_t looked = 0;
    for (const UsedStretch& used : named) {
        const TextPlace& place = used.place;
        if (place.span != generation.span || place.kind != PlaceKind::ToolResult
            || place.message >= generation.inputMessages.size()
            || place.part >= generation.inputMessages[place.message].parts.size())
            continue;
        const auto& same =
            copies[partText(generation.inputMessages[place.message].parts[place.part])];
        for (const TextPlace& copy : same) {
            if (looked++ >= kMostCopies)
                return;
            UsedStretch alike = used;
            alike.place.message = copy.message;
            alike.place.part = copy.part;
            const auto range = locator.rangeOf(alike.place);
            if (!range)
                continue;
            alike.firstToken = range->first;
            alike.lastToken = range->last;
            alike.position = share(*range, positions.inputTokens);
            alike.passage = locator.passageAt(*range);
            for (const std::size_t claim : used.claims)
                addUse(positions.used, alike, claim);
        }
    }
}

std::string nameOf(const telemetry::Document& document)
{
    return document.id.empty() ? document.title : document.id;
}

void addUnused(ContextPositions& positions, const Generation& generation, const Locator& locator,
               const std::vector<const telemetry::Document*>& retrieved)
{
    const std::size_t own = generation.documents.size();
    for (std::size_t i = 0; i < own + retrieved.size(); ++i) {
        const telemetry::Document& document =
            i < own ? generation.documents[i] : *retrieved[i - own];
        const bool isUsed = std::ranges::any_of(
            positions.used, [i](const UsedStretch& one) { return one.passage == i; });
        // Told by the retrieval and by the call: once is enough.
        const bool isTold = i >= own
            && std::ranges::any_of(generation.documents, [&](const telemetry::Document& one) {
                                return one.content == document.content;
                            });
        if (isUsed || isTold)
            continue;
        UnusedPassage unused{.passage = i, .name = nameOf(document)};
        if (const auto range = locator.passageRange(i)) {
            unused.isInWindow = true;
            unused.position = share(*range, positions.inputTokens);
            unused.tokens = range->last - range->first;
        }
        positions.unused.push_back(std::move(unused));
    }
    std::ranges::stable_sort(positions.unused, {}, [](const UnusedPassage& one) {
        return std::pair(!one.isInWindow, one.position);
    });
}

} // namespace

bool isInMiddle(double position, std::int64_t inputTokens)
{
    return inputTokens >= kLongInput && position > kMiddleFrom && position < kMiddleTo;
}

ContextPositions positionsOf(const ClaimSet& set, const trace::TraceContents& contents,
                             const trace::ContextWindow& window,
                             const std::vector<const telemetry::Document*>& retrieved)
{
    ContextPositions positions;
    positions.inputTokens = window.input;
    const Generation* generation = contents.generation(set.generation);
    if (generation == nullptr)
        return positions;
    Locator locator(*generation, contents, window, retrieved);
    for (std::size_t i = 0; i < set.claims.size(); ++i) {
        const Claim& claim = set.claims[i];
        for (const Evidence& evidence : claim.evidence) {
            if (evidence.isDropped) {
                if (std::ranges::find(positions.dropped, evidence.place) == positions.dropped.end())
                    positions.dropped.push_back(evidence.place);
                continue;
            }
            if (isOnlyNearest(claim, evidence))
                continue;
            const auto range = locator.rangeOf(evidence.place);
            if (!range) {
                ++positions.unplaced;
                continue;
            }
            addUse(positions.used,
                   {.place = evidence.place,
                    .firstToken = range->first,
                    .lastToken = range->last,
                    .position = share(*range, window.input),
                    .support = supportOf(claim, evidence),
                    .claims = {},
                    .passage = locator.passageAt(*range)},
                   i);
        }
    }
    addCopies(positions, locator, *generation);
    std::ranges::stable_sort(positions.used, {}, &UsedStretch::position);
    addUnused(positions, *generation, locator, retrieved);
    return positions;
}

std::vector<trace::MessagePlace> neededPlaces(const ClaimSet& set,
                                              const trace::ContextSession& session)
{
    std::vector<trace::MessagePlace> places;
    for (const Claim& claim : set.claims) {
        if (claim.support != Support::Truncated)
            continue;
        for (const Evidence& evidence : claim.evidence) {
            const bool isOfMessage = evidence.place.kind == PlaceKind::Input
                || evidence.place.kind == PlaceKind::ToolResult;
            const auto turn = std::ranges::find_if(session.turns, [&](const auto& one) {
                return evidence.earlier ? one.key == evidence.earlier->turn
                                        : one.key.span == evidence.place.span;
            });
            if (!(evidence.isDropped || evidence.isUnseen()) || !isOfMessage
                || turn == session.turns.end())
                continue;
            const trace::MessagePlace place{turn->key, evidence.place.message, 0};
            if (std::ranges::find(places, place) == places.end())
                places.push_back(place);
        }
    }
    return places;
}

} // namespace claims
