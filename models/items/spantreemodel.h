// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/spantree.h"

#include <QAbstractItemModel>

#include <memory>

namespace items {

// One trace as a tree: the table beside the painted waterfall, and what assistive technology reads.
// GUI thread.
class SpanTreeModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column
    {
        Name,
        Kind,
        Service,
        Start, // since the trace began
        Duration,
        Status,
        ColumnCount,
    };
    enum Role
    {
        SortRole = Qt::UserRole + 1, // raw: nanoseconds for times, text otherwise
        NodeRole, // int
    };

    explicit SpanTreeModel(QObject* parent = nullptr);

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    using QObject::parent;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

    // Another trace is a reset; so is the same one once spans were added or have moved. The same
    // structure with other times or statuses is a change of data only.
    void setTree(std::shared_ptr<const trace::SpanTree> tree);
    const trace::SpanTree& tree() const { return *m_tree; }

    QModelIndex indexOf(int node, int column = Name) const;
    int nodeOf(const QModelIndex& index) const; // SpanTree::kNone for an invalid index

private:
    QString text(int node, int column) const;

    std::shared_ptr<const trace::SpanTree> m_tree;
};

} // namespace items
