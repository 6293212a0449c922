// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/tracepage.h"

#include "models/items/formats.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/trace/contextbar.h"
#include "widgets/trace/waterfallview.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

constexpr std::chrono::milliseconds kInterval(1000);
constexpr int kExpandedSpans = 2000;

// The first generation, else the first step.
int firstInteresting(const trace::SpanTree& tree)
{
    for (int node = 0; node < tree.size(); ++node) {
        if (tree.span(node).step == telemetry::StepKind::Generation)
            return node;
    }
    return tree.isEmpty() ? trace::SpanTree::kNone : 0;
}

} // namespace

TracePage::TracePage(items::RecordingQueries& queries, const items::TimeConductor& conductor,
                     const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_conductor(conductor)
    , m_theme(theme)
    , m_treeQuery(queries, this)
    , m_stepQuery(queries, this)
    , m_pacer(conductor, kInterval)
    , m_pages(new QStackedWidget(this))
    , m_empty(new common::EmptyState(theme, this))
    , m_message(new common::MessageBar(theme, this))
{
    m_empty->setContent(u"trace"_s, tr("No trace is open"),
                        tr("A trace shows one answer step by step: what was retrieved, which tools "
                           "ran, what filled the context."),
                        tr("Show Suspects"));
    m_message->clear();
    m_pages->addWidget(m_empty);
    m_pages->addWidget(buildPage());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addWidget(m_pages, 1);
    m_pacer.setActive(false);

    connect(m_empty, &common::EmptyState::actionTriggered, this, &TracePage::suspectsRequested);
    connect(&m_pacer, &items::RefreshPacer::due, this, &TracePage::readTrace);
    connect(m_waterfall, &WaterfallView::currentChanged, this, &TracePage::chooseNode);
    connect(m_waterfall, &WaterfallView::activated, this,
            [this] { m_details->setFocus(Qt::OtherFocusReason); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) { chooseNode(m_model.nodeOf(index)); });
    connect(m_tableButton, &QPushButton::toggled, this, &TracePage::showTable);
    connect(&theme, &common::Theme::changed, this, &TracePage::restyle);
    restyle();
}

QWidget* TracePage::buildHead()
{
    auto* head = new QWidget(this);
    m_title = new QLabel(head);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts = new QLabel(head);
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    m_facts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_verdicts = new QLabel(head);
    m_verdicts->setTextFormat(Qt::PlainText);
    m_verdicts->setWordWrap(true);
    m_verdicts->hide();
    m_tableButton = new QPushButton(tr("Table"), head);
    m_tableButton->setCheckable(true);
    m_tableButton->setToolTip(tr("Steps as a table (T)"));
    m_seekButton = new QPushButton(tr("Go to Its Time"), head);
    m_seekButton->setToolTip(tr("Move the time cursor to the end of this trace"));
    connect(m_seekButton, &QPushButton::clicked, this, &TracePage::goToTrace);
    m_spreadButton = new QPushButton(tr("Follow Its Spread"), head);
    m_spreadButton->setToolTip(
        tr("Where what the chosen answer says went, and where it came from"));
    m_spreadButton->setEnabled(false);
    connect(m_spreadButton, &QPushButton::clicked, this,
            [this] { emit spreadRequested(m_wanted, {}); });
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, common::kSpace2);
    column->setSpacing(common::kSpace1);
    auto* row = new QHBoxLayout;
    row->setSpacing(common::kSpace3);
    column->addLayout(row);
    column->addWidget(m_verdicts);
    row->addWidget(m_title);
    row->addWidget(m_facts, 1);
    row->addWidget(m_spreadButton);
    row->addWidget(m_seekButton);
    row->addWidget(m_tableButton);
    return head;
}

