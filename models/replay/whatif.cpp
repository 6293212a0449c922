// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/replay/whatif.h"

#include "models/replay/recordednames.h"
#include "models/telemetry/shareinterval.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace replay {

namespace {

using telemetry::Duration;
using telemetry::Result;
using telemetry::TimeRange;
using telemetry::Timestamp;
using namespace std::chrono_literals;

constexpr Duration kUsualBefore = 6h; // an affair, by which it is held
constexpr Duration kEarly =
    30s; // before the onset, which is an estimate, an alarm is of the affair

bool isVerdictAlarm(const AlarmCourse& alarm)
{
    return !telemetry::isShiftCheck(alarm.raised.check)
        && alarm.raised.check != telemetry::kAnswerText;
}

bool stands(const AlarmCourse& alarm, Timestamp time)
{
    return alarm.raised.time <= time && (!alarm.cleared || alarm.cleared->time > time);
}

bool isOfOneMonitor(const AlarmCourse& one, const AlarmCourse& other)
{
    return one.raised.service == other.raised.service && one.raised.check == other.raised.check
        && one.raised.operation.value_or(std::string())
        == other.raised.operation.value_or(std::string());
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
    // Whether an alarm that these settings raise is of an affair.
    bool isWithin(const AlarmCourse& alarm, const Affair& affair) const;
    bool isNamed(const AlarmCourse& alarm, const Affair& affair) const;
    bool isOf(const AlarmCourse& alarm, const Affair& affair) const;
    std::optional<AlarmCourse> firstOf(const std::vector<AlarmCourse>& alarms,
                                       const Affair& affair) const;
    bool isTold(const Affair& affair) const;
    bool goesOn() const;
    Result<void> takeMarks();
    Result<void> compare(VariantResult& result);
    Detection detectionOf(const Affair& affair, const VariantResult& result) const;
    Avoided avoidedIn(const TimeRange& range, const Affair& affair) const;
    Timestamp endOf(const Affair& affair) const { return affair.end.value_or(m_whatIf.range.end); }
    void sortOut(VariantResult& result) const;
    Result<void> burn(VariantResult& result);
    Result<std::optional<BudgetCourse>>
    look(const Affair& affair, const objective::Objective& objective, bool isInUse) const;
    void mitigate(VariantResult& result) const;

    const store::Reader& m_reader;
    const WhatIfQuestion& m_question;
    const Progress* m_progress = nullptr;
    std::map<std::string, std::vector<AlarmCourse>> m_named; // recorded alarms by affair
    AnswerMarks m_marks;
    WhatIf m_whatIf;
    std::map<std::pair<std::string, std::string>, BudgetCourse>
        m_budgetsInUse; // by objective, affair
    bool m_isImport = false;
};

bool Asking::isWithin(const AlarmCourse& alarm, const Affair& affair) const
{
    return affair.concerns(alarm.raised.service) && alarm.raised.time >= affair.earliest() - kEarly
        && (!affair.end || alarm.raised.time <= *affair.end);
}

// Told again an alarm has another id: it is the one of its monitor while the named one stood.
bool Asking::isNamed(const AlarmCourse& alarm, const Affair& affair) const
{
    const auto named = m_named.find(affair.id);
    if (named == m_named.end())
        return false;
    return std::ranges::any_of(named->second, [&](const AlarmCourse& recorded) {
        return isOfOneMonitor(alarm, recorded)
            && (!recorded.cleared || alarm.raised.time <= recorded.cleared->time)
            && (!alarm.cleared || alarm.cleared->time >= recorded.raised.onset);
    });
}

bool Asking::isOf(const AlarmCourse& alarm, const Affair& affair) const
{
    if (isWithin(alarm, affair) || isNamed(alarm, affair))
        return true;
    // It stood already: then nobody had to be called again, unless by what was wrong before.
    return affair.concerns(alarm.raised.service) && stands(alarm, affair.start)
        && std::ranges::none_of(m_whatIf.affairs, [&](const Affair& other) {
               return other.id != affair.id && isWithin(alarm, other);
           });
}

std::optional<AlarmCourse> Asking::firstOf(const std::vector<AlarmCourse>& alarms,
                                           const Affair& affair) const
{
    // What was imported was recorded all at once.
    const auto when = [this](const AlarmCourse& alarm) {
        return m_isImport ? alarm.raised.time : alarm.raised.recorded;
    };
    std::optional<AlarmCourse> first;
    for (const AlarmCourse& alarm : alarms) {
        if (isVerdictAlarm(alarm) && (!first || when(alarm) < when(*first)) && isOf(alarm, affair))
            first = alarm;
    }
    return first;
}

bool Asking::isTold(const Affair& affair) const
{
    const std::vector<TimeRange>& told = m_whatIf.facts.stretches;
    if (m_whatIf.facts.steps == 0 || told.empty())
        return false;
    // What was usual before it has been removed: no detector can say anything of it.
    if (m_whatIf.facts.isBeginningGone && affair.start <= told.front().start)
        return false;
    return std::ranges::any_of(told, [&](const TimeRange& stretch) {
        return stretch.end >= affair.start - kEarly && stretch.start <= endOf(affair);
    });
}

bool Asking::goesOn() const
{
    return !*m_progress || (*m_progress)(m_whatIf.facts.steps, m_whatIf.facts.steps);
}

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
    if (avoided.counted.judged == 0 || avoided.usual.judged == 0 || avoided.counted.isAtLeast)
        return avoided;
    avoided.answers = now.with - now.count * usual.value();
    const telemetry::ShareInterval rise = telemetry::newcombeInterval(now, usual);
    // Of n answers no more than those that were wrong would have been right.
    avoided.low = rise.low * now.count;
    avoided.high = std::min(rise.high * now.count, now.with);
    return avoided;
}

