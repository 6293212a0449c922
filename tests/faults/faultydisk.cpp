// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/faults/faultydisk.h"

#include "tests/faults/trial.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <mutex>
#include <new>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace faults {

namespace {

constexpr std::int64_t kSector = 512;

// One write or truncation that no sync followed yet.
struct Change
{
    std::int64_t offset = 0; // or the new length
    std::string before; // what was there; may be shorter at the end of the file
    std::string after;
    std::int64_t sizeBefore = 0;
    bool isTruncation = false;
};
using Unsynced = std::vector<Change>;

} // namespace

struct FaultyDisk::Private
{
    std::mutex mutex; // guards all but what never changes
    FaultyDisk* owner = nullptr;
    sqlite3_vfs* usual = nullptr;
    sqlite3_vfs vfs{};
    sqlite3_io_methods methods{};
    DiskPlan plan;
    std::int64_t writes = 0;
    std::int64_t reads = 0;
    std::int64_t syncs = 0;
    std::int64_t changes = 0; // writes, truncations and syncs
    std::map<std::string, Unsynced> unsynced; // by path
    std::function<void(const std::string&)> synced;

    bool fails(DiskFault fault, std::int64_t count)
    {
        if (plan.fault != fault || count < plan.failsFrom
            || count - plan.failsFrom >= plan.failures)
            return false;
        ++owner->m_failed;
        return true;
    }
    void cutIfDue()
    {
        if (++changes >= plan.cutAt)
            cut();
    }
    [[noreturn]] void cut();
};

namespace {

// SQLite gives memory of `szOsFile` bytes, in which the usual VFS's file stands behind this.
struct HeldFile
{
    sqlite3_file base;
    FaultyDisk::Private* disk;
    const std::string*
        path; // key in `unsynced`; null: a file without a name, which is not followed
    sqlite3_file* usual;
};

HeldFile* held(sqlite3_file* file)
{
    return reinterpret_cast<HeldFile*>(file);
}
sqlite3_file* usualOf(sqlite3_file* file)
{
    return held(file)->usual;
}

int closeHeld(sqlite3_file* file)
{
    return usualOf(file)->pMethods->xClose(usualOf(file));
}

int readHeld(sqlite3_file* file, void* bytes, int size, sqlite3_int64 offset)
{
    FaultyDisk::Private& disk = *held(file)->disk;
    const std::lock_guard lock(disk.mutex);
    if (held(file)->path != nullptr && disk.fails(DiskFault::Read, ++disk.reads))
        return SQLITE_IOERR_READ;
    return usualOf(file)->pMethods->xRead(usualOf(file), bytes, size, offset);
}

std::int64_t sizeOf(sqlite3_file* file)
{
    sqlite3_int64 size = 0;
    usualOf(file)->pMethods->xFileSize(usualOf(file), &size);
    return size;
}

std::string contentOf(sqlite3_file* file, std::int64_t offset, std::int64_t size)
{
    const std::int64_t there = std::clamp<std::int64_t>(sizeOf(file) - offset, 0, size);
    std::string bytes(static_cast<std::size_t>(there), '\0');
    if (there > 0)
        usualOf(file)->pMethods->xRead(usualOf(file), bytes.data(), static_cast<int>(there),
                                       offset);
    return bytes;
}

void dawdle(const FaultyDisk::Private& disk)
{
    if (disk.plan.delay.count() > 0)
        std::this_thread::sleep_for(disk.plan.delay);
}

int writeHeld(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset)
{
    FaultyDisk::Private& disk = *held(file)->disk;
    const std::lock_guard lock(disk.mutex);
    if (held(file)->path != nullptr) {
        ++disk.writes;
        dawdle(disk);
        if (disk.fails(DiskFault::Full, disk.writes))
            return SQLITE_FULL;
        if (disk.fails(DiskFault::Write, disk.writes))
            return SQLITE_IOERR_WRITE;
        disk.unsynced[*held(file)->path].push_back(
            {.offset = offset,
             .before = contentOf(file, offset, size),
             .after = std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size)),
             .sizeBefore = sizeOf(file),
             .isTruncation = false});
        disk.cutIfDue();
    }
    return usualOf(file)->pMethods->xWrite(usualOf(file), bytes, size, offset);
}

