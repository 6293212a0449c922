// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/recordingqueries.h"
#include "models/items/runbookmodel.h"
#include "models/items/timeconductor.h"
#include "models/runbook/pastrun.h"
#include "models/telemetry/clock.h"
#include "widgets/runbook/levercontroller.h"
#include "widgets/runbook/probeport.h"
#include "widgets/runbook/runbookstart.h"

#include <QWidget>

#include <map>
#include <set>
#include <string>
#include <vector>

class QLabel;
class QPushButton;
class QScrollArea;
class QSplitter;
class QStackedWidget;

namespace common {
class MessageBar;
class Theme;
} // namespace common

namespace runbookview {

class ReasonBox;
class ApprovalBox;
class ApprovalPort;
class ActionLog;
class LeverBoard;
class LeverPanel;
class OtherProposal;
class ProbePanel;
class RunOffer;
class RunbookReader;
class StepControls;
class StepList;
class StepScroll;

// The runbook beside the evidence: choose one, go through its steps, move its levers. Without a
// port (a recording, a live session with no control plane) it shows what was done and the runbook
// to read, and nothing that could be pressed is ever made. While a live session looks at the past,
// fixed or replayed, the same view covers the steps, as they stood at the cursor, with the one way
// back to the present; nothing can be commanded then. GUI thread.
class RunbookDock final : public QWidget
{
    Q_OBJECT
public:
    // `port` may be null; it must outlive the dock otherwise.
    RunbookDock(CommandPort* port, items::RecordingQueries& queries,
                const items::TimeConductor& conductor, const telemetry::Clock& clock,
                const common::Theme& theme, LeverTiming timing = {}, QWidget* parent = nullptr);

    // Who asks for probe steps; it must outlive the dock. No effect without a command port.
    void setProbePort(ProbePort* port);
    // What can be chosen from, and what the past is read with.
    void setRunbooks(std::vector<runbook::Runbook> runbooks);
    // Where the operator's own come from, and which could not be read. `checkout`: in words.
    void setRunbookFolder(const QString& folder, const QStringList& problems,
                          const QString& checkout = {});
    // Another program (`holder`, in words, where it is known) writes the recording, and its run is
    // followed: said where nothing can be commanded. Live it is read at least once a second.
    void setFollowing(bool isFollowing, const QString& holder = {});
    // Why a session that could command does not, in sentences; empty: no control plane is
    // connected. `board` is shown above, once, where levers are read. No effect with a port.
    void setNoLevers(const QString& why, LeverBoard* board = nullptr);
    // What waits for approval in the recording is shown, to be approved or declined. Once.
    void setApprovals(ApprovalPort* port);
    void setFurtherDecisions(std::vector<telemetry::TimelineEntry> entries); // of elsewhere
    // Why nothing is recommended now; empty: it may be. A proposal is not started then.
    void setStale(const QString& why);
    // Suggests one for an alarm; while a run goes on it waits. No effect without a port.
    void propose(const Proposal& proposal);
    RunbookStart* form() const { return m_start; } // null without a port
    // Fills the form to start with, as somebody asked for; while a run is going on it says that
    // this one is to be left first. No effect without a port.
    void prepare(const Proposal& proposal);
    using Parameters = std::map<std::string, std::string>;
    // As if chosen by hand. Usage error: a parameter is missing, no port, the past is looked at.
    telemetry::Result<void> start(const runbook::Runbook& runbook, const Parameters& parameters,
                                  const std::string& alarm = {}, const Parameters& evidence = {});
    const items::RunbookModel& model() const { return m_model; }
    void look(const std::string& alarm); // for one for it: said until it comes. See RunbookStart.
    // Where nothing can be commanded: the runbook to read beside what was done; null for none.
    void read(const runbook::Runbook* runbook, const Parameters& parameters);
    // Begins what an alarm proposed when no run is going on, goes to the first lever and arms it,
    // as far as that can be done by now; whether it is armed. Fires nothing.
    bool armProposed();
    void disarm(const QString& reason);
    // The step that moves it there, else the first of it to be done: "Step 5: …"; empty: none.
    QString leverStep(const std::string& lever, const std::string& value) const;
    bool showLever(const std::string& lever, const std::string& value = {}); // goes to that step
    void announce(const QString& text); // a warning above the page; no effect without a port

public slots:
    void arm(); // Alt+A: arms the lever of the step that is shown

signals:
    void started(const QString& alarm); // its id, if it was proposed for one
    void liveRequested(); // back from the past
    void left(); // the run is over, nothing is chosen
    void momentChosen(telemetry::Timestamp event, telemetry::Timestamp recorded); // of the past
    void viewRequested(const QString& view, const runbook::Step& step); // "health", as it says

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    QWidget* buildRun();
    bool canCommand() const;
    void updateMode();
    void explain();
    void showPresent();
    void sharePast();
    void showPast();
    void showStep();
    void showMissing(const std::set<std::string>& names);
    int nextLever(int row) const; // the first open one after it that can be moved; -1: none
    void showNext();
    void settle(const std::string& step, runbook::StepState state, const std::string& note);
    void repeat(const std::string& step, runbook::StepState state, const std::string& note);
    void note(const QString& text);
    void showRun(int row); // what m_model holds was begun or taken up
    void leave();
    void end(const telemetry::TimelineEntry& entry);
    void abortRun(const QString& reason);
    void findUnfinished(); // a run that the recording holds and nobody ended
    void showOffer();
    void resume();
    void abortUnfinished(const QString& reason);
    void takeUp(int row); // what was fired for a lever step before
    bool isLikelyOf(int row) const;
    void showBefore(const runbook::Step& step);
    // `undone`: what an undo takes back; null of a firing.
    void adopt(const runbook::Step& step, const runbook::PastCommand& command,
               const runbook::PastCommand* undone);
    QString evidenceText(int row) const; // of the values that are put into the step
    void tellNewerVersion();
    void conclude(const std::string& step, const runbook::ProofRecord& proof);
    void restyle();

