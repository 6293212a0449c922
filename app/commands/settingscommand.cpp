// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commands.h"
#include "app/commands/jsonerrors.h"
#include "app/commands/jsonrows.h"
#include "app/commands/keyring.h"
#include "app/commands/outcome.h"
#include "app/commands/secretnames.h"
#include "app/commands/settingsfile.h"
#include "app/commands/teamread.h"
#include "app/commands/terminal.h"
#include "models/config/document.h"
#include "models/config/value.h"
#include "models/team/teamcopy.h"
#include "models/telemetry/keptfile.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QSaveFile>
#include <QSettings>
#include <QVariantMap>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

struct SettingsWords
{
    std::string key;
    std::string value;
    std::string file;
    bool isJson = false;
    bool isTrial = false; // --dry-run
    bool isForced = false; // --force
};

Result<const config::Setting*> settingOf(const std::string& key)
{
    const config::Setting* setting = config::find(QString::fromStdString(key));
    if (setting == nullptr)
        return failure(ErrorKind::Usage,
                       key + ": there is no such setting. \"plumbline settings list\" has them.");
    return setting;
}

QJsonObject settingJson(const config::Setting& setting, const config::Layers& layers)
{
    const QString key = setting.name();
    const config::Held held = layers.held(key);
    const auto other = layers.teamsOther(key);
    QJsonObject row{
        {u"key"_s, key},
        {u"value"_s, config::jsonOf(setting, held.value)},
        {u"source"_s, layers.originText(key)},
        {u"type"_s, config::kindName(setting.kind)},
        {u"default"_s, config::jsonOf(setting, QString::fromLatin1(setting.fallback))},
        {u"section"_s, config::sectionOf(setting)},
        {u"title"_s, config::titleOf(setting)},
        {u"description"_s, config::sentenceOf(setting)},
        {u"takes_effect"_s,
         setting.effect == config::Effect::AtOnce ? u"at_once"_s : u"next_window"_s},
        {u"from_team"_s, setting.isTeams},
        {u"team_value"_s, other ? config::jsonOf(setting, *other) : QJsonValue()},
    };
    if (setting.kind == config::Kind::Choice)
        row.insert(u"choices"_s, QJsonArray::fromStringList(config::choicesOf(setting)));
    if (setting.kind == config::Kind::Number) {
        row.insert(u"least"_s, setting.least);
        row.insert(u"most"_s, setting.most);
    }
    return row;
}

void tellProblems(const config::Layers& layers)
{
    for (const config::BadValue& bad : layers.problems())
        print(stderr, "plumbline: %s\n", config::badValueText(bad).toStdString().c_str());
}

Result<int> listAllSettings(const SettingsWords& words)
{
    const config::Layers layers = currentLayers();
    tellProblems(layers);
    if (!words.isJson) {
        for (const config::Setting& setting : config::schema())
            print(stdout, "%-30s %-24s %s\n", setting.key,
                  layers.held(setting.name()).value.toStdString().c_str(),
                  layers.originText(setting.name()).toStdString().c_str());
        return 0;
    }
    QJsonArray rows;
    for (const config::Setting& setting : config::schema())
        rows.append(settingJson(setting, layers));
    QJsonArray problems;
    for (const config::BadValue& bad : layers.problems())
        problems.append(QJsonObject{{u"key"_s, bad.key},
                                    {u"found"_s, bad.found},
                                    {u"used"_s, bad.used},
                                    {u"problem"_s, bad.why}});
    const QString profile = settingsProfile();
    printJson({{u"profile"_s, profile.isEmpty() ? QJsonValue() : QJsonValue(profile)},
               {u"file"_s, openSettings()->fileName()},
               {u"settings"_s, rows},
               {u"problems"_s, problems}});
    return 0;
}

