// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/faults/ourcalls.h"

#include <cerrno>
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
    faults::CallPlan plan{.failures = 0};
    std::int64_t calls = 0; // of the plan's kind
    std::int64_t failed = 0;
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

// Within the lock.
bool failsCall(CallWatch& watch, faults::CallKind kind)
{
    const faults::CallPlan& plan = watch.plan;
    if (plan.failures == 0 || plan.kind != kind)
        return false;
    ++watch.calls;
    if (watch.calls < plan.failsFrom || watch.calls >= plan.failsFrom + plan.failures)
        return false;
    ++watch.failed;
    return true;
}

int syncThrough(int file, long call)
{
    CallWatch& watch = callWatch();
    const std::scoped_lock lock(watch.mutex);
    if (watch.faults.areSyncsLost)
        return 0;
    struct stat status = {};
    const bool isFile = ::fstat(file, &status) == 0 && S_ISREG(status.st_mode);
    if (isFile && failsCall(watch, faults::CallKind::Sync)) {
        errno = EIO;
        return -1;
    }
    const auto done = static_cast<int>(::syscall(call, file));
    if (watch.isOn && done == 0 && isFile && ::fstat(file, &status) == 0)
        watch.synced[fileIdOf(status)] = writtenStateOf(status);
    return done;
}

// False: errno says why not.
bool mayName(const char* from, const char* to)
{
    noteName(from, to);
    CallWatch& watch = callWatch();
    const std::scoped_lock lock(watch.mutex);
    if (!failsCall(watch, faults::CallKind::Name))
        return true;
    errno = ENOSPC;
    return false;
}

} // namespace

extern "C" ssize_t write(int file, const void* bytes, size_t size)
{
    CallWatch& watch = callWatch();
    bool isFailing = false;
    struct stat status = {};
    if (::fstat(file, &status) == 0 && S_ISREG(status.st_mode)) {
        const std::scoped_lock lock(watch.mutex);
        isFailing = failsCall(watch, faults::CallKind::Write);
    }
    if (!isFailing)
        return ::syscall(SYS_write, file, bytes, size);
    static_cast<void>(::syscall(SYS_write, file, bytes, size / 2));
    errno = ENOSPC;
    return -1;
}

extern "C" int fsync(int file)
{
    return syncThrough(file, SYS_fsync);
}

extern "C" int fdatasync(int file)
{
    return syncThrough(file, SYS_fdatasync);
}

extern "C" int rename(const char* from, const char* to) noexcept
{
    if (!mayName(from, to))
        return -1;
    return static_cast<int>(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}

extern "C" int link(const char* from, const char* to) noexcept
{
    if (!mayName(from, to))
        return -1;
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

bool isSynced(const std::string& path)
{
    CallWatch& watch = callWatch();
    const std::scoped_lock lock(watch.mutex);
    struct stat status = {};
    if (::stat(path.c_str(), &status) != 0)
        return false;
    const auto synced = watch.synced.find(fileIdOf(status));
    return synced != watch.synced.end() && synced->second == writtenStateOf(status);
}

void failCalls(const CallPlan& plan)
{
    CallWatch& watch = callWatch();
    const std::scoped_lock lock(watch.mutex);
    watch.plan = plan;
    watch.calls = 0;
    watch.failed = 0;
}

void mendCalls()
{
    CallWatch& watch = callWatch();
    const std::scoped_lock lock(watch.mutex);
    watch.plan.failures = 0;
}

std::int64_t failedCalls()
{
    CallWatch& watch = callWatch();
    const std::scoped_lock lock(watch.mutex);
    return watch.failed;
}

} // namespace faults
