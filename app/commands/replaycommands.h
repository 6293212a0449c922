// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace CLI {
class App;
}

namespace commands {

// `whatif`: detectors and objectives over a recording, with other settings.
void addWhatIf(CLI::App& app, int& status);

} // namespace commands
