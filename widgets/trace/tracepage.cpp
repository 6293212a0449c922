// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/tracepage.h"

#include "models/claims/outputplaces.h"
#include "models/items/formats.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/fitscroll.h"
#include "widgets/common/keymap.h"
#include "widgets/common/measures.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/trace/claimsview.h"
#include "widgets/trace/contextbar.h"
#include "widgets/trace/contextview.h"
#include "widgets/trace/conversationview.h"
#include "widgets/trace/diffview.h"
#include "widgets/trace/findingsbar.h"
#include "widgets/trace/flameview.h"
#include "widgets/trace/graphview.h"
#include "widgets/trace/notesview.h"
#include "widgets/trace/pagekeys.h"
#include "widgets/trace/playbackbar.h"
#include "widgets/trace/reaskpanel.h"
#include "widgets/trace/stepstable.h"
#include "widgets/trace/tracesearchbar.h"
#include "widgets/trace/waterfallview.h"

#include <QBoxLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

constexpr int kSmallestSteps = 200;
constexpr int kLowestSteps = 150; // with what stands beside them
constexpr int kRoomForDetails = 1100; // beside a view that wants the width itself
constexpr int kRoomForFindings = 640; // for all of their lines
constexpr int kRoomForAll = 560; // all that stands around a view
constexpr int kRoomForTwo = 380; // of them; else one, and how many more there are
constexpr int kRoomForHead = 520; // the ways on beside title and search

struct ViewName
{
    const char* name; // in links
    const char* title;
    const char* tip;
    common::KeyCommand command;
};
constexpr std::array<ViewName, 8> kViews{
    {{"waterfall", QT_TRANSLATE_NOOP("traceview::TracePage", "Waterfall"),
      QT_TRANSLATE_NOOP("traceview::TracePage", "The steps on a common time axis"),
      common::KeyCommand::ShowWaterfall},
     {"flame", QT_TRANSLATE_NOOP("traceview::TracePage", "Flame"),
      QT_TRANSLATE_NOOP("traceview::TracePage",
                        "The steps as bars inside each other; for large traces"),
      common::KeyCommand::ShowFlame},
     {"claims", QT_TRANSLATE_NOOP("traceview::TracePage", "Claims"),
      QT_TRANSLATE_NOOP("traceview::TracePage",
                        "What the answer says, and what stands under each of it"),
      common::KeyCommand::ShowClaims},
     {"graph", QT_TRANSLATE_NOOP("traceview::TracePage", "Graph"),
      QT_TRANSLATE_NOOP("traceview::TracePage",
                        "The steps by cause: what led to what, loops folded"),
      common::KeyCommand::ShowGraph},
     {"table", QT_TRANSLATE_NOOP("traceview::TracePage", "Table"),
      QT_TRANSLATE_NOOP("traceview::TracePage", "The steps as a table"),
      common::KeyCommand::ShowTable},
     {"context", QT_TRANSLATE_NOOP("traceview::TracePage", "Context"),
      QT_TRANSLATE_NOOP("traceview::TracePage",
                        "How the context window filled over the session, and what was dropped"),
      common::KeyCommand::ShowContext},
     {"diff", QT_TRANSLATE_NOOP("traceview::TracePage", "Good Run"),
      QT_TRANSLATE_NOOP("traceview::TracePage",
                        "This run beside a good one: where they diverge first"),
      common::KeyCommand::ShowGoodRun},
     {"ask", QT_TRANSLATE_NOOP("traceview::TracePage", "Re-ask"),
      QT_TRANSLATE_NOOP("traceview::TracePage",
                        "The same question, asked again: how sure is the model"),
      common::KeyCommand::ShowReask}}};

} // namespace

QString viewName(TracePage::View view)
{
    return QString::fromLatin1(kViews.at(static_cast<std::size_t>(view)).name);
}

std::optional<TracePage::View> viewFrom(const QString& name)
{
    for (std::size_t i = 0; i < kViews.size(); ++i) {
        if (name == QLatin1String(kViews[i].name))
            return static_cast<TracePage::View>(i);
    }
    return std::nullopt;
}

