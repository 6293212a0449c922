// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/sourcessnapshot.h"

#include <algorithm>
#include <tuple>

namespace items {

telemetry::Result<SourcesSnapshot> readSources(const store::Reader& reader,
                                               telemetry::Timestamp knownAt)
{
    auto links = reader.links(knownAt);
    if (!links)
        return tl::make_unexpected(links.error());
    auto mapping = reader.mapping(knownAt);
    if (!mapping)
        return tl::make_unexpected(mapping.error());
    SourcesSnapshot snapshot{.links = std::move(*links), .mapping = std::move(*mapping)};
    addUnwatched(snapshot);
    return snapshot;
}

void addUnwatched(SourcesSnapshot& snapshot)
{
    for (const store::SourceMapping& mapping : snapshot.mapping) {
        const bool isKnown = std::ranges::any_of(snapshot.links, [&mapping](const auto& link) {
            return link.source == mapping.source && link.service == mapping.service
                && link.instance.empty();
        });
        if (isKnown)
            continue;
        telemetry::LinkStatus link;
        link.source = mapping.source;
        link.service = mapping.service;
        link.state = telemetry::LinkState::Closed;
        link.reason = "how it came in was not watched";
        link.items = static_cast<std::uint64_t>(mapping.records);
        snapshot.links.push_back(std::move(link));
    }
    std::ranges::stable_sort(snapshot.links, {}, [](const telemetry::LinkStatus& link) {
        return std::tie(link.source, link.service, link.instance);
    });
}

const store::SourceMapping* mappingOf(const SourcesSnapshot& snapshot, const std::string& source,
                                      const std::string& service)
{
    const auto found = std::ranges::find_if(snapshot.mapping, [&](const auto& mapping) {
        return mapping.source == source && mapping.service == service;
    });
    return found == snapshot.mapping.end() ? nullptr : &*found;
}

} // namespace items
