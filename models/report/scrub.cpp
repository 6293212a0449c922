// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/report/scrub.h"

#include "models/runbook/leverentries.h"
#include "models/telemetry/utf8.h"
#include "models/telemetry/visibletext.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace report {

namespace {

// Redaction looks at somewhat more than is shown, so that what is cut through is not overlooked.
constexpr std::size_t kBeyond = 64U * 1024; // bytes
constexpr std::size_t kUnsure = 4096; // before a cut, where a pattern may have begun
constexpr std::size_t kLongestWord = 256; // of a name that is looked for in texts, bytes

bool isPart(const std::string& actor)
{
    static constexpr std::array kParts{"",          "detector", "console",
                                       "plumbline", "recorder", "system"};
    return actor == runbook::kControlPlaneActor || std::ranges::find(kParts, actor) != kParts.end();
}

// ASCII letters only: others count as they are written.
std::string folded(std::string_view text)
{
    std::string low(text);
    for (char& c : low)
        c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    return low;
}

bool isWordByte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0 || c == '_';
}

// A boundary of words, or of anything where the name itself does not begin or end like one.
bool isApart(std::string_view text, std::size_t start, std::size_t end)
{
    const bool isOpenBefore =
        start == 0 || !isWordByte(text[start]) || !isWordByte(text[start - 1]);
    return isOpenBefore
        && (end == text.size() || !isWordByte(text[end - 1]) || !isWordByte(text[end]));
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

void Scrub::add(const std::string& name, const std::string& instead)
{
    std::string key = folded(name);
    if (key.size() > 1 && key.size() <= kLongestWord)
        m_lengths.insert(key.size());
    m_names.emplace(std::move(key), instead);
}

void Scrub::addPerson(const std::string& name)
{
    if (isPart(name) || !m_redactor || m_names.contains(folded(name)))
        return;
    const std::string instead = "person " + std::to_string(++m_personCount);
    add(name, instead);
    // "Ada Lovelace (ada)": either is that person.
    const auto open = name.rfind(" (");
    if (open == std::string::npos || !name.ends_with(')') || open == 0)
        return;
    add(name.substr(0, open), instead);
    add(name.substr(open + 2, name.size() - open - 3), instead);
}

void Scrub::addUser(const std::string& name)
{
    if (name.empty() || !m_redactor || m_names.contains(folded(name)))
        return;
    add(name, "user " + std::to_string(++m_userCount));
}

std::string Scrub::withoutNames(const std::string& text) const
{
    if (m_lengths.empty())
        return text;
    const std::string low = folded(text);
    std::string result;
    std::size_t done = 0;
    for (std::size_t at = 0; at < low.size();) {
        const std::string* instead = nullptr;
        std::size_t taken = 0;
        const bool mayBegin = at == 0 || !isWordByte(low[at]) || !isWordByte(low[at - 1]);
        for (auto size = m_lengths.rbegin(); mayBegin && size != m_lengths.rend(); ++size) {
            if (at + *size > low.size() || !isApart(low, at, at + *size))
                continue;
            const auto name = m_names.find(low.substr(at, *size));
            if (name == m_names.end())
                continue;
            instead = &name->second;
            taken = *size;
            break;
        }
        if (instead == nullptr) {
            ++at;
            continue;
        }
        result.append(text, done, at - done);
        result += *instead;
        at += taken;
        done = at;
    }
    return result.append(text, done);
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
    return withoutNames(result);
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
    const auto known = m_names.find(folded(name));
    return known == m_names.end() ? "a person" : known->second;
}

std::string Scrub::user(const std::string& name) const
{
    if (m_redactor == nullptr || name.empty())
        return line(name);
    const auto known = m_names.find(folded(name));
    return known == m_names.end() ? "a user" : known->second;
}

} // namespace report
