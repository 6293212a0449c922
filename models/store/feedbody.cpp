// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/feedbody.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <unordered_map>
#include <vector>

namespace store {

namespace {

using telemetry::Feed;
using telemetry::FeedDecision;
using telemetry::FeedLife;
using telemetry::FeedStep;
using telemetry::SignalKey;
using telemetry::Timestamp;

constexpr std::uint8_t kVersion = 1;
constexpr std::uint8_t kKindBits = 0x07;
constexpr std::uint8_t kSameTimes = 0x08; // as the step before
constexpr unsigned kValueShift = 4; // two bits
constexpr unsigned kOtherShift = 6; // two bits
// A console writes a feed each second or so. What is beyond these was not written by one.
constexpr std::size_t kMostBody = 64U << 20;
constexpr std::size_t kMostExpanded = 16U << 20;
constexpr std::size_t kMostTexts = 2'000'000; // eight for each signal
constexpr std::size_t kMostLives = 1000;
constexpr std::size_t kMostSteps = 4'000'000;
constexpr std::int64_t kEarliest = -1'000'000'000'000'000'000; // ns, the year 1938
constexpr std::int64_t kLatest = 7'258'118'400'000'000'000; // ns, the year 2200

enum class Form : std::uint8_t
{
    Zero,
    One, // of `other`: not known
    Single,
    Double,
};

constexpr std::array kKeyFields{
    &SignalKey::service, &SignalKey::operation,     &SignalKey::model, &SignalKey::version,
    &SignalKey::adapter, &SignalKey::promptVersion, &SignalKey::route, &SignalKey::check};

class Encoder
{
public:
    std::string body(const Feed& feed);

private:
    void varint(std::uint64_t number);
    void zigzag(std::int64_t number);
    void bytes(std::uint64_t number, std::size_t count);
    void text(const std::string& text);
    void time(Timestamp time, std::int64_t& before);
    static Form formOf(double value);
    void value(double value, Form form);
    void life(const FeedLife& life);
    void decision(const FeedDecision& decision);
    void step(const FeedStep& step);

