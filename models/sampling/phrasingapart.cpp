// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sampling/phrasing.h"
#include "models/similarity/wordclasses.h"

#include <algorithm>
#include <cstdint>
#include <unordered_set>

namespace sampling {

using similarity::Token;

Phrasing::Unsaid Phrasing::unsaidBy(const Phrasing& other) const
{
    Unsaid unsaid;
    for (std::size_t i = 0; i < m_statements.size(); ++i) {
        if (bearingOf(other, i) != Bearing::Supports)
            (m_statements[i].hasMark ? unsaid.marked : unsaid.others).push_back(i);
    }
    return unsaid;
}

// Neighbours are one stretch.
std::vector<std::pair<std::size_t, std::size_t>>
Phrasing::wordsWithout(const Phrasing& other, std::size_t first, std::size_t last) const
{
    std::unordered_set<std::uint32_t> known;
    for (const Token& token : other.m_tokens)
        known.insert(token.hash);
    std::vector<std::pair<std::size_t, std::size_t>> stretches;
    bool isOpen = false;
    for (const Token& token : m_tokens) {
        if (token.start < first || token.end > last)
            continue;
        const bool isNew = !known.contains(token.hash) && !similarity::isCommonWord(token.hash);
        if (isNew && isOpen)
            stretches.back().second = token.end;
        else if (isNew)
            stretches.emplace_back(token.start, token.end);
        isOpen = isNew;
    }
    return stretches;
}

Apart Phrasing::apartFrom(const Phrasing& other) const
{
    Apart apart;
    const bool isOfWords =
        m_isShort || other.m_isShort || (!m_code.empty() && !other.m_code.empty());
    if (isOfWords) {
        apart.stretches = wordsWithout(other, 0, m_text.size());
        if (apart.stretches.empty())
            for (const auto& [first, last] : other.wordsWithout(*this, 0, other.m_text.size()))
                apart.leftOut.push_back(other.m_text.substr(first, last - first));
        return apart;
    }
    const Unsaid here = unsaidBy(other);
    const Unsaid there = other.unsaidBy(*this);
    // What is polite besides sets nothing apart where something else does.
    const bool isMarked = !here.marked.empty() || !there.marked.empty();
    for (const std::size_t i : isMarked ? here.marked : here.others) {
        const Told& told = m_statements[i];
        auto words = bearingOf(other, i) == Bearing::Contradicts
            ? wordsWithout(other, told.first, told.last)
            : std::vector<std::pair<std::size_t, std::size_t>>();
        if (words.empty())
            words.emplace_back(told.first, told.last);
        apart.stretches.insert(apart.stretches.end(), words.begin(), words.end());
    }
    for (const std::size_t i : isMarked ? there.marked : there.others) {
        const Told& told = other.m_statements[i];
        if (other.bearingOf(*this, i) == Bearing::Silent)
            apart.leftOut.push_back(other.m_text.substr(told.first, told.last - told.first));
    }
    return apart;
}

} // namespace sampling
