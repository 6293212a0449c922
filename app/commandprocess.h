// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QObject>
#include <QProcess>
#include <QString>
#include <QStringList>

// A command of plumbline's own in a process beside the window: it does the same whoever asks for
// it, draws in colours of its own, and holds up no window. One at a time. GUI thread.
class CommandProcess final : public QObject
{
    Q_OBJECT

public:
    explicit CommandProcess(QString program, QObject* parent = nullptr); // plumbline itself
    // Asks what is under way to end, which leaves nothing of what it was making, and waits for it;
    // ends it where it does not within seconds.
    ~CommandProcess() override;

    void start(const QStringList& arguments);
    // As at the end of the window, without waiting; it is told by finished().
    void cancel();
    bool isCancelled() const { return m_isCancelled; } // the one that runs, or ran last
    bool isBusy() const { return m_process.state() != QProcess::NotRunning; }

signals:
    // `problem`: what it said on standard error, or why it could not be started.
    void finished(bool isGood, const QByteArray& output, const QString& problem);

private:
    QString m_program;
    QProcess m_process;
    bool m_isCancelled = false;
};
