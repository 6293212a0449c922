// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/alarm.h"

#include <QMenu>

#include <vector>

class QLineEdit;

namespace frame {

// What explains an alarm, so that it calls nobody: another open alarm, until that one is over, or
// what was changed on purpose, in words, until it is taken back. GUI thread.
class SuppressMenu final : public QMenu
{
    Q_OBJECT

public:
    explicit SuppressMenu(QWidget* parent = nullptr);

    // The other open alarms. What is on the screen stays as it is.
    void setCauses(const std::vector<telemetry::AlarmTransition>& alarms);

signals:
    // The id of an alarm, or words; never empty.
    void chosen(const QString& cause);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void updateWords();

    QLineEdit* m_words;
    QAction* m_useWords;
    QList<QAction*> m_alarms;
    std::vector<telemetry::AlarmTransition> m_causes;
};

} // namespace frame
