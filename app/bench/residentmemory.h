// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace bench {

// Of this process, in megabytes of 10^6 bytes (proc(5), status); 0 where the system does not tell.
double residentMegabytes();
double peakMegabytes(); // since the start, or since the last restartPeak()
void restartPeak(); // proc(5), clear_refs
void giveBackFreed(); // to the system, where the allocator can: what is resident then is in use

} // namespace bench
