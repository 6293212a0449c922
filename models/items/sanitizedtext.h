// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/utf8.h"

#include <QString>

#include <string>

namespace items {

// Text from outside, whole; what is no UTF-8 in it is replaced.
inline QString sanitizedText(const std::string& utf8)
{
    return QString::fromStdString(telemetry::sanitizedUtf8(utf8));
}

} // namespace items
