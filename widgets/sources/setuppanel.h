// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/theme.h"

#include <QString>
#include <QStringList>
#include <QWidget>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace sources {

// Where a service can send to; empty: not listened on. With https, senders have to use TLS.
struct Endpoints
{
    QString http; // http://127.0.0.1:4318
    QString grpc;
    bool needsToken = false;
    bool isEveryAddress = false; // a name stands for all addresses of this machine
    friend bool operator==(const Endpoints&, const Endpoints&) = default;
};

// The same for a service elsewhere: nobody can send to 0.0.0.0 or [::], so `host` stands for them.
Endpoints reachableFrom(Endpoints endpoints, const QString& host);

// Guided set-up: which client, what to set, and whether it has arrived. GUI thread.
class SetupPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit SetupPanel(const common::Theme& theme, QWidget* parent = nullptr);

    void setEndpoints(const Endpoints& endpoints);
    // It waits; for another service than those that are sending already.
    void setWaiting(const QStringList& sending);
    void setArrived(const QString& service); // since the panel was opened
    QString settings() const; // the text to copy

signals:
    void closed();

private:
    void showSettings();
    void copySettings();
    void fitText();
    void restyle();

    const common::Theme& m_theme;
    Endpoints m_endpoints;
    QLabel* m_title;
    QComboBox* m_client;
    QPlainTextEdit* m_text;
    QPushButton* m_copy;
    QLabel* m_note; // what the placeholders stand for; hidden without any
    QLabel* m_arrived;
};

} // namespace sources
