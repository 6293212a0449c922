// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/net/exposition.h"

#include "models/telemetry/utf8.h"

#include <array>
#include <charconv>
#include <cmath>

namespace net {

namespace {

constexpr std::size_t kLongestLabel = 200; // bytes of a value

std::string numberText(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), end.ptr};
}

std::string escapedLabel(std::string_view value)
{
    std::string result;
    for (const char c : telemetry::sanitizedUtf8(value.substr(0, kLongestLabel))) {
        if (c == '\\' || c == '"')
            result += '\\';
        if (c == '\n')
            result += "\\n";
        else
            result += c;
    }
    return result;
}

} // namespace

void Exposition::family(std::string_view name, Type type, std::string_view help)
{
    m_name = name;
    m_text += "# HELP " + m_name + ' ' + std::string(help) + "\n# TYPE " + m_name + ' ';
    m_text += type == Type::Counter ? "counter\n" : type == Type::Gauge ? "gauge\n" : "histogram\n";
}

void Exposition::line(std::string_view suffix, const Labels& labels, const std::string& value)
{
    m_text += m_name;
    m_text += suffix;
    char separator = '{';
    for (const auto& [name, text] : labels) {
        m_text += separator + name + "=\"" + escapedLabel(text) + '"';
        separator = ',';
    }
    m_text += (labels.empty() ? " " : "} ") + value + '\n';
}

void Exposition::sample(double value, const Labels& labels)
{
    line({}, labels, numberText(value));
}

void Exposition::sample(std::uint64_t value, const Labels& labels)
{
    line({}, labels, std::to_string(value));
}

void Exposition::histogram(const telemetry::DurationHistogram::Snapshot& snapshot)
{
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < snapshot.counts.size(); ++i) {
        count += snapshot.counts.at(i);
        const bool isLast = i == telemetry::DurationHistogram::kBounds.size();
        line("_bucket",
             {{"le", isLast ? "+Inf" : numberText(telemetry::DurationHistogram::kBounds.at(i))}},
             std::to_string(count));
    }
    line("_sum", {}, numberText(snapshot.sum));
    line("_count", {}, std::to_string(count));
}

} // namespace net
