// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/runbookreader.h"

#include "models/items/formats.h"
#include "models/items/runbookmodel.h"
#include "models/items/runbookprose.h"
#include "models/items/runbookwords.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/runbook/introduction.h"
#include "widgets/runbook/pasttext.h"

#include <QCoreApplication>
#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace runbookview {

namespace {

// Of the fields that the language has; a field that an author made up is called by its name.
constexpr std::array kFieldTitles{
    QT_TRANSLATE_NOOP("runbookview", "Expect"),   QT_TRANSLATE_NOOP("runbookview", "For"),
    QT_TRANSLATE_NOOP("runbookview", "Until"),    QT_TRANSLATE_NOOP("runbookview", "Question"),
    QT_TRANSLATE_NOOP("runbookview", "Options"),  QT_TRANSLATE_NOOP("runbookview", "Who"),
    QT_TRANSLATE_NOOP("runbookview", "Channel"),  QT_TRANSLATE_NOOP("runbookview", "To"),
    QT_TRANSLATE_NOOP("runbookview", "Message"),  QT_TRANSLATE_NOOP("runbookview", "Requires"),
    QT_TRANSLATE_NOOP("runbookview", "Answer"),   QT_TRANSLATE_NOOP("runbookview", "Max age"),
    QT_TRANSLATE_NOOP("runbookview", "Quantity"), QT_TRANSLATE_NOOP("runbookview", "Probe set"),
    QT_TRANSLATE_NOOP("runbookview", "Model"),    QT_TRANSLATE_NOOP("runbookview", "Current"),
    QT_TRANSLATE_NOOP("runbookview", "Samples"),  QT_TRANSLATE_NOOP("runbookview", "At least"),
    QT_TRANSLATE_NOOP("runbookview", "Margin"),   QT_TRANSLATE_NOOP("runbookview", "Accept"),
};

QString fieldTitle(const std::string& name)
{
    const QString raw = common::safeLine(name, 40);
    const QString title = raw.left(1).toUpper() + raw.mid(1).replace(u'_', u' ');
    const auto known = std::ranges::find_if(
        kFieldTitles, [&title](const char* each) { return title == QLatin1String(each); });
    return known == kFieldTitles.end() ? title : QCoreApplication::translate("runbookview", *known);
}

} // namespace

QString instructionsOf(const runbook::Step& step, std::int64_t limit)
{
    QString text = common::safeText(items::proseText(step.text).toStdString(), limit).text;
    static constexpr std::array kShownElsewhere{"view", "service", "signal", "why", "undo"};
    for (const auto& [name, value] : step.fields) {
        const bool isShown = std::find(kShownElsewhere.begin(), kShownElsewhere.end(), name)
            != kShownElsewhere.end();
        if (isShown || value.empty())
            continue;
        text += u"\n\n%1: %2"_s.arg(fieldTitle(name), common::safeLine(value, 1000));
    }
    return text.trimmed();
}

namespace {

// All that is said of it, to see whether it has changed.
QString progressText(const runbook::PastRun& run)
{
    QString text = run.aborted ? abortText(*run.aborted) : QString();
    for (const runbook::StepProgress& progress : run.steps)
        text += QString::fromStdString(progress.step) + stepText(&progress);
    for (const runbook::PastCommand& command : run.commands)
        text += ladderText(command);
    return text;
}

} // namespace

RunbookReader::RunbookReader(const common::Theme& theme, QWidget* parent)
    : QScrollArea(parent)
    , m_theme(theme)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Runbook"));
    connect(&theme, &common::Theme::changed, this, &RunbookReader::rebuild);
    rebuild();
}

void RunbookReader::show(const runbook::Runbook& runbook,
                         const std::map<std::string, std::string>& parameters,
                         const runbook::PastRun& run)
{
    const bool isSame = runbook.id == m_runbook.id && parameters == m_parameters;
    const QString before = beginningText(m_run) + progressText(m_run);
    m_run = run;
    if (isSame && before == beginningText(m_run) + progressText(m_run))
        return; // keeps the place that is being read
    m_runbook = runbook;
    m_parameters = parameters;
    const int place = verticalScrollBar()->value();
    rebuild();
    if (isSame)
        QMetaObject::invokeMethod(
            this, [this, place] { verticalScrollBar()->setValue(place); }, Qt::QueuedConnection);
}

void RunbookReader::clear()
{
    if (m_runbook.id.empty())
        return;
    m_runbook = {};
    m_parameters.clear();
    m_run = {};
    rebuild();
}

void RunbookReader::addText(const QString& text, bool isTitle, bool isFaint)
{
    if (text.isEmpty())
        return;
    QLabel* label = makeText(text);
    label->setFont(
        m_theme.font(isTitle ? common::TextSize::Title : common::TextSize::Body, isTitle));
    if (isFaint)
        label->setForegroundRole(QPalette::PlaceholderText);
    m_column->addWidget(label);
}

void RunbookReader::addIntroduction()
{
    auto* introduction = new Introduction(m_theme, widget());
    introduction->setRunbook(m_runbook);
    m_column->addWidget(introduction);
}

QLabel* RunbookReader::makeText(const QString& text)
{
    auto* label = new QLabel(widget());
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setMinimumWidth(1);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setText(text);
    return label;
}

void RunbookReader::rebuild()
{
    auto* page = new QWidget;
    m_column = new QVBoxLayout(page);
    m_column->setContentsMargins(common::kSpace3, common::kSpace3, common::kSpace3,
                                 common::kSpace3);
    m_column->setSpacing(common::kSpace2);
    setWidget(page); // deletes the one before
    const runbook::Runbook shown = items::shownRunbook(m_runbook);
    addText(common::safeLine(shown.title, 200), true);
    addText(common::safeLine(shown.applies, 600), false, true);
    addIntroduction();
    if (!m_runbook.id.empty())
        addText(beginningText(m_run), false);
    if (m_run.aborted)
        addText(abortText(*m_run.aborted), false);
    for (std::size_t i = 0; i < m_runbook.steps.size(); ++i) {
        const auto filled = runbook::withParameters(m_runbook.steps[i], m_parameters);
        const runbook::Step step =
            filled ? *filled : runbook::withKnownParameters(m_runbook.steps[i], m_parameters);
        const runbook::Step told = items::shownStep(m_runbook, i, m_parameters);
        m_column->addSpacing(common::kSpace3);
        addText(u"%1  %2"_s.arg(i + 1).arg(common::safeLine(told.title, 300)), true);
        addText(stepText(m_run.find(step.id)), false);
        const runbook::PastCommand* command = m_run.newestOf(step.lever, step.to);
        if (step.kind == runbook::StepKind::Lever && command != nullptr)
            addText(ladderText(*command), false);
        if (step.kind == runbook::StepKind::Lever)
            addText(tr("Lever %1 to %2")
                        .arg(common::safeLine(step.lever, 120), common::safeLine(step.to, 120)),
                    false, true);
        addText(instructionsOf(told), false);
    }
    m_column->addStretch(1);
}

} // namespace runbookview
