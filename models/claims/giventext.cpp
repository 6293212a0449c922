// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/giventext.h"

#include "models/telemetry/utf8.h"

#include <algorithm>
#include <utility>

namespace claims {

namespace {

constexpr std::size_t kAroundEarlier = 160; // bytes before and behind an earlier passage
constexpr std::size_t kLongestEarlier = 1200; // bytes

} // namespace

GivenText::GivenText() = default;
GivenText::~GivenText() = default;

void GivenText::add(std::string_view text, const TextPlace& place, bool isDropped, bool isQuestion,
                    std::string name)
{
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return;
    if (m_text.size() + text.size() > kLongest) {
        m_isCut = m_isCut || !isDropped;
        return;
    }
    if (!m_text.empty())
        m_text += "\n\n";
    GivenPiece piece{.start = m_text.size(),
                     .end = 0,
                     .place = place,
                     .isDropped = isDropped,
                     .isQuestion = isQuestion,
                     .isSummary = false,
                     .isOwn = place.kind == similarity::PlaceKind::Output,
                     .isInstruction = false,
                     .name = std::move(name)};
    m_text += telemetry::isValidUtf8(text) ? std::string(text) : telemetry::sanitizedUtf8(text);
    piece.end = m_text.size();
    m_pieces.push_back(std::move(piece));
}

void GivenText::markSummary()
{
    if (!m_pieces.empty())
        m_pieces.back().isSummary = true;
}

void GivenText::markRole(const TextPlace& place, std::string_view role)
{
    if (m_pieces.empty() || m_pieces.back().place != place)
        return;
    GivenPiece& last = m_pieces.back();
    last.isOwn =
        place.kind == similarity::PlaceKind::Output || role == "assistant" || role == "model";
    last.isInstruction = role == "system" || role == "developer";
}

void GivenText::markTurn(const TextPlace& place, const telemetry::SpanKey& turn, std::string source)
{
    if (m_pieces.empty() || m_pieces.back().place != place)
        return;
    m_pieces.back().turn = turn;
    m_pieces.back().source = std::move(source);
}

void GivenText::close()
{
    m_codePoints = std::make_unique<telemetry::CodePointIndex>(m_text);
    for (GivenPiece& piece : m_pieces) {
        piece.place.start = 0;
        piece.place.end = codePointIn(piece, piece.end);
    }
}

const GivenPiece& GivenText::pieceAt(std::size_t byte) const
{
    const auto after = std::ranges::upper_bound(m_pieces, byte, {}, &GivenPiece::start);
    return after == m_pieces.begin() ? m_pieces.front() : *(after - 1);
}

TextPlace GivenText::placeOf(std::size_t start, std::size_t end) const
{
    const GivenPiece& piece = pieceAt(start);
    TextPlace place = piece.place;
    place.start = codePointIn(piece, start);
    place.end = codePointIn(piece, std::min(end, piece.end));
    return place;
}

std::optional<EarlierPassage> GivenText::earlierAt(std::size_t start, std::size_t end) const
{
    const GivenPiece& piece = pieceAt(start);
    if (piece.turn.span == telemetry::SpanId::None)
        return std::nullopt;
    const auto isInside = [this](std::size_t byte) {
        return (static_cast<unsigned char>(m_text[byte]) & 0xC0U) == 0x80U;
    };
    std::size_t first = std::max(piece.start, start - std::min(start, kAroundEarlier));
    while (first < start && isInside(first))
        ++first;
    std::size_t last = std::min({piece.end, end + kAroundEarlier, first + kLongestEarlier});
    while (last > first && last < piece.end && isInside(last))
        --last;
    return EarlierPassage{.turn = piece.turn,
                          .source = piece.source,
                          .text = m_text.substr(first, last - first),
                          .start = codePointIn(piece, first)};
}

std::int64_t GivenText::codePointIn(const GivenPiece& piece, std::size_t byte) const
{
    return m_codePoints->codePointAt(byte) - m_codePoints->codePointAt(piece.start);
}

} // namespace claims
