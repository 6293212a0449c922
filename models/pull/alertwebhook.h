// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/receiver.h"
#include "models/pull/alertbook.h"

namespace pull {

// Where Alertmanager's webhook is pointed at, on the receiver that takes the telemetry.
inline constexpr const char* kAlertmanagerPath = "/v1/alertmanager";

// Puts what Alertmanager sends into the book, which must outlive the receiver: 200 once it is on
// disk, 400 when the body is no message of its webhook, and 503, upon which Alertmanager sends it
// again, when it could not be kept.
ingest::ReceiverSettings::Route alertmanagerRoute(AlertBook& alerts);

} // namespace pull
