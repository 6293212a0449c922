// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lookmenu.h"

#include "app/languagemenu.h"
#include "app/settings.h"
#include "widgets/common/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QCoreApplication>
#include <QMenu>

#include <array>
#include <functional>

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
void addChoice(QMenu& menu, QActionGroup& group, const QString& text, bool isChosen,
               const std::function<void()>& choose)
{
    QAction* action = menu.addAction(text);
    action->setCheckable(true);
    action->setChecked(isChosen);
    group.addAction(action);
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
        addChoice(*themes, *themeGroup, nameOf(choice), settings.theme() == choice,
                  [&theme, &settings, choice] {
                      settings.setTheme(choice);
                      applyLook(theme, settings);
                  });
    QMenu* densities = view.addMenu(LookTexts::tr("&Density"));
    auto* densityGroup = new QActionGroup(densities);
    for (const auto density : {common::Density::Comfortable, common::Density::Compact})
        addChoice(*densities, *densityGroup,
                  density == common::Density::Compact ? LookTexts::tr("&Compact")
                                                      : LookTexts::tr("C&omfortable"),
                  settings.density() == density, [&theme, &settings, density] {
                      settings.setDensity(density);
                      applyLook(theme, settings);
                  });
    QMenu* sizes = view.addMenu(LookTexts::tr("Te&xt Size"));
    auto* sizeGroup = new QActionGroup(sizes);
    for (const int percent : kTextPercents)
        addChoice(*sizes, *sizeGroup, LookTexts::tr("%1 %").arg(percent),
                  settings.textPercent() == percent, [&theme, &settings, percent] {
                      settings.setTextPercent(percent);
                      applyLook(theme, settings);
                  });
    QAction* still = view.addAction(LookTexts::tr("&Less Motion"));
    still->setToolTip(LookTexts::tr("No text cursor blinks, and what fills does it in steps"));
    still->setCheckable(true);
    still->setChecked(settings.isStill());
    QObject::connect(still, &QAction::toggled, still, [&theme, &settings](bool on) {
        settings.setStill(on);
        applyLook(theme, settings);
    });
    addLanguageMenu(view, settings);
}
