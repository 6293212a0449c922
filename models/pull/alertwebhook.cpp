// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/alertwebhook.h"

#include "models/pull/alertreader.h"

namespace pull {

ingest::ReceiverSettings::Route alertmanagerRoute(AlertBook& alerts)
{
    return [&alerts](const net::HttpRequest& request) {
        net::HttpResponse response;
        const auto sightings = readWebhook(request.body);
        if (!sightings) {
            response.status = 400;
            response.body = sightings.error().message + "\n";
            return response;
        }
        for (const AlertSighting& sighting : *sightings)
            alerts.see("alertmanager", sighting);
        return response;
    };
}

} // namespace pull
