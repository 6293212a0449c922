// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>

namespace store {
class Reader;
struct RecordingInfo;
} // namespace store

// Nothing was received, refused or pulled, and nobody did or wrote anything: all that a recording
// tells is when it began and ended, and which page was looked at.
bool isEmptyRecording(const store::Reader& reader, const store::RecordingInfo& info);
bool isEmptyRecording(const std::string& path); // false also where it cannot be read
