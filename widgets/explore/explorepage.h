// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/relationfollower.h"
#include "models/items/servicehealthmodel.h"
#include "models/objective/objective.h"
#include "models/telemetry/clock.h"
#include "widgets/accessible/parts.h"
#include "widgets/explore/regionfilter.h"
#include "widgets/explore/savedsetting.h"
#include "widgets/incident/entryport.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSlider;

namespace common {
class EmptyState;
class FitScroll;
class MessageBar;
class NumberLabel;
class Theme;
} // namespace common

namespace explore {

class LagView;
class RelationView;

// How the rate of failures of one service goes with what may drive it: load, queue, context length
// and others. A line in the plot, or the slider below, is dragged to a value of the driver: what
// fails there is told, and how much is to be shed so that it comes under the limit. The lag moves
// the driver back in time. A region of the plot opens its suspects, where the answer itself tells
// the driver; else it says why not. It goes on with the stream; while something is held nothing
// changes but what is dragged. GUI thread.
class ExplorePage final : public QWidget, public accessible::Parts
{
    Q_OBJECT

public:
    // `port` may be null: then nothing can be saved. Services are those of the fleet, worst first.
    ExplorePage(incident::EntryPort* port, items::RecordingQueries& queries,
                const items::TimeConductor& conductor, const items::ServiceHealthModel& services,
                const telemetry::Clock& clock, const common::Theme& theme,
                QWidget* parent = nullptr);

    void setService(const QString& service); // empty: the first of the fleet
    void setObjectives(std::vector<objective::Objective> objectives);
    void setDriver(const QString& name); // as on the command line; no other has meaning
    void setOutcome(const QString& name);
    // As it was when it was saved; its range is the conductor's, whoever calls this sets it.
    void restore(const SavedSetting& setting);
    SavedSetting setting() const;

    QAccessible::Role toldRole() const override { return QAccessible::Pane; }
    bool showsFocus() const override { return false; }

public slots:
    void focusSetting(); // or the page, where there is no plot

signals:
    void serviceChosen(const QString& service);
    // The answers that are looked at, or those of the region, as suspects.
    void suspectsRequested(const QString& service, const telemetry::TimeRange& range,
                           const suspects::Filter& filter);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    using Snapshot = std::shared_ptr<const drivers::RelationSnapshot>;

    QWidget* buildHead();
    QWidget* buildReading();
    QWidget* buildRegion();
    QWidget* buildControls();
    QWidget* buildNotes();
    void fitNotes();
    void connectParts();
    void fillServices();
    void fillPickers();
    void fillDrivers();
    void fillOutcomes();
    void choose();
    void takeSnapshot();
    void present(Snapshot snapshot);
    bool isHeld() const;
    void letGo();
    void setAt(double driver);
    void followNow();
    void chooseLag(int steps);
    void updateReading();
    void setRegion(const std::optional<DriverRange>& region);
    void updateRegion();
    void openRegion();
    QString whyNotOpened() const;
    bool isCurrent() const; // what is shown is of what is set
    void updateControls();
    void updateEmpty();
    void updateLimit();
    std::optional<double> at() const; // where the line stands
    void save();

    incident::EntryPort* m_port;
    const items::TimeConductor& m_conductor;
    const items::ServiceHealthModel& m_services;
    const telemetry::Clock& m_clock;
    const common::Theme& m_theme;
    items::RelationFollower m_follower;
    std::vector<objective::Objective> m_objectives;
    Snapshot m_snapshot; // what is shown
    bool m_isFilling = false; // pickers and sliders are set, not chosen
    bool m_isLimitOwn = false; // set by a person, no objective's
    std::optional<double> m_at; // where the line was put; nothing: where the driver is now
    std::optional<DriverRange> m_region; // of the driver that is shown
    QString m_chosen; // service of the window; empty: none

    QComboBox* m_service;
    QComboBox* m_driver;
    QComboBox* m_outcome;
    QPushButton* m_suspects;
    QPushButton* m_save = nullptr; // null without a port
    common::MessageBar* m_message;
    QLabel* m_reading;
    QLabel* m_relief;
    RelationView* m_plot;
    QLabel* m_regionText;
    QPushButton* m_regionOpen;
    QPushButton* m_regionLeave;
    common::FitScroll* m_body;
    QLabel* m_atTitle;
    QSlider* m_atSlider;
    common::NumberLabel* m_atValue;
    QPushButton* m_now;
    QDoubleSpinBox* m_limit;
    QSlider* m_lagSlider;
    LagView* m_lagView;
    common::NumberLabel* m_lagValue;
    QLabel* m_notes;
    QWidget* m_noteRoom = nullptr; // around them
    common::EmptyState* m_empty;
};

} // namespace explore
