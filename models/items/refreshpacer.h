// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/recordingqueries.h"
#include "models/items/timeconductor.h"

#include <QObject>
#include <QTimer>

namespace items {

// Says when a view should read the recording again: at once after a seek, or a change of span or of
// mode that changes what is asked for, and at most once an interval while the cursor moves by
// itself; when that is so fast that a twentieth of the span goes by between two reads, as often as
// that, and with every step when it is played as fast as possible. GUI thread.
class RefreshPacer final : public QObject
{
    Q_OBJECT

public:
    // `interval`: smallest time between two reads while live or playing.
    RefreshPacer(const TimeConductor& conductor, std::chrono::milliseconds interval,
                 QObject* parent = nullptr);

    void setInterval(std::chrono::milliseconds interval) { m_timer.setInterval(interval); }
    // Nothing is due while the view is hidden; one read is when it is shown again.
    void setActive(bool active);
    bool isActive() const { return m_isActive; }
    // As if the cursor had been moved by hand.
    void requestNow();
    // What becomes of a read that runs when the next is due: what the cursor has only gone on a bit
    // from is still worth showing.
    Before before() const { return isFollowing() ? Before::Finishes : Before::Stops; }

signals:
    void due();

private:
    void cursorMoved();
    void changed(); // something else that the view may hang on
    bool isFollowing() const; // the cursor moves by itself
    bool isSameView() const;
    bool isFarFromLast() const;
    void fire();

    const TimeConductor& m_conductor;
    QTimer m_timer;
    bool m_isActive = true;
    bool m_isWaiting = false; // something moved since the last read
    store::View m_lastView; // of the last read
};

} // namespace items
