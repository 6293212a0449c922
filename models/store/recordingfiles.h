// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <functional>
#include <string>

namespace store {

// The file and what belongs to it beside it, whoever holds it: only of one's own.
void removeRecordingFiles(const std::string& path);
// Removes them unless somebody writes to it, or `isUnwanted` says no, which is asked when nobody
// can write to it any more. Any thread; what cannot be removed stays.
void discardRecording(const std::string& path,
                      const std::function<bool(const std::string&)>& isUnwanted = {});

} // namespace store
