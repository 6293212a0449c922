// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/filelock.h"

#include "models/telemetry/visibletext.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include <fcntl.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace store {

namespace {

// A lock's file that goes away again and again is no race any more (a link to nowhere, say).
constexpr int kMostTries = 100;

std::string whyNotMade(const std::string& path, int error)
{
    const auto slash = path.find_last_of('/');
    const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return "the folder " + folder + " does not exist. Make it, or write to another place.";
    case EACCES:
    case EPERM:
        return "this user may not write into " + folder + ".";
    case EROFS:
        return folder + " cannot be written to (read-only).";
    case ENOSPC:
    case EDQUOT:
        return "there is no space left in " + folder + ".";
    default:
        return std::string(std::strerror(error)) + ".";
    }
}

// A link and the file behind it share one lock.
std::string lockName(const std::string& path)
{
    std::error_code error;
    const auto canonical = std::filesystem::weakly_canonical(path, error);
    return (error ? path : canonical.string()) + ".lock";
}

// "08:01", as in /proc/locks.
std::string deviceText(std::uint64_t device)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%02x:%02x", ::major(device), ::minor(device));
    return text.data();
}

// False also where it may not be looked at: that of another user.
bool hasOpen(const std::string& process, std::uint64_t device, std::uint64_t file)
{
    std::error_code error;
    std::filesystem::directory_iterator each("/proc/" + process + "/fd", error);
    for (; !error && each != std::filesystem::directory_iterator(); each.increment(error)) {
        struct stat opened = {};
        if (::stat(each->path().c_str(), &opened) == 0 && opened.st_dev == device
            && opened.st_ino == file)
            return true;
    }
    return false;
}

// The number of the process that holds it; empty: nobody does, or it cannot be told.
std::string holdingProcess(const std::string& path)
{
    struct stat named = {};
    if (::stat(lockName(path).c_str(), &named) != 0)
        return {};
    std::ifstream locks("/proc/locks");
    return lockHolder(locks, named.st_dev, named.st_ino);
}

} // namespace

std::string lockHolder(std::istream& locks, std::uint64_t device, std::uint64_t file)
{
    // "1: FLOCK  ADVISORY  WRITE 4711 08:01:131074 0 EOF"; of those that wait, "1: -> FLOCK ...".
    const std::string number = std::to_string(file);
    std::string line;
    while (std::getline(locks, line)) {
        std::istringstream words(line);
        std::string count;
        std::string kind;
        std::string mode;
        std::string access;
        std::string holder;
        std::string place;
        words >> count >> kind >> mode >> access >> holder >> place;
        const std::size_t colon = place.rfind(':');
        if (kind != "FLOCK" || access != "WRITE" || colon == std::string::npos
            || place.substr(colon + 1) != number)
            continue;
        if (place.substr(0, colon) == deviceText(device) || hasOpen(holder, device, file))
            return holder;
    }
    return {};
}

bool FileLock::isHeld(const std::string& path)
{
    return !holdingProcess(path).empty();
}

std::string FileLock::holderOf(const std::string& path)
{
    const std::string process = holdingProcess(path);
    if (process.empty())
        return {};
    const std::string folder = "/proc/" + process;
    std::ifstream file(folder + "/comm");
    std::string name;
    std::getline(file, name);
    std::string text =
        (name.empty() ? "a program" : telemetry::visibleLine(name)) + " (process " + process;
    struct stat owner = {};
    passwd entry = {};
    passwd* found = nullptr;
    std::array<char, 4096> space{};
    if (::stat(folder.c_str(), &owner) == 0
        && ::getpwuid_r(owner.st_uid, &entry, space.data(), space.size(), &found) == 0
        && found != nullptr)
        text += " of " + telemetry::visibleLine(found->pw_name);
    return text + ")";
}

namespace {

// ", plumbline (process 4711 of ada)"
std::string namedHolder(const std::string& path)
{
    const std::string holder = FileLock::holderOf(path);
    return holder.empty() ? holder : ", " + holder;
}

} // namespace

telemetry::Result<FileLock> FileLock::acquire(const std::string& path)
{
    using telemetry::ErrorKind;
    const std::string name = lockName(path);
    for (int attempt = 0; attempt < kMostTries; ++attempt) {
        FileLock lock;
        lock.m_name = name;
        lock.m_descriptor = ::open(name.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
        lock.m_isNew = lock.m_descriptor >= 0;
        if (!lock.m_isNew && errno != EEXIST)
            return telemetry::failure(ErrorKind::Refused,
                                      path + " cannot be written: " + whyNotMade(name, errno));
        if (!lock.m_isNew)
            lock.m_descriptor = ::open(name.c_str(), O_RDWR | O_CLOEXEC);
        if (lock.m_descriptor < 0 && errno == ENOENT)
            continue; // it was removed in between
        if (lock.m_descriptor < 0)
            return telemetry::failure(ErrorKind::Refused,
                                      path + " cannot be written: " + name
                                          + " cannot be opened: " + std::strerror(errno) + ".");
        if (::flock(lock.m_descriptor, LOCK_EX | LOCK_NB) != 0)
            return telemetry::failure(ErrorKind::Refused,
                                      path + " is being written by another Plumbline"
                                          + namedHolder(path)
                                          + ". Close that one first, or write to another file.");
        if (lock.isOfItsName())
            return lock;
    }
    return telemetry::failure(ErrorKind::Refused,
                              path + " cannot be written: " + name
                                  + " goes away as often as it is made. Remove it when no "
                                    "Plumbline is writing there.");
}

// Not when its file was removed between opening and locking: the next one makes another.
bool FileLock::isOfItsName() const
{
    struct stat held = {};
    struct stat named = {};
    return ::fstat(m_descriptor, &held) == 0 && ::stat(m_name.c_str(), &named) == 0
        && held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

void FileLock::discard()
{
    if (m_descriptor >= 0 && m_isNew)
        ::unlink(m_name.c_str());
}

void FileLock::remove()
{
    if (m_descriptor < 0)
        return;
    if (isOfItsName())
        ::unlink(m_name.c_str()); // while it is held: nobody has locked a file that is going away
    ::close(std::exchange(m_descriptor, -1));
}

FileLock::FileLock(FileLock&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_name(std::move(other.m_name))
    , m_isNew(other.m_isNew)
{
}

FileLock& FileLock::operator=(FileLock&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_name, other.m_name);
    std::swap(m_isNew, other.m_isNew);
    return *this;
}

FileLock::~FileLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace store
