// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/decode.h"
#include "models/otlp/encode.h"
#include "models/redact/redactor.h"
#include "tests/fuzz/harness.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

// The input is taken twice. As a request, of which the last byte chooses the signal: it must decode
// with its secrets taken out as it did with them, but for the values. And as the surroundings of a
// secret in a text, split at the place that the last byte tells: the secret must go.
namespace {

using telemetry::Batch;
using telemetry::SignalKind;
using Shared = std::shared_ptr<const std::string>;

// Nobody's: put together here, so that no scanner of secrets takes it for one. Apart from what is
// beside it, as a word is.
const std::string kSecret = std::string("sk-") + "proj-4f8d0b1c2e3a4d5f6a";
constexpr int kFullByte = 256;

// All that are shipped, those about personal data too.
const redact::Redactor& redactor()
{
    static const auto all = [] {
        auto rules = redact::shippedRules();
        for (redact::Rule& rule : rules)
            rule.isEnabled = true;
        return redact::Redactor::create(rules).value();
    }();
    return *all;
}

Shared redacted(SignalKind signal, const Shared& request)
{
    std::vector<telemetry::Redaction> redactions;
    return redactor().redact(signal, request, redactions);
}

std::uint64_t rejected(const Batch& batch)
{
    return std::accumulate(
        batch.rejections.begin(), batch.rejections.end(), std::uint64_t{0},
        [](std::uint64_t sum, const telemetry::Rejection& each) { return sum + each.count; });
}

void compare(const Batch& sent, const Batch& kept)
{
    using fuzz::require;
    require(sent.resources.size() == kept.resources.size(), "no resource is lost");
    require(sent.spans.size() == kept.spans.size(), "no span is lost");
    require(sent.logs.size() == kept.logs.size(), "no log record is lost");
    require(sent.points.size() == kept.points.size(), "no point is lost");
    require(rejected(sent) == rejected(kept), "what was rejected still is");
    for (std::size_t i = 0; i < sent.spans.size(); ++i) {
        const telemetry::SpanRecord& was = sent.spans[i];
        const telemetry::SpanRecord& is = kept.spans[i];
        require(was.trace == is.trace && was.id == is.id && was.parent == is.parent,
                "a span keeps its ids");
        require(was.start == is.start && was.end == is.end, "a span keeps its times");
        require(was.kind == is.kind && was.status == is.status, "a span keeps its kind and status");
    }
    for (std::size_t i = 0; i < sent.logs.size(); ++i) {
        require(sent.logs[i].trace == kept.logs[i].trace && sent.logs[i].span == kept.logs[i].span,
                "a log record keeps its ids");
        require(sent.logs[i].time == kept.logs[i].time, "a log record keeps its time");
    }
}

void takeAsRequest(SignalKind signal, const Shared& request)
{
    const auto sent = otlp::decodeProtobuf(signal, request);
    const auto kept = otlp::decodeProtobuf(signal, redacted(signal, request));
    fuzz::require(sent.has_value() == kept.has_value(), "a request stays readable, or unreadable");
    if (sent)
        compare(*sent, *kept);
}

bool isGone(std::string_view text)
{
    return text.find(kSecret) == std::string_view::npos;
}

// In a value of its own, so that nothing but its length stands before it; a rule about numbers
// would have all values looked at.
void takeAlone(std::size_t length)
{
    otlp::OutgoingSpan span;
    span.trace.bytes.fill(1);
    span.id = static_cast<telemetry::SpanId>(1);
    span.attributes = {{"a", kSecret + std::string(length, 'd')}};
    const auto wire = std::make_shared<const std::string>(otlp::encodeTraces({}, "fuzz", {span}));
    std::vector<telemetry::Redaction> redactions;
    const Shared kept = redact::Redactor::shipped()->redact(SignalKind::Traces, wire, redactions);
    fuzz::require(isGone(*kept), "no length hides a secret");
}

void takeAsText(std::string_view before, std::string_view behind)
{
    std::string text = std::string(before) + ' ' + kSecret + ' ' + std::string(behind);
    otlp::OutgoingSpan span;
    span.trace.bytes.fill(1);
    span.id = static_cast<telemetry::SpanId>(1);
    span.name = text;
    span.attributes = {{"a", text}, {text, std::string("b")}};
    const auto wire = std::make_shared<const std::string>(
        otlp::encodeTraces({{"service.name", std::string("s")}}, "fuzz", {span}));
    fuzz::require(isGone(*redacted(SignalKind::Traces, wire)), "no secret passes the door");
    std::vector<telemetry::Redaction> redactions;
    redactor().redact(text, "s", redactions);
    fuzz::require(isGone(text), "no secret stays in a text");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::uint8_t last = data[size - 1];
    const auto request =
        std::make_shared<const std::string>(reinterpret_cast<const char*>(data), size - 1);
    takeAsRequest(static_cast<SignalKind>(last % 3), request);
    const std::string_view text = *request;
    const std::size_t split = text.size() * (last + std::size_t{1}) / kFullByte;
    takeAlone(last);
    if (isGone(text)) // as a part of a word it is none
        takeAsText(text.substr(0, split), text.substr(split));
    return 0;
}