Result<int> getSetting(const SettingsWords& words)
{
    const auto setting = settingOf(words.key);
    if (!setting)
        return tl::make_unexpected(setting.error());
    const config::Layers layers = currentLayers();
    tellProblems(layers);
    if (words.isJson)
        printJson(settingJson(**setting, layers));
    else
        print(stdout, "%s\n", layers.held((*setting)->name()).value.toStdString().c_str());
    return 0;
}

// A file that could not be read as one is not written either.
Result<int> syncedFile(QSettings& file)
{
    if (const auto stored = storeSettings(file); !stored)
        return tl::make_unexpected(stored.error());
    if (file.status() == QSettings::NoError)
        return 0;
    return failure(ErrorKind::Refused,
                   file.fileName().toStdString() + ": the settings cannot be written.");
}

Result<int> setSetting(const SettingsWords& words)
{
    const auto setting = settingOf(words.key);
    if (!setting)
        return tl::make_unexpected(setting.error());
    const auto value = config::canonicalValue(**setting, QString::fromStdString(words.value));
    if (!value)
        return failure(ErrorKind::Usage, words.key + ' ' + value.error().message + '.');
    const auto file = openSettings();
    file->setValue((*setting)->name(), *value);
    return syncedFile(*file);
}

Result<int> resetSetting(const SettingsWords& words)
{
    const auto setting = settingOf(words.key);
    if (!setting)
        return tl::make_unexpected(setting.error());
    const auto file = openSettings();
    file->remove((*setting)->name());
    return syncedFile(*file);
}

Result<int> exportSettings(const SettingsWords& words)
{
    const QString path = QString::fromStdString(words.file);
    if (!words.isForced && QFileInfo::exists(path))
        return failure(ErrorKind::Refused,
                       words.file + " is there already: --force writes over it.");
    const config::Layers layers = currentLayers();
    tellProblems(layers);
    const auto own = openSettings();
    const QByteArray bytes = config::writeDocument(layers.goodOwn(), own->value(u"keys"_s).toMap(),
                                                   own->value(u"layouts"_s).toMap());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()
        || !telemetry::keepFile(file).empty())
        return failure(ErrorKind::Refused, words.file + ": cannot be written.");
    print(stdout, "%lld settings of yours are in %s.\n",
          static_cast<long long>(layers.goodOwn().size()), words.file.c_str());
    return 0;
}

// Shortcuts and layouts, which are no settings of the schema but go with them.
struct MapChange
{
    QString key;
    QVariantMap before;
    QVariantMap after;
};

std::vector<MapChange> mapChanges(const config::Document& document, const QSettings& file)
{
    std::vector<MapChange> changes;
    const auto add = [&](const QString& key, const QVariantMap& before, const QVariantMap& after) {
        if (before != after)
            changes.push_back({.key = key, .before = before, .after = after});
    };
    if (const QVariantMap keys = file.value(u"keys"_s).toMap(); document.keys)
        add(u"keys"_s, keys, *document.keys);
    if (const QVariantMap layouts = file.value(u"layouts"_s).toMap(); document.layouts)
        add(u"layouts"_s, layouts, config::withLayouts(layouts, *document.layouts));
    return changes;
}

QJsonArray changeRows(const std::vector<config::Change>& changes)
{
    QJsonArray rows;
    for (const config::Change& change : changes) {
        const config::Setting& setting = *config::find(change.key);
        rows.append(QJsonObject{{u"key"_s, change.key},
                                {u"before"_s, config::jsonOf(setting, change.before)},
                                {u"after"_s, config::jsonOf(setting, change.after)}});
    }
    return rows;
}

