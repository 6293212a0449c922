// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/alertwebhook.h"

#include "models/pull/alertreader.h"

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace pull {

namespace {

constexpr int kRetrySeconds = 5;

// Answers once all that a message told of is on disk, or something of it cannot be.
class Answer
{
public:
    Answer(std::size_t outstanding, net::HttpServer::Responder respond)
        : m_respond(std::move(respond))
        , m_outstanding(outstanding)
    {
    }

    void take(const telemetry::Result<void>& kept)
    {
        net::HttpResponse response;
        {
            const std::scoped_lock lock(m_mutex);
            if (!kept)
                m_problem = kept.error().message;
            if (--m_outstanding > 0)
                return;
            if (!m_problem.empty()) {
                response.status = 503;
                response.body = m_problem + "\n";
                response.headers.emplace_back("Retry-After", std::to_string(kRetrySeconds));
            }
        }
        m_respond(std::move(response));
    }

private:
    const net::HttpServer::Responder m_respond;
    std::mutex m_mutex; // guards the two below
    std::size_t m_outstanding;
    std::string m_problem;
};

} // namespace

ingest::ReceiverSettings::Route alertmanagerRoute(AlertBook& alerts)
{
    return [&alerts](const net::HttpRequest& request, const net::HttpServer::Responder& respond) {
        const auto sightings = readWebhook(request.body);
        if (!sightings) {
            net::HttpResponse response;
            response.status = 400;
            response.body = sightings.error().message + "\n";
            return respond(std::move(response));
        }
        if (sightings->empty())
            return respond({});
        const auto answer = std::make_shared<Answer>(sightings->size(), respond);
        for (const AlertSighting& sighting : *sightings)
            alerts.see("alertmanager", sighting,
                       [answer](const auto& kept) { answer->take(kept); });
    };
}

} // namespace pull
