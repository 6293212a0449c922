// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/namereplacer.h"

#include "models/telemetry/text.h"

#include <cctype>
#include <utility>

namespace telemetry {

namespace {

// Quotation marks, dashes, "…" and blanks of Unicode (U+2000 to U+206F) end a word; other
// characters beyond ASCII are letters.
bool isWordByte(std::string_view text, std::size_t at)
{
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80)
        return std::isalnum(byte) != 0 || text[at] == '_';
    std::size_t begin = at;
    while (begin > 0 && at - begin < 3
           && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U)
        --begin;
    const std::string_view character = text.substr(begin, 3);
    const bool isPunctuation = character.starts_with("\xE2\x80")
        || (character.starts_with("\xE2\x81") && character.size() == 3
            && static_cast<unsigned char>(character[2]) < 0xB0);
    return !isPunctuation;
}

bool mayEnd(std::string_view text, std::size_t end)
{
    return end == text.size() || !isWordByte(text, end - 1) || !isWordByte(text, end);
}

} // namespace

bool mayBeginName(std::string_view text, std::size_t at)
{
    return at == 0 || !isWordByte(text, at) || !isWordByte(text, at - 1);
}

void NameReplacer::add(std::string_view name, const std::string& instead)
{
    if (name.empty())
        return;
    m_lengths.insert(name.size());
    m_names.emplace(m_letters == Letters::Folded ? asciiLowered(name) : std::string(name), instead);
}

std::size_t NameReplacer::replace(std::string& text) const
{
    if (m_names.empty())
        return 0;
    const std::string compared = m_letters == Letters::Folded ? asciiLowered(text) : text;
    std::string result;
    std::size_t count = 0;
    std::size_t done = 0;
    for (std::size_t at = 0; at < compared.size();) {
        const std::string* instead = nullptr;
        std::size_t taken = 0;
        const bool isBegin = mayBeginName(compared, at);
        for (auto size = m_lengths.rbegin(); isBegin && size != m_lengths.rend(); ++size) {
            if (*size > compared.size() - at || !mayEnd(compared, at + *size))
                continue;
            const auto name = m_names.find(compared.substr(at, *size));
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
        result.append(text, done, at - done).append(*instead);
        at += taken;
        done = at;
        ++count;
    }
    if (count > 0)
        text = std::move(result.append(text, done));
    return count;
}

std::string NameReplacer::replaced(std::string_view text) const
{
    std::string result(text);
    replace(result);
    return result;
}

} // namespace telemetry
