// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drivers/answertable.h"
#include "models/drivers/driver.h"
#include "models/drivers/gauges.h"
#include "models/relation/lagfit.h"
#include "models/relation/relationfit.h"
#include "models/relation/together.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace drivers {

struct RelationRequest
{
    store::View view; // of a bounded range
    std::string service;
    Driver driver;
    Outcome outcome;
    // How much later the outcome is than the driver. Not zero: the driver's mean over the step
    // that much earlier stands for each answer; likewise without a lag where the driver is how many
    // fail a check, and then of other traces alone (see meansBefore).
    telemetry::Duration lag{};
};

// How many answers stand where: columns from the lowest to the highest driver that is drawn, rows
// from score 0 to 1.
struct Density
{
    static constexpr std::size_t kColumns = 240;
    static constexpr std::size_t kRows = 60;

    bool isLogarithmic = false; // columns are even in the logarithm of the driver
    double low = 0;
    double high = 1;
    std::int64_t beyond = 0; // answers that lie further out, and are in no cell
    std::vector<std::uint32_t> cells; // by row, then column; those of which no score is known lack
    std::vector<std::uint32_t> columns; // answers by driver alone, known score or not
    std::vector<std::uint32_t> rows; // answers by score alone

    double placeOf(double driver) const; // 0..1 over the columns, outside of that beyond
    double driverAt(double place) const;
};

// What there is of a driver, or a check, at all.
struct Available
{
    Driver driver;
    std::int64_t answers = 0; // that tell it; 0: it is not in the telemetry
};
struct CheckCount
{
    std::string check;
    std::int64_t results = 0;
    std::int64_t failed = 0;
};

// Another driver that goes up and down with the one that is shown.
struct Companion
{
    Driver driver;
    relation::Together together;
};

struct RelationSnapshot
{
    RelationRequest request;
    telemetry::TimeRange range; // what has been read of what was asked for
    bool isPartial = false; // read again for the rest
    bool isCut = false; // there are older answers in what was asked for, which are never read
    std::int64_t answers = 0; // in the range
    std::int64_t asked = 0; // in what was asked for; 0: nobody counted
    std::int64_t used = 0;
    std::int64_t unknownOutcome = 0; // left out: nobody could tell whether they are wrong
    std::int64_t unknownDriver = 0; // left out besides
    std::int64_t fromGauge = 0; // used ones whose driver is a gauge's value, not told with them
    std::string gauge; // which; from outside, any text
    std::vector<Available> drivers; // all kinds
    std::vector<CheckCount> checks; // by name

    // Driver and outcome are of one check and of one step: no relation of the two is told.
    bool isItself = false;
    relation::Relation relation;
    Density density;
    std::optional<double> now; // median driver of the newest twentieth of the answers
    std::optional<double> usual; // median of all
    std::vector<Companion> companions; // strongest first

    telemetry::Duration step{}; // of the lags
    relation::LagFit lag;
};

// Of what the table has read. Pool thread: a second for a million answers.
RelationSnapshot relationOf(const AnswerTable& table, const Gauges& gauges,
                            const RelationRequest& request);

// Reads on and relates. One object a view.
class RelationReader
{
public:
    RelationReader() = default;
    explicit RelationReader(const AnswerLimits& limits)
        : m_table(limits)
    {
    }

    telemetry::Result<RelationSnapshot> read(const store::Reader& reader,
                                             const RelationRequest& request);

private:
    AnswerTable m_table;
};

// The step that lags over a range are counted in: about 240 of them, a second at least.
telemetry::Duration lagStep(const telemetry::TimeRange& range);
inline constexpr int kMostLagSteps = 80;

} // namespace drivers
