// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/linkmodel.h"
#include "models/items/recordingqueries.h"
#include "models/items/refreshpacer.h"
#include "models/items/sourcessnapshot.h"
#include "models/items/timeconductor.h"
#include "models/telemetry/refusal.h"
#include "widgets/common/theme.h"
#include "widgets/sources/setuppanel.h"

#include <QWidget>

#include <map>
#include <optional>
#include <string>
#include <vector>

class QPushButton;
class QTabWidget;
class QTableView;

namespace common {
class EmptyState;
class FitScroll;
class MessageBar;
} // namespace common

namespace sources {

class MappingView;
class MetricsView;

// How each source is coming in, what was understood of the chosen one, and its gauges and totals;
// as known at the cursor.
// Where something is listened on, how to connect a service; while that is open the page scrolls as
// one, and only lists scroll in it. GUI thread.
class SourcesPage final : public QWidget
{
    Q_OBJECT

public:
    SourcesPage(items::RecordingQueries& queries, const items::TimeConductor& conductor,
                const common::Theme& theme, QWidget* parent = nullptr);

    // The links as they are now, from whoever watches them; shown instead of the recorded ones
    // while the cursor is live.
    void setLiveLinks(std::vector<telemetry::LinkStatus> links);
    // The time, while a recording is looked at that is being written elsewhere; to be told now and
    // then. At its end the page then shows what is known now, also what was recorded since the
    // cursor moved last.
    void setGrowing(std::optional<telemetry::Timestamp> now);
    // What was sent away unread, as of `now`; while a service is being connected, what is new among
    // it is told in words.
    void setRefusals(std::vector<telemetry::Refusal> refusals, telemetry::Timestamp now);
    // What a service can send to; without any, nothing is said of connecting one.
    void setEndpoints(const Endpoints& endpoints);

signals:
    // Of the chosen link, its source: whether it can be reached, and what is wrong if not.
    void testRequested(const QString& source);

public slots:
    void showSetup();
    void focusTable(); // or the page, where nothing is listed

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* buildHead();
    QTableView* buildTable();
    void read();
    bool isAtEnd() const; // of a recording
    void take(telemetry::Result<items::SourcesSnapshot> snapshot);
    void showLinks();
    void chooseSender();
    void showMapping();
    QString noMappingText(const std::string& source) const;
    void showMetrics();
    // Of a row that is a sender; by its place in the model.
    struct Sender
    {
        bool isSending = false;
        std::optional<telemetry::Timestamp> lastData;
    };
    std::map<std::string, Sender> senders() const;
    // Who has come since the set-up was opened.
    struct Arrived
    {
        std::string source;
        std::string service;
        telemetry::Timestamp at; // our clock
    };
    void updateSetup();
    void updateParts();
    void noteBefore();
    void findArrived();
    void tellArrived();
    void tellProblems();
    void updateEmpty();
    void updateTest();
    bool isListening() const { return !m_endpoints.http.isEmpty() || !m_endpoints.grpc.isEmpty(); }

    const items::TimeConductor& m_conductor;
    const common::Theme& m_theme;
    items::LinkModel m_links;
    items::SourcesSnapshot m_snapshot; // as recorded
    std::optional<telemetry::Timestamp> m_growing; // what time it is, while it is being written
    telemetry::Timestamp m_readAt; // likewise
    std::optional<std::vector<telemetry::LinkStatus>> m_live;
    items::LatestQuery<items::SourcesSnapshot> m_query;
    items::RefreshPacer m_pacer;
    Endpoints m_endpoints;
    // Who was there when the set-up was opened; nullopt until that has been read.
    std::optional<std::map<std::string, Sender>> m_sendersBefore;
    std::optional<Arrived> m_arrived;
    std::vector<telemetry::Refusal> m_refusals;
    std::vector<telemetry::Refusal> m_refusalsBefore; // when the set-up was opened
    telemetry::Timestamp m_refusalsAt; // the time of m_refusals
    std::map<std::string, std::string> m_reasonsBefore; // of endpoints, likewise
    bool m_hasRead = false;

    common::MessageBar* m_message;
    QPushButton* m_test = nullptr; // of what is written now only
    QPushButton* m_connect;
    common::FitScroll* m_scroll; // all below the head
    SetupPanel* m_setup;
    QTableView* m_table;
    MappingView* m_mapping;
    MetricsView* m_metrics;
    QTabWidget* m_parts;
    QWidget* m_content;
    common::EmptyState* m_empty;
};

} // namespace sources
