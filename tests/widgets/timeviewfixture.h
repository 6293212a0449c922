// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/flame.h"
#include "models/trace/spantree.h"

#include <QImage>
#include <QWidget>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace timeview {

inline const telemetry::Timestamp kOrigin = telemetry::fromUnixNanos(1'790'000'000'000'000'000LL);

inline telemetry::Timestamp at(int milliseconds)
{
    return kOrigin + std::chrono::milliseconds(milliseconds);
}

// Milliseconds; `id` and `parent` from 1 on, 0 for no parent.
inline store::SpanRow span(std::uint64_t id, std::uint64_t parent, int start, int end,
                           std::string name)
{
    store::SpanRow row;
    row.trace.bytes[15] = 1;
    row.span = telemetry::SpanId{id};
    row.parent = telemetry::SpanId{parent};
    row.name = std::move(name);
    row.service = "bot";
    row.step = telemetry::StepKind::Tool;
    row.start = at(start);
    row.end = at(end);
    return row;
}

inline std::shared_ptr<const trace::SpanTree> treeOf(std::vector<store::SpanRow> spans)
{
    return std::make_shared<const trace::SpanTree>(std::move(spans));
}

// A run of 1,000 ms: a question, a search in which two reads follow each other, an answer.
inline std::vector<store::SpanRow> sample()
{
    return {span(1, 0, 0, 1000, "run"),       span(2, 1, 50, 250, "ask"),
            span(3, 1, 300, 700, "search"),   span(4, 3, 320, 450, "read one"),
            span(5, 3, 500, 650, "read two"), span(6, 1, 750, 950, "answer")};
}

// `count` of 1 ms each below a root, a tenth of them failed.
inline std::vector<store::SpanRow> many(int count)
{
    std::vector<store::SpanRow> spans{span(1, 0, 0, count, "run")};
    spans.reserve(static_cast<std::size_t>(count) + 1);
    for (int i = 0; i < count; ++i) {
        spans.push_back(
            span(static_cast<std::uint64_t>(i) + 2, 1, i, i + 1, "step " + std::to_string(i)));
        spans.back().isFailed = i % 10 == 0;
    }
    return spans;
}

inline QImage imageOf(QWidget& view)
{
    return view.grab().toImage();
}

} // namespace timeview
