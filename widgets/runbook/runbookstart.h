// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/runbook.h"

#include <QWidget>

#include <map>
#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace common {
class Theme;
}

namespace runbookview {

// Chooses a runbook and asks for its parameters. GUI thread.
class RunbookStart final : public QWidget
{
    Q_OBJECT

public:
    explicit RunbookStart(const common::Theme& theme, QWidget* parent = nullptr);

    void setRunbooks(std::vector<runbook::Runbook> runbooks);
    // Selects a runbook by id and fills in what is known; what the operator has typed stays.
    void propose(const std::string& runbook, const std::map<std::string, std::string>& parameters);

signals:
    void startRequested(const runbook::Runbook& runbook,
                        const std::map<std::string, std::string>& parameters);

private:
    void showChosen();
    void updateStart();
    void start();
    void restyle();

    const common::Theme& m_theme;
    std::vector<runbook::Runbook> m_runbooks;
    std::map<std::string, std::string> m_known;
    std::map<std::string, QLineEdit*> m_fields;
    QLabel* m_title;
    QComboBox* m_choice;
    QLabel* m_applies;
    QWidget* m_form = nullptr;
    QPushButton* m_start;
};

} // namespace runbookview
