// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/layoutmenu.h"

#include "app/docks.h"
#include "app/layoutdialog.h"
#include "app/settings.h"
#include "app/windowlayout.h"
#include "widgets/common/plaintext.h"

#include <QAction>
#include <QDockWidget>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMainWindow>

using namespace Qt::StringLiterals;

namespace {

// One line without what could hide in it; as it is shown is as it is called.
QString layoutName(const QString& name)
{
    return common::safeLine(name.simplified().toStdString(), LayoutMenu::kLongestName);
}

QString escapedForMenu(QString name)
{
    return name.replace(u'&', u"&&"_s);
}

} // namespace

LayoutMenu::LayoutMenu(QMainWindow& window, Settings& settings, QWidget* parent)
    : QMenu(tr("&Layouts"), parent)
    , m_window(window)
    , m_settings(settings)
    , m_usual(layoutOf(window))
{
    m_usual.remove(u"geometry"_s);
    build();
    connect(&settings, &Settings::layoutsChanged, this, &LayoutMenu::changed);
    connect(this, &LayoutMenu::changed, this, &LayoutMenu::build);
}

QStringList LayoutMenu::names() const
{
    QStringList names = m_settings.layouts().keys();
    names.sort(Qt::CaseInsensitive);
    return names;
}

void LayoutMenu::build()
{
    clear();
    for (const QString& name : names()) {
        QAction* action = addAction(escapedForMenu(name));
        connect(action, &QAction::triggered, this, [this, name] { restore(name); });
    }
    if (!isEmpty())
        addSeparator();
    connect(addAction(tr("&Save and Manage…")), &QAction::triggered, this, &LayoutMenu::manage);
    connect(addAction(tr("Reset to &Default")), &QAction::triggered, this, &LayoutMenu::reset);
}

QString LayoutMenu::save(const QString& wanted)
{
    const QString name = layoutName(wanted);
    if (name.isEmpty())
        return tr("A layout needs a name.");
    QVariantMap layouts = m_settings.layouts();
    if (!layouts.contains(name) && layouts.size() >= kMost)
        return tr("There are %1 layouts, which is the most: delete one first.").arg(kMost);
    QVariantMap layout = layoutOf(m_window);
    layout.remove(u"geometry"_s);
    layouts.insert(
        name, QString::fromUtf8(QJsonDocument(layoutJson(layout)).toJson(QJsonDocument::Compact)));
    return keep(layouts);
}

QString LayoutMenu::keep(const QVariantMap& layouts)
{
    m_settings.setLayouts(layouts);
    const auto kept = m_settings.store();
    return kept ? QString()
                : tr("%1 The layouts are as they are here until the program ends.")
                      .arg(common::safeLine(kept.error().message));
}

QString LayoutMenu::restore(const QString& name)
{
    const QVariantMap layouts = m_settings.layouts();
    if (!layouts.contains(name))
        return tr("There is no layout of this name.");
    const QVariantMap layout =
        layoutFromJson(QJsonDocument::fromJson(layouts.value(name).toString().toUtf8()).object());
    if (layout.isEmpty())
        return tr("This layout cannot be read. Delete it, and save it anew as the window is now.");
    restoreLayout(m_window, layout);
    if (auto* widths = m_window.findChild<DockWidths*>()) // once they have them
        QMetaObject::invokeMethod(widths, &DockWidths::remember, Qt::QueuedConnection);
    return {};
}

QString LayoutMenu::rename(const QString& from, const QString& to)
{
    const QString name = layoutName(to);
    QVariantMap layouts = m_settings.layouts();
    if (!layouts.contains(from))
        return tr("There is no layout of this name.");
    if (name.isEmpty())
        return tr("A layout needs a name.");
    if (name != from && layouts.contains(name))
        return tr("Another layout has this name.");
    const QVariant layout = layouts.take(from);
    layouts.insert(name, layout);
    return keep(layouts);
}

QString LayoutMenu::remove(const QString& name)
{
    QVariantMap layouts = m_settings.layouts();
    if (layouts.remove(name) == 0)
        return tr("There is no layout of this name.");
    return keep(layouts);
}

// Docks have no width of their own before the window is shown for the first time.
void LayoutMenu::reset()
{
    restoreLayout(m_window, m_usual);
    for (QDockWidget* dock : m_window.findChildren<QDockWidget*>())
        dock->show();
    if (auto* widths = m_window.findChild<DockWidths*>())
        widths->reset();
}

void LayoutMenu::manage()
{
    auto* dialog = m_window.findChild<LayoutDialog*>();
    if (dialog == nullptr)
        dialog = new LayoutDialog(*this, &m_window);
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}
