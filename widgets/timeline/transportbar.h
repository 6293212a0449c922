// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/followers.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLayout;
class QToolButton;

namespace common {
class NumberLabel;
class Theme;
} // namespace common

namespace timeline {

class ModeBadge;
class Overview;

// The time bar: transport, loop, speed, jumps from mark to mark, overview, width of the window,
// which knowledge is shown, clock and mode. Everything it does is the conductor's; it only follows.
// GUI thread.
class TransportBar final : public QWidget
{
    Q_OBJECT

public:
    TransportBar(items::TimeConductor& conductor, items::OverviewFollower& follower,
                 const common::Theme& theme, QWidget* parent = nullptr);

    // See ModeBadge.
    void setSilentSince(std::optional<telemetry::Timestamp> since);

    Overview* overview() const { return m_overview; }
    QString behindText() const;
    // What there is to say beside the date: how far behind, the end of the recording, what a jump
    // found or that there was nothing, how fast it is played. Empty: nothing.
    QString saidText() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QToolButton* makeButton(const QString& iconName, const QString& name);
    QToolButton* makeLoop();
    void makeCombos();
    void teachKeys();
    void makeClock();
    void arrange();
    QLayout* transport();
    void follow();
    void followLabels();
    QString paceText() const;
    void updateClock();
    bool hasRoomForBoth() const; // the date, and what is said of the moment
    void updateTransport();

    items::TimeConductor& m_conductor;
    items::OverviewFollower& m_follower;
    const common::Theme& m_theme;
    QToolButton* m_back;
    QToolButton* m_play;
    QToolButton* m_forward;
    QToolButton* m_loop;
    QComboBox* m_speed;
    QComboBox* m_span;
    QComboBox* m_known;
    Overview* m_overview;
    common::NumberLabel* m_clock;
    common::NumberLabel* m_date;
    ModeBadge* m_badge;
    QString m_jumped; // what was found, or that nothing was; until the cursor moves
};

} // namespace timeline
