// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/spantree.h"

#include <string>
#include <vector>

namespace treetext {

// A span from "id<parent start-end", seconds; "a<x 1-4" has the ids 'a' and 'x'. Without "<x" it is
// a root.
inline store::SpanRow spanFrom(const std::string& text)
{
    store::SpanRow row;
    row.name = text.substr(0, 1);
    row.span = static_cast<telemetry::SpanId>(text[0]);
    std::size_t next = 1;
    if (text[1] == '<') {
        row.parent = static_cast<telemetry::SpanId>(text[2]);
        next = 3;
    }
    std::size_t read = 0;
    const std::string times = text.substr(next + 1);
    row.start = telemetry::Timestamp(std::chrono::seconds(std::stoi(times, &read)));
    row.end = telemetry::Timestamp(std::chrono::seconds(std::stoi(times.substr(read + 1))));
    return row;
}

inline std::vector<store::SpanRow> spansFrom(const std::vector<std::string>& texts)
{
    std::vector<store::SpanRow> rows;
    for (const std::string& text : texts)
        rows.push_back(spanFrom(text));
    return rows;
}

// One line a node: two dots a level, the name, and what is special about it.
inline std::string textFrom(const trace::SpanTree& tree)
{
    std::string text;
    for (int node = 0; node < tree.size(); ++node) {
        const auto& here = tree.node(node);
        text += std::string(static_cast<std::size_t>(here.depth) * 2, '.') + tree.span(node).name;
        if (here.link == trace::Link::Orphan || here.link == trace::Link::BrokenCycle)
            text += std::string(" ") + trace::toString(here.link);
        if (here.isOutsideParent)
            text += " outside";
        text += '\n';
    }
    return text;
}

} // namespace treetext
