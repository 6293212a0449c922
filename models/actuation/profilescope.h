// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/yamlscope.h"

namespace actuation {

using ProfileScope = runbook::YamlScope;

} // namespace actuation
