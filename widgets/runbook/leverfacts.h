// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

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

namespace common {
class Theme;
}

namespace runbookview {

// What moving a lever means, in words, before anybody moves it: what and where, why, whom it
// reaches, before and after, the exact request, how it is undone. GUI thread.
class LeverFacts final : public QWidget
{
    Q_OBJECT

public:
    LeverFacts(items::RecordingQueries& queries, const items::TimeConductor& conductor,
               const common::Theme& theme, QWidget* parent = nullptr);

    void setPlan(const runbook::LeverPlan& plan, const runbook::Step& step, bool isUndo);
    void clear();

private:
    using Volume = std::vector<store::Reader::VolumePoint>;

    QLabel* addFact(const QString& name);
    void restyle();
    void askForVolume(const std::string& service);
    void showVolume(const telemetry::Result<Volume>& volume);
    void showRequest(const runbook::LeverPlan& plan);

    const items::TimeConductor& m_conductor;
    const common::Theme& m_theme;
    items::LatestQuery<Volume> m_volumeQuery;
    std::string m_service;
    QGridLayout* m_grid;
    QLabel* m_what;
    QLabel* m_where;
    QLabel* m_change;
    QLabel* m_meaning;
    QLabel* m_reach;
    QLabel* m_guard;
    QLabel* m_undo;
    QPlainTextEdit* m_request;
    std::vector<QLabel*> m_names;
};

// One text for a request: method and address, headers, an empty line, the body. Secrets come
// masked.
std::string requestText(const runbook::RequestPreview& request);

} // namespace runbookview
