// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cerrno>
#include <cstring>
#include <string>

#include <unistd.h>

namespace telemetry {

// Gives a QSaveFile its name once all of it is on the disk; empty, else why it could not be: then
// what had the name before has it still. QSaveFile itself takes what could not be synced for
// written, and would put it in the place of a file that is whole.
template<class SaveFile>
std::string keepFile(SaveFile& file)
{
    if (file.flush() && ::fsync(file.handle()) != 0 && errno != EINVAL && errno != ENOTSUP) {
        std::string why = std::strerror(errno);
        file.cancelWriting();
        file.commit(); // takes away what was written beside it
        return why;
    }
    return file.commit() ? std::string() : file.errorString().toStdString();
}

} // namespace telemetry
