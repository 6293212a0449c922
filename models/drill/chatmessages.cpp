// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/chatmessages.h"

#include "models/drill/episode.h"

#include <algorithm>

#include <simdjson.h>

namespace drill {

namespace {

using simdjson::dom::element;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

constexpr std::size_t kPieceWords = 4; // of each event

std::string textIn(const element& message)
{
    std::string_view text;
    if (message["content"].get(text) == simdjson::SUCCESS)
        return std::string(text);
    simdjson::dom::array parts;
    std::string all;
    if (message["content"].get(parts) != simdjson::SUCCESS)
        return all;
    for (const element part : parts)
        if (part["text"].get(text) == simdjson::SUCCESS)
            all += text;
    return all;
}

std::string head(const char* object, const ChatAnswer& answer, const std::string& id,
                 std::int64_t seconds)
{
    return R"({"id":)" + drill::inQuotes(id) + R"(,"object":)" + drill::inQuotes(object)
        + R"(,"created":)" + std::to_string(seconds) + R"(,"model":)" + drill::inQuotes(answer.model);
}

std::string usage(const ChatRequest& request, const ChatAnswer& answer)
{
    return R"("usage":{"prompt_tokens":)" + std::to_string(request.inputTokens)
        + R"(,"completion_tokens":)" + std::to_string(answer.outputTokens) + R"(,"total_tokens":)"
        + std::to_string(request.inputTokens + answer.outputTokens) + "}";
}

// Some words, with the blanks behind them; never cut inside a UTF-8 sequence.
std::vector<std::string> piecesOf(const std::string& text)
{
    std::vector<std::string> pieces;
    std::size_t start = 0;
    std::size_t words = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == ' ' && ++words % kPieceWords == 0) {
            pieces.push_back(text.substr(start, i + 1 - start));
            start = i + 1;
        }
    }
    if (start < text.size())
        pieces.push_back(text.substr(start));
    return pieces;
}

} // namespace

Result<ChatRequest> chatRequestFrom(std::string_view body)
{
    simdjson::dom::parser parser;
    element root;
    const std::string padded(body);
    if (parser.parse(padded).get(root) != simdjson::SUCCESS || !root.is_object())
        return failure(ErrorKind::Usage, "The body of the request is no JSON object.");
    ChatRequest request;
    std::string_view model;
    simdjson::dom::array messages;
    if (root["model"].get(model) != simdjson::SUCCESS)
        return failure(ErrorKind::Usage, "You must provide a model parameter.");
    if (root["messages"].get(messages) != simdjson::SUCCESS)
        return failure(ErrorKind::Usage, "'messages' is a required property.");
    request.question.model = model;
    std::size_t characters = 0;
    for (const element message : messages) {
        std::string_view role;
        if (message["role"].get(role) != simdjson::SUCCESS)
            return failure(ErrorKind::Usage, "A message needs a role.");
        const std::string text = textIn(message);
        characters += text.size();
        if (role == "system" || role == "developer")
            request.question.context += text + "\n";
        else if (role == "user")
            request.question.question = text;
    }
    request.inputTokens = tokensOf(characters) + 12;
    if (root["temperature"].get(request.question.temperature) != simdjson::SUCCESS)
        request.question.temperature = 1;
    for (const char* const limit : {"max_tokens", "max_completion_tokens"}) {
        std::int64_t tokens = 0;
        if (root[limit].get(tokens) == simdjson::SUCCESS)
            request.question.maxTokens = std::max<std::int64_t>(tokens, 1);
    }
    bool isStreaming = false;
    if (root["stream"].get(isStreaming) == simdjson::SUCCESS)
        request.isStreaming = isStreaming;
    bool wantsUsage = false;
    if (root["stream_options"]["include_usage"].get(wantsUsage) == simdjson::SUCCESS)
        request.wantsUsage = wantsUsage;
    return request;
}

std::string completionJson(const ChatRequest& request, const ChatAnswer& answer,
                           const std::string& id, std::int64_t seconds)
{
    return head("chat.completion", answer, id, seconds)
        + R"(,"choices":[{"index":0,"message":{"role":"assistant","content":)"
        + drill::inQuotes(answer.text) + R"(,"refusal":null},"logprobs":null,"finish_reason":)"
        + drill::inQuotes(answer.finishReason) + "}]," + usage(request, answer) + "}";
}

std::string completionStream(const ChatRequest& request, const ChatAnswer& answer,
                             const std::string& id, std::int64_t seconds)
{
    const std::string begin = "data: " + head("chat.completion.chunk", answer, id, seconds);
    const auto event = [&](const std::string& delta, const std::string& reason) {
        return begin + R"(,"choices":[{"index":0,"delta":)" + delta + R"(,"finish_reason":)"
            + reason + "}]}\n\n";
    };
    std::string stream = event(R"({"role":"assistant","content":""})", "null");
    for (const std::string& piece : piecesOf(answer.text))
        stream += event(R"({"content":)" + drill::inQuotes(piece) + "}", "null");
    stream += event("{}", drill::inQuotes(answer.finishReason));
    if (request.wantsUsage)
        stream += begin + R"(,"choices":[],)" + usage(request, answer) + "}\n\n";
    return stream + "data: [DONE]\n\n";
}

std::string errorJson(const std::string& message, const std::string& type, const std::string& code)
{
    return R"({"error":{"message":)" + drill::inQuotes(message) + R"(,"type":)" + drill::inQuotes(type)
        + R"(,"param":null,"code":)" + drill::inQuotes(code) + "}}";
}

std::string modelsJson(const std::vector<std::string>& models)
{
    std::string list;
    for (const std::string& model : models)
        list += (list.empty() ? "" : ",") + (R"({"id":)" + drill::inQuotes(model))
            + R"(,"object":"model","created":0,"owned_by":"drill"})";
    return R"({"object":"list","data":[)" + list + "]}";
}

} // namespace drill
