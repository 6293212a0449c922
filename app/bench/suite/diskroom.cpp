// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/suite/diskroom.h"

#include <QString>

#include <system_error>

namespace bench {

namespace {

std::string gigabytesText(double bytes)
{
    return QString::number(bytes / 1e9, 'f', 1).toStdString() + " GB";
}

std::string neededText(const std::filesystem::path& folder, std::int64_t needed)
{
    return "up to " + gigabytesText(static_cast<double>(needed)) + " of disk in " + folder.string();
}

} // namespace

DiskRoom diskRoom(const std::filesystem::path& folder, std::int64_t needed)
{
    std::error_code error;
    const auto space = std::filesystem::space(folder, error);
    if (error)
        return {.isEnough = true,
                .text = neededText(folder, needed) + ", of which it cannot be told what is free"};
    return diskRoom(folder, needed, space.available);
}

DiskRoom diskRoom(const std::filesystem::path& folder, std::int64_t needed, std::uintmax_t free)
{
    return {.isEnough = static_cast<std::uintmax_t>(needed) <= free,
            .text = neededText(folder, needed) + ", where "
                + gigabytesText(static_cast<double>(free)) + " are free"};
}

} // namespace bench
