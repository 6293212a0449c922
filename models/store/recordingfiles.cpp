// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/recordingfiles.h"

#include "models/store/filelock.h"

#include <filesystem>
#include <system_error>

namespace store {

void removeRecordingFiles(const std::string& path)
{
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm", ".lock"})
        std::filesystem::remove(path + suffix, ignored);
}

void discardRecording(const std::string& path,
                      const std::function<bool(const std::string&)>& isUnwanted)
{
    auto lock = FileLock::acquire(path);
    if (!lock)
        return;
    if (!isUnwanted || isUnwanted(path))
        removeRecordingFiles(path);
    else
        lock->remove();
}

} // namespace store