    std::string m_body;
    std::unordered_map<std::string, std::uint64_t> m_numbers; // of texts
    std::int64_t m_time = 0;
    std::int64_t m_recorded = 0;
};

void Encoder::varint(std::uint64_t number)
{
    for (; number >= 0x80; number >>= 7U)
        m_body += static_cast<char>((number & 0x7FU) | 0x80U);
    m_body += static_cast<char>(number);
}

void Encoder::zigzag(std::int64_t number)
{
    varint((static_cast<std::uint64_t>(number) << 1U) ^ static_cast<std::uint64_t>(number >> 63));
}

void Encoder::bytes(std::uint64_t number, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        m_body += static_cast<char>((number >> (8 * i)) & 0xFFU);
}

// By its number; one that was not met before follows its own.
void Encoder::text(const std::string& text)
{
    const auto [found, isNew] = m_numbers.try_emplace(text, m_numbers.size());
    varint(found->second);
    if (!isNew)
        return;
    varint(text.size());
    m_body += text;
}

void Encoder::time(Timestamp time, std::int64_t& before)
{
    const std::int64_t nanos = telemetry::toUnixNanos(time);
    // Wraps round like the reader's sum does.
    zigzag(static_cast<std::int64_t>(static_cast<std::uint64_t>(nanos)
                                     - static_cast<std::uint64_t>(before)));
    before = nanos;
}

Form Encoder::formOf(double value)
{
    if (value == 0 && !std::signbit(value))
        return Form::Zero;
    if (value == 1)
        return Form::One;
    return static_cast<double>(static_cast<float>(value)) == value ? Form::Single : Form::Double;
}

void Encoder::value(double value, Form form)
{
    if (form == Form::Single)
        bytes(std::bit_cast<std::uint32_t>(static_cast<float>(value)), 4);
    else if (form == Form::Double)
        bytes(std::bit_cast<std::uint64_t>(value), 8);
}

void Encoder::life(const FeedLife& life)
{
    varint(life.settings.size());
    for (const auto& [key, setting] : life.settings) {
        text(key);
        text(setting);
    }
    zigzag(life.newestEvaluation);
    zigzag(life.relearnt);
    zigzag(life.relearntMeans);
}

void Encoder::decision(const FeedDecision& decision)
{
    bytes(static_cast<std::uint8_t>(decision.what), 1);
    for (const std::string* part : {&decision.alarm, &decision.service, &decision.operation,
                                    &decision.check, &decision.actor, &decision.cause})
        text(*part);
    zigzag(telemetry::toUnixNanos(decision.until));
}

void Encoder::step(const FeedStep& step)
{
    const auto kind = static_cast<unsigned>(step.kind);
    const bool isAnswer = step.kind == FeedStep::Kind::Answer;
    const bool hasValue = isAnswer || step.kind == FeedStep::Kind::Verdict
        || step.kind == FeedStep::Kind::Judged || step.kind == FeedStep::Kind::Mean;
    // An answer's length and duration are no 0 or 1: there these say that nothing is known.
    const auto form = [isAnswer](double value) {
        if (isAnswer && std::isnan(value))
            return Form::Zero;
        const Form plain = formOf(value);
        return isAnswer && plain < Form::Single ? Form::Double : plain;
    };
    const Form valueForm = hasValue ? form(step.value) : Form::Zero;
    const Form otherForm = isAnswer ? form(step.other) : Form::Zero;
    const bool isSame = step.kind == FeedStep::Kind::Verdict
        && telemetry::toUnixNanos(step.time) == m_time
        && telemetry::toUnixNanos(step.recorded) == m_recorded;
    bytes(kind | (isSame ? kSameTimes : 0U) | static_cast<unsigned>(valueForm) << kValueShift
              | static_cast<unsigned>(otherForm) << kOtherShift,
          1);
    if (step.kind != FeedStep::Kind::Tick)
        varint(step.index);
    if (hasValue)
        value(step.value, valueForm);
    if (isAnswer)
        value(step.other, otherForm);
    if (isSame)
        return;
    if (hasValue)
        time(step.time, m_time);
    if (step.kind == FeedStep::Kind::Judged) {
        std::int64_t before = telemetry::toUnixNanos(step.time);
        time(step.answered, before);
    }
    time(step.recorded, m_recorded);
}

std::string Encoder::body(const Feed& feed)
{
    bytes(kVersion, 1);
    varint(feed.keys.size());
    for (const SignalKey& key : feed.keys) {
        for (const auto field : kKeyFields)
            text(key.*field);
    }
    varint(feed.lives.size());
    for (const FeedLife& one : feed.lives)
        life(one);
    varint(feed.decisions.size());
    for (const FeedDecision& one : feed.decisions)
        decision(one);
    varint(feed.steps.size());
    for (const FeedStep& one : feed.steps)
        step(one);
    return std::move(m_body);
}

class Decoder
{
public:
    explicit Decoder(std::string_view body)
        : m_body(body)
    {
    }
    std::optional<Feed> feed();

private:
    std::uint64_t varint();
    std::int64_t zigzag();
    std::uint64_t bytes(std::size_t count);
    std::string text();
    Timestamp time(std::int64_t& before);
    static Timestamp bounded(std::int64_t nanos);
    double value(Form form, bool isAnswer);
    bool isCountGood(std::uint64_t count) const { return count <= m_body.size() - m_at; }
    void step(Feed& feed);

    std::string_view m_body;
    std::size_t m_at = 0;
    bool m_hasFailed = false;
    std::vector<std::string> m_texts;
    std::size_t m_uses = 0; // of texts
    std::size_t m_expanded = 0; // bytes of texts that were told by their number
    std::int64_t m_time = 0;
    std::int64_t m_recorded = 0;
};

std::uint64_t Decoder::bytes(std::size_t count)
{
    if (m_hasFailed || count > m_body.size() - m_at) {
        m_hasFailed = true;
        return 0;
    }
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < count; ++i)
        number |= static_cast<std::uint64_t>(static_cast<unsigned char>(m_body[m_at + i]))
            << (8 * i);
    m_at += count;
    return number;
}

std::uint64_t Decoder::varint()
{
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (m_at >= m_body.size())
            break;
        const auto byte = static_cast<unsigned char>(m_body[m_at++]);
        number |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if (byte < 0x80)
            return number;
    }
    m_hasFailed = true;
    return 0;
}

std::int64_t Decoder::zigzag()
{
    const std::uint64_t number = varint();
    return static_cast<std::int64_t>((number >> 1U) ^ (~(number & 1U) + 1));
}

std::string Decoder::text()
{
    const std::uint64_t number = varint();
    m_hasFailed = m_hasFailed || ++m_uses > kMostTexts;
    if (number < m_texts.size()) {
        m_expanded += m_texts[number].size();
        m_hasFailed = m_hasFailed || m_expanded > kMostExpanded;
        return m_hasFailed ? std::string() : m_texts[number];
    }
    const std::uint64_t size = varint();
    if (m_hasFailed || number != m_texts.size() || !isCountGood(size)) {
        m_hasFailed = true;
        return {};
    }
    m_texts.emplace_back(m_body.substr(m_at, size));
    m_at += size;
    return m_texts.back();
}

