// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/outputplaces.h"

#include "models/telemetry/utf8.h"

#include <algorithm>
#include <functional>

namespace claims {

namespace {

constexpr std::int64_t kBetweenParts = 2; // code points of an empty line

// Each text part with where it begins in the output and how long it is; false stops.
using Visit = std::function<bool(const TextPlace& whole, std::int64_t first)>;

void forEachOutputPart(const telemetry::Generation& generation, const Visit& visit)
{
    std::int64_t first = 0;
    for (std::size_t m = 0; m < generation.outputMessages.size(); ++m) {
        const auto& parts = generation.outputMessages[m].parts;
        for (std::size_t p = 0; p < parts.size(); ++p) {
            if (parts[p].kind != telemetry::PartKind::Text || parts[p].text.empty())
                continue;
            const bool isTool = generation.outputMessages[m].role == "tool";
            const TextPlace whole{.span = generation.span,
                                  .kind = isTool ? similarity::PlaceKind::ToolResult
                                                 : similarity::PlaceKind::Output,
                                  .message = m,
                                  .part = p,
                                  .start = 0,
                                  .end = telemetry::codePointCount(parts[p].text)};
            if (!visit(whole, first))
                return;
            first += whole.end + kBetweenParts;
        }
    }
}

} // namespace

std::optional<TextPlace> placeOfOutput(const telemetry::Generation& generation, std::int64_t start,
                                       std::int64_t end)
{
    std::optional<TextPlace> found;
    forEachOutputPart(generation, [&](const TextPlace& whole, std::int64_t first) {
        if (start >= first + whole.end)
            return true;
        if (start >= first && end > start) {
            found = whole;
            found->start = start - first;
            found->end = std::min(end - first, whole.end);
        }
        return false;
    });
    return found;
}

std::optional<std::pair<std::int64_t, std::int64_t>>
outputStretchOf(const telemetry::Generation& generation, const TextPlace& place)
{
    std::optional<std::pair<std::int64_t, std::int64_t>> found;
    forEachOutputPart(generation, [&](const TextPlace& whole, std::int64_t first) {
        if (whole.span != place.span || whole.kind != place.kind || whole.message != place.message
            || whole.part != place.part)
            return true;
        found = {first + place.start, first + std::min(place.end, whole.end)};
        return false;
    });
    return found;
}

} // namespace claims
