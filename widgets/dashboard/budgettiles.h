// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/budgetsnapshot.h"
#include "widgets/dashboard/facttile.h"

namespace dashboard {

// How one objective stands: its sentence, what is left of its budget, how fast that goes, until
// when it lasts.
FactTileContent budgetTile(const items::BudgetCourse& budget);
// In the place of tiles where a service has no objective; `howTo` says how to make one.
FactTileContent noBudgetTile(const QString& howTo);

} // namespace dashboard
