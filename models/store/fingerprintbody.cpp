// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/fingerprintbody.h"

namespace store {

namespace {

constexpr std::size_t kBytes = 3; // of a fingerprint

template<class T>
void addNumber(std::string& body, T number, std::size_t bytes)
{
    for (std::size_t i = 0; i < bytes; ++i)
        body += static_cast<char>((number >> (8 * i)) & 0xFFU);
}

void addVarint(std::string& body, std::size_t number)
{
    for (; number >= 0x80; number >>= 7U)
        body += static_cast<char>((number & 0x7FU) | 0x80U);
    body += static_cast<char>(number);
}

class BodyReader
{
public:
    explicit BodyReader(std::string_view body)
        : m_body(body)
    {
    }

    bool isAtEnd() const { return m_body.empty(); }
    bool hasFailed() const { return m_hasFailed; }

    std::string_view take(std::size_t bytes)
    {
        m_hasFailed = m_hasFailed || bytes > m_body.size();
        const std::string_view taken = m_hasFailed ? std::string_view() : m_body.substr(0, bytes);
        m_body.remove_prefix(taken.size());
        return taken;
    }

    std::uint64_t number()
    {
        const std::string_view bytes = take(8);
        std::uint64_t value = 0;
        for (std::size_t i = bytes.size(); i > 0; --i)
            value = (value << 8U) | static_cast<unsigned char>(bytes[i - 1]);
        return value;
    }

    std::size_t varint()
    {
        std::size_t value = 0;
        for (unsigned shift = 0; shift < 63; shift += 7) {
            const std::string_view byte = take(1);
            if (byte.empty())
                break;
            const auto bits = static_cast<unsigned char>(byte.front());
            value |= static_cast<std::size_t>(bits & 0x7FU) << shift;
            if (bits < 0x80)
                break;
        }
        return value;
    }

private:
    std::string_view m_body;
    bool m_hasFailed = false;
};

void addKind(std::string& body, similarity::PlaceKind kind, unsigned char flag, std::uint64_t hash)
{
    body += static_cast<char>(static_cast<unsigned char>(kind) | flag);
    addNumber(body, hash, sizeof hash);
}

} // namespace

void beginSpan(std::string& body, telemetry::SpanId span, std::size_t texts)
{
    addNumber(body, static_cast<std::uint64_t>(span), sizeof(std::uint64_t));
    addVarint(body, texts);
}

void addRepeated(std::string& body, similarity::PlaceKind kind, std::uint64_t hash)
{
    addKind(body, kind, kRepeated, hash);
}

void addText(std::string& body, similarity::PlaceKind kind, std::uint64_t hash,
             std::span<const std::uint32_t> fingerprints)
{
    addKind(body, kind, kMarked, hash);
    addVarint(body, fingerprints.size());
    for (const std::uint32_t fingerprint : fingerprints)
        addNumber(body, fingerprint, kBytes);
}

bool forEachIn(std::string_view body, FingerprintedText& text,
               const std::function<bool(const FingerprintedText&)>& visit)
{
    BodyReader reader(body);
    while (!reader.isAtEnd() && !reader.hasFailed()) {
        text.span = telemetry::SpanId{reader.number()};
        std::size_t texts = reader.varint();
        for (; texts > 0 && !reader.hasFailed(); --texts) {
            const std::string_view kind = reader.take(1);
            const unsigned char bits = kind.empty() ? 0 : static_cast<unsigned char>(kind.front());
            text.kind = static_cast<similarity::PlaceKind>(bits & ~(unsigned{kRepeated} | kMarked));
            text.isRepeated = (bits & kRepeated) != 0;
            text.hasMarks = (bits & kMarked) != 0;
            text.hash = reader.number();
            text.fingerprints =
                text.isRepeated ? std::string_view() : reader.take(kBytes * reader.varint());
            if (!reader.hasFailed() && !visit(text))
                return false;
        }
    }
    return true;
}

} // namespace store
