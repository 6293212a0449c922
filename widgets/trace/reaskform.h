// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/sampling/inputread.h"
#include "widgets/trace/reaskport.h"

#include <QWidget>

#include <array>
#include <optional>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace traceview {

// What is being asked again now, of the answer that is shown or of another one.
struct ReaskProgress
{
    QString whose; // whose question it is, where that is not the answer that is shown
    int done = 0;
    int requests = 0;
    bool isCancelling = false;
};

// What will be sent where, what that is estimated to take, and the button that sends it. While
// something is asked, how far it is and the button that cancels it, whatever else is shown.
class ReaskForm final : public QWidget
{
    Q_OBJECT

public:
    // `port` may be null: the form then says why nothing can be asked, and has no controls.
    explicit ReaskForm(ReaskPort* port, QWidget* parent = nullptr);

    void setSuspect(const std::optional<telemetry::Generation>& suspect);
    // The same answer, of which more is known: what was typed stays.
    void refreshSuspect(const telemetry::Generation& suspect);
    // How much of its input the suspect's model read; empty until it is known.
    void setInput(const sampling::InputRead& input);
    // False while a live session looks at the past: nothing is sent from there.
    void setLive(bool isLive);
    // Nothing: nothing is being asked.
    void setProgress(const std::optional<ReaskProgress>& progress);
    ReaskChoices choices() const;

signals:
    void askRequested();
    void cancelRequested();

private:
    void buildControls();
    void buildProgress();
    void updateState();
    void updateProgress();

    ReaskPort* m_port;
    std::optional<telemetry::Generation> m_suspect;
    sampling::InputRead m_input;
    bool m_isLive = true;
    std::optional<ReaskProgress> m_progress;
    std::string m_estimate;

    QLabel* m_where;
    QWidget* m_controls;
    std::array<QLineEdit*, sampling::kMostTargets> m_models{};
    std::array<QLabel*, sampling::kMostTargets> m_labels{};
    std::array<QString, sampling::kMostTargets> m_roles; // of the models that are offered
    std::array<QString, sampling::kMostTargets> m_offered;
    QSpinBox* m_samples = nullptr;
    QDoubleSpinBox* m_temperature = nullptr;
    QLabel* m_difference = nullptr;
    QCheckBox* m_anyway = nullptr;
    QLabel* m_cost = nullptr;
    QPushButton* m_ask = nullptr;
    QWidget* m_running;
    QLabel* m_far = nullptr;
    QPushButton* m_cancel = nullptr;
};

} // namespace traceview
