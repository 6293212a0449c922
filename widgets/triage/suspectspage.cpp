// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/triage/suspectspage.h"

#include "models/items/formats.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/icons.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/searchline.h"
#include "widgets/common/theme.h"
#include "widgets/triage/suspectdelegate.h"
#include "widgets/triage/suspectpane.h"

#include <QApplication>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace triage {

namespace {

constexpr std::chrono::milliseconds kInterval(1000);
constexpr std::chrono::milliseconds kHiddenInterval(3000); // only counts, for the tab
constexpr int kMostSuspects = 1000;
constexpr std::array kMinima{0.2, 0.4, 0.6, 0.8};
constexpr int kDefaultMinimum = 1;
constexpr int kNameLength = 28; // beside the other chip, in a narrow page

} // namespace

SuspectsPage::SuspectsPage(incident::EntryPort* port, items::RecordingQueries& queries,
                           const items::TimeConductor& conductor, const telemetry::Clock& clock,
                           const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_port(port)
    , m_conductor(conductor)
    , m_clock(clock)
    , m_theme(theme)
    , m_query(queries, this)
    , m_countQuery(queries, this)
    , m_readingQuery(queries, this)
    , m_pacer(conductor, kInterval)
    , m_message(new common::MessageBar(theme, this))
    , m_head(new QWidget(this))
    , m_list(new QListView(this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_pane(new SuspectPane(theme, this))
    , m_empty(new common::EmptyState(theme, this))
{
    m_message->clear();
    m_pacer.setInterval(kHiddenInterval);
    m_filtered.setSourceModel(&m_model);
    m_filtered.setFilterRole(items::SuspectModel::FilterRole);
    m_filtered.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(&m_filtered);
    m_list->setItemDelegate(new SuspectDelegate(conductor, theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Suspects, worst first"));
    m_list->setMinimumWidth(320);

    buildHead();
    auto* left = new QWidget(this);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_showNew = new QPushButton(left);
    m_showNew->hide();
    column->addWidget(m_list, 1);
    column->addWidget(m_showNew); // below: what is listed stays where it is when it comes
    auto* right = new QWidget(this);
    auto* reading = new QVBoxLayout(right);
    reading->setContentsMargins(0, 0, 0, 0);
    reading->setSpacing(0);
    reading->addWidget(m_pane, 1);
    reading->addWidget(buildVerdicts());
    m_splitter->setObjectName(u"suspects"_s);
    m_splitter->addWidget(left);
    m_splitter->addWidget(right);
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 3);
    m_splitter->setSizes({460, 540});
    m_splitter->setChildrenCollapsible(false);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addWidget(m_message);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_empty, 1);
    // Lists look for the letters that are typed: before they do, the page does.
    for (auto* view : findChildren<QAbstractItemView*>())
        view->installEventFilter(this);
    connectParts();
    updateEmpty();
    count();
}

void SuspectsPage::buildHead()
{
    m_filter = new common::SearchLine(common::SearchLine::Escape::ClearsFirst, m_head);
    m_filter->setPlaceholderText(tr("Filter by service, model, reason or text"));
    m_filter->setAccessibleName(tr("Filter suspects"));
    m_filter->setClearButtonEnabled(true);
    m_minimum = new QComboBox(m_head);
    m_minimum->setAccessibleName(tr("Smallest suspicion shown"));
    for (const double minimum : kMinima)
        m_minimum->addItem(tr("from %1").arg(items::percentText(minimum)), minimum);
    m_minimum->setCurrentIndex(kDefaultMinimum);
    const auto chip = [&](const QString& what) {
        auto* button = new QPushButton(m_head);
        button->setIcon(common::icon(m_theme, u"close"_s));
        button->setToolTip(what);
        button->hide();
        return button;
    };
    m_serviceButton = chip(tr("Show the suspects of all services again"));
    connect(m_serviceButton, &QPushButton::clicked, this, [this] {
        setService({});
        emit allServicesRequested();
    });
    m_answersButton = chip(tr("Show the answers of all models and versions again"));
    connect(m_answersButton, &QPushButton::clicked, this, [this] { setNarrowing({}); });
    m_rangeButton = chip(tr("Show the whole visible range again"));
    connect(m_rangeButton, &QPushButton::clicked, this, [this] { setRange({}); });
    m_count = new QLabel(m_head);
    m_count->setTextFormat(Qt::PlainText);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_count->setFont(m_theme.font(common::TextSize::Small));
    auto* row = new QHBoxLayout(m_head);
    row->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, common::kSpace2);
    row->setSpacing(common::kSpace3);
    row->addWidget(m_filter, 1);
    row->addWidget(m_serviceButton);
    row->addWidget(m_answersButton);
    row->addWidget(m_rangeButton);
    row->addWidget(m_minimum);
    row->addWidget(m_count);
}

void SuspectsPage::connectParts()
{
    connect(&m_pacer, &items::RefreshPacer::due, this, &SuspectsPage::read);
    connect(m_filter, &common::SearchLine::left, this, &SuspectsPage::focusList);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_isUpdating = true;
        m_filtered.setFilterFixedString(text);
        selectShown();
        m_isUpdating = false;
        updateEmpty();
        showCurrent();
    });
    connect(m_minimum, &QComboBox::currentIndexChanged, this, &SuspectsPage::askAnew);
    connect(m_showNew, &QPushButton::clicked, this, [this] {
        if (m_held) {
            setTotal(m_heldTotal);
            showSuspects(std::move(*m_held));
        }
        m_list->setFocus(Qt::OtherFocusReason);
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &SuspectsPage::showCurrent);
    connect(m_list, &QListView::doubleClicked, this, &SuspectsPage::openTrace);
    connect(m_open, &QPushButton::clicked, this, &SuspectsPage::openTrace);
    if (m_port != nullptr) {
        connect(m_port, &incident::EntryPort::appended, this, [this] {
            readCurrent();
            if (isVisible())
                read(); // the row tells the verdict too
        });
        connect(m_port, &incident::EntryPort::failed, this, [this](const QString& reason) {
            m_message->say(common::MessageBar::Kind::Error, common::safeLine(reason.toStdString()));
        });
    }
}

void SuspectsPage::setService(const QString& service)
{
    if (service.toStdString() == m_service)
        return;
    m_service = service.toStdString();
    m_serviceButton->setVisible(!service.isEmpty());
    m_serviceButton->setText(tr("Only %1").arg(serviceName()).replace(u'&', u"&&"_s));
    if (!m_answers.isNone())
        setNarrowing({}); // asks anew
    m_model.setSuspects({});
    askAnew();
}

void SuspectsPage::setNarrowing(const items::Narrowing& answers)
{
    if (answers == m_answers)
        return;
    m_answers = answers;
    m_answersButton->setVisible(!answers.isNone());
    m_answersButton->setText(
        tr("Only %1").arg(common::safeLine(answers.label, kNameLength)).replace(u'&', u"&&"_s));
    m_model.setSuspects({});
    askAnew();
}

void SuspectsPage::setRange(const telemetry::TimeRange& range)
{
    if (range == m_range)
        return;
    m_range = range;
    m_rangeButton->setVisible(!range.isEmpty());
    m_rangeButton->setText(
        tr("Only %1 – %2").arg(items::utcTimeText(range.start), items::utcTimeText(range.end)));
    m_model.setSuspects({});
    askAnew();
}

QString SuspectsPage::serviceName() const
{
    return common::safeLine(m_service, kNameLength);
}

store::View SuspectsPage::view() const
{
    store::View view = m_conductor.view();
    if (!m_range.isEmpty())
        view.range = m_range;
    return view;
}

// One more than is shown, to know whether there are more.
store::GenerationFilter SuspectsPage::wanted() const
{
    return {.service = m_service,
            .model = m_answers.model,
            .trace = {},
            .limit = kMostSuspects + 1,
            .version = m_answers.version};
}

void SuspectsPage::focusSearch()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
}

