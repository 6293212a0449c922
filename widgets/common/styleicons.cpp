// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/styleicons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QSvgRenderer>

#include <algorithm>
#include <map>
#include <utility>

using namespace Qt::StringLiterals;

namespace common {

namespace {

// Shares of the side.
constexpr double kReach = 0.22;
constexpr double kStrokeShare = 0.08;

class TitleButtonIcon final : public QIconEngine
{
public:
    explicit TitleButtonIcon(bool isClose)
        : m_isClose(isClose)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(QGuiApplication::palette().color(group, QPalette::PlaceholderText),
                             std::min(rect.width(), rect.height()) * kStrokeShare, Qt::SolidLine,
                             Qt::RoundCap));
        const QPointF center = QRectF(rect).center();
        const double reach = std::min(rect.width(), rect.height()) * kReach;
        if (m_isClose) {
            painter->drawLine(center + QPointF(-reach, -reach), center + QPointF(reach, reach));
            painter->drawLine(center + QPointF(-reach, reach), center + QPointF(reach, -reach));
        } else {
            painter->drawRect(QRectF(center.x() - reach, center.y() - reach, 2 * reach, 2 * reach));
        }
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return new TitleButtonIcon(m_isClose); }

private:
    const bool m_isClose;
};

// As TintedIcon, but of the palette: Qt asks the style, which knows no theme.
class PaletteIcon final : public QIconEngine
{
public:
    PaletteIcon(QByteArray svg, QPalette::ColorRole role)
        : m_svg(std::move(svg))
        , m_role(role)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const QPalette palette = QGuiApplication::palette();
        const QColor color = mode == QIcon::Disabled
            ? palette.color(QPalette::Disabled, QPalette::Text)
            : palette.color(QPalette::Active, m_role);
        QByteArray tinted = m_svg;
        tinted.replace("currentColor", color.name().toLatin1());
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

    QIconEngine* clone() const override { return new PaletteIcon(m_svg, m_role); }

private:
    const QByteArray m_svg;
    const QPalette::ColorRole m_role;
};

struct Picture
{
    const char* icon = "";
    QPalette::ColorRole role = QPalette::Text;
};

const std::map<QStyle::StandardPixmap, Picture>& standardPictures()
{
    // What is wrong differs by its shape; a palette has one colour for it.
    static const std::map<QStyle::StandardPixmap, Picture> pictures{
        {QStyle::SP_MessageBoxInformation, {"info", QPalette::Link}},
        {QStyle::SP_MessageBoxWarning, {"warning", QPalette::BrightText}},
        {QStyle::SP_MessageBoxCritical, {"error", QPalette::BrightText}},
        {QStyle::SP_MessageBoxQuestion, {"help", QPalette::Link}},
        {QStyle::SP_DesktopIcon, {"computer"}},
        {QStyle::SP_TrashIcon, {"trash"}},
        {QStyle::SP_ComputerIcon, {"computer"}},
        {QStyle::SP_DriveFDIcon, {"drive"}},
        {QStyle::SP_DriveHDIcon, {"drive"}},
        {QStyle::SP_DriveCDIcon, {"drive"}},
        {QStyle::SP_DriveDVDIcon, {"drive"}},
        {QStyle::SP_DriveNetIcon, {"drive"}},
        {QStyle::SP_DirIcon, {"folder"}},
        {QStyle::SP_DirOpenIcon, {"folder"}},
        {QStyle::SP_DirClosedIcon, {"folder"}},
        {QStyle::SP_DirLinkIcon, {"folder"}},
        {QStyle::SP_DirLinkOpenIcon, {"folder"}},
        {QStyle::SP_DirHomeIcon, {"home"}},
        {QStyle::SP_FileIcon, {"file"}},
        {QStyle::SP_FileLinkIcon, {"file"}},
        {QStyle::SP_ToolBarHorizontalExtensionButton, {"chevronright"}},
        {QStyle::SP_ToolBarVerticalExtensionButton, {"chevrondown"}},
        {QStyle::SP_FileDialogStart, {"stepback"}},
        {QStyle::SP_FileDialogEnd, {"stepforward"}},
        {QStyle::SP_FileDialogToParent, {"folderup"}},
        {QStyle::SP_FileDialogNewFolder, {"foldernew"}},
        {QStyle::SP_FileDialogDetailedView, {"details"}},
        {QStyle::SP_FileDialogInfoView, {"info"}},
        {QStyle::SP_FileDialogContentsView, {"details"}},
        {QStyle::SP_FileDialogListView, {"list"}},
        {QStyle::SP_FileDialogBack, {"arrowleft"}},
        {QStyle::SP_DialogOkButton, {"check"}},
        {QStyle::SP_DialogCancelButton, {"close"}},
        {QStyle::SP_DialogHelpButton, {"help"}},
        {QStyle::SP_DialogOpenButton, {"folder"}},
        {QStyle::SP_DialogSaveButton, {"save"}},
        {QStyle::SP_DialogCloseButton, {"close"}},
        {QStyle::SP_DialogApplyButton, {"check"}},
        {QStyle::SP_DialogResetButton, {"undo"}},
        {QStyle::SP_DialogDiscardButton, {"trash"}},
        {QStyle::SP_DialogYesButton, {"check"}},
        {QStyle::SP_DialogNoButton, {"close"}},
        {QStyle::SP_DialogYesToAllButton, {"check"}},
        {QStyle::SP_DialogNoToAllButton, {"close"}},
        {QStyle::SP_DialogSaveAllButton, {"save"}},
        {QStyle::SP_DialogAbortButton, {"stop"}},
        {QStyle::SP_DialogRetryButton, {"refresh"}},
        {QStyle::SP_DialogIgnoreButton, {"arrowright"}},
        {QStyle::SP_RestoreDefaultsButton, {"undo"}},
        {QStyle::SP_ArrowUp, {"arrowup"}},
        {QStyle::SP_ArrowDown, {"arrowdown"}},
        {QStyle::SP_ArrowLeft, {"arrowleft"}},
        {QStyle::SP_ArrowRight, {"arrowright"}},
        {QStyle::SP_ArrowBack, {"arrowleft"}},
        {QStyle::SP_ArrowForward, {"arrowright"}},
        {QStyle::SP_CommandLink, {"arrowright"}},
        {QStyle::SP_BrowserReload, {"refresh"}},
        {QStyle::SP_BrowserStop, {"stop"}},
        {QStyle::SP_LineEditClearButton, {"close"}},
        {QStyle::SP_TabCloseButton, {"close"}},
    };
    return pictures;
}

} // namespace

QIcon titleButtonIcon(QStyle::StandardPixmap which)
{
    switch (which) {
    case QStyle::SP_TitleBarCloseButton:
    case QStyle::SP_DockWidgetCloseButton:
        return QIcon(new TitleButtonIcon(true));
    case QStyle::SP_TitleBarNormalButton:
    case QStyle::SP_TitleBarMaxButton:
        return QIcon(new TitleButtonIcon(false));
    default:
        return {};
    }
}

QIcon standardPicture(QStyle::StandardPixmap which)
{
    const auto found = standardPictures().find(which);
    if (found == standardPictures().end())
        return {};
    QFile file(u":/icons/%1.svg"_s.arg(QLatin1StringView(found->second.icon)));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("icon %s is not compiled in", found->second.icon);
    return QIcon(new PaletteIcon(file.readAll(), found->second.role));
}

} // namespace common
