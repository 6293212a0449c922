// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incident.h"
#include "models/items/incidentsnapshot.h"

#include <QWidget>

#include <array>
#include <optional>
#include <vector>

class QAction;
class QLabel;
class QMenu;
class QPushButton;

namespace common {
class ElidedLabel;
class Theme;
} // namespace common

namespace incident {

// The head of the incident page: which incident, how it stands, how far it reached, and what can be
// done about it. Texts of people are shown as they are. GUI thread.
class IncidentHead final : public QWidget
{
    Q_OBJECT

public:
    static constexpr int kLinesInLittle = 2; // of its reach, where there is little room

    explicit IncidentHead(const common::Theme& theme, QWidget* parent = nullptr);

    // Those to choose from, and the one that is shown; nullptr: none, the whole recording is. Its
    // key moments; nullptr: not read yet.
    void setIncidents(const std::vector<Incident>& incidents, const Incident* shown,
                      telemetry::Timestamp now, const std::vector<KeyMoment>* moments = nullptr);
    // Those of other consoles in a shared room that are open, a line each, safe to show: told while
    // none is open here.
    void setRoomIncidents(const QStringList& lines);
    // Nothing: not counted yet, or it could not be, for the reason given.
    void setReach(const std::optional<items::IncidentReach>& reach, telemetry::Timestamp now,
                  const QString& problem = {});
    // Nothing can be written in the past and on recordings: no control is there then. `actor`: who
    // would take command.
    void setCanWrite(bool can, const std::string& actor);
    // What is done elsewhere; a button is there where somebody does it.
    void setCanReport(bool can);
    void setCanTryWhatIf(bool can);
    void setCanBundle(bool can);
    void setLinesOfReach(int lines); // of what is shown without a tooltip

signals:
    void incidentChosen(const QString& id); // empty: the whole recording
    void openRequested();
    void severityChosen(int severity);
    void statusChosen(incident::Status status);
    void commandTaken();
    void fixRequested(incident::MomentKind kind);
    void unfixRequested(incident::MomentKind kind); // of one that is fixed
    void titleRequested();
    void servicesRequested();
    void linkRequested();
    void handoverRequested();
    void closeRequested();
    void reopenRequested();
    void reportRequested(const QString& id);
    void whatIfRequested(const QString& id);
    void bundleRequested(const QString& id);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildButtons();
    void buildMenus();
    void showChooser(const std::vector<Incident>& incidents);
    void showRoom();
    void showFacts(telemetry::Timestamp now, const std::vector<KeyMoment>* moments);
    void updateButtons();
    void fit();
    void restyle();

    const common::Theme& m_theme;
    QPushButton* m_chooser;
    QMenu* m_choices;
    common::ElidedLabel* m_title;
    QLabel* m_room; // what the room has open
    QLabel* m_standing;
    QLabel* m_people; // links, hand-overs, why it was closed
    QLabel* m_reach;
    QWidget* m_buttons;
    QPushButton* m_open;
    QPushButton* m_severity;
    QPushButton* m_status;
    QPushButton* m_command;
    QPushButton* m_fix;
    std::array<QAction*, kMomentKinds.size()> m_unfix{}; // shown for those that are fixed
    QPushButton* m_handover;
    QPushButton* m_more;
    QPushButton* m_close;
    QPushButton* m_reopen;
    QPushButton* m_report;
    QPushButton* m_whatIf;
    QPushButton* m_bundle;
    QAction* m_giveCommand = nullptr; // of the menu, as the next
    QAction* m_tryWhatIf = nullptr;
    QAction* m_makeBundle = nullptr;
    std::optional<Incident> m_shown;
    std::vector<std::string> m_known; // as the chooser lists them
    QString m_reachText;
    QString m_standingText;
    QStringList m_peopleLines;
    QStringList m_roomLines;
    bool m_hasOpen = false;
    std::string m_actor;
    int m_reachLines = 6;
    bool m_canWrite = false;
    bool m_canReport = false;
    bool m_canTryWhatIf = false;
    bool m_canBundle = false;
};

} // namespace incident
