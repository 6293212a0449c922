// SPDX-License-Identifier: GPL-3.0-or-later

// How the console looks: theme, density, text size, motion.

#include "app/settings.h"

#include <QVariant>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

const QString kTheme = u"look/theme"_s;
const QString kDensity = u"look/density"_s;
const QString kTextPercent = u"look/textPercent"_s;
const QString kStill = u"look/still"_s;
const QString kLanguage = u"look/language"_s;

constexpr std::array kThemeNames{
    std::pair{Settings::ThemeChoice::System, "system"},
    std::pair{Settings::ThemeChoice::Light, "light"},
    std::pair{Settings::ThemeChoice::Dark, "dark"},
    std::pair{Settings::ThemeChoice::HighContrastLight, "high-contrast-light"},
    std::pair{Settings::ThemeChoice::HighContrastDark, "high-contrast-dark"}};

QString nameOfTheme(Settings::ThemeChoice choice)
{
    const auto* found = std::ranges::find(kThemeNames, choice,
                                          &std::pair<Settings::ThemeChoice, const char*>::first);
    return QString::fromLatin1(found->second);
}

} // namespace

Settings::ThemeChoice Settings::theme() const
{
    const QString name = value(kTheme, u"system"_s).toString();
    for (const auto& [choice, known] : kThemeNames) {
        if (name == QLatin1StringView(known))
            return choice;
    }
    return ThemeChoice::System;
}

void Settings::setTheme(ThemeChoice choice)
{
    setValue(kTheme, nameOfTheme(choice));
}

QString Settings::themeName() const
{
    if (const ThemeChoice choice = theme(); choice != ThemeChoice::System)
        return nameOfTheme(choice);
    if (m_system.wantsContrast)
        return m_system.isDark ? u"high-contrast-dark"_s : u"high-contrast-light"_s;
    return m_system.isDark ? u"dark"_s : u"light"_s;
}

common::Density Settings::density() const
{
    return value(kDensity, QString()).toString() == u"compact"_s ? common::Density::Compact
                                                                 : common::Density::Comfortable;
}

void Settings::setDensity(common::Density density)
{
    setValue(kDensity, density == common::Density::Compact ? u"compact"_s : u"comfortable"_s);
}

int Settings::textPercent() const
{
    return std::clamp(value(kTextPercent, common::kUsualText).toInt(), common::kSmallestText,
                      common::kLargestText);
}

void Settings::setTextPercent(int percent)
{
    setValue(kTextPercent, std::clamp(percent, common::kSmallestText, common::kLargestText));
}

bool Settings::isStill() const
{
    const QString said = value(kStill, {}).toString();
    return said == u"system"_s ? m_system.wantsStillness : said == u"on"_s;
}

void Settings::setStill(bool on)
{
    if (on != isStill()) // what a menu repeats leaves it to the system
        setValue(kStill, on ? u"on"_s : u"off"_s);
}

common::LookChoice Settings::look() const
{
    return {.theme = themeName(),
            .density = density(),
            .textPercent = textPercent(),
            .isStill = isStill()};
}

Settings::Language Settings::language() const
{
    const QString code = value(kLanguage, QString()).toString();
    return code == u"en"_s ? Language::English
        : code == u"de"_s  ? Language::German
                           : Language::System;
}

void Settings::setLanguage(Language language)
{
    setValue(kLanguage,
             language == Language::English      ? u"en"_s
                 : language == Language::German ? u"de"_s
                                                : u"system"_s);
}
