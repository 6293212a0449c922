// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/contextsnapshot.h"

#include "models/claims/unreadinput.h"
#include "models/trace/contextsessionreading.h"

#include <utility>

namespace items {

telemetry::Result<ContextSnapshot>
readContextSnapshot(const store::Reader& reader, const trace::TraceContents& contents,
                    const telemetry::SpanKey& key, const claims::ClaimSet& set,
                    const store::View& view, std::shared_ptr<const trace::ContextSession> known)
{
    ContextSnapshot snapshot;
    const telemetry::Generation* generation = contents.generation(key.span);
    if (generation == nullptr || generation->trace != key.trace)
        return snapshot;
    const bool isKnown = known && known->turnOf(key) != trace::ContextTurn::kNone;
    trace::ContextSession session;
    if (isKnown) {
        session = *known;
    } else {
        auto read = trace::readContextSession(reader, key, view);
        if (!read)
            return tl::make_unexpected(read.error());
        session = std::move(*read);
    }
    if (const std::size_t turn = session.turnOf(key); turn != trace::ContextTurn::kNone) {
        std::vector<trace::MessagePlace> quoted;
        const auto unread = claims::unreadOf(key, session.turns[turn].drops);
        for (const std::size_t message : claims::quotedOf(contents, set, unread))
            quoted.push_back({key, message, 0});
        session.markQuoted(quoted);
    }
    session.markNeeded(claims::neededPlaces(set, session));
    const auto retrieved = trace::retrievedBefore(contents, *generation);
    snapshot.window = trace::contextWindowOf(*generation, session.scale, retrieved);
    snapshot.positions = claims::positionsOf(set, contents, snapshot.window, retrieved);
    if (const std::size_t turn = session.turnOf(key); turn != trace::ContextTurn::kNone)
        snapshot.drops = session.turns[turn].drops;
    snapshot.session = std::make_shared<const trace::ContextSession>(std::move(session));
    return snapshot;
}

} // namespace items
