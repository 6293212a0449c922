// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/caller.h"

#include "models/drill/random.h"

namespace drill {

namespace {

constexpr double kUsers = 600; // of a tenant
constexpr double kHome = 0.85; // of a tenant's requests are answered in its own region

const std::string& picked(const std::vector<Portion>& portions, double place)
{
    static const std::string none;
    for (const Portion& portion : portions) {
        place -= portion.share;
        if (place < 0)
            return portion.name;
    }
    return portions.empty() ? none : portions.back().name;
}

} // namespace

Caller callerOf(const Service& service, std::uint64_t seed, std::uint64_t index)
{
    Random random(streamSeed(seed, service.name + " caller", index));
    Caller caller;
    caller.tenant = picked(service.tenants, random.uniform());
    // Squared: a tenth of the users make a third of the requests.
    const double place = random.uniform();
    const auto number = static_cast<std::uint64_t>(kUsers * place * place);
    Random user(streamSeed(seed, caller.tenant, number));
    // A thousand ids for each tenant.
    const std::uint64_t first = 10 + streamSeed(0, caller.tenant, 1) % 90;
    caller.user = "u-" + std::to_string(first * 1000 + number);
    caller.canaryPlace = user.uniform();
    caller.faultPlace = user.uniform();
    caller.otherPlace = user.uniform();
    caller.route = picked(service.routes, random.uniform());
    if (!service.regions.empty()) {
        const std::size_t home =
            streamSeed(0, caller.tenant, service.regions.size()) % service.regions.size();
        caller.replica = random.chance(kHome) ? home : random.below(service.regions.size());
        caller.region = service.regions[caller.replica];
    }
    return caller;
}

} // namespace drill
