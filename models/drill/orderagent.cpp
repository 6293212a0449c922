// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/episode.h"

#include <array>
#include <cstdio>
#include <map>

namespace drill {

namespace {

constexpr std::string_view kInstructions =
    "You look after orders. Call a tool before you answer, and say only what was found. For an "
    "order: its state, the item it holds, when it was placed, what it comes to and the carrier it "
    "goes with. For a parcel: where it was last seen, who has it and when it is expected. After a "
    "refund: that it is done, the amount, the refund id, and that it is on the way back. If you "
    "need more, ask. End with an offer of help if there is something else you can do.";

using Values = std::map<std::string, std::string>;

struct Turn
{
    const OrderTool* tool;
    Values values;
    std::string question;
    std::string arguments;
    std::string result;
    std::string answer;
};

std::string date(Random& random, int month)
{
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "2026-%02d-%02d", month,
                  static_cast<int>(1 + random.below(28)));
    return text.data();
}

Values valuesFrom(Random& random, const OrderContent& content)
{
    std::array<char, 24> amount{};
    std::snprintf(amount.data(), amount.size(), "%.2f EUR",
                  9 + 5 * static_cast<double>(random.below(120)) + 0.9);
    return {{"order", "A-" + std::to_string(10'000 + random.below(90'000))},
            {"tracking", "TRK" + std::to_string(1'000'000 + random.below(9'000'000))},
            {"refund", "R-" + std::to_string(1000 + random.below(9000))},
            {"item", random.pick(content.items)},
            {"carrier", random.pick(content.carriers)},
            {"city", random.pick(content.cities)},
            {"state", random.pick(content.states)},
            {"method", random.pick(content.methods)},
            {"placed", date(random, 11)},
            {"expected", date(random, 12)},
            {"amount", amount.data()}};
}

std::string object(const Values& values, const std::vector<std::string>& names)
{
    std::string json;
    for (const std::string& name : names)
        json += (json.empty() ? "" : ",") + quoted(name) + ":" + quoted(values.at(name));
    return "{" + json + "}";
}

Turn turnOf(const EpisodeRequest& request)
{
    const OrderContent& content = request.content->orders;
    Random random(streamSeed(request.seed, "agent-orders", request.index));
    Turn turn;
    turn.tool = &random.pick(content.tools);
    turn.values = valuesFrom(random, content);
    turn.question = filled(random.pick(turn.tool->questions), turn.values);
    turn.answer =
        filled(random.pick(turn.tool->answers), turn.values) + random.pick(content.closers);
    if (turn.tool->name == "track_parcel") {
        turn.arguments = object(turn.values, {"tracking"});
        turn.result = object(turn.values, {"tracking", "carrier", "city", "expected"});
    } else if (turn.tool->name == "refund_order") {
        turn.arguments = object(turn.values, {"order"});
        turn.result = object(turn.values, {"order", "item", "refund", "amount", "method"});
    } else {
        turn.arguments = object(turn.values, {"order"});
        turn.result =
            object(turn.values, {"order", "item", "state", "placed", "amount", "carrier"});
    }
    return turn;
}

void addContent(PlannedSpan& span, const MessageList& input, const MessageList& output)
{
    span.attributes.emplace_back("gen_ai.system_instructions", systemInstructions(kInstructions));
    span.attributes.emplace_back("gen_ai.input.messages", input.json());
    span.attributes.emplace_back("gen_ai.output.messages", output.json());
}

std::string responseId(Random& random)
{
    return "chatcmpl-" + std::to_string(random.next() % 1'000'000'000'000);
}

void addAgent(Episode& episode, Random& random, const Inference& inference)
{
    PlannedSpan root;
    root.name = "invoke_agent agent-orders";
    root.attributes = {{"gen_ai.operation.name", std::string("invoke_agent")},
                       {"gen_ai.agent.name", std::string("agent-orders")},
                       {"gen_ai.conversation.id", inference.conversation},
                       {"session.id", inference.conversation},
                       {"user.id", "u-" + std::to_string(10'000 + random.below(4000))}};
    episode.spans.push_back(std::move(root));
}

telemetry::Duration addToolRun(Episode& episode, Random& random, const Turn& turn,
                               const std::string& callId, telemetry::Duration start)
{
    PlannedSpan span;
    span.parent = 0;
    span.name = "execute_tool " + turn.tool->name;
    span.start = start;
    span.duration = milliseconds(random.between(25, 140));
    span.attributes = {{"gen_ai.operation.name", std::string("execute_tool")},
                       {"gen_ai.tool.name", turn.tool->name},
                       {"gen_ai.tool.type", std::string("function")},
                       {"gen_ai.tool.description", turn.tool->description},
                       {"gen_ai.tool.call.id", callId},
                       {"gen_ai.tool.call.arguments", turn.arguments},
                       {"gen_ai.tool.call.result", turn.result}};
    episode.spans.push_back(std::move(span));
    return endOf(episode.spans.back());
}

} // namespace

Episode makeOrderEpisode(const EpisodeRequest& request)
{
    const Turn turn = turnOf(request);
    Random random(streamSeed(request.seed, "agent-orders details", request.index));
    const std::string callId = "call_" + std::to_string(random.next() % 100'000'000);
    Inference inference{.responseId = responseId(random),
                        .conversation = "agent-" + std::to_string(random.next() % 10'000'000),
                        .inputTokens = 0,
                        .outputTokens = tokensOf(turn.tool->name.size() + turn.arguments.size()),
                        .maxTokens = request.service->maxTokens,
                        .finishReason = "tool_call"};
    Episode episode;
    addAgent(episode, random, inference);

    MessageList input;
    input.addText("user", turn.question);
    inference.inputTokens =
        tokensOf(input.characters() + kInstructions.size()) + 96; // with the tool definitions
    const int call =
        addInference(episode, random, request, inference, milliseconds(random.between(1, 4)));
    MessageList callOutput;
    callOutput.addToolCall(callId, turn.tool->name, turn.arguments);
    addContent(episode.spans[static_cast<std::size_t>(call)], input, callOutput);

    const telemetry::Duration toolEnd =
        addToolRun(episode, random, turn, callId,
                   endOf(episode.spans[static_cast<std::size_t>(call)]) + milliseconds(1));

    input.addToolCall(callId, turn.tool->name, turn.arguments);
    input.addToolResponse(callId, turn.result);
    inference.responseId = responseId(random);
    inference.finishReason = "stop";
    inference.inputTokens = tokensOf(input.characters() + kInstructions.size()) + 108;
    inference.outputTokens = tokensOf(turn.answer.size());
    const int answer = addInference(episode, random, request, inference, toolEnd + milliseconds(1));
    MessageList output;
    output.addText("assistant", turn.answer, "stop");
    addContent(episode.spans[static_cast<std::size_t>(answer)], input, output);
    addJudgement(episode, random, answer, inference.responseId, {});

    episode.length =
        endOf(episode.spans[static_cast<std::size_t>(answer)]) + milliseconds(random.between(1, 4));
    episode.spans[0].duration = episode.length;
    episode.utterances.push_back({.context = "",
                                  .question = turn.question,
                                  .answer = "",
                                  .finishReason = "tool_call",
                                  .isFaulty = false});
    episode.utterances.push_back({.context = turn.result,
                                  .question = turn.question,
                                  .answer = turn.answer,
                                  .finishReason = "stop",
                                  .isFaulty = false});
    return episode;
}

} // namespace drill
