// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/fingerprintwriter.h"

#include "models/similarity/winnowing.h"
#include "models/store/fingerprintbody.h"

#include <algorithm>
#include <span>

namespace store {

namespace {

constexpr std::size_t kTextsKnown = 1U << 17U; // 2 MiB
// A repetition of fewer costs as much as they do.
constexpr std::size_t kWorthNaming = 4;

} // namespace

FingerprintWriter::FingerprintWriter(const Database& database)
    : m_insert(database.prepare(
        "INSERT INTO fingerprints(trace_no, start_ns, recorded_ns, body) VALUES(?,?,?,?)"))
    , m_known(kTextsKnown)
{
    Statement key = database.prepare("SELECT value FROM counters WHERE name='fingerprint_key'");
    m_key = key.step() ? static_cast<std::uint64_t>(key.integer(0)) : 0;
}

void FingerprintWriter::forget()
{
    std::ranges::fill(m_known, Known{});
    m_spans.clear();
    m_texts.clear();
    m_marks.clear();
}

void FingerprintWriter::addText(const similarity::PlaceText& place)
{
    similarity::tokenize(place.text, place.syntax, m_tokens);
    similarity::gramHashes(m_tokens, m_key, m_grams);
    const std::size_t first = m_marks.size();
    similarity::fingerprint(m_tokens, m_grams, m_key, m_marks);
    if (m_marks.size() > first)
        m_texts.push_back({.kind = place.kind,
                           .hash = similarity::textHash(m_tokens, m_key),
                           .first = first,
                           .count = m_marks.size() - first});
}

template<class T>
void FingerprintWriter::addTexts(std::int64_t trace, telemetry::SpanId span,
                                 telemetry::Timestamp start, const T& texts)
{
    const std::size_t first = m_texts.size();
    similarity::forEachText(texts, [this](const similarity::PlaceText& place) { addText(place); });
    if (m_texts.size() > first)
        m_spans.push_back({.trace = trace,
                           .id = span,
                           .start = start,
                           .first = first,
                           .count = m_texts.size() - first});
}

void FingerprintWriter::add(std::int64_t trace, const telemetry::Generation& generation)
{
    addTexts(trace, generation.span, generation.start, generation);
}

void FingerprintWriter::add(std::int64_t trace, const telemetry::Step& step,
                            telemetry::Timestamp start)
{
    addTexts(trace, step.span, start, step);
}

bool FingerprintWriter::isRepeated(const Text& text, telemetry::Timestamp recorded)
{
    if (text.count < kWorthNaming)
        return false;
    Known& known = m_known[text.hash % kTextsKnown];
    const bool isKnown = known.hash == text.hash && known.recorded <= recorded
        && recorded - known.recorded < kFingerprintMemory;
    if (!isKnown)
        known = {.hash = text.hash, .recorded = recorded};
    return isKnown;
}

bool FingerprintWriter::writeRow(std::size_t first, std::size_t end, telemetry::Timestamp recorded)
{
    m_body.clear();
    telemetry::Timestamp start = m_spans[first].start;
    for (std::size_t i = first; i < end; ++i) {
        const Span& span = m_spans[i];
        start = std::min(start, span.start);
        beginSpan(m_body, span.id, span.count);
        for (std::size_t t = span.first; t < span.first + span.count; ++t) {
            const Text& text = m_texts[t];
            if (isRepeated(text, recorded))
                addRepeated(m_body, text.kind, text.hash);
            else
                store::addText(m_body, text.kind, text.hash,
                               std::span(m_marks).subspan(text.first, text.count));
        }
    }
    return m_insert.bind(m_spans[first].trace).bind(start).bind(recorded).bindBlob(m_body).run();
}

bool FingerprintWriter::write(telemetry::Timestamp recorded)
{
    std::ranges::stable_sort(m_spans, {}, &Span::trace);
    bool isGood = true;
    for (std::size_t first = 0; first < m_spans.size() && isGood;) {
        std::size_t end = first + 1;
        while (end < m_spans.size() && m_spans[end].trace == m_spans[first].trace)
            ++end;
        isGood = writeRow(first, end, recorded);
        first = end;
    }
    m_spans.clear();
    m_texts.clear();
    m_marks.clear();
    return isGood;
}

} // namespace store
