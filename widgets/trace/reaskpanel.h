// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/recordingqueries.h"
#include "widgets/trace/reaskport.h"
#include "widgets/trace/reaskresults.h"

#include <QWidget>

#include <optional>
#include <vector>

class QComboBox;
class QLabel;

namespace traceview {

class ReaskForm;

// The chosen answer's question asked again: what will be sent where, the answers as they come, and
// what was asked again before. One question is asked at a time: what is under way goes on when
// another answer is chosen, and is told and can be cancelled there; leaving live cancels it.
// GUI thread; answers are compared on the threads that read.
class ReaskPanel final : public QWidget
{
    Q_OBJECT

public:
    // `port` null: nothing can be sent, the panel says why and shows what was asked before. It must
    // outlive the panel.
    ReaskPanel(ReaskPort* port, items::RecordingQueries& queries, const common::Theme& theme,
               QWidget* parent = nullptr);

    // The chosen generation; nothing: no answer is chosen.
    void open(const std::optional<telemetry::Generation>& suspect);
    // What was recorded by then of earlier re-asks is listed.
    void setKnownAt(telemetry::Timestamp knownAt);
    // False while a live session looks at the past: nothing is sent from there, and what is under
    // way is cancelled, which is said.
    void setLive(bool isLive);
    bool isAsking() const { return m_run.has_value(); } // of any answer

signals:
    // A statement of the suspect, code points of its output: for the claim that is to be chosen.
    void statementChosen(qlonglong start, qlonglong end);

private:
    struct Assessed // one re-ask and what it shows
    {
        sampling::Reask again;
        sampling::Assessment assessment;
    };

    struct Run // what is under way
    {
        quint64 request = 0;
        sampling::Reask again; // what came so far
        ReaskResults::Coming texts;
        QString whose; // for people
        int requests = 0;
        bool isCancelling = false;
        bool isOfPast = false; // cancelled because the console looks at the past
        QString unrecorded; // why it is not in the recording
    };

    void ask();
    void cancel();
    void takeSample(quint64 request, const sampling::Sample& sample);
    void takeText(quint64 request, qulonglong target, qulonglong number, const QString& text);
    void takeAnswer(quint64 request, const ReaskAnswer& answer);
    void takeRecordFailure(const QString& why);
    void tellProgress();
    // How it ended, as far as that has to be said; of another answer than the shown it has to.
    QString endingOf(const Run& run, const ReaskAnswer& answer, bool isShown) const;
    void readInput();
    void readEarlier();
    // What is shown stays so while it is listed. `isNew`: what was asked now is to be shown.
    void listEarlier(std::vector<sampling::Reask> earlier, bool isNew = false);
    void assess();
    void showMessage(const QString& text);
    bool isRunShown() const; // it is of the answer that is shown
    const sampling::Reask* newest() const; // of the shown answer, asked now or just now
    const sampling::Reask* shown() const;
    QString shownKey() const;

    ReaskPort* m_port;
    items::LatestQuery<Assessed> m_assessing;
    items::LatestQuery<std::vector<sampling::Reask>> m_reading;
    items::LatestQuery<sampling::InputRead> m_sizing;
    std::optional<telemetry::Generation> m_suspect;
    telemetry::Timestamp m_knownAt = telemetry::Timestamp::max();
    quint64 m_request = 0; // the newest
    bool m_isLive = true;
    bool m_isMessageKept = false; // when another answer is chosen, until it is live again
    std::optional<Run> m_run;
    std::optional<sampling::Reask> m_last; // of the shown answer, that came last
    std::vector<sampling::Reask> m_earlier; // newest first
    QString m_assessed; // key of what was assessed last

    ReaskForm* m_form;
    QLabel* m_message;
    QComboBox* m_which;
    ReaskResults* m_results;
};

} // namespace traceview
