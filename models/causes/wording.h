// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/filled.h"

#include <QCoreApplication>
#include <QString>

#include <string>

namespace causes {

using telemetry::filled;

// In the window's language; English without one, as on the command line and in reports. With the
// context at each text, since lupdate takes std for it where a function returns a std::string.
inline std::string translate(const char* context, const char* text)
{
    return QCoreApplication::translate(context, text).toStdString();
}

} // namespace causes
