// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/claimset.h"

#include <algorithm>

namespace claims {

namespace {

bool overlap(const TextPlace& one, const TextPlace& other)
{
    return one.span == other.span && one.kind == other.kind && one.message == other.message
        && one.part == other.part && one.start < other.end && other.start < one.end;
}

} // namespace

std::vector<std::size_t> ClaimSet::restingOn(const TextPlace& place) const
{
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < claims.size(); ++i) {
        if (std::ranges::any_of(claims[i].evidence, [&](const Evidence& evidence) {
                return !evidence.earlier && overlap(evidence.place, place);
            }))
            found.push_back(i);
    }
    return found;
}

} // namespace claims
