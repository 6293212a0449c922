// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/recordingqueries.h"
#include "models/objective/objective.h"
#include "models/replay/variant.h"
#include "widgets/common/theme.h"

#include <QString>
#include <QWidget>

#include <string>
#include <vector>

namespace common {
class MessageBar;
}
namespace whatif {
class WhatIfPanel;
}

// What would have been with other settings, of one incident, in a window of its own that holds up
// nothing; what is chosen there can be kept as settings, with the incident as their reason. GUI
// thread.
class WhatIfWindow final : public QWidget
{
    Q_OBJECT

public:
    // A window above `parent`, gone with it. `folder`: where settings are suggested to go.
    WhatIfWindow(items::RecordingQueries& queries, const common::Theme& theme, QString folder,
                 QWidget* parent);

    // Shows it, and asks.
    void open(const QString& incident, std::vector<objective::Objective> objectives);

signals:
    void momentChosen(telemetry::Timestamp time);
    // Of the timeline: which settings were kept where, and why.
    void kept(const QString& incident, const QString& sentence);

private:
    void readAffairs();
    void save(const replay::Variant& variant);
    QString chosenPath();

    items::RecordingQueries& m_queries;
    const QString m_folder;
    common::MessageBar* m_message;
    whatif::WhatIfPanel* m_panel;
    std::string m_incident;
    std::vector<objective::Objective> m_objectives;
    int m_opened = 0; // times: what is read for an earlier incident is not taken
};