int truncateHeld(sqlite3_file* file, sqlite3_int64 size)
{
    FaultyDisk::Private& disk = *held(file)->disk;
    const std::lock_guard lock(disk.mutex);
    if (held(file)->path != nullptr) {
        const std::int64_t before = sizeOf(file);
        disk.unsynced[*held(file)->path].push_back({.offset = size,
                                                    .before = contentOf(file, size, before - size),
                                                    .after = {},
                                                    .sizeBefore = before,
                                                    .isTruncation = true});
        disk.cutIfDue();
    }
    return usualOf(file)->pMethods->xTruncate(usualOf(file), size);
}

// The real file is not synced: what a cut loses is decided here, and it would only take time.
int syncHeld(sqlite3_file* file, int /*flags*/)
{
    FaultyDisk::Private& disk = *held(file)->disk;
    const std::lock_guard lock(disk.mutex);
    if (held(file)->path == nullptr)
        return SQLITE_OK;
    dawdle(disk);
    if (disk.fails(DiskFault::Sync, ++disk.syncs))
        return SQLITE_IOERR_FSYNC;
    disk.cutIfDue();
    if (!disk.plan.isLying)
        disk.unsynced[*held(file)->path].clear();
    if (disk.synced)
        disk.synced(*held(file)->path);
    return SQLITE_OK;
}

int sizeHeld(sqlite3_file* file, sqlite3_int64* size)
{
    return usualOf(file)->pMethods->xFileSize(usualOf(file), size);
}
int lockHeld(sqlite3_file* file, int level)
{
    return usualOf(file)->pMethods->xLock(usualOf(file), level);
}
int unlockHeld(sqlite3_file* file, int level)
{
    return usualOf(file)->pMethods->xUnlock(usualOf(file), level);
}
int checkLockHeld(sqlite3_file* file, int* isReserved)
{
    return usualOf(file)->pMethods->xCheckReservedLock(usualOf(file), isReserved);
}
int controlHeld(sqlite3_file* file, int operation, void* argument)
{
    return usualOf(file)->pMethods->xFileControl(usualOf(file), operation, argument);
}
int sectorHeld(sqlite3_file* file)
{
    return usualOf(file)->pMethods->xSectorSize(usualOf(file));
}
int traitsHeld(sqlite3_file* file)
{
    return usualOf(file)->pMethods->xDeviceCharacteristics(usualOf(file));
}
int mapHeld(sqlite3_file* file, int region, int size, int isWritable, void volatile** memory)
{
    return usualOf(file)->pMethods->xShmMap(usualOf(file), region, size, isWritable, memory);
}
int lockSharedHeld(sqlite3_file* file, int offset, int count, int flags)
{
    return usualOf(file)->pMethods->xShmLock(usualOf(file), offset, count, flags);
}
void barrierHeld(sqlite3_file* file)
{
    usualOf(file)->pMethods->xShmBarrier(usualOf(file));
}
int unmapHeld(sqlite3_file* file, int isDeleted)
{
    return usualOf(file)->pMethods->xShmUnmap(usualOf(file), isDeleted);
}

FaultyDisk::Private& diskOf(sqlite3_vfs* vfs)
{
    return *static_cast<FaultyDisk::Private*>(vfs->pAppData);
}

int openHeld(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* outFlags)
{
    FaultyDisk::Private& disk = diskOf(vfs);
    const std::lock_guard lock(disk.mutex);
    auto* made = new (file) HeldFile{};
    made->disk = &disk;
    made->usual = reinterpret_cast<sqlite3_file*>(made + 1);
    if (name != nullptr)
        made->path = &disk.unsynced.try_emplace(name).first->first;
    const int code = disk.usual->xOpen(disk.usual, name, made->usual, flags, outFlags);
    if (code == SQLITE_OK)
        made->base.pMethods = &disk.methods; // else SQLite does not close it
    return code;
}

int deleteHeld(sqlite3_vfs* vfs, const char* name, int isSynced)
{
    FaultyDisk::Private& disk = diskOf(vfs);
    const std::lock_guard lock(disk.mutex);
    disk.unsynced[name].clear();
    return disk.usual->xDelete(disk.usual, name, isSynced);
}

