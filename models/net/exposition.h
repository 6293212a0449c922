// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/durationhistogram.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace net {

// Writes metrics in Prometheus' text exposition format 0.0.4
// (prometheus.io/docs/instrumenting/exposition_formats): families one after the other, each with
// HELP and TYPE before its samples.
class Exposition
{
public:
    using Labels = std::vector<std::pair<std::string, std::string>>; // names are ours, values not

    enum class Type
    {
        Counter,
        Gauge,
        Histogram,
    };
    // Begins a family: a name of letters, digits and _, a sentence.
    void family(std::string_view name, Type type, std::string_view help);
    // Of the family that was begun last.
    void sample(double value, const Labels& labels = {});
    void sample(std::uint64_t value, const Labels& labels = {});
    void histogram(const telemetry::DurationHistogram::Snapshot& snapshot);

    const std::string& text() const { return m_text; }
    static constexpr const char* kContentType = "text/plain; version=0.0.4; charset=utf-8";

private:
    void line(std::string_view suffix, const Labels& labels, const std::string& value);

    std::string m_text;
    std::string m_name;
};

} // namespace net
