// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ctime>

namespace bench {

// Processor time of the calling thread, in seconds: what others do on the machine is not in it.
inline double processorSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

} // namespace bench
