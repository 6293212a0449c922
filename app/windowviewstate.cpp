// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the window that says what is shown, and goes back to it: links, and what the timeline
// keeps of the screen.

#include "app/mainwindow.h"
#include "app/screenkeeper.h"
#include "models/telemetry/inenglish.h"
#include "models/telemetry/timetext.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/dashboard/fleetmatrix.h"
#include "widgets/dashboard/healthpage.h"
#include "widgets/explore/explorepage.h"
#include "widgets/frame/incidentbar.h"
#include "widgets/frame/linkstatus.h"
#include "widgets/incident/incidentpage.h"
#include "widgets/incident/timelinepage.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/spread/spreadpage.h"
#include "widgets/trace/tracepage.h"
#include "widgets/triage/suspectspage.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSet>
#include <QTabWidget>

#include <algorithm>
#include <array>
#include <utility>

namespace {

// In the order of the tabs.
constexpr std::array<std::pair<const char*, MainWindow::View>, 7> kPages{{
    {"health", MainWindow::View::Health},
    {"suspects", MainWindow::View::Suspects},
    {"trace", MainWindow::View::Trace},
    {"explore", MainWindow::View::Explore},
    {"incident", MainWindow::View::Incident},
    {"sources", MainWindow::View::Sources},
    {"spread", MainWindow::View::Spread},
}};

// Of what was said on the screen then, only this sentence is ours to say.
QString acknowledgedText(const QString& alarm)
{
    const telemetry::InEnglish recorded;
    return MainWindow::tr("%1 was acknowledged").arg(alarm);
}

} // namespace

items::ViewState MainWindow::viewState() const
{
    const items::TimeConductor& conductor = m_session.conductor();
    items::ViewState state;
    state.recording = m_recordingId;
    const auto page = static_cast<std::size_t>(std::max(m_pages->currentIndex(), 0));
    state.page = kPages.at(page).first;
    state.service = m_health->service().toStdString();
    state.cursor = conductor.cursor();
    state.from = conductor.cursor() - conductor.span();
    state.isAsKnownNow = conductor.isAsKnownNow();
    switch (kPages.at(page).second) {
    case View::Health:
        state.alarm = m_health->shownAlarm();
        state.filter = m_health->fleetFilter().toStdString();
        break;
    case View::Suspects:
        state.filter = m_suspects->filter().text();
        state.isGrouped = m_suspects->isGrouped();
        if (m_suspects->range().start < m_suspects->range().end)
            state.part = m_suspects->range();
        break;
    case View::Trace:
        state.trace = m_trace->link();
        break;
    case View::Explore: {
        const explore::SavedSetting setting = m_explore->setting();
        state.driver = drivers::nameOf(setting.relation.driver);
        state.outcome = drivers::nameOf(setting.relation.outcome);
        break;
    }
    case View::Incident:
        state.filter = m_timeline->searchText().toStdString();
        state.kinds = m_timeline->kinds().toStdString();
        state.incident = m_incident->shownIncident();
        state.entry = std::max<std::int64_t>(m_timeline->shownEntry(), 0); // no note beside it
        break;
    case View::Spread:
        if (const auto suspect = m_spread->suspect())
            state.trace = trace::TraceLink{.step = *suspect};
        break;
    default:
        break;
    }
    return state;
}

void MainWindow::restore(const items::ViewState& state)
{
    items::TimeConductor& conductor = m_session.conductor();
    if (!state.service.empty() || !state.trace)
        chooseService(QString::fromStdString(state.service));
    if (state.cursor) { // after the service: that widens the time to its alarm's onset
        conductor.setAsKnownNow(state.isAsKnownNow);
        if (state.from)
            conductor.setSpan(*state.cursor - *state.from);
        conductor.seek(*state.cursor);
        if (conductor.cursor() != *state.cursor)
            m_notice->say(
                common::MessageBar::Kind::Warning,
                tr("This recording reaches from %1 to %2: the moment that was to be shown, %3, is "
                   "not in it.")
                    .arg(QString::fromStdString(telemetry::toRfc3339(conductor.bounds().start)),
                         QString::fromStdString(telemetry::toRfc3339(conductor.bounds().end)),
                         QString::fromStdString(telemetry::toRfc3339(*state.cursor))));
    }
    const auto page = std::ranges::find_if(
        kPages, [&state](const auto& each) { return each.first == state.page; });
    const View view = page != kPages.end() ? page->second
        : state.trace                      ? View::Trace
        : state.entry > 0                  ? View::Incident
                                           : View::Health;
    if (view == View::Suspects || !state.trace) { // a link into a trace changes no list
        m_suspects->setNarrowing({});
        m_suspects->setRange(state.part.value_or(telemetry::TimeRange{}));
    }
    if (view == View::Suspects) {
        if (const auto filter = suspects::Filter::parse(state.filter)) {
            m_suspects->setFilter(*filter);
        } else { // the line keeps it, and says what is wrong with it
            m_suspects->setFilterText(QString::fromStdString(state.filter));
            warn(tr("The filter that was to be shown cannot be read here: all suspects are listed. "
                    "%1")
                     .arg(common::safeLine(filter.error().message)));
        }
        m_suspects->showAlarm(state.alarm);
        m_suspects->setGrouped(state.isGrouped);
    } else if (!state.alarm.empty()) {
        m_health->showAlarm(state.alarm);
    }
    if (view == View::Trace && state.trace)
        m_trace->open(*state.trace);
    if (view == View::Spread && state.trace)
        openSpread(state.trace->step);
    if (view == View::Explore && !state.driver.empty())
        m_explore->setDriver(QString::fromStdString(state.driver));
    if (view == View::Explore && !state.outcome.empty())
        m_explore->setOutcome(QString::fromStdString(state.outcome));
    if (view == View::Health)
        m_health->setFleetFilter(QString::fromStdString(state.filter));
    if (view == View::Incident) {
        if (!state.incident.empty())
            m_incident->showIncident(QString::fromStdString(state.incident));
        m_timeline->setKinds(QString::fromStdString(state.kinds));
        m_timeline->setSearchText(QString::fromStdString(state.filter));
        m_timeline->showEntryOf(state.entry);
    }
    showView(view);
}

