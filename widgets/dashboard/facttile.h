// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/freshness.h"
#include "widgets/accessible/parts.h"
#include "widgets/common/theme.h"

#include <QString>
#include <QWidget>

#include <optional>
#include <string>
#include <vector>

namespace dashboard {

// One figure and what it rests on. All texts of a tile are safe to show.
struct Fact
{
    QString label;
    QString value; // "–": unknown, and the basis says why
    QString basis;
    common::ColorRole role = common::ColorRole::TextPrimary; // of the value

    friend bool operator==(const Fact&, const Fact&) = default;
};

struct FactTileContent
{
    std::string key; // the same subject has the same key in every snapshot
    std::optional<health::HealthState> state; // its glyph; none: no claim is made
    QString title;
    QString about; // beside the title
    QString sentence; // below it; may be empty
    std::vector<Fact> facts;

    friend bool operator==(const FactTileContent&, const FactTileContent&) = default;
};

// A subject in words and figures: a title, and figures in as many columns as fit, so that nothing
// has to be scrolled sideways. GUI thread.
class FactTile final : public QWidget, public accessible::Parts
{
    Q_OBJECT

public:
    explicit FactTile(const common::Theme& theme, QWidget* parent = nullptr);

    void setContent(const FactTileContent& content);
    const FactTileContent& content() const { return m_content; }

    QAccessible::Role toldRole() const override { return QAccessible::Section; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    int columns() const;
    double textWidth() const;
    void fitHeight();
    void paintTitle(QPainter& painter) const;
    void paintFact(QPainter& painter, const Fact& fact, const QRectF& box) const;

    const common::Theme& m_theme;
    FactTileContent m_content;
    QStringList m_lines; // of the sentence, at this width
};

} // namespace dashboard
