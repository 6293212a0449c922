// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/entryfilter.h"
#include "models/items/recordingqueries.h"
#include "models/items/refreshpacer.h"
#include "models/items/sidenotes.h"
#include "models/items/timeconductor.h"
#include "models/items/viewstate.h"
#include "models/telemetry/clock.h"
#include "models/trace/tracelink.h"
#include "widgets/incident/entrydetails.h"
#include "widgets/incident/entryport.h"

#include <QWidget>

#include <map>
#include <optional>
#include <utility>
#include <vector>

class QListView;
class QPushButton;
class QRubberBand;

namespace common {
class EmptyState;
class MessageBar;
class SearchLine;
class Theme;
} // namespace common

namespace incident {

class EntryWriter;

// The timeline of the recording up to the cursor: alarms, what was done, notes. A chosen entry
// shows its details; Enter, a double click or the button go to it. Where there is a port, notes can
// be added, of the time at the cursor, and a finding of a trace that is dropped here becomes an
// entry at the time of its step. The chain is walked on as entries come. GUI thread.
class TimelinePage final : public QWidget
{
    Q_OBJECT

public:
    // `port` may be null: then nothing can be written. Entries beside the recording are shown too.
    TimelinePage(EntryPort* port, items::RecordingQueries& queries,
                 const items::TimeConductor& conductor, const telemetry::Clock& clock,
                 const common::Theme& theme, QWidget* parent = nullptr);

    // What others said and did in a shared room, see items::withRoom(): listed with the rest, and
    // at once.
    void setRoomEntries(std::vector<telemetry::TimelineEntry> entries);
    // An incident's timeline and marks instead of all that the recording holds; nothing: all.
    void setScope(std::optional<items::EntryScope> scope);
    // What people do about entries: offered only where it can be written.
    void setCanCurate(bool can); // marks, of the incident that is shown
    void setCanOpenIncident(bool can);
    // Which there are, to be gone to from their alarms, and the one that is shown; nullptr: none.
    void setIncidents(const std::vector<Incident>& incidents, const Incident* shown);
    std::optional<telemetry::TimelineEntry> current() const; // chosen in the list
    QString searchText() const;
    void setSearchText(const QString& text);
    // Which kinds are listed, by the names of their switches ("alarms,notes"); empty: all but
    // views.
    QString kinds() const;
    void setKinds(const QString& names); // what is no switch is passed over
    // Chooses it as soon as it is listed: nothing hides it then. 0: none is waited for.
    void showEntryOf(std::int64_t sequence);
    std::int64_t shownEntry() const; // sequence; 0: none
    std::int64_t newestEntry() const; // that is listed, of the chain; 0: none
    // Whatever is chosen: where something else needs the room.
    void setDetailsHidden(bool areHidden);
    QListView* list() const { return m_list; } // of the entries
    // What is read and written below it, that no message may lie over.
    std::vector<QWidget*> underList() const;

public slots:
    void focusNote(); // n, from anywhere
    void focusSearch();
    void focusList(); // or the page, where nothing is listed

signals:
    // An entry is to be gone to: when it happened, and when it was recorded.
    void momentChosen(telemetry::Timestamp event, telemetry::Timestamp recorded);
    // The payload of an entry that keeps a setting of the exploring page: it is to be opened.
    void settingChosen(const std::string& payload);
    void markRequested(const telemetry::TimelineEntry& entry, bool isMarked); // m; as it is now
    // An alarm's entry, or an alert's: an incident is to be opened from it.
    void incidentRequested(const telemetry::TimelineEntry& entry);
    void incidentShown(const QString& id); // that such an entry is part of
    // Likewise to be taken out of the incident that is shown, or put into it; as it is now.
    void partRequested(const telemetry::TimelineEntry& entry, bool isPart);
    void currentChanged();
    void scopeExceeded(); // an entry is to be shown that is none of the incident's
    void stateRequested(const items::ViewState& state); // likewise, to a view of the window
    void traceRequested(const trace::TraceLink& link); // to what an entry is on, or links to

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildDrop();
    void take(QDropEvent& drag) const; // or leave it
    void tellWritten(const telemetry::TimelineEntry& entry); // that was dropped
    QWidget* buildHead();
    QWidget* buildKinds();
    QWidget* buildNote();
    void read();
    void takeEntries(telemetry::Result<items::TimelineEntries> entries, const store::View& view);
    void verify(); // from the beginning
    void verifyOn(const store::VerifyReport& before);
    void takeReport(const telemetry::Result<store::VerifyReport>& report, telemetry::Timestamp at);
    void updateNoteHint();
    bool handleKey(const QKeyEvent& event);
    void applyKinds();
    void updateKinds(); // of what there is, after reading
    void showListMenu(const QPoint& place);
    void askForMark();
    void updatePart();
    EntryDetails::Part partOf(const telemetry::TimelineEntry& entry) const;
    void updateEmpty();
    void updateBadge();
    void showEntry();
    void showDetails();
    void goToEntry(const QModelIndex& index);
    void chooseWanted();
    void addNote();
    void takeAppended(const telemetry::TimelineEntry& entry);
    void takeFailure(const QString& reason);

    EntryPort* m_port;
    items::RecordingQueries& m_queries;
    const items::TimeConductor& m_conductor;
    const telemetry::Clock& m_clock;
    const common::Theme& m_theme;
    items::TimelineModel m_timeline;
    items::EntryFilter m_entries;
    items::LatestQuery<items::TimelineEntries> m_query;
    items::LatestQuery<store::VerifyReport> m_verifyQuery;
    items::RefreshPacer m_pacer;
    std::vector<telemetry::TimelineEntry> m_room;
    std::int64_t m_wantedEntry = 0; // to be chosen once it is listed
    bool m_hasVerified = false; // it was begun once
    bool m_isVerifying = false;
    store::VerifyReport m_report; // the newest

    common::MessageBar* m_message;
    common::SearchLine* m_search;
    QPushButton* m_badge;
    QPushButton* m_all;
    std::map<QString, QPushButton*> m_kinds;
    std::vector<std::pair<QString, QPushButton*>> m_switches; // by name, as they stand
    QPushButton* m_marked = nullptr; // only marked entries; where there are marks
    QPushButton* m_views = nullptr; // what was looked at, too; where there is any
    bool m_areDetailsHidden = false;
    bool m_canCurate = false;
    bool m_canOpenIncident = false;
    std::vector<Incident> m_incidents;
    std::optional<Incident> m_shown; // of them
    bool m_hasMarks = false;
    bool m_hasRead = false; // what there is, once
    QListView* m_list;
    EntryDetails* m_details;
    common::EmptyState* m_empty;
    QWidget* m_noteRow = nullptr; // null without a port
    common::SearchLine* m_note = nullptr; // null without a port; holds a draft until it is written
    std::optional<telemetry::TimelineEntry> m_asked; // to be written
    QString m_draft; // what it says
    bool m_isWriting = false; // neither written nor failed yet
    EntryWriter* m_writer = nullptr; // of what is dropped; null without a port
    QRubberBand* m_dropMark = nullptr; // round where it may be dropped; likewise
};

} // namespace incident
