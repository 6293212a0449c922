// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/contextpassages.h"

#include "models/trace/rollinghash.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace trace {

namespace {

// Shorter passages may occur in a question by chance.
constexpr std::size_t kShortestPassage = 24;
constexpr std::size_t kMostPassages = 256;
// Bytes that may be compared in vain where a passage seems to begin, beside its own length.
constexpr std::size_t kComparedInVain = std::size_t{1} << 20U;

} // namespace

PassageFinder::PassageFinder(const std::vector<const telemetry::Document*>& passages)
{
    for (const telemetry::Document* document : passages) {
        if (m_passages.size() == kMostPassages)
            break;
        Passage passage;
        passage.content = document->content;
        if (passage.content.size() >= kShortestPassage)
            m_beginnings.emplace(rollingHash(passage.content.substr(0, kShortestPassage)),
                                 m_passages.size());
        m_passages.push_back(std::move(passage));
    }
}

bool PassageFinder::wasSeen(std::size_t passage) const
{
    return passage < m_passages.size() && m_passages[passage].wasSeen;
}

std::size_t PassageFinder::extended(const Passage& passage, std::size_t matched, char character)
{
    while (matched > 0 && passage.content[matched] != character)
        matched = passage.borders[matched - 1];
    return passage.content[matched] == character ? matched + 1 : 0;
}

void PassageFinder::findBorders(Passage& passage)
{
    passage.borders.assign(passage.content.size(), 0);
    for (std::size_t i = 1; i < passage.content.size(); ++i)
        passage.borders[i] = static_cast<std::uint32_t>(
            extended(passage, passage.borders[i - 1], passage.content[i]));
}

std::size_t PassageFinder::endIn(Passage& passage, std::string_view text)
{
    const std::size_t work = text.size() + (passage.borders.empty() ? passage.content.size() : 0);
    if (m_work + work > kMostWork)
        return 0;
    m_work += work;
    if (passage.borders.empty())
        findBorders(passage);
    std::size_t matched = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        matched = extended(passage, matched, text[i]);
        if (matched == passage.content.size())
            return i + 1;
    }
    return 0;
}

void PassageFinder::compareAt(std::string_view text, std::size_t at, std::uint64_t hash,
                              std::vector<PassageStretch>& found)
{
    auto [one, last] = m_beginnings.equal_range(hash);
    while (one != last) {
        Passage& passage = m_passages[one->second];
        const std::string_view here = text.substr(at);
        if (passage.content.size() > here.size()) {
            ++one;
            continue;
        }
        const auto equal = static_cast<std::size_t>(std::ranges::mismatch(passage.content, here).in1
                                                    - passage.content.begin());
        passage.compared += equal;
        passage.wasSeen = equal == passage.content.size();
        passage.isHostile =
            !passage.wasSeen && passage.compared > kComparedInVain + passage.content.size();
        if (passage.wasSeen)
            found.push_back({.passage = one->second, .first = at, .last = at + equal});
        one = passage.wasSeen || passage.isHostile ? m_beginnings.erase(one) : std::next(one);
    }
}

std::vector<PassageStretch> PassageFinder::findIn(std::string_view text)
{
    std::vector<PassageStretch> found;
    if (text.size() < kShortestPassage || m_passages.empty())
        return found;
    std::uint64_t power = 1;
    for (std::size_t i = 1; i < kShortestPassage; ++i)
        power *= kHashBase;
    std::uint64_t hash = rollingHash(text.substr(0, kShortestPassage));
    for (std::size_t at = 0;; ++at) {
        compareAt(text, at, hash, found);
        if (at + kShortestPassage >= text.size())
            break;
        hash = (hash - power * static_cast<unsigned char>(text[at])) * kHashBase
            + static_cast<unsigned char>(text[at + kShortestPassage]);
    }
    for (std::size_t i = 0; i < m_passages.size(); ++i) {
        Passage& passage = m_passages[i];
        if (!passage.isHostile || passage.wasSeen || passage.content.size() > text.size())
            continue;
        const std::size_t end = endIn(passage, text);
        if (end == 0)
            continue;
        passage.wasSeen = true;
        found.push_back({.passage = i, .first = end - passage.content.size(), .last = end});
    }
    std::ranges::sort(found, {}, &PassageStretch::first);
    std::size_t behind = 0;
    for (PassageStretch& stretch : found) {
        stretch.first = std::max(stretch.first, behind);
        stretch.last = std::max(stretch.last, stretch.first);
        behind = stretch.last;
    }
    std::erase_if(found, [](const PassageStretch& one) { return one.first == one.last; });
    return found;
}

} // namespace trace
