// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commands.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/store/reader.h"

#include <QJsonObject>

#include <cstdio>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

struct VerifyOptions
{
    std::string file;
    bool isJson = false;
};

int run(const VerifyOptions& options)
{
    const auto reader = store::Reader::open(options.file);
    if (!reader)
        return report(reader.error());
    const auto verified = (*reader)->verify();
    if (!verified)
        return report(verified.error());
    const bool isIntact = !verified->firstBroken;
    if (options.isJson) {
        printJson({{u"intact"_s, isIntact},
                   {u"entries"_s, static_cast<qint64>(verified->entries)},
                   {u"last_hash"_s, QString::fromStdString(verified->lastHash)},
                   {u"first_broken"_s,
                    isIntact ? QJsonValue(QJsonValue::Null)
                             : QJsonValue(static_cast<qint64>(*verified->firstBroken))},
                   {u"problem"_s,
                    isIntact ? QJsonValue(QJsonValue::Null)
                             : QJsonValue(QString::fromStdString(verified->problem))}});
    } else if (isIntact) {
        print(stdout, "The chain of %lld entries is intact. Hash of the newest: %s\n",
              static_cast<long long>(verified->entries), verified->lastHash.c_str());
    } else {
        print(
            stdout,
            "The chain is broken at entry %lld: %s. Entries before it are as they were written.\n",
            static_cast<long long>(*verified->firstBroken), verified->problem.c_str());
    }
    return isIntact ? 0 : 1;
}

} // namespace

void addVerify(CLI::App& app, int& status)
{
    auto options = std::make_shared<VerifyOptions>();
    CLI::App* command = app.add_subcommand("verify", "Checks the audit chain of a recording");
    command->add_option("FILE", options->file, "The recording")->required();
    command->add_flag("--json", options->isJson, "One JSON document");
    command->footer("Example: plumbline verify today.plumb\nKeep the newest hash elsewhere: it "
                    "proves later that nothing was cut off.");
    command->callback([options, &status] { status = run(*options); });
}

} // namespace commands
