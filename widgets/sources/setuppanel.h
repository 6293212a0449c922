// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/theme.h"

#include <QString>
#include <QWidget>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace sources {

// Where a service can send to; empty: not listened on.
struct Endpoints
{
    QString http; // http://127.0.0.1:4318
    QString grpc;
    friend bool operator==(const Endpoints&, const Endpoints&) = default;
};

// Guided set-up: which client, what to set, and whether it has arrived. GUI thread.
class SetupPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit SetupPanel(const common::Theme& theme, QWidget* parent = nullptr);

    void setEndpoints(const Endpoints& endpoints);
    // What came first since the panel was opened; empty: nothing yet, it waits.
    void setArrived(const QString& service);
    QString settings() const; // the text to copy

signals:
    void closed();

private:
    void showSettings();
    void copySettings();
    void restyle();

    const common::Theme& m_theme;
    Endpoints m_endpoints;
    QLabel* m_title;
    QComboBox* m_client;
    QPlainTextEdit* m_text;
    QPushButton* m_copy;
    QLabel* m_arrived;
};

} // namespace sources
