// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QObject>

#include <vector>

class QWidget;

namespace bench {

// Keeps how long each frame of a window took, from when its request to paint was delivered until it
// was painted and flushed. What held the thread up before that is not in it, see Heartbeat. GUI
// thread.
class FrameWatch final : public QObject
{
public:
    FrameWatch(QWidget& window, std::vector<double>& millis); // both outlive it

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void customEvent(QEvent* event) override;

private:
    std::vector<double>& m_millis;
    QElapsedTimer m_timer; // of the frame that is being painted
};

} // namespace bench
