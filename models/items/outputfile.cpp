// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/outputfile.h"

#include "models/telemetry/keptfile.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <cerrno>
#include <csignal>
#include <ctime>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace items {

namespace {

constexpr int kWaitMs = 100;

// A pipe whose reader is gone is an error of this write, not the end of the process.
ssize_t writeTo(int device, std::string_view bytes)
{
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    sigset_t pending;
    sigpending(&pending);
    const bool wasPending = sigismember(&pending, SIGPIPE) == 1;
    sigset_t before;
    pthread_sigmask(SIG_BLOCK, &pipe, &before);
    const ssize_t written = ::write(device, bytes.data(), bytes.size());
    const int problem = errno;
    if (written < 0 && problem == EPIPE && !wasPending) {
        const timespec now{};
        while (sigtimedwait(&pipe, nullptr, &now) < 0 && errno == EINTR) { }
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    errno = problem;
    return written;
}

} // namespace

OutputFile::OutputFile(QString path, GoesOn goesOn)
    : m_path(std::move(path))
    , m_goesOn(std::move(goesOn))
{
}

OutputFile::~OutputFile()
{
    if (m_device >= 0)
        ::close(m_device);
}

bool OutputFile::open()
{
    if (const QFileInfo info(m_path); !info.exists() || info.isFile()) {
        m_file = std::make_unique<QSaveFile>(m_path);
        return m_file->open(QIODevice::WriteOnly);
    }
    const QByteArray name = QFile::encodeName(m_path);
    for (;;) {
        m_device = ::open(name.constData(), O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
        if (m_device >= 0)
            return true;
        m_error = errno;
        if (m_error == EINTR)
            continue;
        if (m_error != ENXIO || !waits()) // ENXIO: a pipe that nobody reads yet
            return false;
    }
}

bool OutputFile::waits()
{
    if (!m_goesOn)
        return false;
    if (!m_goesOn()) {
        m_isGivenUp = true;
        return false;
    }
    // Ends early where a pipe that is open takes something again.
    pollfd place{.fd = m_device, .events = POLLOUT, .revents = 0};
    ::poll(&place, m_device >= 0 ? 1 : 0, kWaitMs);
    return true;
}

bool OutputFile::write(std::string_view bytes)
{
    if (m_file) {
        const auto size = static_cast<qint64>(bytes.size());
        return m_file->write(bytes.data(), size) == size;
    }
    while (!bytes.empty()) {
        const ssize_t written = writeTo(m_device, bytes);
        if (written >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(written));
            continue;
        }
        m_error = errno;
        if (m_error == EINTR)
            continue;
        if ((m_error != EAGAIN && m_error != EWOULDBLOCK) || !waits())
            return false;
    }
    return true;
}

bool OutputFile::keep()
{
    if (m_file) {
        m_notKept = QString::fromStdString(telemetry::keepFile(*m_file));
        return m_notKept.isEmpty();
    }
    const int device = std::exchange(m_device, -1);
    if (::close(device) == 0)
        return true;
    m_error = errno;
    return false;
}

QString OutputFile::errorString() const
{
    if (!m_notKept.isEmpty())
        return m_notKept;
    return m_file ? m_file->errorString() : qt_error_string(m_error);
}

} // namespace items
