// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/contextview.h"

#include "models/items/contextwords.h"
#include "models/items/formats.h"
#include "widgets/common/measures.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/textlines.h"
#include "widgets/common/theme.h"
#include "widgets/trace/fatedelegate.h"
#include "widgets/trace/fillchart.h"
#include "widgets/trace/focuspass.h"
#include "widgets/trace/traceselection.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using common::ColorRole;
using items::ContextMessageModel;
using trace::ContextTurn;

constexpr std::size_t kDropsTold = 4; // more would push the messages out of sight
constexpr std::int64_t kIdShown = 40;
constexpr int kMessageRow = 24; // pixels
constexpr int kLowContext = 340; // of height: the chart and some rows do not fit below each other
constexpr int kMostHeadLines = 2;

enum Part : int // tabs
{
    kFill,
    kMessages,
};

QLabel* selectableLabel(QWidget* parent, bool isWrapped)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(isWrapped);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

ContextView::ContextView(const common::Theme& theme, TraceSelection& selection, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_selection(selection)
    , m_pages(new QStackedWidget(this))
    , m_empty(selectableLabel(this, true))
    , m_head(selectableLabel(this, true))
    , m_parts(new QTabBar(this))
    , m_chart(new FillChart(theme, this))
{
    m_parts->setAccessibleName(tr("Part of the session"));
    m_parts->setDrawBase(false);
    m_parts->setExpanding(false);
    m_parts->setUsesScrollButtons(false);
    m_parts->addTab(tr("Fill"));
    m_parts->addTab(tr("Messages"));
    m_parts->hide();
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setMargin(common::kSpace6);
    m_pages->addWidget(m_empty);
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(u"contextSession"_s);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_chart);
    m_messages = buildMessages();
    splitter->addWidget(m_messages);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, common::kSpace2, 0, 0);
    column->setSpacing(common::kSpace1);
    m_head->setContentsMargins(common::kSpace3, 0, common::kSpace3, 0);
    column->addWidget(m_parts);
    column->addWidget(m_head);
    column->addWidget(splitter, 1);
    m_pages->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    clear(tr("No generation is chosen: the context window belongs to one."));

    passFocus(*this, *m_chart, {m_parts});
    connect(m_parts, &QTabBar::currentChanged, this, &ContextView::showPart);
    connect(m_chart, &FillChart::currentChanged, this, &ContextView::showTurn);
    connect(m_chart, &FillChart::activated, this,
            [this](std::size_t turn) { emit turnChosen(m_session->turns[turn].key); });
    connect(&selection, &TraceSelection::spanChanged, this, &ContextView::followSelection);
    connect(&selection, &TraceSelection::placeChanged, this, &ContextView::followPlace);
    connect(&theme, &common::Theme::changed, this, &ContextView::restyle);
    restyle();
}

QWidget* ContextView::buildMessages()
{
    auto* messages = new QWidget(this);
    m_turn = selectableLabel(messages, true);
    m_drops = selectableLabel(messages, true);
    m_nothing = selectableLabel(messages, true);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_droppedOnly = new QCheckBox(tr("Dropped Only"), messages);
    m_droppedOnly->setToolTip(
        tr("Only messages that the turn before had and this one has not, or that the server most "
           "likely dropped"));
    m_openTurn = new QPushButton(tr("Open This Turn"), messages);
    m_openTurn->setToolTip(tr("Open the trace of the chosen turn (Enter in the chart)"));
    m_table = new QTableView(messages);
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new FateDelegate(m_theme, m_table));
    m_table->setAccessibleName(tr("Messages of the turn"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    common::keepRows(m_theme, *m_table->verticalHeader(), kMessageRow);
    m_table->horizontalHeader()->setObjectName(u"contextMessages"_s);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->resizeSection(ContextMessageModel::Fate, 136);
    m_table->horizontalHeader()->resizeSection(ContextMessageModel::Role, 88);
    m_table->horizontalHeader()->resizeSection(ContextMessageModel::Tokens, 72);
    auto* row = new QHBoxLayout;
    row->setSpacing(common::kSpace3);
    row->addWidget(m_turn, 1);
    row->addWidget(m_droppedOnly);
    row->addWidget(m_openTurn);
    auto* column = new QVBoxLayout(messages);
    column->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, 0);
    column->setSpacing(common::kSpace1);
    column->addLayout(row);
    column->addWidget(m_drops);
    column->addWidget(m_nothing, 1);
    column->addWidget(m_table, 1);
    connect(m_droppedOnly, &QCheckBox::toggled, this, [this](bool on) {
        m_model.setDroppedOnly(on);
        showTurn(currentTurn());
    });
    connect(m_openTurn, &QPushButton::clicked, this, [this] {
        if (const std::size_t turn = currentTurn(); turn != ContextTurn::kNone)
            emit turnChosen(m_session->turns[turn].key);
    });
    connect(m_table, &QTableView::clicked, this, &ContextView::pointAt);
    connect(m_table, &QTableView::activated, this, &ContextView::pointAt);
    return messages;
}

