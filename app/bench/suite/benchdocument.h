// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/suite/benchfigure.h"
#include "models/telemetry/result.h"

#include <QJsonObject>
#include <QString>

#include <vector>

namespace bench {

// What `bench all --json` prints, and what --compare and --with read.
struct BenchDocument
{
    bool isQuick = false;
    QString machine; // kernel, processors, Qt: for people to read
    std::vector<BenchFigure> figures;
};

// Of this machine.
QString machineText();

QJsonObject documentJson(const BenchDocument& document);
// Unreadable error of what cannot be read, or is none.
telemetry::Result<BenchDocument> readBenchDocument(const QString& path);

} // namespace bench
