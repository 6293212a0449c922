// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/newrecording.h"

#include <filesystem>
#include <system_error>
#include <utility>

namespace commands {

NewRecording::NewRecording(std::string path)
    : m_path(std::move(path))
{
    std::error_code error;
    m_isKept = std::filesystem::exists(m_path, error) || error;
}

NewRecording::~NewRecording()
{
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm", ".lock"}) {
        if (!m_isKept)
            std::filesystem::remove(m_path + suffix, ignored);
    }
}

} // namespace commands
