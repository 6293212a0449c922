// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/spantreemodel.h"

#include "models/items/formats.h"
#include "models/items/linetext.h"
#include "models/items/spantext.h"

#include <algorithm>
#include <utility>

namespace items {

namespace {

QString linkText(trace::Link link)
{
    switch (link) {
    case trace::Link::Root:
    case trace::Link::Child:
        return {};
    case trace::Link::Orphan:
        return SpanTreeModel::tr("Its parent is not in the recording: lost, late or never sent.");
    case trace::Link::BrokenCycle:
        return SpanTreeModel::tr("Its ancestors lead back to it; it is shown as a root.");
    }
    return {};
}

bool isNumber(int column)
{
    return column == SpanTreeModel::Start || column == SpanTreeModel::Duration
        || column == SpanTreeModel::Tokens;
}

} // namespace

bool isSameStructure(const trace::SpanTree& left, const trace::SpanTree& right)
{
    if (left.size() != right.size())
        return false;
    for (int node = 0; node < left.size(); ++node) {
        if (left.span(node).span != right.span(node).span
            || left.span(node).trace != right.span(node).trace
            || left.node(node).parent != right.node(node).parent)
            return false;
    }
    return true;
}

SpanTreeModel::SpanTreeModel(QObject* parent)
    : QAbstractItemModel(parent)
    , m_tree(std::make_shared<trace::SpanTree>())
{
}

QModelIndex SpanTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const auto children = m_tree->children(nodeOf(parent));
    return createIndex(row, column, static_cast<quintptr>(children[static_cast<std::size_t>(row)]));
}

QModelIndex SpanTreeModel::parent(const QModelIndex& child) const
{
    const int node = nodeOf(child);
    return node == trace::SpanTree::kNone ? QModelIndex() : indexOf(m_tree->node(node).parent);
}

int SpanTreeModel::rowCount(const QModelIndex& parent) const
{
    if (parent.column() > 0)
        return 0;
    return static_cast<int>(m_tree->children(nodeOf(parent)).size());
}

int SpanTreeModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QModelIndex SpanTreeModel::indexOf(int node, int column) const
{
    if (node == trace::SpanTree::kNone)
        return {};
    return createIndex(m_tree->node(node).position, column, static_cast<quintptr>(node));
}

int SpanTreeModel::nodeOf(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<int>(index.internalId()) : trace::SpanTree::kNone;
}

QString SpanTreeModel::text(int node, int column) const
{
    const store::SpanRow& span = m_tree->span(node);
    switch (column) {
    case Name:
        return span.isInferred ? spanNameText(span) : lineText(span.name);
    case Kind:
        return stepKindText(span.step);
    case Service:
        return lineText(span.service);
    case Start:
        return span.start == telemetry::Timestamp{}
            ? tr("not given")
            : QChar(u'+') + durationText(span.start - m_tree->range().start);
    case Duration: {
        const auto duration = trace::durationOf(span);
        return duration ? durationText(*duration) : tr("unknown");
    }
    case Tokens:
        return tokensText(node);
    case Status:
        return outcomeText(span);
    default:
        return {};
    }
}

QString SpanTreeModel::tokensText(int node) const
{
    const auto found = m_tokens.find(m_tree->span(node).span);
    if (found == m_tokens.end())
        return {};
    const auto& [input, output] = found->second;
    if (!input && !output)
        return tr("unknown");
    return tr("%1 in, %2 out")
        .arg(input ? countText(*input) : tr("unknown"),
             output ? countText(*output) : tr("unknown"));
}

QVariant SpanTreeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int node = nodeOf(index);
    const store::SpanRow& span = m_tree->span(node);
    switch (role) {
    case Qt::DisplayRole:
        return text(node, index.column());
    case Qt::ToolTipRole:
        if (index.column() == Name && span.isInferred)
            return inferredText(span);
        return index.column() == Name  ? linkText(m_tree->node(node).link)
            : index.column() == Status ? failureText(m_tree->node(node).failure)
                                       : QString();
    case Qt::TextAlignmentRole:
        return isNumber(index.column()) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case SortRole:
        if (index.column() == Start)
            return static_cast<qlonglong>(telemetry::toUnixNanos(span.start));
        if (index.column() == Duration)
            return static_cast<qlonglong>(
                trace::durationOf(span).value_or(telemetry::Duration(-1)).count());
        if (index.column() == Tokens) {
            const auto found = m_tokens.find(span.span);
            return found == m_tokens.end() || (!found->second.input && !found->second.output)
                ? -1LL
                : static_cast<qlonglong>(found->second.input.value_or(0)
                                         + found->second.output.value_or(0));
        }
        return text(node, index.column());
    case NodeRole:
        return node;
    default:
        return {};
    }
}

QVariant SpanTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return QVariant((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Step");
    case Kind:
        return tr("Kind");
    case Service:
        return tr("Service");
    case Start:
        return tr("Start");
    case Duration:
        return tr("Duration");
    case Tokens:
        return tr("Tokens");
    case Status:
        return tr("Status");
    default:
        return {};
    }
}

void SpanTreeModel::setTree(std::shared_ptr<const trace::SpanTree> tree,
                            const std::shared_ptr<const trace::SpanTree>& same)
{
    if (tree == m_tree)
        return; // read again, and nothing had changed
    if (same != m_tree && !isSameStructure(*m_tree, *tree)) {
        beginResetModel();
        if (m_tree->isEmpty() || tree->isEmpty() || m_tree->span(0).trace != tree->span(0).trace)
            m_tokens.clear();
        m_tree = std::move(tree);
        endResetModel();
        return;
    }
    m_tree = std::move(tree);
    for (int node = -1; node < m_tree->size(); ++node) {
        const auto children = m_tree->children(node);
        if (!children.empty())
            emit dataChanged(indexOf(children.front()), indexOf(children.back(), ColumnCount - 1));
    }
}

void SpanTreeModel::setContents(const trace::TraceContents* contents)
{
    std::map<telemetry::SpanId, TokenCounts> tokens;
    if (contents != nullptr && !m_tree->isEmpty() && !contents->generations.empty()
        && contents->generations.front().trace == m_tree->span(0).trace) {
        for (const telemetry::Generation& one : contents->generations)
            tokens[one.span] = {.input = one.inputTokens, .output = one.outputTokens};
    }
    std::swap(tokens, m_tokens);
    const auto tell = [this](telemetry::SpanId span) {
        if (const int node = m_tree->find(span); node != trace::SpanTree::kNone)
            emit dataChanged(indexOf(node, Tokens), indexOf(node, Tokens));
    };
    for (const auto& [span, counts] : m_tokens) {
        const auto old = tokens.find(span);
        if (old == tokens.end() || old->second != counts)
            tell(span);
    }
    for (const auto& [span, counts] : tokens)
        if (!m_tokens.contains(span))
            tell(span);
}

} // namespace items
