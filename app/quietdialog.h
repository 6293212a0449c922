// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

#include <vector>

class DesktopNotifier;
struct AlarmCalls;
class QMenu;
class QCheckBox;
class QComboBox;
class QLabel;
class QTimeEdit;
class QuietKeeper;
class Settings;

namespace notify {
struct QuietRule;
}
namespace frame {
class LinkStatus;
}

// From when to when, on which days and for which severities nobody is called; and how an alarm
// sounds. What is changed holds at once. Not modal; Esc closes it. GUI thread.
class QuietDialog final : public QDialog
{
    Q_OBJECT

public:
    // All must outlive it.
    QuietDialog(Settings& settings, QuietKeeper& keeper, DesktopNotifier& notifier,
                QWidget* parent = nullptr);

private:
    void showRule(const notify::QuietRule& rule);
    void save();

    Settings& m_settings;
    QuietKeeper& m_keeper;
    QCheckBox* m_isOn;
    QTimeEdit* m_from;
    QTimeEdit* m_to;
    std::vector<QCheckBox*> m_days; // from Monday
    QComboBox* m_loudest;
    QLabel* m_told; // what became of the test
    bool m_isShowing = false; // the settings, which nobody chose here
    bool m_isSaving = false; // one after the other
};

// Puts quiet once and the dialog into a menu, and into the bottom line that it is quiet. All
// outlive the window.
void offerQuiet(QMenu& menu, Settings& settings, AlarmCalls& calls, frame::LinkStatus& line,
                QWidget& window);
