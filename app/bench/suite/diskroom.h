// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace bench {

// Whether what a benchmark writes has room on a disk, in words.
struct DiskRoom
{
    bool isEnough = true; // also where it cannot be told
    std::string text; // "up to 9.3 GB of disk in /tmp, where 4.2 GB are free"
};

// Of what takes `needed` bytes in a folder; sizes in units of 10^9 bytes.
DiskRoom diskRoom(const std::filesystem::path& folder, std::int64_t needed);
DiskRoom diskRoom(const std::filesystem::path& folder, std::int64_t needed, std::uintmax_t free);

} // namespace bench
