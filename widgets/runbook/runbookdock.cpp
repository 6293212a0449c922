// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/runbookdock.h"

#include "models/items/formats.h"
#include "models/items/ownwords.h"
#include "models/items/runbookwords.h"
#include "models/runbook/requirement.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/runbook/actionlog.h"
#include "widgets/runbook/detailsplace.h"
#include "widgets/runbook/docktext.h"
#include "widgets/runbook/leverboard.h"
#include "widgets/runbook/leverentries.h"
#include "widgets/runbook/leverpanel.h"
#include "widgets/runbook/otherproposal.h"
#include "widgets/runbook/probepanel.h"
#include "widgets/runbook/reasonbox.h"
#include "widgets/runbook/runbookreader.h"
#include "widgets/runbook/runoffer.h"
#include "widgets/runbook/stepcontrols.h"
#include "widgets/runbook/steplist.h"
#include "widgets/runbook/stepscroll.h"

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
    connect(m_log, &ActionLog::pastRead, this, [this](const runbook::PastRun& run) {
        m_pastRun = run;
        showPast();
    });
    if (m_port == nullptr)
        connect(&m_conductor, &items::TimeConductor::cursorMoved, this, &RunbookDock::explain);
    connect(&m_conductor, &items::TimeConductor::transportChanged, this, &RunbookDock::showPresent);
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
    auto* choosing = new QWidget(this);
    m_offer = new RunOffer(m_theme, choosing); // before what can be chosen, by keyboard as well
    m_start = new RunbookStart(m_theme, choosing);
    m_run = buildRun();
    auto* both = new QVBoxLayout(choosing);
    both->setContentsMargins(0, 0, 0, 0);
    both->setSpacing(0);
    both->addWidget(m_offer);
    both->addWidget(m_start, 1);
    m_startScroll = scrolled(choosing, this);
    m_startScroll->setAccessibleName(tr("Choosing a runbook"));
    m_pages->addWidget(m_startScroll);
    m_pages->addWidget(m_run);
    // Takes no room: what comes by itself may not push what is about to be pressed.
    m_message->floatOver(*m_pages);
    m_message->floatAbove({m_lever->footer(), m_controls}); // nor over what answers a step
    connect(
        m_start, &RunbookStart::startRequested, this,
        [this](const runbook::Runbook& runbook, const auto& parameters, const std::string& alarm) {
            const auto begun = start(runbook, parameters, alarm, m_start->evidence());
            if (begun)
                m_steps->setFocus(Qt::OtherFocusReason); // not on what aborts it
            else
                m_message->say(common::MessageBar::Kind::Error,
                               common::safeLine(items::ownWords(begun.error().message)));
        });
    connect(m_steps->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        showStep();
        m_stepScroll->takeChoice();
    });
    connect(m_controls, &StepControls::settled, this,
            [this](runbook::StepState state, const QString& text) {
                settle(m_model.step(m_steps->currentIndex().row()).id, state, text.toStdString());
            });
    connect(m_controls, &StepControls::repeated, this,
            [this](runbook::StepState state, const QString& text) {
                repeat(m_model.step(m_steps->currentIndex().row()).id, state, text.toStdString());
            });
    connect(m_offer, &RunOffer::resumed, this, &RunbookDock::resume);
    connect(m_offer, &RunOffer::aborted, this, &RunbookDock::abortUnfinished);
    connect(m_abort, &ReasonBox::given, this, &RunbookDock::abortRun);
    connect(m_probe, &ProbePanel::concluded, this,
            [this](const QString& step, const runbook::ProofRecord& proof) {
                conclude(step.toStdString(), proof);
            });
    connect(m_controls, &StepControls::noted, this, &RunbookDock::note);
    connect(m_controls, &StepControls::viewRequested, this, [this](const QString& view) {
        emit viewRequested(view, m_model.step(m_steps->currentIndex().row()));
    });
    // What it means and whom it reaches is read once more before it is held.
    connect(m_lever, &LeverPanel::armed, this, [this](QWidget* facts) {
        if (facts->height() <= m_scroll->viewport()->height())
            m_scroll->ensureWidgetVisible(facts, 0, 0);
        else // from its beginning on
            m_scroll->verticalScrollBar()->setValue(
                facts->mapTo(m_scroll->widget(), QPoint(0, 0)).y());
    });
    LeverController& lever = m_lever->controller();
    connect(&lever, &LeverController::changed, this, &RunbookDock::showNext);
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
                const int row = m_model.rowOf(step.toStdString());
                const bool isOpen =
                    row >= 0 && m_model.progress(row).state == runbook::StepState::Pending;
                if (isOpen) // fired before the console ended, which did not live to settle it
                    m_message->say(common::MessageBar::Kind::Info,
                                   tr("It was put back to %1. The step is still to be done.")
                                       .arg(common::safeLine(prior.toStdString(), 120)));
                else
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
    findUnfinished();
}

