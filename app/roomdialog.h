// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDate>
#include <QDialog>
#include <QString>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class RoomPort;

// The shared room: who is here, what whoever comes next needs to know, and a line to say something
// to all consoles. Esc closes it. GUI thread.
class RoomDialog final : public QDialog
{
    Q_OBJECT

public:
    // `port` outlives it.
    explicit RoomDialog(RoomPort& port, QWidget* parent = nullptr);

    // A hand-over's text with its times as people read them: "12:04:27" of today (UTC), else with
    // the day before it. What others wrote stays as they wrote it.
    static QString readable(const QString& handover, const QDate& today);

private:
    void fill(const QString& handover);
    void setOff();
    void say();

    RoomPort& m_port;
    QPlainTextEdit* m_text;
    QLineEdit* m_line;
    QPushButton* m_say;
    QLabel* m_problem; // hidden where there is none
};
