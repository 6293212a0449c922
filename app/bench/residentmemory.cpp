// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/residentmemory.h"

#include <fstream>
#include <string>
#include <string_view>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace bench {

namespace {

double statusMegabytes(std::string_view name)
{
    constexpr double kKibibyte = 1024;
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(name))
            return std::stod(line.substr(name.size())) * kKibibyte / 1e6;
    }
    return 0;
}

} // namespace

double residentMegabytes()
{
    return statusMegabytes("VmRSS:");
}

double peakMegabytes()
{
    return statusMegabytes("VmHWM:");
}

void restartPeak()
{
    std::ofstream("/proc/self/clear_refs") << "5";
}

void giveBackFreed()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

} // namespace bench
