// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/spreadfollower.h"
#include "models/items/spreadmodel.h"
#include "models/items/timeconductor.h"

#include <QWidget>

#include <array>
#include <optional>
#include <string>

class QCheckBox;
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
// answers it reached, a graph over time, and the quarantine list, which can be exported. Looked for
// in the background, as known at the cursor. GUI thread.
class SpreadPage final : public QWidget
{
    Q_OBJECT

public:
    SpreadPage(items::RecordingQueries& queries, const items::TimeConductor& conductor,
               const common::Theme& theme, QWidget* parent = nullptr);

    // `text` empty: what the answer says wrongly, or all of it.
    void open(const telemetry::SpanKey& suspect, const std::string& text = {});
    void focusList(); // or the page, while nothing is listed
    // What `path` ends in says how: .json, else CSV. A message says what became of it.
    void exportTo(const QString& path);

signals:
    void suspectsRequested(); // the empty state's way on
    void traceRequested(const telemetry::SpanKey& key);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* buildHead();
    QWidget* buildCounts();
    void connectParts();
    void refresh();
    void updateCounts();
    void tellState();
    void chooseExport();
    void openRow(int row);
    std::optional<std::string> suspectService() const;

    static constexpr std::size_t kCounts = 5;
    const items::TimeConductor& m_conductor;
    const common::Theme& m_theme;
    items::SpreadFollower m_follower;
    items::SpreadModel m_model;
    std::string m_failure;

    common::MessageBar* m_message;
    common::EmptyState* m_empty;
    QSplitter* m_found;
    QWidget* m_head = nullptr;
    QLabel* m_statement = nullptr;
    QPushButton* m_stop = nullptr;
    QPushButton* m_export = nullptr;
    QPushButton* m_suspect = nullptr;
    QWidget* m_counts = nullptr;
    std::array<QLabel*, kCounts> m_numbers{};
    QLabel* m_sure = nullptr;
    SpreadGraph* m_graph;
    QTableView* m_list;
};

} // namespace spreadview
