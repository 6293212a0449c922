// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/tablemodel.h"
#include "models/telemetry/alarm.h"

#include <string>
#include <vector>

namespace items {

// Alarms, each by its newest transition: open ones first, the worst on top, then the newest. Text
// is as recorded: views make it safe to look at. GUI thread.
class AlarmModel final : public TableModel<telemetry::AlarmTransition, std::string>
{
    Q_OBJECT

public:
    enum Column
    {
        StateColumn,
        SentenceColumn,
        ServiceColumn,
        CheckColumn,
        RateColumn,
        OnsetColumn,
        ColumnCount,
    };
    enum Role
    {
        SortRole = Qt::UserRole + 1, // raw value of the column
        AlarmRole, // QString, the id
        AlarmStateRole, // int(telemetry::AlarmState)
        SeverityRole, // int, 1 worst
        OnsetRole, // qlonglong, nanoseconds since the epoch
    };

    explicit AlarmModel(QObject* parent = nullptr);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // Newest transition of each alarm, in any order.
    void setAlarms(std::vector<telemetry::AlarmTransition> alarms);
    int openCount() const;

protected:
    QVariant cell(const telemetry::AlarmTransition& row, int column, int role) const override;
    std::string keyOf(const telemetry::AlarmTransition& row) const override { return row.alarm; }
    bool isSame(const telemetry::AlarmTransition& left,
                const telemetry::AlarmTransition& right) const override;
};

bool isOpen(const telemetry::AlarmTransition& alarm); // neither cleared nor shelved
QString alarmStateText(telemetry::AlarmState state);

} // namespace items
