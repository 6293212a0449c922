// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/serving.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace drill {

struct ChatEndpointSettings
{
    std::string scenario;
    std::uint64_t seed = 1;
    std::string address = "127.0.0.1";
    std::uint16_t port = 0; // 0: any free one
    telemetry::Timestamp faultTime; // when the fault begins, by the system clock
    std::function<LeverValues()> levers; // any thread; empty: none was moved
};

// An OpenAI-compatible endpoint of the drill's own: GET /v1/models and POST /v1/chat/completions,
// also as a stream of server-sent events (sent as one piece). Answers as ChatModel says. Takes any
// token.
class ChatEndpoint
{
public:
    static telemetry::Result<std::unique_ptr<ChatEndpoint>>
    listen(const ChatEndpointSettings& settings);
    ChatEndpoint(const ChatEndpoint&) = delete;
    ChatEndpoint& operator=(const ChatEndpoint&) = delete;
    ~ChatEndpoint();

    std::string url() const; // without a path
    std::vector<std::string> models() const; // that can be asked for

private:
    struct Private;
    explicit ChatEndpoint(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

// The levers in the values of a sandbox control plane.
LeverValues leversIn(const std::map<std::string, std::string>& values);

} // namespace drill
