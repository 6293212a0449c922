// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/goldenset.h"

#include <algorithm>
#include <array>
#include <utility>

namespace telemetry {

namespace {

constexpr char kEnd = '\0'; // of a part of a key; no text of a YAML file or of a name holds it

std::string keyOf(const SpanKey& span)
{
    return "s" + toHex(span.trace) + toHex(span.span);
}

std::string keyOf(const std::string& answer, const std::string& question)
{
    return "a" + withSingleBlanks(answer) + kEnd + withSingleBlanks(question);
}

std::string withScope(std::string subject, const std::string& check, const std::string& service)
{
    return std::move(subject) + kEnd + kEnd + check + kEnd + service;
}

std::string keyOf(const GoldenItem& item)
{
    std::string subject;
    if (item.span)
        subject = keyOf(*item.span);
    else if (!item.responseId.empty())
        subject = "r" + item.responseId;
    else
        subject = keyOf(item.answer, item.question);
    return withScope(std::move(subject), item.check, item.service);
}

} // namespace

std::string withSingleBlanks(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    for (const char c : text) {
        const bool isBlank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!isBlank)
            result += c;
        else if (!result.empty() && result.back() != ' ')
            result += ' ';
    }
    if (!result.empty() && result.back() == ' ')
        result.pop_back();
    return result;
}

const GoldenItem* GoldenSet::sameAs(const GoldenItem& item) const
{
    const auto found = m_byKey.find(keyOf(item));
    return found == m_byKey.end() ? nullptr : &m_items[found->second];
}

bool GoldenSet::add(GoldenItem item)
{
    if (!m_byKey.try_emplace(keyOf(item), m_items.size()).second)
        return false;
    m_needsContent = m_needsContent || !item.span;
    m_items.push_back(std::move(item));
    return true;
}

bool GoldenSet::isAbout(const std::string& check, const std::string& service) const
{
    return std::ranges::any_of(m_items, [&](const GoldenItem& item) {
        return (item.check.empty() || item.check == check)
            && (item.service.empty() || item.service == service);
    });
}

GoldenSet::Subject GoldenSet::subjectOf(const Generation& generation)
{
    return {.span = {generation.trace, generation.span},
            .service = generation.service,
            .responseId = generation.responseId,
            .answer = outputText(generation),
            .question = promptText(generation)};
}

const GoldenItem* GoldenSet::find(const Subject& subject, const std::string& check) const
{
    std::vector<std::string> subjects{keyOf(subject.span)};
    if (!subject.responseId.empty())
        subjects.push_back("r" + subject.responseId);
    if (!withSingleBlanks(subject.answer).empty()) {
        subjects.push_back(keyOf(subject.answer, subject.question));
        subjects.push_back(keyOf(subject.answer, {}));
    }
    const std::array<std::pair<std::string, std::string>, 4> scopes{
        {{check, subject.service}, {check, {}}, {{}, subject.service}, {{}, {}}}};
    for (const auto& [name, service] : scopes) {
        for (const std::string& key : subjects) {
            const auto found = m_byKey.find(withScope(key, name, service));
            if (found != m_byKey.end())
                return &m_items[found->second];
        }
    }
    return nullptr;
}

} // namespace telemetry
