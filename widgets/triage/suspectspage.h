// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/clustermodel.h"
#include "models/items/narrowing.h"
#include "models/items/recordingqueries.h"
#include "models/items/refreshpacer.h"
#include "models/items/suspectmodel.h"
#include "models/items/timeconductor.h"
#include "models/suspects/alarmanswers.h"
#include "models/suspects/clusters.h"
#include "models/suspects/suspectqueue.h"
#include "models/telemetry/clock.h"
#include "widgets/incident/entryport.h"
#include "widgets/triage/queuehead.h"
#include "widgets/triage/suspectreading.h"

#include <QWidget>

#include <optional>
#include <string>
#include <vector>

class QListView;
class QPushButton;
class QSplitter;
class QStackedWidget;
namespace common {
class EmptyState;
class MessageBar;
class Theme;
} // namespace common
namespace differences {
struct DifferenceRow;
}
namespace triage {
class SuspectPane;
class SuspectSide;
class VerdictBar;
struct FindingUses;

// Suspects of the visible range, worst first, and the one that is read. While somebody reads,
// newcomers are counted, not pushed in between, and rows change without moving. A verdict is on the
// answer that was shown when its button went down. j and k move, Enter opens the trace, s follows
// where it went, / filters, c groups, x selects, w shows what they share; y, n and u give a verdict
// where there is a port: the first press asks, the same key once more records it; with Shift a note
// is asked for first. A verdict on a cluster is one on each of its answers. GUI thread.
class SuspectsPage final : public QWidget
{
    Q_OBJECT

public:
    // `port` may be null: then no verdict can be given.
    SuspectsPage(incident::EntryPort* port, items::RecordingQueries& queries,
                 const items::TimeConductor& conductor, const telemetry::Clock& clock,
                 const common::Theme& theme, QWidget* parent = nullptr);

    // Only of this service, and says so; empty: of all.
    void setService(const QString& service);
    // Only some of the answers of the service, and says which; goes when another is chosen.
    void setNarrowing(const items::Narrowing& answers);
    // Only what happened in a part of time, as known at the cursor; empty: the visible range.
    void setRange(const telemetry::TimeRange& range);
    // Only the answers that raised this alarm, and whether they are all there; empty: no longer.
    void showAlarm(const std::string& alarm);
    void addFilter(const suspects::Filter& filter); // besides what is typed already
    void setFilter(const suspects::Filter& filter); // instead of it
    void setFilterText(const QString& text); // instead of it, and of none where it is no filter
    // What happened in a part of time against all else that is visible, as what they share.
    void compareRegion(const telemetry::TimeRange& region);
    void setUses(FindingUses uses); // of a finding, besides filtering by it
    // How many different people have to say "wrong" until it is confirmed: 1 or 2.
    void setPeopleToConfirm(int people);
    const suspects::Filter& filter() const;
    const telemetry::TimeRange& range() const { return m_range; } // as set; empty: none is
    bool isGrouped() const { return m_isGrouped; }
    std::optional<suspects::QueueRow> current() const; // the one that is read; none: none is
    int shownCount() const { return m_isGrouped ? m_clusters.rowCount() : m_model.rowCount(); }

public slots:
    void setGrouped(bool on);
    void focusSearch();
    void focusList(); // or what stands in its place until it is there
    // To the suspect after the open trace, before it where -1; to the current where none is open.
    void goOn(int direction, const telemetry::SpanKey& open);

signals:
    void traceRequested(const telemetry::SpanKey& key);
    void spreadRequested(const telemetry::SpanKey& key, const QString& text); // empty: all of it
    void hypothesisChosen(const differences::DifferenceRow& finding);
    void leverChosen(const differences::DifferenceRow& finding);
    void endReached(const QString& text); // goOn() has nowhere to go
    void allServicesRequested(); // the user lets go of the service
    // For the page's tab: how many there are at the cursor, unfiltered; or at least so many.
    void countChanged(int count, bool isMore);
    void selectionChanged(const std::vector<telemetry::SpanKey>& answers); // listed or not

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildLists();
    void connectSide();
    void tellShared(); // of whom the list is
    void tellListed(); // and which of them
    void connectParts();
    void leave(QueueHead::Chip chip);
    QString serviceName() const; // made safe to show
    store::View view() const;
    suspects::QueueQuery query(const suspects::Filter& filter) const;
    void read();
    void readQueue();
    void readClusters();
    void askAnew();
    void count();
    void setTotal(std::int64_t total);
    void hold(suspects::Queue queue);
    void letGo(); // of what is kept back
    void takeQueue(telemetry::Result<suspects::Queue> queue);
    void takeClusters(telemetry::Result<suspects::Clusters> clusters);
    void showClusters(const suspects::Clusters& clusters);
    void takeAlarm(const telemetry::Result<std::optional<suspects::AlarmAnswers>>& answers);
    void leaveAlarm();
    void openCluster();
    void showQueue(suspects::Queue queue);
    void tellFacts(const suspects::Queue& queue);
    bool isBeingRead() const;
    void updateEmpty();
    void updateCount();
    void selectShown();
    void showCurrent();
    void readCurrent();
    void move(int rows);
    bool handleKey(const QKeyEvent& event);
    void openTrace();
    void openSpread();
    void markCurrent();
    void setMarked(std::vector<telemetry::SpanKey> keys);
    bool takesKeys() const;
    bool isOwnKey(const QKeyEvent& event) const;
    void stopAsking();
    void judge(suspects::Opinion opinion, const std::vector<suspects::Judged>& answers,
               const QString& note);
    const suspects::Cluster* currentCluster() const; // null: none, or they are not grouped
    std::vector<suspects::Judged> toJudge() const; // what a verdict would be on

