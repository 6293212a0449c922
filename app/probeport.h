// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/probestep.h"
#include "models/ingest/pipeline.h"
#include "models/sampling/prices.h"
#include "widgets/runbook/probeport.h"

#include <QThreadPool>

#include <atomic>
#include <memory>
#include <string>

// What a probe step may do in a live session: asks on a thread of its own, and records there what
// is asked, each answer and the end, so that the chain is whole even when the window is closed
// meanwhile. The pipeline must outlive it.
class LiveProbePort final : public runbookview::ProbePort
{
    Q_OBJECT

public:
    LiveProbePort(commands::ProbeEndpoint endpoint, sampling::PriceList prices,
                  ingest::Pipeline& pipeline, std::string actor, QObject* parent = nullptr);
    ~LiveProbePort() override; // breaks off what is being asked, records that, and waits for it

    // Of the operator's own runbooks: their probe sets stand there.
    void setRecording(const std::string& path) { m_recording = path; } // whose run it is
    void setFolder(const QString& folder) { m_folder = folder.toStdString(); }

    QString endpoint() const override;
    QString problem() const override { return QString::fromStdString(m_endpoint.problem); }
    void prepare(quint64 request, const runbook::Runbook& book, const runbook::Step& step) override;
    void ask(quint64 request, const runbook::Runbook& book, const runbook::Step& step) override;
    void cancel() override { *m_cancel = true; }

private:
    std::string folderOf(const runbook::Runbook& book) const;
    // The worker's thread.
    telemetry::Result<runbook::ProofRecord> carryOut(quint64 request, const std::string& runbook,
                                                     const runbook::Step& step,
                                                     const std::string& folder,
                                                     std::atomic<bool>& cancel);
    telemetry::Result<void> record(telemetry::TimelineEntry entry); // waits for the commit

    const commands::ProbeEndpoint m_endpoint;
    const sampling::PriceList m_prices;
    ingest::Pipeline& m_pipeline;
    const std::string m_actor;
    std::string m_recording;
    std::string m_folder;
    bool m_isBusy = false; // GUI thread: until ended is told
    std::shared_ptr<std::atomic<bool>> m_cancel; // of the newest request
    QThreadPool m_worker; // one thread
};
