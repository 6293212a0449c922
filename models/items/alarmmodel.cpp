// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/alarmmodel.h"

#include "models/items/formats.h"
#include "models/items/servicehealthmodel.h"
#include "models/telemetry/utf8.h"

#include <QString>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace items {

namespace {

QString toText(const std::string& utf8)
{
    return QString::fromStdString(telemetry::sanitizedUtf8(utf8));
}

QString display(const telemetry::AlarmTransition& row, int column)
{
    switch (column) {
    case AlarmModel::StateColumn:
        return alarmStateText(row.state);
    case AlarmModel::SentenceColumn:
        return toText(row.sentence);
    case AlarmModel::ServiceColumn:
        return toText(row.service);
    case AlarmModel::CheckColumn:
        return checkTitle(row.check);
    case AlarmModel::RateColumn:
        return u"%1 → %2"_s.arg(percentText(row.rateBefore), percentText(row.rateNow));
    case AlarmModel::OnsetColumn:
        return utcTimeText(row.onset);
    default:
        return {};
    }
}

QVariant sortValue(const telemetry::AlarmTransition& row, int column)
{
    switch (column) {
    case AlarmModel::StateColumn:
        return static_cast<int>(row.state);
    case AlarmModel::RateColumn:
        return row.rateNow;
    case AlarmModel::OnsetColumn:
        return qlonglong{telemetry::toUnixNanos(row.onset)};
    default:
        return display(row, column);
    }
}

} // namespace

bool isOpen(const telemetry::AlarmTransition& alarm)
{
    return alarm.state != telemetry::AlarmState::Cleared
        && alarm.state != telemetry::AlarmState::Shelved;
}

QString alarmStateText(telemetry::AlarmState state)
{
    switch (state) {
    case telemetry::AlarmState::Raised:
        return AlarmModel::tr("Raised");
    case telemetry::AlarmState::Acknowledged:
        return AlarmModel::tr("Acknowledged");
    case telemetry::AlarmState::Latched:
        return AlarmModel::tr("Latched");
    case telemetry::AlarmState::Shelved:
        return AlarmModel::tr("Shelved");
    case telemetry::AlarmState::Cleared:
        return AlarmModel::tr("Cleared");
    }
    return {};
}

AlarmModel::AlarmModel(QObject* parent)
    : TableModel(parent)
{
}

int AlarmModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AlarmModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StateColumn:
        return tr("State");
    case SentenceColumn:
        return tr("Alarm");
    case ServiceColumn:
        return tr("Service");
    case CheckColumn:
        return tr("Check");
    case RateColumn:
        return tr("Badness");
    case OnsetColumn:
        return tr("Onset (UTC)");
    default:
        return {};
    }
}

void AlarmModel::setAlarms(std::vector<telemetry::AlarmTransition> alarms)
{
    std::ranges::stable_sort(alarms, {}, [](const telemetry::AlarmTransition& alarm) {
        return std::tuple(!isOpen(alarm), alarm.state == telemetry::AlarmState::Acknowledged,
                          alarm.severity, -telemetry::toUnixNanos(alarm.time), alarm.alarm);
    });
    setRows(std::move(alarms));
}

int AlarmModel::openCount() const
{
    return static_cast<int>(std::ranges::count_if(rows(), isOpen));
}

bool AlarmModel::isSame(const telemetry::AlarmTransition& left,
                        const telemetry::AlarmTransition& right) const
{
    const auto shown = [](const telemetry::AlarmTransition& alarm) {
        return std::tie(alarm.state, alarm.service, alarm.check, alarm.severity, alarm.sentence,
                        alarm.rateBefore, alarm.rateNow, alarm.onset, alarm.time, alarm.recorded,
                        alarm.actor);
    };
    return shown(left) == shown(right);
}

QVariant AlarmModel::cell(const telemetry::AlarmTransition& row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return display(row, column);
    case SortRole:
        return sortValue(row, column);
    case AlarmRole:
        return toText(row.alarm);
    case AlarmStateRole:
        return static_cast<int>(row.state);
    case SeverityRole:
        return row.severity;
    case OnsetRole:
        return qlonglong{telemetry::toUnixNanos(row.onset)};
    case Qt::AccessibleTextRole:
        return column == StateColumn
            ? tr("%1, severity %2").arg(alarmStateText(row.state)).arg(row.severity)
            : display(row, column);
    default:
        return {};
    }
}

} // namespace items
