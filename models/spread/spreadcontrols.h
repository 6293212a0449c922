// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/spread/spread.h"
#include "models/spread/spreadtargets.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace spread {

// Statements of answers that have nothing to do with the suspect, looked for in the same texts: how
// often they seem to be where they are not tells how far a match by text alone can be believed.
class SpreadControls
{
public:
    struct Sample // what of the recording may be looked at
    {
        telemetry::Timestamp knownAt;
        std::optional<telemetry::Timestamp> until; // runs are counted in what was there before
        std::int64_t rows = 0; // of fingerprints
    };
    // Looks through a sample of the texts: counts how common the runs of all targets are, takes
    // sentences of some answers, but for those that say what is asked for, and adds them to the
    // targets.
    telemetry::Result<void> choose(const store::Reader& reader, const Sample& sample,
                                   const std::vector<similarity::StatementMatcher>& asked,
                                   SpreadTargets& targets);

    // A text that may hold the control with this number.
    void note(std::size_t control, const store::FingerprintedText& text);

    // Compares up to some hundred of those that were noted word for word. `texts`: how many were
    // looked through for `statements` statements.
    telemetry::Result<void> measure(const store::Reader& reader, telemetry::Timestamp knownAt,
                                    std::int64_t texts, std::size_t statements,
                                    FalseMatches& result);

private:
    struct Answer // of a sample
    {
        std::int64_t trace = 0;
        telemetry::SpanId span = telemetry::SpanId::None;
    };
    struct Hit
    {
        std::size_t control = 0;
        Answer answer;
    };
    telemetry::Result<void> take(const store::Reader& reader, telemetry::Timestamp knownAt,
                                 const std::vector<Answer>& answers,
                                 const std::vector<similarity::StatementMatcher>& asked,
                                 SpreadTargets& targets);

    std::vector<similarity::Statement> m_statements;
    std::vector<std::int64_t> m_traces; // where they were taken from
    std::vector<Hit> m_hits; // a sample of all
    std::int64_t m_noted = 0; // of all
    std::uint64_t m_random = 0x9e3779b97f4a7c15ULL; // the same each time
};

} // namespace spread
