// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/replay/whatif.h"

#include "models/objective/suggest.h"
#include "models/telemetry/shareinterval.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <utility>

namespace replay {

namespace {

using telemetry::Duration;
using telemetry::Result;
using telemetry::TimeRange;
using telemetry::Timestamp;
using namespace std::chrono_literals;

constexpr Duration kLookEvery = 30s; // at budgets, as a console does
constexpr std::int64_t kMostLooks = 240; // at one budget in one affair
constexpr Duration kUsualBefore = 6h; // an affair, by which it is held
constexpr Duration kEarly =
    30s; // before the onset, which is an estimate, an alarm is of the affair

bool isVerdictAlarm(const AlarmCourse& alarm)
{
    return !telemetry::isShiftCheck(alarm.raised.check);
}

bool isOf(const AlarmCourse& alarm, const Affair& affair)
{
    return affair.concerns(alarm.raised.service) && alarm.raised.time >= affair.start - kEarly
        && (!affair.end || alarm.raised.time <= *affair.end);
}

std::optional<AlarmCourse> firstOf(const std::vector<AlarmCourse>& alarms, const Affair& affair)
{
    std::optional<AlarmCourse> first;
    for (const AlarmCourse& alarm : alarms) {
        if (isVerdictAlarm(alarm) && isOf(alarm, affair)
            && (!first || alarm.raised.recorded < first->raised.recorded))
            first = alarm;
    }
    return first;
}

class Asking
{
public:
    Asking(const store::Reader& reader, const WhatIfQuestion& question)
        : m_reader(reader)
        , m_question(question)
    {
    }

    Result<WhatIf> ask(const Progress& progress);

private:
    Result<void> compare(VariantResult& result) const;
    Detection detectionOf(const Affair& affair, const VariantResult& result) const;
    Avoided avoidedIn(const TimeRange& range, const Affair& affair) const;
    Timestamp endOf(const Affair& affair) const { return affair.end.value_or(m_whatIf.range.end); }
    void sortOut(VariantResult& result) const;
    Result<void> burn(VariantResult& result) const;
    Result<void> look(BurnCourse& course, const Affair& affair, const objective::Objective& inUse,
                      const objective::Objective& variant) const;
    void mitigate(VariantResult& result) const;

