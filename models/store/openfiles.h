// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <memory>
#include <string>

namespace store {

// Which databases this process has open. Nothing but SQLite may open such a file here, not even to look at its first
// bytes: POSIX locks of a process go as soon as it closes any descriptor of the file
// (sqlite.org/howtocorrupt.html, 2.2), and the next process then takes the shared memory from under its readers.
// Any thread.

// True for the database itself, under whatever name, and for its "-wal" and "-shm".
bool isOpenHere(const std::string& path);

// Says so of the file at `path` while what is returned lives. Null: there is no such file, as of one in memory.
std::shared_ptr<const void> markOpen(const std::string& path);

} // namespace store
