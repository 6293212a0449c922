// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/accessible/parts.h"
#include "widgets/spread/spreadgeometry.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <string>

namespace common {
class Theme;
} // namespace common

namespace spreadview {

// Where a statement went over time: a lane for each service, a dot for each place (a square is a
// document or a tool's result or argument, a circle what a model was given or answered; filled
// where it is word for word), and an arc for each hand-over, dashed where the text alone tells of
// it. Left and Right choose a place, as does a click. GUI thread.
class SpreadGraph final : public QWidget, public accessible::Parts
{
    Q_OBJECT

public:
    explicit SpreadGraph(const common::Theme& theme, QWidget* parent = nullptr);

    void setSpread(std::shared_ptr<const spread::Spread> spread,
                   const std::optional<std::string>& suspectService);
    void choose(std::optional<std::size_t> place); // of Spread::places
    QSize sizeHint() const override;

    // accessible::Parts: the dots around the chosen one.
    QAccessible::Role toldRole() const override { return QAccessible::List; }
    int partCount() const override;
    accessible::Part part(int index) const override;
    int chosenPart() const override;
    void pressPart(int index) override;

signals:
    void placeChosen(std::size_t place);
    void placeOpened(std::size_t place);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    void arrange();
    QRectF plot() const;
    std::optional<std::size_t> chosenNode() const;
    void step(int by);
    void paintLanes(QPainter& painter) const;
    void paintEdges(QPainter& painter) const;
    void paintNodes(QPainter& painter) const;
    QString nodeText(const SpreadNode& node) const;

    const common::Theme& m_theme;
    std::shared_ptr<const spread::Spread> m_spread;
    std::optional<std::string> m_suspectService;
    SpreadLayout m_layout;
    std::optional<std::size_t> m_chosen; // place
};

} // namespace spreadview