QWidget* RunbookDock::buildRun()
{
    auto* page = new QWidget(this);
    m_title = makeDockText(page);
    m_count = makeDockText(page);
    m_count->setWordWrap(false);
    auto* abort = new QPushButton(tr("Abort…"), page);
    abort->setAccessibleName(tr("Abort this run, with a reason"));
    m_abort = new ReasonBox(m_theme, ReasonBox::abortWords(), page);
    auto* change = new QPushButton(tr("Leave"), page);
    change->setAccessibleName(tr("Leave this run and choose another runbook"));

    // The steps scroll with what the chosen one says; what fires it and what became of it does not.
    auto* whole = new QWidget(page);
    m_steps = new StepList(m_model, m_theme, whole);
    auto* body = new QWidget(whole);
    m_stepTitle = makeDockText(body);
    m_settled = makeDockText(body);
    m_settled->setForegroundRole(QPalette::PlaceholderText);
    m_next = new QPushButton(body);
    m_next->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_needs = makeDockText(body);
    m_prose = makeDockText(body);
    m_prose->setAccessibleName(tr("Instructions"));
    m_before = makeDockText(body);
    m_before->setAccessibleName(tr("What was fired before the run was taken up again"));
    m_before->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_before->hide();
    m_next->hide();
    m_lever = new LeverPanel(*m_port, m_queries, m_conductor, m_clock, m_theme, m_timing, body);
    m_probe = new ProbePanel(m_theme, body);
    m_controls = new StepControls(m_theme, body);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(common::kSpace3, common::kSpace3, common::kSpace3, common::kSpace3);
    column->setSpacing(common::kSpace3);
    // What to do next stands with what became of this step, in sight.
    for (QWidget* part :
         std::initializer_list<QWidget*>{m_stepTitle, m_settled, m_next, m_needs, m_prose, m_before,
                                         m_lever, m_probe, m_controls})
        column->addWidget(part);
    auto* both = new QVBoxLayout(whole);
    both->setContentsMargins(0, 0, 0, 0);
    both->setSpacing(0);
    both->addWidget(m_steps);
    both->addWidget(body);
    both->addStretch(1);
    m_scroll = scrolled(whole, page);
    m_scroll->setAccessibleName(tr("Steps and instructions"));

    m_other = new OtherProposal(m_theme, page);
    auto* top = new QVBoxLayout;
    top->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, 0);
    top->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setSpacing(common::kSpace2);
    top->addLayout(head);
    top->addWidget(m_other);
    head->addWidget(m_title, 1);
    head->addWidget(m_count);
    head->addWidget(abort);
    head->addWidget(change);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_abort);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_lever->footer());
    auto* place = new DetailsPlace(*m_lever, *m_scroll, *both, *page);
    m_stepScroll = new StepScroll(*m_scroll, *body, *m_stepTitle, this);
    connect(place, &DetailsPlace::lessRoom, m_stepScroll, &StepScroll::reveal);
    connect(change, &QPushButton::clicked, this, &RunbookDock::leave);
    connect(abort, &QPushButton::clicked, m_abort, &ReasonBox::open);
    connect(m_next, &QPushButton::clicked, this, [this] {
        if (const int row = nextLever(m_steps->currentIndex().row()); row >= 0) {
            m_steps->setCurrentIndex(m_model.index(row, 0));
            m_steps->setFocus(Qt::OtherFocusReason);
        }
    });
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
    if (m_board != nullptr) {
        m_board->setRunbooks(m_runbooks);
        showPast();
    }
    if (m_start == nullptr)
        return;
    m_start->setRunbooks(m_runbooks);
    tellNewerVersion();
    showOffer(); // what it needs may have come, or gone
}

