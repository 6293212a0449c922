// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "app/mainwindow.h"
#include "app/session.h"
#include "app/settings.h"
#include "tests/models/items/fleetfixture.h"
#include "widgets/common/theme.h"

#include <QAccessible>

#include <memory>
#include <string>
#include <utility>

// What tests of the window as a screen reader gets it share.
namespace accesstest {

inline const QString& pressAction()
{
    return QAccessibleActionInterface::pressAction();
}

// A window on a recording; whoever makes it shows it.
struct Shown
{
    Shown(const std::string& recording, common::Theme& theme)
    {
        auto opened = Session::openRecording(recording);
        if (!opened)
            qFatal("%s", opened.error().message.c_str());
        session = std::move(*opened);
        window = std::make_unique<MainWindow>(*session, theme, *settings);
        window->resize(1440, 900);
    }

    std::unique_ptr<Settings> settings = Settings::inMemory();
    std::unique_ptr<Session> session;
    std::unique_ptr<MainWindow> window; // goes first
};

inline std::unique_ptr<Shown> onFleet(const fleettest::Fleet& fleet, common::Theme& theme,
                                      double seconds)
{
    auto shown = std::make_unique<Shown>(fleet.path(), theme);
    shown->session->conductor().seek(fleettest::at(seconds));
    shown->window->show();
    return shown;
}

} // namespace accesstest
