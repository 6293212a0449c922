// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the page that puts places in groups.

#include "widgets/common/theme.h"
#include "widgets/spread/spreadpage.h"
#include "widgets/spread/spreadtable.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spreadview {

namespace {

constexpr std::size_t kReadable = 8; // places; more are put in groups
constexpr int kNumbers = 66; // pixels of a column

} // namespace

QWidget* SpreadPage::buildGroups()
{
    m_groupPanel = new QWidget(m_listed);
    m_groupBy = new QComboBox(m_groupPanel);
    m_groupBy->addItems({tr("Service and Place"), tr("Wording"), tr("User")});
    m_groupBy->setAccessibleName(tr("What places are put in groups by"));
    auto* label = new QLabel(tr("Group by"), m_groupPanel);
    label->setTextFormat(Qt::PlainText);
    label->setBuddy(m_groupBy);
    m_groupList = new QTableView(m_groupPanel);
    m_groupList->setObjectName(u"groups"_s);
    setUpTable(m_theme, *m_groupList, m_groups);
    m_groupList->setAccessibleName(tr("Groups of places; choosing one lists its places"));
    QHeaderView* header = m_groupList->horizontalHeader();
    header->setMinimumSectionSize(common::kSpace6);
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(items::SpreadGroupModel::NameColumn, QHeaderView::Stretch);
    for (const int column :
         {items::SpreadGroupModel::PlacesColumn, items::SpreadGroupModel::EditedColumn,
          items::SpreadGroupModel::UsersColumn})
        m_groupList->setColumnWidth(column, kNumbers);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(common::kSpace3, common::kSpace1, common::kSpace2, common::kSpace1);
    row->setSpacing(common::kSpace2);
    row->addWidget(label);
    row->addWidget(m_groupBy, 1);
    auto* column = new QVBoxLayout(m_groupPanel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_groupList, 1);
    m_groupPanel->setMinimumWidth(380);
    return m_groupPanel;
}

void SpreadPage::connectGroups()
{
    connect(m_groupBy, &QComboBox::currentIndexChanged, this, [this] {
        showGroups();
        m_groupList->selectRow(0);
        showPlaces();
    });
    connect(m_groupList->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this] { showPlaces(); });
}

std::string SpreadPage::chosenGroup() const
{
    const QModelIndex current = m_groupList->currentIndex();
    return current.isValid() ? m_groups.row(current.row()).group.key : std::string();
}

void SpreadPage::showGroups()
{
    const bool isLong = m_shown && m_shown->places.size() > kReadable;
    // The row that goes away is not the user's choice of its neighbour.
    const QSignalBlocker blocker(m_groupList->selectionModel());
    const std::string chosen = chosenGroup();
    if (isLong)
        m_groups.setGroups(*m_shown, static_cast<spread::GroupBy>(m_groupBy->currentIndex()));
    else
        m_groups.clear();
    m_groupPanel->setVisible(isLong);
    const int row = isLong ? std::max(0, m_groups.rowOf(chosen)) : -1;
    if (row >= 0 && m_groupList->currentIndex().row() != row)
        m_groupList->selectRow(row);
}

void SpreadPage::showPlaces()
{
    if (!m_shown) {
        m_model.setPlaces({});
        return;
    }
    const std::string chosen = chosenGroup();
    const auto by = static_cast<spread::GroupBy>(m_groupBy->currentIndex());
    // What all places of a group share needs no column.
    const auto isShared = [&](spread::GroupBy shared) { return !chosen.empty() && by == shared; };
    m_list->setColumnHidden(items::SpreadModel::ServiceColumn, isShared(spread::GroupBy::Place));
    m_list->setColumnHidden(items::SpreadModel::WhereColumn, isShared(spread::GroupBy::Place));
    m_list->setColumnHidden(items::SpreadModel::UserColumn, isShared(spread::GroupBy::User));
    if (chosen.empty()) {
        m_model.setPlaces(m_shown->places);
        return;
    }
    std::vector<spread::SpreadPlace> places;
    for (const spread::SpreadPlace& place : m_shown->places) {
        if (items::SpreadGroupModel::keyOfGroup(place, by) == chosen)
            places.push_back(place);
    }
    m_model.setPlaces(places);
}

// The group of a place that is not listed now.
void SpreadPage::chooseGroupOf(const spread::SpreadPlace& place)
{
    if (m_model.rowOfPlace(place) >= 0)
        return;
    const auto by = static_cast<spread::GroupBy>(m_groupBy->currentIndex());
    const int row = m_groups.rowOf(items::SpreadGroupModel::keyOfGroup(place, by));
    if (row >= 0)
        m_groupList->selectRow(row);
}

} // namespace spreadview
