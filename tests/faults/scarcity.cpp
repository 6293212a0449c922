// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/faults/scarcity.h"

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

#include <sqlite3.h>
#include <unistd.h>

namespace {

std::atomic<bool> isMemoryScarce = false;
std::atomic<bool> isOfSqlite = false;
std::atomic<pid_t> scarceThread = 0;
std::atomic<std::int64_t> allocationsLeft = 0;
std::atomic<std::int64_t> failuresLeft = 0;
std::atomic<std::int64_t> failedAllocations = 0;
std::atomic<std::int64_t> seenAllocations = 0;
thread_local bool isSpared = false;
thread_local pid_t ownThread = 0; // asked once

bool failsNow()
{
    if (!isMemoryScarce || isSpared)
        return false;
    if (ownThread == 0)
        ownThread = ::gettid();
    const pid_t thread = scarceThread;
    if (thread != 0 && thread != ownThread)
        return false;
    ++seenAllocations;
    if (allocationsLeft-- > 0 || failuresLeft-- <= 0)
        return false;
    ++failedAllocations;
    return true;
}

void* allocated(std::size_t size)
{
    void* memory =
        !isOfSqlite && failsNow() ? nullptr : std::malloc(size > 0 ? size : std::size_t{1});
    if (memory == nullptr)
        throw std::bad_alloc();
    return memory;
}

sqlite3_mem_methods sqliteMemory{};

} // namespace

// For the whole program; the usual ones but for the above.
void* operator new(std::size_t size)
{
    return allocated(size);
}
void* operator new[](std::size_t size)
{
    return allocated(size);
}
void operator delete(void* memory) noexcept
{
    std::free(memory);
}
void operator delete[](void* memory) noexcept
{
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept
{
    std::free(memory);
}

namespace faults {

void spare()
{
    isSpared = true;
}

void beginShortage(const Shortage& shortage)
{
    failedAllocations = 0;
    seenAllocations = 0;
    scarceThread = shortage.thread;
    allocationsLeft = shortage.from;
    failuresLeft = shortage.failures;
    isMemoryScarce = true;
}

std::int64_t endShortage()
{
    isMemoryScarce = false;
    return failedAllocations;
}

std::int64_t allocationsSeen()
{
    return seenAllocations;
}

bool takeMemoryOfSqlite()
{
    isOfSqlite = true;
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &sqliteMemory) != SQLITE_OK)
        return false;
    sqlite3_mem_methods scarce = sqliteMemory;
    scarce.xMalloc = [](int size) { return failsNow() ? nullptr : sqliteMemory.xMalloc(size); };
    scarce.xRealloc = [](void* memory, int size) {
        return failsNow() ? nullptr : sqliteMemory.xRealloc(memory, size);
    };
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &scarce) == SQLITE_OK;
}

} // namespace faults
