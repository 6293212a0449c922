// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/lever.h"
#include "models/runbook/runbook.h"

#include <QTimer>
#include <QWidget>

#include <map>
#include <optional>
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

class Introduction;

// A runbook that fits an alarm, and what is known of its parameters.
struct Proposal
{
    std::string runbook; // id
    std::map<std::string, std::string> parameters;
    std::string alarm; // id
    std::string occasion; // the alarm in words
    std::map<std::string, std::string> evidence = {}; // what values rest on, or why there is none
    bool isByCause = false; // it moves the lever of the likeliest cause; else by the check alone
};

// Chooses a runbook and asks for its parameters. What stands in the form comes from one proposal or
// from the operator, never from two alarms; a proposal that finds the form in use is offered. What
// is known is known of one service: with another one in the form it is gone, and asked for anew;
// what was typed by hand stays, and says of which service it was. GUI thread.
class RunbookStart final : public QWidget
{
    Q_OBJECT

public:
    explicit RunbookStart(const common::Theme& theme, QWidget* parent = nullptr);

    // What is chosen and typed stays, where the runbook is still there.
    void setRunbooks(std::vector<runbook::Runbook> runbooks);
    // Where the operator's own runbooks are read from, and what was wrong with some of them; the
    // checkout in words, empty: none.
    void setFolder(const QString& folder, const QStringList& problems,
                   const QString& checkout = {});
    // What there is to move: where a lever takes named values only, they stand below the parameter
    // that it is moved to, and no other can be started with.
    void setLevers(std::vector<runbook::LeverDescription> levers);
    // What is known of this service's parameters, as parametersWanted() asks. Not taken when the
    // form holds another runbook or service by now.
    void setKnown(const std::string& runbook, const std::string& service,
                  std::map<std::string, std::string> parameters,
                  std::map<std::string, std::string> evidence);
    // What the values rest on that stand in the form as they were proposed.
    std::map<std::string, std::string> evidence() const;
    // A runbook for this alarm is looked for, which may take a while: said, where none is chosen,
    // until propose(), or after half a minute that none came.
    void look(const std::string& alarm);
    // Fills the whole form, when neither a proposal nor the operator has filled it since the last
    // start; else a button offers to: for another alarm, or where more is known by now of the cause
    // of the one that it was filled for. Nothing when there is no such runbook.
    void propose(Proposal proposal);
    // Fills the whole form, whatever stood in it: somebody asked for just this. False when there is
    // no such runbook.
    bool prepare(Proposal proposal);
    // Why nothing is recommended now; empty: it may be. What was proposed is not started then;
    // choosing a runbook by hand clears the form for what one knows oneself.
    void setStale(const QString& why);
    // As the button does, when the form holds an alarm's proposal and is complete.
    void startProposed();

signals:
    // The form holds another service than was proposed, for as long as somebody may be typing.
    void parametersWanted(const std::string& runbook, const std::string& service);
    // `alarm` is the one the form was proposed for, empty when there is none or the runbook or the
    // service is another.
    void startRequested(const runbook::Runbook& runbook,
                        const std::map<std::string, std::string>& parameters,
                        const std::string& alarm);

private:
    void take(Proposal proposal);
    void showOccasion();
    QString waitingText() const; // where no runbook is chosen
    void showWaiting();
    void showChosen();
    void updateStart();
    bool isStaleProposal() const;
    void chooseByHand();
    void showEvidence();
    std::string service() const; // in the form
    const Proposal* known() const; // of that service; null: nothing is
    void fillForService();
    std::string evidenceOf(const std::string& name) const;
    void start();
    void restyle();
    const runbook::Runbook* chosenRunbook() const; // null: none
    // The lever that a step moves to this parameter, of the service in the form, where it takes
    // named values only; null: none, or any value will do.
    const runbook::LeverDescription* leverTo(const std::string& name) const;
    void showValues();
    QString refusedValues() const; // in words; empty: none is refused

    const common::Theme& m_theme;
    std::vector<runbook::Runbook> m_runbooks;
    std::vector<runbook::LeverDescription> m_levers;
    Proposal m_taken; // what the form shows, but for what was typed
    std::optional<Proposal> m_found; // what is known of another service, see setKnown()
    std::map<std::string, std::string> m_typed; // parameters typed by hand, with the service then
    std::string m_filledFor; // the service whose values stand in the form
    QTimer m_asking;
    std::string m_lookedFor; // the alarm; empty: of none, or it has been proposed for
    QTimer m_looking{this}; // runs while that may still be under way
    std::optional<Proposal> m_offered;
    QString m_stale;
    bool m_isInUse = false; // filled since the last start
    std::map<std::string, QLineEdit*> m_fields;
    std::map<std::string, QLabel*> m_evidence; // below its field
    std::map<std::string, QWidget*> m_values; // likewise, what its lever takes
    QLabel* m_title;
    QComboBox* m_choice;
    QLabel* m_applies;
    Introduction* m_introduction;
    QLabel* m_folder;
    QLabel* m_occasion;
    QWidget* m_offer;
    QLabel* m_offerText;
    QPushButton* m_useOffer;
    QWidget* m_form = nullptr;
    QLabel* m_missing; // why it cannot be started
    QPushButton* m_start;
};

// "Looking for a runbook for A-0001…"
QString lookingText(const std::string& alarm);

} // namespace runbookview
