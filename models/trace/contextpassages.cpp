// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/contextpassages.h"

#include <algorithm>

namespace trace {

namespace {

// Shorter passages may occur in a question by chance.
constexpr std::size_t kShortestPassage = 24;
constexpr std::size_t kMostPassages = 256;

} // namespace

PassageFinder::PassageFinder(const std::vector<const telemetry::Document*>& passages)
{
    for (const telemetry::Document* document : passages) {
        if (m_passages.size() == kMostPassages)
            break;
        m_passages.push_back({.content = document->content, .borders = {}, .wasSeen = false});
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

std::vector<PassageStretch> PassageFinder::findIn(std::string_view text)
{
    std::vector<PassageStretch> found;
    for (std::size_t i = 0; i < m_passages.size(); ++i) {
        Passage& passage = m_passages[i];
        const std::size_t size = passage.content.size();
        if (passage.wasSeen || size < kShortestPassage || size > text.size())
            continue;
        const std::size_t end = endIn(passage, text);
        if (end == 0)
            continue;
        passage.wasSeen = true;
        found.push_back({.passage = i, .first = end - size, .last = end});
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
