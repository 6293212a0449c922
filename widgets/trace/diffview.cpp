// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/diffview.h"

#include "models/comparison/messagepairs.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/trace/diffhead.h"
#include "widgets/trace/diffsteplist.h"
#include "widgets/trace/difftable.h"
#include "widgets/trace/difftexts.h"
#include "widgets/trace/focuspass.h"
#include "widgets/trace/traceselection.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using comparison::Comparison;

constexpr int kLowDiff = 340; // pixels of height
constexpr int kNarrowDiff = 900; // of width
constexpr int kStepRow = 28; // of a step
constexpr int kLowRow = 24;

} // namespace

DiffView::DiffView(const common::Theme& theme, TraceSelection& selection, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_selection(selection)
    , m_head(new DiffHead(theme, this))
    , m_message(new common::MessageBar(theme, this))
    , m_empty(new common::EmptyState(theme, this))
    , m_content(new QWidget(this))
    , m_parts(new QTabBar(m_content))
    , m_steps(new DiffStepList(theme, m_content))
    , m_differences(new DiffTable(theme, this))
    , m_texts(new DiffTexts(theme, this))
{
    m_message->clear();
    m_parts->setAccessibleName(tr("Part of the comparison"));
    m_parts->setDrawBase(false);
    m_parts->setExpanding(false);
    m_parts->setUsesScrollButtons(false);

    connect(&theme, &common::Theme::changed, this, [this] {
        m_steps->setRowHeight(m_theme.row(m_fit == Fit::Low ? kLowRow : kStepRow));
    });
    buildContent();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addWidget(m_message);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_content, 1);

    connect(m_parts, &QTabBar::currentChanged, this, [this](int tab) {
        m_part = static_cast<Part>(m_parts->tabData(tab).toInt());
        showPart();
    });
    connect(m_steps, &DiffStepList::chosen, this, &DiffView::choosePair);
    connect(m_steps, &DiffStepList::opened, this, &DiffView::openPair);
    connect(m_head, &DiffHead::candidateChosen, this, &DiffView::candidateChosen);
    connect(m_head, &DiffHead::pickByHandAsked, this, &DiffView::pickByHandAsked);
    connect(m_message, &common::MessageBar::actionTriggered, this, &DiffView::comparisonAsked);
    connect(m_empty, &common::EmptyState::actionTriggered, this, &DiffView::pickByHandAsked);
    connect(&selection, &TraceSelection::spanChanged, this, &DiffView::followSelection);
    passFocus(*this, *m_steps, {m_parts, m_head->byHand()});
    connect(m_differences, &DiffTable::differenceAsked, m_steps, &DiffStepList::goToDifference);
    setComparison({});
    setBusy();
    arrange();
}

void DiffView::buildContent()
{
    m_below = new QWidget(m_content);
    auto* parts = new QSplitter(Qt::Horizontal, m_below);
    parts->addWidget(m_differences);
    parts->addWidget(m_texts);
    parts->setStretchFactor(0, 4);
    parts->setStretchFactor(1, 3);
    parts->setSizes({560, 420});
    parts->setChildrenCollapsible(false);
    auto* lower = new QVBoxLayout(m_below);
    lower->setContentsMargins(0, 0, 0, 0);
    lower->setSpacing(0);
    lower->addWidget(parts, 1);
    m_above = new QWidget(m_content);
    auto* list = new QVBoxLayout(m_above);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(0);
    list->addWidget(buildSides());
    list->addWidget(m_steps, 1);
    auto* split = new QSplitter(Qt::Vertical, m_content);
    split->addWidget(m_above);
    split->addWidget(m_below);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    split->setSizes({320, 300});
    split->setChildrenCollapsible(false);
    auto* content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(0);
    content->addWidget(split, 1);
}

QWidget* DiffView::buildSides()
{
    auto* sides = new QWidget(m_content);
    auto* layout = new QHBoxLayout(sides);
    layout->setContentsMargins(common::kSpace3, common::kSpace1, common::kSpace3, common::kSpace1);
    auto* here = new QLabel(tr("Suspect"), sides);
    auto* there = new QLabel(tr("Good run"), sides);
    for (QLabel* label : {here, there})
        label->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(here, 1);
    layout->addSpacing(DiffStepDelegate::kSpine - common::kSpace3);
    layout->addWidget(there, 1);
    return sides;
}

