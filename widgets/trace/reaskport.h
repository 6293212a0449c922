// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/sampling/prices.h"
#include "models/sampling/reask.h"
#include "models/telemetry/generation.h"
#include "models/telemetry/result.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace traceview {

// What a person chose; the rest is as it was recorded.
struct ReaskChoices
{
    std::vector<sampling::Target> targets;
    std::size_t samplesEach = 5;
    std::optional<double> temperature; // none: none is sent
    std::optional<std::int64_t> maxTokens; // none: no limit is sent
    bool isDifferentAllowed = false; // also where it would not be the same input
    std::string estimate; // in words, as it was shown
};

// In a structure of its own: Qt would compare bare results, which have no equality.
struct ReaskAnswer
{
    ReaskAnswer(telemetry::Result<sampling::Reask> answer)
        : result(std::move(answer))
    {
    }
    telemetry::Result<sampling::Reask> result; // an error: nothing was sent
};

// All that the re-ask panel can do to the outside world. A live session gives one; replay and
// read-only sessions have none, and then there is nothing to press. GUI thread: functions return at
// once, requests are sent elsewhere, answers come as signals that repeat the request's number.
class ReaskPort : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // Scheme, host and port of where requests go; empty: no endpoint is configured.
    virtual QString endpoint() const = 0;
    // Why there is none although one was named, in sentences; empty: none was.
    virtual QString problem() const { return {}; }
    virtual const sampling::PriceList& prices() const = 0;
    // Whom to ask, up to three, the likeliest first.
    virtual std::vector<sampling::Target>
    targetsFor(const telemetry::Generation& suspect) const = 0;
    // Why it would not be the same input, a sentence each; see reask::differencesOf.
    virtual std::vector<std::string> differencesOf(const telemetry::Generation& suspect) const = 0;

    // Sends the requests and records what came, with an entry of the timeline. Answered by
    // sampleReady and textChanged as answers come, then by finished. One at a time: until that is
    // told of one, another is finished at once with a Refused error, and the first goes on.
    virtual void ask(quint64 request, const telemetry::Generation& suspect,
                     const ReaskChoices& choices) = 0;
    // What is under way is dropped; finished follows, with what came. Nothing where nothing is.
    virtual void cancel() = 0;

signals:
    void sampleReady(quint64 request, const sampling::Sample& sample);
    void textChanged(quint64 request, qulonglong target, qulonglong number, const QString& text);
    void finished(quint64 request, const traceview::ReaskAnswer& answer);
    void recordFailed(const QString& why); // before its finished
};

} // namespace traceview
