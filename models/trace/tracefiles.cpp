// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/tracefiles.h"

#include "models/telemetry/utf8.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
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

struct Open
{
    long long end = 0;
    int node = 0;
};

struct Row
{
    std::string_view service;
    int inService = 0; // from 1
    std::vector<Open> open; // outermost first; each lies in the one before
};

// Rows of one service, at the start of the span that is placed next.
class ServiceRows
{
public:
    explicit ServiceRows(std::vector<Row>& rows)
        : m_rows(rows)
    {
    }

    // Ends what has ended.
    void advance(long long time)
    {
        while (!m_byEnd.empty() && m_byEnd.begin()->first <= time) {
            const std::size_t row = m_byEnd.begin()->second;
            m_byEnd.erase(m_byEnd.begin());
            std::vector<Open>& open = m_rows[row].open;
            while (!open.empty() && open.back().end <= time)
                open.pop_back();
            if (open.empty())
                m_free.insert(row);
            else
                m_byEnd.emplace(open.back().end, row);
        }
    }

    // One on which nothing is open; none: a new one is needed.
    std::optional<std::size_t> freeRow() const
    {
        return m_free.empty() ? std::nullopt : std::optional(*m_free.begin());
    }

    void put(std::size_t row, const Open& span)
    {
        std::vector<Open>& open = m_rows[row].open;
        if (open.empty())
            m_free.erase(row);
        else
            m_byEnd.erase({open.back().end, row});
        open.push_back(span);
        m_byEnd.emplace(span.end, row);
    }

    int addRow() { return ++m_count; }

private:
    std::vector<Row>& m_rows;
    std::set<std::pair<long long, std::size_t>> m_byEnd; // end of the innermost open span, row
    std::set<std::size_t> m_free;
    int m_count = 0;
};

struct Placement
{
    std::vector<Placed> spans; // by start, the longest first
    std::vector<Row> rows;
    WrittenSpans counts;
};

std::vector<Placed> timedSpans(const SpanTree& tree, WrittenSpans& counts)
{
    std::vector<Placed> spans;
    spans.reserve(static_cast<std::size_t>(tree.size()));
    const Timestamp origin = tree.range().start;
    for (int node = 0; node < tree.size(); ++node) {
        const store::SpanRow& span = tree.span(node);
        if (span.start == Timestamp{}) {
            ++counts.withoutStart;
            continue;
        }
        const long long start = (span.start - origin).count();
        const auto duration = durationOf(span);
        counts.moments += duration ? 0 : 1;
        spans.push_back(
            {.node = node, .start = start, .end = start + (duration ? duration->count() : 0)});
    }
    counts.written = static_cast<std::int64_t>(spans.size());
    // Nodes are depth-first: of spans that are alike the outer one stays first.
    std::ranges::stable_sort(spans, [](const Placed& one, const Placed& other) {
        return one.start != other.start ? one.start < other.start : one.end > other.end;
    });
    return spans;
}

bool isWithin(const SpanTree& tree, int node, int ancestor)
{
    return node > ancestor && node < ancestor + tree.node(ancestor).subtreeSize;
}

class Placer
{
public:
    explicit Placer(const SpanTree& tree)
        : m_tree(tree)
        , m_rowOfNode(static_cast<std::size_t>(tree.size()))
    {
    }

    Placement place()
    {
        m_all.spans = timedSpans(m_tree, m_all.counts);
        for (Placed& span : m_all.spans)
            place(span);
        m_all.counts.rows = static_cast<std::int64_t>(m_all.rows.size());
        return std::move(m_all);
    }

private:
    void place(Placed& span)
    {
        const std::string_view service = m_tree.span(span.node).service;
        ServiceRows& own = m_services.try_emplace(service, m_all.rows).first->second;
        own.advance(span.start);
        std::optional<std::size_t> row = rowOfCaller(span, service);
        if (!row)
            row = own.freeRow();
        if (!row) {
            row = m_all.rows.size();
            m_all.rows.push_back({.service = service, .inService = own.addRow(), .open = {}});
        }
        own.put(*row, {.end = span.end, .node = span.node});
        span.row = *row;
        m_rowOfNode[static_cast<std::size_t>(span.node)] = row;
    }

    // The row of the nearest caller in the service, if the span lies in all that is open there.
    std::optional<std::size_t> rowOfCaller(const Placed& span, std::string_view service) const
    {
        constexpr int kFarthest = 8; // between calls of one service, through others
        int caller = m_tree.node(span.node).parent;
        for (int i = 0; i < kFarthest && caller != SpanTree::kNone; ++i) {
            const auto row = m_rowOfNode[static_cast<std::size_t>(caller)];
            if (row && m_all.rows[*row].service == service) {
                const std::vector<Open>& open = m_all.rows[*row].open;
                const bool isInAll = !open.empty() && open.back().end >= span.end
                    && isWithin(m_tree, span.node, open.back().node);
                return isInAll ? row : std::nullopt;
            }
            caller = m_tree.node(caller).parent;
        }
        return std::nullopt;
    }

