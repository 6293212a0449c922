// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/spreadgroupmodel.h"

#include "models/items/formats.h"
#include "models/items/shortline.h"
#include "models/items/spreadmodel.h"

#include <set>

using namespace Qt::StringLiterals;

namespace items {

namespace {

QString nameOf(const spread::SpreadPlace& place, spread::GroupBy by)
{
    switch (by) {
    case spread::GroupBy::Place:
        return placeLine(place.service) + u" · "_s + placeKindText(place.kind)
            + (place.isEarlier ? u' ' + SpreadGroupModel::tr("(before)") : QString());
    case spread::GroupBy::Wording:
        return placeLine(place.stretch);
    case spread::GroupBy::User:
        return place.user.empty() ? SpreadGroupModel::tr("user not told") : placeLine(place.user);
    }
    return {};
}

// Keys are distinct over all ways to group, and never empty.
std::string prefix(spread::GroupBy by)
{
    return std::to_string(static_cast<int>(by)) + ':';
}

QString count(std::size_t number)
{
    return countText(static_cast<std::int64_t>(number));
}

} // namespace

SpreadGroupModel::SpreadGroupModel(QObject* parent)
    : TableModel(parent)
{
}

int SpreadGroupModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SpreadGroupModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section == NameColumn ? Qt::AlignLeft : Qt::AlignRight)
                                | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Group");
    case PlacesColumn:
        return tr("Places");
    case EditedColumn:
        return tr("Edited");
    case UsersColumn:
        return tr("Users");
    default:
        return {};
    }
}

void SpreadGroupModel::setGroups(const spread::Spread& spread, spread::GroupBy by)
{
    SpreadGroupRow all;
    all.name = tr("All places");
    std::set<std::string> users;
    for (const spread::SpreadPlace& place : spread.places) {
        ++all.group.places;
        all.group.edited += place.likeness == similarity::Likeness::Edited ? 1 : 0;
        if (!place.user.empty())
            users.insert(place.user);
    }
    all.group.users = users.size();
    std::vector<SpreadGroupRow> rows{all};
    for (spread::SpreadGroup& group : spread::groupsOf(spread, by)) {
        const QString name = nameOf(spread.places[group.first], by);
        group.key.insert(0, prefix(by));
        rows.push_back({.group = std::move(group), .name = name});
    }
    setRows(std::move(rows));
}

std::string SpreadGroupModel::keyOfGroup(const spread::SpreadPlace& place, spread::GroupBy by)
{
    return prefix(by) + spread::groupKeyOf(place, by);
}

void SpreadGroupModel::clear()
{
    setRows({});
}

std::string SpreadGroupModel::keyOf(const SpreadGroupRow& row) const
{
    return row.group.key;
}

bool SpreadGroupModel::isSame(const SpreadGroupRow& left, const SpreadGroupRow& right) const
{
    return left.name == right.name && left.group.places == right.group.places
        && left.group.edited == right.group.edited && left.group.users == right.group.users;
}

QVariant SpreadGroupModel::cell(const SpreadGroupRow& row, int column, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((column == NameColumn ? Qt::AlignLeft : Qt::AlignRight)
                                | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && column == NameColumn)
        return u"<span>%1</span>"_s.arg(row.name.toHtmlEscaped()); // else Qt would guess
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (column) {
    case NameColumn:
        return row.name;
    case PlacesColumn:
        return count(row.group.places);
    case EditedColumn:
        return row.group.edited == 0 ? u"–"_s : count(row.group.edited);
    case UsersColumn:
        return row.group.users == 0 ? u"–"_s : count(row.group.users);
    default:
        return {};
    }
}

} // namespace items
