// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QProcess>
#include <QString>

#include <functional>
#include <optional>
#include <string>

namespace common {
class MessageBar;
}
class QWidget;

struct ReportChoice
{
    QString path;
    QString format; // html, pdf or md
    bool isRedacted = true;
};
// Asks the user; nothing: no report is to be made.
using ChooseReport = std::function<std::optional<ReportChoice>(const QString& suggestion)>;
// By the desktop's file dialog. `window` must outlive what is returned.
ChooseReport desktopReportDialog(QWidget* window);

// Makes the report of an incident by `plumbline report`, a process of its own: it is the same
// report whoever asks for it, charts are drawn in light colours, and neither reading nor painting
// holds up the window. One at a time; a bar tells what became of it. GUI thread.
class ReportExporter final : public QObject
{
    Q_OBJECT

public:
    // `bar` must outlive it. `program`: plumbline itself.
    ReportExporter(std::string recording, QString program, common::MessageBar& bar,
                   ChooseReport choose, QObject* parent = nullptr);
    ~ReportExporter() override; // ends what is under way, and waits for it

    void make(const QString& incident);
    bool isBusy() const { return m_process.state() != QProcess::NotRunning; }

signals:
    void finished(bool isMade);

private:
    void take(bool isMade, const QString& problem);

    std::string m_recording;
    QString m_program;
    common::MessageBar& m_bar;
    ChooseReport m_choose;
    ReportChoice m_choice; // of what is under way
    QProcess m_process;
};
