// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/runbookdock.h"

#include "models/items/formats.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/runbook/actionlog.h"
#include "widgets/runbook/detailsplace.h"
#include "widgets/runbook/leverentries.h"
#include "widgets/runbook/leverpanel.h"
#include "widgets/runbook/runbookreader.h"
#include "widgets/runbook/stepcontrols.h"
#include "widgets/runbook/steplist.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace runbookview {

namespace {

constexpr int kBelowTitle = 72; // of a step's text, in sight when it is chosen
constexpr int kLogShare = 45; // per cent of what is done and read, for what was done
constexpr int kWide = 700; // from here on log and runbook stand side by side

QLabel* makeText(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    // One long word is cut off: it may not widen the dock, with the button that fires in it.
    label->setMinimumWidth(1);
    return label;
}

// Takes the room there is and asks for none: what stands around it never has to scroll for it.
class GivingScroll final : public QScrollArea
{
public:
    using QScrollArea::QScrollArea;
    QSize sizeHint() const override { return minimumSizeHint(); }
};

// As wide as there is room: text wraps, and nothing is to be looked for at the side.
QScrollArea* scrolled(QWidget* content, QWidget* parent)
{
    auto* area = new GivingScroll(parent);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(content);
    area->setMinimumWidth(content->minimumSizeHint().width());
    return area;
}

} // namespace

RunbookDock::RunbookDock(CommandPort* port, items::RecordingQueries& queries,
                         const items::TimeConductor& conductor, const telemetry::Clock& clock,
                         const common::Theme& theme, LeverTiming timing, QWidget* parent)
    : QWidget(parent)
    , m_port(port)
    , m_queries(queries)
    , m_conductor(conductor)
    , m_clock(clock)
    , m_theme(theme)
    , m_timing(timing)
    , m_pages(new QStackedWidget(this))
    , m_past(new QSplitter(Qt::Vertical, this))
    , m_log(new ActionLog(queries, conductor, theme, m_past))
    , m_reader(new RunbookReader(theme, m_past))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_pages, 1);
    m_pages->addWidget(m_past);
    m_past->setChildrenCollapsible(false);
    m_past->addWidget(m_log);
    m_past->addWidget(m_reader);
    m_reader->hide();
    connect(m_log, &ActionLog::momentChosen, this, &RunbookDock::momentChosen);
    connect(m_log, &ActionLog::liveRequested, this, &RunbookDock::liveRequested);
    connect(m_log, &ActionLog::pastRead, this, [this](const items::PastRun& run) {
        m_pastRun = run;
        showPast();
    });
    if (m_port != nullptr)
        build();
    else
        connect(&m_conductor, &items::TimeConductor::modeChanged, this, &RunbookDock::updateMode);
    updateMode();
}

void RunbookDock::build()
{
    m_message = new common::MessageBar(m_theme, this);
    m_message->clear();
    qobject_cast<QVBoxLayout*>(layout())->insertWidget(0, m_message);
    m_start = new RunbookStart(m_theme, this);
    m_run = buildRun();
    m_startScroll = scrolled(m_start, this);
    m_startScroll->setAccessibleName(tr("Choosing a runbook"));
    m_pages->addWidget(m_startScroll);
    m_pages->addWidget(m_run);
    connect(
        m_start, &RunbookStart::startRequested, this,
        [this](const runbook::Runbook& runbook, const auto& parameters, const std::string& alarm) {
            const auto begun = start(runbook, parameters, alarm);
            if (!begun)
                m_message->say(common::MessageBar::Kind::Error,
                               common::safeLine(begun.error().message));
        });
    connect(m_steps->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        showStep();
        // Once the new text has its place.
        QMetaObject::invokeMethod(this, &RunbookDock::revealStep, Qt::QueuedConnection);
    });
    connect(m_controls, &StepControls::settled, this,
            [this](runbook::StepState state, const QString& text) {
                settle(m_model.step(m_steps->currentIndex().row()).id, state, text.toStdString());
            });
    connect(m_controls, &StepControls::noted, this, &RunbookDock::note);
    connect(m_controls, &StepControls::viewRequested, this, &RunbookDock::viewRequested);
    LeverController& lever = m_lever->controller();
    connect(&lever, &LeverController::inEffect, this, [this](const QString& step) {
        settle(step.toStdString(), runbook::StepState::Done, "in effect");
    });
    connect(&lever, &LeverController::failed, this,
            [this](const QString& step, const QString& why) {
                settle(step.toStdString(), runbook::StepState::Failed, why.toStdString());
            });
    connect(&lever, &LeverController::recoveredLate, this,
            [this](const QString& step, const QString& how) {
                settle(step.toStdString(), runbook::StepState::Done, how.toStdString());
            });
    connect(&lever, &LeverController::undone, this,
            [this](const QString& step, const QString& prior) {
                settle(step.toStdString(), runbook::StepState::Undone,
                       "put back to " + prior.toStdString());
            });
    connect(m_port, &CommandPort::recordFailed, this, [this](const QString& why) {
        m_message->say(common::MessageBar::Kind::Error,
                       tr("This is missing from the timeline: %1")
                           .arg(common::safeLine(why.toStdString(), 300)));
    });
    connect(&m_conductor, &items::TimeConductor::modeChanged, this, &RunbookDock::updateMode);
    connect(&m_theme, &common::Theme::changed, this, &RunbookDock::restyle);
    restyle();
}

