// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractTableModel>

#include <algorithm>
#include <cstddef>
#include <unordered_set>
#include <utility>
#include <vector>

namespace items {

// A table of rows, each a value with a key of its own. Indices and notifications are written here
// once; a model says what a cell shows. GUI thread.
template<class Row, class Key>
class TableModel : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex& parent = {}) const final
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    QVariant data(const QModelIndex& index, int role) const final
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
            return {};
        return cell(row(index.row()), index.column(), role);
    }

    const Row& row(int index) const { return m_rows[static_cast<std::size_t>(index)]; }
    // -1 when there is no such row.
    int rowOf(const Key& key) const
    {
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            if (keyOf(m_rows[i]) == key)
                return static_cast<int>(i);
        }
        return -1;
    }

protected:
    virtual QVariant cell(const Row& row, int column, int role) const = 0;
    virtual Key keyOf(const Row& row) const = 0;
    // Of two rows with the same key: nothing that is shown differs.
    virtual bool isSame(const Row& left, const Row& right) const = 0;

    const std::vector<Row>& rows() const { return m_rows; }

    // Brings the table to `wanted` by removing, moving, inserting and changing only what differs:
    // selection, focus and scroll position survive. Never a reset. Keys in `wanted` are distinct.
    void setRows(std::vector<Row> wanted)
    {
        removeMissing(wanted);
        arrange(wanted);
        replaceChanged(wanted);
    }

    void touchAll(const QList<int>& roles = {})
    {
        if (!m_rows.empty() && columnCount() > 0)
            emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), roles);
    }

private:
    void removeMissing(const std::vector<Row>& wanted)
    {
        std::unordered_set<Key> keys;
        for (const Row& row : wanted)
            keys.insert(keyOf(row));
        // From the end, one notification a stretch.
        for (int last = rowCount() - 1; last >= 0; --last) {
            int first = last + 1;
            while (first > 0 && !keys.contains(keyOf(row(first - 1))))
                --first;
            if (first > last)
                continue;
            beginRemoveRows({}, first, last);
            m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
            endRemoveRows();
            last = first;
        }
    }

    // All rows that are here are wanted; puts them in order and inserts what is missing.
    void arrange(const std::vector<Row>& wanted)
    {
        std::unordered_set<Key> present;
        for (const Row& row : m_rows)
            present.insert(keyOf(row));
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const Key key = keyOf(wanted[i]);
            if (!present.contains(key)) {
                i = insertRun(wanted, i, present);
                continue;
            }
            if (keyOf(m_rows[i]) != key)
                moveUp(key, static_cast<int>(i));
        }
    }

    // Inserts the stretch of missing rows that starts at `first`; its last index.
    std::size_t insertRun(const std::vector<Row>& wanted, std::size_t first,
                          const std::unordered_set<Key>& present)
    {
        std::size_t last = first;
        while (last + 1 < wanted.size() && !present.contains(keyOf(wanted[last + 1])))
            ++last;
        beginInsertRows({}, static_cast<int>(first), static_cast<int>(last));
        const auto from = wanted.begin() + static_cast<std::ptrdiff_t>(first);
        const auto to = wanted.begin() + static_cast<std::ptrdiff_t>(last) + 1;
        m_rows.insert(m_rows.begin() + static_cast<std::ptrdiff_t>(first), from, to);
        endInsertRows();
        return last;
    }

    void moveUp(const Key& key, int to)
    {
        const int from = rowOf(key);
        beginMoveRows({}, from, from, {}, to);
        Row moved = std::move(m_rows[static_cast<std::size_t>(from)]);
        m_rows.erase(m_rows.begin() + from);
        m_rows.insert(m_rows.begin() + to, std::move(moved));
        endMoveRows();
    }

    void replaceChanged(std::vector<Row>& wanted)
    {
        int first = -1;
        for (int i = 0; i <= rowCount(); ++i) {
            const auto at = static_cast<std::size_t>(i);
            const bool isChanged = i < rowCount() && !isSame(m_rows[at], wanted[at]);
            if (isChanged) {
                m_rows[at] = std::move(wanted[at]);
                first = first < 0 ? i : first;
            } else if (first >= 0) {
                emit dataChanged(index(first, 0), index(i - 1, std::max(0, columnCount() - 1)));
                first = -1;
            }
        }
    }

    std::vector<Row> m_rows;
};

} // namespace items
