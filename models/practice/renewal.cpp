// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/practice/renewal.h"

#include "models/otlp/wire.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>

namespace practice {

namespace {

using telemetry::MetricType;

constexpr std::size_t kTurnedCharacters = 12; // of a response's id, from its end
constexpr std::size_t kTurnedLength = 512; // ids are short; texts stay

std::uint64_t mixed(std::uint64_t value) // splitmix64
{
    value += 0x9e3779b97f4a7c15U;
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
    return value ^ (value >> 31U);
}

// opentelemetry-proto 1.11.0: which fields of a message are what. Lists end with 0.
struct Shape
{
    std::array<std::uint32_t, 3> times{}; // fixed64
    std::uint32_t trace = 0;
    std::array<std::uint32_t, 3> spans{};
    std::uint32_t attributes = 0;
    std::array<std::uint32_t, 2> nested{}; // of which `inner` is the shape, in their order
    std::array<const Shape*, 2> inner{};
};
constexpr Shape kEvent{
    .times = {1}, .trace = 0, .spans = {}, .attributes = 3, .nested = {}, .inner = {}};
constexpr Shape kLink{
    .times = {}, .trace = 1, .spans = {2}, .attributes = 0, .nested = {}, .inner = {}};
constexpr Shape kSpan{.times = {7, 8},
                      .trace = 1,
                      .spans = {2, 4},
                      .attributes = 9,
                      .nested = {11, 13},
                      .inner = {&kEvent, &kLink}};
constexpr Shape kLog{
    .times = {1, 11}, .trace = 9, .spans = {10}, .attributes = 6, .nested = {}, .inner = {}};
constexpr Shape kExemplar{
    .times = {2}, .trace = 5, .spans = {4}, .attributes = 0, .nested = {}, .inner = {}};
constexpr Shape pointShape(std::uint32_t exemplars)
{
    return {.times = {2, 3},
            .trace = 0,
            .spans = {},
            .attributes = 0,
            .nested = {exemplars},
            .inner = {&kExemplar}};
}
constexpr Shape kNumberPoint = pointShape(5);
constexpr Shape kHistogramPoint = pointShape(8);
constexpr Shape kExponentialPoint = pointShape(11);
constexpr Shape kSummaryPoint = pointShape(0);

const Shape& shapeOf(telemetry::SignalKind signal, MetricType type)
{
    if (signal == telemetry::SignalKind::Traces)
        return kSpan;
    if (signal == telemetry::SignalKind::Logs)
        return kLog;
    switch (type) {
    case MetricType::Histogram:
        return kHistogramPoint;
    case MetricType::ExponentialHistogram:
        return kExponentialPoint;
    case MetricType::Summary:
        return kSummaryPoint;
    case MetricType::Gauge:
    case MetricType::Sum:
        break;
    }
    return kNumberPoint;
}

template<std::size_t kSize>
bool holds(const std::array<std::uint32_t, kSize>& fields, std::uint32_t field)
{
    return field != 0 && std::ranges::find(fields, field) != fields.end();
}

class Renewer
{
public:
    Renewer(std::string& body, const Renewal& renewal)
        : m_begin(body.data())
        , m_renewal(renewal)
    {
    }

    void renew(std::string_view message, const Shape& shape)
    {
        otlp::WireCursor cursor(message);
        while (cursor.next()) {
            const std::uint32_t field = cursor.field();
            if (cursor.isFixed64() && holds(shape.times, field))
                move(place(message) + valueAt(message, cursor.offset()), cursor.number());
            if (!cursor.isBytes())
                continue;
            const std::string_view bytes = cursor.bytes();
            if (field == shape.trace)
                add(bytes, m_renewal.traceKey);
            else if (holds(shape.spans, field))
                add(bytes, m_renewal.spanKey);
            else if (field == shape.attributes)
                renewAttribute(bytes);
            for (std::size_t i = 0; i < shape.nested.size(); ++i) {
                if (field == shape.nested.at(i) && shape.inner.at(i) != nullptr)
                    renew(bytes, *shape.inner.at(i));
            }
        }
    }

private:
    char* place(std::string_view part) const { return m_begin + (part.data() - m_begin); }

