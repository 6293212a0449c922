// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/mappingreport.h"
#include "models/telemetry/link.h"
#include "models/telemetry/refusal.h"
#include "models/telemetry/timerange.h"
#include "widgets/sources/setuptexts.h"

#include <QString>
#include <QStringList>

#include <string>

namespace sources {

// What was wrong with something that was sent away, when that was, and what to set otherwise.
QString refusalText(const telemetry::Refusal& refusal, const Endpoints& endpoints,
                    telemetry::Timestamp now);

// "First span of shop arrived 2 s ago"; of something else than spans "First telemetry of ...".
// Null: what it was is not known yet.
QString arrivedText(const std::string& service, const store::SourceMapping* mapping,
                    telemetry::Duration age);

// What is missing that can be switched on, and how; `contentSwitch` has prompts and answers sent.
// Nothing while no model call has come.
QStringList missingTexts(const store::SourceMapping& mapping, const QString& contentSwitch);

// That a clock is off, from a minute on; empty: it is not, or that is not known yet.
QString clockText(const telemetry::LinkStatus& link);

} // namespace sources
