// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace otlp {

// One growing buffer of protobuf wire data, written front to back. A nested message is opened with
// room for its length, which is filled in when it is closed; nothing is built twice.
// protozero's writer keeps five bytes for each length and erases the rest from a std::string, which
// costs more than all else here.
class WireBuffer
{
public:
    explicit WireBuffer(std::size_t expectedSize)
        : m_bytes(expectedSize, '\0')
    {
    }

    std::size_t size() const { return m_size; }
    // Forgets all that was written after the buffer had `size` bytes.
    void rollBack(std::size_t size) { m_size = size; }
    std::string take()
    {
        m_bytes.resize(m_size);
        return std::move(m_bytes);
    }

    void addVarint(std::uint64_t number)
    {
        reserve(kMaxVarint);
        while (number >= 0x80U) {
            m_bytes[m_size++] = static_cast<char>(number | 0x80U);
            number >>= 7;
        }
        m_bytes[m_size++] = static_cast<char>(number);
    }
    void addTag(std::uint32_t field, unsigned wireType) { addVarint(field << 3 | wireType); }
    void addFixed64(std::uint64_t number) { addRaw(&number, sizeof number); }
    void addFixed32(std::uint32_t number) { addRaw(&number, sizeof number); }
    void addBytes(std::string_view bytes)
    {
        addVarint(bytes.size());
        addRaw(bytes.data(), bytes.size());
    }
    void append(std::string_view bytes) { addRaw(bytes.data(), bytes.size()); }

    // Where a nested message starts, and how many bytes wait for its length.
    struct Mark
    {
        std::size_t content = 0;
        std::size_t width = 0;
    };
    Mark open(std::uint32_t field, std::size_t width)
    {
        addTag(field, 2);
        return openLength(width);
    }
    Mark openLength(std::size_t width)
    {
        reserve(width);
        m_size += width;
        return {.content = m_size, .width = width};
    }
    // A length that needs fewer bytes than were kept for it is padded (a varint may be longer than
    // it has to be); one that needs more moves the content.
    void close(const Mark& mark)
    {
        const std::size_t length = m_size - mark.content;
        const std::size_t needed = varintSize(length);
        const std::size_t width = std::max(needed, mark.width);
        if (const std::size_t shift = width - mark.width; shift > 0) {
            reserve(shift);
            std::memmove(&m_bytes[mark.content + shift], &m_bytes[mark.content], length);
            m_size += shift;
        }
        char* out = &m_bytes[mark.content - mark.width];
        std::uint64_t rest = length;
        for (std::size_t i = 0; i + 1 < width; ++i, rest >>= 7)
            out[i] = static_cast<char>(rest | 0x80U);
        out[width - 1] = static_cast<char>(rest & 0x7fU);
    }

    static std::size_t varintSize(std::uint64_t number)
    {
        std::size_t size = 1;
        for (; number >= 0x80U; number >>= 7)
            ++size;
        return size;
    }

private:
    static constexpr std::size_t kMaxVarint = 10;

    // memmove of nothing needs a valid address too, so there is always one byte to spare.
    void reserve(std::size_t more)
    {
        if (m_size + more >= m_bytes.size())
            m_bytes.resize(m_bytes.size() * 2 + more + 64);
    }
    void addRaw(const void* bytes, std::size_t count)
    {
        reserve(count);
        if (count > 0)
            std::memcpy(&m_bytes[m_size], bytes, count);
        m_size += count;
    }

    std::string m_bytes; // zeros beyond m_size
    std::size_t m_size = 0;
};

} // namespace otlp
