// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/settingsactions.h"

#include "app/settings.h"

#include <QAction>

#include <utility>

void keepChecked(QAction* action, Settings& settings, const QString& key,
                 std::function<bool()> isOn)
{
    action->setCheckable(true);
    action->setChecked(isOn());
    QObject::connect(&settings, &Settings::changed, action,
                     [action, key, isOn = std::move(isOn)](const QString& changed) {
                         if (changed == key)
                             action->setChecked(isOn());
                     });
}