void DiffView::setBusy()
{
    m_isBusy = true;
    m_empty->setContent(u"search"_s, tr("Looking for a good run"),
                        tr("One with the same question, from before it went wrong."));
    tellAge();
}

// A comparison that is not of what is chosen says so.
void DiffView::tellAge()
{
    using Kind = common::MessageBar::Kind;
    if (!m_all || m_selection.span() == telemetry::SpanId::None)
        return m_message->clear();
    if (m_isBusy)
        return m_message->say(Kind::Info,
                              tr("A good run is being looked for; this is still the comparison "
                                 "before."));
    const auto chosen =
        std::ranges::find(m_all->here, m_selection.span(), &comparison::ComparedStep::span);
    if (chosen == m_all->here.end())
        return m_message->say(Kind::Warning,
                              tr("The chosen step is not in this comparison: the trace has got "
                                 "more since."),
                              tr("Compare Again"));
    const auto answer = m_answer == telemetry::SpanId::None
        ? m_all->here.end()
        : std::ranges::find(m_all->here, m_answer, &comparison::ComparedStep::span);
    if (answer == m_all->here.end() || answer->generation == nullptr
        || chosen->generation == nullptr || chosen == answer)
        return m_message->clear();
    m_message->say(Kind::Info,
                   tr("The good run was looked for with the answer of step %1; step %2 is chosen.")
                       .arg(answer->number)
                       .arg(chosen->number),
                   tr("Compare the Chosen Answer"));
}

void DiffView::setProblem(const QString& problem)
{
    m_isBusy = false;
    m_message->say(common::MessageBar::Kind::Error, problem);
}

void DiffView::setCandidates(const comparison::GoodRuns& runs, const telemetry::TraceId& chosen)
{
    m_head->setCandidates(runs, chosen);
    if (runs.runs.empty() && !chosen.isValid())
        m_empty->setContent(u"search"_s, tr("No good run was found"),
                            common::safeLine(runs.none, 400), tr("How to Pick Another"));
}

void DiffView::setComparison(std::shared_ptr<const Comparison> all, telemetry::SpanId answer)
{
    m_all = std::move(all);
    m_answer = answer;
    m_isBusy = false;
    m_message->clear();
    {
        // What is chosen elsewhere stays so until somebody chooses here.
        m_isSyncing = true;
        m_steps->setComparison(m_all);
        m_isSyncing = false;
    }
    const bool isFirst = m_all != nullptr && m_content->isHidden();
    m_content->setVisible(m_all != nullptr);
    m_empty->setVisible(m_all == nullptr);
    m_head->setComparison(m_all);
    if (!m_all)
        return;
    m_isSyncing = true;
    m_steps->chooseRow(m_all->first ? static_cast<int>(*m_all->first) : 0);
    m_isSyncing = false;
    if (isFirst && m_head->byHand()->hasFocus())
        m_steps->setFocus(Qt::OtherFocusReason); // which had none to give it to
    tellAge(); // another may have been chosen while it was read
}

void DiffView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

// Where there is little room one part at a time is shown, chosen by a tab.
void DiffView::arrange()
{
    const Fit fit = height() < kLowDiff ? Fit::Low
        : width() < kNarrowDiff         ? Fit::Narrow
                                        : Fit::Wide;
    if (fit != m_fit) {
        m_fit = fit;
        // Who works in a part goes on there.
        if (m_differences->hasFocus())
            m_part = Part::Differences;
        else if (m_texts->isAncestorOf(focusWidget()))
            m_part = Part::Texts;
        else if (m_steps->hasFocus() && fit == Fit::Low)
            m_part = Part::Steps;
        m_head->setLow(fit == Fit::Low);
        m_steps->setRowHeight(m_theme.row(fit == Fit::Low ? kLowRow : kStepRow));
        m_differences->setRoomy(fit != Fit::Wide); // it has the width to itself
        QWidget* const place = fit == Fit::Low ? m_content : m_below;
        static_cast<QVBoxLayout*>(place->layout())->insertWidget(0, m_parts);
        const QSignalBlocker blocker(m_parts);
        while (m_parts->count() > 0)
            m_parts->removeTab(0);
        if (fit == Fit::Low)
            m_parts->setTabData(m_parts->addTab(tr("Steps")), static_cast<int>(Part::Steps));
        m_parts->setTabData(m_parts->addTab(tr("Differences")),
                            static_cast<int>(Part::Differences));
        m_parts->setTabData(m_parts->addTab(tr("Texts")), static_cast<int>(Part::Texts));
        for (int tab = 0; tab < m_parts->count(); ++tab)
            if (m_parts->tabData(tab).toInt() == static_cast<int>(m_part))
                m_parts->setCurrentIndex(tab);
        // As they stand: the tabs above the steps, or below them.
        QWidget* const upper = fit == Fit::Low ? static_cast<QWidget*>(m_parts) : m_steps;
        QWidget* const lower = fit == Fit::Low ? static_cast<QWidget*>(m_steps) : m_parts;
        setTabOrder(m_head->lastFocus(), upper);
        setTabOrder(upper, lower);
        setTabOrder(lower, m_differences);
        showPart();
    }
}

