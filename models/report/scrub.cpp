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

using redact::kShortestPerson;
using redact::kShortestUser;
using telemetry::actors::isPart;
static_assert(isPart(runbook::kControlPlaneActor));

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
    if (m_names.emplace(telemetry::asciiLowered(name), instead).second
        && redact::isTelling(name, shortest))
        m_words.add(name, instead);
}

bool Scrub::isKnown(const std::string& name) const
{
    return m_names.contains(telemetry::asciiLowered(name));
}

void Scrub::addPerson(const std::string& name)
{
    if (isPart(name) || !m_redactor || isKnown(name))
        return;
    // "Ada Lovelace (ada)": either is that person, who may have been told of by the account alone.
    const auto spellings = redact::spellingsOf(name);
    const auto known = m_names.find(telemetry::asciiLowered(spellings.back()));
    const std::string instead = known == m_names.end() ? m_persons.give(name) : known->second;
    for (const std::string& spelling : spellings)
        add(spelling, instead, kShortestPerson);
}

void Scrub::addSource(const std::string& name)
{
    if (!isPart(name) && m_redactor && !isKnown(name))
        add(name, m_sources.give(name), kShortestUser);
}

void Scrub::addNumbered(redact::Numbering& numbers, const std::string& name)
{
    if (!name.empty() && m_redactor && !isKnown(name))
        add(name, numbers.give(name), kShortestUser);
}

void Scrub::addUser(const std::string& name)
{
    addNumbered(m_users, name);
}

void Scrub::addConversation(const std::string& name)
{
    addNumbered(m_conversations, name);
}

void Scrub::addTenant(const std::string& name)
{
    addNumbered(m_tenants, name);
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
