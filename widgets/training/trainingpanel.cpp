// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/training/trainingpanel.h"

#include "widgets/common/flowlayout.h"
#include "widgets/training/momentlist.h"

#include <QApplication>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <array>

using namespace Qt::StringLiterals;

namespace trainingview {

namespace {

constexpr int kMostHints = 3;

QVBoxLayout* columnOf(QWidget* widget)
{
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(common::kSpace2);
    return layout;
}

QPushButton* addTrainingButton(common::FlowLayout& row, const QString& text, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    row.addWidget(button);
    return button;
}

} // namespace

TrainingPanel::TrainingPanel(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(label(this))
    , m_problem(label(this))
    , m_briefing(new QWidget(this))
    , m_run(new QWidget(this))
    , m_debrief(new QWidget(this))
{
    setAccessibleName(tr("Training"));
    setFocusPolicy(Qt::ClickFocus); // holds the focus while nothing in it can
    m_title->setObjectName(u"trainingTitle"_s);
    m_problem->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, common::kSpace3);
    layout->setSpacing(common::kSpace2);
    for (QWidget* part : {static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_problem),
                          m_briefing, m_run, m_debrief})
        layout->addWidget(part);
    layout->addStretch(1);
    buildBriefing(*columnOf(m_briefing));
    buildRun(*columnOf(m_run));
    buildDebrief(*columnOf(m_debrief));
    connect(&theme, &common::Theme::changed, this, &TrainingPanel::restyle);
    restyle();
    setStage(Stage::Briefing);
}

QLabel* TrainingPanel::label(QWidget* parent) const
{
    auto* made = new QLabel(parent);
    made->setTextFormat(Qt::PlainText);
    made->setWordWrap(true);
    made->setTextInteractionFlags(Qt::TextSelectableByMouse);
    made->setMinimumWidth(0);
    made->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    return made;
}

QLabel* TrainingPanel::heading(QWidget* parent, const QString& text) const
{
    QLabel* made = label(parent);
    made->setText(text);
    made->setProperty("isHeading", true);
    return made;
}

void TrainingPanel::buildBriefing(QVBoxLayout& into)
{
    m_takes = label(m_briefing);
    m_who = label(m_briefing);
    m_services = label(m_briefing);
    m_told = label(m_briefing);
    m_asked = label(m_briefing);
    m_simulated = label(m_briefing);
    into.addWidget(m_takes);
    into.addWidget(m_who);
    into.addWidget(heading(m_briefing, tr("What you are told")));
    into.addWidget(m_told);
    into.addWidget(heading(m_briefing, tr("What is asked of you")));
    into.addWidget(m_asked);
    m_ends = label(m_briefing);
    m_ends->setObjectName(u"trainingEnds"_s);
    into.addWidget(m_ends);
    auto* row = new common::FlowLayout(common::kSpace2);
    m_start = addTrainingButton(*row, tr("&Begin"), m_briefing);
    into.addLayout(row);
    QLabel* first = label(m_briefing);
    first->setText(
        tr("Normal traffic comes first: it is there already. What is wrong comes, or has "
           "come, by itself, and your times count from then. Nothing is kept of a drill that is "
           "not begun."));
    into.addWidget(first);
    into.addWidget(heading(m_briefing, tr("What the services do")));
    into.addWidget(m_services);
    into.addWidget(heading(m_briefing, tr("What is simulated")));
    into.addWidget(m_simulated);
    connect(m_start, &QPushButton::clicked, this, &TrainingPanel::startRequested);
}

