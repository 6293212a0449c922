// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/recordingqueries.h"
#include "models/items/timeconductor.h"
#include "models/runbook/runbook.h"
#include "widgets/runbook/levercontroller.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace common {
class Theme;
}

namespace runbookview {

class HoldButton;
class LadderView;
class LeverFacts;
class ReasonBox;

// One lever step: the facts, the details (what will be sent, what became of it, the undo), and a
// footer with Arm at the left and Hold at the right, far apart. Exists only where there is a
// port. GUI thread.
class LeverPanel final : public QWidget
{
    Q_OBJECT

public:
    // Smallest distance between the two buttons, so that no slip of the hand does both.
    static constexpr int kButtonDistance = 200;

    LeverPanel(CommandPort& port, items::RecordingQueries& queries,
               const items::TimeConductor& conductor, const telemetry::Clock& clock,
               const common::Theme& theme, LeverTiming timing = {}, QWidget* parent = nullptr);

    // Of kind Lever. `shown`: the same in the words that people are to read.
    void setStep(const runbook::Step& step, const runbook::Step& shown);
    void setStep(const runbook::Step& step) { setStep(step, step); }
    void clear();
    // Of the runbook whose steps are shown; empty: not told. Where roles say so, who wrote it may
    // not carry it out.
    void setAuthor(const std::string& author);
    void arm(); // as if the button had been pressed
    LeverController& controller() { return m_controller; }
    // State and buttons: to be placed where they cannot scroll away.
    QWidget* footer() const { return m_footer; }
    // What will be sent, what became of it, and the undo: in the footer, above the buttons, unless
    // somebody gives it another parent.
    QWidget* details() const { return m_details; }
    void pinDetails();
    bool areDetailsPinned() const { return m_details->parentWidget() == m_footer; }
    int buttonsHeight() const; // of the footer without the details

signals:
    void armed(QWidget* facts); // by this panel; what is to be read before it is held

private:
    void buildFooter();
    bool isSent() const; // and nothing more would be
    void showPlan();
    void showPreview();
    void refresh();
    void updateConfirmation();
    void buildGlass();
    void showRails();
    void breakGlass();
    void buildAsking();
    void showAsking();
    void forgetConsent();
    void buildWayBack();
    void showWayBack();
    QString typedTarget() const;
    QString stateText() const;
    QString shortObstacle() const;
    QString fitted(const QString& text) const;
    QString staleText() const;
    void restyle();

    const common::Theme& m_theme;
    LeverController m_controller;
    runbook::Step m_step;
    runbook::Step m_shown;
    LeverFacts* m_facts;
    QWidget* m_confirmRow;
    QLabel* m_confirmLabel;
    QLineEdit* m_confirm; // dangerous steps: the target has to be typed
    QLabel* m_roles; // who acts as what
    QLabel* m_rails; // what stands in the way, and what is to be known before it is moved
    QWidget* m_askRow; // others are asked to agree
    QLabel* m_askLabel;
    QPushButton* m_askButton;
    QWidget* m_glassRow;
    QLabel* m_glassLabel;
    QLineEdit* m_glassReason;
    QPushButton* m_glassButton;
    QWidget* m_footer;
    QWidget* m_details;
    QWidget* m_line; // between what scrolls and what stays
    QLabel* m_state;
    QPushButton* m_arm;
    HoldButton* m_hold;
    LadderView* m_ladder;
    QLabel* m_broken; // the newest command was fired through broken glass: stays
    QLabel* m_result;
    QPushButton* m_undo;
    QLabel* m_openWrites; // earlier writes of which nobody knows what became
    QLabel* m_way; // what stands in the way of the undo; how an open write is read back
    QPushButton* m_readAgain;
    QPushButton* m_setAside;
    QPushButton* m_confirmThere; // it stands there already: look whether it is in effect
    ReasonBox* m_whySetAside;
    QPushButton* m_putBack;
};

} // namespace runbookview
