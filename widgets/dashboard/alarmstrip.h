// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/alarm.h"
#include "widgets/accessible/parts.h"

#include <QStringList>
#include <QWidget>

#include <string>
#include <vector>

namespace common {
class Theme;
}

namespace items {
class ServiceHealthModel;
}

namespace dashboard {

// The sentence of a service's worst open alarm, with what it rests on; without one that of the
// worst that is shelved or suppressed, and until when or why. Hidden while there is none.
class AlarmStrip final : public QWidget, public accessible::Parts
{
    Q_OBJECT

public:
    explicit AlarmStrip(const common::Theme& theme, QWidget* parent = nullptr);

    // Open alarms, worst first, and those that stand but call nobody; `now` is what ages count
    // from. The newest figures are those of the fleet.
    void setAlarms(const std::vector<telemetry::AlarmTransition>& alarms,
                   const std::vector<telemetry::AlarmTransition>& quiet, telemetry::Timestamp now,
                   const items::ServiceHealthModel& fleet);
    // The sentence of this alarm stands in the window's first line already: it is not repeated.
    void setToldAlarm(const std::string& alarm);
    // How tall it may get. A line of the sentence and one of what it rests on stand in any case;
    // what is left out is told by the tool tip.
    void setMostHeight(int height);
    int leastHeight() const;
    QString sentence() const { return m_sentence; }
    QString details() const { return m_details; }

    QAccessible::Role toldRole() const override { return QAccessible::AlertMessage; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    double textWidth() const;
    void fitHeight();
    double detailsHeight() const; // of a line
    bool isTold() const;

    const common::Theme& m_theme;
    std::string m_alarm; // shown
    std::string m_told;
    QString m_sentence;
    QString m_details;
    QStringList m_detailLines;
    QStringList m_lines; // of the sentence, at this width
    double m_lineHeight = 0;
    int m_mostHeight = QWIDGETSIZE_MAX;
    int m_severity = 4;
    bool m_isAcknowledged = false;
};

} // namespace dashboard