void ContextView::restyle()
{
    m_empty->setFont(m_theme.font(common::TextSize::Body));
    m_head->setFont(m_theme.font(common::TextSize::Small));
    m_head->setForegroundRole(QPalette::PlaceholderText);
    m_turn->setFont(m_theme.font(common::TextSize::Body, true));
    m_drops->setFont(m_theme.font(common::TextSize::Small));
    m_nothing->setFont(m_theme.font(common::TextSize::Body));
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_table->setFont(m_theme.font(common::TextSize::Body));
    QPalette palette = m_drops->palette();
    palette.setColor(QPalette::WindowText, m_theme.color(ColorRole::EvidenceTruncated));
    m_drops->setPalette(palette);
    m_table->viewport()->update();
}

std::size_t ContextView::currentTurn() const
{
    return m_session ? m_chart->current() : ContextTurn::kNone;
}

void ContextView::clear(const QString& reason)
{
    m_session.reset();
    m_model.setTurn(nullptr, 0);
    m_chart->setSession(nullptr, ContextTurn::kNone);
    m_empty->setText(reason);
    m_pages->setCurrentIndex(0);
}

void ContextView::setSession(std::shared_ptr<const trace::ContextSession> session,
                             const telemetry::SpanKey& current)
{
    if (!session || session->turns.empty()) {
        clear(tr("No turn of this session is known."));
        return;
    }
    if (session == m_session && m_open == current)
        return;
    // Chosen by hand stays chosen while the same session is read again.
    telemetry::SpanKey wanted = current;
    std::optional<telemetry::SpanKey> before;
    if (const std::size_t turn = currentTurn(); turn != ContextTurn::kNone) {
        before = m_session->turns[turn].key;
        if (m_open == current)
            wanted = *before;
    }
    const int row = m_table->currentIndex().row();
    const int scrolled = m_table->verticalScrollBar()->value();
    m_open = current;
    m_session = std::move(session);
    std::size_t turn = m_session->turnOf(wanted);
    if (turn == ContextTurn::kNone)
        turn = m_session->turnOf(current);
    if (turn == ContextTurn::kNone)
        turn = m_session->turns.size() - 1;
    tellSession();
    m_chart->setSession(m_session, turn);
    m_pages->setCurrentIndex(1);
    showTurn(turn);
    // So do the message and where the table was scrolled to.
    if (before == m_session->turns[turn].key && row >= 0 && row < m_model.rowCount())
        m_table->selectRow(row);
    if (before == m_session->turns[turn].key)
        m_table->verticalScrollBar()->setValue(scrolled);
}

void ContextView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

// Where there is little room one part at a time is shown, chosen by a tab.
void ContextView::arrange()
{
    const bool isLow = height() < kLowContext;
    if (isLow != m_isLow) {
        m_isLow = isLow;
        if (m_messages->isAncestorOf(focusWidget()))
            m_parts->setCurrentIndex(kMessages); // who works there goes on there
        else if (m_chart->hasFocus())
            m_parts->setCurrentIndex(kFill);
        m_parts->setVisible(isLow);
        showPart();
    }
    if (!m_session)
        return;
    tellSession();
    tellDrops();
}

void ContextView::showPart()
{
    const bool isFill = m_parts->currentIndex() == kFill;
    m_head->setVisible(!m_isLow || isFill);
    m_chart->setVisible(!m_isLow || isFill);
    m_messages->setVisible(!m_isLow || !isFill);
}

namespace {

// As much of it as fits into so many lines; all of it as a tooltip and for screen readers.
void tellShort(QLabel& label, const QString& text, int width, int most)
{
    const QStringList lines = common::wrappedLines(text, label.font(), width, most + 1);
    label.setText(lines.size() > most
                      ? common::wrappedLines(text, label.font(), width, most).join(u' ')
                      : text);
    label.setToolTip(common::plainToolTip(text));
    label.setAccessibleDescription(text);
}

} // namespace

void ContextView::tellSession()
{
    tellShort(*m_head, sessionText(), width() - 2 * common::kSpace3, kMostHeadLines);
}

void ContextView::tellDrops()
{
    const std::size_t turn = currentTurn();
    if (turn == ContextTurn::kNone)
        return;
    const QString text = dropsText(turn);
    if (m_isLow) {
        QString line = text;
        tellShort(*m_drops, line.replace(u'\n', u' '), width() - 2 * common::kSpace3, 1);
    } else {
        m_drops->setText(text);
        m_drops->setToolTip({});
        m_drops->setAccessibleDescription({});
    }
    m_drops->setVisible(!text.isEmpty());
}

