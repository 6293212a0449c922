// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/quietkeeper.h"
#include "app/runbooks.h"
#include "app/session.h"
#include "app/settings.h"
#include "app/windowparts.h"
#include "app/windowports.h"
#include "models/differences/differences.h"
#include "models/items/followers.h"
#include "models/items/incidentfollower.h"
#include "models/items/viewstate.h"
#include "models/telemetry/ids.h"
#include "models/trace/tracelink.h"
#include "widgets/common/theme.h"

#include <QMainWindow>
#include <QTimer>

#include <functional>
#include <memory>
#include <string>
#include <vector>

// The one window: where (fleet), what (pages), do (runbook), and below, when (time). It only puts
// views together and passes what one of them chose on to the others. GUI thread.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    enum class View
    {
        Health,
        Suspects,
        Trace,
        Explore,
        Incident,
        Sources,
        Spread,
        Runbook, // the runbook wide and in focus, the health page beside it
    };

    // All must outlive the window.
    MainWindow(Session& session, common::Theme& theme, Settings& settings);
    ~MainWindow() override;

    void showView(View view);
    void openTrace(const telemetry::TraceId& trace, telemetry::SpanId span);
    void openLink(const trace::TraceLink& link);
    // What is shown, and back to it. A state without a cursor leaves the time as it is.
    items::ViewState viewState() const;
    void restore(const items::ViewState& state);
    // Where the link is of this recording; else it is said that it is of another one.
    void openState(const items::ReadViewState& link);
    void warn(const QString& text); // above the pages; safe to show
    void openService(const QString& service);
    // Where what an answer says wrongly went.
    // `text` empty: what the answer says wrongly; a key of no trace: of the text alone.
    void openSpread(const telemetry::SpanKey& suspect, const QString& text = {});
    QuietKeeper& quiet() { return m_calls.quiet; }
    Session& session() { return m_session; }
    void openAnnounced(const QString& alarm); // an alarm's id; none, or one unknown: comes forward
    // To hold judges against; null: there is none.
    void setGoldenSet(const std::shared_ptr<const telemetry::GoldenSet>& golden);
    // How objectives stand, on the page of their service; `none` says how to make one.
    void setObjectives(std::vector<objective::Objective> objectives, const QString& none);
    // The suspects of a service (all when empty; of some of its answers) in a part of the visible
    // range (empty: in all of it). The cursor stays where it is: what is known of them now is what
    // they are judged by.
    void openSuspects(const QString& service, const telemetry::TimeRange& range,
                      const items::Narrowing& answers);
    // What a note of the timeline has kept of the exploring page: its setting and its time.
    void openSetting(const std::string& payload);
    // Opens the trace of the worst suspect of a service (of all when empty) in the visible range,
    // when there is one; for pictures.
    void openWorstSuspect(const QString& service);
    // The spread of that one, or of the first answer in a trace; likewise.
    void openWorstSpread(const QString& service);
    void openSpreadOf(const telemetry::TraceId& trace);
    // Begins the runbook that an alarm proposes, goes to its lever and arms it, as far as that can
    // be done by now; whether it is armed. For pictures of a drill.
    bool armProposedLever();

protected:
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool event(QEvent* event) override;

