// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/suspectmodel.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace items {

namespace {

QStringList chipsOf(const std::string& reasons)
{
    QStringList chips;
    for (const QString& chip : QString::fromStdString(reasons).split(u';', Qt::SkipEmptyParts))
        chips << chip.trimmed();
    return chips;
}

bool isSame(const store::SuspectRow& left, const store::SuspectRow& right)
{
    return left.suspicion.probability == right.suspicion.probability
        && left.suspicion.reasons == right.suspicion.reasons
        && left.suspicion.time == right.suspicion.time && left.service == right.service
        && left.operation == right.operation && left.model == right.model
        && left.excerpt == right.excerpt && left.contentState == right.contentState;
}

using Rows = std::unordered_map<telemetry::SpanKey, int>;

Rows rowsOf(const std::vector<store::SuspectRow>& suspects)
{
    Rows rows;
    rows.reserve(suspects.size());
    for (std::size_t i = 0; i < suspects.size(); ++i)
        rows.emplace(keyOf(suspects[i]), static_cast<int>(i));
    return rows;
}

void removeDuplicates(std::vector<store::SuspectRow>& suspects)
{
    std::unordered_set<telemetry::SpanKey> seen;
    std::erase_if(suspects, [&seen](const store::SuspectRow& suspect) {
        return !seen.insert(keyOf(suspect)).second;
    });
}

} // namespace

telemetry::SpanKey keyOf(const store::SuspectRow& suspect)
{
    return {.trace = suspect.suspicion.trace, .span = suspect.suspicion.span};
}

QString contentStateText(telemetry::ContentState state)
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
    : QAbstractListModel(parent)
{
}

int SuspectModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_suspects.size());
}

QVariant SuspectModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const store::SuspectRow& row = suspect(index.row());
    const QString service = QString::fromStdString(row.service);
    const QString model = QString::fromStdString(row.model);
    const QString excerpt = QString::fromStdString(row.excerpt);
    switch (role) {
    case Qt::DisplayRole:
    case ExcerptRole:
        return excerpt.isEmpty() ? contentStateText(row.contentState) : excerpt;
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
    case AgeRole:
        return static_cast<qlonglong>((m_now - row.suspicion.time).count());
    case TimeRole:
        return static_cast<qlonglong>(telemetry::toUnixNanos(row.suspicion.time));
    case FilterRole:
        return QStringList{service, model, QString::fromStdString(row.suspicion.reasons), excerpt,
                           QString::fromStdString(telemetry::toHex(row.suspicion.trace))}
            .join(u'\n');
    default:
        return {};
    }
}

QHash<int, QByteArray> SuspectModel::roleNames() const
{
    auto names = QAbstractListModel::roleNames();
    names.insert({{ProbabilityRole, "probability"},
                  {ReasonsRole, "reasons"},
                  {ServiceRole, "service"},
                  {ModelRole, "model"},
                  {ExcerptRole, "excerpt"},
                  {IsExcerptRole, "isExcerpt"},
                  {AgeRole, "age"},
                  {TimeRole, "time"},
                  {FilterRole, "filterText"}});
    return names;
}

void SuspectModel::setSuspects(std::vector<store::SuspectRow> suspects)
{
    removeDuplicates(suspects);
    removeMissing(suspects);
    reorder(suspects);
    insertNew(suspects);
    replaceChanged(std::move(suspects));
}

void SuspectModel::removeMissing(const std::vector<store::SuspectRow>& wanted)
{
    const Rows rows = rowsOf(wanted);
    const auto isMissing = [&rows, this](int row) { return !rows.contains(keyOf(suspect(row))); };
    for (int last = rowCount() - 1; last >= 0; --last) {
        if (!isMissing(last))
            continue;
        int first = last;
        while (first > 0 && isMissing(first - 1))
            --first;
        beginRemoveRows({}, first, last);
        m_suspects.erase(m_suspects.begin() + first, m_suspects.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
}

// All that is left is wanted; brings it into the wanted order.
void SuspectModel::reorder(const std::vector<store::SuspectRow>& wanted)
{
    const Rows rows = rowsOf(wanted);
    const auto isBefore = [&rows](const store::SuspectRow& a, const store::SuspectRow& b) {
        return rows.at(keyOf(a)) < rows.at(keyOf(b));
    };
    if (std::is_sorted(m_suspects.begin(), m_suspects.end(), isBefore))
        return;
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<telemetry::SpanKey> keys;
    for (const QModelIndex& index : before)
        keys.push_back(keyOf(suspect(index.row())));
    std::sort(m_suspects.begin(), m_suspects.end(), isBefore);
    const Rows now = rowsOf(m_suspects);
    QModelIndexList after;
    for (const telemetry::SpanKey& key : keys)
        after << index(now.at(key));
    changePersistentIndexList(before, after);
    emit layoutChanged({}, VerticalSortHint);
}

void SuspectModel::insertNew(const std::vector<store::SuspectRow>& wanted)
{
    const Rows known = rowsOf(m_suspects);
    const int count = static_cast<int>(wanted.size());
    const auto isKnown = [&](int row) {
        return known.contains(keyOf(wanted[static_cast<std::size_t>(row)]));
    };
    for (int first = 0; first < count; ++first) {
        if (isKnown(first))
            continue;
        int last = first;
        while (last + 1 < count && !isKnown(last + 1))
            ++last;
        beginInsertRows({}, first, last);
        m_suspects.insert(m_suspects.begin() + first, wanted.begin() + first,
                          wanted.begin() + last + 1);
        endInsertRows();
        first = last;
    }
}

void SuspectModel::replaceChanged(std::vector<store::SuspectRow> wanted)
{
    for (int first = 0; first < rowCount(); ++first) {
        int end = first;
        while (end < rowCount() && !isSame(suspect(end), wanted[static_cast<std::size_t>(end)])) {
            m_suspects[static_cast<std::size_t>(end)] =
                std::move(wanted[static_cast<std::size_t>(end)]);
            ++end;
        }
        if (end > first) {
            emit dataChanged(index(first), index(end - 1));
            first = end;
        }
    }
}

void SuspectModel::setNow(telemetry::Timestamp now)
{
    // Ages are shown in whole seconds.
    const bool isSameSecond = std::chrono::floor<std::chrono::seconds>(now)
        == std::chrono::floor<std::chrono::seconds>(m_now);
    m_now = now;
    if (!isSameSecond && !m_suspects.empty())
        emit dataChanged(index(0), index(rowCount() - 1), {AgeRole});
}

int SuspectModel::rowOf(const telemetry::SpanKey& key) const
{
    const auto found =
        std::find_if(m_suspects.begin(), m_suspects.end(),
                     [&key](const store::SuspectRow& row) { return keyOf(row) == key; });
    return found == m_suspects.end() ? -1 : static_cast<int>(found - m_suspects.begin());
}

int SuspectModel::countNew(const std::vector<store::SuspectRow>& suspects) const
{
    const Rows known = rowsOf(m_suspects);
    return static_cast<int>(
        std::count_if(suspects.begin(), suspects.end(), [&known](const store::SuspectRow& row) {
            return !known.contains(keyOf(row));
        }));
}

} // namespace items
