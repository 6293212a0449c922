// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QAbstractItemModel;
class QTableView;

namespace spreadview {

// How tables of the page look: rows are chosen one at a time, and nothing is typed.
void setUpTable(QTableView& table, QAbstractItemModel& model);

} // namespace spreadview