void SuspectsPage::focusList()
{
    if (m_list->isVisible())
        m_list->setFocus(Qt::OtherFocusReason);
    else
        setFocus(Qt::OtherFocusReason);
}

void SuspectsPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_pacer.setInterval(kInterval);
    read();
}

void SuspectsPage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    stopAsking();
    m_pacer.setInterval(kHiddenInterval);
}

void SuspectsPage::read()
{
    if (!isVisible())
        return count();
    const double minimum = m_minimum->currentData().toDouble();
    m_query.request(
        [view = view(), filter = wanted(), minimum](const store::Reader& reader) {
            return reader.suspects(view, filter, minimum);
        },
        [this, question = m_questions](telemetry::Result<Suspects> suspects) {
            if (question == m_questions)
                takeSuspects(std::move(suspects));
        });
}

// For something else than what is listed: the answer is listed whoever reads the old list, and an
// answer to what was asked before is nobody's.
void SuspectsPage::askAnew()
{
    ++m_questions;
    letGo();
    read();
}

void SuspectsPage::count()
{
    m_countQuery.request(
        [view = view(), filter = wanted(), minimum = m_minimum->currentData().toDouble()](
            const store::Reader& reader) { return reader.countSuspects(view, filter, minimum); },
        [this](const telemetry::Result<std::int64_t>& total) {
            // What has been read since is newer.
            if (total && !isVisible())
                setTotal(*total);
        });
}

void SuspectsPage::setTotal(std::int64_t total)
{
    m_total = total;
    emit countChanged(static_cast<int>(std::min<std::int64_t>(total, kMostSuspects)),
                      total > kMostSuspects);
    updateCount();
}

