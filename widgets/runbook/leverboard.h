// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/runbook.h"

#include <QStringListModel>
#include <QWidget>

#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QListView;
class QPushButton;

namespace common {
class Theme;
}

namespace runbookview {

// Where levers are read and none can be moved: how each stands, and which runbook to read. Nothing
// in it commands; the one button asks for a test of the way there, which only reads. GUI thread.
class LeverBoard final : public QWidget
{
    Q_OBJECT

public:
    explicit LeverBoard(const common::Theme& theme, QWidget* parent = nullptr);

    // What is chosen stays, where the runbook is still there.
    void setRunbooks(const std::vector<runbook::Runbook>& runbooks);
    // One line a lever, made safe to show.
    void setStanding(const QStringList& levers);
    const std::string& chosen() const { return m_chosen; } // id; empty: what is proposed

signals:
    void runbookChosen();
    void testRequested(); // of the way to the control plane

private:
    void restyle();

    const common::Theme& m_theme;
    std::vector<std::string> m_ids; // of the entries after the first
    std::string m_chosen;
    class Lines final : public QStringListModel // a line may be longer than the dock is wide
    {
    public:
        QVariant data(const QModelIndex& index, int role) const override;
    };
    Lines m_standing;
    QLabel* m_title;
    QListView* m_levers;
    QLabel* m_none;
    QComboBox* m_choice;
    QPushButton* m_test;
};

} // namespace runbookview
