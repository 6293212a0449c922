// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/link.h"
#include "widgets/common/theme.h"
#include "widgets/sources/fittingtable.h"

#include <QChar>

namespace sources {

// Shape first, colour second, as everywhere: ● connected, ◆ lagging, ◐ stale, ✕ failing,
// ? waiting, ▫ closed.
QChar linkGlyph(telemetry::LinkState state);
common::ColorRole linkRole(telemetry::LinkState state);

// Paints the state of a link before its words.
class LinkDelegate final : public CellDelegate
{
    Q_OBJECT

public:
    explicit LinkDelegate(const common::Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
};

} // namespace sources