    incident::EntryPort* m_port;
    const items::TimeConductor& m_conductor;
    const telemetry::Clock& m_clock;
    items::SuspectModel m_model;
    items::ClusterModel m_clusters;
    std::shared_ptr<suspects::SuspectQueue> m_queue; // shared with reads that are under way
    std::shared_ptr<suspects::ClusterBook> m_book;
    items::LatestQuery<suspects::Queue> m_query;
    items::LatestQuery<suspects::Clusters> m_clusterQuery;
    items::LatestQuery<std::int64_t> m_countQuery;
    items::LatestQuery<std::optional<suspects::AlarmAnswers>> m_alarmQuery;
    items::LatestQuery<SuspectReading> m_readingQuery;
    items::RefreshPacer m_pacer;
    std::string m_service;
    items::Narrowing m_answers;
    telemetry::TimeRange m_range; // empty: follows the conductor
    std::string m_alarmWanted; // its answers are looked for
    std::optional<suspects::AlarmAnswers> m_alarm;
    QString m_told; // why those of an alarm are not listed; until something else is
    std::vector<telemetry::SpanKey> m_cluster; // only these, of one that was opened
    bool m_isGrouped = false;
    int m_peopleToConfirm = 1;
    std::size_t m_verdicts = 0; // that the probabilities were corrected by
    std::int64_t m_matching = 0; // of these, with the filter
    int m_questions = 0; // counts the changes of service, range and minimum
    int m_answered = 0; // what of these the list answers
    std::optional<suspects::Queue> m_held; // newer, but kept back while somebody reads; likewise:
    std::optional<suspects::Clusters> m_heldClusters;
    telemetry::Timestamp m_shownAt; // the cursor, when what is listed was read
    telemetry::SpanKey m_shown;
    std::vector<suspects::Judged> m_pressedOn; // shown when the verdict's button went down
    std::int64_t m_total = 0; // of what could be listed, without the filter
    bool m_isUpdating = false; // the list is being brought up to date
    std::optional<std::pair<int, telemetry::SpanKey>> m_goingOn; // as soon as it is read

    common::MessageBar* m_message;
    QueueHead* m_head;
    QPushButton* m_showNew;
    QListView* m_list;
    QListView* m_clusterList;
    QStackedWidget* m_lists;
    QSplitter* m_splitter;
    SuspectSide* m_side;
    SuspectPane* m_pane; // of it
    VerdictBar* m_verdictBar; // of it; null without a port
    common::EmptyState* m_empty;
};

} // namespace triage
