// SPDX-License-Identifier: GPL-3.0-or-later

// How sentences of relations are put together.

#pragma once

#include "models/drivers/relationsnapshot.h"
#include "models/telemetry/filled.h"

#include <QCoreApplication>
#include <QString>

#include <cstdint>
#include <string>

namespace drivers {

using telemetry::filled;

// In the window's language; English without one, as on the command line. With the context at each
// text, since lupdate takes std for it where a function returns a std::string.
inline std::string translate(const char* context, const char* text)
{
    return QCoreApplication::translate(context, text).toStdString();
}

std::string percentText(double share); // "7.1 %", "< 0.1 %"
std::string groupedText(std::int64_t number); // "12,345"
std::string signedText(double value); // "0.61", "−0.20"
std::string capital(std::string text); // its first letter

// The driver within a sentence: "the number of calls in flight".
std::string nounOf(const Driver& driver);
// What a rate says of answers: "7.1 % (5.9 to 8.6) fail a check".
std::string failingText(const RelationSnapshot& snapshot, const std::string& rate);
// As the relation has it there; "unknown" where it tells nothing.
std::string rateAtText(const RelationSnapshot& snapshot, double driver);

} // namespace drivers
