// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/redact/textredaction.h"

#include "models/redact/jsonredaction.h"

#include <algorithm>
#include <utility>

namespace redact {

namespace {

constexpr int kMostNestedTexts = 16; // JSON text in JSON text
constexpr std::size_t kNamesKept = 4096;
constexpr std::size_t kLongestName = 256; // that is remembered

} // namespace

std::string TextRedaction::take(std::size_t rule)
{
    ++m_counts[rule];
    return m_patterns.marker(rule);
}

TextRedaction::Name TextRedaction::lookUp(std::string_view name)
{
    const auto told = [&] {
        return Name{.rule = m_patterns.ruleForName(name),
                    .isAssignment = m_patterns.isAssignment(name)};
    };
    if (name.size() > kLongestName)
        return told();
    if (m_names.size() > kNamesKept)
        m_names.clear();
    const auto [found, isNew] = m_names.try_emplace(std::string(name));
    if (isNew)
        found->second = told();
    return found->second;
}

std::optional<std::size_t> TextRedaction::ruleForName(std::string_view name)
{
    return lookUp(name).rule;
}

std::optional<std::string> TextRedaction::redactNumber(std::string_view digits)
{
    constexpr std::size_t kShortestCard = 13;
    if (!m_patterns.hasNumberChecks() || digits.size() < kShortestCard)
        return std::nullopt;
    return redactPlain(digits);
}

std::optional<std::string> TextRedaction::redactBytes(std::string_view bytes)
{
    const auto rule = m_patterns.ruleForBytes(bytes);
    return rule ? std::optional(take(*rule)) : std::nullopt;
}

// What stands before `from` is only there to be seen, and is not part of the result.
std::optional<std::string> TextRedaction::redactPlain(std::string_view text, std::size_t from)
{
    std::vector<Hit> hits = m_patterns.find(text);
    std::erase_if(hits, [from](const Hit& hit) { return hit.start < from; });
    if (hits.empty())
        return std::nullopt;
    std::string result;
    std::size_t copied = from;
    for (const Hit& hit : hits) {
        result.append(text.substr(copied, hit.start - copied));
        result += take(hit.rule);
        copied = hit.end;
    }
    result.append(text.substr(copied));
    return result;
}

std::optional<std::string> TextRedaction::redactValue(std::string_view name, std::string_view text,
                                                      int depth)
{
    if (!name.empty() && lookUp(name).isAssignment) {
        const std::string assigned = std::string(name) + ": ";
        if (auto changed = redactPlain(assigned + std::string(text), assigned.size())) {
            auto more = redact(*changed, depth);
            return more ? more : changed;
        }
    }
    return redact(text, depth);
}

std::optional<std::string> TextRedaction::redact(std::string_view text, int depth)
{
    if (!m_patterns.mayMatch(text))
        return std::nullopt;
    if (depth >= kMostNestedTexts)
        return redactPlain(text);
    const JsonHandlers handlers{
        .valueOf = [this](std::string_view name) -> std::optional<std::string> {
            const auto rule = ruleForName(name);
            return rule ? std::optional(take(*rule)) : std::nullopt;
        },
        .text = [&](std::string_view member,
                    std::string_view part) { return redactValue(member, part, depth + 1); },
        .number = [this](std::string_view digits) { return redactNumber(digits); }};
    std::string looked;
    const JsonOutcome outcome = redactJson(text, handlers, looked);
    auto result = outcome.isChanged ? std::optional(std::move(looked)) : std::nullopt;
    if (outcome.isWhole)
        return result;
    auto plain = redactPlain(result ? std::string_view(*result) : text);
    return plain ? plain : result;
}

std::vector<std::uint64_t> TextRedaction::takeCounts()
{
    return std::exchange(m_counts, std::vector<std::uint64_t>(m_patterns.rules().size()));
}

} // namespace redact
