// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/listening.h"

#include <QDialog>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class Session;
class Settings;

// Where the console listens for telemetry, whom it lets in, and how much of it the recording keeps.
// What is entered is tried at once, and remembered once it works; until that is known it says so
// and waits, or is closed. GUI thread.
class ReceivingDialog final : public QDialog
{
    Q_OBJECT

public:
    // Both must outlive the dialog; the session is receiving.
    ReceivingDialog(Session& session, Settings& settings, QWidget* parent);

    void accept() override;

private:
    QLineEdit* addLine(QFormLayout* form, const QString& label, const std::string& text,
                       const QString& hint);
    QLineEdit* addFile(QFormLayout* form, const QString& label, const std::string& path,
                       const QString& hint);
    commands::ListenOptions entered() const;
    void finish(const telemetry::Result<void>& received);
    void say(const QString& problem);
    void setChanging(bool isChanging);

    Session& m_session;
    Settings& m_settings;
    QLineEdit* m_http = nullptr;
    QLineEdit* m_grpc = nullptr;
    QLineEdit* m_token = nullptr;
    QLineEdit* m_certificate = nullptr;
    QLineEdit* m_key = nullptr;
    QLineEdit* m_keep = nullptr;
    QLabel* m_error = nullptr;
    QPushButton* m_apply = nullptr;
};
