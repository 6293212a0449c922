// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>

namespace commands {

// The recording that is about to be written to. One that its pipeline made is removed again unless
// it is kept: what failed to begin leaves no empty file in the way. Whatever another one made, or
// writes by now, stays. Make it before the pipeline, so that it goes after it.
class NewRecording
{
public:
    explicit NewRecording(std::string path);
    NewRecording(const NewRecording&) = delete;
    NewRecording& operator=(const NewRecording&) = delete;
    ~NewRecording();

    // The pipeline has begun; see Pipeline::isNewRecording().
    void begun(bool isNew) { m_isOurs = isNew; }
    void keep() { m_isOurs = false; }
    bool isNew() const { return m_isOurs; } // and not yet kept

private:
    std::string m_path;
    bool m_isOurs = false;
};

} // namespace commands
