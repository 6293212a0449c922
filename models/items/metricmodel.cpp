// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/metricmodel.h"

#include "models/items/formats.h"
#include "models/items/shortline.h"

#include <QList>
#include <QLocale>
#include <QPointF>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace items {

namespace {

QString kindText(store::MetricKind kind)
{
    switch (kind) {
    case store::MetricKind::Level:
        return MetricModel::tr("level");
    case store::MetricKind::Total:
        return MetricModel::tr("total since its start");
    case store::MetricKind::Change:
        return MetricModel::tr("change since the value before");
    case store::MetricKind::Spread:
        return MetricModel::tr("mean since its start");
    case store::MetricKind::SpreadChange:
        return MetricModel::tr("mean since the value before");
    }
    return {};
}

QString metricNumber(double value)
{
    constexpr double kWhole = 1e15; // beyond it a double has no ones any more
    constexpr int kDigits = 4;
    if (!std::isfinite(value))
        return u"–"_s;
    if (std::trunc(value) == value && std::abs(value) < kWhole)
        return countText(static_cast<std::int64_t>(value));
    return QLocale::c().toString(value, 'g', kDigits);
}

} // namespace

QString measureText(double value, const std::string& unit)
{
    std::string word = unit;
    if (word.size() > 2 && word.front() == '{' && word.back() == '}')
        word = word.substr(1, word.size() - 2);
    return word.empty() || word == "1" ? metricNumber(value)
                                       : metricNumber(value) + u' ' + shortLine(word.substr(0, 24));
}

MetricModel::MetricModel(QObject* parent)
    : TableModel(parent)
{
}

int MetricModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant MetricModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section >= NewestColumn ? Qt::AlignRight : Qt::AlignLeft)
                                | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Metric");
    case CourseColumn:
        return tr("Course");
    case NewestColumn:
        return tr("Newest");
    case AgeColumn:
        return tr("Age");
    default:
        return {};
    }
}

void MetricModel::setMetrics(std::vector<store::MetricSeries> series, telemetry::Timestamp now)
{
    m_now = now;
    setRows(std::move(series));
}

std::string MetricModel::keyOf(const store::MetricSeries& row) const
{
    return row.service + '\n' + row.source + '\n' + row.name + '\n' + row.unit + '\n'
        + row.attributes + '\n' + std::to_string(static_cast<int>(row.kind));
}

QString MetricModel::detail(const store::MetricSeries& row) const
{
    QStringList parts{kindText(row.kind)};
    if (row.spread) {
        parts.back() +=
            u' ' + tr("of %1").arg(countText(static_cast<std::int64_t>(row.spread->count)));
        if (row.spread->median)
            parts << tr("p50 %1").arg(measureText(*row.spread->median, row.unit));
        if (row.spread->p95)
            parts << tr("p95 %1").arg(measureText(*row.spread->p95, row.unit));
    }
    if (!row.attributes.empty())
        parts << shortLine(row.attributes);
    if (!row.service.empty())
        parts << tr("of %1").arg(shortLine(row.service));
    if (!row.source.empty())
        parts << tr("told by %1").arg(shortLine(row.source));
    return parts.join(u" · "_s);
}

QString MetricModel::text(const store::MetricSeries& row, int column) const
{
    const bool isEmpty = row.points.empty();
    switch (column) {
    case NameColumn:
        return shortLine(row.name);
    case CourseColumn:
        return countedText(static_cast<std::int64_t>(row.points.size()), tr("1 value"),
                           tr("%1 values"));
    case NewestColumn:
        return isEmpty ? u"–"_s : measureText(row.points.back().value, row.unit);
    case AgeColumn:
        return isEmpty
            ? u"–"_s
            : ageText(std::max(telemetry::Duration::zero(), m_now - row.points.back().time));
    default:
        return {};
    }
}

QVariant MetricModel::cell(const store::MetricSeries& row, int column, int role) const
{
    switch (role) {
    case Qt::TextAlignmentRole:
        return static_cast<int>((column >= NewestColumn ? Qt::AlignRight : Qt::AlignLeft)
                                | Qt::AlignVCenter);
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
        return shortLine(row.name) + u'\n' + detail(row);
    case Qt::AccessibleTextRole:
        return column == NameColumn ? shortLine(row.name) + u", "_s + detail(row)
                                    : text(row, column);
    case DetailRole:
        return detail(row);
    case CourseRole: {
        QList<QPointF> course;
        for (const auto& point : row.points)
            course.append({std::chrono::duration<double>(point.time - m_now).count(), point.value});
        return QVariant::fromValue(course);
    }
    default:
        return {};
    }
}

} // namespace items