QWidget* RunbookDock::buildRun()
{
    auto* page = new QWidget(this);
    m_title = makeText(page);
    m_count = makeText(page);
    m_count->setWordWrap(false);
    auto* change = new QPushButton(tr("Leave"), page);
    change->setAccessibleName(tr("Leave this run and choose another runbook"));

    // The steps scroll with what the chosen one says; what fires it and what became of it does not.
    auto* whole = new QWidget(page);
    m_steps = new StepList(m_model, m_theme, whole);
    auto* body = new QWidget(whole);
    m_stepTitle = makeText(body);
    m_settled = makeText(body);
    m_settled->setForegroundRole(QPalette::PlaceholderText);
    m_needs = makeText(body);
    m_prose = makeText(body);
    m_prose->setAccessibleName(tr("Instructions"));
    m_lever = new LeverPanel(*m_port, m_queries, m_conductor, m_clock, m_theme, m_timing, body);
    m_controls = new StepControls(m_theme, body);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(common::kSpace3, common::kSpace3, common::kSpace3, common::kSpace3);
    column->setSpacing(common::kSpace3);
    for (QWidget* part : std::initializer_list<QWidget*>{m_stepTitle, m_settled, m_needs, m_prose,
                                                         m_lever, m_controls})
        column->addWidget(part);
    auto* both = new QVBoxLayout(whole);
    both->setContentsMargins(0, 0, 0, 0);
    both->setSpacing(0);
    both->addWidget(m_steps);
    both->addWidget(body);
    both->addStretch(1);
    m_scroll = scrolled(whole, page);
    m_scroll->setAccessibleName(tr("Steps and instructions"));

    auto* head = new QHBoxLayout;
    head->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, common::kSpace2);
    head->setSpacing(common::kSpace2);
    head->addWidget(m_title, 1);
    head->addWidget(m_count);
    head->addWidget(change);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_lever->footer());
    new DetailsPlace(*m_lever, *m_scroll, *both, *page);
    connect(change, &QPushButton::clicked, this, &RunbookDock::leave);
    return page;
}

void RunbookDock::restyle()
{
    m_title->setFont(m_theme.font(common::TextSize::Title, true));
    m_count->setFont(m_theme.font(common::TextSize::Body));
    m_stepTitle->setFont(m_theme.font(common::TextSize::Title, true));
    m_settled->setFont(m_theme.font(common::TextSize::Small));
    m_prose->setFont(m_theme.font(common::TextSize::Body));
    m_needs->setFont(m_theme.font(common::TextSize::Body));
    QPalette warning = palette();
    warning.setColor(QPalette::WindowText, m_theme.color(common::ColorRole::Severity2));
    m_needs->setPalette(warning);
}

// Only the present can be commanded: what is looked at in the past may be otherwise by now.
bool RunbookDock::canCommand() const
{
    return m_port != nullptr && m_conductor.mode() == items::TimeConductor::Mode::Live;
}

void RunbookDock::updateMode()
{
    const bool isLive = m_conductor.mode() == items::TimeConductor::Mode::Live;
    const QString past = tr("The past can be looked at, not commanded.");
    if (m_lever != nullptr)
        m_lever->controller().setHalted(isLive ? QString() : past);
    if (m_message != nullptr && !isLive)
        m_message->clear(); // it spoke of the present
    m_log->setExplanation(
        isLive
            ? tr("No control plane is connected: nothing can be moved from here. Start Plumbline "
                 "with --profile and a profile's name or file, for example --profile etcd, to "
                 "connect one.")
            : past);
    m_log->setOffersLive(!isLive && m_conductor.canBeLive());
    if (!canCommand()) {
        m_pastRun = {}; // of where the cursor was before; read anew
        showPast();
        m_pages->setCurrentWidget(m_past);
    } else {
        QWidget* wanted = m_model.rowCount() > 0 ? m_run : m_startScroll;
        if (wanted != m_pages->currentWidget()) {
            m_pages->setCurrentWidget(wanted);
            for (QScrollArea* area : {m_startScroll, m_scroll})
                area->verticalScrollBar()->setValue(0); // not where another run was left
        }
    }
}

