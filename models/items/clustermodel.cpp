// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/clustermodel.h"

#include "models/items/formats.h"
#include "models/items/suspectmodel.h"

#include <QStringList>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace items {

namespace {

constexpr std::size_t kVersionsTold = 3;

auto shownOfCluster(const suspects::Cluster& cluster)
{
    return std::tuple(cluster.members.size(), cluster.medoid.suspicion.probability,
                      cluster.medoid.suspicion.trace, cluster.medoid.suspicion.span,
                      std::tie(cluster.medoid.excerpt, cluster.worst, cluster.mean, cluster.last,
                               cluster.versions, cluster.services, cluster.judged));
}

} // namespace

QString versionsText(const suspects::Cluster& cluster)
{
    QStringList parts;
    for (const auto& [version, count] : cluster.versions) {
        if (static_cast<std::size_t>(parts.size()) == kVersionsTold) {
            parts << ClusterModel::tr("%1 more").arg(cluster.versions.size() - kVersionsTold);
            break;
        }
        parts << u"%1 (%2)"_s.arg(QString::fromStdString(version), countText(count));
    }
    return parts.join(u" · "_s);
}

int ClusterModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 1;
}

QVariant ClusterModel::cell(const suspects::Cluster& cluster, int, int role) const
{
    const auto size = static_cast<std::int64_t>(cluster.members.size());
    const QString excerpt = QString::fromStdString(cluster.medoid.excerpt);
    switch (role) {
    case Qt::DisplayRole:
        return excerpt.isEmpty() ? missingTextReason(cluster.medoid.contentState) : excerpt;
    case Qt::AccessibleTextRole:
        return tr("%1 similar answers, up to %2 percent suspicious, %3: %4")
            .arg(size)
            .arg(qRound(cluster.worst * 100))
            .arg(versionsText(cluster), excerpt);
    case SizeRole:
        return qlonglong{size};
    case ShareRole:
        return m_all > 0 ? static_cast<double>(size) / static_cast<double>(m_all) : 0.0;
    case WorstRole:
        return cluster.worst;
    case MeanRole:
        return cluster.mean;
    case VersionsRole:
        return versionsText(cluster);
    case ServicesRole: {
        QStringList services;
        for (const std::string& service : cluster.services)
            services << QString::fromStdString(service);
        return services.join(u", "_s);
    }
    case ChipsRole:
        return reasonChips(cluster.medoid.suspicion.reasons);
    case IsExcerptRole:
        return !excerpt.isEmpty();
    case TimeRole:
        return qlonglong{telemetry::toUnixNanos(cluster.last)};
    case JudgedRole:
        return qlonglong{cluster.judged};
    default:
        return {};
    }
}

telemetry::SpanKey ClusterModel::keyOf(const suspects::Cluster& cluster) const
{
    // Those without a text are no cluster that was found by one of them.
    return cluster.hasText ? cluster.id : telemetry::SpanKey{};
}

bool ClusterModel::isSame(const suspects::Cluster& left, const suspects::Cluster& right) const
{
    return shownOfCluster(left) == shownOfCluster(right);
}

void ClusterModel::setClusters(const suspects::Clusters& clusters)
{
    const bool isOfOthers = clusters.clustered != m_all;
    m_all = clusters.clustered;
    setRows(clusters.clusters);
    if (isOfOthers)
        touchAll({ShareRole});
}

} // namespace items
