// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/startedconsole.h"

#include "app/bench/firstpaint.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcessEnvironment>

#include <chrono>
#include <optional>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

constexpr int kStartPatience = 60'000; // ms
constexpr int kEndPatience = 20'000; // ms

std::optional<qint64> firstPaintIn(const QByteArray& output)
{
    static const QByteArray kWord("first-paint ");
    const qsizetype at = output.indexOf(kWord);
    const qsizetype end = at < 0 ? -1 : output.indexOf('\n', at);
    if (end < 0)
        return {};
    bool isNumber = false;
    const qint64 nanos =
        output.mid(at + kWord.size(), end - at - kWord.size()).toLongLong(&isNumber);
    return isNumber ? std::optional(nanos) : std::nullopt;
}

qint64 steadyNanos()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

QProcessEnvironment environmentIn(const QString& folder, const QString& asked)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& name : environment.keys()) {
        if (name.startsWith(u"PLUMBLINE_"_s))
            environment.remove(name);
    }
    if (environment.value(u"QT_QPA_PLATFORM"_s).isEmpty())
        environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"disabled:"_s);
    environment.insert(u"HOME"_s, folder);
    environment.insert(u"XDG_RUNTIME_DIR"_s, folder); // 0700, as that has to be
    environment.insert(u"XDG_CONFIG_HOME"_s, folder + u"/config"_s);
    environment.insert(u"XDG_DATA_HOME"_s, folder + u"/data"_s);
    environment.insert(u"XDG_CACHE_HOME"_s, folder + u"/cache"_s);
    environment.insert(u"XDG_STATE_HOME"_s, folder + u"/state"_s);
    environment.insert(QString::fromLatin1(kFirstPaintVariable), asked);
    return environment;
}

QString floorProgram()
{
    return QDir(QCoreApplication::applicationDirPath()).filePath(u"plumbline-empty-window"_s);
}

} // namespace

bool StartedConsole::hasFloor()
{
    return QFileInfo(floorProgram()).isExecutable();
}

StartedConsole::~StartedConsole()
{
    end();
}

telemetry::Result<void> StartedConsole::prepare()
{
    // Any free ports: those of a console that is running stay its own.
    const QString folder = m_folder.filePath(u"config/plumbline"_s);
    QFile settings(folder + u"/plumbline.conf"_s);
    if (!m_folder.isValid() || !QDir().mkpath(folder) || !settings.open(QIODevice::WriteOnly)
        || settings.write("[receiving]\nhttp=127.0.0.1:0\ngrpc=127.0.0.1:0\n") < 0)
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  "There is no room for temporary files.");
    return {};
}

telemetry::Result<double> StartedConsole::start(Kind kind, const QString& recording, bool isStaying)
{
    if (const auto prepared = prepare(); !prepared)
        return tl::make_unexpected(prepared.error());
    const QString after = isStaying ? u"stay"_s : u"exit"_s;
    m_process.setProcessEnvironment(
        environmentIn(m_folder.path(), kind == Kind::Empty ? u"empty-"_s + after : after));
    const QStringList arguments = kind == Kind::Recording ? QStringList{recording} : QStringList();
    QElapsedTimer patience;
    patience.start();
    const qint64 before = steadyNanos();
    m_process.start(kind == Kind::Floor ? floorProgram() : QCoreApplication::applicationFilePath(),
                    arguments, QIODevice::ReadOnly);
    QByteArray output;
    std::optional<qint64> painted;
    while (!painted && patience.elapsed() < kStartPatience
           && m_process.state() != QProcess::NotRunning) {
        m_process.waitForReadyRead(100);
        output += m_process.readAllStandardOutput();
        painted = firstPaintIn(output);
    }
    output += m_process.readAllStandardOutput(); // of one that ended at once
    painted = firstPaintIn(output);
    const bool hasEnded = isStaying || m_process.state() == QProcess::NotRunning
        || m_process.waitForFinished(kEndPatience);
    if (painted && hasEnded)
        return static_cast<double>(*painted - before) / 1e6;
    end();
    const QByteArray said = m_process.readAllStandardError().trimmed();
    return telemetry::failure(
        telemetry::ErrorKind::Unreachable,
        (painted ? "The window did not end after its first frame." : "The window was not painted.")
            + (said.isEmpty() ? std::string() : " It said: " + said.toStdString()));
}

void StartedConsole::end()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(kEndPatience)) {
        m_process.kill();
        m_process.waitForFinished(kEndPatience);
    }
}

} // namespace bench
