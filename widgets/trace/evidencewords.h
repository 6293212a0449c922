// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claim.h"
#include "models/trace/tracecontents.h"
#include "widgets/trace/evidencecard.h"

#include <QString>

#include <vector>

namespace traceview {

// What a card says of one passage: its source, what differs, the passage with the words that the
// claim shares, how much of the claim it holds. Everything from outside is made safe.
std::vector<EvidenceCard::Block> evidenceBlocks(const trace::TraceContents& contents,
                                                telemetry::SpanId generation,
                                                const claims::Evidence& evidence);
// What is to be said of evidence that the model may never have read; empty: nothing.
QString readingText(claims::Reading reading);

// Why a claim has no card, in words.
QString noEvidenceText(claims::Support support);

} // namespace traceview
