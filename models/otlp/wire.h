// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <protozero/exception.hpp>
#include <protozero/pbf_reader.hpp>

namespace otlp {

// Walks the fields of one protobuf message without ever throwing. A field is decoded whole before
// it is shown, so a caller that skips it has checked its bounds all the same. Groups (wire types 3
// and 4) are malformed: OTLP has none.
class WireCursor
{
public:
    explicit WireCursor(std::string_view message)
        : m_reader(message.data(), message.size())
        , m_begin(message.data())
        , m_field(message.data())
    {
    }

    // Moves to the next field. False at the end of the message and at malformed data.
    bool next()
    {
        m_field = m_reader.data().data();
        try {
            if (!m_reader.next())
                return false;
            m_tag = m_reader.tag(); // reading the content forgets it
            read();
            return true;
        } catch (const protozero::exception&) {
            m_hasFailed = true;
            return false;
        }
    }

    bool hasFailed() const { return m_hasFailed; }
    // Bytes from the start of the message to the current field, or to the field that is malformed.
    std::size_t offset() const { return static_cast<std::size_t>(m_field - m_begin); }

    std::uint32_t field() const { return m_tag; }
    bool isVarint() const { return m_reader.wire_type() == protozero::pbf_wire_type::varint; }
    bool isFixed64() const { return m_reader.wire_type() == protozero::pbf_wire_type::fixed64; }
    bool isFixed32() const { return m_reader.wire_type() == protozero::pbf_wire_type::fixed32; }
    bool isBytes() const
    {
        return m_reader.wire_type() == protozero::pbf_wire_type::length_delimited;
    }

    // Each is meaningful for its own wire type only, and empty or zero for the others.
    std::uint64_t number() const { return m_number; } // varint, fixed64, fixed32
    std::string_view bytes() const { return m_bytes; }

private:
    void read()
    {
        m_number = 0;
        m_bytes = {};
        if (isVarint()) {
            m_number = m_reader.get_uint64();
        } else if (isFixed64()) {
            m_number = m_reader.get_fixed64();
        } else if (isFixed32()) {
            m_number = m_reader.get_fixed32();
        } else {
            const protozero::data_view view = m_reader.get_view();
            m_bytes = std::string_view(view.data(), view.size());
        }
    }

    protozero::pbf_reader m_reader;
    const char* m_begin;
    const char* m_field;
    std::uint32_t m_tag = 0;
    std::uint64_t m_number = 0;
    std::string_view m_bytes;
    bool m_hasFailed = false;
};

} // namespace otlp
