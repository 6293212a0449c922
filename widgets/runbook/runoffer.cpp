// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/runoffer.h"

#include "models/items/formats.h"
#include "models/items/runbookwords.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/runbook/pasttext.h"
#include "widgets/runbook/reasonbox.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace runbookview {

namespace {

QString runText(const runbook::PastRun& run, const runbook::Runbook& runbook)
{
    QStringList lines;
    lines << RunOffer::tr("Begun at %1 by %2, and neither finished nor aborted.")
                 .arg(items::utcDateTimeText(run.started), common::safeLine(run.who, 60));
    for (const auto& [name, value] : run.parameters)
        lines << u"%1: %2"_s.arg(common::safeLine(name, 60), common::safeLine(value, 200));
    lines << QString();
    int number = 0;
    for (const runbook::Step& step : runbook.steps) {
        ++number;
        const runbook::Step known = runbook::withKnownParameters(step, run.parameters);
        const runbook::StepProgress* progress = run.find(step.id);
        lines << u"%1 %2  %3"_s.arg(markOf(progress))
                     .arg(number)
                     .arg(common::safeLine(known.title, 120));
        if (progress != nullptr)
            lines << u"      "_s + stepText(progress).mid(2);
        const runbook::PastCommand* command =
            known.kind == runbook::StepKind::Lever ? run.newestOf(known.lever, known.to) : nullptr;
        if (command == nullptr)
            continue;
        QString fired = commandLine(*command);
        if (command->isUnknown())
            fired += u' '
                + RunOffer::tr("It will be read back when the run is taken up, and not fired "
                               "again.");
        lines << u"      "_s + fired;
    }
    return lines.join(u'\n');
}

} // namespace

RunOffer::RunOffer(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_problem(new QLabel(this))
    , m_resume(new QPushButton(tr("Resume"), this))
    , m_abort(new QPushButton(tr("Abort…"), this))
    , m_box(new ReasonBox(theme, ReasonBox::abortWords(), this))
{
    for (QLabel* label : {m_title, m_text, m_problem}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setMinimumWidth(1);
    }
    m_text->setAccessibleName(tr("What the unfinished run has done"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_resume->setAccessibleName(tr("Take up the unfinished run again"));
    m_abort->setAccessibleName(tr("Abort the unfinished run"));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(common::kSpace2);
    row->addWidget(m_resume);
    row->addWidget(m_abort);
    row->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(common::kSpace3, common::kSpace3, common::kSpace3, 0);
    layout->setSpacing(common::kSpace2);
    layout->addWidget(m_title);
    layout->addLayout(row);
    layout->addWidget(m_box);
    layout->addWidget(m_problem);
    layout->addWidget(m_text);
    connect(m_resume, &QPushButton::clicked, this, &RunOffer::resumed);
    connect(m_abort, &QPushButton::clicked, m_box, &ReasonBox::open);
    connect(m_box, &ReasonBox::given, this, &RunOffer::aborted);
    connect(&theme, &common::Theme::changed, this, &RunOffer::restyle);
    restyle();
    m_box->layout()->setContentsMargins(0, 0, 0, 0);
    hide();
}

void RunOffer::restyle()
{
    m_title->setFont(m_theme.font(common::TextSize::Title, true));
    m_text->setFont(m_theme.font(common::TextSize::Body));
    m_problem->setFont(m_theme.font(common::TextSize::Body));
    QPalette warning = palette();
    warning.setColor(QPalette::WindowText, m_theme.color(common::ColorRole::Severity2));
    m_problem->setPalette(warning);
}

void RunOffer::show(const runbook::PastRun& run, const runbook::Runbook& runbook,
                    const QString& problem)
{
    const std::string title = !runbook.title.empty() ? items::shownRunbook(runbook).title
        : !run.title.empty()                         ? run.title
                                                     : run.runbook;
    const auto settled = static_cast<int>(
        std::count_if(runbook.steps.begin(), runbook.steps.end(),
                      [&run](const auto& step) { return run.find(step.id) != nullptr; }));
    m_title->setText(tr("An unfinished run: %1, %2 of %3 steps settled")
                         .arg(common::safeLine(title, 120))
                         .arg(settled)
                         .arg(runbook.steps.size()));
    m_text->setText(runText(run, runbook));
    m_problem->setText(problem.isEmpty() ? QString()
                                         : tr("It cannot be taken up again: %1").arg(problem));
    m_problem->setVisible(!problem.isEmpty());
    m_resume->setEnabled(problem.isEmpty());
    setVisible(true);
}

void RunOffer::clear()
{
    m_box->hide();
    hide();
}

QString RunOffer::text() const
{
    return m_title->text() + u'\n' + m_text->text() + u'\n' + m_problem->text();
}

} // namespace runbookview
