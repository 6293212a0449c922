// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/runbook/proofrecord.h"
#include "models/runbook/runbook.h"
#include "models/telemetry/result.h"

#include <QObject>
#include <QString>

#include <string>
#include <utility>
#include <vector>

namespace runbookview {

// A probe step made ready: nothing was sent.
struct ProbePreparation
{
    struct Probe
    {
        std::string id;
        std::string question;
        std::string expected; // in words
    };
    runbook::ProofRecord proof; // open, nothing asked: what will be asked for
    std::string place; // where the set was found
    std::string estimate; // what it will take at most, in words
    std::vector<Probe> probes;
};

// In structures of their own: Qt would compare bare results, which have no equality.
struct ProbePrepared
{
    ProbePrepared(telemetry::Result<ProbePreparation> answer)
        : result(std::move(answer))
    {
    }
    telemetry::Result<ProbePreparation> result;
};
struct ProbeEnded
{
    ProbeEnded(telemetry::Result<runbook::ProofRecord> answer)
        : result(std::move(answer))
    {
    }
    // An error: nothing was asked, or what came could not be recorded.
    telemetry::Result<runbook::ProofRecord> result;
};

// What a probe step can do to the outside world: ask. The session that is live gives one. GUI
// thread: functions return at once, requests are sent elsewhere, answers come as signals that
// repeat the request's number.
class ProbePort : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // Scheme, host and port of where probes go; empty: no endpoint is configured.
    virtual QString endpoint() const = 0;
    // Why there is none although one was named, in sentences; empty: none was.
    virtual QString problem() const { return {}; }
    // Of a step with its parameters put in. Reads files, sends nothing. Answered by prepared.
    virtual void prepare(quint64 request, const runbook::Runbook& book,
                         const runbook::Step& step) = 0;
    // Asks until there is a verdict. What is about to be asked, each answer and the end are in the
    // timeline, and nothing is asked that cannot be recorded. One at a time. Answered by answered
    // and moved, at last by ended.
    virtual void ask(quint64 request, const runbook::Runbook& book, const runbook::Step& step) = 0;
    // Breaks off what is being asked; answered by ended all the same.
    virtual void cancel() = 0;

signals:
    void prepared(quint64 request, const runbookview::ProbePrepared& answer);
    void answered(quint64 request, const runbook::ProbeAnswer& answer);
    void moved(quint64 request, const runbook::ProofRecord& proof);
    void ended(quint64 request, const runbookview::ProbeEnded& answer);
};

} // namespace runbookview
