// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace CLI {
class App;
}

namespace commands {

// --operator NAME: what is told of who acts, beside the account, which stays the identity.
void addOperatorOption(CLI::App& app);

} // namespace commands