void RunbookDock::read(const runbook::Runbook* runbook,
                       const std::map<std::string, std::string>& parameters)
{
    m_toRead = runbook != nullptr ? *runbook : runbook::Runbook{};
    m_toReadParameters = parameters;
    showPast();
}

// The run that was going on at the cursor, else what an alarm of that time asks for.
void RunbookDock::showPast()
{
    const auto begun = std::ranges::find(m_runbooks, m_pastRun.runbook, &runbook::Runbook::id);
    const bool isBegun = !m_pastRun.runbook.empty() && begun != m_runbooks.end();
    const runbook::Runbook& shown = isBegun ? *begun : m_toRead;
    if (shown.id.empty())
        m_reader->clear();
    else
        m_reader->show(shown,
                       isBegun && !m_pastRun.parameters.empty() ? m_pastRun.parameters
                                                                : m_toReadParameters,
                       isBegun || m_pastRun.runbook == shown.id ? m_pastRun : items::PastRun{});
    if (m_reader->isHidden() != shown.id.empty()) {
        m_reader->setVisible(!shown.id.empty());
        sharePast();
    }
}

void RunbookDock::sharePast()
{
    const Qt::Orientation wanted = width() >= kWide ? Qt::Horizontal : Qt::Vertical;
    m_past->setOrientation(wanted);
    const int length = wanted == Qt::Horizontal ? width() : height();
    m_past->setSizes({length * kLogShare / 100, length * (100 - kLogShare) / 100});
}

void RunbookDock::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool isWide = m_past->orientation() == Qt::Horizontal;
    if (isWide != (width() >= kWide))
        sharePast();
}

void RunbookDock::disarm(const QString& reason)
{
    if (m_lever != nullptr)
        m_lever->controller().disarm(reason);
}

void RunbookDock::announce(const QString& text)
{
    if (m_message != nullptr)
        m_message->say(common::MessageBar::Kind::Warning, text);
}

void RunbookDock::setRunbooks(std::vector<runbook::Runbook> runbooks)
{
    m_runbooks = std::move(runbooks);
    if (m_start != nullptr)
        m_start->setRunbooks(m_runbooks);
}

void RunbookDock::setRunbookFolder(const QString& folder, const QStringList& problems)
{
    if (m_start != nullptr)
        m_start->setFolder(folder, problems);
}

void RunbookDock::propose(const Proposal& proposal)
{
    if (m_start == nullptr)
        return;
    m_start->propose(proposal);
    if (m_model.rowCount() > 0)
        m_message->say(common::MessageBar::Kind::Info,
                       tr("Another alarm proposes a runbook; leave this one to see it: %1")
                           .arg(common::safeLine(proposal.occasion, 300)));
}

telemetry::Result<void> RunbookDock::start(const runbook::Runbook& runbook,
                                           const std::map<std::string, std::string>& parameters,
                                           const std::string& alarm)
{
    if (m_port == nullptr)
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  "A recording can be looked at, not commanded.");
    if (!canCommand())
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  "The past can be looked at, not commanded.");
    auto run = runbook::RunbookRun::start(runbook, m_port->actor(), m_clock.now(), parameters);
    auto taken = m_model.setRun(runbook, std::move(run));
    if (!taken)
        return taken;
    m_lever->controller().beginRun();
    m_message->clear();
    m_port->record(startEntry(m_model.run(), runbook.title));
    m_title->setText(common::safeLine(runbook.title, 200));
    m_steps->setCurrentIndex(m_model.index(0, 0));
    updateMode();
    showStep();
    emit started(QString::fromStdString(alarm));
    return {};
}

void RunbookDock::leave()
{
    m_lever->clear();
    m_lever->controller().beginRun();
    m_port->record(leaveEntry(m_model.runbook().id, m_model.runbook().title, m_clock.now()));
    m_model.clear();
    m_message->clear();
    updateMode();
    emit left();
}

