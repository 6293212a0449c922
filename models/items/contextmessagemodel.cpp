// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/contextmessagemodel.h"

#include "models/items/contextwords.h"
#include "models/items/formats.h"
#include "models/telemetry/visibletext.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace items {

namespace {

QString excerptText(const std::string& text)
{
    std::string line = text;
    for (char& c : line)
        if (c == '\n' || c == '\t' || c == '\r')
            c = ' ';
    return QString::fromStdString(telemetry::visibleLine(line));
}

} // namespace

void ContextMessageModel::setTurn(std::shared_ptr<const trace::ContextSession> session,
                                  std::size_t turn)
{
    beginResetModel();
    m_session = std::move(session);
    m_turn = turn;
    choose();
    endResetModel();
}

void ContextMessageModel::setDroppedOnly(bool on)
{
    if (on == m_isDroppedOnly)
        return;
    beginResetModel();
    m_isDroppedOnly = on;
    choose();
    endResetModel();
}

void ContextMessageModel::choose()
{
    m_rows.clear();
    m_likely.clear();
    if (!m_session || m_turn >= m_session->turns.size())
        return;
    const trace::ContextTurn& turn = m_session->turns[m_turn];
    for (const trace::ContextDrop& drop : turn.drops)
        if (drop.isLikely)
            m_likely.insert(drop.contents.begin(), drop.contents.end());
    const auto isGone = [&](const trace::TurnMessage& message) {
        return message.fate == trace::MessageFate::Dropped || message.isCut
            || m_likely.contains(message.content);
    };
    for (std::size_t i = 0; i < turn.messages.size(); ++i)
        if (!m_isDroppedOnly || isGone(turn.messages[i]))
            m_rows.push_back(i);
}

bool ContextMessageModel::isLikelyGone(int row) const
{
    const trace::TurnMessage& what = message(row);
    return what.fate != trace::MessageFate::Dropped && m_likely.contains(what.content);
}

int ContextMessageModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ContextMessageModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

const trace::TurnMessage& ContextMessageModel::message(int row) const
{
    return m_session->turns[m_turn].messages[m_rows[static_cast<std::size_t>(row)]];
}

const trace::ContextTurn& ContextMessageModel::holder(int row) const
{
    const trace::ContextTurn& turn = m_session->turns[m_turn];
    const bool isEarlier = message(row).fate == trace::MessageFate::Dropped
        && turn.before != trace::ContextTurn::kNone;
    return isEarlier ? m_session->turns[turn.before] : turn;
}

QString ContextMessageModel::text(int row, int column) const
{
    const trace::TurnMessage& what = message(row);
    const trace::SessionMessage& content = m_session->contentOf(what);
    switch (column) {
    case Fate:
        return isLikelyGone(row) ? tr("Likely dropped")
            : what.isCut         ? tr("Shortened")
                                 : fateText(what.fate);
    case Role:
        return roleText(content);
    case Tokens:
        return u"≈ "_s + countText(what.tokens);
    case Text:
        return content.excerpt.empty() ? tr("(no text)") : excerptText(content.excerpt);
    default:
        return {};
    }
}

QVariant ContextMessageModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const trace::TurnMessage& what = message(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), index.column());
    case Qt::TextAlignmentRole:
        return index.column() == Tokens ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::AccessibleTextRole:
        return u"%1: %2, %3, %4"_s.arg(text(index.row(), Fate), text(index.row(), Role),
                                       text(index.row(), Tokens), text(index.row(), Text));
    case FateRole:
        return static_cast<int>(what.fate);
    case IsLikelyRole:
        return isLikelyGone(index.row());
    case SortRole:
        return index.column() == Tokens ? QVariant(static_cast<qlonglong>(what.tokens))
                                        : QVariant(text(index.row(), index.column()));
    default:
        return {};
    }
}

QVariant ContextMessageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == Tokens ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                 : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Fate:
        return tr("What");
    case Role:
        return tr("Whose");
    case Tokens:
        return tr("Tokens");
    case Text:
        return tr("Text");
    default:
        return {};
    }
}

} // namespace items
