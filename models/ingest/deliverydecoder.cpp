// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/deliverydecoder.h"

#include "models/ingest/deliveryreceipt.h"
#include "models/ingest/inflater.h"
#include "models/otlp/decode.h"

#include <new>
#include <string>
#include <utility>
#include <vector>

namespace ingest {

namespace {

tl::unexpected<DecodeFailure> failure(const RawDelivery& delivery, Receipt::Outcome outcome,
                                      std::string message, std::string reason)
{
    return tl::make_unexpected(DecodeFailure{
        .receipt = {.outcome = outcome, .rejected = 1, .message = std::move(message)},
        .rejection = {.signal = delivery.signal, .count = 1, .reason = std::move(reason)}});
}

// Takes what it needs of the delivery.
tl::expected<std::shared_ptr<const dialect::Interpreted>, DecodeFailure>
decoded(RawDelivery& delivery, const DecodeSettings& settings, telemetry::Timestamp recorded)
{
    const std::size_t inflatedBytes = settings.inflatedBytes;
    const auto coding = codingFromName(delivery.contentEncoding);
    if (!coding)
        return failure(delivery, Receipt::Outcome::UnsupportedEncoding,
                       "The content encoding is not one of gzip, deflate, zstd, identity.",
                       "unsupported content encoding");
    const std::string tooLarge =
        "The body is larger than " + std::to_string(inflatedBytes) + " bytes when inflated.";
    if (*coding == Coding::Identity) {
        if (delivery.body.size() > inflatedBytes)
            return failure(delivery, Receipt::Outcome::TooLarge, tooLarge, "body too large");
    } else {
        std::string plain;
        switch (inflateAll(*coding, delivery.body, inflatedBytes, plain)) {
        case InflateOutcome::Done:
            break;
        case InflateOutcome::Damaged:
            return failure(delivery, Receipt::Outcome::Undecodable,
                           "The body is no whole " + delivery.contentEncoding + " stream.",
                           "damaged compressed body");
        case InflateOutcome::TooLarge:
            return failure(delivery, Receipt::Outcome::TooLarge, tooLarge, "body too large");
        }
        delivery.body = std::move(plain);
    }

    auto body = std::make_shared<const std::string>(std::move(delivery.body));
    std::vector<telemetry::Redaction> redactions;
    otlp::RequestFilter filter;
    if (settings.redactor != nullptr)
        filter = [&](std::shared_ptr<const std::string> request) {
            return settings.redactor->redact(delivery.signal, std::move(request), redactions);
        };
    const auto others =
        delivery.isOneOfSeveral ? otlp::OtherSignals::DecodedApart : otlp::OtherSignals::Rejected;
    auto batch = delivery.isJson
        ? otlp::decodeJson(delivery.signal, std::move(body), filter, others)
        : otlp::decodeProtobuf(delivery.signal, std::move(body), filter);
    if (!batch && batch.error().kind == telemetry::ErrorKind::Refused)
        return failure(delivery, Receipt::Outcome::TooLarge, batch.error().message,
                       "too many items in one body");
    if (!batch)
        return failure(delivery, Receipt::Outcome::Undecodable, batch.error().message,
                       delivery.isJson ? "body is no OTLP JSON" : "body is no OTLP protobuf");
    batch->recorded = recorded;
    batch->source = std::move(delivery.source);
    batch->redactions = std::move(redactions);
    auto interpreted =
        std::make_shared<dialect::Interpreted>(dialect::Interpreter::builtIn().interpret(
            std::move(*batch),
            settings.isFingerprinted ? dialect::StepTexts::Read : dialect::StepTexts::Left));
    if (settings.judges != nullptr) {
        for (telemetry::Evaluation& evaluation : interpreted->evaluations)
            settings.judges->apply(evaluation, recorded);
    }
    return interpreted;
}

} // namespace

tl::expected<std::shared_ptr<const dialect::Interpreted>, DecodeFailure>
decodeDelivery(RawDelivery delivery, const DecodeSettings& settings, telemetry::Timestamp recorded)
{
    // What a body becomes is many times its size: where that is too much, one delivery is lost, to
    // be sent again, and not the program with all that it records.
    try {
        return decoded(delivery, settings, recorded);
    } catch (const std::bad_alloc&) {
        return failure(delivery, Receipt::Outcome::Failed, withoutMemory().message,
                       "not enough memory to read a body");
    }
}

} // namespace ingest
