// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/openfiles.h"

#include <mutex>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include <sys/stat.h>

namespace store {

namespace {

using FileIdentity = std::pair<dev_t, ino_t>;

struct OpenFiles
{
    std::mutex mutex;
    std::multiset<FileIdentity> all;
};

OpenFiles& openFiles()
{
    static auto* files = new OpenFiles; // what is static may close its database later than this
    return *files;
}

std::optional<FileIdentity> identityOf(const std::string& path)
{
    struct stat status = {};
    if (::stat(path.c_str(), &status) != 0)
        return std::nullopt;
    return FileIdentity(status.st_dev, status.st_ino);
}

bool isMarked(const std::string& path)
{
    const auto identity = identityOf(path);
    OpenFiles& files = openFiles();
    const std::lock_guard lock(files.mutex);
    return identity && files.all.contains(*identity);
}

class OpenMark
{
public:
    explicit OpenMark(FileIdentity identity)
        : m_identity(std::move(identity))
    {
        OpenFiles& files = openFiles();
        const std::lock_guard lock(files.mutex);
        files.all.insert(m_identity);
    }
    OpenMark(const OpenMark&) = delete;
    OpenMark& operator=(const OpenMark&) = delete;
    ~OpenMark()
    {
        OpenFiles& files = openFiles();
        const std::lock_guard lock(files.mutex);
        files.all.erase(files.all.find(m_identity));
    }

private:
    FileIdentity m_identity;
};

} // namespace

bool isOpenHere(const std::string& path)
{
    if (isMarked(path))
        return true;
    const bool isBeside = path.ends_with("-wal") || path.ends_with("-shm");
    return isBeside && isMarked(path.substr(0, path.size() - std::string_view("-wal").size()));
}

std::shared_ptr<const void> markOpen(const std::string& path)
{
    const auto identity = identityOf(path);
    return identity ? std::make_shared<const OpenMark>(*identity) : nullptr;
}

} // namespace store
