// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/episode.h"

#include <algorithm>
#include <cctype>
#include <map>

namespace drill {

namespace {

constexpr double kFailures = 0.002;
constexpr double kRambling = 0.003;
constexpr double kSecondGoal = 0.45; // questions that ask for two things
constexpr std::string_view kInstructions =
    "You review one step of a deploy pipeline and write the code for it. Use only functions, "
    "parameters and flags "
    "of the reference you are given. Answer with a short explanation and one code block.";

using Parameters = std::map<std::string, std::string>;
using Names = std::vector<std::string>;

struct Task
{
    const ReferenceEntry* entry;
    Parameters parameters;
    std::string invented; // replaces the entry's name (or one flag) in a fabricated answer
};

struct Turn
{
    std::string pipeline;
    std::vector<const ReferenceEntry*> documents;
    std::vector<Task> tasks; // one or two
    std::string question;
};

// What the examples of the reference use.
const Parameters& exampleParameters()
{
    static const Parameters parameters{{"customer", "cus_1001"},
                                       {"invoice", "inv_20017"},
                                       {"payment", "pay_30021"},
                                       {"refund", "ref_4004"},
                                       {"subscription", "sub_5005"},
                                       {"export", "exp_606"},
                                       {"entry", "ent_70070"},
                                       {"credit", "crd_8008"},
                                       {"endpoint", "ep_12"},
                                       {"cents", "1500"},
                                       {"plan", "plan_team"},
                                       {"account", "1400"},
                                       {"limit", "50"},
                                       {"days", "14"},
                                       {"timeout", "300"},
                                       {"comment", "see the change record"}};
    return parameters;
}

// Those a question may name, with values of its own.
Parameters questionParameters(Random& random)
{
    const auto number = [&](std::uint64_t low, std::uint64_t span) {
        return std::to_string(low + random.below(span));
    };
    static const Names plans{"plan_basic", "plan_team", "plan_scale"};
    return {{"customer", "cus_" + number(1000, 9000)},
            {"invoice", "inv_" + number(10'000, 90'000)},
            {"payment", "pay_" + number(10'000, 90'000)},
            {"refund", "ref_" + number(1000, 9000)},
            {"subscription", "sub_" + number(1000, 9000)},
            {"export", "exp_" + number(100, 900)},
            {"entry", "ent_" + number(10'000, 90'000)},
            {"credit", "crd_" + number(1000, 9000)},
            {"plan", random.pick(plans)}};
}

// What the question says, and the reference's example for the rest.
Task taskFor(Random& random, const ReferenceEntry& entry, const Parameters& asked)
{
    Task task{.entry = &entry,
              .parameters = exampleParameters(),
              .invented = random.pick(entry.invented)};
    for (const auto& [name, value] : asked) {
        if (entry.goal.find("{" + name + "}") != std::string::npos)
            task.parameters[name] = value;
    }
    return task;
}

std::string callOf(const Task& task)
{
    return filled(task.entry->call, task.parameters);
}

// The reference as retrieval returns it.
std::string documentText(const ReferenceEntry& entry)
{
    std::string text = entry.isCommand ? "Command " + entry.name
                                       : "Function " + entry.name + " of module " + entry.module;
    text += "\n";
    for (const std::string& sentence : entry.text)
        text += sentence + " ";
    const std::string call = filled(entry.call, exampleParameters());
    if (entry.isCommand)
        return text + "On failure it ends with " + entry.raises + ".\nExample:\n    " + call;
    return text + "Raises " + entry.raises + ".\nExample:\n    from " + entry.module + " import "
        + entry.name + "\n    " + entry.result + " = " + call;
}

std::string questionOf(Random& random, const Turn& turn)
{
    static const Names openers{
        "Review the step of pipeline {pipeline} that has to {goal}.",
        "Pipeline {pipeline}: write the step that has to {goal}.",
        "In {pipeline} we need to {goal}. What is the right code?",
        "How do I {goal} in pipeline {pipeline}?",
        "The step before the release of {pipeline} must {goal}. Please write it."};
    static const Names closers{"",
                               "",
                               " Keep it short.",
                               " Fail the step on an error.",
                               " Use the current SDK.",
                               " It runs unattended."};
    std::string goal = filled(turn.tasks.front().entry->goal, turn.tasks.front().parameters);
    if (turn.tasks.size() > 1)
        goal += " and then " + filled(turn.tasks[1].entry->goal, turn.tasks[1].parameters);
    return filled(random.pick(openers), {{"pipeline", turn.pipeline}, {"goal", goal}})
        + random.pick(closers);
}

Turn turnOf(const EpisodeRequest& request)
{
    static const Names pipelines{"billing-nightly", "billing-worker", "invoice-sync",
                                 "refund-desk",     "ledger-close",   "usage-meter"};
    const std::vector<ReferenceEntry>& reference = request.content->reference;
    Random random(streamSeed(request.seed, "code-assistant", request.index));
    Turn turn;
    turn.pipeline = random.pick(pipelines);
    const Parameters asked = questionParameters(random);
    const std::size_t first = random.below(reference.size());
    // Four neighbours in the reference: mostly the same module, as similarity search finds them.
    for (std::size_t i = 0; i < 4; ++i)
        turn.documents.push_back(&reference[(first + i) % reference.size()]);
    turn.tasks.push_back(taskFor(random, *turn.documents[0], asked));
    const ReferenceEntry* second = turn.documents[1 + random.below(3)];
    if (random.chance(kSecondGoal) && second->isCommand == turn.documents[0]->isCommand)
        turn.tasks.push_back(taskFor(random, *second, asked));
    turn.question = questionOf(random, turn);
    std::rotate(turn.documents.begin(),
                turn.documents.begin() + static_cast<std::ptrdiff_t>(random.below(2)),
                turn.documents.end());
    return turn;
}

std::string referenceText(const Turn& turn)
{
    std::string text = "Reference of the tally SDK:";
    for (const ReferenceEntry* entry : turn.documents)
        text += "\n\n" + documentText(*entry);
    return text;
}

std::string documentsJson(Random& random, const Turn& turn)
{
    std::string json;
    double score = random.between(0.8, 0.95);
    for (const ReferenceEntry* entry : turn.documents) {
        json += json.empty() ? "" : ",";
        json += R"({"id":)" + quoted("tally/" + entry->name) + R"(,"title":)" + quoted(entry->name)
            + R"(,"content":)" + quoted(documentText(*entry)) + R"(,"score":)"
            + std::to_string(score) + "}";
        score -= random.between(0.03, 0.12);
    }
    return "[" + json + "]";
}

// The name the answer uses, and its call. A fabricating model swaps the function's name, or adds a
// flag.
std::string spokenName(const Task& task, bool isFabricated)
{
    return isFabricated && !task.entry->isCommand ? task.invented : task.entry->name;
}
std::string spokenCall(const Task& task, bool isFabricated)
{
    std::string call = callOf(task);
    if (!isFabricated)
        return call;
    if (task.entry->isCommand)
        return call + " " + task.invented;
    return task.invented + call.substr(call.find('('));
}

std::string codeBlock(const Turn& turn, const std::vector<bool>& isFabricated)
{
    const bool isShell = turn.tasks.front().entry->isCommand;
    std::string imports;
    std::string body;
    for (std::size_t i = 0; i < turn.tasks.size(); ++i) {
        const Task& task = turn.tasks[i];
        if (!isShell) {
            imports += "from " + task.entry->module + " import " + spokenName(task, isFabricated[i])
                + "\n";
            body += task.entry->result + " = ";
        }
        body += spokenCall(task, isFabricated[i]) + "\n";
    }
    return std::string("```") + (isShell ? "bash" : "python") + "\n" + imports
        + (imports.empty() ? "" : "\n") + body + "```";
}

// The goal with the names that the answer is to be spoken with.
Parameters spokenParts(const Task& task, bool isFabricated)
{
    const bool showsFlag = isFabricated && task.entry->isCommand;
    return {{"goal", filled(task.entry->goal, task.parameters)},
            {"name", spokenName(task, isFabricated)},
            {"module", task.entry->module},
            {"flag", showsFlag ? " with `" + task.invented + "`" : ""}};
}

std::string introduction(Random& random, const Turn& turn, const std::vector<bool>& isFabricated)
{
    static const Names functionForms{
        "To {goal}, use `{name}` from `{module}`.", "Use `{name}` of module `{module}` to {goal}.",
        "The step has to {goal}: the right function is `{name}` in `{module}`.",
        "`{name}` is what you need to {goal}.",
        "The module `{module}` has `{name}`, which is the right function to {goal}."};
    static const Names commandForms{"To {goal}, run `{name}`{flag}.",
                                    "Use `{name}`{flag} to {goal}.",
                                    "The step has to {goal}: the right command is `{name}`{flag}."};
    static const Names secondForms{" Then use `{name}`{flag} to {goal}.",
                                   " After that, `{name}`{flag} is what you need to {goal}.",
                                   " To {goal}, use `{name}`{flag} in the same step."};
    const Task& first = turn.tasks.front();
    std::string text = filled(random.pick(first.entry->isCommand ? commandForms : functionForms),
                              spokenParts(first, isFabricated.front()));
    for (std::size_t i = 1; i < turn.tasks.size(); ++i)
        text += filled(random.pick(secondForms), spokenParts(turn.tasks[i], isFabricated[i]));
    return text;
}

// A sentence of the reference as a remark; the first of an entry begins with its verb.
std::string remark(const ReferenceEntry& entry, std::size_t index)
{
    std::string text = entry.text[index];
    if (index > 0 || text.empty())
        return text;
    text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
    return "It " + text;
}

std::string notes(Random& random, const Task& task)
{
    static const Names failureForms{" On failure it {raises}, so the step fails.",
                                    " If it fails it {raises}.", " It {raises} on failure."};
    static const Names noteLeads{"Note: ", "", "Keep in mind: ", ""};
    const ReferenceEntry& entry = *task.entry;
    std::string text = random.pick(noteLeads);
    const std::size_t first = random.below(entry.text.size());
    const std::size_t count = 1 + random.below(2);
    for (std::size_t i = 0; i < count; ++i)
        text += (i == 0 ? "" : " ") + remark(entry, (first + i) % entry.text.size());
    if (random.chance(0.5))
        text += filled(
            random.pick(failureForms),
            {{"raises", (entry.isCommand ? "ends with `" : "raises `") + entry.raises + "`"}});
    return text;
}

// What a model says of a function it made up: as sure of it as of the others.
std::string boast(Random& random)
{
    static const Names forms{"",
                             "",
                             " It handles paging and retries for you.",
                             " It was added to the current SDK and replaces the older call.",
                             " It is safe to repeat and runs in the background.",
                             " This keeps the pipeline idempotent."};
    return random.pick(forms);
}

std::string answerOf(Random& random, const Turn& turn, bool isFabricated)
{
    std::vector<bool> isTaskFabricated(turn.tasks.size(), false);
    if (isFabricated) {
        isTaskFabricated[random.below(turn.tasks.size())] = true;
        for (std::size_t i = 0; i < turn.tasks.size(); ++i)
            isTaskFabricated[i] = isTaskFabricated[i] || random.chance(0.5);
    }
    std::string answer = introduction(random, turn, isTaskFabricated)
        + (isFabricated ? boast(random) : "") + "\n\n" + codeBlock(turn, isTaskFabricated);
    if (random.chance(0.8))
        answer += "\n\n" + notes(random, turn.tasks.front());
    return answer;
}

// The faulty or rambling variants of a turn, and how it ended.
Utterance utteranceOf(const EpisodeRequest& request, Random& random, const Turn& turn,
                      const Inference& inference)
{
    Utterance utterance{.context = referenceText(turn),
                        .question = turn.question,
                        .answer = "",
                        .finishReason = "stop",
                        .isFaulty = random.chance(request.fault.share) && request.serving.isFaulty
                            && request.fault.kind == FaultKind::FabricatedIdentifiers};
    const bool isRambling = random.chance(kRambling);
    const bool isFailed = random.chance(kFailures);
    Random words(streamSeed(request.seed, "code-assistant words", request.index));
    utterance.answer = answerOf(words, turn, utterance.isFaulty);
    if (isRambling) {
        for (std::size_t i = 0; tokensOf(utterance.answer.size()) <= inference.maxTokens; ++i)
            utterance.answer += "\n\n" + documentText(*turn.documents[i % turn.documents.size()]);
        utterance.answer = cutToTokens(utterance.answer, inference.maxTokens);
        utterance.finishReason = "length";
    }
    if (isFailed) {
        utterance.answer.clear();
        utterance.finishReason.clear();
        utterance.isFaulty = false;
    }
    return utterance;
}

void addSteps(Episode& episode, Random& random, const Turn& turn, const Inference& inference)
{
    PlannedSpan root;
    root.name = "pipeline review";
    root.attributes = {{"cicd.pipeline.name", turn.pipeline},
                       {"cicd.pipeline.run.id", std::to_string(400'000 + random.below(90'000))},
                       {"cicd.pipeline.task.type", std::string("deploy")},
                       {"vcs.repository.name", std::string("billing/") + turn.pipeline},
                       {"session.id", inference.conversation},
                       {"user.id", "dev-" + std::to_string(100 + random.below(60))}};
    if (inference.finishReason.empty())
        root.status = telemetry::StatusCode::Error;
    episode.spans.push_back(std::move(root));
    PlannedSpan retrieval;
    retrieval.parent = 0;
    retrieval.name = "retrieval tally-reference";
    retrieval.kind = telemetry::SpanKind::Client;
    retrieval.start = milliseconds(random.between(2, 8));
    retrieval.duration = milliseconds(random.between(15, 50));
    retrieval.attributes = {{"gen_ai.operation.name", std::string("retrieval")},
                            {"gen_ai.data_source.id", std::string("tally-reference")},
                            {"gen_ai.retrieval.query.text", turn.question},
                            {"gen_ai.retrieval.top_k", std::int64_t{4}},
                            {"gen_ai.retrieval.documents", documentsJson(random, turn)}};
    episode.spans.push_back(std::move(retrieval));
}

// The tests mock the SDK, so they pass whatever the code calls.
void addTestRun(Episode& episode, Random& random, const Turn& turn, telemetry::Duration start)
{
    PlannedSpan tests;
    tests.parent = 0;
    tests.name = "execute_tool run_tests";
    tests.start = start;
    tests.duration = milliseconds(random.between(150, 600));
    const std::string passed = std::to_string(18 + random.below(40));
    tests.attributes = {
        {"gen_ai.operation.name", std::string("execute_tool")},
        {"gen_ai.tool.name", std::string("run_tests")},
        {"gen_ai.tool.type", std::string("function")},
        {"gen_ai.tool.call.id", "call_" + std::to_string(random.next() % 100'000'000)},
        {"gen_ai.tool.call.arguments",
         R"({"suite":)" + quoted(turn.pipeline) + R"(,"mocks":["tally"]})"},
        {"gen_ai.tool.call.result",
         R"({"passed":)" + passed + R"(,"failed":0,"mocked":["tally"]})"}};
    episode.spans.push_back(std::move(tests));
}

// The first invented name that the answer uses.
std::string inventedName(const Turn& turn, const std::string& answer)
{
    for (const Task& task : turn.tasks) {
        if (answer.find(task.invented) != std::string::npos)
            return task.invented;
    }
    return {};
}

} // namespace

