// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/spantree.h"
#include "models/trace/tracecontents.h"

#include <QAbstractItemModel>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>

namespace items {

// Each step with the same id under the same parent, in the same order. Any thread.
bool isSameStructure(const trace::SpanTree& left, const trace::SpanTree& right);

// One trace as a tree: the table beside the painted waterfall, and what assistive technology reads.
// GUI thread.
class SpanTreeModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column
    {
        Name,
        Duration,
        Tokens, // of generations
        Status,
        Kind,
        Start, // since the trace began
        Service,
        ColumnCount,
    };
    enum Role
    {
        SortRole = Qt::UserRole + 1, // raw: nanoseconds for times, a count of tokens, else text
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
    // structure with other times or statuses is a change of data only. `same`: a tree that is known
    // to have the structure of `tree`; where it is the one that is shown they are not compared.
    void setTree(std::shared_ptr<const trace::SpanTree> tree,
                 const std::shared_ptr<const trace::SpanTree>& same = nullptr);
    const trace::SpanTree& tree() const { return *m_tree; }
    const std::shared_ptr<const trace::SpanTree>& sharedTree() const { return m_tree; }

    QModelIndex indexOf(int node, int column = Name) const;
    int nodeOf(const QModelIndex& index) const; // SpanTree::kNone for an invalid index

    // What the trace says, for the tokens: null or of another trace, and they stay empty. Where it
    // holds not all generations (TraceContents::isCut), the others stay empty as well.
    void setContents(const trace::TraceContents* contents);

private:
    struct TokenCounts
    {
        std::optional<std::int64_t> input;
        std::optional<std::int64_t> output;

        bool operator==(const TokenCounts&) const = default;
    };
    QString text(int node, int column) const;
    QString tokensText(int node) const;

    std::shared_ptr<const trace::SpanTree> m_tree;
    std::map<telemetry::SpanId, TokenCounts> m_tokens;
};

} // namespace items
