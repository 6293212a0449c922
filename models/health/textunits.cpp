// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/textunits.h"

#include <array>

namespace health {

namespace {

enum class ByteKind : std::uint8_t
{
    Blank,
    Letter,
    Digit,
    Mark,
    Ruler,
    Lead, // of a sign of three or four bytes, or of Latin-1 punctuation
};

constexpr std::array<ByteKind, 256> byteKinds()
{
    std::array<ByteKind, 256> kinds{};
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        const bool isLetter = (i >= 'a' && i <= 'z') || (i >= 'A' && i <= 'Z')
            || (i >= 0x80 && i <= 0xBF) || (i >= 0xC3 && i <= 0xDF);
        kinds[i] = isLetter          ? ByteKind::Letter
            : i >= '0' && i <= '9'   ? ByteKind::Digit
            : i <= ' ' || i == 0x7F  ? ByteKind::Blank
            : i == 0xC2 || i >= 0xE0 ? ByteKind::Lead
                                     : ByteKind::Mark;
    }
    for (const char c : {'-', '=', '_', '*', '#', '.', '~', '+'})
        kinds[static_cast<unsigned char>(c)] = ByteKind::Ruler;
    return kinds;
}

constexpr std::array<ByteKind, 256> kKinds = byteKinds();
constexpr std::uint32_t kSeed = 0x811C9DC5U;
constexpr std::size_t kLongestRuler = 120; // bytes; longer ones are a loop

class UnitReader
{
public:
    explicit UnitReader(std::string_view text)
        : m_text(text)
    {
        m_units.reserve(text.size() / 4 + 8);
    }

    std::vector<Unit> run()
    {
        bool isNewLine = true;
        while (m_at < m_text.size()) {
            const ByteKind kind = kindAt(m_at);
            if (kind == ByteKind::Blank) {
                isNewLine = isNewLine || m_text[m_at] == '\n';
                ++m_at;
                continue;
            }
            Unit unit;
            unit.start = static_cast<std::uint32_t>(m_at);
            unit.opensLine = isNewLine;
            unit.isAttached = !m_units.empty() && m_units.back().end == unit.start;
            isNewLine = false;
            read(kind, unit);
            unit.end = static_cast<std::uint32_t>(m_at);
            m_units.push_back(unit);
        }
        return std::move(m_units);
    }

private:
    ByteKind kindAt(std::size_t at) const { return kKinds[static_cast<unsigned char>(m_text[at])]; }

    void add(std::uint32_t& key) const
    {
        auto byte = static_cast<unsigned char>(m_text[m_at]);
        byte = byte >= 'A' && byte <= 'Z' ? static_cast<unsigned char>(byte + 32) : byte;
        key = (key ^ byte) * 0x01000193U;
    }

    void read(ByteKind kind, Unit& unit)
    {
        unit.key = kSeed;
        if (kind == ByteKind::Letter)
            take(unit.key, [this] { return kindAt(m_at) == ByteKind::Letter; });
        else if (kind == ByteKind::Digit)
            readNumber(unit);
        else if (kind == ByteKind::Lead)
            readSign(unit);
        else
            readMark(kind, unit);
    }

    template<class Condition>
    void take(std::uint32_t& key, Condition goesOn)
    {
        while (m_at < m_text.size() && goesOn()) {
            add(key);
            ++m_at;
        }
    }

    void readNumber(Unit& unit)
    {
        unit.kind = UnitKind::Number;
        std::uint64_t value = 0;
        take(unit.key, [&] {
            if (kindAt(m_at) != ByteKind::Digit)
                return false;
            value = value * 10 + static_cast<std::uint64_t>(m_text[m_at] - '0');
            return true;
        });
        const bool counts = unit.opensLine || value == m_last + 1;
        m_last = value;
        if (counts)
            unit.key = kCountingKey;
    }

    void readSign(Unit& unit)
    {
        const auto lead = static_cast<unsigned char>(m_text[m_at]);
        // General punctuation and symbols; letters otherwise.
        if (lead == 0xC2 || lead == 0xE2)
            unit.kind = UnitKind::Mark;
        add(unit.key);
        ++m_at;
        const std::size_t length = lead == 0xC2 ? 1 : lead >= 0xF0 ? 3 : 2;
        for (std::size_t i = 0; i < length && m_at < m_text.size()
             && (static_cast<unsigned char>(m_text[m_at]) & 0xC0U) == 0x80U;
             ++i) {
            add(unit.key);
            ++m_at;
        }
    }

    void readMark(ByteKind kind, Unit& unit)
    {
        unit.kind = UnitKind::Mark;
        const char mark = m_text[m_at];
        add(unit.key);
        ++m_at;
        if (kind != ByteKind::Ruler)
            return;
        std::size_t end = m_at;
        while (end < m_text.size() && m_text[end] == mark)
            ++end;
        if (end - m_at <= kLongestRuler)
            m_at = end;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::uint64_t m_last = 0; // number
    std::vector<Unit> m_units;
};

} // namespace

std::vector<Unit> unitsOf(std::string_view text)
{
    return UnitReader(text).run();
}

} // namespace health
