// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/chatmodel.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace drill {

// The chat completions of OpenAI, as much of them as the drill's models have.
struct ChatRequest
{
    ChatQuestion question;
    bool isStreaming = false;
    bool wantsUsage = false; // in the stream
    std::int64_t inputTokens = 0;
};

// Usage error, with what is wrong with it.
telemetry::Result<ChatRequest> chatRequestFrom(std::string_view body);

// One completion: a JSON object, or a stream of server-sent events as a whole.
std::string completionJson(const ChatRequest& request, const ChatAnswer& answer,
                           const std::string& id, std::int64_t seconds);
std::string completionStream(const ChatRequest& request, const ChatAnswer& answer,
                             const std::string& id, std::int64_t seconds);
std::string errorJson(const std::string& message, const std::string& type, const std::string& code);
std::string modelsJson(const std::vector<std::string>& models);

} // namespace drill
