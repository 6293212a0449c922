// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/decode.h"
#include "tests/fuzz/harness.h"

#include <cstddef>
#include <cstdint>
#include <memory>

// The last byte chooses the signal, so that a request body with one byte more is a seed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const auto signal = static_cast<telemetry::SignalKind>(data[size - 1] % 3);
    auto body = std::make_shared<const std::string>(reinterpret_cast<const char*>(data), size - 1);
    fuzz::lookAt(otlp::decodeProtobuf(signal, std::move(body)));
    return 0;
}
