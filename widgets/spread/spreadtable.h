// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QAbstractItemModel;
class QTableView;

namespace common {
class Theme;
}

namespace spreadview {

// How tables of the page look: rows are chosen one at a time, and nothing is typed. The theme must
// outlive the table.
void setUpTable(const common::Theme& theme, QTableView& table, QAbstractItemModel& model);

} // namespace spreadview
