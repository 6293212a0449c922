// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/unreadinput.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"
#include "models/trace/contextsession.h"

#include <memory>

namespace claims {

// What of an answer's input its server cut, by the counts of its session; as known at the view.
// `session` is read, and put there, unless it has the turn already: answers of one conversation
// can share it. Any thread, for whom the reader is; see trace::readContextSession().
telemetry::Result<UnreadInput> readUnread(const store::Reader& reader,
                                          const telemetry::SpanKey& generation,
                                          const store::View& view,
                                          std::shared_ptr<const trace::ContextSession>& session);

} // namespace claims
