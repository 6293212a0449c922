// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commandprocess.h"

#include <QProcessEnvironment>
#include <QTimer>

#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr int kEndsWithin = 5000; // ms

} // namespace

CommandProcess::CommandProcess(QString program, QObject* parent)
    : QObject(parent)
    , m_program(std::move(program))
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s); // it shows nothing
    m_process.setProcessEnvironment(environment);
    connect(&m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        emit finished(status == QProcess::NormalExit && code == 0,
                      m_process.readAllStandardOutput(),
                      QString::fromUtf8(m_process.readAllStandardError()).trimmed());
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            emit finished(false, {}, m_process.errorString());
    });
}

CommandProcess::~CommandProcess()
{
    disconnect(&m_process, nullptr, this, nullptr);
    if (!isBusy())
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(kEndsWithin)) {
        m_process.kill();
        m_process.waitForFinished(kEndsWithin);
    }
}

void CommandProcess::cancel()
{
    if (!isBusy() || m_isCancelled)
        return;
    m_isCancelled = true;
    m_process.terminate();
    QTimer::singleShot(kEndsWithin, &m_process, [this] {
        if (m_isCancelled)
            m_process.kill();
    });
}

void CommandProcess::start(const QStringList& arguments)
{
    m_isCancelled = false;
    m_process.start(m_program, arguments, QIODevice::ReadOnly);
}