void TrainingPanel::buildRun(QVBoxLayout& into)
{
    m_standing = label(m_run);
    m_standing->setObjectName(u"trainingStanding"_s);
    m_order = label(m_run);
    into.addWidget(m_standing);
    into.addWidget(m_order);
    m_hints = new QVBoxLayout;
    m_hints->setSpacing(common::kSpace2);
    into.addLayout(m_hints);
    auto* row = new common::FlowLayout(common::kSpace2);
    m_hint = addTrainingButton(*row, {}, m_run);
    m_hint->setObjectName(u"trainingHint"_s);
    m_end = addTrainingButton(*row, tr("&End the Drill"), m_run);
    into.addLayout(row);
    m_hintCost = label(m_run);
    into.addWidget(m_hintCost);
    m_runEnds = label(m_run);
    into.addWidget(m_runEnds);
    m_offer = label(m_run); // last: what comes and goes moves nothing else
    m_offer->setObjectName(u"trainingOffer"_s);
    m_offer->setProperty("isHeading", true);
    m_offer->hide();
    into.addWidget(m_offer);
    m_endAsked = label(m_run);
    m_endAsked->setObjectName(u"trainingEndAsked"_s);
    m_endAsked->setProperty("isHeading", true);
    m_endAsked->setText(tr("Nothing is known to have ended it yet. To end the drill all the same, "
                           "press End the Drill once more."));
    m_endAsked->hide();
    into.addWidget(m_endAsked);
    connect(m_hint, &QPushButton::clicked, this, [this] { emit hintRequested(m_hintsTaken + 1); });
    connect(m_end, &QPushButton::clicked, this, &TrainingPanel::askToEnd);
    tellHints();
}

void TrainingPanel::buildDebrief(QVBoxLayout& into)
{
    m_scores = new QWidget(m_debrief);
    m_scoreGrid = new QGridLayout(m_scores);
    m_scoreGrid->setContentsMargins(0, 0, 0, 0);
    m_scoreGrid->setHorizontalSpacing(common::kSpace3);
    m_scoreGrid->setVerticalSpacing(common::kSpace1);
    m_scoreGrid->setColumnStretch(1, 1);
    m_earlier = label(m_debrief);
    m_cause = label(m_debrief);
    m_signs = label(m_debrief);
    m_sooner = label(m_debrief);
    m_moments = new MomentList(m_theme, m_debrief);
    into.addWidget(heading(m_debrief, tr("How it went, from when the fault began")));
    into.addWidget(m_scores);
    into.addWidget(m_earlier);
    into.addWidget(heading(m_debrief, tr("What it was")));
    into.addWidget(m_cause);
    into.addWidget(heading(m_debrief, tr("What spoke for it")));
    into.addWidget(m_signs);
    into.addWidget(m_sooner);
    QLabel* moments =
        heading(m_debrief, tr("&Moment by moment, + from the fault on (a click goes there)"));
    moments->setBuddy(m_moments);
    into.addWidget(moments);
    into.addWidget(m_moments);
    auto* row = new common::FlowLayout(common::kSpace2);
    m_again = addTrainingButton(*row, tr("Try A&gain"), m_debrief);
    m_next = addTrainingButton(*row, tr("Ne&xt Drill"), m_debrief);
    into.addLayout(row);
    connect(m_moments, &MomentList::momentChosen, this, &TrainingPanel::momentChosen);
    connect(m_again, &QPushButton::clicked, this, &TrainingPanel::againRequested);
    connect(m_next, &QPushButton::clicked, this, &TrainingPanel::nextRequested);
}

void TrainingPanel::setBriefing(const BriefingText& text)
{
    m_title->setText(text.title);
    m_takes->setText(text.takes);
    m_who->setText(text.who);
    m_services->setText(text.services);
    m_told->setText(text.told);
    m_asked->setText(text.asked);
    m_simulated->setText(text.simulated);
    for (QLabel* ends : {m_ends, m_runEnds}) {
        ends->setText(text.ends);
        ends->setVisible(!text.ends.isEmpty());
    }
    m_order->setText(text.told + u"\n\n"_s + text.asked);
}

void TrainingPanel::setRecorded()
{
    m_isRecorded = true;
    setStage(m_stage);
}

void TrainingPanel::setStage(Stage stage)
{
    // Who works here with the keys goes on here: what had the focus is about to go.
    const QWidget* focus = QApplication::focusWidget();
    const bool keepsFocus = focus != nullptr && (focus == this || isAncestorOf(focus));
    const bool isNew = m_stage != stage;
    m_stage = stage;
    if (stage != Stage::Running) { // is true of a drill that runs
        setOffer({});
        m_endAsked->hide();
    }
    m_briefing->setVisible(stage == Stage::Briefing && !m_isRecorded);
    m_run->setVisible((stage == Stage::Running || stage == Stage::Ending) && !m_isRecorded);
    m_debrief->setVisible(stage == Stage::Over);
    if (keepsFocus && stage == Stage::Ending)
        setFocus(); // before the buttons cannot hold it any more
    m_end->setEnabled(stage == Stage::Running);
    if (stage == Stage::Ending)
        m_standing->setText(tr("The drill is over. How it went is being worked out …"));
    tellHints();
    if (keepsFocus && stage == Stage::Running)
        m_hint->setFocus();
    else if (keepsFocus && isNew && stage == Stage::Over)
        m_moments->setFocus();
}

