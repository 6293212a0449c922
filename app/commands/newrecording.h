// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>

namespace commands {

// The recording that is about to be written to. One that was not there is removed again unless it
// is kept: what failed to begin leaves no empty file in the way. One that was there stays. Make it
// before the pipeline, so that it goes after it.
class NewRecording
{
public:
    explicit NewRecording(std::string path);
    NewRecording(const NewRecording&) = delete;
    NewRecording& operator=(const NewRecording&) = delete;
    ~NewRecording();

    void keep() { m_isKept = true; }
    bool isNew() const { return !m_isKept; } // and not yet kept

private:
    std::string m_path;
    bool m_isKept = false;
};

} // namespace commands
