// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/differences/differences.h"

#include <QAbstractListModel>

#include <optional>
#include <vector>

namespace items {

// What sets suspects apart, a row a property, the surest first. What another row explains is folded
// into that one. Where nothing is sure, what differs most, marked as not sure. GUI thread.
class DifferenceModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role
    {
        EffectRole = Qt::UserRole, // "41 points more often (35 to 47)"
        SuspectShareRole, // 0..1, whose difference the effect is
        RestShareRole,
        FoldedRole, // a string list: which are the same answers, which it explains; that it is not
                    // sure
    };

    explicit DifferenceModel(QObject* parent = nullptr);

    void setDifferences(differences::Differences differences);
    const differences::Differences& differences() const { return m_differences; }
    const differences::DifferenceRow& row(int row) const;
    // Where a property is; -1 when it is not listed.
    int rowOf(const differences::NamedProperty& property) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    std::size_t unsureCount() const; // shown; 0 where anything is sure
    const differences::DifferenceRow& rowAt(std::size_t place) const;
    QStringList folded(std::size_t place) const;

    differences::Differences m_differences;
    std::vector<std::size_t> m_shown; // places of the rows that nothing explains
};

} // namespace items
