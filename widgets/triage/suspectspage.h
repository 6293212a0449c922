// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/narrowing.h"
#include "models/items/recordingqueries.h"
#include "models/items/refreshpacer.h"
#include "models/items/suspectmodel.h"
#include "models/items/timeconductor.h"
#include "models/telemetry/clock.h"
#include "widgets/incident/entryport.h"
#include "widgets/trace/stepdetails.h"

#include <QSortFilterProxyModel>
#include <QWidget>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QListView;
class QPushButton;
class QSplitter;

namespace common {
class EmptyState;
class MessageBar;
class SearchLine;
class Theme;
} // namespace common

namespace triage {

class SuspectPane;

// Suspects of the visible range, worst first, and the one that is read. While somebody reads (the
// list, what is read or the verdicts have the focus or the pointer), newcomers are counted, not
// pushed in between, and rows change without moving: nothing moves under the pointer. What is read
// follows its row. A verdict is on the answer that was shown when its button went down. j and k
// move, Enter opens the trace, / filters; y, n and u give a verdict where there is a port, wherever
// the focus is on the page but in its head: the first press asks, the same key once more records
// it, so that nobody who means another key of the window judges by accident. GUI thread.
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
    int shownCount() const { return m_filtered.rowCount(); }

public slots:
    void focusSearch();
    void focusList(); // or what stands in its place; the list takes over as soon as it is there

signals:
    void traceRequested(const telemetry::SpanKey& key);
    void allServicesRequested(); // the user lets go of the service
    // For the page's tab, also while the page is hidden: how many suspects there are at the cursor,
    // whatever the filter shows of them; `isMore`: at least so many.
    void countChanged(int count, bool isMore);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Verdict
    {
        Wrong,
        Sound,
        Unsure,
        Withdrawn, // the one before is taken back
    };
    using Suspects = std::vector<store::SuspectRow>;
    struct Reading
    {
        traceview::StepSnapshot step;
        QString verdict; // the newest given, in words; empty when none
        bool stands = false; // it was not taken back
    };
    static telemetry::Result<Reading> readSuspect(const store::Reader& reader,
                                                  const telemetry::SpanKey& key,
                                                  const store::View& view);

    void buildHead();
    QWidget* buildVerdicts();
    void connectParts();
    QString serviceName() const; // made safe to show
    store::View view() const;
    store::GenerationFilter wanted() const;
    void read();
    void askAnew();
    void count();
    void setTotal(std::int64_t total);
    void hold(Suspects suspects, std::int64_t total);
    void letGo(); // of what is kept back
    void takeSuspects(telemetry::Result<Suspects> suspects);
    void showSuspects(Suspects suspects);
    bool isBeingRead() const;
    void updateEmpty();
    void updateCount();
    void selectShown();
    void showCurrent();
    void readCurrent();
    void move(int rows);
    bool handleKey(int key);
    void openTrace();
    bool takesKeys() const;
    bool isOwnKey(const QKeyEvent& event) const;
    void ask(Verdict verdict);
    void stopAsking();
    void judge(Verdict verdict, const std::optional<store::SuspectRow>& suspect);
    std::optional<store::SuspectRow> current() const;

    incident::EntryPort* m_port;
    const items::TimeConductor& m_conductor;
    const telemetry::Clock& m_clock;
    const common::Theme& m_theme;
    items::SuspectModel m_model;
    QSortFilterProxyModel m_filtered;
    items::LatestQuery<Suspects> m_query;
    items::LatestQuery<std::int64_t> m_countQuery;
    items::LatestQuery<Reading> m_readingQuery;
    items::RefreshPacer m_pacer;
    std::string m_service;
    items::Narrowing m_answers;
    telemetry::TimeRange m_range; // empty: follows the conductor
    int m_questions = 0; // counts the changes of service, range and minimum
    int m_answered = 0; // what of these the list answers
    std::optional<Suspects> m_held; // newer, but kept back while somebody reads
    std::int64_t m_heldTotal = 0;
    telemetry::Timestamp m_shownAt; // the cursor, when what is listed was read
    std::optional<Verdict> m_asked; // by a key; the same key records it
    telemetry::SpanKey m_shown;
    std::optional<store::SuspectRow> m_pressedOn; // shown when the verdict's button went down
    std::int64_t m_total = 0; // of what is listed; more than the most: there are more
    bool m_isUpdating = false; // the list is being brought up to date

    common::MessageBar* m_message;
    common::SearchLine* m_filter;
    QComboBox* m_minimum;
    QWidget* m_head;
    QLabel* m_count;
    // They say what the list is narrowed to, and widen it again.
    QPushButton* m_serviceButton;
    QPushButton* m_answersButton;
    QPushButton* m_rangeButton;
    QPushButton* m_showNew;
    QListView* m_list;
    QSplitter* m_splitter;
    SuspectPane* m_pane;
    QPushButton* m_open;
    QPushButton* m_withdraw = nullptr; // null without a port, as the next
    QLabel* m_question = nullptr;
    common::EmptyState* m_empty;
};

} // namespace triage
