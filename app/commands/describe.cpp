// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commands.h"
#include "app/commands/outcome.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

using namespace Qt::StringLiterals;

QJsonArray namesOf(const CLI::Option& option)
{
    QJsonArray names;
    for (const std::string& name : option.get_snames())
        names.append(QString::fromStdString("-" + name));
    for (const std::string& name : option.get_lnames())
        names.append(QString::fromStdString("--" + name));
    return names;
}

QJsonObject describeOption(const CLI::Option& option)
{
    return {{u"names"_s, namesOf(option)},
            {u"positional"_s,
             option.get_positional() ? QString::fromStdString(option.get_name(true)) : QString()},
            {u"type"_s, QString::fromStdString(option.get_type_name())},
            {u"takes_value"_s, option.get_items_expected_max() > 0},
            {u"repeats"_s, option.get_items_expected_max() > 1},
            {u"required"_s, option.get_required()},
            {u"default"_s, QString::fromStdString(option.get_default_str())},
            {u"description"_s, QString::fromStdString(option.get_description())}};
}

QJsonObject describe(const CLI::App& command)
{
    QJsonArray options;
    for (const CLI::Option* option : command.get_options({})) {
        if (!option->get_group().empty()) // an empty group is hidden
            options.append(describeOption(*option));
    }
    QJsonArray subcommands;
    for (const CLI::App* each : command.get_subcommands({})) {
        if (!each->get_group().empty())
            subcommands.append(describe(*each));
    }
    return {{u"name"_s, QString::fromStdString(command.get_name())},
            {u"description"_s, QString::fromStdString(command.get_description())},
            {u"footer"_s, QString::fromStdString(command.get_footer())},
            {u"options"_s, options},
            {u"commands"_s, subcommands}};
}

} // namespace

void addDescribe(CLI::App& app, int& status)
{
    CLI::App* command = app.add_subcommand(
        "describe-commands", "The command line itself, as JSON: what its manual is made of");
    command->group(""); // of use to packaging alone
    command->callback([&app, &status] {
        printJson(describe(app));
        status = 0;
    });
}

} // namespace commands
