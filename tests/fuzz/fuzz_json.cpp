// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/decode.h"
#include "tests/fuzz/harness.h"

#include <cstddef>
#include <cstdint>
#include <memory>

// The kinds are what the document says, as it is for a file that is imported.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    auto body = std::make_shared<const std::string>(reinterpret_cast<const char*>(data), size);
    auto kinds = otlp::sniffJson(*body);
    if (kinds.empty())
        kinds.push_back(telemetry::SignalKind::Traces);
    for (const telemetry::SignalKind signal : kinds)
        fuzz::lookAt(otlp::decodeJson(signal, body));
    return 0;
}
