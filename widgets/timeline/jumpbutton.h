// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/timejumps.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/keycommands.h"

#include <QAbstractButton>

namespace common {
class Theme;
}

namespace timeline {

// Goes to the mark of a kind before or after the cursor: the sign of the kind with an arrow beside
// it. GUI thread.
class JumpButton final : public QAbstractButton
{
    Q_OBJECT

public:
    // `command`: does the same, for the tool tip.
    JumpButton(items::MarkKind kind, bool isForward, common::KeyCommand command,
               const common::Theme& theme, QWidget* parent = nullptr);

    QSize sizeHint() const override { return {26, 22}; }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const items::MarkKind m_kind;
    const bool m_isForward;
    const common::Theme& m_theme;
};

// "Next alarm", "Key moment before".
QString jumpName(items::MarkKind kind, bool isForward);
// "No later alarm", "No earlier action".
QString nothingText(items::MarkKind kind, bool isForward);
// What stands where the cursor was put, where the bar does not show it there: "A-0002 raised",
// which may be long after the onset that its mark stands at; as known now "onset of A-0002";
// "detection, proposed". Empty: nothing.
QString foundText(const items::MarkedTime& mark, bool isAsKnownNow);

} // namespace timeline
