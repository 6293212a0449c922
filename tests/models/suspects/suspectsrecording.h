// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/suspects/suspectqueue.h"
#include "tests/models/store/storefixture.h"

#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace suspectstest {

telemetry::SpanKey key(std::uint64_t number);

otlp::OutgoingSpan answerSpan(std::uint64_t number, std::int64_t second, const std::string& output,
                              const std::string& tenant = {});
telemetry::Suspicion suspicion(std::uint64_t number, std::int64_t second, double probability,
                               const std::string& reasons);
// Our own result of "fabrication".
telemetry::Evaluation result(std::uint64_t number, std::int64_t second, double badness);

// Six suspects: three of fabrication, two of truncation, one whose output is not known.
void writeSuspects(store::Writer& writer);
// A verdict in the console, known at once.
void say(store::Writer& writer, std::uint64_t number, suspects::Opinion opinion,
         const std::string& who, std::int64_t second, double suspicion = 0.9,
         const std::string& reasons = "fabrication: no such name");

suspects::QueueQuery queryOf(const std::string& filter = {}, std::int64_t known = 100);

// "1 2 3": the numbers of the rows, in their order; or the error.
QString rowsText(const telemetry::Result<suspects::Queue>& queue);
QString numbersText(const std::vector<telemetry::SpanKey>& keys);

} // namespace suspectstest
