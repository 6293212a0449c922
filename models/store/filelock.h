// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <string>

namespace store {

// Keeps a second writer away from a recording: an advisory lock on "<path>.lock" that the kernel
// releases when the process ends, however it ends.
class FileLock
{
public:
    static telemetry::Result<FileLock> acquire(const std::string& path);

    FileLock() = default;
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    ~FileLock();

private:
    int m_descriptor = -1;
};

} // namespace store
