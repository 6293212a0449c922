// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/judgecalls.h"

#include <utility>

namespace store {

namespace {

constexpr std::int64_t kMostLookedAt = 64; // ends what a broken sender made a ring
constexpr std::size_t kMostTraces = 20'000;

} // namespace

JudgeCalls::JudgeCalls(const Database& database)
    : m_findAbove(
        database.prepare("SELECT parent_id, step FROM spans WHERE trace_no=? AND span_id=?"))
    , m_findUnmarked(
          database.prepare("SELECT id, span_id, start_ns, service, coalesce(model_served, 0), "
                           "coalesce(version, 0), coalesce(adapter, 0), coalesce(prompt_version, "
                           "0) FROM generations WHERE trace_no=? AND judge_ns IS NULL ORDER BY id "
                           "DESC LIMIT 1000"))
    , m_mark(database.prepare("UPDATE generations SET judge_ns=? WHERE id=? AND judge_ns IS NULL"))
    , m_keepHas(
          database.prepare("INSERT OR REPLACE INTO counters(name, value) VALUES('has_judges', 1)"))
{
    Statement has = database.prepare("SELECT 1 FROM counters WHERE name='has_judges'");
    m_hasJudges = has.step();
}

void JudgeCalls::note(std::int64_t trace, telemetry::StepKind step)
{
    if (step == telemetry::StepKind::Evaluator) {
        m_hasJudges = true;
        if (m_judged.size() >= kMostTraces)
            m_judged.clear();
        if (m_judged.insert(trace).second && !m_keepHas.run())
            m_hasFailed = true;
    }
    if (m_hasJudges && m_judged.contains(trace))
        m_noted.insert(trace);
}

void JudgeCalls::forget()
{
    m_judged.clear();
    m_noted.clear();
    m_hasFailed = false;
}

bool JudgeCalls::mark(std::int64_t trace, const telemetry::Generation& generation, std::int64_t row,
                      telemetry::Timestamp recorded)
{
    return m_hasJudges && isBelowJudge(trace, static_cast<std::int64_t>(generation.span))
        && mark(row, recorded);
}

std::vector<JudgeCalls::Call> JudgeCalls::markEarlier(telemetry::Timestamp recorded)
{
    std::vector<Call> calls;
    for (const std::int64_t trace : std::exchange(m_noted, {})) {
        std::vector<std::pair<std::int64_t, Call>> unmarked;
        m_findUnmarked.bind(trace);
        while (m_findUnmarked.step()) {
            Call call{.row = m_findUnmarked.integer(0),
                      .start = m_findUnmarked.time(2),
                      .service = m_findUnmarked.integer(3),
                      .values = {}};
            for (int column = 4; column <= 7; ++column)
                call.values.push_back(m_findUnmarked.integer(column));
            unmarked.emplace_back(m_findUnmarked.integer(1), std::move(call));
        }
        m_hasFailed = m_hasFailed || m_findUnmarked.hasFailed();
        m_findUnmarked.reset();
        for (auto& [span, call] : unmarked) {
            if (isBelowJudge(trace, span) && mark(call.row, recorded))
                calls.push_back(std::move(call));
        }
    }
    return calls;
}

bool JudgeCalls::isBelowJudge(std::int64_t trace, std::int64_t span)
{
    bool isJudges = false;
    for (std::int64_t steps = 0; steps < kMostLookedAt && span != 0 && !isJudges; ++steps) {
        m_findAbove.bind(trace).bind(span);
        const bool isThere = m_findAbove.step();
        span = isThere ? m_findAbove.integer(0) : 0;
        isJudges = isThere && steps > 0
            && m_findAbove.integer(1) == static_cast<std::int64_t>(telemetry::StepKind::Evaluator);
        m_hasFailed = m_hasFailed || m_findAbove.hasFailed();
        m_findAbove.reset();
    }
    return isJudges;
}

bool JudgeCalls::mark(std::int64_t row, telemetry::Timestamp recorded)
{
    const bool isGood = m_mark.bind(recorded).bind(row).run();
    m_hasFailed = m_hasFailed || !isGood;
    return isGood;
}

} // namespace store
