// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/suite/benchfigure.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <string>
#include <vector>

namespace bench {

// A benchmark as `bench all` runs it.
struct SuiteBench
{
    const char* name;
    // Runs, each in a process of its own: of those that tell no rounds of their own, several.
    int runs;
    const char* arguments; // with blanks between them
    int quickRuns; // 0: it is no part of a quick run
    const char* quickArguments;
    int quickSeconds; // it gets for one quick run, then it is given up
    // What is told before it runs in full size: the room and the time that it takes; may be null.
    const char* takes = nullptr;
};

// In the order in which they are run.
const std::vector<SuiteBench>& suiteBenches();
const SuiteBench* suiteBench(const std::string& name); // null: there is none
QStringList suiteArguments(const SuiteBench& bench, bool isQuick);

// The rows of a benchmark in what it printed with --json: all of them, also those that it skipped
// or did not measure, with why.
std::vector<BenchFigure> figuresOf(const std::string& bench, const QJsonObject& printed);
// The same of one that printed nothing; `note` "failed: why".
std::vector<BenchFigure> figuresWithout(const std::string& bench, const std::string& note);

} // namespace bench
