// SPDX-License-Identifier: GPL-3.0-or-later

// What a screen reader is told of the overview.

#include "widgets/common/formats.h"
#include "widgets/timeline/overview.h"

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace timeline {

namespace {

constexpr int kToldMark = 12; // pixels, of its square
constexpr int kStepsAcross = 20; // the conductor's steps in what is shown

double secondsOf(telemetry::Duration duration)
{
    return std::chrono::duration<double>(duration).count();
}

} // namespace

QString Overview::toldValue() const
{
    return m_bounds.isEmpty() ? QString() : common::utcDateTimeText(m_conductor.cursor());
}

std::optional<accessible::Scale> Overview::toldScale() const
{
    const telemetry::TimeRange whole = m_conductor.bounds();
    if (whole.isEmpty())
        return std::nullopt;
    const double most = secondsOf(whole.duration());
    return accessible::Scale{
        .value = std::clamp(secondsOf(m_conductor.cursor() - whole.start), 0., most),
        .least = 0,
        .most = most,
        .step = secondsOf(m_conductor.span()) / kStepsAcross};
}

void Overview::moveToldTo(double seconds)
{
    const std::chrono::duration<double> from(seconds);
    m_conductor.seek(m_conductor.bounds().start
                     + std::chrono::duration_cast<telemetry::Duration>(from));
    describe();
}

accessible::Page Overview::toldMarks() const
{
    const auto end = std::ranges::upper_bound(m_marks, knownEnd(), {}, &OverviewMark::time);
    const auto known = static_cast<int>(end - m_marks.begin());
    const int first = std::max(0, known - accessible::Parts::kMost);
    return {.first = first, .count = known - first};
}

accessible::Part Overview::part(int index) const
{
    const OverviewMark& mark = m_marks[static_cast<std::size_t>(toldMarks().first + index)];
    accessible::Part part;
    part.name = u"%1 %2"_s.arg(common::utcTimeText(mark.time), mark.text);
    part.description = mark.kind == common::TimeMark::Alarm
        ? tr("%1, severity %2, %3")
              .arg(common::markText(mark.kind))
              .arg(mark.severity)
              .arg(common::utcDateTimeText(mark.time))
        : u"%1, %2"_s.arg(common::markText(mark.kind), common::utcDateTimeText(mark.time));
    part.isPressable = true;
    if (m_bounds.contains(mark.time))
        part.area = QRect(qRound(xOf(mark.time)) - kToldMark / 2, 2, kToldMark, kToldMark);
    return part;
}

// As a click on it.
void Overview::pressPart(int index)
{
    const OverviewMark chosen = m_marks[static_cast<std::size_t>(toldMarks().first + index)];
    m_conductor.goTo(chosen.time, chosen.known); // which reads the marks anew
}

} // namespace timeline
