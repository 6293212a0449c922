// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the page that reads the queue: what is asked, and how what comes is listed.

#include "models/items/formats.h"
#include "models/items/ownwords.h"
#include "models/suspects/filterfields.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/triage/suspectpane.h"
#include "widgets/triage/suspectspage.h"
#include "widgets/triage/verdictbar.h"

#include <QApplication>
#include <QListView>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace triage {

namespace {

constexpr int kMostSuspects = 1000;
// A filter that reads content gives way then: the next reading, of one answer maybe, waits for it.
constexpr std::chrono::milliseconds kPatience{1500};

} // namespace

store::View SuspectsPage::view() const
{
    store::View view = m_conductor.view();
    if (m_alarm) {
        view.range = m_alarm->range;
        view.knownAt = std::min(view.knownAt, m_alarm->knownAt);
    } else if (!m_range.isEmpty()) {
        view.range = m_range;
    }
    return view;
}

suspects::QueueQuery SuspectsPage::query(const suspects::Filter& filter) const
{
    suspects::QueueQuery query{.view = view(),
                               .scope = {.service = m_service,
                                         .model = m_answers.model.value_or(std::string()),
                                         .trace = {},
                                         .version = m_answers.version,
                                         .hasNoModel = m_answers.model == std::string()},
                               .minimum = m_head->minimum(),
                               .filter = filter,
                               .cursor = m_conductor.cursor(),
                               .peopleToConfirm = m_peopleToConfirm,
                               .limit = kMostSuspects};
    if (!m_cluster.empty())
        query.only = m_cluster;
    else if (m_alarm && m_alarm->found != suspects::AlarmAnswers::Found::None)
        query.only = m_alarm->answers;
    query.saidBy = m_conductor.view().knownAt;
    query.patience = kPatience;
    return query;
}

void SuspectsPage::read()
{
    if (!m_alarmWanted.empty() && !m_alarm)
        return; // until its answers are known
    if (!isVisible())
        return count();
    m_isGrouped ? readClusters() : readQueue();
}

void SuspectsPage::readQueue()
{
    m_query.request([queue = m_queue, query = query(m_head->filter())](
                        const store::Reader& reader) { return queue->read(reader, query); },
                    [this, question = m_questions](telemetry::Result<suspects::Queue> queue) {
                        if (question == m_questions)
                            takeQueue(std::move(queue));
                    });
}

void SuspectsPage::readClusters()
{
    auto query = this->query(m_head->filter());
    query.limit = suspects::kMostClustered;
    m_clusterQuery.request(
        [queue = m_queue, book = m_book, query](const store::Reader& reader) {
            return book->read(reader, *queue, query);
        },
        [this, question = m_questions](telemetry::Result<suspects::Clusters> clusters) {
            if (question == m_questions)
                takeClusters(std::move(clusters));
        });
}

// For something else than what is listed: the answer is listed whoever reads the old list, and an
// answer to what was asked before is nobody's.
void SuspectsPage::askAnew()
{
    ++m_questions;
    letGo();
    tellShared();
    read();
}

