// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/tracesnapshot.h"
#include "models/redact/redactor.h"
#include "models/store/query.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace commands {

// The redaction rules on what an export says beside the texts of its requests: names, services,
// excerpts. Such texts repeat, so that each is looked at once. A rule about attributes takes a text
// out as a whole where such a text is read from one of them, in any dialect: rather too much than
// too little, for which of them it came from is not known any more. One thread.
class ExportRedaction
{
public:
    explicit ExportRedaction(const redact::Redactor& redactor); // which must outlive it

    void apply(std::string& text, const std::string& service);
    void apply(std::string& text, items::NotedText which, const std::string& service);
    // Name and service of each; `goesOn` is asked between some thousand: false when it said no, and
    // not all of them are done.
    bool apply(std::vector<store::SpanRow>& spans, const std::function<bool()>& goesOn);

    std::uint64_t count() const { return m_count; } // pieces taken out, in each place anew

private:
    struct Known
    {
        std::string text; // as it may be shown
        std::uint64_t count = 0; // pieces taken out of it; 0: it is as it was
    };

    void takeOut(std::string& text, const std::optional<std::string>& marker);

    const redact::Redactor& m_redactor;
    std::map<items::NotedText, std::optional<std::string>> m_markers; // nothing: no rule is on them
    const std::optional<std::string> m_ofServices;
    std::unordered_map<std::string, Known> m_known;
    std::uint64_t m_count = 0;
};

} // namespace commands
