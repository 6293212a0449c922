// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/faults/scarcity.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <new>
#include <string>

#include <link.h>
#include <sqlite3.h>
#include <unistd.h>

namespace {

std::atomic<bool> isMemoryScarce = false;
std::atomic<bool> isOfLibrary = false;
std::atomic<bool> isThrownUncaught = false;
std::atomic<std::uintptr_t> libraryBegin = 0; // its code
std::atomic<std::uintptr_t> libraryEnd = 0;
std::atomic<pid_t> scarceThread = 0;
std::atomic<pid_t> newestUnconcerned = 0;
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
    if ((thread != 0 && thread != ownThread) || ownThread <= newestUnconcerned)
        return false;
    ++seenAllocations;
    if (allocationsLeft-- > 0 || failuresLeft-- <= 0)
        return false;
    ++failedAllocations;
    return true;
}

struct NobodyCatchesThis
{ };

void* allocated(std::size_t size)
{
    const bool isFailing = !isOfLibrary && failsNow();
    void* memory = isFailing ? nullptr : std::malloc(size > 0 ? size : std::size_t{1});
    if (isFailing && isThrownUncaught)
        throw NobodyCatchesThis();
    if (memory == nullptr)
        throw std::bad_alloc();
    return memory;
}

sqlite3_mem_methods sqliteMemory{};

#ifdef PLUMBLINE_OWN_MALLOC
bool failsForLibrary(const void* caller)
{
    const auto place = reinterpret_cast<std::uintptr_t>(caller);
    const bool isFailing = place >= libraryBegin && place < libraryEnd && failsNow();
    if (isFailing)
        errno = ENOMEM;
    return isFailing;
}

int findLibrary(dl_phdr_info* info, std::size_t /*size*/, void* name)
{
    const std::string path = info->dlpi_name;
    if (!path.substr(path.rfind('/') + 1).starts_with(*static_cast<const std::string*>(name)))
        return 0;
    for (int i = 0; i < info->dlpi_phnum; ++i) {
        const auto& part = info->dlpi_phdr[i];
        if (part.p_type != PT_LOAD || (part.p_flags & PF_X) == 0)
            continue;
        libraryBegin = info->dlpi_addr + part.p_vaddr;
        libraryEnd = libraryBegin + part.p_memsz;
    }
    return 1;
}
#endif

} // namespace

#ifdef PLUMBLINE_OWN_MALLOC
// For the whole program; glibc's own but for the above. Their caller tells the library.
extern "C" void* __libc_malloc(std::size_t size);
extern "C" void* __libc_calloc(std::size_t count, std::size_t size);
extern "C" void* __libc_realloc(void* memory, std::size_t size);

extern "C" void* malloc(std::size_t size) noexcept
{
    return failsForLibrary(__builtin_return_address(0)) ? nullptr : __libc_malloc(size);
}
extern "C" void* calloc(std::size_t count, std::size_t size) noexcept
{
    return failsForLibrary(__builtin_return_address(0)) ? nullptr : __libc_calloc(count, size);
}
extern "C" void* realloc(void* memory, std::size_t size) noexcept
{
    return failsForLibrary(__builtin_return_address(0)) ? nullptr : __libc_realloc(memory, size);
}
extern "C" char* strdup(const char* text) noexcept
{
    if (failsForLibrary(__builtin_return_address(0)))
        return nullptr;
    const std::size_t size = std::strlen(text) + 1;
    void* copy = __libc_malloc(size);
    return copy == nullptr ? nullptr : static_cast<char*>(std::memcpy(copy, text, size));
}
#endif

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

std::vector<pid_t> threadsHere()
{
    std::vector<pid_t> threads;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/task"))
        threads.push_back(static_cast<pid_t>(std::stol(entry.path().filename().string())));
    std::ranges::sort(threads);
    return threads;
}

void beginShortage(const Shortage& shortage)
{
    failedAllocations = 0;
    seenAllocations = 0;
    scarceThread = shortage.thread;
    newestUnconcerned = shortage.newerThan;
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

bool takeMemoryOf(const std::string& name)
{
    isOfLibrary = true;
#ifdef PLUMBLINE_OWN_MALLOC
    std::string wanted = name;
    return ::dl_iterate_phdr(findLibrary, &wanted) != 0 && libraryEnd != 0;
#else
    return name.empty();
#endif
}

void throwWhatNobodyCatches()
{
    isThrownUncaught = true;
}

bool takeMemoryOfSqlite()
{
    isOfLibrary = true;
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
