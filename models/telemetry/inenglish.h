// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace telemetry {

// For as long as it lives, this thread's texts are English, whatever the window's language: what is
// recorded is read by everybody, and by the command line.
class InEnglish final
{
public:
    InEnglish() { ++s_depth; }
    ~InEnglish() { --s_depth; }
    InEnglish(const InEnglish&) = delete;
    InEnglish& operator=(const InEnglish&) = delete;

    static bool isOn() { return s_depth > 0; } // asked by the window's translator

private:
    static inline thread_local int s_depth = 0;
};

} // namespace telemetry
