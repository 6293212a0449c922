// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/systemlook.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QGuiApplication>
#include <QIcon>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace {

constexpr int kPortalPatience = 250; // ms
const QString kPortal = u"org.freedesktop.portal.Desktop"_s;

// Invalid: not known.
QVariant portalSetting(const QDBusConnection& bus, const QString& group, const QString& key)
{
    QDBusMessage call =
        QDBusMessage::createMethodCall(kPortal, u"/org/freedesktop/portal/desktop"_s,
                                       u"org.freedesktop.portal.Settings"_s, u"Read"_s);
    call.setAutoStartService(false);
    call << group << key;
    const QDBusMessage answer = bus.call(call, QDBus::Block, kPortalPatience);
    if (answer.type() != QDBusMessage::ReplyMessage || answer.arguments().isEmpty())
        return {};
    QVariant value = answer.arguments().constFirst();
    while (value.metaType() == QMetaType::fromType<QDBusVariant>()) // one in another
        value = value.value<QDBusVariant>().variant();
    return value;
}

bool isHighContrastName(const QString& theme)
{
    return theme.startsWith("HighContrast"_L1, Qt::CaseInsensitive);
}

} // namespace

SystemLook systemLook(const QPalette& palette, const SystemHints& hints)
{
    return {.isDark = palette.color(QPalette::Window).lightness() < 128,
            .wantsContrast = hints.contrast.value_or(0) == 1 || isHighContrastName(hints.iconTheme)
                || isHighContrastName(hints.gtkTheme),
            .wantsStillness = !hints.hasAnimations.value_or(true)};
}

SystemLook askSystem()
{
    SystemHints hints{.iconTheme = QIcon::themeName(),
                      .gtkTheme = qEnvironmentVariable("GTK_THEME"),
                      .contrast = {},
                      .hasAnimations = {}};
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (bus.isConnected() && bus.interface()->isServiceRegistered(kPortal)) {
        if (const QVariant contrast =
                portalSetting(bus, u"org.freedesktop.appearance"_s, u"contrast"_s);
            contrast.isValid())
            hints.contrast = contrast.toUInt();
        if (const QVariant animations =
                portalSetting(bus, u"org.gnome.desktop.interface"_s, u"enable-animations"_s);
            animations.isValid())
            hints.hasAnimations = animations.toBool();
    }
    return systemLook(QGuiApplication::palette(), hints);
}
