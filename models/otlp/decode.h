// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/batch.h"
#include "models/telemetry/result.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace otlp {

// So many spans, log records or data points are read of one body. The smallest item takes two bytes
// on the wire and some hundred in memory: a body of allowed size could else fill the machine.
inline constexpr std::size_t kMostItems = 1'000'000;

// Goes between a request in protobuf wire form and its reading; gives the request that is read.
using RequestFilter =
    std::function<std::shared_ptr<const std::string>(std::shared_ptr<const std::string>)>;

// Decodes one Export{Trace,Logs,Metrics}ServiceRequest body (or TracesData/LogsData/MetricsData,
// the same wire form). The batch's views point into `body`, which it keeps alive. Protobuf is read
// straight from the wire: a string that is not UTF-8, an unknown field or a span with a bad id
// costs that item at most (Batch::rejections says which and why); only a body that is not protobuf
// at all is an Unreadable error naming the byte, and one of more than kMostItems is Refused. A
// resource or scope without items leaves no record.
telemetry::Result<telemetry::Batch> decodeProtobuf(telemetry::SignalKind kind,
                                                   std::shared_ptr<const std::string> body,
                                                   const RequestFilter& filter = {});

// The JSON mapping of the OTLP specification, with what clients really send: 64-bit integers as
// strings or numbers, NaN as null or "NaN", whole doubles as integers, ids in hex of any case,
// unknown keys ignored. Everything is re-encoded to protobuf wire form into a buffer of the batch.
// Nesting is limited to 128 levels. Unreadable error when the body is no JSON document (byte offset
// given) or not an object. A list of another signal (resourceLogs among traces) is not read, and
// counts as one rejected item unless `others` lets it pass: then it is decoded by itself.
enum class OtherSignals
{
    Rejected,
    DecodedApart,
};
telemetry::Result<telemetry::Batch> decodeJson(telemetry::SignalKind kind,
                                               std::shared_ptr<const std::string> body,
                                               const RequestFilter& filter = {},
                                               OtherSignals others = OtherSignals::Rejected);

// "resourceSpans", "resourceLogs", "resourceMetrics".
std::optional<telemetry::SignalKind> signalOfList(std::string_view member);
std::string_view listOfSignal(telemetry::SignalKind signal);
// The signals whose lists a JSON document has, in its order.
std::vector<telemetry::SignalKind> sniffJson(std::string_view body);

} // namespace otlp
