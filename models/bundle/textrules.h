// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/redact/redactor.h"
#include "models/telemetry/namereplacer.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>

namespace bundle {

// Puts what stands for names into a text, but not into our own markers, whatever somebody is
// called. How many stood in it.
std::size_t replaceWords(const telemetry::NameReplacer& words, std::string& text);

// What rules do to the texts of a recording beside its telemetry: what they take out of any text,
// and the names that they took out of telemetry, which other texts tell, too. Names that became
// alike keep apart by the number that they got. One thread.
class TextRules
{
public:
    explicit TextRules(const redact::Redactor& redactor) // which outlives it
        : m_redactor(&redactor)
    {
    }

    // A name that stands as a word, in any text.
    void rename(const std::string& name, const std::string& instead);
    bool hasRenamed(const std::string& name) const { return m_whole.contains(name); }
    // A text that is nothing but this one.
    void addWhole(const std::string& text, const std::string& instead);

    // False when nothing was taken out. Of JSON only values change and member names that are more
    // than a plain word, or name a lever: plain words are those that our own payloads are read by.
    bool redact(std::string& text);
    std::int64_t takenOut() const { return m_takenOut; } // pieces, so far
    void count(std::int64_t pieces) { m_takenOut += pieces; } // that others took out

private:
    bool renameWhole(std::string& text);
    bool renameWords(std::string& text);

    const redact::Redactor* m_redactor;
    telemetry::NameReplacer m_words{telemetry::NameReplacer::Letters::AsWritten};
    std::unordered_map<std::string, std::string> m_whole;
    std::int64_t m_takenOut = 0;
};

} // namespace bundle