TracePage::TracePage(incident::EntryPort* notes, ReaskPort* reask, items::RecordingQueries& queries,
                     const items::TimeConductor& conductor, const telemetry::Clock& clock,
                     const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_conductor(conductor)
    , m_theme(theme)
    , m_queries(queries)
    , m_open(queries, conductor)
    , m_pages(new QStackedWidget(this))
    , m_empty(new common::EmptyState(theme, this))
    , m_message(new common::MessageBar(theme, this))
    , m_news(new common::MessageBar(theme, this))
    , m_notes(new NotesView(notes, queries, conductor, clock, m_selection, theme, this))
{
    m_empty->setContent(u"trace"_s, tr("No trace is open"),
                        tr("A trace shows one answer step by step: what was retrieved, which tools "
                           "ran, what filled the context."),
                        tr("Show Suspects"));
    m_message->clear();
    m_news->setObjectName(u"news"_s);
    connect(m_news, &common::MessageBar::actionTriggered, m_news, &common::MessageBar::clear);
    m_pages->addWidget(m_empty);
    auto* whole = new common::FitScroll(buildPage(reask), this);
    whole->setAccessibleName(tr("The trace"));
    m_pages->addWidget(whole);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addWidget(m_pages, 1);
    m_news->floatOver(*m_steps);
    connectViews();
    connectFindings(notes);
    connectReading();
    new PageKeys(*this, [this](const QKeyEvent& event) { return handleKey(event); });
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
    m_seekButton = new QPushButton(tr("Go to Its Time"), head);
    m_seekButton->setToolTip(tr("Move the time cursor to the end of this trace"));
    connect(m_seekButton, &QPushButton::clicked, this, &TracePage::goToTrace);
    m_spreadButton = new QPushButton(tr("Follow Its Spread"), head);
    m_spreadButton->setToolTip(
        tr("Where what the chosen answer says went, and where it came from"));
    m_spreadButton->setEnabled(false);
    connect(m_spreadButton, &QPushButton::clicked, this,
            [this] { emit spreadRequested(m_open.key(), {}); });
    m_search = new TraceSearchBar(m_queries, m_selection, m_theme, head);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, common::kSpace2);
    column->setSpacing(common::kSpace1);
    m_headRow = new QBoxLayout(QBoxLayout::LeftToRight);
    m_headRow->setSpacing(common::kSpace1);
    column->addLayout(m_headRow);
    column->addWidget(m_facts); // a line of its own: half of a number would be another one
    column->addWidget(m_verdicts);
    m_findings = new FindingsBar(m_queries, m_theme, head);
    column->addWidget(m_findings);
    auto* row = m_titleRow = new QBoxLayout(QBoxLayout::LeftToRight);
    row->setSpacing(common::kSpace3);
    row->addWidget(m_title);
    row->addStretch(1);
    row->addWidget(m_search);
    auto* ways = new QHBoxLayout;
    ways->setSpacing(common::kSpace3);
    ways->addWidget(m_spreadButton);
    ways->addWidget(m_seekButton);
    ways->addStretch(0);
    m_headRow->addLayout(row, 1);
    m_headRow->addSpacing(common::kSpace2);
    m_headRow->addLayout(ways);
    return head;
}

QWidget* TracePage::buildSwitch()
{
    auto* line = new QWidget(this);
    m_switch = new QTabBar(line);
    m_switch->setObjectName(u"traceViews"_s);
    m_switch->setDrawBase(false);
    m_switch->setExpanding(false);
    m_switch->setUsesScrollButtons(true); // names stay whole, in a language of longer ones too
    m_switch->setElideMode(Qt::ElideNone);
    m_switch->setAccessibleName(tr("View of the trace"));
    for (const ViewName& view : kViews)
        m_switch->addTab(tr(view.title));
    common::followKeys(m_switch, [this] {
        for (int i = 0; i < m_switch->count(); ++i) {
            const ViewName& view = kViews.at(static_cast<std::size_t>(i));
            m_switch->setTabToolTip(i, common::keymap().withKey(tr(view.tip), view.command));
        }
    });
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_switch, 1);
    return line;
}

QWidget* TracePage::buildPage(ReaskPort* reask)
{
    auto* page = new QWidget(this);
    m_context = new ContextBar(m_theme, page);
    m_context->setSelection(&m_selection);
    m_waterfall = new WaterfallView(m_theme, page);
    m_flame = new FlameView(m_theme, m_selection, page);
    m_claims = new ClaimsView(m_theme, m_selection, page);
    m_graph = new GraphView(m_queries, m_selection, m_theme, page);
    m_table = new StepsTable(page);
    m_contextView = new ContextView(m_theme, m_selection, page);
    m_diff = new DiffView(m_theme, m_selection, page);
    m_reask = new ReaskPanel(reask, m_queries, m_theme, page);
    auto* scroll = new QScrollArea(page);
    scroll->setWidget(m_reask);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setAccessibleName(tr("The question asked again"));
    m_steps = new QStackedWidget(page);
    for (QWidget* view : {static_cast<QWidget*>(m_waterfall), static_cast<QWidget*>(m_flame),
                          static_cast<QWidget*>(m_claims), static_cast<QWidget*>(m_graph),
                          static_cast<QWidget*>(m_table), static_cast<QWidget*>(m_contextView),
                          static_cast<QWidget*>(m_diff), static_cast<QWidget*>(scroll)})
        m_steps->addWidget(view);
    // Not that of the widest view: the details are beside narrow ones only.
    m_steps->setMinimumWidth(kSmallestSteps);
    m_details = new StepDetails(m_theme, page);
    m_details->setSelection(&m_selection);
    m_details->addView(m_notes, tr("Notes"));
    m_playback = new PlaybackBar(m_theme, m_selection, page);

    auto* splitter = new QSplitter(Qt::Horizontal, page);
    splitter->setObjectName(u"trace"_s);
    splitter->addWidget(m_steps);
    splitter->addWidget(m_details);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({600, 400});
    splitter->setChildrenCollapsible(false);
    splitter->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    common::keepLeast(m_theme, *splitter, kLowestSteps);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildHead());
    layout->addWidget(m_context);
    layout->addWidget(buildSwitch());
    layout->addWidget(splitter, 1);
    layout->addWidget(m_playback);
    return page;
}

