// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/suspectmodel.h"

#include <QStringList>

#include <algorithm>
#include <tuple>
#include <unordered_set>
#include <utility>

namespace items {

namespace {

QStringList chipsOf(const std::string& reasons)
{
    QStringList chips;
    for (const QString& chip : QString::fromStdString(reasons).split(u';', Qt::SkipEmptyParts))
        chips << chip.trimmed();
    return chips;
}

auto shownOf(const store::SuspectRow& row)
{
    return std::tie(row.suspicion.probability, row.suspicion.reasons, row.suspicion.time,
                    row.service, row.operation, row.model, row.excerpt, row.contentState);
}

} // namespace

QString missingTextReason(telemetry::ContentState state)
{
    switch (state) {
    case telemetry::ContentState::NotCaptured:
        return SuspectModel::tr("The text was not captured.");
    case telemetry::ContentState::Captured:
        return SuspectModel::tr("The output is empty.");
    case telemetry::ContentState::Redacted:
        return SuspectModel::tr("The text was redacted before it reached the console.");
    case telemetry::ContentState::TelemetryTruncated:
        return SuspectModel::tr("The text was cut by a limit of the telemetry.");
    case telemetry::ContentState::Encrypted:
        return SuspectModel::tr("The text is encrypted.");
    }
    return {};
}

SuspectModel::SuspectModel(QObject* parent)
    : TableModel(parent)
{
}

int SuspectModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 1;
}

QVariant SuspectModel::cell(const store::SuspectRow& row, int, int role) const
{
    const QString service = QString::fromStdString(row.service);
    const QString model = QString::fromStdString(row.model);
    const QString excerpt = QString::fromStdString(row.excerpt);
    switch (role) {
    case Qt::DisplayRole:
        return excerpt.isEmpty() ? missingTextReason(row.contentState) : excerpt;
    case Qt::AccessibleTextRole:
        return tr("Suspicion %1 percent, %2, model %3: %4")
            .arg(qRound(row.suspicion.probability * 100))
            .arg(service, model.isEmpty() ? tr("unknown") : model,
                 chipsOf(row.suspicion.reasons).join(QStringLiteral(", ")));
    case ProbabilityRole:
        return row.suspicion.probability;
    case ReasonsRole:
        return chipsOf(row.suspicion.reasons);
    case ServiceRole:
        return service;
    case ModelRole:
        return model;
    case IsExcerptRole:
        return !excerpt.isEmpty();
    case TimeRole:
        return qlonglong{telemetry::toUnixNanos(row.suspicion.time)};
    case FilterRole:
        return QStringList{service, model, QString::fromStdString(row.suspicion.reasons), excerpt,
                           QString::fromStdString(telemetry::toHex(row.suspicion.trace))}
            .join(u'\n');
    default:
        return {};
    }
}

telemetry::SpanKey SuspectModel::keyOf(const store::SuspectRow& row) const
{
    return {.trace = row.suspicion.trace, .span = row.suspicion.span};
}

bool SuspectModel::isSame(const store::SuspectRow& left, const store::SuspectRow& right) const
{
    return shownOf(left) == shownOf(right);
}

QHash<int, QByteArray> SuspectModel::roleNames() const
{
    auto names = TableModel::roleNames();
    names.insert({{ProbabilityRole, "probability"},
                  {ReasonsRole, "reasons"},
                  {ServiceRole, "service"},
                  {ModelRole, "model"},
                  {IsExcerptRole, "isExcerpt"},
                  {TimeRole, "time"},
                  {FilterRole, "filterText"}});
    return names;
}

void SuspectModel::setSuspects(std::vector<store::SuspectRow> suspects)
{
    std::unordered_set<telemetry::SpanKey> seen;
    std::erase_if(suspects, [&seen, this](const store::SuspectRow& suspect) {
        return !seen.insert(keyOf(suspect)).second;
    });
    setRows(std::move(suspects));
}

int SuspectModel::countNew(const std::vector<store::SuspectRow>& suspects) const
{
    std::unordered_set<telemetry::SpanKey> known;
    for (const auto& suspect : rows())
        known.insert(keyOf(suspect));
    return static_cast<int>(
        std::count_if(suspects.begin(), suspects.end(), [&](const store::SuspectRow& suspect) {
            return !known.contains(keyOf(suspect));
        }));
}

} // namespace items
