// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/report/scrub.h"

#include "models/runbook/leverentries.h"
#include "models/telemetry/actors.h"
#include "models/telemetry/text.h"
#include "models/telemetry/utf8.h"
#include "models/telemetry/visibletext.h"

#include <algorithm>

namespace report {

namespace {

// Redaction looks at somewhat more than is shown, so that what is cut through is not overlooked.
constexpr std::size_t kBeyond = 64U * 1024; // bytes
constexpr std::size_t kUnsure = 4096; // before a cut, where a pattern may have begun
constexpr std::size_t kLongestWord = 256; // of a name that is looked for in texts, bytes
constexpr std::size_t kShortestNumber = 5;
constexpr std::size_t kShortestPerson = 2;
constexpr std::size_t kShortestUser = 3;

using telemetry::actors::isPart;
static_assert(isPart(runbook::kControlPlaneActor));

// Whether a text that holds it as a word means it, and is no figure of ours.
bool isTelling(std::string_view name, std::size_t shortest)
{
    const bool isNumber = name.find_first_not_of("0123456789.,:-+ ") == std::string_view::npos;
    return name.size() >= (isNumber ? kShortestNumber : shortest) && name.size() <= kLongestWord;
}

std::size_t boundaryAt(std::string_view text, std::size_t at)
{
    at = std::min(at, text.size());
    while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U)
        --at;
    return at;
}

} // namespace

std::string cutTo(std::string text, std::size_t limit)
{
    std::size_t points = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool isStart = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
        if (isStart && points++ == limit) {
            text.resize(i);
            return text + "…";
        }
    }
    return text;
}

void Scrub::add(const std::string& name, const std::string& instead, std::size_t shortest)
{
    if (m_names.emplace(telemetry::asciiLowered(name), instead).second && isTelling(name, shortest))
        m_words.add(name, instead);
}

void Scrub::addPerson(const std::string& name)
{
    if (isPart(name) || !m_redactor || m_names.contains(telemetry::asciiLowered(name)))
        return;
    const std::string instead = "person " + std::to_string(++m_personCount);
    add(name, instead, kShortestPerson);
    // "Ada Lovelace (ada)": either is that person.
    const auto open = name.rfind(" (");
    if (open == std::string::npos || !name.ends_with(')') || open == 0)
        return;
    add(name.substr(0, open), instead, kShortestPerson);
    add(name.substr(open + 2, name.size() - open - 3), instead, kShortestPerson);
}

void Scrub::addSource(const std::string& name)
{
    if (isPart(name) || !m_redactor || m_names.contains(telemetry::asciiLowered(name)))
        return;
    add(name, "source " + std::to_string(++m_sourceCount), kShortestUser);
}

void Scrub::addUser(const std::string& name)
{
    if (name.empty() || !m_redactor || m_names.contains(telemetry::asciiLowered(name)))
        return;
    add(name, "user " + std::to_string(++m_userCount), kShortestUser);
}

std::string Scrub::redacted(std::string_view text, std::size_t limit) const
{
    const std::size_t most = boundaryAt(text, limit * 4 + kBeyond);
    std::string result = telemetry::sanitizedUtf8(text.substr(0, most));
    if (m_redactor == nullptr)
        return result;
    std::vector<telemetry::Redaction> redactions;
    m_redactor->redact(result, "report", redactions);
    for (const telemetry::Redaction& redaction : redactions)
        m_count += redaction.count;
    if (most < text.size() && result.size() > kUnsure)
        result.resize(boundaryAt(result, result.size() - kUnsure));
    return m_words.replaced(result);
}

std::string Scrub::line(std::string_view text, std::size_t limit) const
{
    return cutTo(telemetry::visibleLine(redacted(text, limit)), limit);
}

std::string Scrub::prose(std::string_view text, std::size_t limit) const
{
    return cutTo(telemetry::visibleText(redacted(text, limit)), limit);
}

std::string Scrub::person(const std::string& name) const
{
    if (m_redactor == nullptr || isPart(name))
        return line(name);
    const auto known = m_names.find(telemetry::asciiLowered(name));
    return known == m_names.end() ? "a person" : known->second;
}

std::string Scrub::user(const std::string& name) const
{
    if (m_redactor == nullptr || name.empty())
        return line(name);
    const auto known = m_names.find(telemetry::asciiLowered(name));
    return known == m_names.end() ? "a user" : known->second;
}

} // namespace report
