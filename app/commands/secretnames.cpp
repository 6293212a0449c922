// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/secretnames.h"

#include "app/commands/keyring.h"
#include "app/commands/notifywatch.h"
#include "app/commands/settingsfile.h"
#include "app/commands/userfiles.h"
#include "models/notify/targets.h"
#include "models/pull/sourceprofile.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

void addTargets(std::vector<SecretName>& names, const std::string& file)
{
    const auto targets =
        file.empty() ? telemetry::Result<std::vector<notify::Target>>() : notify::loadTargets(file);
    if (!targets)
        return; // the window and `notify list` say what is wrong with it
    for (const notify::Target& target : *targets) {
        if (!target.urlSecret.empty())
            names.push_back({.name = target.urlSecret, .use = "Webhook " + target.name});
    }
}

void addSources(std::vector<SecretName>& names)
{
    for (const std::string& file : userFiles("sources", "*.yaml")) {
        const auto source = pull::loadSource(file);
        if (source && !source->authentication.secret.empty())
            names.push_back({.name = source->authentication.secret,
                             .use = "Source " + source->id,
                             .isOptional = source->authentication.isOptional});
    }
}

bool isInEnvironment(const std::string& name)
{
    const char* value = std::getenv(("PLUMBLINE_TOKEN_" + name).c_str());
    return value != nullptr && *value != '\0';
}

SecretFound inKeyring(const std::string& name)
{
    const auto kept = secretFromKeyring(name);
    if (!kept)
        return {.place = SecretPlace::Unknown, .problem = kept.error().message};
    return {.place = kept->empty() ? SecretPlace::Missing : SecretPlace::Keyring};
}

} // namespace

std::vector<SecretName> secretNames()
{
    const config::Layers layers = currentLayers();
    const auto text = [&layers](const QString& key) {
        return layers.held(key).value.toStdString();
    };
    std::vector<SecretName> names{
        {.name = "OTLP", .use = "What exporters have to show", .isOptional = true},
        {.name = "ROOM",
         .use = "Password of the shared room",
         .isOptional = !text(u"room/url"_s).starts_with("postgres")},
    };
    if (const std::string secret = text(u"team/secret"_s); !secret.empty())
        names.push_back({.name = secret, .use = "The team's configuration"});
    const std::string webhooks = text(u"notify/webhooks"_s);
    addTargets(names, webhooks.empty() ? ownNotifyFile() : webhooks);
    addSources(names);
    std::ranges::stable_sort(names, {}, &SecretName::name);
    return names;
}

std::vector<LocatedSecret> locateSecrets(const std::atomic<bool>* cancel)
{
    std::vector<LocatedSecret> all;
    std::optional<SecretFound> silent; // the keyring
    for (SecretName& secret : secretNames()) {
        if (cancel != nullptr && *cancel)
            break;
        SecretFound found;
        if (!all.empty() && all.back().secret.name == secret.name)
            found = all.back().found; // they are in order of their names
        else if (isInEnvironment(secret.name))
            found.place = SecretPlace::Environment;
        else if (silent)
            found = *silent;
        else
            found = inKeyring(secret.name);
        if (found.place == SecretPlace::Unknown)
            silent = found;
        all.push_back({.secret = std::move(secret), .found = std::move(found)});
    }
    return all;
}

const char* toString(SecretPlace place)
{
    switch (place) {
    case SecretPlace::Missing:
        return "missing";
    case SecretPlace::Environment:
        return "environment";
    case SecretPlace::Keyring:
        return "keyring";
    case SecretPlace::Unknown:
        break;
    }
    return "unknown";
}

} // namespace commands
