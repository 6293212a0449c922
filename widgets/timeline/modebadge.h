// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/timeconductor.h"

#include <QAbstractButton>

#include <optional>

namespace common {
class Theme;
}

namespace timeline {

// Which time the window shows, by shape, word and colour: a filled dot and LIVE, two bars and TIME
// FIXED with the time on amber, a hatched REPLAY. Pressed, it goes back to live, where there is a
// live. GUI thread.
class ModeBadge final : public QAbstractButton
{
    Q_OBJECT

public:
    ModeBadge(items::TimeConductor& conductor, const common::Theme& theme,
              QWidget* parent = nullptr);

    // Whether anything has come: a live session without is not called well by its colour.
    void setHasData(bool has);
    // Live, but nothing has come since: the badge is no longer green. None: all is well, or not
    // known.
    void setSilentSince(std::optional<telemetry::Timestamp> since);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void updateMode();

    items::TimeConductor& m_conductor;
    const common::Theme& m_theme;
    std::optional<telemetry::Timestamp> m_silentSince;
    bool m_hasData = false;
};

} // namespace timeline
