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

struct BundleChoice
{
    QString path;
    bool isRedacted = true;
};
// Asks the user; nothing: no bundle is to be made.
using ChooseBundle = std::function<std::optional<BundleChoice>(const QString& suggestion)>;
// By the desktop's file dialog. `window` must outlive what is returned.
ChooseBundle desktopBundleDialog(QWidget* window);

// Makes a bundle of an incident by `plumbline bundle make`, with the charts of its report. One at a
// time; a bar tells what became of it: signed or not, redacted or not, why it cannot be. GUI
// thread.
class BundleExporter final : public QObject
{
    Q_OBJECT

public:
    // `bar`, which nobody else speaks in, must outlive it. `program`: plumbline itself. What is
    // under way ends with it.
    BundleExporter(std::string recording, QString program, common::MessageBar& bar,
                   ChooseBundle choose, QObject* parent = nullptr);

    // `name`: what the operator is called beside the account; empty: as the settings say.
    void make(const QString& incident, const QString& name);
    bool isBusy() const { return m_process.isBusy(); }

signals:
    void finished(bool isMade);

private:
    void act(); // the button of what is told
    void tell(common::MessageBar::Kind kind, const QString& text, const QString& action);
    void take(bool isMade, const QByteArray& output, const QString& problem);

    std::string m_recording;
    common::MessageBar& m_bar;
    ChooseBundle m_choose;
    BundleChoice m_choice; // of what is under way
    CommandProcess m_process;
};
