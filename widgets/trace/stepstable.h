// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/spantreemodel.h"

#include <QTreeView>

#include <memory>
#include <set>

namespace traceview {

// The steps of a trace as a tree with columns, the ones that tell most first: name, duration,
// tokens and status fit into the 555 pixels of a window of 1280, the others are scrolled to. The
// name takes what whole columns leave, until a person makes it otherwise. Small traces are open at
// first; what a person opened, closed, chose and scrolled to stays while the same trace is read
// again. GUI thread.
class StepsTable final : public QTreeView
{
    Q_OBJECT

public:
    explicit StepsTable(QWidget* parent = nullptr);

    // Not null. `same`: see items::SpanTreeModel::setTree().
    void setTree(std::shared_ptr<const trace::SpanTree> tree,
                 const std::shared_ptr<const trace::SpanTree>& same = nullptr);
    const trace::SpanTree& tree() const { return m_model.tree(); }
    QModelIndex indexOf(int node) const { return m_model.indexOf(node); }
    void setCurrentNode(int node); // and brings it into sight, unless it is that already
    void setContents(const trace::TraceContents* contents); // tells tokens; null: none

signals:
    void currentNodeChanged(int node); // SpanTree::kNone where there is none any more

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void toggled(const QModelIndex& index, bool isOpen);

    items::SpanTreeModel m_model;
    int m_nameWidth; // as it was set here
    bool m_isOpen = true; // whether a step is where nobody touched it
    bool m_isSetting = false;
    std::set<telemetry::SpanId> m_touched; // are the other way
};

} // namespace traceview
