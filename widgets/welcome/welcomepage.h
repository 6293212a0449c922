// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/theme.h"

#include <QString>
#include <QWidget>

#include <vector>

class QCheckBox;
class QLabel;
class QListWidget;
class QPushButton;

namespace common {
class MessageBar;
}

namespace welcome {

// Texts are safe to show.
struct DrillChoice
{
    QString name; // as `demo --scenario` has it
    QString title;
    QString briefing; // a sentence
};

struct RecentFile
{
    QString path;
    QString name;
    QString facts; // "3.1 GB · 12,004 spans · 2026-11-24 02:51:07 UTC"
    bool isMissing = false; // it was opened once, and is not there
};

// The first minutes: three ways to go, each with what it does and how long it takes, and, before
// them, what somebody was in the middle of. GUI thread.
class WelcomePage final : public QWidget
{
    Q_OBJECT

public:
    explicit WelcomePage(const common::Theme& theme, QWidget* parent = nullptr);

    void setDrills(const std::vector<DrillChoice>& drills);
    void setRecent(const std::vector<RecentFile>& files); // what is chosen stays so
    void setOpenWork(const QString& text, const QString& action); // empty: nothing is unfinished
    void setConnectable(const QString& text, const QString& action); // what connecting does here
    void setShownAtStart(bool on);
    common::MessageBar* bar() const { return m_bar; }

signals:
    void drillWanted(const QString& name);
    void fileWanted(const QString& path);
    void otherFileWanted();
    void connectWanted();
    void openWorkWanted();
    void shownAtStartChanged(bool on);

private:
    QWidget* buildDrills();
    QWidget* buildFiles();
    QWidget* buildConnect();
    QLabel* addText(const QString& text, common::TextSize size, bool isQuiet, QWidget* parent);
    void showBriefing();
    void updateFileButton();
    void wantFile();
    void restyle();

    struct Styled
    {
        QLabel* label = nullptr;
        common::TextSize size = common::TextSize::Body;
    };

    const common::Theme& m_theme;
    std::vector<Styled> m_labels;
    common::MessageBar* m_bar;
    QWidget* m_openWork;
    QLabel* m_openWorkText = nullptr;
    QPushButton* m_openWorkAction = nullptr;
    QListWidget* m_drills = nullptr;
    QLabel* m_briefing = nullptr;
    QPushButton* m_startDrill = nullptr;
    QListWidget* m_files = nullptr;
    QLabel* m_noFiles = nullptr; // in place of the list while that is empty
    QPushButton* m_openFile = nullptr;
    QLabel* m_connectText = nullptr;
    QPushButton* m_connect = nullptr;
    QCheckBox* m_atStart = nullptr;
};

} // namespace welcome
