// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/redact/redactor.h"
#include "models/telemetry/result.h"

#include <memory>
#include <string>

namespace CLI {
class App;
}

namespace commands {

// What is taken out of telemetry before it is recorded, as somebody wrote it.
struct RedactionOptions
{
    std::string file; // --redact; empty: redaction.yaml beside the settings, if it is there
    bool isOff = false; // --no-redact
    // Of what is handed to others: rules on personal data count, too (`enabled: export`).
    bool isForExport = false;
};

void addRedactionOptions(CLI::App& command, RedactionOptions& options);

// The shipped rules with the user's over them; null when redaction is off. Unreadable error naming
// file, line and field.
telemetry::Result<std::shared_ptr<const redact::Redactor>>
redactorOf(const RedactionOptions& options = {});

} // namespace commands
