// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/causesfollower.h"
#include "models/items/followers.h"
#include "models/items/servicefollowers.h"
#include "models/suspects/filter.h"

#include <QSet>
#include <QString>
#include <QWidget>

#include <functional>
#include <memory>
#include <string>

class QBoxLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QToolButton;

namespace charts {
class ChartLink;
}
namespace common {
class ElidedLabel;
class EmptyState;
class MessageBar;
class SearchLine;
class Theme;
} // namespace common

namespace dashboard {

class AlarmStrip;
class CausesPanel;
class ChartGrid;
class FleetMap;
class FleetMatrix;
class GlyphLegend;

// Where it is wrong: the fleet matrix and the fleet's charts while nothing is chosen; for a service
// the sentence of its alarm, then its charts. GUI thread.
class HealthPage final : public QWidget
{
    Q_OBJECT

public:
    HealthPage(items::RecordingQueries& queries, items::TimeConductor& conductor,
               items::FleetFollower& fleet, const common::Theme& theme, QWidget* parent = nullptr);
    ~HealthPage() override;

    // Empty: the fleet. Emits nothing.
    void setService(const QString& service);
    QString service() const { return m_series.service(); }
    // To the chart of a check of the service, or of a quantity as runbooks name it
    // ("input_tokens"), as soon as it is read; where there is none it is said why.
    void showCheck(const std::string& check);
    void showQuantity(const std::string& quantity);
    // An open alarm of the service that is looked at, before the others of it: its sentence, causes
    // and answers. Until another service is chosen.
    void showAlarm(const std::string& alarm);
    const std::string& shownAlarm() const { return m_shown; } // empty: none is told of
    // Scrolls to a section of charts by its key (see chartplan.cpp); false when it is not shown.
    bool showSection(const std::string& key);
    // Of a large fleet: which services are listed, by a part of their names; empty: all.
    QString fleetFilter() const;
    void setFleetFilter(const QString& text);
    // The alarm whose sentence the window tells above; empty: none.
    void setToldAlarm(const std::string& alarm);
    // Where telemetry can be sent to, for as long as none has come; empty: nowhere.
    void setListener(const QString& listener);
    // Of all services; `none` says, where a service has no objective, how to make one.
    void setObjectives(std::vector<objective::Objective> objectives, const QString& none);
    // To hold judges against; null: there is none.
    void setGoldenSet(const std::shared_ptr<const telemetry::GoldenSet>& golden)
    {
        m_judges.setGoldenSet(golden);
        m_causes.setGoldenSet(golden);
    }
    // Opens the card of this class of incidents among the causes of the service's alarm.
    void showCause(causes::Cause cause);
    // Which step of the runbook beside applies a remedy: see CausesPanel.
    void setSteps(std::function<QString(const causes::Remedy& remedy)> steps);
    ChartGrid* charts() const { return m_charts; }
    FleetMatrix* matrix() const { return m_matrix; }
    void focusMatrix(); // or the page, while a service is shown

signals:
    void serviceChosen(const QString& service); // empty: the fleet
    // Outputs behind what was pressed; an empty service means all.
    void suspectsRequested(const QString& service, const telemetry::TimeRange& range,
                           const items::Narrowing& answers);
    // Those that a hypothesis is about, and no others.
    void suspectsOfCauseRequested(const QString& service, const telemetry::TimeRange& range,
                                  const suspects::Filter& filter);
    // What sets the answers of a part of the time apart from all others; likewise.
    void comparisonRequested(const QString& service, const telemetry::TimeRange& region);
    // Exactly those answers that the alarm was raised by.
    void suspectsOfAlarmRequested(const QString& alarm);
    void spreadRequested(const QString& service); // of its most suspicious answer
    void leverRequested(const QString& lever, const QString& value); // the step that moves it

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeHeader();
    void makeFleet();
    void arrange();
    void follow();
    template<class Follower>
    void watchFailures(Follower& follower);
    void choose(const QString& service);
    void updateHeader();
    void updateAbout();
    void updateSeries();
    void updateExtras();
    void followCauses();
    std::vector<telemetry::AlarmTransition> openAlarms() const; // of the service, the told first
    void tellAlarms(const std::vector<telemetry::AlarmTransition>& open,
                    const std::vector<telemetry::AlarmTransition>& quiet);
    void askForCauses(const std::vector<telemetry::AlarmTransition>& alarms);
    void tellCauses();
    void wish(const std::string& chart, const QString& none);
    void showWished();
    void fitAbove(); // what stands above the charts to the room there is
    void showAnswersOf(const causes::Hypothesis& hypothesis, const telemetry::TimeRange& range);
    void setReading(bool on);
    void updateFleet();
    void tellEmpty(); // what would be here, or why it is not
    void fitMatrix(int rows);
    void filter();
    QString tallyText() const;
    void slide();
    void fitHeader();
    void offerRegion(const telemetry::TimeRange& region);

    items::TimeConductor& m_conductor;
    items::FleetFollower& m_fleet;
    const common::Theme& m_theme;
    items::SeriesFollower m_series;
    items::JudgeFollower m_judges;
    items::BudgetFollower m_budgets;
    items::CausesFollower m_causes; // of the worst open alarm
    QString m_noObjective; // how to make one
    charts::ChartLink* m_link;
    QBoxLayout* m_header = nullptr;
    QToolButton* m_back;
    common::ElidedLabel* m_title;
    common::ElidedLabel* m_about; // what the shares in the matrix are over
    QPushButton* m_suspects;
    QPushButton* m_raised; // the answers that raised the alarm
    std::string m_asked; // alarm to be told of first; empty: the worst
    std::string m_wished; // chart that is to be shown, by its key; empty: none
    QString m_noneWished; // to be said where there is none
    std::string m_shown; // alarm that is told of; empty: none
    common::MessageBar* m_message;
    QSet<const QObject*> m_failed; // followers whose last reading failed
    AlarmStrip* m_alarm;
    CausesPanel* m_causesPanel;
    FleetMatrix* m_matrix;
    QWidget* m_fleetPane; // the matrix, and in a large fleet the map beside it
    FleetMap* m_map;
    common::SearchLine* m_filter; // of a large fleet
    GlyphLegend* m_legend; // below the matrix
    QLabel* m_none; // no service has the text in its name
    ChartGrid* m_charts;
    QScrollArea* m_scroll;
    common::EmptyState* m_empty;
    QString m_listener; // empty: nothing is received
};

} // namespace dashboard
