// SPDX-License-Identifier: GPL-3.0-or-later

// What a window keeps from one run to the next: arrangements, keys, what was opened, what was said.

#include "app/settings.h"

#include <QFileInfo>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace {

const QString kKeys = u"keys"_s;
const QString kLayout = u"window/layout"_s;
const QString kLayouts = u"layouts"_s;
const QString kStaysInTray = u"window/staysInTray"_s;
const QString kSaidTray = u"window/saidTray"_s;
const QString kSaidCrash = u"crash/said"_s;
const QString kPaletteRecent = u"palette/recent"_s;
const QString kWelcomeSeen = u"welcome/seen"_s;
const QString kWelcomeAtStart = u"welcome/atStart"_s;
const QString kRecentFiles = u"files/recent"_s;
constexpr qsizetype kMostRecentFiles = 12;

} // namespace

QVariantMap Settings::keys() const
{
    return value(kKeys, {}).toMap();
}

void Settings::setKeys(const QVariantMap& keys)
{
    setValue(kKeys, keys);
}

bool Settings::staysInTray() const
{
    return value(kStaysInTray, false).toBool();
}

void Settings::setStaysInTray(bool on)
{
    setValue(kStaysInTray, on);
}

bool Settings::hasSaidTray() const
{
    return value(kSaidTray, false).toBool();
}

void Settings::setSaidTray(bool said)
{
    setValue(kSaidTray, said);
}

QString Settings::saidCrash() const
{
    return value(kSaidCrash, {}).toString();
}

void Settings::setSaidCrash(const QString& name)
{
    setValue(kSaidCrash, name);
}

QVariantMap Settings::layouts() const
{
    return value(kLayouts, {}).toMap();
}

void Settings::setLayouts(const QVariantMap& layouts)
{
    setValue(kLayouts, layouts);
    emit layoutsChanged();
}

QStringList Settings::paletteRecent() const
{
    return value(kPaletteRecent, {}).toStringList();
}

void Settings::setPaletteRecent(const QStringList& keys)
{
    setValue(kPaletteRecent, keys);
}

bool Settings::isWelcomeSeen() const
{
    return value(kWelcomeSeen, false).toBool();
}

void Settings::setWelcomeSeen(bool on)
{
    setValue(kWelcomeSeen, on);
}

bool Settings::isWelcomeAtStart() const
{
    return value(kWelcomeAtStart, false).toBool();
}

void Settings::setWelcomeAtStart(bool on)
{
    setValue(kWelcomeAtStart, on);
}

QStringList Settings::recentFiles() const
{
    return value(kRecentFiles, QStringList()).toStringList();
}

void Settings::addRecentFile(const QString& path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList files = recentFiles();
    files.removeAll(absolute);
    files.prepend(absolute);
    setValue(kRecentFiles, files.mid(0, kMostRecentFiles));
}

QVariantMap Settings::windowLayout() const
{
    return value(kLayout, {}).toMap();
}

void Settings::setWindowLayout(const QVariantMap& layout)
{
    setValue(kLayout, layout);
}
