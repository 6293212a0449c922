// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the window that opens pages, on what was asked for.

#include "app/mainwindow.h"
#include "widgets/dashboard/fleetmatrix.h"
#include "widgets/dashboard/healthpage.h"
#include "widgets/explore/explorepage.h"
#include "widgets/frame/linkstatus.h"
#include "widgets/incident/incidentpage.h"
#include "widgets/incident/timelinepage.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/sources/sourcespage.h"
#include "widgets/spread/spreadpage.h"
#include "widgets/trace/tracepage.h"
#include "widgets/triage/suspectspage.h"

#include <QTabWidget>

#include <utility>

// The focus goes to what is listed, never into a line to type in, where the next key would stay.
void MainWindow::focusPage()
{
    QWidget* page = m_pages->currentWidget();
    if (page == m_suspects)
        m_suspects->focusList();
    else if (page == m_incident)
        m_incident->focusList();
    else if (page == m_trace)
        m_trace->focusSteps();
    else if (page == m_explore)
        m_explore->focusSetting();
    else if (page == m_sources)
        m_sources->focusTable();
    else if (page == m_spread)
        m_spread->focusList();
    else
        m_health->focusMatrix();
}

void MainWindow::showView(View view)
{
    switch (view) {
    case View::Health:
        m_pages->setCurrentWidget(m_health);
        break;
    case View::Runbook:
        focusRunbook();
        break;
    case View::Suspects:
        m_pages->setCurrentWidget(m_suspects);
        break;
    case View::Trace:
        m_pages->setCurrentWidget(m_trace);
        break;
    case View::Explore:
        m_pages->setCurrentWidget(m_explore);
        break;
    case View::Incident:
        m_pages->setCurrentWidget(m_incident);
        break;
    case View::Sources:
        m_pages->setCurrentWidget(m_sources);
        break;
    case View::Spread:
        m_pages->setCurrentWidget(m_spread);
        break;
    }
}

void MainWindow::openTrace(const telemetry::TraceId& trace, telemetry::SpanId span)
{
    m_trace->open({.trace = trace, .span = span});
    m_pages->setCurrentWidget(m_trace);
}

void MainWindow::openLink(const trace::TraceLink& link)
{
    m_trace->open(link);
    m_pages->setCurrentWidget(m_trace);
}

void MainWindow::openSpread(const telemetry::SpanKey& suspect, const QString& text)
{
    m_pages->setCurrentWidget(m_spread);
    m_spread->open(suspect.trace.isValid() ? std::optional(suspect) : std::nullopt,
                   text.toStdString());
}

// One service is looked at in the whole window, or all are: what one view shows is what the next
// click in another one takes away again.
void MainWindow::chooseService(const QString& service)
{
    m_fleet->setService(service);
    m_health->setService(service);
    m_suspects->setService(service);
    m_explore->setService(service);
    if (!service.isEmpty())
        showOnset(service);
}

void MainWindow::openService(const QString& service)
{
    chooseService(service);
    m_suspects->setNarrowing({});
    m_suspects->setRange({});
    m_pages->setCurrentWidget(m_health);
}

void MainWindow::setObjectives(std::vector<objective::Objective> objectives, const QString& none)
{
    m_objectives = objectives;
    m_explore->setObjectives(objectives);
    m_incident->setObjectives(objectives);
    m_health->setObjectives(std::move(objectives), none);
}

void MainWindow::openSetting(const std::string& payload)
{
    const auto setting = explore::settingFrom(payload);
    if (!setting)
        return;
    chooseService(QString::fromStdString(setting->relation.service));
    m_session.conductor().setSpan(setting->range.duration());
    m_session.conductor().seek(setting->range.end);
    m_explore->restore(*setting);
    showView(View::Explore);
}

void MainWindow::setGoldenSet(const std::shared_ptr<const telemetry::GoldenSet>& golden)
{
    m_health->setGoldenSet(golden);
}

void MainWindow::openSuspects(const QString& service, const telemetry::TimeRange& range,
                              const items::Narrowing& answers)
{
    chooseService(service);
    m_suspects->setNarrowing(answers);
    m_suspects->setRange(range);
    showView(View::Suspects);
}

void MainWindow::withWorstSuspect(const QString& service,
                                  std::function<void(const telemetry::SpanKey&)> open)
{
    const store::View view = m_session.conductor().view();
    m_session.queries().run<std::vector<store::SuspectRow>>(
        this,
        [view, service = service.toStdString()](const store::Reader& reader) {
            store::GenerationFilter worst;
            worst.service = service;
            worst.limit = 1;
            return reader.suspects(view, worst, 0);
        },
        [open = std::move(open)](const telemetry::Result<std::vector<store::SuspectRow>>& rows) {
            if (rows && !rows->empty())
                open(
                    {.trace = rows->front().suspicion.trace, .span = rows->front().suspicion.span});
        });
}

void MainWindow::openWorstSuspect(const QString& service)
{
    withWorstSuspect(service,
                     [this](const telemetry::SpanKey& key) { openTrace(key.trace, key.span); });
}

void MainWindow::openWorstSpread(const QString& service)
{
    withWorstSuspect(service, [this](const telemetry::SpanKey& key) { openSpread(key); });
}

void MainWindow::openSpreadOf(const telemetry::TraceId& trace)
{
    const store::View view = m_session.conductor().view();
    m_session.queries().run<std::vector<telemetry::Generation>>(
        this,
        [view, trace](const store::Reader& reader) {
            store::GenerationFilter first;
            first.trace = trace;
            first.limit = 1;
            store::View always;
            always.knownAt = view.knownAt;
            return reader.generations(always, first);
        },
        [this](const telemetry::Result<std::vector<telemetry::Generation>>& found) {
            if (found && !found->empty())
                openSpread({.trace = found->front().trace, .span = found->front().span});
        });
}
