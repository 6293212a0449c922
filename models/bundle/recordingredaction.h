// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/bundle/personnames.h"
#include "models/bundle/textrules.h"
#include "models/redact/redactor.h"
#include "models/telemetry/result.h"

#include <functional>
#include <string>

namespace bundle {

struct RecordingRedaction
{
    // Something of the timeline was taken out: the hashes of its entries are new from there on.
    bool isChainRebuilt = false;
    // To do the same to what is told beside it. Counts the pieces of all.
    TextRules texts;
    PersonNames persons; // whom the timeline names
};

// Applies the rules to everything that a recording of the newest schema holds: records as they were
// sent, field by field; every text of every table; what was read from an attribute that a rule
// takes out. Whom the timeline names, who acted on alarms and what sent alerts gets a number there.
// Fingerprints of texts go, positions of pulls and what detectors were told too (so that
// no what-if can be tried in it). What was counted stays, under the names that the rules leave;
// names that become alike get numbers, and keep them in all texts. Nobody else may have the file
// open. `redactor` outlives what is returned. brokenOff() when `goesOn`, which may be empty, says
// false; it is asked now and then.
telemetry::Result<RecordingRedaction> redactRecording(const std::string& path,
                                                      const redact::Redactor& redactor,
                                                      const std::function<bool()>& goesOn = {});

// The same recording as a new file without free pages, so that nothing of what was overwritten is
// left in it. For its owner only. Likewise.
telemetry::Result<void> writeCompact(const std::string& from, const std::string& to,
                                     const std::function<bool()>& goesOn = {});

// Refused: whoever asked for a bundle wants none any more.
telemetry::Error brokenOff();

} // namespace bundle
