// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/handingover.h"

#include "app/commands/bundleview.h"
#include "app/singleinstance.h"

#include <QCoreApplication>

#include <optional>

HandedOver handOverWindow(const WindowRequest& request, const QString& settings)
{
    if (request.kind == WindowRequest::Kind::Demo || request.isNewWindow || !request.isBare)
        return {};
    const bool isLive = request.kind == WindowRequest::Kind::Live;
    std::optional<items::ViewState> link;
    if (request.link)
        link = request.link->state;
    else if (!request.incident.empty()) {
        if (const auto state = commands::viewOfIncident(request.recording, request.incident))
            link = *state;
    }
    switch (instance::handOver(isLive ? instance::liveAddress(settings)
                                      : instance::recordingAddress(settings, request.recording),
                               link)) {
    case instance::HandOver::Taken:
        return {.isTaken = true, .problem = {}};
    case instance::HandOver::NoOne:
        return {};
    case instance::HandOver::Silent:
        break;
    }
    return {.isTaken = false,
            .problem = isLive
                ? QCoreApplication::translate(
                    "handingover",
                    "Another Plumbline is open and does not answer: this is a second window, which "
                    "records by itself. Where the other still holds the ports, nothing is received "
                    "here.")
                : QCoreApplication::translate(
                    "handingover",
                    "Another Plumbline has this recording open and does not answer: this is a "
                    "second window on it.")};
}
