// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/keymoments.h"
#include "models/telemetry/timerange.h"

#include <QAbstractButton>
#include <QWidget>

#include <array>
#include <vector>

namespace common {
class Theme;
}

namespace incident {

// One key moment under the axis: which, how long after the start, when. Fixed ones are filled, what
// is proposed is hollow, what is not known is a dash; what was worked out and not recorded, and how
// long after it, is marked "≈". A press goes to it.
class MomentCell final : public QAbstractButton
{
    Q_OBJECT

public:
    MomentCell(const common::Theme& theme, QWidget* parent);

    // `isEstimated`: the start that `since` counts from.
    void setMoment(const KeyMoment& moment, std::optional<telemetry::Duration> since,
                   bool isEstimated);
    const KeyMoment& moment() const { return m_moment; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const common::Theme& m_theme;
    KeyMoment m_moment;
    QString m_name;
    QString m_since;
    QString m_when;
};

// The key moments of an incident on one time axis, and what each of them rests on. GUI thread.
class MomentStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit MomentStrip(const common::Theme& theme, QWidget* parent = nullptr);

    // `moments` as keyMoments() tells them; the axis reaches over `range`.
    void setMoments(const std::vector<KeyMoment>& moments, const telemetry::TimeRange& range);
    // Where it can be written: a menu of each, and a press on one that is not known, asks to fix
    // it.
    void setCanFix(bool can);

signals:
    void momentChosen(telemetry::Timestamp time);
    void fixRequested(incident::MomentKind kind);
    void unfixRequested(incident::MomentKind kind); // of one that is fixed

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double positionOf(telemetry::Timestamp time) const; // on the axis, in pixels

    const common::Theme& m_theme;
    std::array<MomentCell*, kMomentKinds.size()> m_cells{};
    telemetry::TimeRange m_range;
    bool m_canFix = false;
};

// Filled or hollow, around a point; not known: a dash.
void paintMomentMark(QPainter& painter, const QPointF& middle, const KeyMoment& moment,
                     const common::Theme& theme);

} // namespace incident