void RunbookDock::showStep()
{
    const int row = m_steps->currentIndex().row();
    if (row < 0)
        return;
    const runbook::Step& step = m_model.step(row);
    const runbook::StepProgress& progress = m_model.progress(row);
    m_count->setText(u"%1/%2"_s.arg(m_model.run().doneCount()).arg(m_model.rowCount()));
    m_count->setAccessibleName(
        tr("%1 of %2 steps done").arg(m_model.run().doneCount()).arg(m_model.rowCount()));
    m_stepTitle->setText(u"%1  %2"_s.arg(row + 1).arg(common::safeLine(step.title, 300)));
    m_prose->setText(instructionsOf(step));
    m_prose->setVisible(!m_prose->text().isEmpty());
    m_settled->setVisible(progress.state != runbook::StepState::Pending);
    m_settled->setText(
        tr("%1 at %2 by %3")
            .arg(items::stepStateText(progress.state), items::utcTimeText(progress.when),
                 common::safeLine(progress.note.empty() ? progress.who
                                                        : progress.who + ": " + progress.note)));
    const bool isLever = step.kind == runbook::StepKind::Lever && m_model.missing(row).empty();
    showMissing(step.kind == runbook::StepKind::Lever ? m_model.missing(row)
                                                      : std::set<std::string>());
    m_lever->setVisible(isLever);
    m_lever->footer()->setVisible(isLever);
    m_lever->details()->setVisible(isLever);
    if (isLever)
        m_lever->setStep(step);
    else
        m_lever->clear();
    m_controls->setStep(step, progress);
}

// The list above may be longer than the room: at least the step's beginning is in sight.
void RunbookDock::revealStep()
{
    const QPoint title = m_stepTitle->mapTo(m_scroll->widget(), QPoint(0, 0));
    const int end = title.y() + m_stepTitle->height() + kBelowTitle;
    if (end > m_scroll->verticalScrollBar()->value() + m_scroll->viewport()->height())
        m_scroll->verticalScrollBar()->setValue(end - m_scroll->viewport()->height());
    else if (title.y() < m_scroll->verticalScrollBar()->value())
        m_scroll->verticalScrollBar()->setValue(title.y());
}

void RunbookDock::showMissing(const std::set<std::string>& names)
{
    QStringList list;
    for (const std::string& name : names)
        list << common::safeLine(name, 60);
    m_needs->setVisible(!list.isEmpty());
    m_needs->setText(tr("Needs %1, which was not given when the run began: this step cannot be "
                        "carried out here. Skip it and say why, or leave and start again with it.")
                         .arg(list.join(u", "_s)));
}

void RunbookDock::settle(const std::string& step, runbook::StepState state, const std::string& note)
{
    const runbook::StepProgress progress{
        .step = step, .state = state, .who = m_port->actor(), .when = m_clock.now(), .note = note};
    const int row = m_model.rowOf(step);
    const auto settled = m_model.settle(progress);
    if (!settled) {
        m_message->say(common::MessageBar::Kind::Warning,
                       common::safeLine(settled.error().message));
        return;
    }
    m_message->clear();
    m_port->record(stepEntry(m_model.runbook().id, m_model.step(row).title, progress));
    // A lever's ladder goes on after its step is settled: the operator moves on when they want to.
    const bool isLever = m_model.step(row).kind == runbook::StepKind::Lever;
    if (!isLever && m_model.currentRow() >= 0 && m_steps->currentIndex().row() == row)
        m_steps->setCurrentIndex(m_model.index(m_model.currentRow(), 0));
    if (m_model.run().isFinished())
        m_message->say(common::MessageBar::Kind::Info, tr("All steps are settled."));
    showStep();
}

void RunbookDock::note(const QString& text)
{
    telemetry::TimelineEntry entry;
    entry.time = m_clock.now();
    entry.kind = "note";
    entry.subject = m_model.runbook().id;
    entry.text = text.toStdString();
    entry.payload = "{}";
    m_port->record(entry);
}

void RunbookDock::arm()
{
    const bool isShown = m_lever != nullptr && m_lever->isVisible();
    if (m_lever != nullptr && canCommand() && !isShown)
        m_message->say(common::MessageBar::Kind::Info,
                       m_model.rowCount() > 0
                           ? tr("This step has no lever to arm: choose one that moves a lever.")
                           : tr("No lever to arm yet: start a runbook and choose a step of it that "
                                "moves a lever."));
    if (isShown && canCommand() && !m_lever->controller().isArmed())
        m_lever->arm();
}

bool RunbookDock::armProposed()
{
    if (m_start == nullptr || !canCommand())
        return false;
    if (m_model.rowCount() == 0)
        m_start->startProposed();
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (m_model.step(row).kind != runbook::StepKind::Lever)
            continue;
        if (m_steps->currentIndex().row() != row)
            m_steps->setCurrentIndex(m_model.index(row, 0));
        break;
    }
    arm();
    return m_lever->controller().isArmed();
}

} // namespace runbookview
