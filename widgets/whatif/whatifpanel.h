// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/whatiffollower.h"
#include "models/objective/objective.h"
#include "models/replay/recordednames.h"
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

    // There is no answer. What is asked is told only when setAffairs() has said what was wrong.
    void forget();
    // What people say was wrong, and which of it is asked about, by its id; empty: all that was.
    // Tells what has been asked meanwhile.
    void setAffairs(std::vector<replay::Affair> affairs, const std::string& asked);
    // It could not be read: whoever asks again has it read again.
    void setAffairsUnread();
    // What settings can be about: what the fields propose.
    void setNames(const replay::RecordedNames& names);
    void setObjectives(std::vector<objective::Objective> objectives);
    // Asks what is in the fields, and the variants that are kept beside it.
    void ask();
    const items::WhatIfFollower& follower() const { return m_follower; }

signals:
    void momentChosen(telemetry::Timestamp time);
    // What the fields say, which is shown, is to be kept as a file.
    void saveRequested(const replay::Variant& variant);
    void affairsWanted(); // after setAffairsUnread()

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void keep();
    void letGo();
    const replay::Variant* newest() const; // of the answer; nullptr without any
    bool isShown(const std::string& name) const; // an answer to it
    const replay::Variant* toSave() const; // what is in the fields and shown; nullptr: none
    QString stateText() const;
    void fitColumns();
    void refresh();
    void showRunning();
    void fillTable(const replay::WhatIf& answer);
    void addRow(const QStringList& cells);
    void addDetections(const replay::WhatIf& answer, const replay::VariantResult& result,
                       const QString& name);
    void addFalseAlarms(const replay::WhatIf& answer, const replay::VariantResult* result,
                        const QString& name);
    void tell(const QString& text);

    const common::Theme& m_theme;
    items::WhatIfFollower m_follower;
    replay::WhatIfQuestion m_question; // as asked last: not what is shown
    std::vector<replay::Variant> m_kept;
    WhatIfEditors* m_editors;
    QPushButton* m_ask;
    QPushButton* m_keep;
    QPushButton* m_letGo;
    QPushButton* m_cancel;
    QPushButton* m_save;
    QProgressBar* m_progress;
    QLabel* m_state; // what is shown, asked or to be done first
    QLabel* m_empty; // in the place of what is not there yet
    QLabel* m_exactness;
    QLabel* m_message;
    WhatIfAxis* m_axis;
    QTableWidget* m_table;
    QLabel* m_assumption;
    bool m_knowsInUse = false;
    std::string m_asked; // name of what was asked last, as nameOf(); empty: nothing was
    bool m_isWaiting = false; // for what was wrong
    bool m_isUnread = false; // and it could not be read
};

} // namespace whatif
