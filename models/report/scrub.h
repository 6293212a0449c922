// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/redact/pseudonyms.h"
#include "models/redact/redactor.h"
#include "models/telemetry/namereplacer.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace report {

inline constexpr std::size_t kLine = 400; // code points of a text on one line
inline constexpr std::size_t kProse = 4000; // of one with lines of its own

// Makes what came from outside fit for a report: redacted if that is asked for, then visible
// (telemetry::visibleText), then cut, so that no half of a secret is left over. Persons become
// "person 1", sources of alerts "source 1", users "user 1", conversations "conversation 1" and
// tenants "tenant 1", the same one throughout, also where a text names them as a word; who is
// numbered already, as in a redacted recording, keeps the number. Names that figures or words of
// ours would be taken for are not looked for in texts (redact::isTelling). One thread.
class Scrub
{
public:
    // Nothing is redacted; what was taken out before anything was recorded is so all the same.
    Scrub() = default;
    // `redactor` outlives it.
    explicit Scrub(const redact::Redactor& redactor)
        : m_redactor(&redactor)
    {
    }

    bool isRedacting() const { return m_redactor != nullptr; }
    // To be told before the first text is made: they get their numbers in this order. Names of
    // parts of the console are nobody's.
    void addPerson(const std::string& name);
    void addSource(const std::string& name);
    void addUser(const std::string& name);
    void addConversation(const std::string& name);
    void addTenant(const std::string& name);

    std::string line(std::string_view text, std::size_t limit = kLine) const;
    std::string prose(std::string_view text, std::size_t limit = kProse) const;
    std::string person(const std::string& name) const;
    std::string user(const std::string& name) const;

    std::uint64_t redactions() const { return m_count; } // pieces that rules took out so far
    std::size_t persons() const { return m_persons.count(); }
    std::size_t users() const { return m_users.count(); }
    std::size_t tenants() const { return m_tenants.count(); }

private:
    bool isKnown(const std::string& name) const;
    void addNumbered(redact::Numbering& numbers, const std::string& name);
    void add(const std::string& name, const std::string& instead, std::size_t shortest);
    std::string redacted(std::string_view text, std::size_t limit) const;

    const redact::Redactor* m_redactor = nullptr;
    std::unordered_map<std::string, std::string> m_names; // folded: what stands in its place
    telemetry::NameReplacer m_words{telemetry::NameReplacer::Letters::Folded}; // those in texts
    redact::Numbering m_persons{"person"};
    redact::Numbering m_sources{"source"};
    redact::Numbering m_users{"user"};
    redact::Numbering m_conversations{"conversation"};
    redact::Numbering m_tenants{"tenant"};
    mutable std::uint64_t m_count = 0;
};

// Cut to so many code points with "…" at the end.
std::string cutTo(std::string text, std::size_t limit);

} // namespace report
