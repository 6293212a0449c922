// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace common {
class Theme;
}

namespace runbookview {

// Gives a run up: asks for the reason, and does nothing without one. Hidden until it is opened; the
// Escape key closes it. GUI thread.
class AbortBox final : public QWidget
{
    Q_OBJECT

public:
    explicit AbortBox(const common::Theme& theme, QWidget* parent = nullptr);

    void open();

signals:
    void aborted(const QString& reason);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void confirm();

    QLineEdit* m_reason;
    QPushButton* m_confirm;
    QPushButton* m_cancel;
    QLabel* m_message;
};

} // namespace runbookview
