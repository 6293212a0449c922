// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// A core dump holds all that the process holds: tokens, and what people said. Other programs
// collect such files, keep them for weeks and send them on.
namespace coreguard {

// None is left by this process and those that it starts, be it a file or what is piped to a
// collector. PLUMBLINE_CORES=1 allows them, for whoever looks for a fault. Before anything that is
// secret is read.
void forbidCores();

} // namespace coreguard