private:
    static constexpr int kRunbookWidth = 436; // of its dock: Arm and Hold stand far apart

    void buildPorts();
    QString noLeversText() const; // why a session that receives moves none; empty: as usual
    incident::EntryPort* notePort() const; // where notes go
    void buildPages();
    void connectIncident();
    void openIncident(const telemetry::AlarmTransition& alarm);
    void openIncidentOf(const telemetry::TimelineEntry& alarm);
    void acknowledge(const QString& alarm);
    void addIncidentActions(QMenu& menu);
    void updateIncident(); // in the incident line
    void buildDocks();
    void buildBars();
    void buildMenus();
    void connectViews();
    void connectFindings();
    void openLever(const differences::DifferenceRow& finding);
    void addTransport(QMenu& menu); // how the time is moved
    void addLoop(QMenu& menu);
    void addJumps(QMenu& menu);

    void updateAlarms();
    void announceNews(const std::vector<telemetry::AlarmTransition>& alarms);
    void addAlarmWays(QMenu& menu);
    void updateMode();
    void focusPage();
    void updateLink();
    void buildRoom();
    void connectRoom();
    void showRoom();
    bool isGrowing();
    void updateNotice();
    void changeReceiving();
    void chooseService(const QString& service);
    void showOnset(const QString& service);
    void openAlarm(const telemetry::AlarmTransition& alarm);
    void withWorstSuspect(const QString& service,
                          std::function<void(const telemetry::SpanKey&)> open);
    void showRunbooks();
    void proposeRunbook(const telemetry::AlarmTransition& alarm, bool isAgain = false);
    void tellParameters(const std::string& runbook, const std::string& service);
    void bindAlarm(const std::string& alarm);
    void tellUnalarmed(); // when the run that was started is about no open alarm
    void shelve(const QString& alarm, telemetry::Duration duration, const QString& reason);
    void unshelveAll();
    void suppress(const QString& alarm, const QString& cause); // empty: it calls again
    void releaseAll();
    void readRunbook();
    void focusRunbook();
    void widenRunbook(bool isWide);
    void openWhatIf(const QString& incident);
    void copyLink(); // to what is shown
    void readRecordingId();
    void keepScreens(); // in the timeline, where one is written
    void openCopiedLink();
    void exportTrace(); // asks where to
    void chooseRecording();

    Session& m_session;
    common::Theme& m_theme;
    Settings& m_settings;
    RunbookWatcher m_books;
    items::FleetFollower m_fleetFollower;
    items::OverviewFollower m_overviewFollower;
    items::OpenAlarmsFollower m_openNow;
    items::IncidentsFollower m_incidents;
    WindowPorts m_ports;

    frame::IncidentBar* m_incidentBar = nullptr;
    common::MessageBar* m_notice = nullptr; // what is wrong with the console itself
    TraceExporter* m_exporter = nullptr;
    frame::LinkStatus* m_linkStatus = nullptr;
    timeline::TransportBar* m_transport = nullptr;
    QTabWidget* m_pages = nullptr;
    dashboard::FleetMatrix* m_fleet = nullptr;
    dashboard::HealthPage* m_health = nullptr;
    triage::SuspectsPage* m_suspects = nullptr;
    traceview::TracePage* m_trace = nullptr;
    explore::ExplorePage* m_explore = nullptr;
    incident::IncidentPage* m_incident = nullptr;
    incident::TimelinePage* m_timeline = nullptr; // of that page
    sources::SourcesPage* m_sources = nullptr;
    spreadview::SpreadPage* m_spread = nullptr;
    runbookview::RunbookDock* m_runbook = nullptr;
    QDockWidget* m_runbookDock = nullptr;
    DockWidths* m_dockWidths = nullptr;
    WhatIfWindow* m_whatIf = nullptr; // null: not opened yet
    std::vector<objective::Objective> m_objectives;
    QAction* m_armAction = nullptr; // null without levers
    QAction* m_unshelveAction = nullptr; // null on a recording
    QAction* m_releaseAction = nullptr; // likewise

    std::unique_ptr<RecordingEntryPort> m_screenPort; // null on a recording, as what uses it
    std::unique_ptr<ScreenKeeper> m_screens;
    std::string m_recordingId; // empty: not known yet
    AlarmCalls m_calls{m_settings, m_session.clock()};
    QTimer m_linkTimer;
    telemetry::Timestamp m_knownEnd; // of the recording, at the last look
    telemetry::Timestamp m_grewAt; // when it was last seen to reach further; zero: never
    QString m_saidNotice; // the newest; it may have been dismissed
    bool m_isLeaving = false; // closing was asked for while a command was on its way
    bool m_isEscapeForPopup = false; // the Esc that is being handled closes a menu
    std::string m_proposedFor; // id of the newest alarm that a runbook was proposed for
    RunbookReading m_reading{m_session.queries(), this};
};
