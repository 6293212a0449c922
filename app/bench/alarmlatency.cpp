// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/alarmlatency.h"

#include "app/bench/openwindow.h"
#include "app/bench/traffic.h"
#include "models/health/freshness.h"
#include "models/ingest/pipeline.h"
#include "models/ingest/receiver.h"
#include "models/items/servicehealthmodel.h"
#include "models/net/httpclient.h"
#include "widgets/dashboard/fleetmatrix.h"

#include <QEvent>
#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace bench {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using telemetry::ErrorKind;
using telemetry::Result;

constexpr int kWell = 300; // answers, enough for a baseline
constexpr int kWrong = 60;
constexpr auto kPaintPatience = 10s;

// Sees when a fleet matrix is painted while the service that is waited for has an alarm.
class AlarmPaintWatch final : public QObject
{
public:
    explicit AlarmPaintWatch(MainWindow& window)
    {
        for (auto* matrix : window.findChildren<dashboard::FleetMatrix*>())
            matrix->viewport()->installEventFilter(this);
    }

    void expect(const std::string& service) // any thread
    {
        const std::lock_guard lock(m_mutex);
        m_service = QString::fromStdString(service);
        m_painted.reset();
    }

    std::optional<Clock::time_point> wait() // any thread but the GUI's
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, kPaintPatience, [this] { return m_painted.has_value(); });
        return m_painted;
    }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        const auto* matrix = qobject_cast<const dashboard::FleetMatrix*>(watched->parent());
        if (event->type() == QEvent::Paint && matrix != nullptr) {
            const std::lock_guard lock(m_mutex);
            if (!m_painted && !m_service.isEmpty() && hasAlarm(*matrix->model(), m_service)) {
                m_painted = Clock::now();
                m_changed.notify_all();
            }
        }
        return QObject::eventFilter(watched, event);
    }

private:
    static bool hasAlarm(const QAbstractItemModel& model, const QString& service)
    {
        using Model = items::ServiceHealthModel;
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.index(row, 0).data(Model::ServiceRole).toString() != service)
                continue;
            for (int column = 1; column < model.columnCount(); ++column) {
                if (model.index(row, column).data(Model::StateRole).toInt()
                    == static_cast<int>(health::HealthState::AlarmRaised))
                    return true;
            }
        }
        return false;
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    QString m_service;
    std::optional<Clock::time_point> m_painted;
};

Result<void> post(net::HttpClient& client, const std::string& url, const std::string& body)
{
    const auto exchange = client.perform({.method = "POST",
                                          .url = url + "/v1/traces",
                                          .headers = {{"Content-Type", "application/x-protobuf"}},
                                          .body = body,
                                          .timeout = 60s});
    if (exchange.state == net::ExchangeState::Replied && exchange.status == 200)
        return {};
    return telemetry::failure(ErrorKind::Refused,
                              "The receiver did not take the request: HTTP "
                                  + std::to_string(exchange.status) + " " + exchange.error);
}

struct Receiving
{
    std::unique_ptr<ingest::Pipeline> pipeline;
    std::unique_ptr<ingest::Receiver> receiver;
};

Result<Receiving> start(const std::string& recording)
{
    auto pipeline = ingest::Pipeline::start(recording);
    if (!pipeline)
        return tl::make_unexpected(pipeline.error());
    ingest::ReceiverSettings settings;
    settings.port = 0;
    auto receiver = ingest::Receiver::listen(settings, **pipeline);
    if (!receiver)
        return tl::make_unexpected(receiver.error());
    return Receiving{std::move(*pipeline), std::move(*receiver)};
}

Result<AlarmLatency> raiseAll(Receiving& receiving, AlarmPaintWatch& watch, int alarms)
{
    AlarmLatency result;
    net::HttpClient client;
    for (int i = 0; i < alarms; ++i) {
        TrafficSettings traffic{.traces = kWell,
                                .seed = static_cast<std::uint64_t>(i) + 1,
                                .service = "service-" + std::to_string(i + 1)};
        for (const auto& body : makeTraceBodies(traffic)) {
            if (auto sent = post(client, receiving.receiver->url(), body); !sent)
                return tl::make_unexpected(sent.error());
        }
        receiving.pipeline->drain();
        traffic.traces = kWrong;
        traffic.seed += 1'000'000;
        traffic.isWrong = true;
        const auto bodies = makeTraceBodies(traffic);
        watch.expect(traffic.service);
        const auto sentAt = Clock::now();
        if (auto sent = post(client, receiving.receiver->url(), bodies.front()); !sent)
            return tl::make_unexpected(sent.error());
        if (const auto painted = watch.wait())
            result.seconds.push_back(std::chrono::duration<double>(*painted - sentAt).count());
        else
            ++result.missed;
    }
    std::ranges::sort(result.seconds);
    return result;
}

} // namespace

Result<AlarmLatency> benchAlarmLatency(int alarms)
{
    const QTemporaryDir folder;
    if (!folder.isValid())
        return telemetry::failure(ErrorKind::Unreadable, "There is no room for temporary files.");
    const std::string recording = folder.path().toStdString() + "/latency.plumb";
    auto receiving = start(recording);
    if (!receiving)
        return tl::make_unexpected(receiving.error());
    Result<AlarmLatency> result;
    runBesideGui([&] {
        WindowHost host;
        if (auto opened = host.open(recording); !opened) {
            result = tl::make_unexpected(opened.error());
            return;
        }
        std::optional<AlarmPaintWatch> watch;
        onGuiThread([&] { watch.emplace(host.window()); });
        result = raiseAll(*receiving, *watch, alarms);
        onGuiThread([&] { watch.reset(); });
    });
    receiving->receiver.reset();
    if (const auto finished = receiving->pipeline->finish(); result && !finished)
        return tl::make_unexpected(finished.error());
    return result;
}

} // namespace bench
