// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/config/layers.h"

#include "models/config/value.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace config {

namespace {

QString layersText(const char* text)
{
    return QCoreApplication::translate("config", text);
}

// What people write where a name of a secret is asked for may be the secret.
QString foundText(const Setting& setting, const QString& value)
{
    const bool mayBeSecret = setting.kind == Kind::SecretName || setting.kind == Kind::Url
        || setting.kind == Kind::Source;
    return mayBeSecret ? QString() : value;
}

} // namespace

QString badValueText(const BadValue& bad)
{
    const QString who = bad.origin == Origin::Team
        ? layersText(QT_TRANSLATE_NOOP("config", " of the team's configuration"))
        : QString();
    const QString used = bad.used.isEmpty() ? layersText(QT_TRANSLATE_NOOP("config", "nothing"))
                                            : u'"' + bad.used + u'"';
    if (bad.found.isEmpty())
        return layersText(QT_TRANSLATE_NOOP("config", "%1%2 %3; %4 is used instead."))
            .arg(bad.key, who, bad.why, used);
    return layersText(QT_TRANSLATE_NOOP("config", "%1%2 is \"%3\" but %4; %5 is used instead."))
        .arg(bad.key, who, bad.found, bad.why, used);
}

std::optional<QString> Layers::own(const QString& key) const
{
    const auto found = m_own.find(key);
    return found == m_own.end() ? std::nullopt : std::optional(*found);
}

Values Layers::goodOwn() const
{
    Values good;
    for (const Setting& setting : schema()) {
        const auto written = own(setting.name());
        if (!written)
            continue;
        if (const auto value = canonicalValue(setting, *written))
            good.insert(setting.name(), *value);
    }
    return good;
}

void Layers::setTeam(const Values& values, const QString& label)
{
    m_team = values;
    m_teamLabel = label;
}

void Layers::setRun(const QString& key, const QString& value, Origin origin)
{
    m_run[key] = {value, origin};
}

Held Layers::held(const QString& key) const
{
    const Setting* setting = find(key);
    if (setting == nullptr)
        return {};
    const QString careful = QString::fromLatin1(setting->careful);
    const auto heldIn = [&](const QString& written, Origin origin) -> std::optional<Held> {
        if (const auto value = canonicalValue(*setting, written))
            return Held{.value = *value, .origin = origin};
        if (!careful.isEmpty())
            return Held{.value = careful, .origin = origin};
        return std::nullopt;
    };
    if (const auto run = m_run.find(key); run != m_run.end()) {
        if (const auto value = heldIn(run->second.first, run->second.second))
            return *value;
    }
    if (const auto written = own(key)) {
        if (const auto value = heldIn(*written, Origin::Own))
            return *value;
    }
    if (const auto written = m_team.find(key); written != m_team.end() && setting->isTeams) {
        if (const auto value = heldIn(*written, Origin::Team))
            return *value;
    }
    return {.value = QString::fromLatin1(setting->fallback), .origin = Origin::Default};
}

std::vector<BadValue> Layers::problems() const
{
    std::vector<BadValue> all;
    const auto look = [&](const Setting& setting, const QString& written, Origin origin) {
        if (const auto value = canonicalValue(setting, written); !value)
            all.push_back({.key = setting.name(),
                           .found = foundText(setting, written),
                           .used = held(setting.name()).value,
                           .why = QString::fromStdString(value.error().message),
                           .origin = origin});
    };
    for (const Setting& setting : schema()) {
        const QString key = setting.name();
        if (const auto run = m_run.find(key); run != m_run.end())
            look(setting, run->second.first, run->second.second);
        if (const auto written = own(key))
            look(setting, *written, Origin::Own);
        const auto team = m_team.find(key);
        if (team == m_team.end())
            continue;
        if (setting.isTeams)
            look(setting, *team, Origin::Team);
        else
            all.push_back({.key = key,
                           .found = {},
                           .used = held(key).value,
                           .why = layersText(QT_TRANSLATE_NOOP(
                               "config",
                               "cannot come from the team: it is of one machine or "
                               "person")),
                           .origin = Origin::Team});
    }
    return all;
}

QString Layers::originText(const QString& key) const
{
    switch (held(key).origin) {
    case Origin::Default:
        return layersText(QT_TRANSLATE_NOOP("config", "default"));
    case Origin::Team:
        return layersText(QT_TRANSLATE_NOOP("config", "team: %1")).arg(m_teamLabel);
    case Origin::Own:
        return layersText(QT_TRANSLATE_NOOP("config", "yours"));
    case Origin::Environment:
        return layersText(QT_TRANSLATE_NOOP("config", "environment"));
    case Origin::CommandLine:
        break;
    }
    return layersText(QT_TRANSLATE_NOOP("config", "command line"));
}

std::optional<QString> Layers::teamsOther(const QString& key) const
{
    const Setting* setting = find(key);
    const auto written = m_team.find(key);
    if (setting == nullptr || !setting->isTeams || written == m_team.end()
        || held(key).origin == Origin::Team)
        return std::nullopt;
    const auto value = canonicalValue(*setting, *written);
    return value ? std::optional(*value) : std::nullopt;
}

} // namespace config
