// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/settingsextras.h"

#include "app/settings.h"
#include "app/windowlayout.h"
#include "models/config/document.h"
#include "widgets/common/keymap.h"
#include "widgets/common/plaintext.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {

class ExtrasTexts
{
    Q_DECLARE_TR_FUNCTIONS(ExtrasTexts)
};

QString changedKeysText(qsizetype count)
{
    return count == 0 ? ExtrasTexts::tr("all as usual") : ExtrasTexts::tr("%1 changed").arg(count);
}

} // namespace

QStringList extrasProblems(const config::Document& document, const Settings& settings)
{
    QStringList problems;
    if (document.keys)
        problems << common::Keymap().setOverrides(*document.keys); // tried out on one of its own
    if (!document.layouts)
        return problems;
    for (auto each = document.layouts->cbegin(); each != document.layouts->cend(); ++each) {
        const auto json = QJsonDocument::fromJson(each.value().toString().toUtf8()).object();
        if (layoutFromJson(json).isEmpty())
            problems << ExtrasTexts::tr("Layout %1: it cannot be read.")
                            .arg(common::safeLine(each.key().toStdString()));
    }
    if (config::withLayouts(settings.layouts(), *document.layouts).size() > config::kMostLayouts)
        problems << ExtrasTexts::tr("There would be more than %1 layouts: delete some first.")
                        .arg(config::kMostLayouts);
    return problems;
}

SettingsExtras extrasAfter(const config::Document& document, const Settings& settings)
{
    SettingsExtras after;
    if (document.keys) {
        common::Keymap trial;
        trial.setOverrides(*document.keys);
        if (const QVariantMap keys = trial.overrides(); keys != settings.keys())
            after.keys = keys;
    }
    if (document.layouts) {
        const QVariantMap layouts = config::withLayouts(settings.layouts(), *document.layouts);
        if (layouts != settings.layouts())
            after.layouts = layouts;
    }
    return after;
}

QStringList extrasTexts(const SettingsExtras& after, const Settings& settings)
{
    QStringList lines;
    if (after.keys)
        lines << ExtrasTexts::tr("Shortcuts: %1 → %2")
                     .arg(changedKeysText(settings.keys().size()),
                          changedKeysText(after.keys->size()));
    if (after.layouts) {
        const QVariantMap before = settings.layouts();
        QStringList names;
        for (auto each = after.layouts->cbegin(); each != after.layouts->cend(); ++each) {
            const QString name = common::safeLine(each.key().toStdString());
            if (!before.contains(each.key()))
                names << ExtrasTexts::tr("%1 (new)").arg(name);
            else if (before.value(each.key()) != each.value())
                names << ExtrasTexts::tr("%1 (replaced)").arg(name);
        }
        lines << ExtrasTexts::tr("Layouts: %1").arg(names.join(u", "_s));
    }
    return lines;
}

SettingsExtras takeExtras(const SettingsExtras& after, Settings& settings)
{
    SettingsExtras before;
    if (after.keys) {
        before.keys = settings.keys();
        common::keymap().setOverrides(*after.keys);
        settings.setKeys(common::keymap().overrides()); // also where no window keeps them
    }
    if (after.layouts) {
        before.layouts = settings.layouts();
        settings.setLayouts(*after.layouts);
    }
    return before;
}