void SuspectsPage::count()
{
    m_countQuery.request([queue = m_queue, query = query({})](
                             const store::Reader& reader) { return queue->count(reader, query); },
                         [this](const telemetry::Result<std::int64_t>& total) {
                             // What has been read since is newer.
                             if (!total || isVisible())
                                 return;
                             // The tab counts on while nobody reads the list: once it is shown
                             // again it is of that time, too, and nothing of it is held back.
                             if (*total != m_total && !m_goingOn)
                                 ++m_questions;
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
    if (shownCount() == 0 || m_questions != m_answered
        || m_conductor.mode() != items::TimeConductor::Mode::Live)
        return false;
    const QWidget* focused = QApplication::focusWidget();
    if (m_verdictBar != nullptr && m_verdictBar->isNoting())
        return true;
    return m_splitter->underMouse() || focused == m_splitter || m_splitter->isAncestorOf(focused);
}

void SuspectsPage::takeQueue(telemetry::Result<suspects::Queue> queue)
{
    if (!queue) {
        m_message->say(common::MessageBar::Kind::Error, common::safeLine(queue.error().message));
        updateEmpty();
        if (std::exchange(m_goingOn, std::nullopt))
            emit endReached(m_message->text());
        return;
    }
    if (isBeingRead())
        hold(std::move(*queue));
    else
        showQueue(std::move(*queue));
}

void SuspectsPage::takeClusters(telemetry::Result<suspects::Clusters> clusters)
{
    if (!clusters) {
        m_message->say(common::MessageBar::Kind::Error, common::safeLine(clusters.error().message));
        updateEmpty();
        if (std::exchange(m_goingOn, std::nullopt))
            emit endReached(m_message->text());
        return;
    }
    if (!isBeingRead())
        return showClusters(*clusters);
    const std::int64_t more = clusters->clustered - m_matching;
    m_showNew->setText(
        tr("Update the Groups: %1 answers by now").arg(items::countText(clusters->clustered)));
    m_showNew->setVisible(more != 0);
    m_heldClusters = std::move(*clusters);
    updateCount();
}

// What is listed stays; what has become of it is told, and how far it is behind.
void SuspectsPage::hold(suspects::Queue queue)
{
    m_verdicts = queue.verdicts;
    m_model.updateShown(queue.rows);
    showCurrent();
    m_held = std::move(queue);
    const int newcomers = m_model.countNew(m_held->rows);
    const int gone = m_model.countGone(m_held->rows);
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
    m_heldClusters.reset();
    m_showNew->hide();
}

void SuspectsPage::showQueue(suspects::Queue queue)
{
    m_message->clear();
    m_shownAt = m_conductor.cursor();
    m_answered = m_questions;
    m_verdicts = queue.verdicts;
    m_matching = queue.matching;
    setTotal(queue.total);
    tellFacts(queue);
    const QRect room = m_list->viewport()->rect();
    const bool wasInView = m_list->visualRect(m_list->currentIndex()).intersects(room);
    // A current row that goes makes each neighbour current in turn: none of them was chosen.
    m_isUpdating = true;
    m_model.setSuspects(std::move(queue.rows));
    selectShown();
    m_isUpdating = false;
    letGo();
    m_list->viewport()->update();
    updateEmpty();
    tellListed();
    if (wasInView)
        m_list->scrollTo(m_list->currentIndex());
    showCurrent();
    if (const auto asked = std::exchange(m_goingOn, std::nullopt))
        goOn(asked->first, asked->second);
}

void SuspectsPage::showClusters(const suspects::Clusters& clusters)
{
    m_message->clear();
    m_shownAt = m_conductor.cursor();
    m_answered = m_questions;
    m_verdicts = clusters.counts.verdicts;
    m_matching = clusters.clustered;
    setTotal(clusters.counts.total);
    tellFacts(clusters.counts);
    m_isUpdating = true;
    m_clusters.setClusters(clusters);
    if (!m_clusterList->currentIndex().isValid())
        m_clusterList->setCurrentIndex(m_clusters.index(0, 0));
    m_isUpdating = false;
    letGo();
    m_clusterList->viewport()->update();
    updateEmpty();
    tellListed();
    showCurrent();
    if (const auto asked = std::exchange(m_goingOn, std::nullopt))
        goOn(asked->first, asked->second);
}

// What has to be known of all that is listed.
void SuspectsPage::tellFacts(const suspects::Queue& queue)
{
    QStringList facts;
    if (!m_told.isEmpty())
        facts << m_told;
    if (m_alarm)
        facts << common::safeLine(items::ownWords(m_alarm->sentence), 400);
    if (queue.verdicts > 0)
        facts << (queue.verdicts == 1
                      ? tr("Recalibrated from 1 verdict.")
                      : tr("Recalibrated from %1 verdicts.")
                            .arg(items::countText(static_cast<std::int64_t>(queue.verdicts))));
    if (queue.unread > 0)
        facts << tr("The filter reads content: the %1 least suspicious were not looked at.")
                     .arg(items::countText(queue.unread));
    m_head->setFacts(facts.join(u' '));
    QString hint;
    if (!queue.unseen.empty()) {
        const std::string& name = queue.unseen.front();
        const std::string near = suspects::nearestField(name);
        hint = tr("No suspect here has an attribute “%1”.").arg(common::safeLine(name, 60));
        if (!near.empty())
            hint += tr(" Is “%1” meant?").arg(QString::fromStdString(near));
    } else if (!queue.doubtful.empty()) {
        const std::string& name = queue.doubtful.front();
        hint = tr("“%1” is no field. Is “%2” meant?")
                   .arg(common::safeLine(name, 60),
                        QString::fromStdString(suspects::nearestField(name)));
    }
    m_head->setHint(hint);
}

// The one that is read stays current while it is listed; else the worst one is.
void SuspectsPage::selectShown()
{
    const int row = m_model.rowOf(m_shown);
    const QModelIndex shown = row < 0 ? QModelIndex() : m_model.index(row, 0);
    if (shown.isValid() && shown == m_list->currentIndex())
        return;
    const QModelIndex chosen = shown.isValid() ? shown : m_model.index(0, 0);
    m_list->setCurrentIndex(chosen);
    m_list->scrollTo(chosen);
}

// Of what is listed: "168 suspects", "12 of 168 suspects" behind a filter; "as of 10:09:07" while
// newer ones are kept back.
void SuspectsPage::updateCount()
{
    const std::int64_t listed = shownCount();
    const QString total = items::countText(m_total);
    QString text;
    if (m_isGrouped && m_matching < m_total && m_head->filter().isEmpty())
        text = tr("%1 groups of the %2 worst of %3 suspects")
                   .arg(items::countText(listed), items::countText(m_matching), total);
    else if (m_isGrouped)
        text = tr("%1 groups of %2 suspects")
                   .arg(items::countText(listed), items::countText(m_matching));
    else if (m_matching > listed)
        text = tr("the %1 worst of %2 suspects")
                   .arg(items::countText(listed), items::countText(m_matching));
    else if (listed != m_total && !m_head->filter().isEmpty())
        text = tr("%1 of %2 suspects").arg(items::countText(listed), total);
    else
        text = listed == 1 ? tr("1 suspect") : tr("%1 suspects").arg(items::countText(listed));
    if (m_showNew->isVisibleTo(this)) {
        text = tr("%1, as of %2").arg(text, items::utcTimeText(m_shownAt));
        const std::int64_t now = m_held ? m_held->total : 0;
        if (m_held && now != m_total)
            text = tr("%1; %2 by now").arg(text, items::countText(now));
    }
    m_head->setCount(text);
}

void SuspectsPage::showAlarm(const std::string& alarm)
{
    leaveAlarm();
    if (alarm.empty())
        return;
    m_alarmWanted = alarm;
    m_cluster.clear();
    m_head->tell(QueueHead::ClusterChip, {});
    m_head->tell(QueueHead::AlarmChip, tr("Only what raised %1").arg(common::safeLine(alarm, 20)));
    m_model.setSuspects({});
    m_clusters.setClusters({});
    updateEmpty();
    m_alarmQuery.request(
        [alarm, known = m_conductor.view().knownAt](const store::Reader& reader) {
            return suspects::alarmAnswers(reader, alarm, known);
        },
        [this, alarm](const telemetry::Result<std::optional<suspects::AlarmAnswers>>& answers) {
            if (alarm == m_alarmWanted)
                takeAlarm(answers);
        });
}

void SuspectsPage::takeAlarm(
    const telemetry::Result<std::optional<suspects::AlarmAnswers>>& answers)
{
    if (!answers || !*answers) {
        leaveAlarm();
        m_told = answers ? tr("The alarm is not known at the cursor.")
                         : common::safeLine(answers.error().message);
        return;
    }
    m_alarm = **answers;
    askAnew();
}

void SuspectsPage::leaveAlarm()
{
    m_told.clear();
    if (m_alarmWanted.empty())
        return;
    m_alarmWanted.clear();
    m_alarm.reset();
    m_cluster.clear();
    m_head->tell(QueueHead::AlarmChip, {});
    m_head->tell(QueueHead::ClusterChip, {});
    m_model.setSuspects({});
    askAnew();
}

void SuspectsPage::setGrouped(bool on)
{
    m_head->setGrouped(on);
    stopAsking();
    m_cluster.clear();
    m_head->tell(QueueHead::ClusterChip, {});
    if (on != m_isGrouped) {
        const bool hadFocus = m_lists->currentWidget()->hasFocus();
        m_isGrouped = on;
        m_lists->setCurrentIndex(on ? 1 : 0);
        if (hadFocus)
            m_lists->currentWidget()->setFocus(Qt::OtherFocusReason);
    }
    askAnew();
}

void SuspectsPage::openCluster()
{
    const suspects::Cluster* cluster = currentCluster();
    if (cluster == nullptr)
        return;
    const std::vector<telemetry::SpanKey> answers = cluster->keys();
    setGrouped(false);
    m_cluster = answers;
    m_head->tell(
        QueueHead::ClusterChip,
        tr("Only %1 alike").arg(items::countText(static_cast<std::int64_t>(answers.size()))));
    m_model.setSuspects({});
    askAnew();
}

} // namespace triage
