// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/fileplace.h"

#include <filesystem>
#include <system_error>

#include <sys/stat.h>

namespace store {

FilePlace::FilePlace(std::string path)
    : m_path(std::move(path))
    , m_file(identityOf(m_path))
{
    // SQLite puts the log beside the file that a link leads to.
    std::error_code error;
    const auto canonical = std::filesystem::canonical(m_path, error);
    m_logPath = (error ? m_path : canonical.string()) + "-wal";
}

bool FilePlace::isHeld()
{
    const Identity log = identityOf(m_logPath);
    if (!m_log)
        m_log = log;
    return m_file && identityOf(m_path) == m_file && log && log == m_log;
}

FilePlace::Identity FilePlace::identityOf(const std::string& path)
{
    struct stat status = {};
    if (::stat(path.c_str(), &status) != 0)
        return std::nullopt;
    return std::pair<std::uint64_t, std::uint64_t>(status.st_dev, status.st_ino);
}

} // namespace store
