// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QProxyStyle>

namespace common {

// Property of a QTabBar: true where its tabs stand closer than elsewhere.
constexpr const char* kTightTabs = "isTight";

// What a theme and the operator's choices make of the measures; sizes are for 100 % text.
struct StyleLook
{
    bool isCompact = false;
    bool isHighContrast = false; // thicker lines and rings
    int textPercent = 100;
};

// Fusion without its gradients and boxes: hairlines, flat surfaces, a 4 px grid and a focus ring
// that can be seen. All colours come from the palette. Compact, the layouts of widgets stand closer
// while it is the application's style.
class ConsoleStyle final : public QProxyStyle
{
    Q_OBJECT

public:
    explicit ConsoleStyle(const StyleLook& look = {});

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                            QPainter* painter, const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option,
                    const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                           const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option,
                         SubControl subControl, const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option,
                         const QWidget* widget) const override;
    QIcon standardIcon(StandardPixmap which, const QStyleOption* option,
                       const QWidget* widget) const override;
    QPixmap standardPixmap(StandardPixmap which, const QStyleOption* option,
                           const QWidget* widget) const override;
    void polish(QWidget* widget) override;
    using QProxyStyle::polish;
    void unpolish(QWidget* widget) override;
    using QProxyStyle::unpolish;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    int scaled(int pixels) const { return (pixels * m_look.textPercent + 50) / 100; }

    const StyleLook m_look;
};

} // namespace common
