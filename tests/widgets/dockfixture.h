// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/recordingqueries.h"
#include "models/items/timeconductor.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/runbook/holdbutton.h"
#include "widgets/runbook/runbookdock.h"

#include <QObject>
#include <QString>

#include <memory>

class QPushButton;

namespace pagetest {

inline constexpr int kStepTrip = 1;
inline constexpr int kStepPin = 2;
inline constexpr int kLongHold = 700; // ms; 500 are asked for
// Answers come every 20 ms, and 300 ms without one are stale.
inline constexpr runbookview::LeverTiming kTiming{std::chrono::milliseconds(20),
                                                  std::chrono::milliseconds(300)};

// The visible button with this text; nullptr when there is none.
QPushButton* button(const QWidget& dock, const QString& text);

// A runbook dock in a live session, in the middle of a run for code-assistant, at its breaker step.
class DockTest : public QObject
{
protected:
    void setUp();
    void tearDown();
    void chooseStep(int row);
    void armAndHold();
    QString stateText() const;

    std::unique_ptr<Recording> m_recording;
    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::unique_ptr<items::TimeConductor> m_conductor;
    std::unique_ptr<common::Theme> m_theme;
    std::unique_ptr<FakeCommandPort> m_port;
    std::unique_ptr<runbookview::RunbookDock> m_dock;
    runbookview::HoldButton* m_hold = nullptr;
};

} // namespace pagetest
