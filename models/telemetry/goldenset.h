// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/generation.h"
#include "models/telemetry/ids.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace telemetry {

// An answer of which people know whether it is wrong. It is told by exactly one of: its span, the
// id of its response, its text.
struct GoldenItem
{
    std::optional<SpanKey> span;
    std::string responseId;
    std::string answer; // the visible answer, whole
    std::string question; // with an answer: the last user text; empty: whatever was asked
    std::string check; // in which respect, as the judge calls it; empty: in any
    std::string service; // empty: any
    bool isWrong = false;
    int line = 0; // of the file
};

// Answers with known verdicts, to hold judges against. Texts are compared with each run of blanks
// as one space and none at the ends, otherwise to the byte. Of several items that fit, the one that
// names the check counts, then the one that names the service, then span before response before
// question and answer before answer alone. Immutable once filled; any thread then.
class GoldenSet
{
public:
    // False, and nothing added, when an item that fits exactly the same is there.
    bool add(GoldenItem item);
    // The item that fits exactly the same; nullptr when there is none.
    const GoldenItem* sameAs(const GoldenItem& item) const;

    const std::vector<GoldenItem>& items() const { return m_items; }
    // Whether more than the span has to be known of a generation, to find its item.
    bool needsContent() const { return m_needsContent; }
    // Whether any item can be of a judge's results under this name on answers of this service.
    bool isAbout(const std::string& check, const std::string& service) const;

    // What is known of a generation.
    struct Subject
    {
        SpanKey span;
        std::string service;
        std::string responseId;
        std::string answer; // as of outputText(); empty: not known, and no text fits
        std::string question;
    };
    static Subject subjectOf(const Generation& generation);
    const GoldenItem* find(const Subject& subject, const std::string& check) const;

private:
    std::vector<GoldenItem> m_items;
    std::unordered_map<std::string, std::size_t> m_byKey; // into m_items
    bool m_needsContent = false;
};

// With each run of blanks as one space, and none at the ends.
std::string withSingleBlanks(std::string_view text);

} // namespace telemetry
