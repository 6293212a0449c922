// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/incident/incidentpage.h"

#include "widgets/common/fitscroll.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/incident/incidenthead.h"
#include "widgets/incident/momentstrip.h"
#include "widgets/incident/timelinepage.h"

#include <QListView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace incident {

namespace {

constexpr int kRoomyHeight = 800; // of the page; the list keeps some rows in less
constexpr int kLinesInRoom = 6;

} // namespace

IncidentPage::IncidentPage(EntryPort* notes, IncidentDesk* desk,
                           items::IncidentsFollower& incidents, items::RecordingQueries& queries,
                           const items::TimeConductor& conductor, const telemetry::Clock& clock,
                           const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_incidents(incidents)
    , m_conductor(conductor)
    , m_clock(clock)
    , m_queries(queries)
    , m_follower(queries, conductor)
    , m_head(new IncidentHead(theme, this))
    , m_strip(new MomentStrip(theme, this))
    , m_form(new CurationForm(theme, this))
    , m_message(new common::MessageBar(theme, this))
    , m_timeline(new TimelinePage(notes, queries, conductor, clock, theme, this))
{
    m_message->clear();
    m_strip->hide();
    auto* parts = new QWidget;
    auto* around = new QVBoxLayout(this);
    around->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new common::FitScroll(parts, this);
    scroll->setAccessibleName(tr("The incident and its timeline"));
    around->addWidget(scroll);
    auto* layout = new QVBoxLayout(parts);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addWidget(m_strip);
    layout->addWidget(m_form);
    layout->addWidget(m_timeline, 1);
    m_message->floatOver(*m_timeline->list());
    connect(m_form, &CurationForm::shownChanged, this, &IncidentPage::makeRoom);
    connect(&incidents, &items::IncidentsFollower::updated, this, &IncidentPage::updateShown);
    connect(&incidents, &items::IncidentsFollower::failed, this, &IncidentPage::warn);
    connect(&m_follower, &items::IncidentFollower::updated, this, &IncidentPage::takeRecord);
    connect(&m_follower, &items::IncidentFollower::failed, this, &IncidentPage::warn);
    connect(&conductor, &items::TimeConductor::modeChanged, this, &IncidentPage::updateMode);
    connect(m_timeline, &TimelinePage::momentChosen, this, &IncidentPage::momentChosen);
    connect(m_strip, &MomentStrip::momentChosen, this,
            [this](telemetry::Timestamp time) { emit momentChosen(time, time); });
    connectHead();
    if (m_desk != nullptr)
        connectDesk();
    updateMode();
    updateShown();
}

// What is destroyed hides its children, and the form tells that.
IncidentPage::~IncidentPage()
{
    m_form->disconnect(this);
}

void IncidentPage::connectHead()
{
    connect(m_head, &IncidentHead::incidentChosen, this, &IncidentPage::showIncident);
    connect(m_head, &IncidentHead::openRequested, this, &IncidentPage::openByHand);
    connect(m_head, &IncidentHead::severityChosen, this, &IncidentPage::setSeverity);
    connect(m_head, &IncidentHead::statusChosen, this, &IncidentPage::setStatus);
    connect(m_head, &IncidentHead::commandTaken, this, &IncidentPage::takeCommand);
    connect(m_head, &IncidentHead::fixRequested, this, &IncidentPage::askMoment);
    connect(m_head, &IncidentHead::unfixRequested, this, &IncidentPage::askUnfix);
    connect(m_strip, &MomentStrip::unfixRequested, this, &IncidentPage::askUnfix);
    connect(m_head, &IncidentHead::titleRequested, this, &IncidentPage::askTitle);
    connect(m_head, &IncidentHead::servicesRequested, this, &IncidentPage::askServices);
    connect(m_head, &IncidentHead::linkRequested, this, &IncidentPage::askLink);
    connect(m_head, &IncidentHead::handoverRequested, this, &IncidentPage::askHandover);
    connect(m_head, &IncidentHead::closeRequested, this, &IncidentPage::askClose);
    connect(m_head, &IncidentHead::reopenRequested, this, &IncidentPage::askReopen);
    connect(m_head, &IncidentHead::reportRequested, this, &IncidentPage::reportRequested);
    connect(m_head, &IncidentHead::whatIfRequested, this, &IncidentPage::whatIfRequested);
    connect(m_head, &IncidentHead::bundleRequested, this, &IncidentPage::bundleRequested);
    connect(m_strip, &MomentStrip::fixRequested, this, &IncidentPage::askMoment);
    connect(m_timeline, &TimelinePage::markRequested, this, &IncidentPage::askMark);
    connect(m_timeline, &TimelinePage::incidentRequested, this, &IncidentPage::openFrom);
    connect(m_timeline, &TimelinePage::incidentShown, this, &IncidentPage::showIncident);
    connect(m_timeline, &TimelinePage::scopeExceeded, this, [this] { showIncident({}); });
    connect(m_timeline, &TimelinePage::partRequested, this, &IncidentPage::askPart);
}

void IncidentPage::connectDesk()
{
    connect(m_desk, &IncidentDesk::written, this, [this] {
        m_incidents.readNow();
        m_follower.readNow();
    });
    connect(m_desk, &IncidentDesk::opened, this, &IncidentPage::showIncident);
    connect(m_desk, &IncidentDesk::refused, this, &IncidentPage::refuse);
    connect(m_message, &common::MessageBar::actionTriggered, this, [this] {
        m_message->clear();
        if (const auto undo = std::exchange(m_undo, {}))
            m_desk->change(m_undoOf, undo);
    });
}

bool IncidentPage::canWrite() const
{
    return m_desk != nullptr && m_conductor.mode() == items::TimeConductor::Mode::Live;
}

const Incident* IncidentPage::shown() const
{
    const auto& all = m_incidents.incidents();
    if (m_choice)
        return m_choice->isEmpty() ? nullptr : incident::find(all, m_choice->toStdString());
    if (const Incident* open = newestOpen(all))
        return open;
    return all.empty() ? nullptr : &all.back();
}

std::string IncidentPage::shownIncident() const
{
    const Incident* subject = shown();
    return subject != nullptr ? subject->id : std::string();
}

void IncidentPage::showIncident(const QString& id)
{
    m_choice = id;
    if (m_desk != nullptr) // it may have been opened just now
        m_incidents.readNow();
    m_form->leave(); // what was asked was about another one
    updateShown();
}

void IncidentPage::updateShown()
{
    const Incident* subject = shown();
    m_follower.setIncident(subject != nullptr ? subject->id : std::string());
    // Those of another one are not told under its head.
    const auto& read = m_follower.record();
    m_hasMoments = subject != nullptr && read && read->incident.id == subject->id;
    m_head->setIncidents(m_incidents.incidents(), subject, m_conductor.cursor(),
                         m_hasMoments ? &read->moments : nullptr);
    makeRoom();
    m_head->setReach(m_follower.reach(), m_conductor.cursor(), m_follower.reachProblem());
    m_timeline->setCanCurate(canWrite() && subject != nullptr);
    m_timeline->setIncidents(m_incidents.incidents(), subject);
    updateScope(subject);
}

void IncidentPage::takeRecord()
{
    const Incident* subject = shown();
    const auto& read = m_follower.record();
    if (subject == nullptr || !read || read->incident.id != subject->id)
        return;
    m_strip->setMoments(read->moments, read->range);
    m_hasMoments = true;
    m_head->setIncidents(m_incidents.incidents(), subject, m_conductor.cursor(), &read->moments);
    makeRoom();
    m_head->setReach(m_follower.reach(), m_conductor.cursor(), m_follower.reachProblem());
    updateScope(subject);
}

// Only what is new: the list is filtered anew each time.
void IncidentPage::updateScope(const Incident* subject)
{
    if (subject == nullptr) {
        if (!std::exchange(m_scope, {}).empty())
            m_timeline->setScope({});
        return;
    }
    items::EntryScope scope{
        .subject = *subject,
        .range = {.start = subject->start,
                  .end = subject->closed.value_or(telemetry::Timestamp::max())}};
    // A person may have fixed a start before what the alarms tell.
    if (const auto& read = m_follower.record(); read && read->incident.id == subject->id)
        scope.range.start = std::min(scope.range.start, read->range.start);
    std::string told = subject->id;
    for (const telemetry::Timestamp time : {scope.range.start, scope.range.end})
        told += ' ' + std::to_string(telemetry::toUnixNanos(time));
    for (const std::string& alarm : subject->alarms)
        told += ' ' + alarm;
    for (const Mark& mark : subject->marks)
        told += ' ' + std::to_string(mark.entry) + mark.why;
    if (std::exchange(m_scope, told) != told)
        m_timeline->setScope(std::move(scope));
}

void IncidentPage::updateMode()
{
    const bool can = canWrite();
    m_form->setCanAnswer(can);
    if (!can) {
        m_undo = {};
        m_message->clear();
    }
    m_head->setCanWrite(can, m_desk != nullptr ? m_desk->actor() : std::string());
    m_strip->setCanFix(can);
    m_timeline->setCanCurate(can && shown() != nullptr);
    m_timeline->setCanOpenIncident(can);
}

void IncidentPage::setObjectives(std::vector<objective::Objective> objectives)
{
    m_follower.setObjectives(std::move(objectives));
}

void IncidentPage::setRoomIncidents(const QStringList& lines)
{
    m_head->setRoomIncidents(lines);
}

void IncidentPage::setCanReport(bool can)
{
    m_head->setCanReport(can);
}

void IncidentPage::setCanTryWhatIf(bool can)
{
    m_head->setCanTryWhatIf(can);
}

void IncidentPage::setCanBundle(bool can)
{
    m_head->setCanBundle(can);
}

std::vector<QWidget*> IncidentPage::underList() const
{
    return m_timeline->underList();
}

void IncidentPage::focusList()
{
    m_timeline->focusList();
}

// Of an alert all is in its entry; of an alarm the window knows more.
void IncidentPage::openFrom(const telemetry::TimelineEntry& entry)
{
    if (!canWrite())
        return;
    if (const auto opening = openingOf(entry))
        m_desk->open(*opening, true);
    else
        emit incidentRequested(entry);
}

// Where an answer was refused, it is there to be mended.
void IncidentPage::refuse(const QString& reason)
{
    const QString said = common::safeLine(reason.toStdString());
    if (!m_form->comeBack(said))
        warn(said);
}

void IncidentPage::warn(const QString& text)
{
    m_undo = {};
    m_message->say(common::MessageBar::Kind::Warning, common::safeLine(text.toStdString()));
}

void IncidentPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_follower.setActive(true);
}

void IncidentPage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_follower.setActive(false);
}

void IncidentPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    makeRoom();
}

// Squeezed below what they need, its parts would be cut mid-line.
void IncidentPage::makeRoom()
{
    const bool isTight = height() < kRoomyHeight;
    const bool isAsking = !m_form->isHidden();
    m_head->setLinesOfReach(isTight ? (isAsking ? 1 : IncidentHead::kLinesInLittle) : kLinesInRoom);
    m_strip->setVisible(m_hasMoments && !(isTight && isAsking));
    m_timeline->setDetailsHidden(isTight && isAsking);
}

} // namespace incident
