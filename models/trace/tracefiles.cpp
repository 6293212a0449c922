// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/tracefiles.h"

#include "models/telemetry/utf8.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <unordered_map>
#include <utility>
#include <vector>

namespace trace {

namespace {

using telemetry::Timestamp;

constexpr std::size_t kChunk = std::size_t{1} << 16U; // bytes between two calls of the sink

class Writer
{
public:
    explicit Writer(const Sink& sink)
        : m_sink(sink)
    {
    }

    Writer& operator<<(std::string_view text)
    {
        m_buffer += text;
        if (m_buffer.size() >= kChunk)
            flush();
        return *this;
    }

    Writer& number(long long value) { return *this << std::to_string(value); }

    Writer& quoted(std::string_view text)
    {
        constexpr std::string_view kHex = "0123456789abcdef";
        m_buffer += '"';
        for (const char c : telemetry::sanitizedUtf8(text)) {
            const auto code = static_cast<unsigned char>(c);
            if (c == '"' || c == '\\') {
                m_buffer += '\\';
                m_buffer += c;
            } else if (code < 0x20 || code == 0x7F) {
                m_buffer += "\\u00";
                m_buffer += kHex[code >> 4U];
                m_buffer += kHex[code & 0xFU];
            } else {
                m_buffer += c;
            }
        }
        return *this << "\"";
    }

    bool finish()
    {
        flush();
        return m_isOpen;
    }
    bool isOpen() const { return m_isOpen; }

private:
    void flush()
    {
        m_isOpen = m_isOpen && m_sink(m_buffer);
        m_buffer.clear();
    }

