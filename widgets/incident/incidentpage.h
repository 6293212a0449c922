// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/incidentfollower.h"
#include "widgets/incident/curationform.h"
#include "widgets/incident/incidentdesk.h"

#include <QWidget>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace common {
class MessageBar;
class Theme;
} // namespace common

namespace incident {

class IncidentHead;
class MomentStrip;
class TimelinePage;

// The page of an incident: how it stands and how far it reached, its key moments on an axis, its
// timeline with marks and notes; all of it as known at the cursor. By itself it shows the newest
// incident that is open, else the newest, else the timeline of the whole recording. What is done
// about it goes through the desk, as further entries, while the present is shown; in the past and
// on recordings there is no control. GUI thread.
class IncidentPage final : public QWidget
{
    Q_OBJECT

public:
    // `notes` may be null: no note can be written. `desk` null: nothing can be done here.
    IncidentPage(EntryPort* notes, IncidentDesk* desk, items::IncidentsFollower& incidents,
                 items::RecordingQueries& queries, const items::TimeConductor& conductor,
                 const telemetry::Clock& clock, const common::Theme& theme,
                 QWidget* parent = nullptr);
    ~IncidentPage() override;

    TimelinePage* timeline() const { return m_timeline; }
    void setObjectives(std::vector<objective::Objective> objectives);
    void showIncident(const QString& id); // by id; empty: the whole recording
    std::string shownIncident() const; // id; empty: none
    // The one that is shown, as it was read last.
    const std::optional<IncidentRecord>& record() const { return m_follower.record(); }
    // What is done elsewhere: its button is there where somebody does it.
    void setRoomIncidents(const QStringList& lines); // see IncidentHead
    void setCanReport(bool can);
    void setCanTryWhatIf(bool can);
    void setCanBundle(bool can);
    std::vector<QWidget*> underList() const; // see TimelinePage

public slots:
    void openByHand();
    void focusList();

signals:
    // An incident is to be opened from an entry about an alarm: of which the window knows more.
    void incidentRequested(const telemetry::TimelineEntry& entry);
    void momentChosen(telemetry::Timestamp event, telemetry::Timestamp recorded);
    void reportRequested(const QString& id);
    void whatIfRequested(const QString& id);
    void bundleRequested(const QString& id);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void connectHead();
    void connectDesk();
    bool canWrite() const;
    const Incident* shown() const; // nullptr: the whole recording
    void updateShown();
    void updateScope(const Incident* subject);
    void updateMode();
    void makeRoom(); // for a form: all else gives way where there is little
    void takeRecord();
    void openFrom(const telemetry::TimelineEntry& entry);

    // Curation; each is a further entry. `undo` takes it back, by one more.
    using Alarms = std::vector<telemetry::AlarmTransition>;
    void change(const std::string& id, const QString& said, IncidentDesk::Change change,
                IncidentDesk::Change undo = {});
    const Incident* writable() const; // that is shown, where it can be written; nullptr: none
    void setSeverity(int severity);
    void setStatus(Status status);
    void takeCommand();
    void askTitle();
    void askServices();
    void askLink();
    void askHandover();
    QStringList againstClosing(const Incident& subject) const;
    void askClose();
    void restoreStatus(const std::string& id, Status status);
    void askReopen();
    void askMoment(MomentKind kind);
    QString fixMoment(const Incident& subject, MomentKind kind, const QStringList& answers);
    void askUnfix(MomentKind kind);
    void askPart(const telemetry::TimelineEntry& entry, bool isPart); // as it is now
    void withAlarm(const telemetry::TimelineEntry& entry,
                   std::function<void(const Opening&, const Alarms&)> then);
    QString takeOut(const std::string& id, const telemetry::TimelineEntry& entry,
                    const QString& why, const QString& into);
    void putIn(const std::string& id, const telemetry::TimelineEntry& entry, const QString& why);
    void join(const std::string& id, const Opening& opening, const std::string& why);
    void askMark(const telemetry::TimelineEntry& entry, bool isMarked);
    void warn(const QString& text);
    void refuse(const QString& reason); // what was asked: where it was asked

    IncidentDesk* const m_desk;
    items::IncidentsFollower& m_incidents;
    const items::TimeConductor& m_conductor;
    const telemetry::Clock& m_clock;
    items::RecordingQueries& m_queries;
    items::IncidentFollower m_follower;
    std::optional<QString> m_choice; // of a person; nothing: by itself
    std::string m_scope; // what the timeline was told last, in short
    bool m_hasMoments = false; // of the one that is shown
    std::string m_undoOf; // id
    IncidentDesk::Change m_undo;
    IncidentHead* m_head;
    MomentStrip* m_strip;
    CurationForm* m_form;
    common::MessageBar* m_message;
    TimelinePage* m_timeline;
};

// "shop, support" with or without blanks; none is empty.
std::vector<std::string> namesIn(const QString& text);
// A date and time after RFC 3339; or of a time of day ("02:41", "02:41:07", UTC) the first such
// time that is not before `after`. Nothing: neither.
std::optional<telemetry::Timestamp> timeFrom(const QString& text, telemetry::Timestamp after);

} // namespace incident