QWidget* TracePage::buildPage()
{
    auto* page = new QWidget(this);
    m_context = new ContextBar(m_theme, page);
    m_waterfall = new WaterfallView(m_theme, page);
    m_table = new QTreeView(page);
    m_table->setModel(&m_model);
    m_table->setUniformRowHeights(true);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setAccessibleName(tr("Steps of the trace"));
    m_table->header()->setObjectName(u"steps"_s);
    m_table->header()->setSectionResizeMode(QHeaderView::Interactive);
    m_table->header()->resizeSection(items::SpanTreeModel::Name, 260);
    m_steps = new QStackedWidget(page);
    m_steps->addWidget(m_waterfall);
    m_steps->addWidget(m_table);
    m_details = new StepDetails(m_theme, page);
    m_details->setMinimumWidth(320);
    connect(m_details, &StepDetails::textAsked, this, [this](const QString& text) {
        emit spreadRequested(m_spreadButton->isEnabled() ? m_wanted : telemetry::SpanKey(), text);
    });

    auto* splitter = new QSplitter(Qt::Horizontal, page);
    splitter->setObjectName(u"trace"_s);
    splitter->addWidget(m_steps);
    splitter->addWidget(m_details);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({600, 400});
    splitter->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildHead());
    layout->addWidget(m_context);
    layout->addSpacing(common::kSpace2);
    layout->addWidget(splitter, 1);
    return page;
}

void TracePage::restyle()
{
    m_title->setFont(m_theme.font(common::TextSize::Title, true));
    m_facts->setFont(m_theme.font(common::TextSize::Small));
    m_verdicts->setFont(m_theme.font(common::TextSize::Body));
    m_table->setFont(m_theme.font(common::TextSize::Body));
}

std::optional<telemetry::TraceId> TracePage::trace() const
{
    return m_isOpen ? std::optional(m_wanted.trace) : std::nullopt;
}

void TracePage::open(const telemetry::SpanKey& key)
{
    m_wanted = key;
    m_isOpen = true;
    m_message->clear();
    m_context->clear(tr("Being read"));
    readTrace();
}

void TracePage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_pacer.setActive(true);
    if (m_isOpen)
        readTrace();
}

void TracePage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_pacer.setActive(false);
}

void TracePage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_T && event->modifiers() == Qt::NoModifier)
        m_tableButton->toggle();
    else
        QWidget::keyPressEvent(event);
}

void TracePage::readTrace()
{
    if (!m_isOpen)
        return;
    const auto id = m_wanted.trace;
    m_treeQuery.request(
        [id, view = m_conductor.view()](const store::Reader& reader) {
            return items::readTraceSnapshot(reader, id, view);
        },
        [this, id](telemetry::Result<items::TraceSnapshot> snapshot) {
            if (!snapshot)
                m_message->say(common::MessageBar::Kind::Error,
                               common::safeLine(snapshot.error().message));
            else if (id == m_wanted.trace)
                takeTrace(id, std::move(*snapshot));
        });
}

void TracePage::tellFacts()
{
    const trace::SpanTree& tree = *m_trace.tree;
    QStringList facts{
        tree.size() == 1 ? tr("1 step") : tr("%1 steps").arg(items::countText(tree.size())),
        items::utcDateTimeText(tree.range().start), items::durationText(tree.range().duration())};
    if (const int orphans = tree.count(trace::Link::Orphan); orphans > 0)
        facts << tr("%1 without a known parent").arg(items::countText(orphans));
    if (const int cycles = tree.count(trace::Link::BrokenCycle); cycles > 0)
        facts << tr("circles cut: %1").arg(items::countText(cycles));
    if (const int swallowed = tree.count(trace::Failure::Swallowed); swallowed > 0)
        facts << (swallowed == 1 ? tr("1 failure swallowed")
                                 : tr("%1 failures swallowed").arg(items::countText(swallowed)));
    const auto inferred = std::ranges::count_if(tree.spans(), &store::SpanRow::isInferred);
    if (inferred > 0)
        facts << tr("%1 inferred").arg(items::countText(inferred));
    m_facts->setText(facts.join(u" · "_s));
    m_seekButton->setEnabled(!tree.isEmpty());
}

// What was judged of the whole is no statement about any one step.
void TracePage::tellVerdicts()
{
    QStringList verdicts;
    QStringList reasons;
    for (const telemetry::Evaluation& evaluation : m_trace.ofTrace) {
        const QChar mark = evaluation.state == telemetry::EvaluationState::Failed ? u'✕'
            : evaluation.state == telemetry::EvaluationState::Passed              ? u'✓'
                                                                                  : u'?';
        verdicts << u"%1 %2"_s.arg(mark).arg(items::verdictText(evaluation));
        reasons << verdicts.back() + u": "_s
                + (evaluation.reason.empty() ? tr("no reason given")
                                             : common::safeLine(evaluation.reason, 400));
    }
    m_verdicts->setText(tr("Of the whole trace: %1").arg(verdicts.join(u" · "_s)));
    m_verdicts->setToolTip(common::plainToolTip(reasons.join(u'\n')));
    m_verdicts->setVisible(!verdicts.isEmpty());
}

