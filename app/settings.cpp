// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/settings.h"

#include "app/commands/settingsfile.h"
#include "models/config/value.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QSettings>
#include <QVariant>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

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
const QString kQuietOn = u"quiet/on"_s;
const QString kQuietFrom = u"quiet/from"_s;
const QString kQuietTo = u"quiet/to"_s;
const QString kQuietDays = u"quiet/days"_s;
const QString kQuietLoudest = u"quiet/loudest"_s;
const QString kQuietOnce = u"quiet/until"_s;
const QString kTimeOfDay = u"HH:mm"_s;

} // namespace

Settings::Settings(QObject* parent)
    : QObject(parent)
    , m_system(askSystem())
    , m_store(commands::openSettings())
    , m_layers(commands::layersOf(*m_store))
{
    commands::keepSettingsPrivate(*m_store);
}

Settings::Settings(InMemory)
    : m_system(systemLook(QGuiApplication::palette(), {}))
{
}

std::unique_ptr<Settings> Settings::inMemory()
{
    return std::unique_ptr<Settings>(new Settings(InMemory{}));
}

// What was set last is written as all else is; QSettings alone would not look what became of it.
Settings::~Settings()
{
    if (m_store)
        QCoreApplication::sendPostedEvents(m_store.get(), QEvent::UpdateRequest);
}

QString Settings::operatorName() const
{
    const std::string name =
        m_store ? commands::operatorName() : value(kOperator, {}).toString().toStdString();
    return QString::fromStdString(name.empty() ? commands::operatorAccount() : name);
}

commands::Operator Settings::who() const
{
    return commands::operatorOf(operatorName().toStdString());
}

std::string Settings::roomUrl() const
{
    return commands::roomUrlSetting(m_layers);
}

std::string Settings::rolesFile() const
{
    return value(kRoles, QString()).toString().toStdString();
}

bool Settings::isReadOnly() const
{
    return value(kReadOnly, false).toBool();
}

void Settings::setReadOnly(bool on)
{
    setValue(kReadOnly, on);
}

void Settings::overrideGuards(const std::string& rolesFile, bool isReadOnly)
{
    change([&] {
        m_layers.removeRun(kRoles);
        m_layers.removeRun(kReadOnly);
        if (!rolesFile.empty())
            m_layers.setRun(kRoles, QString::fromStdString(rolesFile), config::Origin::CommandLine);
        if (isReadOnly)
            m_layers.setRun(kReadOnly, u"true"_s, config::Origin::CommandLine);
    });
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
    rule.days = config::dayBits(value(kQuietDays, {}).toString());
    rule.loudest = value(kQuietLoudest, usual.loudest).toInt();
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
    setValue(kQuietDays, config::daysText(rule.days));
    setValue(kQuietLoudest, rule.loudest);
    setValue(kQuietOnce,
             rule.once ? QDateTime::fromMSecsSinceEpoch(
                             telemetry::toUnixNanos(*rule.once) / 1'000'000, Qt::UTC)
                             .toString(Qt::ISODate)
                       : QString());
}

QString Settings::profile() const
{
    return m_store ? commands::settingsProfile() : QString();
}

telemetry::Result<void> Settings::setOwn(const QString& key, const QString& value)
{
    const config::Setting* setting = config::find(key);
    if (setting == nullptr)
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  key.toStdString() + ": there is no such setting.");
    const auto good = config::canonicalValue(*setting, value);
    if (!good)
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  key.toStdString() + ' ' + good.error().message + '.');
    takeOwn(key, *good);
    return {};
}

telemetry::Result<void> Settings::store()
{
    if (!m_store)
        return {};
    for (const auto& [key, value] : m_unwritten.asKeyValueRange())
        m_store->setValue(key, value);
    auto stored = commands::storeSettings(*m_store);
    QVariantMap set;
    if (!stored) {
        for (const QString& key : m_store->allKeys())
            set.insert(key, m_store->value(key));
        // Once it could not be written, QSettings says so for ever. It reads what stands there.
        auto again = commands::openSettings();
        m_store = std::move(again);
    }
    m_unwritten.clear();
    for (const auto& [key, value] : set.asKeyValueRange()) {
        if (config::find(key) == nullptr && m_store->value(key) != value)
            m_unwritten.insert(key, value); // of a setting m_layers knows
    }
    return stored;
}

void Settings::removeOwn(const QString& key)
{
    if (m_store)
        m_store->remove(key);
    change([&] {
        m_layers.removeRun(key);
        m_layers.removeOwn(key);
    });
}

void Settings::overrideForRun(const QString& key, const QString& value)
{
    change([&] { m_layers.setRun(key, value, config::Origin::CommandLine); });
}

QString Settings::teamCopies() const
{
    return m_store ? commands::teamCopiesFolder() : QString();
}

void Settings::setTeam(const config::Values& values, const QString& label)
{
    change([&] { m_layers.setTeam(values, label); });
}

template<class Change>
void Settings::change(const Change& make)
{
    std::vector<std::pair<QString, QString>> before; // what holds, and who says so
    for (const config::Setting& setting : config::schema())
        before.emplace_back(m_layers.held(setting.name()).value,
                            m_layers.originText(setting.name()));
    make();
    std::size_t at = 0;
    for (const config::Setting& setting : config::schema()) {
        const QString key = setting.name();
        if (before[at++] != std::pair(m_layers.held(key).value, m_layers.originText(key)))
            emit changed(key);
    }
}

QVariant Settings::value(const QString& key, const QVariant& fallback) const
{
    if (config::find(key) != nullptr)
        return m_layers.held(key).value;
    if (const auto found = m_unwritten.find(key); found != m_unwritten.end())
        return *found;
    return m_store ? m_store->value(key, fallback) : m_memory.value(key, fallback);
}

void Settings::setValue(const QString& key, const QVariant& value)
{
    if (config::find(key) == nullptr)
        write(key, value);
    else if (m_layers.held(key).value != value.toString())
        takeOwn(key, value.toString());
}

void Settings::takeOwn(const QString& key, const QString& value)
{
    write(key, value);
    change([&] {
        m_layers.removeRun(key); // what is chosen replaces what the command line said
        m_layers.setOwn(key, value);
    });
}

void Settings::write(const QString& key, const QVariant& value)
{
    m_unwritten.remove(key);
    if (m_store)
        m_store->setValue(key, value);
    else if (config::find(key) == nullptr)
        m_memory.insert(key, value);
}
