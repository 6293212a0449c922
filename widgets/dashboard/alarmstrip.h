// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/alarm.h"

#include <QStringList>
#include <QWidget>

#include <vector>

namespace common {
class Theme;
}

namespace dashboard {

// The sentence of a service's worst open alarm, with what it rests on. Hidden while there is none.
class AlarmStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit AlarmStrip(const common::Theme& theme, QWidget* parent = nullptr);

    // Open alarms, worst first; `now` is what ages count from.
    void setAlarms(const std::vector<telemetry::AlarmTransition>& alarms, telemetry::Timestamp now);
    QString sentence() const { return m_sentence; }
    QString details() const { return m_details; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    double textWidth() const;
    void fitHeight();

    const common::Theme& m_theme;
    QString m_sentence;
    QString m_details;
    QStringList m_lines; // of the sentence, at this width
    double m_lineHeight = 0;
    int m_severity = 4;
    bool m_isAcknowledged = false;
};

} // namespace dashboard
