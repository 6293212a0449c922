// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/ports.h"
#include "models/practice/debrief.h"
#include "models/practice/traininghistory.h"

#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTimer>

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
    void look(); // whether it is over, or how it went
    void take(telemetry::Result<Told> told);
    void startDrill(const std::string& scenario, std::uint64_t seed);
    void startNext();
    static telemetry::Result<Told> read(const store::Reader& reader,
                                        const std::optional<practice::RunningDrill>& running,
                                        const std::string& history);

    Setup m_setup;
    std::optional<practice::TrainingSetup> m_drill; // of a live drill, else of the debrief
    telemetry::Timestamp m_begun; // a live one was taken on
    std::optional<drill::Scenario> m_scenario;
    std::unique_ptr<RecordingEntryPort> m_entries; // null on a recording
    QPointer<trainingview::TrainingPanel> m_panel;
    std::optional<practice::Debrief> m_debrief;
    QTimer m_looking;
    bool m_isReading = false;
};
