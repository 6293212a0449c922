// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/theme.h"
#include "widgets/sources/setuptexts.h"

#include <QString>
#include <QStringList>
#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QPushButton;

namespace sources {

class SetupBlocks;

// Guided set-up: which client, whether it has arrived, what is wrong where it has not, and what to
// set, which may be longer than the page that it is in. GUI thread.
class SetupPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit SetupPanel(const common::Theme& theme, QWidget* parent = nullptr);

    void setEndpoints(const Endpoints& endpoints);
    // It waits; for another service than those that are sending already.
    void setWaiting(const QStringList& sending);
    // It has come since the panel was opened: `headline` says what and when, `notes` what is
    // missing.
    void setArrived(const QString& headline, const QStringList& notes);
    void
    setProblems(const QStringList& problems); // why what came was not taken; empty: nothing was
    QStringList settings() const; // the texts to copy, one a place
    QString contentSwitch() const; // what in them has prompts and answers sent
    void focusClients(); // where one begins

signals:
    void closed();
    void reportRequested(); // what was understood of the service that has arrived

private:
    void showSettings();
    void showState(const QString& text, common::ColorRole role);
    void restyle();

    const common::Theme& m_theme;
    Endpoints m_endpoints;
    std::vector<SetupClient> m_clients; // as in the box
    common::ColorRole m_state = common::ColorRole::TextSecondary; // colour of m_arrived
    QLabel* m_title;
    QComboBox* m_client;
    SetupBlocks* m_blocks;
    QLabel* m_note; // what the placeholders stand for; hidden without any
    QLabel* m_arrived;
    QPushButton* m_report; // once it has
    QLabel* m_missing; // of what has arrived; hidden without
    QLabel* m_problems; // likewise
};

} // namespace sources
