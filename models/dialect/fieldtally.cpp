// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/fieldset.h"
#include "models/dialect/numbertext.h"

#include <algorithm>

namespace dialect {

namespace {

// "16.0" and 16 say the same, so do "GPT" and "gpt".
std::string plainWord(const std::string& text)
{
    const auto number = numberFromText<double>(text);
    return number ? std::to_string(*number) : normalisedWord(text);
}

} // namespace

bool hasOneValue(Field field)
{
    switch (field) {
    case Field::Provider:
    case Field::ModelRequested:
    case Field::ModelServed:
    case Field::PromptName:
    case Field::PromptVersion:
    case Field::Session:
    case Field::User:
    case Field::Environment:
    case Field::Release:
    case Field::ResponseId:
    case Field::InputTokens:
    case Field::OutputTokens:
    case Field::ReasoningTokens:
    case Field::CachedTokens:
    case Field::CacheWriteTokens:
    case Field::Cost:
    case Field::MaxTokens:
    case Field::ContextWindow:
    case Field::Temperature:
    case Field::ToolName:
    case Field::ToolCallId:
        return true;
    default:
        return false;
    }
}

bool FieldSet::isRepeat(const Target& target) const
{
    const auto isSame = [&target](const std::pair<Field, Found>& known) {
        return known.first == target.field && known.second.name == target.name;
    };
    if (isText(target.field))
        return at(target.field).name == target.name
            || std::any_of(m_others.begin(), m_others.end(), isSame);
    return std::any_of(m_rivals.begin(), m_rivals.end(), isSame);
}

void FieldSet::addRival(Field field, const Found& found)
{
    if (m_tally == nullptr || found.priority == kNoPriority || !hasOneValue(field))
        return;
    const auto known = std::find_if(m_rivals.begin(), m_rivals.end(), [&](const auto& rival) {
        return rival.first == field && rival.second.name == found.name;
    });
    // What held the field until now stood before its repeats.
    if (known != m_rivals.end())
        known->second = found;
    else
        m_rivals.emplace_back(field, found);
}

std::string FieldSet::comparableText(Field field, const std::string& text) const
{
    if (field == Field::Provider)
        return m_tables.provider(text);
    return plainWord(text);
}

void FieldSet::tallyFields(std::uint32_t event)
{
    if (m_tally == nullptr)
        return;
    for (std::size_t i = 0; i < kFieldCount; ++i) {
        const std::uint32_t flat = m_flatPriority[i];
        const Found& found = m_found[i];
        if (found.priority == kNoPriority && flat == kNoPriority)
            continue;
        std::uint32_t name = found.name;
        if (flat < found.priority) {
            const auto first =
                std::find_if(m_flat.begin(), m_flat.end(), [i, flat](const FlatFound& entry) {
                    return entry.target->field == static_cast<Field>(i)
                        && entry.target->priority == flat;
                });
            name = first == m_flat.end() ? kNoName : first->target->name;
        }
        m_tally->addField({.field = static_cast<Field>(i), .attribute = name, .event = event});
    }
    tallyConflicts();
}

void FieldSet::tallyConflicts()
{
    for (std::size_t i = 0; i < kFieldCount && !m_rivals.empty(); ++i) {
        const auto field = static_cast<Field>(i);
        const Found& won = at(field);
        std::optional<std::string> wonText;
        std::string wonWord;
        for (const auto& [other, lost] : m_rivals) {
            const bool isSame =
                won.node == 0 && lost.node == 0 && won.value.wire() == lost.value.wire();
            if (other != field || isSame)
                continue;
            if (!wonText) {
                wonText = textOf(won);
                wonWord = comparableText(field, *wonText);
            }
            const std::string lostText = textOf(lost);
            if (comparableText(field, lostText) == wonWord)
                continue;
            m_tally->addConflict({.field = field,
                                  .won = won.name,
                                  .lost = lost.name,
                                  .wonValue = wonText->substr(0, kConflictBytes),
                                  .lostValue = lostText.substr(0, kConflictBytes)});
        }
    }
}

std::uint32_t FieldSet::dialectNumber() const
{
    std::vector<int> counts(m_tables.names.size(), 0);
    for (std::size_t i = 0; i < kFieldCount; ++i) {
        const std::uint32_t priority = best(static_cast<Field>(i));
        if (priority != kNoPriority)
            ++counts[tableOf(priority)];
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    return most == counts.end() || *most == 0 ? kNoName
                                              : static_cast<std::uint32_t>(most - counts.begin());
}

std::string FieldSet::dialect() const
{
    const std::uint32_t number = dialectNumber();
    return number == kNoName ? std::string() : m_tables.names[number];
}

} // namespace dialect
