// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/settings.h"

#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QSettings>
#include <QVariant>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

const QString kTheme = u"look/theme"_s;
const QString kOperator = u"operator/name"_s;
const QString kRoles = u"operator/roles"_s;
const QString kReadOnly = u"operator/readOnly"_s;
const QString kHttp = u"receiving/http"_s;
const QString kGrpc = u"receiving/grpc"_s;
const QString kTokenFile = u"receiving/tokenFile"_s;
const QString kCertificate = u"receiving/certificate"_s;
const QString kKey = u"receiving/key"_s;
const QString kOpensOnAcknowledge = u"incident/open-on-acknowledge"_s;
const QString kAlarmShown = u"alarm/shown"_s;
const QString kAlarmHeard = u"alarm/heard"_s;
const QString kWebhooks = u"notify/webhooks"_s;
const QString kKeepsViews = u"incident/keepsViews"_s;
const QString kPeopleToConfirm = u"verdicts/peopleToConfirm"_s;
const QString kKeep = u"recording/keep"_s;
const QString kLayout = u"window/layout"_s;
const QString kWelcomeSeen = u"welcome/seen"_s;
const QString kWelcomeAtStart = u"welcome/atStart"_s;
const QString kRecentFiles = u"files/recent"_s;
constexpr qsizetype kMostRecentFiles = 12;

} // namespace

Settings::Settings(QObject* parent)
    : QObject(parent)
    , m_systemPalette(QGuiApplication::palette())
    , m_store(std::make_unique<QSettings>(u"plumbline"_s, u"plumbline"_s))
{
}

Settings::Settings(InMemory)
    : m_systemPalette(QGuiApplication::palette())
{
}

std::unique_ptr<Settings> Settings::inMemory()
{
    return std::unique_ptr<Settings>(new Settings(InMemory{}));
}

Settings::~Settings() = default;

Settings::ThemeChoice Settings::theme() const
{
    const QString name = value(kTheme, u"system"_s).toString();
    if (name == u"light"_s)
        return ThemeChoice::Light;
    return name == u"dark"_s ? ThemeChoice::Dark : ThemeChoice::System;
}

void Settings::setTheme(ThemeChoice choice)
{
    const QString name = choice == ThemeChoice::Light ? u"light"_s
        : choice == ThemeChoice::Dark                 ? u"dark"_s
                                                      : u"system"_s;
    setValue(kTheme, name);
}

QString Settings::themeName() const
{
    const bool isDark = theme() == ThemeChoice::Dark
        || (theme() == ThemeChoice::System
            && m_systemPalette.color(QPalette::Window).lightness() < 128);
    return isDark ? u"dark"_s : u"light"_s;
}

QString Settings::operatorName() const
{
    const std::string name =
        m_store ? commands::operatorName() : m_memory.value(kOperator).toString().toStdString();
    return QString::fromStdString(name.empty() ? commands::operatorAccount() : name);
}

commands::Operator Settings::who() const
{
    return commands::operatorOf(operatorName().toStdString());
}

std::string Settings::roomUrl() const
{
    return value(u"room/url"_s, QString()).toString().toStdString();
}

std::string Settings::rolesFile() const
{
    return m_rolesFile.empty() ? value(kRoles, QString()).toString().toStdString() : m_rolesFile;
}

bool Settings::isReadOnly() const
{
    return m_isReadOnly || value(kReadOnly, false).toBool();
}

void Settings::setReadOnly(bool on)
{
    m_isReadOnly = false; // what is chosen in the window replaces what the command line said
    setValue(kReadOnly, on);
}

void Settings::overrideGuards(const std::string& rolesFile, bool isReadOnly)
{
    m_rolesFile = rolesFile;
    m_isReadOnly = isReadOnly;
}

commands::ListenOptions Settings::receiving() const
{
    const auto text = [this](const QString& key, const QString& fallback) {
        return value(key, fallback).toString().toStdString();
    };
    return {.otlp = text(kHttp, u"127.0.0.1:4318"_s),
            .grpc = text(kGrpc, u"127.0.0.1:4317"_s),
            .files = {.token = text(kTokenFile, {}),
                      .certificate = text(kCertificate, {}),
                      .key = text(kKey, {})}};
}

void Settings::setReceiving(const commands::ListenOptions& options)
{
    setValue(kHttp, QString::fromStdString(options.otlp));
    setValue(kGrpc, QString::fromStdString(options.grpc));
    setValue(kTokenFile, QString::fromStdString(options.files.token));
    setValue(kCertificate, QString::fromStdString(options.files.certificate));
    setValue(kKey, QString::fromStdString(options.files.key));
}

std::string Settings::keep() const
{
    return value(kKeep, {}).toString().toStdString();
}

void Settings::setKeep(const std::string& keep)
{
    setValue(kKeep, QString::fromStdString(keep));
}

bool Settings::isAlarmShown() const
{
    return value(kAlarmShown, true).toBool();
}

void Settings::setAlarmShown(bool on)
{
    setValue(kAlarmShown, on);
}

bool Settings::isAlarmHeard() const
{
    return value(kAlarmHeard, true).toBool();
}

void Settings::setAlarmHeard(bool on)
{
    setValue(kAlarmHeard, on);
}

bool Settings::opensOnAcknowledge() const
{
    return value(kOpensOnAcknowledge, true).toBool();
}

void Settings::setOpensOnAcknowledge(bool on)
{
    setValue(kOpensOnAcknowledge, on);
}

std::string Settings::webhooks() const
{
    return value(kWebhooks, QString()).toString().toStdString();
}

bool Settings::keepsViews() const
{
    return value(kKeepsViews, true).toBool();
}

void Settings::setKeepsViews(bool on)
{
    setValue(kKeepsViews, on);
}

int Settings::peopleToConfirm() const
{
    return std::clamp(value(kPeopleToConfirm, 1).toInt(), 1, 2);
}

void Settings::setPeopleToConfirm(int people)
{
    setValue(kPeopleToConfirm, people);
}

QString Settings::runbookFolder() const
{
    if (!m_store)
        return {};
    return QFileInfo(m_store->fileName()).absoluteDir().filePath(u"runbooks"_s);
}

bool Settings::isWelcomeSeen() const
{
    return value(kWelcomeSeen, false).toBool();
}

void Settings::setWelcomeSeen(bool on)
{
    setValue(kWelcomeSeen, on);
}

bool Settings::isWelcomeAtStart() const
{
    return value(kWelcomeAtStart, false).toBool();
}

void Settings::setWelcomeAtStart(bool on)
{
    setValue(kWelcomeAtStart, on);
}

QStringList Settings::recentFiles() const
{
    return value(kRecentFiles, QStringList()).toStringList();
}

void Settings::addRecentFile(const QString& path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList files = recentFiles();
    files.removeAll(absolute);
    files.prepend(absolute);
    setValue(kRecentFiles, files.mid(0, kMostRecentFiles));
}

QVariantMap Settings::windowLayout() const
{
    return value(kLayout, {}).toMap();
}

void Settings::setWindowLayout(const QVariantMap& layout)
{
    setValue(kLayout, layout);
}

QVariant Settings::value(const QString& key, const QVariant& fallback) const
{
    return m_store ? m_store->value(key, fallback) : m_memory.value(key, fallback);
}

void Settings::setValue(const QString& key, const QVariant& value)
{
    if (m_store)
        m_store->setValue(key, value);
    else
        m_memory.insert(key, value);
}
