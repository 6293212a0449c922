// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace store {

// Whether a file that is open, and the write-ahead log beside it, are still what their names say.
// SQLite writes on into a file that was removed or replaced, where nobody will ever find it. One
// thread.
class FilePlace
{
public:
    explicit FilePlace(std::string path);

    // True as long as both are what they were: the file when this was made, the log when this was
    // first asked. Only while it is open with its log.
    bool isHeld();

private:
    // Device and number of a file; nothing: there is none.
    using Identity = std::optional<std::pair<std::uint64_t, std::uint64_t>>;
    static Identity identityOf(const std::string& path);

    std::string m_path;
    std::string m_logPath;
    Identity m_file;
    Identity m_log; // nothing: not asked yet
};

} // namespace store