Timestamp Decoder::time(std::int64_t& before)
{
    before = static_cast<std::int64_t>(static_cast<std::uint64_t>(before)
                                       + static_cast<std::uint64_t>(zigzag()));
    return bounded(before);
}

// A clock may say anything, and somebody else's bundle, too: differences of them must be times.
Timestamp Decoder::bounded(std::int64_t nanos)
{
    return telemetry::fromUnixNanos(std::clamp<std::int64_t>(nanos, kEarliest, kLatest));
}

double Decoder::value(Form form, bool isAnswer)
{
    switch (form) {
    case Form::Zero:
        return isAnswer ? std::numeric_limits<double>::quiet_NaN() : 0;
    case Form::One:
        return 1;
    case Form::Single:
        return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bytes(4))));
    case Form::Double:
        return std::bit_cast<double>(bytes(8));
    }
    return 0;
}

void Decoder::step(Feed& feed)
{
    const auto tag = static_cast<unsigned>(bytes(1));
    if ((tag & kKindBits) > static_cast<unsigned>(FeedStep::Kind::Decision)) {
        m_hasFailed = true;
        return;
    }
    FeedStep& step = feed.steps.emplace_back();
    step.kind = static_cast<FeedStep::Kind>(tag & kKindBits);
    const bool isAnswer = step.kind == FeedStep::Kind::Answer;
    const bool isLife = step.kind == FeedStep::Kind::Life;
    const bool isDecision = step.kind == FeedStep::Kind::Decision;
    const bool hasValue = !isLife && !isDecision && step.kind != FeedStep::Kind::Tick;
    if (step.kind != FeedStep::Kind::Tick) {
        const std::uint64_t index = varint();
        const std::size_t size = isLife ? feed.lives.size()
            : isDecision                ? feed.decisions.size()
                                        : feed.keys.size();
        m_hasFailed = m_hasFailed || index >= size;
        step.index = static_cast<std::uint32_t>(index);
    }
    if (hasValue)
        step.value = value(static_cast<Form>((tag >> kValueShift) & 3U), isAnswer);
    if (isAnswer)
        step.other = value(static_cast<Form>((tag >> kOtherShift) & 3U), isAnswer);
    // Of lengths and durations it may be unknown, which is told as a form of its own.
    const bool isGood = isAnswer ? !std::isinf(step.value) && !std::isinf(step.other)
                                 : !hasValue || (step.value >= 0 && step.value <= 1);
    m_hasFailed = m_hasFailed || !isGood;
    if ((tag & kSameTimes) != 0) {
        step.time = bounded(m_time);
        step.recorded = bounded(m_recorded);
        return;
    }
    if (hasValue)
        step.time = time(m_time);
    if (step.kind == FeedStep::Kind::Judged) {
        std::int64_t before = m_time;
        step.answered = time(before);
    }
    step.recorded = time(m_recorded);
}

std::optional<Feed> Decoder::feed()
{
    Feed feed;
    if (m_body.size() > kMostBody || bytes(1) != kVersion)
        return std::nullopt;
    const auto each = [this](std::size_t most, auto&& read) {
        const std::uint64_t count = varint();
        // A byte at least each.
        m_hasFailed = m_hasFailed || count > most || !isCountGood(count);
        for (std::uint64_t i = 0; i < count && !m_hasFailed; ++i)
            read();
    };
    each(kMostTexts, [&] {
        SignalKey& key = feed.keys.emplace_back();
        for (const auto field : kKeyFields)
            key.*field = text();
    });
    each(kMostLives, [&] {
        FeedLife& life = feed.lives.emplace_back();
        each(kMostTexts, [&] {
            std::string key = text();
            life.settings.emplace_back(std::move(key), text());
        });
        life.newestEvaluation = zigzag();
        life.relearnt = zigzag();
        life.relearntMeans = zigzag();
    });
    each(kMostTexts, [&] {
        FeedDecision& decision = feed.decisions.emplace_back();
        const std::uint64_t what = bytes(1);
        m_hasFailed =
            m_hasFailed || what > static_cast<std::uint64_t>(FeedDecision::What::Suppress);
        decision.what = static_cast<FeedDecision::What>(what);
        for (std::string* part : {&decision.alarm, &decision.service, &decision.operation,
                                  &decision.check, &decision.actor, &decision.cause})
            *part = text();
        decision.until = bounded(zigzag());
    });
    each(kMostSteps, [&] { step(feed); });
    if (m_hasFailed || m_at != m_body.size())
        return std::nullopt;
    return feed;
}

} // namespace

std::string bodyOf(const Feed& feed)
{
    return Encoder().body(feed);
}

std::optional<Feed> feedFrom(std::string_view body)
{
    return Decoder(body).feed();
}

} // namespace store
