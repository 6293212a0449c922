// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/databasefile.h"

#include <fstream>
#include <string_view>

namespace commands {

bool isDatabase(const std::string& path)
{
    constexpr std::string_view mark = "SQLite format 3";
    std::ifstream file(path, std::ios::binary);
    std::string begin(mark.size(), '\0');
    file.read(begin.data(), static_cast<std::streamsize>(begin.size()));
    return begin == mark;
}

} // namespace commands
