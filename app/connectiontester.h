// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/net/connectioncheck.h"

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <string>

namespace common {
class MessageBar;
}
class Session;

// Tests, on request, the way to what a window receives on, pulls from or commands, and says in the
// bar what came of it. It only reads; one test at a time. GUI thread; the work is in another.
class ConnectionTester final : public QObject
{
    Q_OBJECT

public:
    // Both must outlive it.
    ConnectionTester(const Session& session, common::MessageBar& bar, QObject* parent = nullptr);
    ~ConnectionTester() override; // breaks off what is under way, and waits for it

    bool isBusy() const { return m_isBusy; }

public slots:
    void testSource(const QString& source); // as a link names it: an endpoint or a back end
    void testControlPlane();

signals:
    void finished(bool isUsable);

private:
    using Work = std::function<net::ConnectionVerdict()>;
    void start(const QString& name, Work work);
    void take(const QString& name, const net::ConnectionVerdict& verdict);

    const Session& m_session;
    common::MessageBar& m_bar;
    bool m_isBusy = false;
    std::atomic_bool m_isStopped = false;
    QThreadPool m_worker; // one thread
};

// Whether something listens at the address of an endpoint of this console. Blocks.
net::ConnectionVerdict testEndpoint(const std::string& url, bool isGrpc,
                                    const std::atomic<bool>* cancel = nullptr);
