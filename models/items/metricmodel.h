// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/tablemodel.h"
#include "models/store/metricseries.h"
#include "models/telemetry/timerange.h"

#include <QString>

#include <string>
#include <vector>

namespace items {

// The metrics of a source: each with its unit, newest value, age and course. Text is safe to show
// on one line. GUI thread.
class MetricModel final : public TableModel<store::MetricSeries, std::string>
{
    Q_OBJECT

public:
    enum Column
    {
        NameColumn,
        CourseColumn,
        NewestColumn, // with the unit
        AgeColumn,
        ColumnCount,
    };
    enum Role
    {
        DetailRole = Qt::UserRole + 1, // QString: what it is, of what, who told it
        CourseRole, // QList<QPointF>: seconds to the cursor (0 and less), value
    };

    explicit MetricModel(QObject* parent = nullptr);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // Ages count from `now`.
    void setMetrics(std::vector<store::MetricSeries> series, telemetry::Timestamp now);

protected:
    QVariant cell(const store::MetricSeries& row, int column, int role) const override;
    std::string keyOf(const store::MetricSeries& row) const override;
    bool isSame(const store::MetricSeries&, const store::MetricSeries&) const override
    {
        return false; // ages change with the cursor
    }

private:
    QString text(const store::MetricSeries& row, int column) const;
    QString detail(const store::MetricSeries& row) const;

    telemetry::Timestamp m_now;
};

// "1,204 token", "0.82": UCUM's annotation as the word it is; "1" and none as nothing.
QString measureText(double value, const std::string& unit);

} // namespace items
