// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/detectionfile.h"

#include "app/commands/userfiles.h"
#include "models/health/settingkeys.h"
#include "models/objective/textfile.h"

#include <CLI/CLI.hpp>

namespace commands {

CLI::Option* addDetectionOption(CLI::App& command, std::string& file)
{
    return command
        .add_option("--detection", file,
                    "Settings of the detectors, as whatif --save writes them; else detection.yaml "
                    "beside the settings")
        ->type_name("FILE");
}

telemetry::Result<void> loadDetection(const std::string& file, health::EngineSettings& settings)
{
    const std::string path = file.empty() ? userFile("detection.yaml") : file;
    if (path.empty())
        return {};
    const auto text = objective::readTextFile(path);
    if (!text)
        return tl::make_unexpected(text.error());
    if (const auto applied = health::applySettingsFile(settings, *text); !applied)
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  path + ": " + applied.error().message);
    return {};
}

} // namespace commands
