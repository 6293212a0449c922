// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/faults/ourcalls.h"

#include <cstdint>
#include <map>
#include <mutex>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

struct WrittenState
{
    std::int64_t size = 0;
    std::int64_t seconds = 0;
    std::int64_t nanos = 0;
    friend bool operator==(const WrittenState&, const WrittenState&) = default;
};

struct CallWatch
{
    std::mutex mutex; // guards the rest
    faults::CallFaults faults;
    bool isOn = false;
    std::map<std::pair<std::uint64_t, std::uint64_t>, WrittenState> synced; // by device and inode
    std::string unsynced;
    int names = 0;
};

CallWatch& callWatch()
{
    static auto* watch = new CallWatch; // never freed: others call to the very end
    return *watch;
}

std::pair<std::uint64_t, std::uint64_t> fileIdOf(const struct stat& status)
{
    return {status.st_dev, status.st_ino};
}

WrittenState writtenStateOf(const struct stat& status)
{
    return {
        .size = status.st_size, .seconds = status.st_mtim.tv_sec, .nanos = status.st_mtim.tv_nsec};
}

void noteName(const char* from, const char* to)
{
    CallWatch& watch = callWatch();
    const std::scoped_lock lock(watch.mutex);
    struct stat status = {};
    if (!watch.isOn || ::lstat(from, &status) != 0 || !S_ISREG(status.st_mode))
        return;
    ++watch.names;
    const auto synced = watch.synced.find(fileIdOf(status));
    const bool isWhole = synced != watch.synced.end() && synced->second == writtenStateOf(status);
    if (!isWhole && watch.unsynced.empty())
        watch.unsynced = to;
}

} // namespace

extern "C" int fsync(int file)
{
    CallWatch& watch = callWatch();
    const std::scoped_lock lock(watch.mutex);
    if (watch.faults.areSyncsLost)
        return 0;
    const auto done = static_cast<int>(::syscall(SYS_fsync, file));
    struct stat status = {};
    if (watch.isOn && done == 0 && ::fstat(file, &status) == 0)
        watch.synced[fileIdOf(status)] = writtenStateOf(status);
    return done;
}

extern "C" int rename(const char* from, const char* to) noexcept
{
    noteName(from, to);
    return static_cast<int>(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}

extern "C" int link(const char* from, const char* to) noexcept
{
    noteName(from, to);
    return static_cast<int>(::syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0));
}

extern "C" int flock(int file, int how) noexcept
{
    {
        CallWatch& watch = callWatch();
        const std::scoped_lock lock(watch.mutex);
        if (watch.faults.areLocksLost)
            return 0;
    }
    return static_cast<int>(::syscall(SYS_flock, file, how));
}

namespace faults {

void setCallFaults(const CallFaults& faults)
{
    CallWatch& watch = callWatch();
    const std::scoped_lock lock(watch.mutex);
    watch.faults = faults;
}

void watchNames()
{
    CallWatch& watch = callWatch();
    const std::scoped_lock lock(watch.mutex);
    watch.isOn = true;
}

std::string unsyncedName()
{
    CallWatch& watch = callWatch();
    const std::scoped_lock lock(watch.mutex);
    return watch.unsynced;
}

int namesGiven()
{
    CallWatch& watch = callWatch();
    const std::scoped_lock lock(watch.mutex);
    return watch.names;
}

} // namespace faults
