// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/spreadmodel.h"

#include "models/items/formats.h"
#include "models/items/shortline.h"

using namespace Qt::StringLiterals;

namespace items {

namespace {

QString placeCell(const spread::SpreadPlace& row, int column)
{
    switch (column) {
    case SpreadModel::TimeColumn:
        return utcTimeText(row.time);
    case SpreadModel::ServiceColumn:
        return placeLine(row.service);
    case SpreadModel::WhereColumn:
        return placeKindText(row.kind)
            + (row.isEarlier ? u' ' + SpreadModel::tr("(before)") : QString());
    case SpreadModel::LikenessColumn:
        return likenessText(row.likeness)
            + (row.score < 1 ? u' ' + percentText(row.score) : QString());
    case SpreadModel::LinkColumn:
        return spreadLinkText(row.link);
    case SpreadModel::UserColumn:
        return row.user.empty() ? u"–"_s : placeLine(row.user);
    case SpreadModel::StretchColumn:
        return placeLine(row.stretch);
    default:
        return {};
    }
}

} // namespace

QString placeKindText(similarity::PlaceKind kind)
{
    switch (kind) {
    case similarity::PlaceKind::Input:
        return SpreadModel::tr("input");
    case similarity::PlaceKind::ToolArgument:
        return SpreadModel::tr("tool argument");
    case similarity::PlaceKind::ToolResult:
        return SpreadModel::tr("tool result");
    case similarity::PlaceKind::Document:
        return SpreadModel::tr("document");
    case similarity::PlaceKind::Output:
        return SpreadModel::tr("answer");
    case similarity::PlaceKind::Reasoning:
        return SpreadModel::tr("reasoning");
    }
    return {};
}

QString likenessText(similarity::Likeness likeness)
{
    switch (likeness) {
    case similarity::Likeness::Edited:
        return SpreadModel::tr("lightly edited");
    case similarity::Likeness::Quoted:
        return SpreadModel::tr("quoted");
    case similarity::Likeness::Copied:
        return SpreadModel::tr("copied");
    }
    return {};
}

QString spreadLinkText(spread::SpreadLink link)
{
    switch (link) {
    case spread::SpreadLink::Trace:
        return SpreadModel::tr("trace");
    case spread::SpreadLink::SpanLink:
        return SpreadModel::tr("span link");
    case spread::SpreadLink::Text:
        return SpreadModel::tr("text alone");
    }
    return {};
}

SpreadModel::SpreadModel(QObject* parent)
    : TableModel(parent)
{
}

int SpreadModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SpreadModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case ServiceColumn:
        return tr("Service");
    case WhereColumn:
        return tr("Where");
    case LikenessColumn:
        return tr("How");
    case LinkColumn:
        return tr("Linked By");
    case UserColumn:
        return tr("User");
    case StretchColumn:
        return tr("As It Stands There");
    default:
        return {};
    }
}

void SpreadModel::setPlaces(const std::vector<spread::SpreadPlace>& places)
{
    // Of the same statement in the same text of a span the first: keys are distinct.
    std::vector<spread::SpreadPlace> wanted;
    std::unordered_set<std::string> keys;
    for (const spread::SpreadPlace& place : places) {
        if (keys.insert(keyOf(place)).second)
            wanted.push_back(place);
    }
    setRows(std::move(wanted));
}

int SpreadModel::rowOfPlace(const spread::SpreadPlace& place) const
{
    return rowOf(keyOf(place));
}

std::string SpreadModel::keyOf(const spread::SpreadPlace& row) const
{
    return telemetry::toHex(row.key.trace) + telemetry::toHex(row.key.span) + ' '
        + std::to_string(static_cast<int>(row.kind)) + ' ' + std::to_string(row.statement) + ' '
        + std::to_string(row.first) + ' ' + row.name;
}

bool SpreadModel::isSame(const spread::SpreadPlace& left, const spread::SpreadPlace& right) const
{
    return left.time == right.time && left.link == right.link && left.score == right.score
        && left.likeness == right.likeness && left.stretch == right.stretch
        && left.isEarlier == right.isEarlier && left.user == right.user;
}

QVariant SpreadModel::cell(const spread::SpreadPlace& row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return placeCell(row, column);
    case Qt::TextAlignmentRole:
        return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

} // namespace items
