// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commandprocess.h"
#include "widgets/common/messagebar.h"

#include <QObject>
#include <QString>

#include <functional>
#include <optional>
#include <string>

class QWidget;

struct ReportChoice
{
    QString path;
    QString format; // html, pdf or md
    bool isRedacted = true;
};
// Ask the user. What was chosen gets the ending of its format first; then it is asked whether what
// is there may be replaced.
struct ReportDialogs
{
    // Nothing: no report is to be made.
    std::function<std::optional<ReportChoice>(const QString& suggestion)> choose;
    std::function<bool(const QString& path)> mayReplace;
};
// Those of the desktop. `window` must outlive what is returned.
ReportDialogs desktopReportDialogs(QWidget* window);

// Makes the report of an incident by `plumbline report`. One at a time; a bar tells what became of
// it. GUI thread.
class ReportExporter final : public QObject
{
    Q_OBJECT

public:
    // `bar`, which nobody else speaks in, must outlive it. `program`: plumbline itself. What is
    // under way ends with it.
    ReportExporter(std::string recording, QString program, common::MessageBar& bar,
                   ReportDialogs dialogs, QObject* parent = nullptr);

    void make(const QString& incident);
    bool isBusy() const { return m_process.isBusy(); }

signals:
    void finished(bool isMade);

private:
    void act(); // the button of what is told
    void tell(common::MessageBar::Kind kind, const QString& text, const QString& action);
    void take(bool isMade, const QString& problem);

    std::string m_recording;
    common::MessageBar& m_bar;
    ReportDialogs m_dialogs;
    ReportChoice m_choice; // of what is under way
    CommandProcess m_process;
};