QString ContextView::sessionText() const
{
    const trace::ContextSession& session = *m_session;
    const auto count = static_cast<std::int64_t>(session.turns.size());
    QStringList parts;
    parts << (session.id.empty() ? tr("No session id: turns of this trace")
                                 : tr("Session %1").arg(common::safeLine(session.id, kIdShown)));
    parts << items::countedText(count, tr("1 turn"), tr("%1 turns"));
    if (session.isCut)
        parts << tr("more than were read");
    if (session.others > 0)
        parts << items::countedText(static_cast<std::int64_t>(session.others),
                                    tr("1 call with other instructions is not shown"),
                                    tr("%1 calls with other instructions are not shown"));
    const auto unknown = std::ranges::count(session.turns, false, &ContextTurn::isTextKnown);
    if (unknown > 0)
        parts << items::countedText(unknown, tr("1 turn without text"),
                                    tr("%1 turns without text"));
    parts << items::windowText(session.turns.back().context);
    parts << items::scaleText(session.scale.charactersPerToken, session.scale.answers);
    return parts.join(u" · "_s);
}

QString ContextView::dropsText(std::size_t index) const
{
    const ContextTurn& turn = m_session->turns[index];
    QStringList lines;
    for (std::size_t i = 0; i < std::min(turn.drops.size(), kDropsTold); ++i)
        lines << u"%1. %2"_s.arg(items::dropText(turn.drops[i]), items::dropReason(turn.drops[i]));
    if (turn.drops.size() > kDropsTold)
        lines << tr("and %1 more").arg(turn.drops.size() - kDropsTold);
    return lines.join(u'\n');
}

void ContextView::showTurn(std::size_t index)
{
    if (!m_session || index >= m_session->turns.size())
        return;
    const ContextTurn& turn = m_session->turns[index];
    m_model.setTurn(m_session, index);
    const bool isOpen = turn.key == m_open;
    QStringList words{tr("Turn %1").arg(items::countText(static_cast<std::int64_t>(index) + 1)),
                      items::utcTimeText(turn.start)};
    if (usedTokens(turn) > 0)
        words << items::tokensText(usedTokens(turn),
                                   turn.context.isUsedEstimated && !turn.context.cut);
    if (turn.isTextKnown && turn.before != ContextTurn::kNone)
        words << tr("added %1").arg(items::tokensText(turn.addedTokens(), true));
    if (isOpen)
        words << tr("open");
    m_turn->setText(words.join(u" · "_s));
    m_parts->setTabText(kMessages,
                        tr("Messages of turn %1 (%2)")
                            .arg(items::countText(static_cast<std::int64_t>(index) + 1),
                                 items::countText(m_model.rowCount())));
    tellDrops();
    m_openTurn->setEnabled(!isOpen);
    const bool hasRows = m_model.rowCount() > 0;
    QString nothing = items::textStateText(turn);
    if (nothing.isEmpty())
        nothing = m_droppedOnly->isChecked() ? tr("Nothing was dropped before this turn.")
                                             : tr("This turn has no messages.");
    m_nothing->setText(nothing);
    m_nothing->setVisible(!hasRows);
    m_table->setVisible(hasRows);
}

void ContextView::followSelection()
{
    if (!m_session)
        return;
    const auto turn = std::ranges::find(m_session->turns, m_selection.span(),
                                        [](const ContextTurn& one) { return one.key.span; });
    if (turn == m_session->turns.end())
        return;
    const auto index = static_cast<std::size_t>(turn - m_session->turns.begin());
    m_open = turn->key;
    m_chart->setCurrent(index);
    showTurn(index);
}

// A passage or message that another view points at.
void ContextView::followPlace()
{
    const auto& place = m_selection.place();
    if (m_isPointing || !place || !m_session)
        return;
    const bool isPassage = place->kind == similarity::PlaceKind::Document;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const trace::TurnMessage& message = m_model.message(row);
        if (message.isPassage == isPassage && m_model.holder(row).key.span == place->span
            && message.index == (isPassage ? place->part : place->message)) {
            m_parts->setCurrentIndex(kMessages); // of which one may be seen at a time
            m_table->selectRow(row);
            m_table->scrollTo(m_model.index(row, 0));
            return;
        }
    }
}

void ContextView::pointAt(const QModelIndex& index)
{
    if (!index.isValid() || !m_session)
        return;
    const trace::TurnMessage& message = m_model.message(index.row());
    const trace::SessionMessage& content = m_session->contentOf(message);
    claims::TextPlace place;
    place.span = m_model.holder(index.row()).key.span;
    place.kind = message.isPassage ? similarity::PlaceKind::Document
        : content.role == "tool"   ? similarity::PlaceKind::ToolResult
                                   : similarity::PlaceKind::Input;
    place.message = message.isPassage ? 0 : message.index;
    place.part = message.isPassage ? message.index : 0;
    place.end = content.firstPart;
    const QScopedValueRollback pointing(m_isPointing, true);
    m_selection.setPlace(place);
}

} // namespace traceview
