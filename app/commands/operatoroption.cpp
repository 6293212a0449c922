// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/operatoroption.h"

#include "app/commands/operatorname.h"

#include <string>

#include <CLI/CLI.hpp>

namespace commands {

void addOperatorOption(CLI::App& app)
{
    app.add_option_function<std::string>(
        "--operator", [](const std::string& name) { setOperatorName(name); },
        "What you are called in the timeline, beside your account, which is who you are; else "
        "operator/name of the settings");
}

} // namespace commands
