// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/config/document.h"

#include <QMenu>
#include <QString>
#include <QStringList>
#include <QVariantMap>

class QMainWindow;
class Settings;

// Arrangements of the window under names, in the settings: docks, splitters, columns and page; not
// where the window stands. GUI thread.
class LayoutMenu final : public QMenu
{
    Q_OBJECT

public:
    static constexpr int kMost = config::kMostLayouts;
    static constexpr int kLongestName = 60;

    // As the window stands now is what reset() goes back to; both outlive it.
    LayoutMenu(QMainWindow& window, Settings& settings, QWidget* parent = nullptr);

    QStringList names() const; // in order
    // Each says in a sentence what is wrong, and changes nothing then; empty: done. `save` replaces
    // what has the name. What cannot be written is said, too, and holds until the program ends.
    QString save(const QString& name);
    QString restore(const QString& name);
    QString rename(const QString& from, const QString& to);
    QString remove(const QString& name);
    void reset();

signals:
    void changed(); // names()

private:
    void build();
    QString keep(const QVariantMap& layouts);
    void manage();

    QMainWindow& m_window;
    Settings& m_settings;
    QVariantMap m_usual;
};