bool SuspectsPage::isBeingRead() const
{
    if (m_model.rowCount() == 0 || m_questions != m_answered
        || m_conductor.mode() != items::TimeConductor::Mode::Live)
        return false;
    const QWidget* focused = QApplication::focusWidget();
    return m_splitter->underMouse() || focused == m_splitter || m_splitter->isAncestorOf(focused);
}

void SuspectsPage::takeSuspects(telemetry::Result<Suspects> suspects)
{
    if (!suspects) {
        m_message->say(common::MessageBar::Kind::Error, common::safeLine(suspects.error().message));
        return;
    }
    const auto total = static_cast<std::int64_t>(suspects->size());
    if (total > kMostSuspects)
        suspects->resize(kMostSuspects);
    if (!isBeingRead()) {
        setTotal(total);
        showSuspects(std::move(*suspects));
        return;
    }
    hold(std::move(*suspects), total);
}

// What is listed stays; what has become of it is told, and how far it is behind.
void SuspectsPage::hold(Suspects suspects, std::int64_t total)
{
    m_model.updateShown(suspects);
    showCurrent();
    m_held = std::move(suspects);
    m_heldTotal = total;
    const int newcomers = m_model.countNew(*m_held);
    const int gone = m_model.countGone(*m_held);
    m_showNew->setText(gone == 0 ? tr("Show %1 new").arg(items::countText(newcomers))
                                 : tr("Update the List: %1 new, %2 no longer in the range")
                                       .arg(items::countText(newcomers), items::countText(gone)));
    m_showNew->setVisible(newcomers > 0 || gone > 0);
    updateCount();
    m_list->viewport()->update(); // ages
}

void SuspectsPage::letGo()
{
    m_held.reset();
    m_showNew->hide();
}

void SuspectsPage::showSuspects(Suspects suspects)
{
    m_message->clear();
    m_shownAt = m_conductor.cursor();
    m_answered = m_questions;
    const QRect room = m_list->viewport()->rect();
    const bool wasInView = m_list->visualRect(m_list->currentIndex()).intersects(room);
    // A current row that goes makes each neighbour current in turn: none of them was chosen.
    m_isUpdating = true;
    m_model.setSuspects(std::move(suspects));
    selectShown();
    m_isUpdating = false;
    letGo();
    m_list->viewport()->update();
    updateEmpty();
    if (wasInView)
        m_list->scrollTo(m_list->currentIndex());
    showCurrent();
}

// The one that is read stays current while it is listed; else the worst one is.
void SuspectsPage::selectShown()
{
    const int row = m_model.rowOf(m_shown);
    const QModelIndex shown =
        row < 0 ? QModelIndex() : m_filtered.mapFromSource(m_model.index(row, 0));
    if (shown.isValid() && shown == m_list->currentIndex())
        return;
    const QModelIndex chosen = shown.isValid() ? shown : m_filtered.index(0, 0);
    m_list->setCurrentIndex(chosen);
    m_list->scrollTo(chosen);
}

// Of what is listed: "168 suspects", "12 of 168 suspects" behind a filter; "as of 10:09:07" while
// newer ones are kept back.
void SuspectsPage::updateCount()
{
    const std::int64_t shown = m_filtered.rowCount();
    const std::int64_t listed = m_model.rowCount();
    const QString count = items::countText(listed);
    QString text = shown != listed ? tr("%1 of %2 suspects").arg(items::countText(shown), count)
        : m_total > kMostSuspects  ? tr("the %1 worst suspects; there are more").arg(count)
        : listed == 1              ? tr("1 suspect")
                                   : tr("%1 suspects").arg(count);
    if (m_showNew->isVisibleTo(this))
        text = tr("%1, as of %2").arg(text, items::utcTimeText(m_shownAt));
    m_count->setText(text);
}

void SuspectsPage::updateEmpty()
{
    const int count = m_filtered.rowCount();
    updateCount();
    if (count == 0 && m_model.rowCount() > 0)
        m_empty->setContent(u"filter"_s, tr("No suspect fits the filter"),
                            tr("Clear it, or look for something else."));
    else
        m_empty->setContent(
            u"suspects"_s,
            m_service.empty() ? tr("No suspects in this range")
                              : tr("No suspects of %1 in this range").arg(serviceName()),
            tr("No answer that the validators could check has a suspicion of %1 or more; a lower "
               "limit may show some. What they could not check stays unknown; Health says how much "
               "that is.")
                .arg(items::percentText(m_minimum->currentData().toDouble())));
    // The focus goes from the list to the page and back, never astray.
    if (count == 0 && m_list->hasFocus())
        setFocus(Qt::OtherFocusReason);
    m_empty->setVisible(count == 0);
    m_splitter->setVisible(count > 0);
    if (count > 0 && hasFocus())
        m_list->setFocus(Qt::OtherFocusReason);
}

} // namespace triage