Detection Asking::detectionOf(const Affair& affair, const VariantResult& result) const
{
    Detection detection{
        .isTold = isTold(affair), .inUse = {}, .variant = {}, .gain = {}, .avoided = {}};
    if (!detection.isTold) {
        detection.inUse = firstOf(m_whatIf.recorded, affair);
        return detection;
    }
    detection.inUse = firstOf(m_whatIf.results.front().alarms, affair);
    detection.variant = firstOf(result.alarms, affair);
    if (!detection.inUse || !detection.variant)
        return detection;
    // What was imported was recorded all at once.
    detection.gain = m_isImport
        ? detection.inUse->raised.time - detection.variant->raised.time
        : detection.inUse->raised.recorded - detection.variant->raised.recorded;
    if (!detection.isMoved() || !affair.end)
        return detection;
    const Timestamp end = *affair.end;
    const Duration moved = std::chrono::abs(*detection.gain);
    const TimeRange range{.start = std::max(end - moved, affair.start), .end = end};
    detection.avoided = avoidedIn(range, affair);
    if (*detection.gain < Duration::zero()) {
        Avoided& lost = *detection.avoided;
        lost.isLoss = true;
        if (lost.answers)
            lost.answers = -*lost.answers;
        lost.low = -std::exchange(lost.high, -lost.low);
    }
    return detection;
}

void Asking::sortOut(VariantResult& result) const
{
    const bool arePeoples = std::ranges::any_of(m_whatIf.affairs, &Affair::isOfPeople);
    for (const AlarmCourse& alarm : result.alarms) {
        if (!isVerdictAlarm(alarm))
            continue;
        bool isCovered = false;
        bool isOfPeople = false;
        bool isOfConsole = false;
        for (const Affair& affair : m_whatIf.affairs) {
            isCovered = isCovered || affair.covers(alarm.raised.time);
            if (isOf(alarm, affair))
                (affair.isOfPeople ? isOfPeople : isOfConsole) = true;
        }
        if (isOfConsole && !isOfPeople && arePeoples)
            ++result.unsettledAlarms;
        else if (!isCovered && !isOfPeople && !isOfConsole)
            result.falseAlarms.push_back(alarm);
        else if (!isOfPeople && !isOfConsole)
            ++result.otherAlarms;
    }
    result.falseRate =
        weeklyRate(static_cast<std::int64_t>(result.falseAlarms.size()), m_whatIf.healthy);
}

Result<std::optional<BudgetCourse>>
Asking::look(const Affair& affair, const objective::Objective& objective, bool isInUse) const
{
    return courseOf(
        objective, m_reader,
        {.start = affair.start, .end = endOf(affair), .isImport = m_isImport, .isInUse = isInUse},
        [this] { return goesOn(); });
}

