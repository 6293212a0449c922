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

// Asks for the reason of what cannot be taken back, and does nothing without one. Hidden until it
// is opened; the Escape key closes it. GUI thread.
class ReasonBox final : public QWidget
{
    Q_OBJECT

public:
    // All of it plain text.
    struct Words
    {
        QString reason; // what is asked for
        QString confirm; // on the button
        QString confirmName; // likewise, for who does not see it
        QString cancel;
        QString cancelName;
        QString means; // what it does and does not do
    };
    ReasonBox(const common::Theme& theme, Words words, QWidget* parent = nullptr);

    static Words abortWords(); // of a run

    void open();

signals:
    void given(const QString& reason);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void confirm();

    const Words m_words;
    QLineEdit* m_reason;
    QPushButton* m_confirm;
    QPushButton* m_cancel;
    QLabel* m_message;
};

} // namespace runbookview
