// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/triage/suspectspage.h"

#include "models/items/formats.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/triage/clusterdelegate.h"
#include "widgets/triage/sharedpanel.h"
#include "widgets/triage/suspectdelegate.h"
#include "widgets/triage/suspectside.h"
#include "widgets/triage/verdictbar.h"

#include <QListView>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace triage {

namespace {

constexpr std::chrono::milliseconds kQueueInterval(1000);
constexpr std::chrono::milliseconds kHiddenInterval(3000); // only counts, for the tab
constexpr int kNameLength = 28; // beside the other chip, in a narrow page

QListView* makeList(QAbstractItemModel& model, QAbstractItemDelegate* delegate, const QString& name,
                    QWidget* parent)
{
    auto* list = new QListView(parent);
    list->setModel(&model);
    list->setItemDelegate(delegate);
    list->setUniformItemSizes(true);
    list->setFrameShape(QFrame::NoFrame);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setMouseTracking(true);
    list->setAccessibleName(name);
    list->setMinimumWidth(280);
    return list;
}

} // namespace

SuspectsPage::SuspectsPage(incident::EntryPort* port, items::RecordingQueries& queries,
                           const items::TimeConductor& conductor, const telemetry::Clock& clock,
                           const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_port(port)
    , m_conductor(conductor)
    , m_clock(clock)
    , m_queue(std::make_shared<suspects::SuspectQueue>())
    , m_book(std::make_shared<suspects::ClusterBook>())
    , m_query(queries, this)
    , m_clusterQuery(queries, this)
    , m_countQuery(queries, this)
    , m_alarmQuery(queries, this)
    , m_readingQuery(queries, this)
    , m_pacer(conductor, kQueueInterval)
    , m_message(new common::MessageBar(theme, this))
    , m_head(new QueueHead(theme, this))
    , m_list(makeList(m_model, new SuspectDelegate(conductor, theme, this),
                      tr("Suspects, worst first"), this))
    , m_clusterList(makeList(m_clusters, new ClusterDelegate(conductor, theme, this),
                             tr("Groups of similar suspects, largest first"), this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_side(new SuspectSide(port != nullptr, queries, conductor, theme, this))
    , m_pane(m_side->pane())
    , m_verdictBar(m_side->verdictBar())
    , m_empty(new common::EmptyState(theme, this))
{
    m_message->clear();
    m_pacer.setInterval(kHiddenInterval);
    m_splitter->setObjectName(u"suspects"_s);
    m_splitter->addWidget(buildLists());
    m_splitter->addWidget(m_side);
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
    tellShared();
    count();
}

QWidget* SuspectsPage::buildLists()
{
    auto* left = new QWidget(this);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_lists = new QStackedWidget(left);
    m_lists->addWidget(m_list);
    m_lists->addWidget(m_clusterList);
    m_showNew = new QPushButton(left);
    m_showNew->hide();
    column->addWidget(m_lists, 1);
    column->addWidget(m_showNew); // below: what is listed stays where it is when it comes
    return left;
}

void SuspectsPage::connectParts()
{
    connect(&m_pacer, &items::RefreshPacer::due, this, &SuspectsPage::read);
    connect(m_head, &QueueHead::searchLeft, this, &SuspectsPage::focusList);
    connect(m_head, &QueueHead::filterChanged, this, &SuspectsPage::askAnew);
    connect(m_head, &QueueHead::minimumChanged, this, &SuspectsPage::askAnew);
    connect(m_head, &QueueHead::groupingAsked, this, &SuspectsPage::setGrouped);
    connect(m_head, &QueueHead::chipLeft, this, &SuspectsPage::leave);
    connect(m_showNew, &QPushButton::clicked, this, [this] {
        if (m_isGrouped && m_heldClusters)
            showClusters(*std::exchange(m_heldClusters, std::nullopt));
        else if (m_held)
            showQueue(*std::exchange(m_held, std::nullopt));
        m_lists->currentWidget()->setFocus(Qt::OtherFocusReason);
    });
    for (QListView* list : {m_list, m_clusterList})
        connect(list->selectionModel(), &QItemSelectionModel::currentChanged, this,
                &SuspectsPage::showCurrent);
    connect(m_list, &QListView::doubleClicked, this, &SuspectsPage::openTrace);
    connect(m_clusterList, &QListView::doubleClicked, this, &SuspectsPage::openCluster);
    connectSide();
    if (m_port == nullptr)
        return;
    connect(m_verdictBar, &VerdictBar::held, this, [this] { m_pressedOn = toJudge(); });
    connect(m_verdictBar, &VerdictBar::left, this, &SuspectsPage::focusList);
    connect(m_verdictBar, &VerdictBar::given, this,
            [this](suspects::Opinion opinion, const QString& note) {
                judge(opinion, std::exchange(m_pressedOn, {}), note);
            });
    connect(m_port, &incident::EntryPort::appended, this, [this] {
        m_verdictBar->settle(true);
        readCurrent();
        if (isVisible())
            read(); // the row tells the verdict too
    });
    connect(m_port, &incident::EntryPort::failed, this, [this](const QString& reason) {
        m_verdictBar->settle(false);
        m_message->say(common::MessageBar::Kind::Error, common::safeLine(reason.toStdString()));
    });
}

void SuspectsPage::leave(QueueHead::Chip chip)
{
    switch (chip) {
    case QueueHead::ServiceChip:
        setService({});
        emit allServicesRequested();
        break;
    case QueueHead::AnswersChip:
        setNarrowing({});
        break;
    case QueueHead::RangeChip:
        setRange({});
        break;
    case QueueHead::AlarmChip:
        leaveAlarm();
        break;
    case QueueHead::ClusterChip:
        setGrouped(true);
        break;
    case QueueHead::MarkedChip:
        setMarked({});
        break;
    }
}

const suspects::Filter& SuspectsPage::filter() const
{
    return m_head->filter();
}

void SuspectsPage::setService(const QString& service)
{
    if (service.toStdString() == m_service)
        return;
    leaveAlarm();
    m_service = service.toStdString();
    m_side->shared()->setRegion({}, {}); // it was one of the other service's
    m_head->tell(QueueHead::ServiceChip,
                 service.isEmpty() ? QString() : tr("Only %1").arg(serviceName()));
    if (!m_answers.isNone())
        setNarrowing({}); // asks anew
    m_model.setSuspects({});
    askAnew();
}

void SuspectsPage::setNarrowing(const items::Narrowing& answers)
{
    leaveAlarm();
    if (answers == m_answers)
        return;
    m_answers = answers;
    m_head->tell(QueueHead::AnswersChip,
                 answers.isNone()
                     ? QString()
                     : tr("Only %1").arg(common::safeLine(answers.label, kNameLength)));
    m_model.setSuspects({});
    askAnew();
}

void SuspectsPage::setRange(const telemetry::TimeRange& range)
{
    leaveAlarm();
    if (range == m_range)
        return;
    m_range = range;
    m_head->tell(QueueHead::RangeChip,
                 range.isEmpty()
                     ? QString()
                     : tr("Only %1 – %2")
                           .arg(items::utcTimeText(range.start), items::utcTimeText(range.end)));
    m_model.setSuspects({});
    askAnew();
}

void SuspectsPage::addFilter(const suspects::Filter& filter)
{
    m_head->addFilter(filter);
}

void SuspectsPage::setFilter(const suspects::Filter& filter)
{
    m_head->setFilter(filter);
}

void SuspectsPage::setFilterText(const QString& text)
{
    m_head->setFilterText(text);
}

void SuspectsPage::setPeopleToConfirm(int people)
{
    if (people == m_peopleToConfirm)
        return;
    m_peopleToConfirm = people;
    if (m_verdictBar != nullptr)
        m_verdictBar->setPeopleToConfirm(people);
    read();
    readCurrent();
}

QString SuspectsPage::serviceName() const
{
    return common::safeLine(m_service, kNameLength);
}

void SuspectsPage::focusSearch()
{
    m_head->focusSearch();
}

void SuspectsPage::focusList()
{
    if (m_lists->isVisible())
        m_lists->currentWidget()->setFocus(Qt::OtherFocusReason);
    else
        setFocus(Qt::OtherFocusReason);
}

void SuspectsPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_goingOn.reset(); // whoever asked looks at the list now
    m_pacer.setInterval(kQueueInterval);
    read();
}

void SuspectsPage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    if (m_verdictBar != nullptr)
        m_verdictBar->stopAskingByKey(); // a note waits until its answer is looked at again
    m_pacer.setInterval(kHiddenInterval);
}

void SuspectsPage::updateEmpty()
{
    const int count = shownCount();
    const bool isFiltered = !m_head->filter().isEmpty() && m_total > 0;
    const bool isUnread = count == 0 && m_shownAt == telemetry::Timestamp();
    updateCount();
    if (isUnread && !m_message->text().isEmpty())
        m_empty->setContent(u"error"_s, tr("The suspects could not be read"),
                            tr("What went wrong stands above. They are read again as soon as the "
                               "time moves or another service is chosen."));
    else if (isUnread && m_alarmWanted.empty())
        m_empty->setContent(u"suspects"_s, tr("Reading the suspects"),
                            tr("The answers that may be wrong are listed as soon as they are "
                               "found."));
    else if (count == 0 && !m_alarmWanted.empty() && !m_alarm)
        m_empty->setContent(
            u"suspects"_s, tr("Looking for what raised the alarm"),
            tr("The answers that it counted are listed as soon as they are found."));
    else if (count == 0 && isFiltered)
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
                .arg(items::percentText(m_head->minimum())));
    // The focus goes from the list to the page and back, never astray.
    if (count == 0 && m_lists->currentWidget()->hasFocus())
        setFocus(Qt::OtherFocusReason);
    // What a part of time is compared by is there also without a suspect.
    const bool isComparing = m_side->isSharedShown() && m_side->shared()->hasRegion();
    m_empty->setVisible(count == 0 && !isComparing);
    m_splitter->setVisible(count > 0 || isComparing);
    if (count > 0 && hasFocus())
        m_lists->currentWidget()->setFocus(Qt::OtherFocusReason);
}

} // namespace triage
