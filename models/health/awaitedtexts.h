// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/generation.h"
#include "models/telemetry/signal.h"
#include "models/telemetry/timerange.h"

#include <deque>
#include <vector>

namespace health {

// Answers that were told of without their text, or with it cut: a text may come in another delivery
// than its span, so that whether it is missing is not known at once. Bounded. One thread.
class AwaitedTexts
{
public:
    struct Answer
    {
        telemetry::SignalKey signal; // of telemetry::kAnswerText
        telemetry::SpanKey span;
        telemetry::Timestamp time; // of the answer
        telemetry::Timestamp recorded;
        bool isCut = false; // what did come ends before its end: no more will
    };

    void add(Answer answer);
    // Those that have been waited for long enough, the oldest first: no more is waited for them.
    std::vector<Answer> takeDue(telemetry::Timestamp now);

private:
    std::deque<Answer> m_answers;
};

} // namespace health
