// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>
#include <cstddef>
#include <new>
#include <thread>

namespace telemetry {

inline constexpr std::chrono::milliseconds kMemoryPause{5};

// Does `work`, and again after a moment for as long as there is not memory enough for it: for what
// may be neither lost nor given up, as an answer that somebody waits for. Where it throws, `work`
// has to leave all as it was.
template<class Work>
auto withPatience(Work work)
{
    while (true) {
        try {
            return work();
        } catch (const std::bad_alloc&) {
            std::this_thread::sleep_for(kMemoryPause); // whoever else has memory gives some back
        }
    }
}

// Waits until a list has a place for one more: adding that cannot fail then, which matters where
// what is to be listed has been done already.
template<class List>
void makeRoom(List& list)
{
    constexpr std::size_t kFirst = 8;
    if (list.size() < list.capacity())
        return;
    withPatience([&list] { list.reserve(list.size() < kFirst ? kFirst : 2 * list.size()); });
}

} // namespace telemetry
