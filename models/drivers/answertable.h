// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/answerfacts.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace drivers {

inline constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();

// What one answer tells of drivers and outcomes; what it does not tell is NaN.
struct AnswerRow
{
    struct Score
    {
        std::uint16_t check = 0; // in AnswerTable::checks()
        bool isFailed = false;
        float badness = kUnknown;
    };

    std::int64_t row = 0;
    std::uint64_t trace = 0; // its id, shortened; 0: not known
    telemetry::Timestamp start;
    telemetry::Timestamp end; // not after `start`: not known
    float inputTokens = kUnknown;
    float outputTokens = kUnknown;
    float reasoningTokens = kUnknown;
    float contextWindow = kUnknown;
    float temperature = kUnknown;
    float firstToken = kUnknown; // seconds
    float queueDepth = kUnknown;
    float indexAge = kUnknown; // seconds, as told
    float documentPosition = kUnknown;
    float suspicion = kUnknown;
    std::uint32_t indexVersion = 0; // 0: not told; else a number for each version
    bool isFailed = false; // the call
    bool canAnswer = true; // no embedding
    std::vector<Score> scores; // only those with a result
};

// How many answers are read in one go, the latest first (more once there are more), and kept in
// all. Those that begin at one time are read and kept together, however many they are.
struct AnswerLimits
{
    std::int64_t first = 10'000;
    std::int64_t mostAtOnce = 50'000;
    std::size_t most = 1'000'000;
};

// Keeps what it has read of one service, so that a refresh costs what is new. Verdicts that come
// later are taken in. Never knows more than the recording did at the view's knownAt. Used by one
// read at a time.
class AnswerTable
{
public:
    AnswerTable() = default;
    explicit AnswerTable(const AnswerLimits& limits)
        : m_limits(limits)
    {
    }
    // Of rows that were made elsewhere, by start; `checks` are those that their scores name.
    AnswerTable(std::vector<AnswerRow> rows, std::vector<std::string> checks,
                const telemetry::TimeRange& covered)
        : m_covered(covered)
        , m_rows(std::move(rows))
        , m_checks(std::move(checks))
    {
    }

    // Pool thread.
    telemetry::Result<void> read(const store::Reader& reader, const store::View& view,
                                 const std::string& service);

    const std::vector<AnswerRow>& rows() const { return m_rows; } // by start
    const std::vector<std::string>& checks() const { return m_checks; }
    // Of starts: all of it has been read. Smaller than what was asked for: read again.
    const telemetry::TimeRange& covered() const { return m_covered; }
    bool isPartial() const { return m_isPartial; }
    // There are older ones in the range, which are never read: as many as are kept are newer.
    bool isCut() const { return m_isCut; }

private:
    telemetry::Result<void> follow(const store::Reader& reader, const store::View& view);
    telemetry::Result<void> extend(const store::Reader& reader, const store::View& view);
    telemetry::Result<void> judgeAgain(const store::Reader& reader, const store::View& view,
                                       std::int64_t upTo);
    telemetry::Result<std::int64_t> add(const store::Reader& reader, const store::View& view,
                                        const store::AnswerQuery& query,
                                        std::vector<AnswerRow>& into);
    AnswerRow rowOf(const store::AnswerFacts& facts);
    void trim(const telemetry::TimeRange& range);
    void cut();

    AnswerLimits m_limits;
    std::string m_service;
    telemetry::TimeRange m_covered;
    telemetry::Timestamp m_knownAt;
    std::int64_t m_last = 0; // row up to which all of m_covered was read
    std::int64_t m_settled = 0; // row up to which no more parts are awaited
    std::int64_t m_judged = 0; // evaluation up to which verdicts were taken in
    bool m_isPartial = false;
    bool m_isCut = false;
    std::vector<AnswerRow> m_rows;
    std::vector<std::string> m_checks;
    std::map<std::string, std::uint16_t> m_checkIndex;
    std::map<std::string, std::uint32_t> m_indexVersions;
};

} // namespace drivers
