// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <optional>
#include <string>

namespace common {
class MessageBar;
}
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

// Makes a bundle of an incident beside the window, one at a time, and tells in a bar what became of
// it: signed or not, redacted or not, why it cannot be. GUI thread; the work is in another.
class BundleExporter final : public QObject
{
    Q_OBJECT

public:
    // `bar` must outlive it.
    BundleExporter(std::string recording, common::MessageBar& bar, ChooseBundle choose,
                   QObject* parent = nullptr);
    ~BundleExporter() override; // breaks off what is under way, and waits for it

    void make(const QString& incident, const std::string& who);
    bool isBusy() const { return m_isBusy; }

signals:
    void finished(bool isMade);

private:
    struct Outcome
    {
        std::string problem; // empty: it is made
        QString path;
        bool isSigned = false;
        bool isRedacted = false;
    };
    void take(const Outcome& outcome);

    std::string m_recording;
    common::MessageBar& m_bar;
    ChooseBundle m_choose;
    bool m_isBusy = false;
    std::atomic_bool m_isStopped = false;
    QThreadPool m_worker; // one thread
};