Episode makeCodeEpisode(const EpisodeRequest& request)
{
    const Turn turn = turnOf(request);
    Random random(streamSeed(request.seed, "code-assistant details", request.index));
    Inference inference{.responseId =
                            "chatcmpl-" + std::to_string(random.next() % 1'000'000'000'000),
                        .conversation = "review-" + std::to_string(random.next() % 10'000'000),
                        .inputTokens = 0,
                        .outputTokens = 0,
                        .maxTokens = request.service->maxTokens,
                        .finishReason = ""};
    const Utterance utterance = utteranceOf(request, random, turn, inference);
    MessageList input;
    input.addText("system", utterance.context);
    input.addText("user", utterance.question);
    inference.finishReason = utterance.finishReason;
    inference.inputTokens = tokensOf(input.characters() + kInstructions.size()) + 12;
    inference.outputTokens = tokensOf(utterance.answer.size());

    Episode episode;
    addSteps(episode, random, turn, inference);
    const int chat = addInference(episode, random, request, inference,
                                  endOf(episode.spans[1]) + milliseconds(2));
    PlannedSpan& span = episode.spans[static_cast<std::size_t>(chat)];
    span.attributes.emplace_back("gen_ai.system_instructions", systemInstructions(kInstructions));
    span.attributes.emplace_back("gen_ai.input.messages", input.json());
    telemetry::Duration end = endOf(span);
    if (!inference.finishReason.empty()) {
        MessageList output;
        output.addText("assistant", utterance.answer, inference.finishReason);
        span.attributes.emplace_back("gen_ai.output.messages", output.json());
        addJudgement(episode, random, chat, inference.responseId,
                     utterance.isFaulty ? inventedName(turn, utterance.answer) : "");
        addTestRun(episode, random, turn, end + milliseconds(4));
        end = endOf(episode.spans.back());
    }
    episode.length = end + milliseconds(random.between(2, 6));
    episode.spans[0].duration = episode.length;
    episode.utterances.push_back(utterance);
    return episode;
}

} // namespace drill