// Of a write, the sectors that got to the disk: a beginning, or any.
void writeTorn(int file, const Change& change, Random& random)
{
    const auto size = static_cast<std::int64_t>(change.after.size());
    const std::int64_t sectors = (size + kSector - 1) / kSector;
    const auto kept =
        static_cast<std::int64_t>(below(random, static_cast<std::uint64_t>(sectors) + 1));
    const bool isBeginning = below(random, 2) == 0;
    for (std::int64_t sector = 0; sector < sectors; ++sector) {
        if (isBeginning ? sector >= kept : below(random, 2) == 0)
            continue;
        const std::int64_t from = sector * kSector;
        const auto length = static_cast<std::size_t>(std::min(kSector, size - from));
        if (::pwrite(file, change.after.data() + from, length, change.offset + from) < 0)
            std::abort();
    }
}

// Leaves a file as chance has it: what was synced, and of the rest nothing, all, or some.
void leaveSome(const std::string& path, const Unsynced& changes, Random& random)
{
    const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    if (file < 0)
        return; // it was removed
    bool isGood = true;
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
        if (!change->before.empty())
            isGood =
                ::pwrite(file, change->before.data(), change->before.size(), change->offset) >= 0
                && isGood;
        isGood = ::ftruncate(file, change->sizeBefore) == 0 && isGood;
    }
    const std::uint64_t how = below(random, 4);
    const std::uint64_t upTo = below(random, changes.size() + 1); // for a beginning
    for (std::size_t i = 0; i < changes.size() && how > 0; ++i) {
        const Change& change = changes[i];
        const bool isWhole = how == 1 || (how == 2 && i < upTo) || (how == 3 && below(random, 2));
        if (!isWhole && (how == 1 || below(random, 8) != 0))
            continue;
        if (change.isTruncation)
            isGood = ::ftruncate(file, change.offset) == 0 && isGood;
        else if (isWhole)
            isGood = ::pwrite(file, change.after.data(), change.after.size(), change.offset) >= 0
                && isGood;
        else
            writeTorn(file, change, random);
    }
    ::close(file);
    if (!isGood)
        std::abort(); // the scratch folder's own disk
}

} // namespace

void FaultyDisk::Private::cut()
{
    Random random(plan.seed);
    for (const auto& [path, changesOfIt] : unsynced)
        leaveSome(path, changesOfIt, random);
    ::_exit(kPowerCut); // all else waits for the lock
}

FaultyDisk::FaultyDisk()
    : d(new Private)
{
    d->owner = this;
    sqlite3_initialize();
    d->usual = sqlite3_vfs_find(nullptr);
    d->vfs = *d->usual;
    d->vfs.pNext = nullptr;
    d->vfs.zName = "faulty";
    d->vfs.pAppData = d;
    d->vfs.szOsFile = static_cast<int>(sizeof(HeldFile)) + d->usual->szOsFile;
    d->vfs.xOpen = openHeld;
    d->vfs.xDelete = deleteHeld;
    // Version 2: without memory maps, which would go past it.
    d->methods = {.iVersion = 2,
                  .xClose = closeHeld,
                  .xRead = readHeld,
                  .xWrite = writeHeld,
                  .xTruncate = truncateHeld,
                  .xSync = syncHeld,
                  .xFileSize = sizeHeld,
                  .xLock = lockHeld,
                  .xUnlock = unlockHeld,
                  .xCheckReservedLock = checkLockHeld,
                  .xFileControl = controlHeld,
                  .xSectorSize = sectorHeld,
                  .xDeviceCharacteristics = traitsHeld,
                  .xShmMap = mapHeld,
                  .xShmLock = lockSharedHeld,
                  .xShmBarrier = barrierHeld,
                  .xShmUnmap = unmapHeld,
                  .xFetch = nullptr,
                  .xUnfetch = nullptr};
    sqlite3_vfs_register(&d->vfs, 1);
}

FaultyDisk& FaultyDisk::install()
{
    static auto* disk = new FaultyDisk;
    return *disk;
}

void FaultyDisk::set(const DiskPlan& plan)
{
    const std::lock_guard lock(d->mutex);
    d->plan = plan;
    d->writes = d->reads = d->syncs = d->changes = 0;
    m_failed = 0;
}

void FaultyDisk::setSynced(std::function<void(const std::string&)> synced)
{
    const std::lock_guard lock(d->mutex);
    d->synced = std::move(synced);
}

} // namespace faults