    const Sink& m_sink;
    std::string m_buffer;
    bool m_isOpen = true;
};

// A span on its row.
struct Placed
{
    int node = 0;
    long long start = 0; // nanoseconds since the first start
    long long end = 0;
    std::size_t row = 0; // among those of all services
};

struct Row
{
    std::string service;
    int inService = 0;
    std::vector<long long> open; // ends of the spans that are open, outermost first
};

// First fit: on the first row of its service whose open spans it lies in, or that is free by then.
// Looking at ever more rows would be quadratic: of spans that overlap too much the last row takes
// all.
std::pair<std::vector<Placed>, std::vector<Row>> placed(const SpanTree& tree)
{
    constexpr std::size_t kMostRows = 64; // a service
    std::vector<Placed> spans;
    const Timestamp origin = tree.range().start;
    for (int node = 0; node < tree.size(); ++node) {
        const store::SpanRow& span = tree.span(node);
        if (span.start == Timestamp{})
            continue;
        const long long start = (span.start - origin).count();
        const auto duration = durationOf(span);
        spans.push_back(
            {.node = node, .start = start, .end = start + (duration ? duration->count() : 0)});
    }
    std::ranges::stable_sort(spans, [](const Placed& one, const Placed& other) {
        return one.start != other.start ? one.start < other.start : one.end > other.end;
    });
    std::vector<Row> rows;
    std::unordered_map<std::string, std::vector<std::size_t>> ofService;
    for (Placed& span : spans) {
        const std::string& service = tree.span(span.node).service;
        std::vector<std::size_t>& candidates = ofService[service];
        bool isPlaced = false;
        for (const std::size_t index : candidates) {
            std::vector<long long>& open = rows[index].open;
            while (!open.empty() && open.back() <= span.start)
                open.pop_back();
            const bool isLast = candidates.size() == kMostRows && index == candidates.back();
            if (!open.empty() && open.back() < span.end && !isLast)
                continue;
            if (!open.empty())
                span.end = std::min(span.end, open.back());
            open.push_back(span.end);
            span.row = index;
            isPlaced = true;
            break;
        }
        if (isPlaced)
            continue;
        span.row = rows.size();
        candidates.push_back(rows.size());
        rows.push_back({.service = service,
                        .inService = static_cast<int>(candidates.size()),
                        .open = {span.end}});
    }
    return {std::move(spans), std::move(rows)};
}

std::string microseconds(long long nanos)
{
    std::string text = std::to_string(nanos / 1000);
    std::string rest = std::to_string(nanos % 1000);
    return text + '.' + std::string(3 - rest.size(), '0') + rest;
}

} // namespace

bool writeChromeTrace(const SpanTree& tree, const Sink& sink)
{
    const auto all = placed(tree);
    const std::vector<Placed>& spans = all.first;
    const std::vector<Row>& rows = all.second;
    std::map<std::string, int> processes;
    for (const Row& row : rows)
        processes.try_emplace(row.service, static_cast<int>(processes.size()) + 1);
    Writer out(sink);
    out << "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[";
    bool isFirst = true;
    const auto separate = [&] {
        if (!std::exchange(isFirst, false))
            out << ",\n";
    };
    for (const auto& [service, number] : processes) {
        separate();
        out << "{\"ph\":\"M\",\"name\":\"process_name\",\"pid\":";
        out.number(number) << ",\"tid\":0,\"args\":{\"name\":";
        out.quoted(service.empty() ? "unknown service" : service) << "}}";
    }
    for (const Placed& place : spans) {
        if (!out.isOpen())
            return false;
        const store::SpanRow& span = tree.span(place.node);
        const Row& row = rows[place.row];
        separate();
        out << "{\"ph\":\"X\",\"name\":";
        out.quoted(span.name) << ",\"cat\":";
        out.quoted(telemetry::toString(span.step))
            << ",\"ts\":" << microseconds(place.start)
            << ",\"dur\":" << microseconds(place.end - place.start) << ",\"pid\":";
        out.number(processes.at(row.service)) << ",\"tid\":";
        out.number(row.inService) << ",\"args\":{\"span_id\":";
        out.quoted(telemetry::toHex(span.span)) << ",\"parent_id\":";
        out.quoted(telemetry::toHex(span.parent))
            << (span.isFailed ? ",\"failed\":true}}" : ",\"failed\":false}}");
    }
    out << "]}\n";
    return out.finish();
}

bool writeSpeedscope(const SpanTree& tree, std::string_view name, const Sink& sink)
{
    const auto all = placed(tree);
    const std::vector<Placed>& spans = all.first;
    const std::vector<Row>& rows = all.second;
    std::vector<std::string_view> frames;
    std::unordered_map<std::string_view, std::size_t> frameOf;
    for (const Placed& place : spans) {
        const std::string_view span = tree.span(place.node).name;
        if (frameOf.try_emplace(span, frames.size()).second)
            frames.push_back(span);
    }
    Writer out(sink);
    out << "{\"$schema\":\"https://www.speedscope.app/file-format-schema.json\",\"exporter\":"
           "\"plumbline\",\"name\":";
    out.quoted(name) << ",\"shared\":{\"frames\":[";
    for (std::size_t i = 0; i < frames.size(); ++i) {
        out << (i > 0 ? ",{\"name\":" : "{\"name\":");
        out.quoted(frames[i].empty() ? "unnamed" : frames[i]) << "}";
    }
    out << "]},\"profiles\":[";
    // Of each row its spans in their order; sorted by row once, so that this stays linear.
    std::vector<std::size_t> order(spans.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return spans[i].row; });
    std::size_t next = 0;
    for (std::size_t index = 0; index < rows.size(); ++index) {
        if (!out.isOpen())
            return false;
        out << (index > 0 ? ",\n{\"type\":\"evented\",\"unit\":\"nanoseconds\",\"name\":"
                          : "{\"type\":\"evented\",\"unit\":\"nanoseconds\",\"name\":");
        const Row& row = rows[index];
        out.quoted((row.service.empty() ? std::string("unknown service") : row.service)
                   + (row.inService > 1 ? " " + std::to_string(row.inService) : std::string()))
            << ",\"startValue\":0,\"endValue\":";
        long long last = 0;
        for (std::size_t i = next; i < order.size() && spans[order[i]].row == index; ++i)
            last = std::max(last, spans[order[i]].end);
        out.number(last) << ",\"events\":[";
        bool isFirst = true;
        std::vector<std::pair<std::size_t, long long>> open; // frame and end
        const auto event = [&](char type, std::size_t frame, long long at) {
            out << (std::exchange(isFirst, false) ? "{\"type\":\"" : ",{\"type\":\"")
                << std::string_view(&type, 1) << "\",\"frame\":";
            out.number(static_cast<long long>(frame)) << ",\"at\":";
            out.number(at) << "}";
        };
        for (; next < order.size() && spans[order[next]].row == index; ++next) {
            const Placed& place = spans[order[next]];
            while (!open.empty() && open.back().second <= place.start) {
                event('C', open.back().first, open.back().second);
                open.pop_back();
            }
            const std::size_t frame = frameOf.at(tree.span(place.node).name);
            event('O', frame, place.start);
            open.emplace_back(frame, place.end);
        }
        for (; !open.empty(); open.pop_back())
            event('C', open.back().first, open.back().second);
        out << "]}";
    }
    out << "]}\n";
    return out.finish();
}

} // namespace trace
