// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <vector>

namespace bench {

// Wishes to be called every ten milliseconds in the event loop of its thread, and keeps how late
// each call came: whatever keeps that thread from its events shows here, whether it paints or not.
// Of calls that fell into one long stretch each is late by its own time, as each key pressed then
// would have been.
class Heartbeat final : public QObject
{
public:
    explicit Heartbeat(std::vector<double>& late); // milliseconds; outlives it

private:
    void beat();

    std::vector<double>& m_late;
    QElapsedTimer m_clock;
    qint64 m_due = 0; // ns of the clock
    QTimer m_timer;
};

} // namespace bench
