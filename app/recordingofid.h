// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <string>

// The recording with this id (store::Reader::recordingId()) in a folder, looked for among its 500
// newest; empty: it is not there, or the id is empty. Reads each file's beginning, on the caller's
// thread: before there is a window.
std::string recordingOfId(const QString& folder, const std::string& id);
