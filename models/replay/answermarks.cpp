// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/replay/answermarks.h"

#include "models/replay/presence.h"
#include "models/store/feedreader.h"
#include "models/suspects/suspectqueue.h"
#include "models/telemetry/askedagain.h"

#include <algorithm>
#include <utility>

namespace replay {

namespace {

constexpr double kWrong = 0.5;
constexpr std::size_t kAskEvery = 4096; // answers, whether to go on

} // namespace

telemetry::Result<std::optional<AnswerMarks>> AnswerMarks::read(const store::Reader& reader,
                                                                const std::function<bool()>& goesOn,
                                                                std::size_t most)
{
    const auto book = suspects::SuspectQueue().verdicts(reader, store::View{}.knownAt, 1);
    if (!book)
        return tl::make_unexpected(book.error());
    const std::vector<telemetry::SpanKey> named = book->answers();
    AnswerMarks marks;
    std::size_t count = 0;
    bool isStopped = false;
    const auto read = store::forEachAnswerMark(reader, named, [&](const store::AnswerMark& one) {
        isStopped = count % kAskEvery == 0 && goesOn && !goesOn();
        if (isStopped)
            return false;
        if (telemetry::isAskedAgain(one.service))
            return true;
        if (++count > most) {
            marks.m_isCut = true;
            return false;
        }
        const suspects::Standing standing =
            one.named ? book->of(named[*one.named]).standing : suspects::Standing::None;
        marks.m_oldest = telemetry::toUnixNanos(one.start);
        marks.m_marks[one.service].push_back(
            {.nanos = marks.m_oldest,
             .isJudged = one.isJudged
                 || (standing != suspects::Standing::None
                     && standing != suspects::Standing::Unsure),
             .isWrong = standing == suspects::Standing::Confirmed
                 || (standing != suspects::Standing::Dismissed && one.probability >= kWrong)});
        return true;
    });
    if (!read)
        return tl::make_unexpected(read.error());
    if (isStopped)
        return std::optional<AnswerMarks>();
    for (auto& [service, ofService] : marks.m_marks)
        std::ranges::reverse(ofService); // they came the newest first
    return std::optional(std::move(marks));
}

std::vector<const std::vector<AnswerMarks::Mark>*>
AnswerMarks::of(const std::vector<std::string>& services) const
{
    std::vector<const std::vector<Mark>*> some;
    for (const auto& [service, marks] : m_marks) {
        if (services.empty() ? !telemetry::isCanary(service)
                             : std::ranges::find(services, service) != services.end())
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
        counted.answers += to - from;
        counted.judged += std::count_if(from, to, [](const Mark& mark) { return mark.isJudged; });
        counted.wrong += std::count_if(from, to, [](const Mark& mark) { return mark.isWrong; });
    }
    counted.isAtLeast = m_isCut && start <= m_oldest;
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

std::vector<telemetry::TimeRange> AnswerMarks::stretches() const
{
    std::vector<std::int64_t> starts;
    for (const auto& [service, marks] : m_marks) {
        for (const Mark& mark : marks)
            starts.push_back(mark.nanos);
    }
    std::ranges::sort(starts);
    Presence presence;
    for (const std::int64_t start : starts)
        presence.add(telemetry::fromUnixNanos(start));
    return presence.stretches();
}

} // namespace replay
