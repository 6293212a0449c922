// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/flame.h"

#include "models/trace/criticalpath.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace trace {

std::shared_ptr<const Flame> flameOf(std::shared_ptr<const SpanTree> tree)
{
    auto flame = std::make_shared<Flame>();
    flame->layout = FlameLayout(std::move(tree));
    const SpanTree& here = flame->layout.tree();
    flame->critical = marksOf(flame->layout, criticalPath(here));

    constexpr std::size_t kMost = std::numeric_limits<std::uint8_t>::max();
    std::unordered_map<std::string_view, std::uint8_t> known;
    flame->serviceOf.reserve(here.nodes().size());
    for (int node = 0; node < here.size(); ++node) {
        const store::SpanRow& span = here.span(node);
        flame->kinds.insert(span.step);
        auto found = known.find(span.service);
        if (found == known.end()) {
            if (known.size() <= kMost)
                flame->services.push_back(known.size() < kMost ? span.service : std::string());
            const auto number = std::min(known.size(), kMost);
            found = known.emplace(span.service, static_cast<std::uint8_t>(number)).first;
        }
        flame->serviceOf.push_back(found->second);
    }
    return flame;
}

Flame::Marks marksOf(const FlameLayout& layout, const std::vector<bool>& isMarked)
{
    Flame::Marks marks;
    if (std::find(isMarked.begin(), isMarked.end(), true) == isMarked.end())
        return marks;
    FlameLayout::Piece piece;
    const int count = layout.placed();
    marks.before.reserve(static_cast<std::size_t>(count) + 1);
    marks.before.push_back(0);
    for (int i = 0; i < count; ++i) {
        const auto node = static_cast<std::size_t>(layout.nodeIn(piece, i));
        marks.before.push_back(marks.before.back() + (isMarked[node] ? 1U : 0U));
    }
    return marks;
}

} // namespace trace
