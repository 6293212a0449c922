// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/serving.h"
#include "models/net/httpclient.h"
#include "models/telemetry/result.h"

#include <atomic>
#include <string>
#include <string_view>

namespace drill {

// Reads the levers as a service would: a range over /plumbline/ of an etcd v3 JSON gateway.
// One thread.
class ControlReader
{
public:
    explicit ControlReader(std::string url)
        : m_url(std::move(url))
    {
    }

    // Unreachable error when the control plane does not answer or answers nonsense.
    telemetry::Result<LeverValues> read(const std::atomic<bool>& cancel);

private:
    std::string m_url;
    net::HttpClient m_client;
};

// The levers in a range reply; Unreachable error when it is none.
telemetry::Result<LeverValues> leversFromReply(std::string_view reply);

} // namespace drill