// Of those that were asked about. The settings in use are the same for all variants.
Result<void> Asking::burn(VariantResult& result)
{
    const auto changed = objectivesOf(result.variant, m_question.objectives);
    if (!changed)
        return tl::make_unexpected(changed.error());
    for (std::size_t i = 0; i < changed->size(); ++i) {
        const objective::Objective& inUse = m_question.objectives[i];
        const objective::Objective& variant = (*changed)[i];
        for (const Affair& affair : m_whatIf.affairs) {
            if (!affair.isAsked || !affair.concerns(inUse.service) || endOf(affair) <= affair.start)
                continue;
            auto known = m_budgetsInUse.find({inUse.name, affair.id});
            if (known == m_budgetsInUse.end()) {
                auto looked = look(affair, inUse, true);
                if (!looked)
                    return tl::make_unexpected(looked.error());
                m_whatIf.facts.wasStopped = !*looked;
                if (m_whatIf.facts.wasStopped)
                    return {};
                known = m_budgetsInUse.emplace(std::pair(inUse.name, affair.id), **looked).first;
            }
            BurnCourse course{.objective = inUse.name,
                              .affair = affair.id,
                              .inUse = known->second,
                              .variant = known->second};
            if (inUse.target != variant.target || inUse.window != variant.window) {
                const auto looked = look(affair, variant, false);
                if (!looked)
                    return tl::make_unexpected(looked.error());
                m_whatIf.facts.wasStopped = !*looked;
                if (m_whatIf.facts.wasStopped)
                    return {};
                course.variant = **looked;
            }
            result.burns.push_back(std::move(course));
        }
    }
    return {};
}

// From then to the end of the affair that it falls in, of those that were asked about.
void Asking::mitigate(VariantResult& result) const
{
    if (!result.variant.mitigatedAt)
        return;
    for (const Affair& affair : m_whatIf.affairs) {
        if (!affair.isAsked || !affair.covers(*result.variant.mitigatedAt))
            continue;
        result.mitigated =
            avoidedIn({.start = *result.variant.mitigatedAt, .end = endOf(affair)}, affair);
        result.mitigatedAffair = affair.id;
        return;
    }
}

Result<void> Asking::compare(VariantResult& result)
{
    for (const Affair& affair : m_whatIf.affairs)
        result.detections.push_back(detectionOf(affair, result));
    sortOut(result);
    mitigate(result);
    return burn(result);
}

// What was wrong, what was well, and which answers; nothing of it after a stop.
Result<void> Asking::takeMarks()
{
    auto marks = AnswerMarks::read(m_reader, [this] { return goesOn(); });
    const auto extent = m_reader.extent();
    if (!marks || !extent)
        return tl::make_unexpected(!marks ? marks.error() : extent.error());
    m_whatIf.facts.wasStopped = !*marks;
    if (m_whatIf.facts.wasStopped)
        return {};
    m_marks = std::move(**marks);
    m_whatIf.isCut = m_marks.isCut();
    m_whatIf.affairs = allAffairs(m_question.affairs, m_whatIf.recorded, m_question.affair);
    if (!m_question.affair.empty() && std::ranges::none_of(m_whatIf.affairs, &Affair::isAsked))
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  "The recording has no incident " + m_question.affair + ".");
    for (const Affair& affair : m_whatIf.affairs) {
        const std::set<std::string> ids(affair.alarms.begin(), affair.alarms.end());
        std::ranges::copy_if(
            m_whatIf.recorded, std::back_inserter(m_named[affair.id]),
            [&](const AlarmCourse& one) { return ids.contains(one.raised.alarm); });
    }
    if (*extent)
        m_whatIf.range = (*extent)->range;
    m_isImport = *extent && (*extent)->isImport;
    if (m_isImport)
        m_whatIf.facts.stretches = m_marks.stretches();
    // What is not over goes on to the last answer, that one included.
    const Timestamp end = m_whatIf.range.end + Duration(1);
    for (const Affair& affair : m_whatIf.affairs)
        m_whatIf.counted.push_back(m_marks.count(
            affair.services, {.start = affair.start, .end = affair.end.value_or(end)}));
    if (std::ranges::count(m_whatIf.affairs, true, &Affair::isAsked) == 1)
        m_whatIf.wrongServices =
            std::ranges::find(m_whatIf.affairs, true, &Affair::isAsked)->services;
    m_whatIf.wrongCourse = m_marks.course(
        m_whatIf.wrongServices, {.start = m_whatIf.range.start, .end = end}, kCourseSteps);
    m_whatIf.healthy = healthyTime(m_whatIf.facts.stretches, m_whatIf.affairs);
    return {};
}

Result<WhatIf> Asking::ask(const Progress& progress)
{
    m_progress = &progress;
    const auto names = recordedNames(m_reader);
    if (!names)
        return tl::make_unexpected(names.error());
    std::vector<Changes> changes{Changes()};
    m_whatIf.results.emplace_back();
    for (const Variant& variant : m_question.variants) {
        if (const auto known = objectivesOf(variant, m_question.objectives); !known)
            return tl::make_unexpected(known.error());
        if (const auto known = checkNames(variant, *names); !known)
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
    if (const auto taken = takeMarks(); !taken)
        return tl::make_unexpected(taken.error());
    for (VariantResult& result : m_whatIf.results) {
        if (m_whatIf.facts.wasStopped || !goesOn()) {
            m_whatIf.facts.wasStopped = true;
            break;
        }
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
