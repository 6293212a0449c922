// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <cstdint>
#include <istream>
#include <string>

namespace store {

// Keeps a second writer away from a recording: an advisory lock on "<path>.lock" that the kernel
// releases when the process ends, however it ends.
class FileLock
{
public:
    // Refused when another holds it, or its file cannot be made (no such folder, no permission, no
    // space); never waits.
    static telemetry::Result<FileLock> acquire(const std::string& path);

    // Whether somebody holds it, this process too, without taking it: a writer that starts
    // meanwhile must not be turned away. False also where that cannot be told (it is read from
    // Linux's /proc/locks).
    static bool isHeld(const std::string& path);

    // Who holds it, for people: "plumbline (process 4711 of ada)". Empty when nobody does, or it
    // cannot be told. Safe to show.
    static std::string holderOf(const std::string& path);

    // Removes the lock's file where this lock made it: nothing is going to be written beside it.
    void discard();

    // Lets go and removes the lock's file, whoever made it. Who waits for it meanwhile is refused
    // or makes another.
    void remove();

    FileLock() = default;
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    ~FileLock();

private:
    bool isOfItsName() const;

    int m_descriptor = -1;
    std::string m_name;
    bool m_isNew = false;
};

// The number of the process that holds the lock of a file, by a text like /proc/locks; empty: none.
// Numbers of files are given anew on each device: a lock there tells nothing of this one, unless
// its process has this very file open (some file systems name another device in that text).
std::string lockHolder(std::istream& locks, std::uint64_t device, std::uint64_t file);

} // namespace store
