// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/differencemodel.h"

#include "models/items/differencewords.h"

#include <QStringList>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace items {

namespace {

constexpr qsizetype kMostNamed = 3; // of those that are folded; the others are counted

QString foldedText(const QStringList& all)
{
    const QString text = all.mid(0, kMostNamed).join(u"; "_s);
    return all.size() <= kMostNamed
        ? text
        : DifferenceModel::tr("%1; %2 more").arg(text).arg(all.size() - kMostNamed);
}

bool isSame(const differences::NamedProperty& one, const differences::NamedProperty& other)
{
    // Ends of ranges move with every answer that comes.
    return one.attribute.id == other.attribute.id && one.kind == other.kind
        && one.value == other.value;
}

} // namespace

DifferenceModel::DifferenceModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

void DifferenceModel::setDifferences(differences::Differences differences)
{
    beginResetModel();
    m_differences = std::move(differences);
    m_shown.clear();
    // Never both: what is not sure stands only where nothing is.
    for (std::size_t place = 0; place < unsureCount(); ++place)
        m_shown.push_back(place);
    for (std::size_t place = 0; place < m_differences.rows.size(); ++place)
        if (!m_differences.rows[place].explainedBy)
            m_shown.push_back(place);
    endResetModel();
}

const differences::DifferenceRow& DifferenceModel::row(int row) const
{
    return rowAt(m_shown[static_cast<std::size_t>(row)]);
}

std::size_t DifferenceModel::unsureCount() const
{
    return m_differences.rows.empty() ? m_differences.unsure.size() : 0;
}

const differences::DifferenceRow& DifferenceModel::rowAt(std::size_t place) const
{
    return m_differences.rows.empty() ? m_differences.unsure[place] : m_differences.rows[place];
}

int DifferenceModel::rowOf(const differences::NamedProperty& property) const
{
    const auto found = std::ranges::find_if(
        m_shown, [&](std::size_t place) { return isSame(rowAt(place).property, property); });
    return found == m_shown.end() ? -1 : static_cast<int>(found - m_shown.begin());
}

int DifferenceModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant DifferenceModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const std::size_t place = m_shown[static_cast<std::size_t>(index.row())];
    const differences::DifferenceRow& row = rowAt(place);
    switch (role) {
    case Qt::DisplayRole:
        return propertyText(row.property);
    case EffectRole:
        return effectText(row.difference);
    case SuspectShareRole:
        return row.weighed.suspectShare();
    case RestShareRole:
        return row.weighed.restShare();
    case FoldedRole:
        return folded(place);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return (QStringList{propertyText(row.property), effectText(row.difference), sharesText(row)}
                + folded(place))
            .join(u". "_s);
    default:
        return {};
    }
}

QStringList DifferenceModel::folded(std::size_t place) const
{
    const differences::DifferenceRow& row = rowAt(place);
    QStringList lines;
    if (!row.isSure)
        lines.append(unsureText());
    QStringList same;
    for (const differences::NamedProperty& property : row.sameAnswers)
        same.append(propertyText(property));
    if (!same.isEmpty())
        lines.append(tr("Same answers: %1").arg(foldedText(same)));
    QStringList explained;
    for (const differences::DifferenceRow& other : m_differences.rows)
        if (other.explainedBy == place)
            explained.append(propertyText(other.property));
    if (differences::isOutcome(row.property.attribute))
        lines.append(tr("A symptom rather than a cause: it came of the answer"));
    if (!explained.isEmpty())
        lines.append(tr("Explains: %1").arg(foldedText(explained)));
    return lines;
}

} // namespace items
