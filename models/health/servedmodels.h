// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/generation.h"

#include <set>
#include <string>
#include <utility>

namespace health {

// Which model answered, by service. A call that failed or broke off names only the model that was
// asked for, and that is often an alias: it must not pass for a version nobody has seen before.
// Bounded: names beyond some thousand are not remembered. One thread.
class ServedModels
{
public:
    // The served model; the requested one where it is known to be a model, or where the service
    // never says what served; empty when unknown.
    std::string of(const telemetry::Generation& generation);

private:
    using Names = std::set<std::pair<std::string, std::string>>; // service, model

    Names m_served;
    Names m_aliases; // requested, and served by another or the same
};

} // namespace health