void TracePage::connectViews()
{
    connect(m_empty, &common::EmptyState::actionTriggered, this, &TracePage::suspectsRequested);
    connect(m_waterfall, &WaterfallView::currentChanged, this, &TracePage::chooseNode);
    const auto focusDetails = [this] { m_details->setFocus(Qt::OtherFocusReason); };
    connect(m_waterfall, &WaterfallView::activated, this, focusDetails);
    connect(m_graph, &GraphView::activated, this, focusDetails);
    connect(m_flame, &FlameView::activated, this, focusDetails);
    connect(m_table, &StepsTable::currentNodeChanged, this, &TracePage::chooseNode);
    connect(m_table, &StepsTable::activated, this, [this, focusDetails] {
        if (m_details->isHidden())
            showView(View::Waterfall);
        focusDetails();
    });
    connect(m_switch, &QTabBar::currentChanged, this, [this](int view) {
        m_steps->setCurrentIndex(view);
        updatePanes();
        if (TracePage::view() == View::Diff)
            m_open.compareAgain();
        chooseWorstClaim();
    });
    connect(m_details, &StepDetails::textAsked, this, [this](const QString& text) {
        emit spreadRequested(m_spreadButton->isEnabled() ? m_open.key() : telemetry::SpanKey(),
                             text);
    });
    connect(m_search, &TraceSearchBar::hitChosen, this, &TracePage::goToHit);
    connect(m_search, &TraceSearchBar::hitsChanged, this, [this] {
        std::set<telemetry::SpanId> found;
        for (const claims::TraceHit& hit : m_search->hits().hits)
            found.insert(hit.span);
        m_graph->setHits(found);
        m_flame->setHits(found);
        m_waterfall->setHits(std::move(found));
    });
    connect(m_search, &TraceSearchBar::left, this, &TracePage::focusSteps);
    connect(m_contextView, &ContextView::turnChosen, this,
            qOverload<const telemetry::SpanKey&>(&TracePage::open));
    connect(m_claims, &ClaimsView::turnChosen, this,
            qOverload<const telemetry::SpanKey&>(&TracePage::open));
    // At once, whatever is still being read: the past sends nothing.
    const auto tellMode = [this] {
        m_reask->setLive(m_conductor.mode() == items::TimeConductor::Mode::Live);
    };
    connect(&m_conductor, &items::TimeConductor::modeChanged, this, tellMode);
    tellMode();
    connect(m_reask, &ReaskPanel::statementChosen, this, [this](qlonglong start, qlonglong end) {
        const telemetry::Generation* generation = m_open.generation();
        if (generation != nullptr)
            m_selection.setPlace(claims::placeOfOutput(*generation, start, end));
    });
    connect(m_diff, &DiffView::candidateChosen, this,
            [this](const telemetry::TraceId& good) { m_open.compare(good); });
    connect(m_diff, &DiffView::comparisonAsked, &m_open, &OpenTrace::compareAnew);
    connect(m_diff, &DiffView::pickByHandAsked, this, [this] {
        m_news->say(common::MessageBar::Kind::Info,
                    tr("%1, come back here and %2: then it is what this run is held against.")
                        .arg(common::keymap().withKey(tr("Copy the link of the good trace there"),
                                                      common::KeyCommand::CopyLink),
                             common::keymap().withKey(tr("open it while this view is shown"),
                                                      common::KeyCommand::OpenLink)),
                    tr("Got It"));
    });
    connect(m_diff, &DiffView::stepOpened, this, [this] { showView(View::Waterfall); });
    connect(m_diff, &DiffView::goodStepOpened, this,
            qOverload<const telemetry::SpanKey&>(&TracePage::open));
    connect(m_notes, &NotesView::annotationsChanged, this, &TracePage::updateNotes);
    connect(m_notes, &NotesView::left, this, &TracePage::focusSteps);
    connect(m_notes, &NotesView::targetChosen, this, [this](const items::AnnotationTarget& target) {
        open(trace::TraceLink{.step = target.step, .claim = target.claim, .moment = target.moment});
    });
    connect(&m_selection, &TraceSelection::spanChanged, this, &TracePage::followSelection);
    connect(&m_selection, &TraceSelection::placeChanged, this, &TracePage::followSelection);
    connect(&m_selection, &TraceSelection::placeChanged, this, &TracePage::chooseClaimAtPlace);
    connect(&m_selection, &TraceSelection::momentChanged, this,
            [this] { m_waterfall->setMoment(m_selection.moment()); });
    connect(&m_theme, &common::Theme::changed, this, &TracePage::restyle);
}

