// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/generation.h"

namespace dialect {

// Whether a message instructs the model instead of being part of the conversation.
inline bool isInstruction(const telemetry::Message& message)
{
    return message.role == "system" || message.role == "developer";
}

} // namespace dialect