void RunbookDock::setRunbookFolder(const QString& folder, const QStringList& problems,
                                   const QString& checkout)
{
    if (m_start == nullptr)
        return;
    m_start->setFolder(folder, problems, checkout);
    // Whoever is in the middle of a run has to hear of a file that cannot be read, too.
    if (!problems.isEmpty() && problems != m_problems && m_model.rowCount() > 0)
        m_message->say(common::MessageBar::Kind::Warning,
                       tr("A runbook could not be read: %1")
                           .arg(common::safeLine(problems.front().toStdString(), 400)));
    m_problems = problems;
}

void RunbookDock::setProbePort(ProbePort* port)
{
    if (m_probe != nullptr)
        m_probe->setPort(port);
}

void RunbookDock::propose(const Proposal& proposal)
{
    if (m_start == nullptr)
        return;
    m_start->propose(proposal);
    if (m_model.rowCount() == 0)
        return;
    const auto book = std::ranges::find(m_runbooks, proposal.runbook, &runbook::Runbook::id);
    m_other->tell(proposal,
                  book != m_runbooks.end() ? items::shownRunbook(*book).title : std::string());
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
    m_stepTitle->setText(
        u"%1  %2"_s.arg(row + 1).arg(common::safeLine(m_model.shown(row).title, 300)));
    runbook::Step told = m_model.shown(row);
    if (step.kind == runbook::StepKind::Probe) { // its panel says the rest
        for (const char* name : {"probe_set", "model", "current", "samples", "at_least", "margin",
                                 "accept", "max_age"})
            told.fields.erase(name);
    }
    if (step.kind == runbook::StepKind::Decide)
        told.fields.erase("options"); // the buttons say it
    m_prose->setText(instructionsOf(told) + evidenceText(row));
    m_prose->setVisible(!m_prose->text().isEmpty());
    m_settled->setVisible(progress.state != runbook::StepState::Pending);
    m_settled->setText(
        tr("%1 at %2 by %3")
            .arg(items::stepStateText(progress.state), items::utcTimeText(progress.when),
                 common::safeLine(progress.note.empty()
                                      ? progress.who
                                      : progress.who + ": " + items::noteWords(progress.note))));
    const bool isLever = step.kind == runbook::StepKind::Lever && m_model.missing(row).empty();
    showBefore(step);
    const bool isCarriedOut =
        step.kind == runbook::StepKind::Lever || step.kind == runbook::StepKind::Probe;
    showMissing(isCarriedOut ? m_model.missing(row) : std::set<std::string>());
    m_lever->setVisible(isLever);
    m_lever->footer()->setVisible(isLever);
    m_lever->details()->setVisible(isLever);
    const bool isProbe = step.kind == runbook::StepKind::Probe && m_model.missing(row).empty();
    m_probe->setVisible(isProbe);
    if (isProbe)
        m_probe->setStep(m_model.runbook(), step);
    else
        m_probe->leaveStep();
    if (isLever) {
        // First: no plan is asked for without it.
        m_lever->controller().setRequirement(
            runbook::requirementOf(m_model.runbook(), step, m_model.run().parameters));
        m_lever->setStep(step, m_model.shown(row));
        m_lever->setAuthor(m_model.runbook().owner);
    } else
        m_lever->clear();
    m_controls->setStep(step, progress, m_model.shown(row));
    showNext();
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
