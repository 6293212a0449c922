// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/spreadfollower.h"
#include "models/items/spreadgroupmodel.h"
#include "models/items/spreadmodel.h"
#include "models/items/timeconductor.h"

#include <QWidget>

#include <array>
#include <memory>
#include <optional>
#include <string>

class QBoxLayout;
class QComboBox;
class QLabel;
class QPushButton;
class QSplitter;
class QTableView;

namespace common {
class EmptyState;
class MessageBar;
class Theme;
} // namespace common

namespace spreadview {

class SpreadGraph;

// Where a suspect's statement went and where it came from: how many services, pipelines, users and
// answers it reached, a graph over time, and the quarantine list, in groups where it is long, which
// can be exported. Looked for in the background, as known at the cursor. GUI thread.
class SpreadPage final : public QWidget
{
    Q_OBJECT

public:
    SpreadPage(items::RecordingQueries& queries, const items::TimeConductor& conductor,
               const common::Theme& theme, QWidget* parent = nullptr);

    // `text` empty: what the answer says wrongly, or all of it. Without a suspect the text alone.
    void open(const std::optional<telemetry::SpanKey>& suspect, const std::string& text = {});
    std::optional<telemetry::SpanKey> suspect() const; // whose statement is looked for
    void focusList(); // or the page, while nothing is listed
    // What `path` ends in says how: .json, else CSV. A message says what became of it.
    void exportTo(const QString& path);

signals:
    void suspectsRequested(); // the empty state's way on
    void traceRequested(const telemetry::SpanKey& key);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildHead();
    QWidget* buildCounts();
    QWidget* buildGroups();
    void connectParts();
    void arrange();
    void connectGroups();
    void showPlaces(); // those of the chosen group
    void showGroups();
    void chooseGroupOf(const spread::SpreadPlace& place);
    std::string chosenGroup() const; // empty: all
    void refresh();
    void updateCounts();
    void tellState();
    void tellEmpty();
    void chooseExport();
    void openRow(int row);
    std::optional<std::string> suspectService() const;

    static constexpr std::size_t kCounts = 5;
    const items::TimeConductor& m_conductor;
    const common::Theme& m_theme;
    items::SpreadFollower m_follower;
    items::SpreadModel m_model;
    items::SpreadGroupModel m_groups;
    std::shared_ptr<const spread::Spread> m_shown;
    std::string m_failure;
    bool m_isExportTold = false; // the message is about an export
    bool m_isEverywhere = false; // the empty state offers to look for it all the same

    common::MessageBar* m_message;
    common::EmptyState* m_empty;
    QSplitter* m_found;
    QWidget* m_head = nullptr;
    QBoxLayout* m_headRow = nullptr;
    QLabel* m_statement = nullptr;
    QPushButton* m_stop = nullptr;
    QPushButton* m_export = nullptr;
    QPushButton* m_suspect = nullptr;
    QWidget* m_counts = nullptr;
    std::array<QLabel*, kCounts> m_numbers{};
    QLabel* m_sure = nullptr;
    SpreadGraph* m_graph;
    QSplitter* m_listed;
    QTableView* m_list;
    QWidget* m_groupPanel = nullptr;
    QComboBox* m_groupBy = nullptr;
    QTableView* m_groupList = nullptr;
};

} // namespace spreadview
