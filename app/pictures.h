// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/mainwindow.h"
#include "models/objective/objective.h"
#include "models/telemetry/goldenset.h"
#include "models/telemetry/result.h"
#include "widgets/common/theme.h"

#include <QSize>
#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <vector>

struct PictureRequest
{
    std::string recording; // empty: a drill of its own, live, with its alarm open and a lever armed
    MainWindow::View view = MainWindow::View::Health;
    std::string section; // of the service's health page, to scroll to; empty: its top
    bool isMetrics = false; // of the sources page: its metrics instead of the mapping
    bool isGrouped = false; // of the suspects: similar ones together
    bool isShared = false; // of the suspects: what they share instead of one answer
    std::optional<telemetry::Timestamp> at; // the recording's end when absent
    std::optional<telemetry::Duration> span; // that is shown, up to then; the window's when absent
    // As known at the end of the recording, or else at that time; as the window would open it when
    // absent.
    std::optional<bool> isKnownNow;
    std::optional<trace::TraceLink> link; // to be opened; of the trace page
    std::optional<telemetry::TraceId> trace; // the worst suspect's, of the service, when absent
    QString service; // chosen in the fleet; none when empty
    QString driver; // of the exploring page, as on the command line; empty: as it opens
    QString outcome; // likewise
    QSize size{1440, 900};
    double scale = 1;
    // Those whose budgets are shown; nothing is read from beside the settings.
    std::vector<objective::Objective> objectives;
    std::shared_ptr<const telemetry::GoldenSet> golden; // likewise; null: none
    common::LookChoice look{.theme = QStringLiteral("dark")};
    bool isUnread = false; // as it looks before anything was read; of a recording
    bool isFixed = false; // of a drill: nothing is armed, the time stands and more comes in
    QString output;
};

// Draws the window on a recording or a drill, with no display, and writes it as PNG. Makes the one
// QApplication itself: call it once a process, on the main thread. Usage error when the recording
// does not know the moment, the trace or the service; Refused when the views do not finish reading
// or the picture cannot be written.
telemetry::Result<void> takePicture(const PictureRequest& request);
