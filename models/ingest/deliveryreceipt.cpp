// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/deliveryreceipt.h"

#include "models/telemetry/scarcememory.h"

#include <string>
#include <utility>
#include <vector>

namespace ingest {

namespace {

std::uint64_t keptCount(const DecodedDelivery& delivery)
{
    const telemetry::Batch& batch = delivery.interpreted->batch;
    switch (delivery.signal) {
    case telemetry::SignalKind::Traces:
        return batch.spans.size();
    case telemetry::SignalKind::Logs:
        return batch.logs.size();
    case telemetry::SignalKind::Metrics:
        return batch.points.size();
    }
    return 0;
}

} // namespace

void give(const ReceiptHandler& handler, const Receipt& receipt)
{
    if (handler)
        telemetry::withPatience([&] { handler(receipt); });
}

Receipt withoutMemory()
{
    return telemetry::withPatience([]() -> Receipt {
        return {.outcome = Receipt::Outcome::Failed,
                .rejected = 1,
                .message = "There is not enough memory to read this delivery. Send it again "
                           "later, or in smaller parts."};
    });
}

std::size_t itemCount(const telemetry::Batch& batch)
{
    return batch.spans.size() + batch.logs.size() + batch.points.size();
}

Receipt receiptFor(const DecodedDelivery& delivery, const store::Appended& appended)
{
    Receipt receipt;
    receipt.accepted = keptCount(delivery);
    receipt.duplicates = static_cast<std::uint64_t>(appended.duplicates);
    std::vector<telemetry::Rejection> rejections = delivery.interpreted->batch.rejections;
    if (const auto conflicts = static_cast<std::uint64_t>(appended.conflicts); conflicts > 0) {
        receipt.accepted -= conflicts;
        rejections.push_back({.signal = telemetry::SignalKind::Traces,
                              .count = conflicts,
                              .reason = store::kReusedSpanId});
    }
    for (const telemetry::Rejection& rejection : rejections) {
        receipt.rejected += rejection.count;
        receipt.message += (receipt.message.empty() ? "" : "; ")
            + (rejection.count == 0 ? std::string()
                                    : std::to_string(rejection.count) + " rejected: ")
            + rejection.reason
            + (rejection.example.empty() ? std::string() : " (" + rejection.example + ')');
    }
    return receipt;
}

std::size_t weightOf(const dialect::Interpreted& interpreted)
{
    const telemetry::Batch& batch = interpreted.batch;
    std::size_t weight = 4096;
    for (const auto& buffer : batch.buffers)
        weight += 2 * buffer->size(); // message texts are there a second time, in the generations
    weight += batch.spans.size() * sizeof(telemetry::SpanRecord)
        + batch.logs.size() * sizeof(telemetry::LogRecord)
        + batch.points.size() * sizeof(telemetry::MetricPoint)
        + batch.resources.size() * sizeof(telemetry::ResourceRecord)
        + batch.scopes.size() * sizeof(telemetry::ScopeRecord)
        + interpreted.generations.size() * sizeof(dialect::GenerationPart)
        + interpreted.evaluations.size() * sizeof(telemetry::Evaluation);
    return weight;
}

} // namespace ingest
