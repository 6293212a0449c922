// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/viewstate.h"
#include "models/store/filelock.h"

#include <QByteArray>
#include <QObject>
#include <QString>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

class QLocalServer;
class QLocalSocket;

// Where windows of this user with these settings are spoken to: one place for the live window, one
// for each recording. Sockets in the user's runtime folder, 0600 in a folder of 0700.
namespace instance {

// `settings`: the settings' file, which tells consoles of one user apart. Empty where there is no
// safe folder for it.
QString liveAddress(const QString& settings);
QString recordingAddress(const QString& settings, const std::string& recording);

inline constexpr qsizetype kLongestMessage = 8 * 1024; // bytes of a line, its end included

enum class HandOver
{
    Taken, // the other window has it: nothing is left to do here
    NoOne, // no window is open there
    Silent, // one is, and does not answer in time, or not in a way that is understood
};

// Asks the window there to come forward and, with a link, to show what that is to. Waits for its
// answer so long at most, whatever it does.
HandOver handOver(const QString& address, const std::optional<items::ViewState>& link,
                  std::chrono::milliseconds wait = std::chrono::seconds(3));

} // namespace instance

// The window's end of it: listens at its addresses, of which it is the only one as long as it
// lives. What arrives is a line of JSON from a program of the same user; anything else is answered
// with a refusal or not at all, and changes nothing. GUI thread.
class SingleInstance final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~SingleInstance() override;

    // False, and no change: another window has this address, or it cannot be listened on.
    bool claim(const QString& address);

signals:
    void raiseRequested();
    void linkRequested(const items::ReadViewState& link); // after raiseRequested()

private:
    struct Place
    {
        QLocalServer* server;
        store::FileLock lock;
    };
    void take(QLocalServer& server);
    QByteArray answerTo(const QByteArray& line);
    void read(QLocalSocket& socket);

    std::vector<Place> m_places;
    int m_open = 0; // connections
};
