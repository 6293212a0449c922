// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/causes/blastradius.h"
#include "models/items/recordingqueries.h"
#include "models/items/timeconductor.h"
#include "models/runbook/lever.h"
#include "models/runbook/runbook.h"

#include <QWidget>

#include <string>
#include <utility>
#include <vector>

class QGridLayout;
class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace common {
class Theme;
}

namespace runbookview {

// What moving a lever means, before anybody moves it. The widget itself says in words why, whom it
// reaches and how it is undone; preview() has the change, the target and the exact request, to be
// placed where it stays in sight beside the buttons. GUI thread.
class LeverFacts final : public QWidget
{
    Q_OBJECT

public:
    LeverFacts(items::RecordingQueries& queries, const items::TimeConductor& conductor,
               const common::Theme& theme, QWidget* parent = nullptr);

    // What the plan is to the step whose lever it moves.
    enum class Way
    {
        Step, // carries it out
        Undo, // takes back what was fired for it
        PutBack, // sets the state of before over somebody else's change
    };
    void setPlan(const runbook::LeverPlan& plan, const runbook::Step& step, Way way);
    void clear();
    QWidget* preview() const { return m_preview; }

private:
    QLabel* addFact(QGridLayout* grid, const QString& name);
    void restyle();
    void askForReach(const std::string& service);
    void showReach(const telemetry::Result<causes::BlastRadius>& radius);
    void showRequest(const runbook::LeverPlan& plan);
    void showFold();
    void fitRequest();

    const items::TimeConductor& m_conductor;
    const common::Theme& m_theme;
    items::LatestQuery<causes::BlastRadius> m_reachQuery;
    std::string m_service;
    QWidget* m_preview;
    QLabel* m_what;
    QLabel* m_where;
    QLabel* m_change;
    QLabel* m_writes; // the request, decoded; hidden where nothing in it is encoded
    QLabel* m_sends; // method and address of each request
    QLabel* m_meaning;
    QLabel* m_reach;
    QLabel* m_guard;
    QLabel* m_replicas; // hidden where there is one machine
    QLabel* m_undo;
    QToolButton* m_unfold; // shows m_request
    QPlainTextEdit* m_request;
    bool m_hasRequest = false;
    bool m_isReadable = true; // what is written could be told in words
    std::vector<QLabel*> m_names;
};

// One text for a request: method and address, headers, an empty line, the body. Secrets come
// masked.
std::string requestText(const runbook::RequestPreview& request);

} // namespace runbookview
