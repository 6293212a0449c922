// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>

namespace commands {

// The recording that a command writes to. One that the command made, and failed before anything was
// in it, is removed again: an empty file would only be in the way. One that was there stays.
class NewRecording
{
public:
    explicit NewRecording(std::string path);

    // Once nothing has it open any more.
    void removeUnused() const;

private:
    std::string m_path;
    bool m_wasThere = false;
};

} // namespace commands
