// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/pipeline.h"
#include "widgets/trace/reaskport.h"

#include <QThreadPool>

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

// Where questions are asked again, and whom.
struct ReaskEndpoint
{
    std::string url; // empty: nowhere
    std::string token; // empty: none is sent
    std::string problem; // why nothing can be asked although an endpoint is named
    std::chrono::milliseconds timeout{120'000}; // of one answer
    sampling::PriceList prices;
    // Besides the recorded model, by service; of all services under "".
    std::map<std::string, std::vector<sampling::Target>> targets;

    // PLUMBLINE_REASK_ENDPOINT, PLUMBLINE_TOKEN_REASK, and a list of prices named by
    // PLUMBLINE_REASK_PRICES. Unreadable error for a list that cannot be read.
    static telemetry::Result<ReaskEndpoint> fromEnvironment();
    // The drill's own: its services' pinned and fallback models are known.
    static ReaskEndpoint ofDrill(const std::string& url);
};

// What the re-ask panel may do in a live session: asks on a thread of its own, and records what
// came on that thread too, so that it is kept even when the window is closed meanwhile. The
// pipeline must outlive it.
class LiveReaskPort final : public traceview::ReaskPort
{
    Q_OBJECT

public:
    LiveReaskPort(ReaskEndpoint endpoint, ingest::Pipeline& pipeline, std::string actor,
                  QObject* parent = nullptr);
    ~LiveReaskPort() override; // drops what is under way, records what came, and waits for it

    QString endpoint() const override;
    QString problem() const override { return QString::fromStdString(m_endpoint.problem); }
    const sampling::PriceList& prices() const override { return m_endpoint.prices; }
    std::vector<sampling::Target> targetsFor(const telemetry::Generation& suspect) const override;
    std::vector<std::string> differencesOf(const telemetry::Generation& suspect) const override;
    void ask(quint64 request, const telemetry::Generation& suspect,
             const traceview::ReaskChoices& choices) override;
    void cancel() override { *m_cancel = true; }

private:
    // The worker's thread; waits for the commit.
    telemetry::Result<void> record(const sampling::Reask& again,
                                   const telemetry::Generation& suspect);

    const ReaskEndpoint m_endpoint;
    ingest::Pipeline& m_pipeline;
    const std::string m_actor;
    bool m_isBusy = false; // GUI thread: until finished is told
    std::shared_ptr<std::atomic<bool>> m_cancel; // of the newest request
    QThreadPool m_worker; // one thread
};
