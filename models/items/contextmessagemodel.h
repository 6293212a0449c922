// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/contextsession.h"

#include <QAbstractTableModel>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_set>
#include <vector>

namespace items {

// The messages of one turn of a session, in reading order: added, kept, edited, and dropped ones
// where they stood; what a server most likely dropped counts as dropped. Another turn is another
// table. GUI thread.
class ContextMessageModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Fate,
        Role,
        Tokens,
        Text,
        ColumnCount
    };
    enum DataRole
    {
        FateRole = Qt::UserRole, // trace::MessageFate as int
        SortRole,
        IsLikelyRole, // most likely dropped by the server: which it was is not told
    };

    using QAbstractTableModel::QAbstractTableModel;

    // Null or a turn that is not there: empty.
    void setTurn(std::shared_ptr<const trace::ContextSession> session, std::size_t turn);
    void setDroppedOnly(bool on);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const trace::TurnMessage& message(int row) const;
    bool isLikelyGone(int row) const;
    // The turn whose input holds the message: for dropped ones the one before.
    const trace::ContextTurn& holder(int row) const;

private:
    void choose();
    QString text(int row, int column) const;

    std::shared_ptr<const trace::ContextSession> m_session;
    std::size_t m_turn = 0;
    bool m_isDroppedOnly = false;
    std::vector<std::size_t> m_rows; // into the turn's messages
    std::unordered_set<std::uint32_t> m_likely; // contents that the server most likely dropped
};

} // namespace items
