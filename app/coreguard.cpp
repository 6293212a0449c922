// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/coreguard.h"

#include <cstdlib>
#include <string_view>

#include <sys/resource.h>

namespace coreguard {

// Not PR_SET_DUMPABLE, which would hold as well: it gives /proc/PID to root, and then nobody but
// root is told who holds a port or a recording (portholder, filelock), or may attach a profiler. It
// also keeps other programs of the same user out, which is promised nowhere: they read the same
// files.
//
// One byte, not none: with 0 no file is written, but a core_pattern that is a pipe gets the core
// all the same. 1 is the kernel's word for neither (core(5); fs/coredump.c).
void forbidCores()
{
    const char* allowed = std::getenv("PLUMBLINE_CORES");
    if (allowed != nullptr && std::string_view(allowed) == "1")
        return;
    rlimit now{};
    if (::getrlimit(RLIMIT_CORE, &now) != 0)
        return;
    // Where the hard limit is 0 it stays: the soft one cannot be above it.
    const rlimit none{.rlim_cur = now.rlim_max < 1 ? 0 : rlim_t{1},
                      .rlim_max = now.rlim_max < 1 ? 0 : rlim_t{1}};
    ::setrlimit(RLIMIT_CORE, &none);
}

} // namespace coreguard
