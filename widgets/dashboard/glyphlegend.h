// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/freshness.h"

#include <QWidget>

#include <vector>

namespace common {
class Theme;
}
namespace items {
class ServiceHealthModel;
}

namespace dashboard {

// What the shapes in the fleet matrix stand for: one line below it, with those that are in it.
// GUI thread.
class GlyphLegend final : public QWidget
{
    Q_OBJECT

public:
    GlyphLegend(const items::ServiceHealthModel& model, const common::Theme& theme,
                QWidget* parent = nullptr);

    // Of the cells as they are now, worst first.
    void refresh();
    const std::vector<health::HealthState>& states() const { return m_states; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const items::ServiceHealthModel& m_model;
    const common::Theme& m_theme;
    std::vector<health::HealthState> m_states;
    int m_severity = 0; // the worst of the alarms: a sign has the colour that it has above
};

} // namespace dashboard
