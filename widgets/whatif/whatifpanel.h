// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/whatiffollower.h"
#include "models/objective/objective.h"
#include "widgets/common/theme.h"

#include <QWidget>

#include <vector>

class QLabel;
class QProgressBar;
class QPushButton;
class QTableWidget;

namespace whatif {

class WhatIfAxis;
class WhatIfEditors;

// What would have been with other settings, beside what was: fields to set, the alarms of both on
// one time axis, and what it would have saved and cost, in words with their numbers. Reads only;
// works in the background and can be cancelled.
class WhatIfPanel final : public QWidget
{
    Q_OBJECT

public:
    WhatIfPanel(const common::Theme& theme, items::RecordingQueries& queries,
                QWidget* parent = nullptr);

    // What is held to be wrong; empty: the groups of the console's alarms. Asks anew when an answer
    // is there.
    void setAffairs(std::vector<replay::Affair> affairs);
    void setObjectives(std::vector<objective::Objective> objectives);
    // Asks what is in the fields, and the variants that are kept beside it.
    void ask();
    const items::WhatIfFollower& follower() const { return m_follower; }

signals:
    void momentChosen(telemetry::Timestamp time);
    // The settings of the newest variant are to be kept as a file.
    void saveRequested(const replay::Variant& variant);

private:
    void keep();
    void refresh();
    void showRunning();
    void fillTable(const replay::WhatIf& answer);
    void addRow(const QStringList& cells);
    void tell(const QString& text);

    const common::Theme& m_theme;
    items::WhatIfFollower m_follower;
    replay::WhatIfQuestion m_question; // affairs and objectives; variants as asked last
    std::vector<replay::Variant> m_kept;
    WhatIfEditors* m_editors;
    QPushButton* m_ask;
    QPushButton* m_keep;
    QPushButton* m_cancel;
    QPushButton* m_save;
    QProgressBar* m_progress;
    QLabel* m_exactness;
    QLabel* m_message;
    WhatIfAxis* m_axis;
    QTableWidget* m_table;
    QLabel* m_assumption;
    bool m_knowsInUse = false;
};

} // namespace whatif