    // Past the tag, which may be longer than it has to be.
    static std::size_t valueAt(std::string_view message, std::size_t field)
    {
        while ((static_cast<unsigned char>(message[field]) & 0x80U) != 0)
            ++field;
        return field + 1;
    }

    void move(char* at, std::uint64_t nanos) const
    {
        const auto shift = static_cast<std::uint64_t>(m_renewal.shift.count());
        if (nanos == 0)
            return;
        const std::uint64_t moved = nanos + shift;
        for (std::size_t i = 0; i < 8; ++i)
            at[i] = static_cast<char>((moved >> (8 * i)) & 0xffU);
    }

    template<std::size_t kSize>
    void add(std::string_view id, const std::array<unsigned char, kSize>& key) const
    {
        const bool isNone = std::ranges::all_of(id, [](char c) { return c == '\0'; });
        if (id.size() != kSize || isNone)
            return;
        char* at = place(id);
        for (std::size_t i = 0; i < kSize; ++i)
            at[i] = static_cast<char>(static_cast<unsigned char>(at[i]) ^ key.at(i));
    }

    // KeyValue { 1 key, 2 AnyValue { 1 string } }
    void renewAttribute(std::string_view pair) const
    {
        std::string_view key;
        std::string_view value;
        otlp::WireCursor cursor(pair);
        while (cursor.next()) {
            if (cursor.field() == 1)
                key = cursor.bytes();
            else if (cursor.field() == 2)
                value = cursor.bytes();
        }
        if (m_renewal.textKey == 0 || !key.ends_with("response.id"))
            return;
        otlp::WireCursor inner(value);
        while (inner.next()) {
            if (inner.field() == 1 && inner.isBytes() && inner.bytes().size() <= kTurnedLength)
                turn(inner.bytes());
        }
    }

    // Each stays what it is: a digit a digit, a letter a letter.
    void turn(std::string_view id) const
    {
        char* at = place(id);
        std::uint64_t key = m_renewal.textKey;
        std::size_t turned = 0;
        for (std::size_t i = id.size(); i > 0 && turned < kTurnedCharacters; --i) {
            char& c = at[i - 1];
            const auto within = [&c](char low, char high) { return c >= low && c <= high; };
            char first = 0;
            unsigned size = 0;
            if (within('0', '9')) {
                first = '0';
                size = 10;
            } else if (within('a', 'f')) { // apart from the rest: what is hex stays hex
                first = 'a';
                size = 6;
            } else if (within('g', 'z')) {
                first = 'g';
                size = 20;
            } else if (within('A', 'Z')) {
                first = 'A';
                size = 26;
            } else {
                continue;
            }
            key = mixed(key + turned);
            const auto step = static_cast<unsigned>(key % size);
            c = static_cast<char>(first + (static_cast<unsigned>(c - first) + step) % size);
            ++turned;
        }
    }

    char* m_begin;
    const Renewal& m_renewal;
};

} // namespace

Renewal renewalOf(std::uint64_t seed, std::uint64_t pass, telemetry::Duration shift)
{
    Renewal renewal{.shift = shift, .traceKey = {}, .spanKey = {}, .textKey = 0};
    std::uint64_t state = mixed(seed ^ mixed(pass));
    const auto next = [&state] { return state = mixed(state); };
    for (std::size_t half = 0; half < 2; ++half) {
        const std::uint64_t word = next();
        std::memcpy(renewal.traceKey.data() + 8 * half, &word, 8);
    }
    const std::uint64_t word = next();
    std::memcpy(renewal.spanKey.data(), &word, 8);
    renewal.textKey = static_cast<std::uint32_t>(next() | 1U);
    return renewal;
}

void renew(std::string& body, const store::RawHeader& header, MetricType type,
           const Renewal& renewal)
{
    Renewer(body, renewal).renew(body, shapeOf(header.signal, type));
}

} // namespace practice
