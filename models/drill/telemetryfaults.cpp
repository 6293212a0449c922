// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/telemetryfaults.h"

#include <cstddef>
#include <string>
#include <variant>

namespace drill {

namespace {

void cut(otlp::Attributes& attributes, std::int64_t characters)
{
    for (auto& [name, value] : attributes) {
        auto* const text = std::get_if<std::string>(&value);
        if (text == nullptr)
            continue;
        std::int64_t count = 0;
        for (std::size_t at = 0; at < text->size(); ++at) {
            const bool isStart = (static_cast<unsigned char>((*text)[at]) & 0xc0U) != 0x80U;
            if (isStart && ++count > characters) {
                text->resize(at);
                break;
            }
        }
    }
}

} // namespace

void cutAttributes(Departure& departure, std::int64_t characters)
{
    for (otlp::OutgoingSpan& span : departure.spans)
        cut(span.attributes, characters);
    for (otlp::OutgoingLog& log : departure.logs)
        cut(log.attributes, characters);
}

void skewClock(Departure& departure, telemetry::Duration skew)
{
    for (otlp::OutgoingSpan& span : departure.spans) {
        span.start += skew;
        span.end += skew;
    }
    for (otlp::OutgoingLog& log : departure.logs)
        log.time += skew;
}

} // namespace drill
