// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace common {

namespace {

class TintedIcon final : public QIconEngine
{
public:
    TintedIcon(const Theme& theme, QByteArray svg, ColorRole role)
        : m_theme(theme)
        , m_svg(std::move(svg))
        , m_role(role)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const ColorRole role = mode == QIcon::Disabled ? ColorRole::TextDisabled : m_role;
        QByteArray tinted = m_svg;
        tinted.replace("currentColor", m_theme.color(role).name().toLatin1());
        QSvgRenderer renderer(tinted);
        const int side = std::min(rect.width(), rect.height());
        QRect square(0, 0, side, side);
        square.moveCenter(rect.center());
        renderer.render(painter, square);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return new TintedIcon(m_theme, m_svg, m_role); }

private:
    const Theme& m_theme;
    const QByteArray m_svg;
    const ColorRole m_role;
};

} // namespace

QIcon icon(const Theme& theme, const QString& name, ColorRole role)
{
    QFile file(u":/icons/%1.svg"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("icon %s is not compiled in", qUtf8Printable(name));
    return QIcon(new TintedIcon(theme, file.readAll(), role));
}

} // namespace common
