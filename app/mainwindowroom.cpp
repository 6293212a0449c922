// SPDX-License-Identifier: GPL-3.0-or-later

// The window's part of a shared room: presence in the bottom line, who looks at what, decisions.

#include "app/commands/guardfacts.h"
#include "app/commands/roomoptions.h"
#include "app/mainwindow.h"
#include "app/ports.h"
#include "app/roomcredits.h"
#include "app/roomdialog.h"
#include "app/roomport.h"
#include "app/session.h"
#include "widgets/frame/linkstatus.h"
#include "widgets/incident/incidentpage.h"
#include "widgets/incident/timelinepage.h"
#include "widgets/runbook/runbookdock.h"

#include <QTabWidget>

#include <chrono>
#include <utility>

void MainWindow::buildRoom()
{
    if (qEnvironmentVariableIsEmpty("PLUMBLINE_ROOM") && m_settings.roomUrl().empty())
        return;
    auto options = commands::roomOptionsOf({.url = qEnvironmentVariableIsEmpty("PLUMBLINE_ROOM")
                                                ? m_settings.roomUrl()
                                                : std::string(),
                                            .tokenFile = {}});
    if (!options || !*options) {
        m_ports.roomProblem = options ? QString() : QString::fromStdString(options.error().message);
        if (m_ports.levers && !options)
            m_ports.levers->setRoomProblem(options.error().message);
        return;
    }
    std::shared_ptr<const runbook::Roles> roles; // what cannot be read keeps everybody from all
    if (const std::string file = m_settings.rolesFile(); !file.empty()) {
        auto read = commands::readRoles(file);
        roles = std::make_shared<const runbook::Roles>(read ? std::move(*read) : runbook::Roles());
    }
    m_ports.room = std::make_unique<RoomPort>(std::move(**options), m_session.recording(),
                                              m_settings.who(), std::move(roles));
    if (m_ports.entries)
        m_ports.entries->setShare(
            [share = m_ports.room->share()](const telemetry::TimelineEntry& entry) {
                share->share(entry);
            });
    if (m_ports.levers)
        m_ports.levers->setRoom(m_ports.room.get());
}

void MainWindow::connectRoom()
{
    if (!m_ports.roomProblem.isEmpty())
        m_linkStatus->setRoom(tr("✕ no room"), m_ports.roomProblem, true);
    if (!m_ports.room)
        return;
    if (m_ports.levers) // a window that follows a recording decides beside that
        m_runbook->setApprovals(m_ports.room.get());
    const auto show = [this] {
        m_linkStatus->setRoom(m_ports.room->line(), m_ports.room->whoText(),
                              m_ports.room->isTroubled());
        m_runbook->setFurtherDecisions(m_ports.room->decisions());
    };
    connect(m_ports.room.get(), &RoomPort::changed, this, show);
    connect(m_ports.room.get(), &RoomPort::othersChanged, m_timeline, [this] {
        m_timeline->setRoomEntries(m_ports.room->others());
        m_incident->setRoomIncidents(m_ports.room->openIncidents());
    });
    connect(m_ports.room.get(), &RoomPort::handedOver, this,
            [this](const QString& text) { m_linkStatus->tell(text, std::chrono::seconds(20)); });
    if (m_ports.entries) { // else somebody else writes the recording, or nobody
        auto* credits = new RoomCredits(*m_session.pipeline(), m_session.queries(),
                                        std::chrono::seconds(5), m_ports.entries.get());
        connect(m_ports.room.get(), &RoomPort::othersChanged, credits,
                [this, credits] { credits->look(m_ports.room->others()); });
    }
    connect(m_linkStatus, &frame::LinkStatus::roomClicked, this, &MainWindow::showRoom);
    const auto tellView = [this](int page) { m_ports.room->setView(m_pages->tabText(page)); };
    connect(m_pages, &QTabWidget::currentChanged, m_ports.room.get(), tellView);
    tellView(m_pages->currentIndex());
    show();
}

void MainWindow::showRoom()
{
    auto* dialog = findChild<RoomDialog*>();
    if (dialog == nullptr)
        dialog = new RoomDialog(*m_ports.room, this);
    dialog->setVisible(true);
    dialog->raise();
    dialog->activateWindow(); // its line has the keys, and Esc closes it
}
