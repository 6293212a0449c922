// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incidentopening.h"
#include "models/telemetry/alarm.h"
#include "widgets/accessible/parts.h"

#include <QElapsedTimer>
#include <QWidget>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

class QLabel;
class QPushButton;

namespace common {
class ElidedLabel;
class Theme;
} // namespace common

namespace frame {

class AlarmMenu;
class SuppressMenu;

// The one line that is always there: the open incident with what its alarm says, or else the worst
// open alarm in words; which others there are, and what can be done about it. An alarm that calls
// and is part of no incident, or of one that is titled by another alarm, goes before it: the line
// is about one alarm, the one that its buttons act on. Without either it says so, and what that
// rests on, or what is shelved and until when, or suppressed and by what. GUI thread.
class IncidentBar final : public QWidget, public accessible::Parts
{
    Q_OBJECT

public:
    explicit IncidentBar(const common::Theme& theme, QWidget* parent = nullptr);

    // ms that an alarm stands in the line before a press of a button is taken to be meant for it:
    // until then it is meant for the one that stood there before.
    static constexpr int kRead = 800;

    // Newest transition of each alarm, as known at `now`. While the pointer is on a button that
    // acts on the alarm in the line, that one keeps the line as long as it is open. `current` says
    // how the worst open one is doing since, as far as that is known; its own figures are those of
    // when it was raised, `told` is its sentence with newer ones, empty where there are none.
    void setAlarms(const std::vector<telemetry::AlarmTransition>& alarms, telemetry::Timestamp now,
                   const QString& current = {}, const std::string& told = {});
    // As known at `now`. The newest that is open is told, others by how many they are.
    void setIncidents(const std::vector<incident::Incident>& incidents, telemetry::Timestamp now);
    // What acknowledging does besides, which its tooltip says.
    void setOpensOnAcknowledge(bool on);
    // Only while the present is shown: where alarms cannot be acknowledged (a recording) or are
    // seen as they were (fixed, replay), the button is absent.
    void setCanAcknowledge(bool can);

    // The past is shown in a session that is live: says so, and how many alarms are open now
    // (newest transition of each; nullptr: not known). A press on it goes back to live.
    void setPast(const std::vector<telemetry::AlarmTransition>* alarmsNow);
    void setPresent(); // what is shown is now

    // How many generations are recorded but not judged yet; none: not known, as where nothing is
    // judged. Said where no alarm is open: one may still come of them.
    void setUnjudged(std::optional<std::int64_t> generations);

    // Nothing has come since this session began, nor before: said in place of the calm of no alarm.
    void setNothingReceived(bool isNothing);
    // Whether the alarms were read; until then none is not known to be none. So unless told.
    void setRead(bool isRead);

    // accessible::Parts: what it tells can be opened.
    QAccessible::Role toldRole() const override { return QAccessible::Button; }
    bool isPressable() const override { return severity() > 0; }
    void press() override { open(); }

signals:
    void liveRequested();
    void alarmOpened(const telemetry::AlarmTransition& alarm);
    void incidentShown(const QString& id);
    void incidentRequested(const telemetry::AlarmTransition& alarm); // to be opened from it
    void acknowledgeRequested(const QString& alarm);
    void unshelveRequested(const QString& alarm);
    // Explained by another alarm (its id) or by what was changed, in words; empty: by nothing any
    // more, it calls again.
    void suppressRequested(const QString& alarm, const QString& cause);
    void shelveRequested(const QString& alarm, telemetry::Duration duration, const QString& reason);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void show(telemetry::Timestamp now);
    void showAlarm(telemetry::Timestamp now);
    void showIncident(telemetry::Timestamp now);
    bool tellsIncident() const; // instead of the alarm
    bool isPartOf(const telemetry::AlarmTransition& alarm) const; // of the incident in the line
    bool isTitledBy(const telemetry::AlarmTransition& alarm) const; // that incident
    QString acknowledgedText() const; // where all that are open are
    // The open incident that an alarm is part of; nullptr: none.
    const incident::Incident* incidentOf(const telemetry::AlarmTransition& alarm) const
    {
        return incident::openWith(m_incidents, alarm);
    }
    const incident::Incident* ledTo() const;
    QString incidentText() const;
    QString detailsOf(telemetry::Timestamp now) const;
    int severity() const; // of what is told; 0: nothing is
    void open();
    void fitSentence();
    void tellNow();
    void styleNow(int severity);
    QString unjudgedTail() const; // of the sentence
    void keepFocus(); // off what acts on the alarm
    std::array<QPushButton*, 4> acting() const; // on the alarm
    void choose(telemetry::Timestamp now); // which alarm is told
    void watchPointer();
    void pointerLeft();
    void takeAim(); // as a button is pressed
    void setShown(QPushButton* button, bool isShown);
    void makeButtons();
    void showNone(telemetry::Timestamp now);
    void showOthers();
    void updateIncidentButton();

    const common::Theme& m_theme;
    QLabel* m_glyph;
    QLabel* m_sentence; // m_text, as far as there is room
    common::ElidedLabel* m_details;
    QPushButton* m_acknowledge;
    QPushButton* m_shelve;
    QPushButton* m_suppress;
    SuppressMenu* m_causes;
    QPushButton* m_unshelve; // while nothing but shelved alarms is there
    QPushButton* m_release; // likewise, of suppressed ones
    QPushButton* m_others; // open alarms beside the one that is told
    AlarmMenu* m_otherAlarms;
    QPushButton* m_incident; // opens one from the alarm, or shows the one that is not told
    QPushButton* m_now; // how it stands now, while the past is shown
    QString m_text;
    std::vector<telemetry::AlarmTransition> m_alarms; // all that are open
    std::optional<incident::Incident> m_open; // the newest incident that is open
    std::vector<incident::Incident> m_incidents; // all that are open
    telemetry::AlarmTransition m_alarm;
    QString m_asked; // the alarm that a menu was opened on
    telemetry::AlarmTransition m_aim; // what a press is meant for; without an id: nothing any more
    telemetry::AlarmTransition m_before; // it, until m_sinceChange, had the line
    QElapsedTimer m_sinceChange;
    QString m_worstCurrent; // of the worst open one, which the line may not be about yet
    std::string m_worstTold; // likewise
    telemetry::AlarmTransition m_shelved; // the worst of those on the shelf
    telemetry::AlarmTransition m_suppressed; // the worst of those
    QString m_current;
    std::string m_told; // of the alarm, see setAlarms
    QString m_quietText; // of the alarms that are shelved or suppressed
    std::optional<std::int64_t> m_unjudged;
    std::optional<int> m_openNow; // alarms, while the past is shown; none: not known
    telemetry::Timestamp m_shownAt;
    bool m_hasAlarm = false;
    bool m_opensOnAcknowledge = false;
    bool m_isPast = false;
    bool m_canAcknowledge = false;
    bool m_isNothingReceived = false;
    bool m_isRead = true;
};

} // namespace frame
