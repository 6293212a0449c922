// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/net/connectioncheck.h"
#include "models/pull/sourceprofile.h"

#include <atomic>
#include <chrono>
#include <string>

namespace pull {

// Asks each feed of a source once for what it would pull first, of the last minutes, keeps nothing,
// and says what is wrong with the first that does not answer as it should. At most `limit` for each
// request. Blocks. No secret is in the words.
net::ConnectionVerdict testSource(const SourceProfile& profile, const std::string& tokenFile,
                                  std::chrono::milliseconds limit,
                                  const std::atomic<bool>* cancel = nullptr);

} // namespace pull
