// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/similarity/places.h"
#include "models/similarity/tokens.h"
#include "models/store/sqlite.h"
#include "models/telemetry/generation.h"

#include <cstdint>
#include <string>
#include <vector>

namespace store {

// Keeps fingerprints of what models, tools and retrievals were given and gave, so that a statement
// can be looked for in all of it. One row for what one batch tells of a trace; a text that was
// there within kFingerprintMemory before is named by its hash, as the history of a conversation is
// sent with each turn. They are hashes with a key of the recording's own: no word can be read from
// them. What was redacted has none. Part of Writer; runs inside its transaction.
class FingerprintWriter
{
public:
    explicit FingerprintWriter(const Database& database);

    void add(std::int64_t trace, const telemetry::Generation& generation);
    void add(std::int64_t trace, const telemetry::Step& step, telemetry::Timestamp start);
    bool write(telemetry::Timestamp recorded); // what was added; false after an error
    void forget(); // after a rollback

private:
    struct Text
    {
        similarity::PlaceKind kind = similarity::PlaceKind::Input;
        std::uint64_t hash = 0;
        std::size_t first = 0; // in m_marks
        std::size_t count = 0;
    };
    struct Span // with texts
    {
        std::int64_t trace = 0;
        telemetry::SpanId id = telemetry::SpanId::None;
        telemetry::Timestamp start;
        std::size_t first = 0; // in m_texts
        std::size_t count = 0;
    };
    struct Known
    {
        std::uint64_t hash = 0;
        telemetry::Timestamp recorded; // of the text that has the fingerprints
    };
    template<class T>
    void addTexts(std::int64_t trace, telemetry::SpanId span, telemetry::Timestamp start,
                  const T& texts);
    void addText(const similarity::PlaceText& place);
    bool isRepeated(const Text& text, telemetry::Timestamp recorded);
    bool writeRow(std::size_t first, std::size_t end, telemetry::Timestamp recorded);

    std::uint64_t m_key = 0;
    Statement m_insert;
    std::vector<Known> m_known; // by hash; newer ones take the places of older
    std::vector<Span> m_spans;
    std::vector<Text> m_texts;
    std::vector<std::uint32_t> m_marks;
    // Working memory.
    std::vector<similarity::Token> m_tokens;
    std::vector<std::uint32_t> m_grams;
    std::string m_body;
};

} // namespace store