void tellChanges(const std::vector<config::Change>& changes, const std::vector<MapChange>& maps,
                 const std::vector<config::Change>& leftOut, const SettingsWords& words)
{
    for (const config::Change& change : leftOut)
        print(stderr,
              "plumbline: %s stays as it is, though the file says %s: an import does not say where "
              "the team's configuration is read, nor which secret is sent there. Where you want "
              "that, use plumbline settings set.\n",
              change.key.toStdString().c_str(),
              change.after.isEmpty() ? "nothing" : change.after.toStdString().c_str());
    if (words.isJson) {
        QJsonArray rows = changeRows(changes);
        for (const MapChange& change : maps)
            rows.append(QJsonObject{{u"key"_s, change.key},
                                    {u"before"_s, QJsonObject::fromVariantMap(change.before)},
                                    {u"after"_s, QJsonObject::fromVariantMap(change.after)}});
        printJson({{u"changes"_s, rows},
                   {u"left_out"_s, changeRows(leftOut)},
                   {u"changed"_s, !words.isTrial}});
        return;
    }
    for (const config::Change& change : changes)
        print(stdout, "%s: %s -> %s\n", change.key.toStdString().c_str(),
              change.before.toStdString().c_str(), change.after.toStdString().c_str());
    for (const MapChange& change : maps)
        print(stdout, "%s: %lld -> %lld\n", change.key.toStdString().c_str(),
              static_cast<long long>(change.before.size()),
              static_cast<long long>(change.after.size()));
    if (words.isTrial)
        print(stdout, "Nothing was changed.\n");
    else
        print(stdout, "%zu settings changed.\n", changes.size() + maps.size());
}

Result<int> takeSettings(const SettingsWords& words)
{
    const auto bytes = config::readDocumentFile(QString::fromStdString(words.file));
    if (!bytes)
        return tl::make_unexpected(bytes.error());
    const config::Document document = config::readDocument(*bytes);
    if (!document.problems.isEmpty())
        return tl::make_unexpected(
            config::documentError(QString::fromStdString(words.file), document.problems));
    const auto file = openSettings();
    const config::Layers layers = layersOf(*file);
    const auto changes = config::changesOf(document, layers);
    const auto leftOut = config::leftOutOf(document, layers);
    const auto maps = mapChanges(document, *file);
    for (const MapChange& change : maps) {
        if (change.key == u"layouts"_s && change.after.size() > config::kMostLayouts)
            return failure(ErrorKind::Refused,
                           "There would be more than " + std::to_string(config::kMostLayouts)
                               + " layouts. Nothing was changed.");
    }
    if (!words.isTrial) {
        for (const config::Change& change : changes)
            file->setValue(change.key, change.after);
        for (const MapChange& change : maps)
            file->setValue(change.key, change.after);
        if (const auto done = syncedFile(*file); !done)
            return done;
    }
    tellChanges(changes, maps, leftOut, words);
    return 0;
}

Result<int> readTeamNow(const SettingsWords& words)
{
    const config::Layers layers = currentLayers();
    const QString source = layers.held(u"team/source"_s).value;
    if (source.isEmpty())
        return failure(ErrorKind::Usage,
                       "There is no team's configuration: plumbline settings set team/source "
                       "FOLDER or URL.");
    const auto copy = readTeamOf(source, layers.held(u"team/secret"_s).value.toStdString());
    if (!copy)
        return tl::make_unexpected(copy.error());
    if (const auto kept = team::keepCopy(*copy, teamCopiesFolder()); !kept)
        return tl::make_unexpected(kept.error());
    const config::Document document = config::readDocument(copy->text);
    const QStringList problems = config::problemsForTeam(document);
    const auto count = config::teamValues(document).size();
    for (const QString& problem : problems)
        print(stderr, "plumbline: %s: %s\n", copy->file.toStdString().c_str(),
              problem.toStdString().c_str());
    if (words.isJson)
        printJson({{u"source"_s, copy->source},
                   {u"file"_s, copy->file},
                   {u"commit"_s, copy->commit.isEmpty() ? QJsonValue() : QJsonValue(copy->commit)},
                   {u"committed"_s, copy->isCommitted},
                   {u"settings"_s, static_cast<int>(count)},
                   {u"problems"_s, QJsonArray::fromStringList(problems)}});
    else
        print(stdout, "%lld settings of the team, from %s.\n", static_cast<long long>(count),
              copy->label().toStdString().c_str());
    return problems.isEmpty() ? 0 : 1;
}

