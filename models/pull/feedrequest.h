// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/net/httpclient.h"
#include "models/pull/sourceaccess.h"
#include "models/pull/sourceprofile.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

namespace pull {

// The cursor or offset of the first page.
void resetPaging(Variables& variables);

// What the templates of a feed's first requests are rendered with.
Variables firstVariables(const SourceProfile& profile, const Feed& feed,
                         const telemetry::TimeRange& window);

// One query of a PromQL feed over the window.
telemetry::Result<net::ClientRequest> composeQuery(const SourceAccess& access, const Feed& feed,
                                                   const PromQuery& query,
                                                   const Variables& variables,
                                                   const telemetry::TimeRange& window);

} // namespace pull
