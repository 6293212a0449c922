// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cerrno>
#include <cstring>
#include <string>

#include <unistd.h>

namespace telemetry {

// Gives a QSaveFile its name once all of it is on the disk; empty, else why it could not be: then
// what had the name before has it still. QSaveFile itself takes what could not be synced for
// written, and of what it holds back until its end also what could not be written, and would put it
// in the place of a file that is whole.
template<class SaveFile>
std::string keepFile(SaveFile& file)
{
    std::string why;
    if (!file.flush())
        why = file.errorString().toStdString();
    else if (::fsync(file.handle()) != 0 && errno != EINVAL && errno != ENOTSUP)
        why = std::strerror(errno);
    if (!why.empty())
        file.cancelWriting(); // commit() then takes away what was written beside it
    if (!file.commit() && why.empty())
        why = file.errorString().toStdString();
    return why;
}

} // namespace telemetry
