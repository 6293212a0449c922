// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLabel>

namespace common {

// Plain text of which each line gives way to what stands beside it, and shows that it does by "…":
// it takes the room of the whole text where there is any, and asks for little. What is cut is told
// by the tooltip, where the label has none of its own.
class ElidedLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    QSize minimumSizeHint() const override;
    // Whether any of it is cut in this width.
    bool isCut() const;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
};

} // namespace common
