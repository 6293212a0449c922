// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/alarm.h"

#include <QMenu>

#include <vector>

namespace frame {

// The open alarms beside the one that stands in the window's first line, worst first, each with its
// sentence; choosing one looks at it. GUI thread.
class AlarmMenu final : public QMenu
{
    Q_OBJECT

public:
    explicit AlarmMenu(QWidget* parent);

    // While it is open it stays as it is: nothing moves under the pointer.
    void setAlarms(std::vector<telemetry::AlarmTransition> alarms);

signals:
    void chosen(const telemetry::AlarmTransition& alarm);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void fill();

    std::vector<telemetry::AlarmTransition> m_alarms;
};

} // namespace frame
