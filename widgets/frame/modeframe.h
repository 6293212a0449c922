// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/timeconductor.h"

#include <QWidget>

class QPainter;

namespace common {
class Theme;
}

namespace frame {

// Lies over the whole window, lets everything through, and makes the mode unmistakable: nothing
// when live, an amber rule when the time stands, a hatched blue frame with the word when replaying.
class ModeFrame final : public QWidget
{
    Q_OBJECT

public:
    // Thickness of the replay frame; the window keeps this much of its edge free in every mode, so
    // that nothing moves when the mode changes.
    static constexpr int kThickness = 6;

    ModeFrame(const items::TimeConductor& conductor, const common::Theme& theme, QWidget* window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void paintHatch(QPainter& painter) const;

    const items::TimeConductor& m_conductor;
    const common::Theme& m_theme;
};

} // namespace frame
