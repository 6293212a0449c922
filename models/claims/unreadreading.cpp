// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/unreadreading.h"

#include "models/trace/contextsessionreading.h"

#include <utility>

namespace claims {

telemetry::Result<UnreadInput> readUnread(const store::Reader& reader,
                                          const telemetry::SpanKey& generation,
                                          const store::View& view,
                                          std::shared_ptr<const trace::ContextSession>& session)
{
    if (!session || session->turnOf(generation) == trace::ContextTurn::kNone) {
        auto read = trace::readContextSession(reader, generation, view);
        if (!read)
            return tl::make_unexpected(read.error());
        session = std::make_shared<const trace::ContextSession>(std::move(*read));
    }
    const std::size_t turn = session->turnOf(generation);
    return turn == trace::ContextTurn::kNone ? UnreadInput()
                                             : unreadOf(generation, session->turns[turn].drops);
}

} // namespace claims
