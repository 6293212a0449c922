// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/redaction.h"

#include "app/commands/userfiles.h"

#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace commands {

void addRedactionOptions(CLI::App& command, RedactionOptions& options)
{
    CLI::Option* file =
        command
            .add_option("--redact", options.file,
                        "Redaction rules over the shipped ones, which take out secrets; else "
                        "redaction.yaml beside the settings")
            ->type_name("FILE");
    command
        .add_flag("--no-redact", options.isOff,
                  "Keeps everything as it was sent, keys and passwords too")
        ->excludes(file);
}

telemetry::Result<std::shared_ptr<const redact::Redactor>>
redactorOf(const RedactionOptions& options)
{
    if (options.isOff)
        return std::shared_ptr<const redact::Redactor>();
    const std::string file = options.file.empty() ? userFile("redaction.yaml") : options.file;
    if (file.empty() && !options.isForExport)
        return redact::Redactor::shipped();
    auto rules = file.empty() ? telemetry::Result<std::vector<redact::Rule>>(redact::shippedRules())
                              : redact::loadRules(file, redact::shippedRules());
    if (!rules)
        return tl::make_unexpected(rules.error());
    return redact::Redactor::create(options.isForExport ? redact::forExport(std::move(*rules))
                                                        : *rules);
}

} // namespace commands
