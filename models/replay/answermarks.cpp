// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/replay/answermarks.h"

#include "models/store/feedreader.h"
#include "models/store/suspects.h"
#include "models/suspects/verdicts.h"
#include "models/telemetry/askedagain.h"

#include <algorithm>

namespace replay {

namespace {

constexpr double kWrong = 0.5;
constexpr const char* kVerdict = "verdict";

} // namespace

telemetry::Result<AnswerMarks> AnswerMarks::read(const store::Reader& reader)
{
    const store::View all;
    const auto entries = reader.timeline(all, {kVerdict});
    if (!entries)
        return tl::make_unexpected(entries.error());
    suspects::VerdictBook book;
    for (const telemetry::TimelineEntry& entry : *entries)
        book.add(entry);
    AnswerMarks marks;
    std::size_t count = 0;
    const auto visited =
        store::forEachSuspect(reader, all, {}, 0, [&](const store::SuspectFacts& facts) {
            if (telemetry::isAskedAgain(facts.service))
                return true;
            if (++count > kMost) {
                marks.m_isCut = true;
                return false;
            }
            const suspects::Standing standing =
                book.of({facts.suspicion.trace, facts.suspicion.span}).standing;
            const bool isWrong = standing == suspects::Standing::Confirmed
                || (standing != suspects::Standing::Dismissed
                    && facts.suspicion.probability >= kWrong);
            marks.m_marks[facts.service].push_back(
                {telemetry::toUnixNanos(facts.suspicion.time), isWrong});
            return true;
        });
    if (!visited)
        return tl::make_unexpected(visited.error());
    for (auto& [service, ofService] : marks.m_marks)
        std::ranges::sort(ofService, {}, &Mark::nanos);
    const auto started = store::forEachAnswerStart(
        reader, [&marks](const std::string& service, telemetry::Timestamp start) {
            if (!telemetry::isAskedAgain(service))
                marks.m_starts[service].push_back(telemetry::toUnixNanos(start));
        });
    if (!started)
        return tl::make_unexpected(started.error());
    for (auto& [service, starts] : marks.m_starts)
        std::ranges::sort(starts);
    return marks;
}

std::vector<const std::vector<AnswerMarks::Mark>*>
AnswerMarks::of(const std::vector<std::string>& services) const
{
    std::vector<const std::vector<Mark>*> some;
    for (const auto& [service, marks] : m_marks) {
        if (services.empty() || std::ranges::find(services, service) != services.end())
            some.push_back(&marks);
    }
    return some;
}

Counted AnswerMarks::count(const std::vector<std::string>& services,
                           const telemetry::TimeRange& range) const
{
    Counted counted;
    const std::int64_t start = telemetry::toUnixNanos(range.start);
    const std::int64_t end = telemetry::toUnixNanos(range.end);
    for (const std::vector<Mark>* marks : of(services)) {
        const auto from = std::ranges::lower_bound(*marks, start, {}, &Mark::nanos);
        const auto to = std::ranges::lower_bound(from, marks->end(), end, {}, &Mark::nanos);
        counted.judged += to - from;
        counted.wrong += std::count_if(from, to, [](const Mark& mark) { return mark.isWrong; });
    }
    for (const auto& [service, starts] : m_starts) {
        if (!services.empty() && std::ranges::find(services, service) == services.end())
            continue;
        const auto from = std::ranges::lower_bound(starts, start);
        counted.answers += std::ranges::lower_bound(from, starts.end(), end) - from;
    }
    return counted;
}

std::vector<std::int64_t> AnswerMarks::course(const std::vector<std::string>& services,
                                              const telemetry::TimeRange& range,
                                              std::size_t steps) const
{
    std::vector<std::int64_t> course(steps, 0);
    const std::int64_t start = telemetry::toUnixNanos(range.start);
    const std::int64_t length = telemetry::toUnixNanos(range.end) - start;
    if (steps == 0 || length <= 0)
        return course;
    for (const std::vector<Mark>* marks : of(services)) {
        for (const Mark& mark : *marks) {
            if (!mark.isWrong || mark.nanos < start || mark.nanos >= start + length)
                continue;
            const auto share =
                static_cast<double>(mark.nanos - start) / static_cast<double>(length);
            const auto step = static_cast<std::size_t>(share * static_cast<double>(steps));
            ++course[std::min(step, steps - 1)];
        }
    }
    for (std::size_t i = 1; i < steps; ++i)
        course[i] += course[i - 1];
    return course;
}

} // namespace replay