void DiffView::showPart()
{
    const bool isWide = m_fit == Fit::Wide;
    const bool isSteps = m_fit == Fit::Low && m_part == Part::Steps;
    m_parts->setVisible(!isWide);
    m_above->setVisible(m_fit != Fit::Low || isSteps);
    m_below->setVisible(!isSteps);
    m_differences->setVisible(isWide || m_part != Part::Texts);
    m_texts->setVisible(m_hasPair && (isWide || m_part == Part::Texts));
    const QString name = m_hasPair ? tr("Differences of %1 (%2)")
                                         .arg(pairName(m_steps->currentRow()))
                                         .arg(m_differences->rowCount())
                                   : tr("Differences");
    for (int tab = 0; tab < m_parts->count(); ++tab)
        if (m_parts->tabData(tab).toInt() == static_cast<int>(Part::Differences))
            m_parts->setTabText(tab, name);
}

QString DiffView::pairName(int row) const
{
    if (!m_all || row < 0 || row >= static_cast<int>(m_all->pairs.size()))
        return {};
    const comparison::StepPair& pair = m_all->pairs[static_cast<std::size_t>(row)];
    return pair.here ? tr("step %1").arg(m_all->here[*pair.here].number)
                     : tr("the good run's step %1").arg(m_all->there[*pair.there].number);
}

void DiffView::choosePair(int row)
{
    if (!m_all || row < 0 || row >= static_cast<int>(m_all->pairs.size()))
        return;
    const comparison::StepPair& pair = m_all->pairs[static_cast<std::size_t>(row)];
    m_differences->setDifferences(pair.differences);
    m_hasPair = true;
    showPart();
    m_texts->setPairs(comparison::messagePairs(pair.here ? &m_all->here[*pair.here] : nullptr,
                                               pair.there ? &m_all->there[*pair.there] : nullptr));
    if (m_isSyncing || !pair.here)
        return;
    m_isSyncing = true;
    m_selection.setSpan(m_all->here[*pair.here].span);
    m_isSyncing = false;
    tellAge();
}

void DiffView::followSelection()
{
    if (m_isSyncing || !m_all)
        return;
    const int row = m_steps->steps().rowOf(m_selection.span());
    m_isSyncing = true;
    if (row >= 0)
        m_steps->chooseRow(row);
    else
        clearPair();
    m_isSyncing = false;
    tellAge();
}

// Of a step that is not there nothing is compared.
void DiffView::clearPair()
{
    m_steps->setCurrentIndex({});
    m_steps->clearSelection();
    m_differences->setDifferences({});
    m_texts->setPairs({});
    m_hasPair = false; // the texts would say that there is none
    showPart();
}

void DiffView::openPair(int row)
{
    const comparison::StepPair& pair = m_all->pairs[static_cast<std::size_t>(row)];
    if (pair.here) {
        const comparison::ComparedStep& step = m_all->here[*pair.here];
        m_selection.setSpan(step.span);
        emit stepOpened({.trace = step.row->trace, .span = step.span});
    } else {
        const comparison::ComparedStep& step = m_all->there[*pair.there];
        emit goodStepOpened({.trace = step.row->trace, .span = step.span});
    }
}

} // namespace traceview
