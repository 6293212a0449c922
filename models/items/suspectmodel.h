// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/query.h"

#include <QAbstractListModel>

#include <vector>

namespace items {

// Suspects, worst first. An update only removes, moves, inserts and changes what differs, so that
// selections survive. Text is as recorded: views make it safe to look at. GUI thread.
class SuspectModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role
    {
        ProbabilityRole = Qt::UserRole + 1, // double, 0..1
        ReasonsRole, // QStringList, short
        ServiceRole,
        ModelRole, // empty: not in the telemetry
        ExcerptRole, // beginning of the output, or why there is none
        IsExcerptRole, // false: ExcerptRole holds words of ours
        AgeRole, // qlonglong, nanoseconds before setNow()
        TimeRole, // qlonglong, nanoseconds since the epoch
        FilterRole, // all that a filter text is looked for in
    };

    explicit SuspectModel(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

    // In the order to show; of rows with the same span only the first counts.
    void setSuspects(std::vector<store::SuspectRow> suspects);
    // What ages count from.
    void setNow(telemetry::Timestamp now);

    const store::SuspectRow& suspect(int row) const
    {
        return m_suspects[static_cast<std::size_t>(row)];
    }
    int rowOf(const telemetry::SpanKey& key) const; // -1 when it is not there
    // How many of these are not shown yet.
    int countNew(const std::vector<store::SuspectRow>& suspects) const;

private:
    void removeMissing(const std::vector<store::SuspectRow>& wanted);
    void reorder(const std::vector<store::SuspectRow>& wanted);
    void insertNew(const std::vector<store::SuspectRow>& wanted);
    void replaceChanged(std::vector<store::SuspectRow> wanted);

    std::vector<store::SuspectRow> m_suspects;
    telemetry::Timestamp m_now;
};

telemetry::SpanKey keyOf(const store::SuspectRow& suspect);
QString contentStateText(telemetry::ContentState state);

} // namespace items