// What is decided here: armed, fired, approved, acknowledged, judged, a step settled, a run begun.
void MainWindow::keepScreens()
{
    if (!m_ports.entries && !m_ports.approvals)
        return;
    if (m_ports.entries)
        m_screenPort =
            std::make_unique<RecordingEntryPort>(*m_session.pipeline(), m_settings.who().text());
    m_screens = std::make_unique<ScreenKeeper>(m_screenPort.get(), m_session.clock(),
                                               [this] { return viewState(); });
    m_screens->setKeepsViews(m_settings.keepsViews());
    m_screens->addPanel(QStringLiteral("incident_bar"), m_incidentBar);
    m_screens->addPanel(QStringLiteral("runbook"), m_runbook);
    m_screens->addPanel(QStringLiteral("page"), m_pages);
    m_screens->addPanel(QStringLiteral("fleet"), m_fleet);
    if (!m_ports.entries) // whoever records keeps it with what is said
        return m_ports.approvals->setScreen([this](const QString& lever) {
            return m_screens->screenOf(QStringLiteral("approval"), lever);
        });
    connect(m_ports.entries.get(), &RecordingEntryPort::asked, m_screens.get(),
            [this](const telemetry::TimelineEntry& entry) {
                if (entry.kind == "verdict")
                    m_screens->decided(QStringLiteral("verdict"),
                                       QString::fromStdString(entry.subject),
                                       QString::fromStdString(entry.text));
            });
    connect(m_incidentBar, &frame::IncidentBar::acknowledgeRequested, m_screens.get(),
            [this](const QString& alarm) {
                m_screens->decided(QStringLiteral("alarm"), alarm, acknowledgedText(alarm));
            });
    if (m_ports.levers)
        connect(m_ports.levers.get(), &LeverPort::decided, m_screens.get(),
                [this](const QString& kind, const QString& subject, const QString& text) {
                    static const QSet<QString> kinds{
                        QStringLiteral("arm"), QStringLiteral("action"), QStringLiteral("undo"),
                        QStringLiteral("approval"), QStringLiteral("step")};
                    if (kinds.contains(kind))
                        m_screens->decided(kind, subject, text);
                });
}

void MainWindow::readRecordingId()
{
    m_session.queries().run<std::string>(
        this, [](const store::Reader& reader) { return reader.recordingId(); },
        [this](const telemetry::Result<std::string>& id) {
            if (id)
                m_recordingId = *id;
        });
}

void MainWindow::openState(const items::ReadViewState& link)
{
    m_session.queries().run<std::string>(
        this, [](const store::Reader& reader) { return reader.recordingId(); },
        [this, link](const telemetry::Result<std::string>& id) {
            const std::string& wanted = link.state.recording;
            if (id && !wanted.empty() && *id != wanted) {
                m_notice->say(
                    common::MessageBar::Kind::Warning,
                    tr("The link is into another recording (%1; this is %2). Open that one with "
                       "File > Open Recording…, then the link once more.")
                        .arg(QString::fromStdString(wanted), QString::fromStdString(*id)));
                return;
            }
            restore(link.state);
            if (!link.leftOut.empty())
                m_notice->say(common::MessageBar::Kind::Warning,
                              tr("Parts of the link are not known to this console and were left "
                                 "out: %1.")
                                  .arg(common::safeLine(link.leftOut)));
        });
}

void MainWindow::warn(const QString& text)
{
    m_notice->say(common::MessageBar::Kind::Warning, text);
}

void MainWindow::copyLink()
{
    QGuiApplication::clipboard()->setText(QString::fromStdString(items::toLink(viewState())));
    m_linkStatus->tell(tr("Link copied"));
}

void MainWindow::openCopiedLink()
{
    const auto read = items::viewStateFromLink(QGuiApplication::clipboard()->text().toStdString());
    if (!read) {
        m_notice->say(common::MessageBar::Kind::Warning, common::safeLine(read.error().message));
        return;
    }
    const std::string& recording = read->state.recording;
    const bool isOfThis = recording.empty() || recording == m_recordingId;
    if (read->state.trace && isOfThis && m_trace->holdAgainst(*read->state.trace))
        return;
    openState(*read);
}
