// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/listening.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QVariantMap>

#include <memory>

class QSettings;

// All settings of the console, typed; the only user of QSettings. GUI thread.
class Settings final : public QObject
{
    Q_OBJECT

public:
    enum class ThemeChoice
    {
        System,
        Light,
        Dark,
    };
    Q_ENUM(ThemeChoice)

    explicit Settings(QObject* parent = nullptr);
    // For tests and pictures: nothing is read from or written to the user's settings.
    static std::unique_ptr<Settings> inMemory();
    ~Settings() override;

    ThemeChoice theme() const;
    void setTheme(ThemeChoice choice);

    // Who is at the console, for the timeline. The login name until it is set.
    QString operatorName() const;
    void setOperatorName(const QString& name);

    // Where a live window receives telemetry; the exporters' default ports of this machine until it
    // is set. Names of files, never what is in them.
    commands::ListenOptions receiving() const;
    void setReceiving(const commands::ListenOptions& options);

    // Saved layout: what QMainWindow gives.
    QByteArray windowGeometry() const;
    QByteArray windowState() const;
    void setWindowLayout(const QByteArray& geometry, const QByteArray& state);

signals:
    void themeChanged();

private:
    struct InMemory
    { };
    explicit Settings(InMemory);
    QVariant value(const QString& key, const QVariant& fallback) const;
    void setValue(const QString& key, const QVariant& value);

    std::unique_ptr<QSettings> m_store; // null in memory
    QVariantMap m_memory;
};