Result<int> listSecrets(const SettingsWords& words)
{
    QJsonArray rows;
    int status = 0;
    std::string problem; // once, however many secrets it keeps in the dark
    for (const auto& [secret, found] : locateSecrets()) {
        if (!found.problem.empty() && found.problem != problem) {
            print(stderr, "plumbline: %s\n", found.problem.c_str());
            problem = found.problem;
        }
        const bool isThere =
            found.place == SecretPlace::Environment || found.place == SecretPlace::Keyring;
        status = isThere || secret.isOptional ? status : 1;
        if (words.isJson)
            rows.append(QJsonObject{{u"name"_s, displayText(secret.name)},
                                    {u"use"_s, displayText(secret.use)},
                                    {u"optional"_s, secret.isOptional},
                                    {u"place"_s, QString::fromLatin1(toString(found.place))}});
        else
            print(stdout, "%-24s %-12s %s%s\n", secret.name.c_str(), toString(found.place),
                  secret.use.c_str(), secret.isOptional ? " (optional)" : "");
    }
    if (words.isJson)
        printJson({{u"keyring"_s, hasKeyring()}, {u"secrets"_s, rows}});
    else if (!hasKeyring())
        print(stdout, "There is no keyring here (no session bus).\n");
    return status;
}

} // namespace

void addSettings(CLI::App& app, int& status)
{
    CLI::App* command = app.add_subcommand(
        "settings", "Lists, changes, exports and imports the settings of the console");
    command->require_subcommand(1);
    const auto words = std::make_shared<SettingsWords>();
    const auto add = [&](const char* name, const char* help, const char* example,
                         Result<int> (*run)(const SettingsWords&)) {
        CLI::App* one = command->add_subcommand(name, help);
        one->footer("Example: plumbline settings " + std::string(example));
        one->callback([words, run, &status] {
            if (words->isJson)
                setErrorsAsJson();
            const Result<int> done = run(*words);
            status = done ? *done : report(done.error());
        });
        return one;
    };
    const auto addJson = [&words](CLI::App* one) {
        one->add_flag("--json", words->isJson, "One JSON document");
        return one;
    };
    const auto addKey = [&words](CLI::App* one) {
        one->add_option("KEY", words->key, "As in \"settings list\": look/theme")->required();
        return one;
    };
    const auto addFile = [&words](CLI::App* one, const char* help) {
        one->add_option("FILE", words->file, help)->required();
        return one;
    };
    addJson(add("list", "All settings, what holds of each and who says so", "list --json",
                listAllSettings));
    addJson(addKey(add("get", "What holds of one setting", "get look/theme", getSetting)));
    addKey(add("set", "Changes one of your own settings", "set look/theme dark", setSetting))
        ->add_option("VALUE", words->value, "Never a secret: a setting names one at most")
        ->required();
    addKey(add("reset", "Takes your own value away: the team's holds, or the default",
               "reset look/theme", resetSetting));
    addFile(add("export", "Writes your own settings to one file; never a secret",
                "export console.json", exportSettings),
            "The file to write, as JSON")
        ->add_flag("--force", words->isForced, "Writes over a file that is there");
    addJson(addFile(add("import",
                        "Takes your settings from such a file, of JSON or YAML; a bad one changes "
                        "nothing",
                        "import console.json --dry-run", takeSettings),
                    "What \"settings export\" wrote, or a person"))
        ->add_flag("--dry-run", words->isTrial, "Says what would change, and changes nothing");
    addJson(add("team", "Reads the team's configuration (team/source) now", "team", readTeamNow));
    addJson(add("secrets",
                "Which secrets the settings and your own files name, and where each is kept: 1 "
                "one is missing",
                "secrets", listSecrets));
    command->footer("Example: plumbline settings list\n"
                    "With --settings-profile NAME before \"settings\": those of that profile.");
}

} // namespace commands
