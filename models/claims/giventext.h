// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claim.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace telemetry {
class CodePointIndex;
}

namespace claims {

// One text that the model was given, or was given once.
struct GivenPiece
{
    std::size_t start = 0; // bytes of GivenText::text(), half-open
    std::size_t end = 0;
    TextPlace place; // of the whole text
    bool isDropped = false; // given in an earlier turn, and not for this answer
    bool isQuestion = false; // the last words of the user
    bool isSummary = false; // stands for earlier turns that were left out
    bool isOwn = false; // the model said it itself
    bool isInstruction = false; // tells it what to do
    std::string name = {}; // id of a document; else empty
    telemetry::SpanKey turn = {}; // of what is in another trace, see EarlierPassage
    std::string source = {}; // likewise, in words
};

// All texts one after the other, as one that can be searched, and where each part of it stands.
// Well-formed UTF-8, a blank line between two.
class GivenText
{
public:
    GivenText();
    GivenText(const GivenText&) = delete;
    GivenText& operator=(const GivenText&) = delete;
    ~GivenText();

    // Texts without a word are left out, and those beyond kLongest bytes of all; then isCut().
    void add(std::string_view text, const TextPlace& place, bool isDropped = false,
             bool isQuestion = false, std::string name = {});
    // Of what was added last.
    void markSummary();
    // Who said what was added last, if that is at `place`: "assistant", "system", ...
    void markRole(const TextPlace& place, std::string_view role);
    // Of what was added last, if that is at `place`: it is in another trace.
    void markTurn(const TextPlace& place, const telemetry::SpanKey& turn, std::string source);
    // To be called once, after the last add().
    void close();

    const std::string& text() const { return m_text; }
    const std::vector<GivenPiece>& pieces() const { return m_pieces; }
    bool isCut() const { return m_isCut; }

    // `byte` must lie in a piece.
    const GivenPiece& pieceAt(std::size_t byte) const;
    // Of bytes [start, end), which lie in one piece.
    TextPlace placeOf(std::size_t start, std::size_t end) const;
    // Likewise, where that is in another trace.
    std::optional<EarlierPassage> earlierAt(std::size_t start, std::size_t end) const;
    std::int64_t codePointIn(const GivenPiece& piece, std::size_t byte) const;

    static constexpr std::size_t kLongest = std::size_t{12} << 20U;

private:
    std::string m_text;
    std::vector<GivenPiece> m_pieces;
    std::unique_ptr<telemetry::CodePointIndex> m_codePoints;
    bool m_isCut = false;
};

} // namespace claims
