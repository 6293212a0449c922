// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <string>
#include <vector>

namespace commands {

// The user's own files of a kind, beside the settings: paths in order, none when there are none.
std::vector<std::string> userFiles(const char* folder, const char* pattern);
QString userFolderPath(const char* folder); // where they are; it need not exist
// The same, to be shown: with "~" for the home.
QString userFolder(const char* folder);
// One such file; empty when it is not there.
std::string userFile(const char* name);

} // namespace commands
