// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonObject>

#include <vector>

namespace bench {

// Work of a fixed size that has nothing of ours in it: how fast the machine is just then. The
// anchor of timed figures that have no other. Wall time, as theirs is.
class PlainWork
{
public:
    PlainWork();

    // One more round of each: some ten milliseconds. To be called before and after what is
    // measured.
    void measure();

    // "arithmetic_ms", a loop of which each step needs the one before; "memory_ms", steps through
    // 32 MB in an order that no cache foresees; each as median, min and max of the rounds, and
    // "arithmetic_per_s", how many such loops a second.
    QJsonObject json() const;

private:
    std::vector<unsigned> m_next; // one cycle through all of it
    std::vector<double> m_arithmetic; // ms
    std::vector<double> m_memory;
};

} // namespace bench
