// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commands.h"
#include "app/commands/crashfiles.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"

#include <QJsonArray>
#include <QJsonObject>

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

int listCrashes(bool isJson)
{
    if (crashFolder().isEmpty())
        return report({.kind = telemetry::ErrorKind::Unreadable,
                       .message =
                           "The folder of crash reports cannot be made or is not yours alone: "
                           "plumbline/crashes in ~/.local/state, or where XDG_STATE_HOME "
                           "says. Whether there are any is not known."});
    const auto files = crashFiles();
    if (isJson) {
        QJsonArray rows;
        for (const CrashFile& file : files)
            rows.append(QJsonObject{{u"name"_s, file.name},
                                    {u"time"_s, file.when.toString(Qt::ISODateWithMs)},
                                    {u"bytes"_s, file.bytes}});
        printJson({{u"crash_reports"_s, rows}});
        return 0;
    }
    if (files.empty())
        print(stdout, "There is no crash report.\n");
    for (const CrashFile& file : files)
        print(stdout, "%s  %s  %lld bytes\n", qUtf8Printable(file.name),
              qUtf8Printable(file.when.toString(Qt::ISODate)), static_cast<long long>(file.bytes));
    return 0;
}

} // namespace

void addCrashReport(CLI::App& app, int& status)
{
    CLI::App* command = app.add_subcommand(
        "crash-report", "Lists, shows and deletes what the console wrote when it crashed");
    command->require_subcommand(1);
    auto isJson = std::make_shared<bool>(false);
    CLI::App* list = command->add_subcommand("list", "The reports that are kept, newest first");
    list->add_flag("--json", *isJson, "One JSON document");
    list->footer("Example: plumbline crash-report list");
    list->callback([isJson, &status] { status = listCrashes(*isJson); });
    const auto add = [&](const char* part, const char* description, auto work) {
        auto name = std::make_shared<std::string>();
        CLI::App* sub = command->add_subcommand(part, description);
        sub->add_option("NAME", *name, "As list says it, or its beginning")->required();
        sub->footer("Example: plumbline crash-report " + std::string(part) + " crash-2026");
        sub->callback([name, work, &status] { status = work(QString::fromStdString(*name)); });
    };
    add("show", "Prints one", [](const QString& name) {
        const auto text = crashText(name);
        if (!text)
            return report(text.error());
        printProse(stdout, text->toStdString());
        return 0;
    });
    add("delete", "Removes one", [](const QString& name) {
        const auto done = deleteCrash(name);
        return done ? 0 : report(done.error());
    });
    command->footer("Example: plumbline crash-report list\n"
                    "They are of this machine and are sent nowhere; the newest ten are kept.");
}

} // namespace commands