    CommandPort* m_port;
    items::RecordingQueries& m_queries;
    const items::TimeConductor& m_conductor;
    const telemetry::Clock& m_clock;
    const common::Theme& m_theme;
    const LeverTiming m_timing;
    items::RunbookModel m_model;
    std::vector<runbook::Runbook> m_runbooks;
    runbook::Runbook m_toRead; // where no run had been begun; without id: none
    std::map<std::string, std::string> m_toReadParameters;
    std::string m_lookingFor; // alarm, where nothing can be commanded; empty: nothing
    runbook::PastRun m_pastRun; // at the cursor, where nothing can be commanded
    runbook::Runbook m_pastBook; // that it was begun with; without id: not known
    bool m_isFollowing = false;
    QString m_noLevers;
    QString m_holder; // of the recording that is followed
    runbook::PastRun m_unfinished; // offered; without runbook: none
    runbook::PastRun m_resumed; // what the run was when it was taken up
    std::set<telemetry::Timestamp> m_adopted; // open writes of the run, a step each
    QStringList m_problems; // of the folder, as told last
    QStackedWidget* m_pages;
    QSplitter* m_past; // log and runbook, where nothing can be commanded
    ActionLog* m_log;
    LeverBoard* m_board = nullptr; // where levers are read only
    ApprovalBox* m_approvals = nullptr; // null: nobody is asked here
    RunbookReader* m_reader;
    RunOffer* m_offer = nullptr; // null without a port, as all that follows
    ReasonBox* m_abort = nullptr;
    QLabel* m_before = nullptr; // what was fired before the run was taken up again
    QPushButton* m_next = nullptr; // lever, where this one did not cure
    RunbookStart* m_start = nullptr;
    QScrollArea* m_startScroll = nullptr; // around it
    QWidget* m_run = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_count = nullptr;
    StepList* m_steps = nullptr;
    QScrollArea* m_scroll = nullptr;
    StepScroll* m_stepScroll = nullptr;
    QLabel* m_stepTitle = nullptr;
    QLabel* m_needs = nullptr; // what is missing to carry the step out
    QLabel* m_prose = nullptr;
    QLabel* m_settled = nullptr;
    LeverPanel* m_lever = nullptr;
    ProbePanel* m_probe = nullptr;
    StepControls* m_controls = nullptr;
    common::MessageBar* m_message = nullptr;
    OtherProposal* m_other = nullptr; // of an alarm, while a run goes on
};

} // namespace runbookview
