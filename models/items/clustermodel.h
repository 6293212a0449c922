// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/tablemodel.h"
#include "models/suspects/clusters.h"

#include <QString>

#include <vector>

namespace items {

// Clusters of suspects, largest first, each by the one that is read of it. Text is as recorded:
// views make it safe to look at. GUI thread.
class ClusterModel final : public TableModel<suspects::Cluster, telemetry::SpanKey>
{
    Q_OBJECT

public:
    enum Role
    {
        SizeRole = Qt::UserRole + 1, // qlonglong
        ShareRole, // double, 0..1, of all that are grouped
        WorstRole, // double, 0..1: the largest probability in it
        MeanRole,
        VersionsRole, // QString: models and versions with their counts
        ServicesRole,
        ChipsRole, // QStringList: why the one that is read is suspected
        IsExcerptRole, // false: what is displayed are words of ours
        TimeRole, // qlonglong: of its newest
        JudgedRole, // qlonglong: of how many people have said something
    };

    using TableModel::TableModel;

    int columnCount(const QModelIndex& parent = {}) const override;
    void setClusters(const suspects::Clusters& clusters);

protected:
    QVariant cell(const suspects::Cluster& cluster, int column, int role) const override;
    telemetry::SpanKey keyOf(const suspects::Cluster& cluster) const override;
    bool isSame(const suspects::Cluster& left, const suspects::Cluster& right) const override;

private:
    std::int64_t m_all = 0;
};

// "codegen-7b, 2.3 (31) · codegen-7b, 2.2 (6)"; after three it says how many more.
QString versionsText(const suspects::Cluster& cluster);

} // namespace items
