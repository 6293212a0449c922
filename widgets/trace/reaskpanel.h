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
// what was asked again before. GUI thread; answers are compared on the threads that read.
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
    // False while a live session looks at the past.
    void setLive(bool isLive);
    bool isAsking() const { return m_isAsking; }

signals:
    // A statement of the suspect, code points of its output: for the claim that is to be chosen.
    void statementChosen(qlonglong start, qlonglong end);

private:
    struct Assessed // one re-ask and what it shows
    {
        sampling::Reask again;
        sampling::Assessment assessment;
    };

    void ask();
    void takeSample(quint64 request, const sampling::Sample& sample);
    void takeText(quint64 request, qulonglong target, qulonglong number, const QString& text);
    void takeAnswer(quint64 request, const ReaskAnswer& answer);
    void readEarlier();
    // What is shown stays so while it is listed. `isNew`: what was asked now is to be shown.
    void listEarlier(std::vector<sampling::Reask> earlier, bool isNew = false);
    void assess();
    void showMessage(const QString& text);
    const sampling::Reask* shown() const;
    QString shownKey() const;

    ReaskPort* m_port;
    items::LatestQuery<Assessed> m_assessing;
    items::LatestQuery<std::vector<sampling::Reask>> m_reading;
    std::optional<telemetry::Generation> m_suspect;
    telemetry::Timestamp m_knownAt = telemetry::Timestamp::max();
    quint64 m_request = 0; // the newest
    bool m_isAsking = false;
    bool m_isLive = true; // nothing is sent while a live session looks at the past
    std::optional<sampling::Reask> m_current; // that is coming, or came last
    std::vector<sampling::Reask> m_earlier; // newest first
    ReaskResults::Coming m_coming;
    QString m_assessed; // key of what was assessed last

    ReaskForm* m_form;
    QLabel* m_message;
    QComboBox* m_which;
    ReaskResults* m_results;
};

} // namespace traceview
