// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/ports.h"
#include "models/practice/debrief.h"
#include "models/practice/traininghistory.h"

#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

class QDockWidget;
class Session;

namespace common {
class Theme;
}
namespace trainingview {
class TrainingPanel;
}

// A drill as training: its briefing, hints that cost, the scorecard and the debrief, in a pane of
// the window. What the person does is written into the recording (kind "training"), so that a
// window on it tells it again; how it went is kept beside the recordings. GUI thread.
class Training final : public QObject
{
    Q_OBJECT

public:
    // Of a window on a drill with a briefing, or on the recording of one that was taken on; of
    // others the pane is never asked for. `addPane` puts it into the window, which owns it from
    // then on. `history`: the file of earlier runs. All must outlive it, but for the pane.
    struct Setup
    {
        Session& session;
        const common::Theme& theme;
        std::string who;
        std::string history;
        std::function<void(QDockWidget*)> addPane;
        std::function<bool(const QStringList& arguments)> startProgram; // false: it could not
    };
    explicit Training(Setup setup, QObject* parent = nullptr);
    ~Training() override;

    trainingview::TrainingPanel* panel() const; // null: none (yet)
    // With its exposure: the panel shows the rest before that is counted.
    const std::optional<practice::Debrief>& debrief() const { return m_debrief; }

signals:
    void kept(); // the run stands in the history
    void debriefed();

private:
    struct Told
    {
        std::optional<practice::Debrief> debrief;
        std::vector<practice::TrainingRun> earlier;
        std::string problem;
        bool isKept = false;
    };

    void buildPane();
    void notWritten(const QString& why, const telemetry::TimelineEntry& entry);
    void begin();
    void takeHint(int number);
    void end(bool isByItself);
    void look(); // whether it is over, or how it went but for its exposure
    void take(telemetry::Result<Told> told);
    void tellStanding(const practice::Debrief& debrief);
    void count(); // how it went, with its exposure, and keeps it
    void takeCounted(telemetry::Result<Told> told);
    void keepUncounted(); // of a drill that is over whose count was not waited for, or failed
    void show(const practice::Debrief& debrief, const Told& told);
    std::optional<practice::RunningDrill> running() const;
    void startDrill(const std::string& scenario, std::uint64_t seed);
    void startNext();
    static telemetry::Result<Told> read(const store::Reader& reader,
                                        const std::optional<practice::RunningDrill>& running,
                                        const std::string& history, practice::Counting counting);

    Setup m_setup;
    std::optional<practice::TrainingSetup> m_drill; // of a live drill, else of the debrief
    telemetry::Timestamp m_begun; // a live one was taken on
    std::optional<drill::Scenario> m_scenario;
    std::unique_ptr<RecordingEntryPort> m_entries; // null on a recording
    QPointer<trainingview::TrainingPanel> m_panel;
    std::optional<practice::Debrief> m_debrief;
    std::optional<practice::Debrief> m_uncounted; // the newest of a live one
    std::optional<practice::Training> m_end; // of a live one, as it was told when it ended
    // Whether somebody writes, or wrote, its line of the history: there is one of a run.
    std::shared_ptr<std::atomic<bool>> m_isLineTaken = std::make_shared<std::atomic<bool>>(false);
    QTimer m_looking;
    bool m_isReading = false;
};
