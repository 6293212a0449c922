// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/exportredaction.h"

#include <utility>

namespace commands {

namespace {

constexpr std::size_t kMostKnownBytes = 512; // longer ones hardly repeat
constexpr std::size_t kMostKnown = 100'000;
constexpr std::size_t kSpansBetween = 4096;

} // namespace

ExportRedaction::ExportRedaction(const redact::Redactor& redactor)
    : m_redactor(redactor)
{
}

void ExportRedaction::apply(std::string& text, const std::string& service)
{
    if (text.empty())
        return;
    const bool mayRepeat = text.size() <= kMostKnownBytes;
    if (const auto known = mayRepeat ? m_known.find(text) : m_known.end(); known != m_known.end()) {
        m_count += known->second.count;
        if (known->second.count > 0)
            text = known->second.text;
        return;
    }
    std::string before = mayRepeat ? text : std::string();
    std::vector<telemetry::Redaction> redactions;
    m_redactor.redact(text, service, redactions);
    std::uint64_t count = 0;
    for (const telemetry::Redaction& redaction : redactions)
        count += redaction.count;
    m_count += count;
    if (mayRepeat && m_known.size() < kMostKnown)
        m_known.try_emplace(std::move(before),
                            Known{.text = count > 0 ? text : std::string(), .count = count});
}

bool ExportRedaction::apply(std::vector<store::SpanRow>& spans, const std::function<bool()>& goesOn)
{
    std::size_t done = 0;
    for (store::SpanRow& span : spans) {
        if (done++ % kSpansBetween == 0 && goesOn && !goesOn())
            return false;
        apply(span.name, span.service);
        apply(span.service, span.service);
    }
    return true;
}

} // namespace commands
