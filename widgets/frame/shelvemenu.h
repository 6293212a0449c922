// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <QList>
#include <QMenu>

class QLineEdit;

namespace frame {

// For how long an alarm is put on the shelf, and why: the reason is asked for in the menu, and
// nothing can be chosen without one. GUI thread.
class ShelveMenu final : public QMenu
{
    Q_OBJECT

public:
    explicit ShelveMenu(QWidget* parent = nullptr);

signals:
    void chosen(telemetry::Duration duration, const QString& reason);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void updateChoices();

    QLineEdit* m_reason;
    QList<QAction*> m_choices;
};

} // namespace frame