    const SpanTree& m_tree;
    Placement m_all;
    std::unordered_map<std::string_view, ServiceRows> m_services;
    std::vector<std::optional<std::size_t>> m_rowOfNode;
};

std::string_view serviceName(std::string_view service)
{
    return service.empty() ? "unknown service" : service;
}

std::string microseconds(long long nanos)
{
    std::string text = std::to_string(nanos / 1000);
    std::string rest = std::to_string(nanos % 1000);
    return text + '.' + std::string(3 - rest.size(), '0') + rest;
}

} // namespace

std::optional<WrittenSpans> writeChromeTrace(const SpanTree& tree, const Sink& sink)
{
    const Placement all = Placer(tree).place();
    std::map<std::string_view, int> processes;
    for (const Row& row : all.rows)
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
        out.quoted(serviceName(service)) << "}}";
    }
    for (const Placed& place : all.spans) {
        if (!out.isOpen())
            return std::nullopt;
        const store::SpanRow& span = tree.span(place.node);
        const Row& row = all.rows[place.row];
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
            << (span.isFailed ? ",\"failed\":true" : ",\"failed\":false")
            << (durationOf(span) ? "" : ",\"duration\":\"unknown\"")
            << (span.isInferred ? ",\"inferred\":true}}" : "}}");
    }
    out << "]}\n";
    return out.finish() ? std::optional(all.counts) : std::nullopt;
}

namespace {

// The events of one profile: what opens and closes, in time.
class ProfileEvents
{
public:
    explicit ProfileEvents(Writer& out)
        : m_out(out)
    {
    }

    void open(std::size_t frame, long long start, long long end)
    {
        close(start);
        event('O', frame, start);
        m_open.emplace_back(frame, end);
    }

    void close(long long time) // what ends by then
    {
        for (; !m_open.empty() && m_open.back().second <= time; m_open.pop_back())
            event('C', m_open.back().first, m_open.back().second);
    }

private:
    void event(char type, std::size_t frame, long long at)
    {
        m_out << (std::exchange(m_isFirst, false) ? "{\"type\":\"" : ",{\"type\":\"")
              << std::string_view(&type, 1) << "\",\"frame\":";
        m_out.number(static_cast<long long>(frame)) << ",\"at\":";
        m_out.number(at) << "}";
    }

    Writer& m_out;
    std::vector<std::pair<std::size_t, long long>> m_open; // frame and end
    bool m_isFirst = true;
};

// The spans by row, those of a row in their order, in linear time.
std::vector<std::vector<std::size_t>> byRow(const Placement& all)
{
    std::vector<std::vector<std::size_t>> rows(all.rows.size());
    for (std::size_t i = 0; i < all.spans.size(); ++i)
        rows[all.spans[i].row].push_back(i);
    return rows;
}

} // namespace

std::optional<WrittenSpans> writeSpeedscope(const SpanTree& tree, std::string_view name,
                                            const Sink& sink)
{
    const Placement all = Placer(tree).place();
    std::vector<std::string_view> frames;
    std::unordered_map<std::string_view, std::size_t> frameOf;
    for (const Placed& place : all.spans) {
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
    const auto spansOf = byRow(all);
    for (std::size_t index = 0; index < all.rows.size(); ++index) {
        if (!out.isOpen())
            return std::nullopt;
        const Row& row = all.rows[index];
        out << (index > 0 ? ",\n{\"type\":\"evented\",\"unit\":\"nanoseconds\",\"name\":"
                          : "{\"type\":\"evented\",\"unit\":\"nanoseconds\",\"name\":");
        out.quoted(std::string(serviceName(row.service))
                   + (row.inService > 1 ? " " + std::to_string(row.inService) : std::string()))
            << ",\"startValue\":0,\"endValue\":";
        long long last = 0;
        for (const std::size_t span : spansOf[index])
            last = std::max(last, all.spans[span].end);
        out.number(last) << ",\"events\":[";
        ProfileEvents events(out);
        for (const std::size_t span : spansOf[index]) {
            const Placed& place = all.spans[span];
            events.open(frameOf.at(tree.span(place.node).name), place.start, place.end);
        }
        events.close(last);
        out << "]}";
    }
    out << "]}\n";
    return out.finish() ? std::optional(all.counts) : std::nullopt;
}

} // namespace trace
