// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lookmenu.h"

#include "app/languagemenu.h"
#include "app/settings.h"
#include "app/settingsactions.h"
#include "widgets/common/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QCoreApplication>
#include <QMenu>

#include <array>
#include <functional>

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kTextPercents{90, 100, 110, 125, 150};

class LookTexts
{
    Q_DECLARE_TR_FUNCTIONS(LookTexts)
};

QString nameOf(Settings::ThemeChoice choice)
{
    switch (choice) {
    case Settings::ThemeChoice::System:
        return LookTexts::tr("&System");
    case Settings::ThemeChoice::Light:
        return LookTexts::tr("&Light");
    case Settings::ThemeChoice::Dark:
        return LookTexts::tr("&Dark");
    case Settings::ThemeChoice::HighContrastLight:
        return LookTexts::tr("High Contrast L&ight");
    case Settings::ThemeChoice::HighContrastDark:
        return LookTexts::tr("High Contrast D&ark");
    }
    return {};
}

// One of a menu whose actions exclude one another.
void addChoice(QMenu& menu, QActionGroup& group, const QString& text, Settings& settings,
               const QString& key, const std::function<bool()>& isChosen,
               const std::function<void()>& choose)
{
    QAction* action = menu.addAction(text);
    group.addAction(action);
    keepChecked(action, settings, key, isChosen);
    QObject::connect(action, &QAction::triggered, action, choose);
}

} // namespace

void applyLook(common::Theme& theme, const Settings& settings)
{
    theme.choose(settings.look(), *qApp);
}

void addLookMenus(QMenu& view, common::Theme& theme, Settings& settings)
{
    QMenu* themes = view.addMenu(LookTexts::tr("&Theme"));
    auto* themeGroup = new QActionGroup(themes);
    for (const auto choice :
         {Settings::ThemeChoice::System, Settings::ThemeChoice::Light, Settings::ThemeChoice::Dark,
          Settings::ThemeChoice::HighContrastLight, Settings::ThemeChoice::HighContrastDark})
        addChoice(
            *themes, *themeGroup, nameOf(choice), settings, u"look/theme"_s,
            [&settings, choice] { return settings.theme() == choice; },
            [&settings, choice] { settings.setTheme(choice); });
    QMenu* densities = view.addMenu(LookTexts::tr("&Density"));
    auto* densityGroup = new QActionGroup(densities);
    for (const auto density : {common::Density::Comfortable, common::Density::Compact})
        addChoice(
            *densities, *densityGroup,
            density == common::Density::Compact ? LookTexts::tr("&Compact")
                                                : LookTexts::tr("C&omfortable"),
            settings, u"look/density"_s,
            [&settings, density] { return settings.density() == density; },
            [&settings, density] { settings.setDensity(density); });
    QMenu* sizes = view.addMenu(LookTexts::tr("Te&xt Size"));
    auto* sizeGroup = new QActionGroup(sizes);
    for (const int percent : kTextPercents)
        addChoice(
            *sizes, *sizeGroup, LookTexts::tr("%1 %").arg(percent), settings, u"look/textPercent"_s,
            [&settings, percent] { return settings.textPercent() == percent; },
            [&settings, percent] { settings.setTextPercent(percent); });
    QAction* still = view.addAction(LookTexts::tr("&Less Motion"));
    still->setToolTip(LookTexts::tr("No text cursor blinks, and what fills does it in steps"));
    keepChecked(still, settings, u"look/still"_s, [&settings] { return settings.isStill(); });
    QObject::connect(still, &QAction::toggled, still,
                     [&settings](bool on) { settings.setStill(on); });
    // Whoever changes them: these menus, the settings' window, or the team.
    QObject::connect(&settings, &Settings::changed, still, [&theme, &settings](const QString& key) {
        if (key.startsWith(u"look/"_s))
            applyLook(theme, settings);
    });
    addLanguageMenu(view, settings);
}
