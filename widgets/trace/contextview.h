// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/contextmessagemodel.h"
#include "models/telemetry/ids.h"
#include "models/trace/contextsession.h"

#include <QWidget>

#include <cstddef>
#include <memory>

class QCheckBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTabBar;
class QTableView;

namespace common {
class Theme;
}

namespace traceview {

class FillChart;
class TraceSelection;

// The context window over a session: how each turn filled it, what was dropped and by which rule,
// and the messages of the chosen turn; in a low window a tab chooses between both. The page reads
// the session (trace::readContextSession) and opens the turns that are asked for. GUI thread.
class ContextView final : public QWidget
{
    Q_OBJECT

public:
    ContextView(const common::Theme& theme, TraceSelection& selection, QWidget* parent = nullptr);

    // Null: none is known. `current`: the turn that is open, chosen unless another one was chosen
    // by hand in the same session.
    void setSession(std::shared_ptr<const trace::ContextSession> session,
                    const telemetry::SpanKey& current);
    // Shows why there is none.
    void clear(const QString& reason);
    // As trace::ContextTurn::kNone tells none.
    std::size_t currentTurn() const;
    FillChart* chart() const { return m_chart; }
    QTableView* table() const { return m_table; }
    QSize minimumSizeHint() const override { return {280, 240}; } // of one part

signals:
    // Is to be opened: by Enter, a double click or the button.
    void turnChosen(const telemetry::SpanKey& key);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildMessages();
    void arrange();
    void showPart();
    void tellSession();
    void tellDrops();
    void restyle();
    void showTurn(std::size_t turn);
    void followSelection();
    void followPlace();
    void pointAt(const QModelIndex& index);
    QString sessionText() const;
    QString dropsText(std::size_t turn) const;

    const common::Theme& m_theme;
    TraceSelection& m_selection;
    std::shared_ptr<const trace::ContextSession> m_session;
    telemetry::SpanKey m_open;
    items::ContextMessageModel m_model;
    QStackedWidget* m_pages;
    QLabel* m_empty;
    QLabel* m_head;
    QTabBar* m_parts; // hidden: there is room for both
    FillChart* m_chart;
    QWidget* m_messages = nullptr;
    QLabel* m_turn = nullptr;
    QLabel* m_drops = nullptr;
    QLabel* m_nothing = nullptr;
    QCheckBox* m_droppedOnly = nullptr;
    QPushButton* m_openTurn = nullptr;
    QTableView* m_table = nullptr;
    bool m_isLow = false;
    bool m_isPointing = false;
};

} // namespace traceview