void TracePage::takeTrace(const telemetry::TraceId& id, items::TraceSnapshot snapshot)
{
    m_trace = std::move(snapshot);
    const auto& tree = m_trace.tree;
    m_pages->setCurrentIndex(1);
    m_title->setText(tr("Trace %1…").arg(QString::fromStdString(telemetry::toHex(id)).left(16)));
    m_title->setToolTip(QString::fromStdString(telemetry::toHex(id)));
    if (tree->isEmpty()) {
        m_message->say(common::MessageBar::Kind::Warning,
                       tr("No span of this trace was known at the cursor. It came later, or was "
                          "never sent."));
    } else {
        m_message->clear();
    }
    tellFacts();
    tellVerdicts();

    const int before = m_waterfall->currentNode();
    {
        const QScopedValueRollback syncing(m_isSyncing, true);
        m_model.setTree(tree);
        m_waterfall->setTree(tree);
        m_waterfall->setNotes(m_trace.notes);
        if (tree->size() <= kExpandedSpans)
            m_table->expandAll();
    }
    int node = m_wanted.span == telemetry::SpanId::None ? trace::SpanTree::kNone
                                                        : tree->find(m_wanted.span);
    if (node == trace::SpanTree::kNone)
        node = firstInteresting(*tree);
    if (node == trace::SpanTree::kNone) {
        m_details->clear();
        m_spreadButton->setEnabled(false);
        m_context->clear(tr("No step is known."));
        return;
    }
    if (node == before && node == m_waterfall->currentNode())
        readChosen(); // the same step: it may have got content or evaluations meanwhile
    chooseNode(node);
}

void TracePage::chooseNode(int node)
{
    if (m_isSyncing || node == trace::SpanTree::kNone)
        return;
    const QScopedValueRollback syncing(m_isSyncing, true);
    const store::SpanRow& span = m_model.tree().span(node);
    const bool isNew = m_wanted.span != span.span || m_waterfall->currentNode() != node;
    m_wanted.span = span.span;
    m_waterfall->setCurrentNode(node);
    m_table->setCurrentIndex(m_model.indexOf(node));
    if (!isNew)
        return;
    m_details->setSpan(span);
    readChosen();
}

void TracePage::readChosen()
{
    const telemetry::SpanKey key = m_wanted;
    m_stepQuery.request(
        [key, view = m_conductor.view()](const store::Reader& reader) {
            return readStep(reader, key, view);
        },
        [this, key](telemetry::Result<StepSnapshot> snapshot) { takeSnapshot(key, snapshot); });
}

void TracePage::takeSnapshot(const telemetry::SpanKey& key,
                             const telemetry::Result<StepSnapshot>& result)
{
    if (key != m_wanted)
        return;
    m_spreadButton->setEnabled(result && result->generation.has_value());
    if (!result) {
        m_details->setProblem(common::safeLine(result.error().message));
        return;
    }
    m_details->setSnapshot(*result, m_trace);
    if (result->generation)
        m_context->setContext(trace::contextWindowOf(*result->generation));
    else
        m_context->clear(tr("The context window is shown for generations; this step is none."));
}

void TracePage::focusSteps()
{
    if (m_isOpen)
        m_steps->currentWidget()->setFocus(Qt::OtherFocusReason);
    else
        setFocus(Qt::OtherFocusReason);
}

void TracePage::goToTrace()
{
    const trace::SpanTree& tree = m_model.tree();
    telemetry::Timestamp recorded = tree.range().end;
    for (int node = 0; node < tree.size(); ++node)
        recorded = std::max(recorded, tree.span(node).recorded);
    emit momentChosen(tree.range().end, recorded);
}

void TracePage::showTable(bool on)
{
    m_steps->setCurrentIndex(on ? 1 : 0);
    m_steps->currentWidget()->setFocus(Qt::OtherFocusReason);
}

} // namespace traceview
