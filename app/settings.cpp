// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/settings.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QSettings>
#include <QVariant>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

const QString kTheme = u"look/theme"_s;
const QString kDensity = u"look/density"_s;
const QString kTextPercent = u"look/textPercent"_s;
const QString kStill = u"look/still"_s;
const QString kLanguage = u"look/language"_s;
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
const QString kKeys = u"keys"_s;
const QString kPaletteRecent = u"palette/recent"_s;
const QString kLayout = u"window/layout"_s;
const QString kWelcomeSeen = u"welcome/seen"_s;
const QString kWelcomeAtStart = u"welcome/atStart"_s;
const QString kRecentFiles = u"files/recent"_s;
constexpr qsizetype kMostRecentFiles = 12;
const QString kQuietOn = u"quiet/on"_s;
const QString kQuietFrom = u"quiet/from"_s;
const QString kQuietTo = u"quiet/to"_s;
const QString kQuietDays = u"quiet/days"_s;
const QString kQuietLoudest = u"quiet/loudest"_s;
const QString kQuietOnce = u"quiet/until"_s;
const QString kStaysInTray = u"window/staysInTray"_s;
const QString kSaidTray = u"window/saidTray"_s;
const QString kSaidCrash = u"crash/said"_s;
const QString kLayouts = u"layouts"_s;
const QString kTimeOfDay = u"HH:mm"_s;

constexpr std::array kThemeNames{
    std::pair{Settings::ThemeChoice::System, "system"},
    std::pair{Settings::ThemeChoice::Light, "light"},
    std::pair{Settings::ThemeChoice::Dark, "dark"},
    std::pair{Settings::ThemeChoice::HighContrastLight, "high-contrast-light"},
    std::pair{Settings::ThemeChoice::HighContrastDark, "high-contrast-dark"}};

QString nameOfTheme(Settings::ThemeChoice choice)
{
    const auto* found = std::ranges::find(kThemeNames, choice,
                                          &std::pair<Settings::ThemeChoice, const char*>::first);
    return QString::fromLatin1(found->second);
}

} // namespace

Settings::Settings(QObject* parent)
    : QObject(parent)
    , m_system(askSystem())
    , m_store(std::make_unique<QSettings>(u"plumbline"_s, u"plumbline"_s))
{
}

Settings::Settings(InMemory)
    : m_system(systemLook(QGuiApplication::palette(), {}))
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
    for (const auto& [choice, known] : kThemeNames) {
        if (name == QLatin1StringView(known))
            return choice;
    }
    return ThemeChoice::System;
}

void Settings::setTheme(ThemeChoice choice)
{
    setValue(kTheme, nameOfTheme(choice));
}

QString Settings::themeName() const
{
    if (const ThemeChoice choice = theme(); choice != ThemeChoice::System)
        return nameOfTheme(choice);
    if (m_system.wantsContrast)
        return m_system.isDark ? u"high-contrast-dark"_s : u"high-contrast-light"_s;
    return m_system.isDark ? u"dark"_s : u"light"_s;
}

common::Density Settings::density() const
{
    return value(kDensity, QString()).toString() == u"compact"_s ? common::Density::Compact
                                                                 : common::Density::Comfortable;
}

void Settings::setDensity(common::Density density)
{
    setValue(kDensity, density == common::Density::Compact ? u"compact"_s : u"comfortable"_s);
}

int Settings::textPercent() const
{
    return std::clamp(value(kTextPercent, common::kUsualText).toInt(), common::kSmallestText,
                      common::kLargestText);
}

void Settings::setTextPercent(int percent)
{
    setValue(kTextPercent, percent);
}

bool Settings::isStill() const
{
    return value(kStill, m_system.wantsStillness).toBool();
}

void Settings::setStill(bool on)
{
    setValue(kStill, on);
}

common::LookChoice Settings::look() const
{
    return {.theme = themeName(),
            .density = density(),
            .textPercent = textPercent(),
            .isStill = isStill()};
}

Settings::Language Settings::language() const
{
    const QString code = value(kLanguage, QString()).toString();
    return code == u"en"_s ? Language::English
        : code == u"de"_s  ? Language::German
                           : Language::System;
}

void Settings::setLanguage(Language language)
{
    setValue(kLanguage,
             language == Language::English      ? u"en"_s
                 : language == Language::German ? u"de"_s
                                                : u"system"_s);
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

QVariantMap Settings::keys() const
{
    return value(kKeys, {}).toMap();
}

void Settings::setKeys(const QVariantMap& keys)
{
    setValue(kKeys, keys);
}

QString Settings::place() const
{
    return m_store ? m_store->fileName() : QString();
}

notify::QuietRule Settings::quiet() const
{
    const notify::QuietRule usual;
    const auto time = [this](const QString& key, const QTime& fallback) {
        const QTime read = QTime::fromString(value(key, {}).toString(), kTimeOfDay);
        return read.isValid() ? read : fallback;
    };
    notify::QuietRule rule;
    rule.isOn = value(kQuietOn, usual.isOn).toBool();
    rule.from = time(kQuietFrom, usual.from);
    rule.to = time(kQuietTo, usual.to);
    rule.days = value(kQuietDays, usual.days).toInt() & notify::QuietRule::kEveryDay;
    rule.loudest = std::clamp(value(kQuietLoudest, usual.loudest).toInt(), 0, 4);
    const QDateTime once = QDateTime::fromString(value(kQuietOnce, {}).toString(), Qt::ISODate);
    if (once.isValid())
        rule.once = telemetry::fromUnixNanos(once.toMSecsSinceEpoch() * 1'000'000);
    return rule;
}

void Settings::setQuiet(const notify::QuietRule& rule)
{
    setValue(kQuietOn, rule.isOn);
    setValue(kQuietFrom, rule.from.toString(kTimeOfDay));
    setValue(kQuietTo, rule.to.toString(kTimeOfDay));
    setValue(kQuietDays, rule.days);
    setValue(kQuietLoudest, rule.loudest);
    setValue(kQuietOnce,
             rule.once ? QDateTime::fromMSecsSinceEpoch(
                             telemetry::toUnixNanos(*rule.once) / 1'000'000, Qt::UTC)
                             .toString(Qt::ISODate)
                       : QString());
}

bool Settings::staysInTray() const
{
    return value(kStaysInTray, false).toBool();
}

void Settings::setStaysInTray(bool on)
{
    setValue(kStaysInTray, on);
}

bool Settings::hasSaidTray() const
{
    return value(kSaidTray, false).toBool();
}

void Settings::setSaidTray(bool said)
{
    setValue(kSaidTray, said);
}

QString Settings::saidCrash() const
{
    return value(kSaidCrash, {}).toString();
}

void Settings::setSaidCrash(const QString& name)
{
    setValue(kSaidCrash, name);
}

QVariantMap Settings::layouts() const
{
    return value(kLayouts, {}).toMap();
}

void Settings::setLayouts(const QVariantMap& layouts)
{
    setValue(kLayouts, layouts);
}

QStringList Settings::paletteRecent() const
{
    return value(kPaletteRecent, {}).toStringList();
}

void Settings::setPaletteRecent(const QStringList& keys)
{
    setValue(kPaletteRecent, keys);
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
