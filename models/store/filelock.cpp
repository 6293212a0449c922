// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/filelock.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace store {

telemetry::Result<FileLock> FileLock::acquire(const std::string& path)
{
    using telemetry::ErrorKind;
    std::error_code error; // a link and the file behind it share one lock
    const auto canonical = std::filesystem::weakly_canonical(path, error);
    const std::string name = (error ? path : canonical.string()) + ".lock";
    FileLock lock;
    lock.m_descriptor = ::open(name.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (lock.m_descriptor < 0)
        return telemetry::failure(ErrorKind::Unreadable,
                                  name + " cannot be made: " + std::strerror(errno) + ".");
    if (::flock(lock.m_descriptor, LOCK_EX | LOCK_NB) != 0)
        return telemetry::failure(ErrorKind::Refused,
                                  path
                                      + " is being written by another Plumbline. Close that one "
                                        "first, or write to another file.");
    return lock;
}

FileLock::FileLock(FileLock&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

FileLock& FileLock::operator=(FileLock&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

FileLock::~FileLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace store
