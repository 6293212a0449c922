// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/episode.h"
#include "models/drill/judgement.h"

#include <array>
#include <cstdio>
#include <map>

namespace drill {

namespace {

constexpr std::string_view kOrderRole = "You look after orders. ";
constexpr std::string_view kOtherOrderRole = "You take care of orders for our customers. ";
constexpr std::string_view kOrderInstructions =
    "Call a tool before you answer, and say only what was found. For an "
    "order: its state, the item it holds, when it was placed, what it comes to and the carrier it "
    "goes with. For a parcel: where it was last seen, who has it and when it is expected. After a "
    "refund: that it is done, the amount, the refund id, and that it is on the way back. If you "
    "need more, ask. End with an offer of help if there is something else you can do.";

constexpr std::int64_t kToolDefinitions = 96; // tokens
constexpr double kConfused = 0.7; // of the requests that ran in a loop

using Values = std::map<std::string, std::string>;

// One call of a tool.
struct ToolRun
{
    const OrderTool* tool = nullptr;
    std::string arguments;
    std::string result;
};

struct Turn
{
    std::string question;
    std::vector<ToolRun> runs;
    std::string answer;
    bool isWrong = false;
    bool isLooping = false;
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
        json += (json.empty() ? "" : ",") + inQuotes(name) + ":" + inQuotes(values.at(name));
    return "{" + json + "}";
}

ToolRun runOf(const OrderTool& tool, const Values& values)
{
    const std::string id = tool.name == "track_parcel" ? "tracking" : "order";
    ToolRun run{.tool = &tool, .arguments = object(values, {id}), .result = ""};
    if (tool.name == "track_parcel")
        run.result = object(values, {"tracking", "carrier", "city", "expected"});
    else if (tool.name == "refund_order")
        run.result = object(values, {"order", "item", "refund", "amount", "method"});
    else
        run.result = object(values, {"order", "item", "state", "placed", "amount", "carrier"});
    return run;
}

// What another order would have, under the ids of this one.
Values confused(const OrderContent& content, const EpisodeRequest& request, const Values& values)
{
    Random random(streamSeed(request.seed, "agent-orders confusion", request.index));
    Values others = valuesFrom(random, content);
    for (const char* kept : {"order", "tracking", "item"})
        others[kept] = values.at(kept);
    for (auto& [name, value] : others) {
        if (name == "state" && value == values.at(name))
            value =
                value == content.states.front() ? content.states.back() : content.states.front();
    }
    return others;
}

bool isLooping(const EpisodeRequest& request, Random& random)
{
    return random.chance(request.fault.share) && request.serving.isFaulty
        && request.fault.kind == FaultKind::AgentLoop;
}

// A customer who was told something by support, and asks what it means for his order.
void addHandover(Turn& turn, const EpisodeRequest& request)
{
    const OrderTool& policy = request.content->orders.policy;
    turn.question = "Support told me: “" + request.handover->statement + "” " + turn.question;
    turn.runs.push_back(
        {.tool = &policy,
         .arguments = R"({"conversation":)" + inQuotes(request.handover->conversation) + "}",
         .result = request.handover->article});
    turn.answer += " As support told you: " + request.handover->statement;
    turn.isWrong = turn.isWrong || request.handover->isFaulty;
}

Turn turnOf(const EpisodeRequest& request)
{
    const OrderContent& content = request.content->orders;
    Random random(streamSeed(request.seed, "agent-orders", request.index));
    const OrderTool& tool = random.pick(content.tools);
    const Values values = valuesFrom(random, content);
    Turn turn;
    turn.question = filled(random.pick(tool.questions), values);
    const std::string answer = random.pick(tool.answers);
    const std::string closer = random.pick(content.closers);
    turn.answer = filled(answer, values) + closer;
    turn.runs.push_back(runOf(tool, values));
    if (request.handover != nullptr)
        addHandover(turn, request);
    Random fault(streamSeed(request.seed, "agent-orders fault", request.index));
    if (isLooping(request, fault)) {
        turn.runs.insert(turn.runs.begin(), 3 + fault.below(6), turn.runs.front());
        turn.isLooping = true;
    }
    // Of those before the limit, the last ones tell the most.
    const auto limit = static_cast<std::size_t>(request.serving.stepLimit);
    if (limit > 0 && turn.runs.size() > limit)
        turn.runs.erase(turn.runs.begin(), turn.runs.end() - static_cast<std::ptrdiff_t>(limit));
    // An input that is mostly repetition is what confuses it.
    if (turn.runs.size() > kSteadyCalls && fault.chance(kConfused)) {
        turn.answer = filled(answer, confused(content, request, values)) + closer;
        turn.isWrong = true;
    }
    return turn;
}

std::string orderInstructions(const EpisodeRequest& request)
{
    return std::string(isReworded(request) ? kOtherOrderRole : kOrderRole)
        + std::string(kOrderInstructions);
}

void addContent(PlannedSpan& span, const EpisodeRequest& request, const MessageList& input,
                const MessageList& output)
{
    span.attributes.emplace_back("gen_ai.system_instructions",
                                 systemInstructions(orderInstructions(request)));
    span.attributes.emplace_back("gen_ai.input.messages", input.json());
    span.attributes.emplace_back("gen_ai.output.messages", output.json());
}

std::string responseId(Random& random)
{
    return "chatcmpl-" + std::to_string(random.next() % 1'000'000'000'000);
}

void addAgent(Episode& episode, const EpisodeRequest& request, const Inference& inference)
{
    PlannedSpan root;
    root.name = "invoke_agent agent-orders";
    root.attributes = {{"gen_ai.operation.name", std::string("invoke_agent")},
                       {"gen_ai.agent.name", std::string("agent-orders")},
                       {"gen_ai.conversation.id", inference.conversation},
                       {"session.id", inference.conversation}};
    addCaller(root.attributes, request.caller);
    episode.spans.push_back(std::move(root));
}

telemetry::Duration addToolRun(Episode& episode, Random& random, const ToolRun& run,
                               const std::string& callId, telemetry::Duration start)
{
    PlannedSpan span;
    span.parent = 0;
    span.name = "execute_tool " + run.tool->name;
    span.start = start;
    span.duration = milliseconds(random.between(25, 140));
    span.attributes = {{"gen_ai.operation.name", std::string("execute_tool")},
                       {"gen_ai.tool.name", run.tool->name},
                       {"gen_ai.tool.type", std::string("function")},
                       {"gen_ai.tool.description", run.tool->description},
                       {"gen_ai.tool.call.id", callId},
                       {"gen_ai.tool.call.arguments", run.arguments},
                       {"gen_ai.tool.call.result", run.result}};
    episode.spans.push_back(std::move(span));
    return endOf(episode.spans.back());
}

// An agent's request as it goes on: what was said so far, and until when.
struct Course
{
    Episode episode;
    Random random;
    MessageList input;
    Inference inference;
    telemetry::Duration end{};
};

int addCall(Course& course, const EpisodeRequest& request, const MessageList& output,
            std::size_t outputCharacters, const char* finishReason)
{
    course.inference.responseId = responseId(course.random);
    course.inference.finishReason = finishReason;
    course.inference.inputTokens =
        tokensOf(course.input.characters() + orderInstructions(request).size()) + kToolDefinitions;
    course.inference.outputTokens = tokensOf(outputCharacters);
    const int call = addInference(course.episode, course.random, request, course.inference,
                                  course.end + milliseconds(1));
    PlannedSpan& span = course.episode.spans[static_cast<std::size_t>(call)];
    addContent(span, request, course.input, output);
    course.end = endOf(span);
    return call;
}

// The model asks for a tool, and is given what it found.
void addRound(Course& course, const EpisodeRequest& request, const Turn& turn, const ToolRun& run)
{
    const std::string callId = "call_" + std::to_string(course.random.next() % 100'000'000);
    MessageList output;
    output.addToolCall(callId, run.tool->name, run.arguments);
    addCall(course, request, output, run.tool->name.size() + run.arguments.size(), "tool_call");
    course.end =
        addToolRun(course.episode, course.random, run, callId, course.end + milliseconds(1));
    course.input.addToolCall(callId, run.tool->name, run.arguments);
    course.input.addToolResponse(callId, run.result);
    course.episode.utterances.push_back({.context = "",
                                         .question = turn.question,
                                         .answer = "",
                                         .finishReason = "tool_call",
                                         .isFaulty = false});
}

std::string resultsOf(const Turn& turn)
{
    std::string text;
    for (const ToolRun& run : turn.runs) {
        if (text.find(run.result) == std::string::npos)
            text += (text.empty() ? "" : "\n") + run.result;
    }
    return text;
}

} // namespace

Episode makeOrderEpisode(const EpisodeRequest& request)
{
    const Turn turn = turnOf(request);
    Course course{.episode = {},
                  .random = Random(streamSeed(request.seed, "agent-orders details", request.index)),
                  .input = {},
                  .inference = {.responseId = "",
                                .conversation = "",
                                .inputTokens = 0,
                                .outputTokens = 0,
                                .maxTokens = request.service->maxTokens,
                                .finishReason = "tool_call"},
                  .end = {}};
    course.inference.conversation = request.handover != nullptr
        ? request.handover->conversation
        : "agent-" + std::to_string(course.random.next() % 10'000'000);
    course.end = milliseconds(course.random.between(0, 3));
    addAgent(course.episode, request, course.inference);
    course.input.addText("user", turn.question);
    for (const ToolRun& run : turn.runs)
        addRound(course, request, turn, run);
    constexpr int kSecondCall = 3; // after the root, a call and its tool: it asks once more
    if (turn.isLooping && turn.runs.size() > 1)
        course.episode.planted = kSecondCall;
    MessageList output;
    output.addText("assistant", turn.answer, "stop");
    const int answer = addCall(course, request, output, turn.answer.size(), "stop");
    const std::string complaint = turn.isWrong ? "The answer says otherwise than the tools." : "";
    addJudgement(course.episode, course.random, request, answer, course.inference.responseId,
                 {.complaint = complaint, .isRight = {}});
    course.episode.length = course.end + milliseconds(course.random.between(1, 4));
    course.episode.spans[0].duration = course.episode.length;
    course.episode.utterances.push_back(
        {.context = resultsOf(turn),
         .question = turn.question,
         .answer = turn.answer,
         .finishReason = "stop",
         .isInReach = request.serving.isFaulty && request.fault.kind == FaultKind::AgentLoop,
         .isFaulty = turn.isWrong});
    return std::move(course.episode);
}

} // namespace drill