void TracePage::restyle()
{
    m_title->setFont(m_theme.font(common::TextSize::Title, true));
    m_facts->setFont(m_theme.font(common::TextSize::Small));
    m_verdicts->setFont(m_theme.font(common::TextSize::Body));
    m_table->setFont(m_theme.font(common::TextSize::Body));
    updatePanes();
}

std::optional<telemetry::TraceId> TracePage::trace() const
{
    return m_open.isOpen() ? std::optional(m_open.key().trace) : std::nullopt;
}

TracePage::View TracePage::view() const
{
    return static_cast<View>(m_steps->currentIndex());
}

void TracePage::showView(View view)
{
    m_switch->setCurrentIndex(static_cast<int>(view));
    m_steps->currentWidget()->setFocus(Qt::OtherFocusReason);
}

// A comparison shows both runs' texts itself; the session of a context and the columns of the table
// want the width.
void TracePage::updatePanes()
{
    const View shown = view();
    const bool isCompact = height() < m_theme.scaled(kRoomForAll);
    const int room = width() - 2 * common::kSpace3;
    const int asked = m_title->minimumSizeHint().width() + m_search->minimumSizeHint().width()
        + 2 * common::kSpace3;
    m_titleRow->setDirection(room < asked ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    const int ways = m_headRow->itemAt(m_headRow->count() - 1)->minimumSize().width();
    const bool isNarrow = room < std::max(m_theme.scaled(kRoomForHead), asked + ways);
    m_headRow->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_context->setCompact(isCompact);
    m_details->setCompact(isCompact);
    m_findings->setLines(height() < m_theme.scaled(kRoomForTwo) ? 1
                             : height() < m_theme.scaled(kRoomForFindings)
                             ? 2
                             : FindingsBar::kMostLines);
    m_details->setRoom(width() - kSmallestSteps - common::kSpace2);
    m_details->setVisible(shown == View::Waterfall || shown == View::Flame || shown == View::Graph
                          || (shown != View::Diff && width() >= kRoomForDetails));
}

void TracePage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    updatePanes();
}

void TracePage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_open.setShown(true);
    m_notes->setShown(true);
}

void TracePage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_open.setShown(false);
    m_notes->setShown(false);
}

void TracePage::focusSteps()
{
    if (m_open.isOpen())
        m_steps->currentWidget()->setFocus(Qt::OtherFocusReason);
    else
        setFocus(Qt::OtherFocusReason);
}

void TracePage::focusNote()
{
    if (view() == View::Diff)
        showView(View::Waterfall);
    m_details->setVisible(true);
    m_details->showView(m_notes);
    m_notes->focusNote();
}

void TracePage::tellFacts()
{
    const trace::SpanTree& tree = *m_open.tree();
    const items::TraceSnapshot& known = m_open.snapshot();
    const items::TreeFacts& counted = known.facts;
    QStringList facts{
        !known.isWhole ? tr("%1 of %2 steps so far")
                             .arg(items::countText(tree.size()),
                                  items::countText(static_cast<std::int64_t>(known.total)))
            : tree.size() == 1 ? tr("1 step")
                               : tr("%1 steps").arg(items::countText(tree.size())),
        items::utcDateTimeText(tree.range().start), items::durationText(tree.range().duration())};
    if (counted.orphans > 0)
        facts << tr("%1 without a known parent").arg(items::countText(counted.orphans));
    if (counted.cycles > 0)
        facts << tr("circles cut: %1").arg(items::countText(counted.cycles));
    if (counted.swallowed > 0)
        facts << (counted.swallowed == 1
                      ? tr("1 failure swallowed")
                      : tr("%1 failures swallowed").arg(items::countText(counted.swallowed)));
    if (counted.inferred > 0)
        facts << tr("%1 inferred").arg(items::countText(counted.inferred));
    m_facts->setText(facts.join(u" · "_s));
    m_seekButton->setEnabled(!tree.isEmpty());
}

// What was judged of the whole is no statement about any one step.
void TracePage::tellVerdicts()
{
    QStringList verdicts;
    QStringList reasons;
    for (const telemetry::Evaluation& evaluation : m_open.snapshot().ofTrace) {
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

} // namespace traceview
