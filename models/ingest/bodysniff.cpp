// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/bodysniff.h"

#include "models/ingest/deliveryreceipt.h"
#include "models/ingest/documentscan.h"
#include "models/otlp/decode.h"
#include "models/telemetry/text.h"

namespace ingest {

using telemetry::SignalKind;

std::string_view trimmedBody(std::string_view text)
{
    if (text.starts_with(kByteOrderMark))
        text.remove_prefix(kByteOrderMark.size());
    return telemetry::trimmed(text);
}

bool isWholeRequest(std::string_view line)
{
    return DocumentScan().add(line) == DocumentScan::State::Whole && !otlp::sniffJson(line).empty();
}

std::vector<SignalKind> sniffProtobuf(const std::shared_ptr<const std::string>& body)
{
    std::vector<SignalKind> fitting;
    for (const SignalKind kind : {SignalKind::Traces, SignalKind::Logs, SignalKind::Metrics}) {
        const auto batch = otlp::decodeProtobuf(kind, body);
        if (!batch || !batch->rejections.empty() || itemCount(*batch) == 0)
            continue;
        fitting.push_back(kind);
    }
    return fitting;
}

} // namespace ingest
