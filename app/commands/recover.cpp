// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commands.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/store/salvage.h"
#include "models/telemetry/clock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

struct RecoverOptions
{
    std::string file;
    std::string out;
    bool isJson = false;
};

int recoverRecording(const RecoverOptions& options)
{
    const auto salvaged = store::salvage(options.file, options.out, telemetry::SystemClock().now());
    if (!salvaged)
        return report(salvaged.error());
    if (options.isJson) {
        QJsonArray tables;
        for (const store::SalvagedTable& table : salvaged->tables)
            tables.append(QJsonObject{{u"table"_s, QString::fromStdString(table.name)},
                                      {u"rows"_s, static_cast<qint64>(table.rows)},
                                      {u"damaged"_s, table.isDamaged},
                                      {u"doubtful"_s, table.isDoubtful},
                                      {u"most_lost"_s, static_cast<qint64>(table.mostLost)},
                                      {u"left_out"_s, static_cast<qint64>(table.leftOut)}});
        printJson({{u"out"_s, QString::fromStdString(options.out)},
                   {u"whole"_s, salvaged->isWhole()},
                   {u"structure_sound"_s, salvaged->isSound},
                   {u"log_cut_off"_s, salvaged->log.isCutOff},
                   {u"log_commits_missing"_s, static_cast<qint64>(salvaged->log.commits)},
                   {u"log_end_torn"_s, salvaged->log.isEndTorn},
                   {u"tables"_s, tables},
                   {u"spans_without_content"_s, static_cast<qint64>(salvaged->spansWithoutContent)},
                   {u"answers_without_span"_s, static_cast<qint64>(salvaged->answersWithoutSpan)},
                   {u"renamed"_s, static_cast<qint64>(salvaged->renamed)}});
    } else {
        print(stdout, "%s It is in %s\n", salvaged->sentence().c_str(), options.out.c_str());
    }
    return salvaged->isWhole() ? 0 : 1;
}

} // namespace

void addRecover(CLI::App& app, int& status)
{
    auto options = std::make_shared<RecoverOptions>();
    CLI::App* command = app.add_subcommand(
        "recover", "Copies what can be read of a damaged recording into a new one");
    command->add_option("FILE", options->file, "The damaged recording; it is only read")
        ->required();
    command->add_option("--out", options->out, "The new recording; must not be there")->required();
    command->add_flag("--json", options->isJson, "One JSON document");
    command->footer("Exit status 1 when something is missing; what, is said, and stands in the new "
                    "recording's timeline.\n"
                    "Example: plumbline recover today.plumb --out salvaged.plumb");
    command->callback([options, &status] { status = recoverRecording(*options); });
}

} // namespace commands
