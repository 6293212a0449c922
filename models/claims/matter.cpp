// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/matter.h"

#include "models/health/judging.h"

#include <algorithm>

namespace claims {

namespace {

constexpr std::size_t kMostBefore = 2000; // bytes of a paragraph in front of a passage
constexpr std::size_t kMostMatters = 64; // documents of one answer
constexpr std::size_t kShortestName = 3;

std::string_view lastSegment(std::string_view name)
{
    const std::size_t slash = name.find_last_of('/');
    return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}

// Of code or of several words: "shipping" says nothing of the document "shop/shipping".
bool isTelling(std::string_view name)
{
    if (name.size() < kShortestName)
        return false;
    bool isMarked = false;
    bool isWord = false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        const bool isUpper = c >= 'A' && c <= 'Z';
        isWord = isWord || isLower(c) || isUpper || static_cast<unsigned char>(c) >= 0x80;
        isMarked = isMarked || (c >= '0' && c <= '9')
            || std::string_view("_-.: ").find(c) != std::string_view::npos
            || (isUpper && i > 0 && isLower(name[i - 1]));
    }
    return isWord && isMarked;
}

bool holdsWord(std::string_view text, std::string_view word)
{
    for (std::size_t at = text.find(word); at != std::string_view::npos;
         at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || !health::isWordByte(text[at - 1]))
            && (end == text.size() || !health::isWordByte(text[end])))
            return true;
    }
    return false;
}

// Of a passage and what stands before it in its paragraph.
std::string_view paragraphUpTo(const AnswerReading& reading, std::size_t passage)
{
    const EvidenceSearch::Passage& one = reading.search().passages()[passage];
    const GivenText& given = reading.source().given;
    const GivenPiece& piece = given.pieces()[one.piece];
    const std::size_t from = std::max(piece.start, one.start - std::min(one.start, kMostBefore));
    const std::string_view before = std::string_view(given.text()).substr(from, one.start - from);
    const std::size_t blank = before.rfind("\n\n");
    const std::size_t start = blank == std::string_view::npos ? from : from + blank + 2;
    return std::string_view(given.text()).substr(start, one.end - start);
}

} // namespace

std::string matterOf(const AnswerReading& reading, std::size_t passage)
{
    const EvidenceSearch::Passage& one = reading.search().passages()[passage];
    const GivenPiece& piece = reading.source().given.pieces()[one.piece];
    if (!piece.name.empty())
        return health::cited(piece.name);
    const std::string_view paragraph = paragraphUpTo(reading, passage);
    return "“" + health::cited(paragraph.substr(0, paragraph.find('\n'))) + "”";
}

std::vector<std::string_view> mattersNamedIn(const AnswerReading& reading,
                                             const health::Stretch& sentence)
{
    std::vector<std::string_view> named;
    if (sentence.first >= sentence.last)
        return named;
    const std::string_view text = reading.textOf(sentence.first, sentence.last);
    std::size_t looked = 0;
    for (const GivenPiece& piece : reading.source().given.pieces()) {
        if (piece.isDropped || piece.name.empty() || ++looked > kMostMatters)
            continue;
        const std::string_view name = lastSegment(piece.name);
        if (isTelling(name) && holdsWord(text, name))
            named.push_back(name);
    }
    return named;
}

bool isAboutOther(const AnswerReading& reading, std::size_t passage,
                  const std::vector<std::string_view>& matters)
{
    const EvidenceSearch::Passage& one = reading.search().passages()[passage];
    const auto& pieces = reading.source().given.pieces();
    const GivenPiece& piece = pieces[one.piece];
    if (piece.isQuestion)
        return false;
    const std::string_view paragraph = paragraphUpTo(reading, passage);
    const auto isNamed = [&](std::string_view matter) {
        return lastSegment(piece.name) == matter || holdsWord(paragraph, matter);
    };
    if (std::ranges::any_of(matters, isNamed))
        return false;
    if (!piece.name.empty())
        return true;
    return std::ranges::any_of(pieces, [&](const GivenPiece& other) {
        const std::string_view name = lastSegment(other.name);
        return !other.isDropped && isTelling(name) && isNamed(name);
    });
}

} // namespace claims
