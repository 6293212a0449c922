// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"
#include "models/suspects/filter.h"
#include "models/telemetry/result.h"

#include <QJsonObject>

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace commands {

// What `query --what suspects` and `--what clusters` are asked, and which answers `--what
// differences` is to compare.
struct SuspectQuestion
{
    store::View view;
    store::GenerationFilter filter;
    double minimum = 0;
    suspects::Filter where;
    int peopleToConfirm = 1;
    std::string alarm; // only the answers that raised it; empty: all
};

struct SuspectOptions
{
    std::string where;
    std::string alarm;
    int people = 0; // 0: not given

    const char* firstGiven() const; // null when none is
};
void addSuspectOptions(CLI::App& command, SuspectOptions& options);
// Usage error that says where the text is no filter.
telemetry::Result<SuspectQuestion> questionFrom(const SuspectOptions& options);

using PrintRow = std::function<void(const QJsonObject&)>;
// Notes, as what an alarm's answers are or which attribute nobody has, go to stderr.
telemetry::Result<void> printSuspects(const store::Reader& reader, const SuspectQuestion& question,
                                      const PrintRow& print);
telemetry::Result<void> printClusters(const store::Reader& reader, const SuspectQuestion& question,
                                      const PrintRow& print);

// The answers that fit, with what is noted as above; its limit does not count.
telemetry::Result<std::vector<telemetry::SpanKey>> suspectKeys(const store::Reader& reader,
                                                               const SuspectQuestion& question);

} // namespace commands
