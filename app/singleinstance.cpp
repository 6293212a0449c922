// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/singleinstance.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalServer>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QThread>
#include <QTimer>

#include <cerrno>
#include <utility>

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace instance {

namespace {

constexpr int kProtocol = 1;
constexpr unsigned long kTryAgainMs = 50; // it may be about to listen

// Nobody else may have made it, or write into it: who listens there is told what is opened.
QString safeRuntimeFolder()
{
    const QString runtime = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    if (runtime.isEmpty())
        return {};
    const QString path = runtime + u"/plumbline"_s;
    const QByteArray name = QFile::encodeName(path);
    if (::mkdir(name.constData(), 0700) != 0 && errno != EEXIST)
        return {};
    struct stat found = {};
    if (::lstat(name.constData(), &found) != 0 || !S_ISDIR(found.st_mode)
        || found.st_uid != ::geteuid())
        return {};
    if ((found.st_mode & 077) != 0 && ::chmod(name.constData(), 0700) != 0)
        return {};
    return path;
}

QString addressOf(const QString& settings, const QString& what)
{
    const QString folder = safeRuntimeFolder();
    if (folder.isEmpty())
        return {};
    const QByteArray known =
        QByteArray::number(::geteuid()) + '\n' + settings.toUtf8() + '\n' + what.toUtf8();
    const QByteArray hash = QCryptographicHash::hash(known, QCryptographicHash::Sha256).toHex();
    return folder + u"/window-"_s + QString::fromLatin1(hash.left(16));
}

bool isOfThisUser(const QLocalSocket& socket)
{
    ucred peer = {};
    socklen_t length = sizeof(peer);
    return ::getsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_PEERCRED, &peer,
                        &length)
        == 0
        && peer.uid == ::geteuid();
}

} // namespace

QString liveAddress(const QString& settings)
{
    return addressOf(settings, u"live"_s);
}

QString recordingAddress(const QString& settings, const std::string& recording)
{
    const QFileInfo file(QString::fromStdString(recording));
    const QString canonical = file.canonicalFilePath();
    return addressOf(settings,
                     u"recording "_s + (canonical.isEmpty() ? file.absoluteFilePath() : canonical));
}

HandOver handOver(const QString& address, const std::optional<items::ViewState>& link,
                  std::chrono::milliseconds wait)
{
    // The kernel lets go of it however a process ends: a socket that is left over misleads nobody.
    if (address.isEmpty() || !store::FileLock::isHeld(address.toStdString()))
        return HandOver::NoOne;
    const QDeadlineTimer deadline(wait);
    const auto left = [&deadline] { return static_cast<int>(deadline.remainingTime()); };
    QLocalSocket socket;
    for (;;) {
        socket.connectToServer(address);
        if (socket.waitForConnected(left()))
            break;
        if (deadline.hasExpired())
            return HandOver::Silent;
        socket.abort();
        QThread::msleep(kTryAgainMs);
    }
    if (!isOfThisUser(socket))
        return HandOver::Silent;
    QJsonObject message{{u"plumbline"_s, kProtocol}};
    if (link)
        message[u"link"_s] = QString::fromStdString(items::toLink(*link));
    socket.write(QJsonDocument(message).toJson(QJsonDocument::Compact) + '\n');
    QByteArray answer;
    while (!answer.contains('\n')) {
        if (deadline.hasExpired() || answer.size() > kLongestMessage)
            return HandOver::Silent;
        if (socket.bytesToWrite() > 0)
            socket.waitForBytesWritten(left());
        if (socket.bytesAvailable() == 0 && !socket.waitForReadyRead(left()))
            return HandOver::Silent;
        answer += socket.read(kLongestMessage + 1 - answer.size());
    }
    const QJsonObject said = QJsonDocument::fromJson(answer.left(answer.indexOf('\n'))).object();
    return said[u"plumbline"_s].toInt() == kProtocol && said[u"taken"_s].toBool()
        ? HandOver::Taken
        : HandOver::Silent;
}

} // namespace instance

namespace {

constexpr int kMostHandingOver = 8;
constexpr std::chrono::milliseconds kHandOverPatience(2000); // with one that says nothing

} // namespace

SingleInstance::~SingleInstance()
{
    for (Place& place : m_places) {
        place.server->close(); // removes the socket, before another may make one
        place.lock.discard();
    }
}

bool SingleInstance::claim(const QString& address)
{
    if (address.isEmpty())
        return false;
    auto lock = store::FileLock::acquire(address.toStdString());
    if (!lock)
        return false;
    QLocalServer::removeServer(address); // of one that is no more: the lock is ours
    auto* server = new QLocalServer(this);
    server->setSocketOptions(QLocalServer::UserAccessOption);
    server->setMaxPendingConnections(kMostHandingOver);
    if (!server->listen(address)) {
        delete server;
        return false;
    }
    connect(server, &QLocalServer::newConnection, this, [this, server] { take(*server); });
    m_places.push_back({.server = server, .lock = std::move(*lock)});
    return true;
}

void SingleInstance::take(QLocalServer& server)
{
    while (QLocalSocket* socket = server.nextPendingConnection()) {
        ++m_open;
        connect(socket, &QObject::destroyed, this, [this] { --m_open; });
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        if (m_open > kMostHandingOver || !instance::isOfThisUser(*socket)) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        socket->setReadBufferSize(instance::kLongestMessage);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(*socket); });
        QTimer::singleShot(kHandOverPatience, socket, [socket] {
            socket->abort();
            socket->deleteLater();
        });
        read(*socket); // what came with it
    }
}

void SingleInstance::read(QLocalSocket& socket)
{
    if (socket.property("answered").toBool())
        return;
    if (!socket.canReadLine()) {
        if (socket.bytesAvailable() >= instance::kLongestMessage)
            socket.abort(); // no message of ours is so long
        return;
    }
    socket.setProperty("answered", true); // one each
    socket.write(answerTo(socket.readLine(instance::kLongestMessage + 1)));
    socket.flush();
    socket.disconnectFromServer();
}

QByteArray SingleInstance::answerTo(const QByteArray& line)
{
    const auto answer = [](bool isTaken) -> QByteArray {
        return QJsonDocument(
                   QJsonObject{{u"plumbline"_s, instance::kProtocol}, {u"taken"_s, isTaken}})
                   .toJson(QJsonDocument::Compact)
            + '\n';
    };
    const QJsonObject message = QJsonDocument::fromJson(line).object();
    if (message[u"plumbline"_s].toInt() != instance::kProtocol)
        return answer(false);
    std::optional<items::ReadViewState> link;
    if (message.contains(u"link"_s)) {
        const auto read = items::viewStateFromLink(message[u"link"_s].toString().toStdString());
        if (!read)
            return answer(false);
        link = *read;
    }
    // Once this is answered: what is opened may take its time.
    QTimer::singleShot(0, this, [this, link] {
        emit raiseRequested();
        if (link)
            emit linkRequested(*link);
    });
    return answer(true);
}