    const store::Reader& m_reader;
    const WhatIfQuestion& m_question;
    AnswerMarks m_marks;
    WhatIf m_whatIf;
    bool m_isImport = false;
};

Avoided Asking::avoidedIn(const TimeRange& range, const Affair& affair) const
{
    Avoided avoided{.range = range, .counted = m_marks.count(affair.services, range), .usual = {}};
    TimeRange before{.start = affair.start - kUsualBefore, .end = affair.start};
    for (const Affair& other : m_whatIf.affairs) { // what is usual is learnt from what was well
        if (other.start < affair.start && other.end.value_or(affair.start) > before.start)
            before.start = std::min(other.end.value_or(affair.start), affair.start);
    }
    avoided.usual = m_marks.count(affair.services, before);
    const auto shareOf = [](const Counted& counted) {
        return telemetry::Share{static_cast<double>(counted.wrong),
                                static_cast<double>(counted.judged)};
    };
    const telemetry::Share now = shareOf(avoided.counted);
    const telemetry::Share usual = shareOf(avoided.usual);
    avoided.answers = now.with - now.count * usual.value();
    const telemetry::ShareInterval rise = telemetry::newcombeInterval(now, usual);
    // Of n answers no more than those that were wrong would have been right.
    avoided.low = rise.low * now.count;
    avoided.high = std::min(rise.high * now.count, now.with);
    return avoided;
}

Detection Asking::detectionOf(const Affair& affair, const VariantResult& result) const
{
    Detection detection{.inUse = firstOf(m_whatIf.results.front().alarms, affair),
                        .variant = firstOf(result.alarms, affair),
                        .gain = {},
                        .avoided = {}};
    if (!detection.inUse || !detection.variant)
        return detection;
    // What was imported was recorded all at once.
    detection.gain = m_isImport
        ? detection.inUse->raised.time - detection.variant->raised.time
        : detection.inUse->raised.recorded - detection.variant->raised.recorded;
    if (*detection.gain == Duration::zero())
        return detection;
    const Timestamp end = endOf(affair);
    const Duration moved = std::chrono::abs(*detection.gain);
    const TimeRange range{.start = std::max(end - moved, affair.start), .end = end};
    detection.avoided = avoidedIn(range, affair);
    if (*detection.gain < Duration::zero()) {
        Avoided& lost = *detection.avoided;
        lost.isLoss = true;
        lost.answers = -lost.answers;
        lost.low = -std::exchange(lost.high, -lost.low);
    }
    return detection;
}

void Asking::sortOut(VariantResult& result) const
{
    for (const AlarmCourse& alarm : result.alarms) {
        if (!isVerdictAlarm(alarm))
            continue;
        bool isCovered = false;
        bool isConcerned = false;
        for (const Affair& affair : m_whatIf.affairs) {
            isCovered = isCovered || affair.covers(alarm.raised.time);
            isConcerned = isConcerned || isOf(alarm, affair);
        }
        if (!isCovered && !isConcerned)
            result.falseAlarms.push_back(alarm);
        else if (!isConcerned)
            ++result.otherAlarms;
    }
    result.falseRate =
        weeklyRate(static_cast<std::int64_t>(result.falseAlarms.size()), m_whatIf.healthy);
}

Result<void> Asking::look(BurnCourse& course, const Affair& affair,
                          const objective::Objective& inUse,
                          const objective::Objective& variant) const
{
    const Timestamp end = endOf(affair);
    const Duration step = std::max<Duration>(kLookEvery, (end - affair.start) / kMostLooks);
    const auto stands = [&](const objective::Objective& objective, Timestamp now,
                            std::optional<Timestamp>& ticket,
                            std::optional<double>& spent) -> Result<void> {
        const auto status = objective::statusOf(objective, m_reader, now, {});
        if (!status)
            return tl::make_unexpected(status.error());
        const bool isTicket = status->state == objective::BudgetState::Burning
            || status->state == objective::BudgetState::Exhausted;
        if (isTicket && !ticket)
            ticket = now;
        spent = status->spent;
        return {};
    };
    const bool isSame = inUse.target == variant.target && inUse.window == variant.window;
    for (Timestamp now = affair.start + step;; now += step) {
        now = std::min(now, end);
        const bool isLast = now == end;
        if (isLast || !course.ticketInUse) {
            if (const auto done = stands(inUse, now, course.ticketInUse, course.spentInUse); !done)
                return done;
        }
        if (!isSame && (isLast || !course.ticketVariant)) {
            if (const auto done = stands(variant, now, course.ticketVariant, course.spentVariant);
                !done)
                return done;
        }
        if (isLast)
            break;
    }
    if (isSame) {
        course.ticketVariant = course.ticketInUse;
        course.spentVariant = course.spentInUse;
    }
    return {};
}

Result<void> Asking::burn(VariantResult& result) const
{
    const auto changed = objectivesOf(result.variant, m_question.objectives);
    if (!changed)
        return tl::make_unexpected(changed.error());
    for (std::size_t i = 0; i < changed->size(); ++i) {
        for (const Affair& affair : m_whatIf.affairs) {
            const objective::Objective& objective = m_question.objectives[i];
            if (!affair.concerns(objective.service) || endOf(affair) <= affair.start)
                continue;
            BurnCourse course{.objective = objective.name,
                              .affair = affair.id,
                              .ticketInUse = {},
                              .ticketVariant = {},
                              .spentInUse = {},
                              .spentVariant = {}};
            if (const auto looked = look(course, affair, objective, (*changed)[i]); !looked)
                return looked;
            result.burns.push_back(std::move(course));
        }
    }
    return {};
}

// From then to the end of the affair that it falls in.
void Asking::mitigate(VariantResult& result) const
{
    if (!result.variant.mitigatedAt)
        return;
    for (const Affair& affair : m_whatIf.affairs) {
        if (!affair.covers(*result.variant.mitigatedAt))
            continue;
        result.mitigated =
            avoidedIn({.start = *result.variant.mitigatedAt, .end = endOf(affair)}, affair);
        result.mitigatedAffair = affair.id;
        return;
    }
}

Result<void> Asking::compare(VariantResult& result) const
{
    for (const Affair& affair : m_whatIf.affairs)
        result.detections.push_back(detectionOf(affair, result));
    sortOut(result);
    mitigate(result);
    return burn(result);
}

Result<WhatIf> Asking::ask(const Progress& progress)
{
    std::vector<Changes> changes{Changes()};
    m_whatIf.results.emplace_back();
    for (const Variant& variant : m_question.variants) {
        if (const auto known = objectivesOf(variant, m_question.objectives); !known)
            return tl::make_unexpected(known.error());
        changes.push_back(variant.settings);
        m_whatIf.results.emplace_back().variant = variant;
    }
    auto told = rerun(m_reader, changes, progress);
    if (!told)
        return tl::make_unexpected(told.error());
    const auto recorded = m_reader.alarmTransitions({});
    if (!recorded)
        return tl::make_unexpected(recorded.error());
    m_whatIf.recorded = coursesOf(*recorded);
    m_whatIf.difference = told->wasStopped ? "stopped before the end"
                                           : differenceBetween(*recorded, told->made.front());
    for (std::size_t i = 0; i < m_whatIf.results.size(); ++i)
        m_whatIf.results[i].alarms = coursesOf(told->made[i]);
    told->made.clear();
    m_whatIf.facts = std::move(*told);
    if (m_whatIf.facts.wasStopped)
        return std::move(m_whatIf);
    auto marks = AnswerMarks::read(m_reader);
    const auto extent = m_reader.extent();
    if (!marks || !extent)
        return tl::make_unexpected(!marks ? marks.error() : extent.error());
    m_marks = std::move(*marks);
    m_whatIf.isCut = m_marks.isCut();
    m_whatIf.affairs =
        m_question.affairs.empty() ? affairsOf(m_whatIf.recorded) : m_question.affairs;
    if (*extent)
        m_whatIf.range = (*extent)->range;
    m_isImport = *extent && (*extent)->isImport;
    if (m_isImport)
        m_whatIf.facts.stretches = {m_whatIf.range};
    m_whatIf.wrongCourse = m_marks.course({}, m_whatIf.range, kCourseSteps);
    m_whatIf.healthy = healthyTime(m_whatIf.facts.stretches, m_whatIf.affairs);
    for (VariantResult& result : m_whatIf.results) {
        if (const auto compared = compare(result); !compared)
            return tl::make_unexpected(compared.error());
    }
    return std::move(m_whatIf);
}

} // namespace

Result<WhatIf> whatIf(const store::Reader& reader, const WhatIfQuestion& question,
                      const Progress& progress)
{
    return Asking(reader, question).ask(progress);
}

} // namespace replay