void TrainingPanel::setStanding(const QString& text)
{
    m_standing->setText(text);
}

void TrainingPanel::setOffer(const QString& text)
{
    m_offer->setText(text);
    m_offer->setVisible(!text.isEmpty());
}

void TrainingPanel::setMitigated(bool isMitigated)
{
    m_isMitigated = isMitigated;
    if (isMitigated)
        m_endAsked->hide();
}

// Once, where a slip would cost the run; below the button, which stays where it is.
void TrainingPanel::askToEnd()
{
    if (m_isMitigated || m_endAsked->isVisibleTo(this))
        emit endRequested();
    else
        m_endAsked->show();
}

void TrainingPanel::addHint(const QString& text)
{
    if (m_hintsTaken >= kMostHints)
        return;
    ++m_hintsTaken;
    QLabel* made = label(m_run);
    made->setText(tr("Hint %1: %2").arg(m_hintsTaken).arg(text));
    made->setFont(m_theme.font(common::TextSize::Body));
    m_hints->addWidget(made);
    tellHints();
}

void TrainingPanel::tellHints()
{
    const std::array<QString, kMostHints> next{
        tr("Hint: &Where to Look"), tr("Hint: What to &Compare"), tr("Hint: Which &Lever")};
    const bool isLeft = m_hintsTaken < kMostHints;
    m_hint->setText(isLeft ? next.at(static_cast<std::size_t>(m_hintsTaken)) : tr("No Hint Left"));
    m_hint->setEnabled(isLeft && m_stage == Stage::Running);
    m_hintCost->setText(
        isLeft ? tr("Hints taken: %1. Each stands in your scorecard.").arg(m_hintsTaken)
               : tr("All three hints are taken."));
}

void TrainingPanel::setDebrief(const DebriefText& text)
{
    showScores(text);
    m_earlier->setText(text.earlier);
    m_cause->setText(text.cause + u"\n\n"_s + text.cures);
    QStringList signs{tr("The first sign: %1").arg(text.firstSign)};
    for (const QString& sign : text.signs)
        signs << sign;
    m_signs->setText(signs.join(u"\n"_s));
    m_sooner->setText(text.sooner);
    m_sooner->setVisible(!text.sooner.isEmpty());
    m_moments->setMoments(text.moments);
    setStage(Stage::Over);
}

void TrainingPanel::showScores(const DebriefText& text)
{
    while (QLayoutItem* item = m_scoreGrid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    for (const ScoreText& score : text.scores) {
        auto* what = new QLabel(score.what, m_scores);
        what->setTextFormat(Qt::PlainText);
        QLabel* value = label(m_scores);
        value->setText(score.value);
        value->setProperty("isHeading", true);
        m_scoreGrid->addWidget(what, row, 0, Qt::AlignTop);
        m_scoreGrid->addWidget(value, row++, 1, Qt::AlignTop);
        for (const QString& line :
             {score.why,
              score.earlier.isEmpty() ? QString() : tr("Earlier: %1").arg(score.earlier)}) {
            if (line.isEmpty())
                continue;
            QLabel* below = label(m_scores);
            below->setText(line);
            below->setProperty("isSmall", true);
            below->setForegroundRole(QPalette::PlaceholderText);
            m_scoreGrid->addWidget(below, row++, 0, 1, 2);
        }
    }
    restyle();
}

void TrainingPanel::setProblem(const QString& text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

void TrainingPanel::restyle()
{
    const auto labels = findChildren<QLabel*>();
    for (QLabel* each : labels) {
        const bool isSmall = each->property("isSmall").toBool();
        each->setFont(m_theme.font(isSmall ? common::TextSize::Small : common::TextSize::Body,
                                   each->property("isHeading").toBool()));
    }
    m_title->setFont(m_theme.font(common::TextSize::Title, true));
    QPalette problem = palette();
    problem.setColor(QPalette::WindowText, m_theme.color(common::ColorRole::Severity2));
    m_problem->setPalette(problem);
}

} // namespace trainingview
