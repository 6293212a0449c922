// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/link.h"
#include "widgets/common/theme.h"
#include "widgets/sources/twolinedelegate.h"

#include <QChar>

namespace sources {

// Shape first, colour second, as everywhere: ● connected, ◆ lagging, ◐ stale, ✕ failing,
// ? waiting, ▫ closed.
QChar linkGlyph(telemetry::LinkState state);
common::ColorRole linkRole(telemetry::LinkState state);

// The state of a link as a glyph, its name, and below it the state in words, with what the columns
// tell that have no room.
class LinkDelegate final : public TwoLineDelegate
{
    Q_OBJECT

public:
    explicit LinkDelegate(const common::Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

    QString secondLine(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    int indent(const QModelIndex& index) const override;
};

} // namespace sources
