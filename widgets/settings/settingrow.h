// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/config/schema.h"
#include "widgets/common/theme.h"

#include <QString>
#include <QStringList>
#include <QWidget>

class QLabel;
class QPushButton;

namespace settingsview {

// What a row shows of a setting. Texts are shown as they are: plain.
struct SettingState
{
    QString value; // in its text form
    QString source; // "default", "yours", "team: 1a2b3c4d"
    bool isOwn = false; // there is something to reset
    QString note; // what is wrong with what was written, or what the team says; empty: nothing
    bool isWrong = false; // the note is of something wrong
};

// One setting: its title and sentence, an editor of its kind, who says what holds, and Reset. What
// is entered is asked for at once, a text when the line is left or Enter is pressed.
class SettingRow final : public QWidget
{
    Q_OBJECT

public:
    SettingRow(const config::Setting& setting, const common::Theme& theme,
               QWidget* parent = nullptr);

    const config::Setting& setting() const { return m_setting; }
    // Each word is in its title, its sentence, its key or what holds.
    bool matches(const QStringList& words) const;
    void setState(const SettingState& state);
    // What was entered is none of its values; until the next state. `problem` is plain text.
    void refuse(const QString& problem);
    QWidget* editor() const { return m_editor; }

signals:
    void changeRequested(const QString& value); // in any form that a person may write
    void resetRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeEditor();
    QWidget* makeFlag();
    QWidget* makeNumber();
    QWidget* makeTime();
    QWidget* makeChoice();
    QWidget* makeText();
    void choosePath(); // of a file, or a folder where one may be named
    void showValue();
    void request(const QString& value);
    void restyle();

    const config::Setting& m_setting;
    const common::Theme& m_theme;
    SettingState m_state;
    bool m_isShowing = false; // what holds: nobody enters anything
    bool m_isRefused = false; // what was entered
    QLabel* m_title;
    QLabel* m_sentence;
    QLabel* m_source;
    QLabel* m_note;
    QWidget* m_editor = nullptr;
    QPushButton* m_choose = nullptr; // of a path
    QPushButton* m_reset;
};

} // namespace settingsview
