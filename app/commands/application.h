// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <memory>

class QCoreApplication;

namespace commands {

// Keyring and SQL drivers want an application object, and an event loop; commands have none. Null
// where there is one, as in a window.
std::unique_ptr<QCoreApplication> applicationIfNone();

} // namespace commands
