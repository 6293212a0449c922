// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/languagemenu.h"

#include "app/settings.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace {

class LanguageTexts
{
    Q_DECLARE_TR_FUNCTIONS(LanguageTexts)
};

// Languages in their own words, for whoever has the wrong one before them.
QString nameOf(Settings::Language language)
{
    switch (language) {
    case Settings::Language::System:
        return LanguageTexts::tr("&System");
    case Settings::Language::English:
        return u"&English"_s;
    case Settings::Language::German:
        return u"&Deutsch"_s;
    }
    return {};
}

} // namespace

void addLanguageMenu(QMenu& view, Settings& settings)
{
    QMenu* languages = view.addMenu(LanguageTexts::tr("Lan&guage"));
    auto* group = new QActionGroup(languages);
    for (const auto language :
         {Settings::Language::System, Settings::Language::English, Settings::Language::German}) {
        QAction* action = languages->addAction(nameOf(language));
        action->setCheckable(true);
        action->setChecked(settings.language() == language);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, action,
                         [&settings, language] { settings.setLanguage(language); });
    }
    languages->addSeparator();
    languages->addAction(LanguageTexts::tr("From the next window on"))->setEnabled(false);
}
