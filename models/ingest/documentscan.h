// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <string_view>

namespace ingest {

// Follows the braces and brackets of a JSON document that comes in pieces. One thread.
class DocumentScan
{
public:
    enum class State
    {
        Open,
        Whole, // they closed, and nothing came behind
        None, // this is no document
    };

    State add(std::string_view text)
    {
        for (const char c : text) {
            if (m_state == State::None)
                break;
            if (m_isInString)
                addToString(c);
            else
                addOutside(c);
        }
        return m_state;
    }

private:
    void addToString(char c)
    {
        if (c == '\n') // which JSON writes as an escape
            m_state = State::None;
        m_isInString = m_isEscaped || c != '"';
        m_isEscaped = !m_isEscaped && c == '\\';
    }
    void addOutside(char c)
    {
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
            return;
        if (m_state == State::Whole)
            m_state = State::None;
        m_isInString = c == '"';
        m_depth += c == '{' || c == '[' ? 1 : 0;
        if (c != '}' && c != ']')
            return;
        m_depth -= 1;
        if (m_depth <= 0)
            m_state = m_depth == 0 ? State::Whole : State::None;
    }

    State m_state = State::Open;
    std::int64_t m_depth = 0;
    bool m_isInString = false;
    bool m_isEscaped = false;
};

} // namespace ingest
