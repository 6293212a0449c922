// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/codetext.h"
#include "models/drill/episode.h"
#include "models/drill/judgement.h"

namespace drill {

namespace {

constexpr double kRamblingReviews = 0.003;
constexpr std::string_view kReviewerRole =
    "You review one step of a deploy pipeline and write the code for it. ";
constexpr std::string_view kOtherReviewerRole =
    "You look at one step of a deploy pipeline and write the code that it needs. ";
constexpr std::string_view kReviewInstructions =
    "Use only functions, parameters and flags of the reference you are given. Answer with a short "
    "explanation and one code block.";

std::string referenceText(const CodeTurn& turn)
{
    std::string text = "Reference of the tally SDK:";
    for (const ReferenceEntry* entry : turn.documents)
        text += "\n\n" + documentText(*entry);
    return text;
}

std::string documentsJson(Random& random, const CodeTurn& turn)
{
    std::string json;
    double score = random.between(0.8, 0.95);
    for (const ReferenceEntry* entry : turn.documents) {
        json += json.empty() ? "" : ",";
        json += R"({"id":)" + inQuotes("tally/" + entry->name) + R"(,"title":)"
            + inQuotes(entry->name) + R"(,"content":)" + inQuotes(documentText(*entry))
            + R"(,"score":)" + std::to_string(score) + "}";
        score -= random.between(0.03, 0.12);
    }
    return "[" + json + "]";
}

// The faulty or rambling variants of a turn, and how it ended.
Utterance utteranceOf(const EpisodeRequest& request, Random& random, const CodeTurn& turn,
                      const Inference& inference)
{
    Utterance utterance{.context = referenceText(turn),
                        .question = turn.question,
                        .answer = "",
                        .finishReason = "stop",
                        .isInReach = request.serving.isFaulty
                            && request.fault.kind == FaultKind::FabricatedIdentifiers,
                        .isFaulty = random.chance(request.fault.share) && request.serving.isFaulty
                            && request.fault.kind == FaultKind::FabricatedIdentifiers};
    const bool isRambling = random.chance(kRamblingReviews);
    Random words(streamSeed(request.seed, "code-assistant words", request.index));
    utterance.answer = codeAnswer(words, turn, utterance.isFaulty);
    if (isRambling) {
        for (std::size_t i = 0; tokensOf(utterance.answer.size()) <= inference.maxTokens; ++i)
            utterance.answer += "\n\n" + documentText(*turn.documents[i % turn.documents.size()]);
        utterance.answer = cutToTokens(utterance.answer, inference.maxTokens);
        utterance.finishReason = "length";
    }
    return utterance;
}

void addSteps(Episode& episode, Random& random, const EpisodeRequest& request, const CodeTurn& turn,
              const Inference& inference)
{
    PlannedSpan root;
    root.name = "pipeline review";
    root.attributes = {{"cicd.pipeline.name", turn.pipeline},
                       {"cicd.pipeline.run.id", std::to_string(400'000 + random.below(90'000))},
                       {"cicd.pipeline.task.type", std::string("deploy")},
                       {"vcs.repository.name", std::string("billing/") + turn.pipeline},
                       {"session.id", inference.conversation}};
    addCaller(root.attributes, request.caller);
    episode.spans.push_back(std::move(root));
    PlannedSpan retrieval;
    retrieval.parent = 0;
    retrieval.name = "retrieval tally-reference";
    retrieval.kind = telemetry::SpanKind::Client;
    retrieval.start = milliseconds(random.between(2, 8));
    retrieval.duration = milliseconds(random.between(15, 50));
    retrieval.attributes = {{"gen_ai.operation.name", std::string("retrieval")},
                            {"gen_ai.data_source.id", std::string("tally-reference")},
                            {"gen_ai.data_source.version", request.serving.indexVersion},
                            {"gen_ai.data_source.age", indexAge(request)},
                            {"gen_ai.retrieval.query.text", turn.question},
                            {"gen_ai.retrieval.top_k", std::int64_t{4}},
                            {"gen_ai.retrieval.documents", documentsJson(random, turn)}};
    episode.spans.push_back(std::move(retrieval));
}

// As a judge would put it who has the reference.
std::string complaintOf(Random& random, const std::string& invented)
{
    if (invented.empty())
        return {};
    return random.chance(0.5)
        ? "The answer uses " + invented + ", which the reference does not define."
        : "I could not find " + invented + " anywhere in the retrieved documentation.";
}

// The tests mock the SDK, so they pass whatever the code calls.
void addTestRun(Episode& episode, Random& random, const CodeTurn& turn, telemetry::Duration start)
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
         R"({"suite":)" + inQuotes(turn.pipeline) + R"(,"mocks":["tally"]})"},
        {"gen_ai.tool.call.result",
         R"({"passed":)" + passed + R"(,"failed":0,"mocked":["tally"]})"}};
    episode.spans.push_back(std::move(tests));
}

} // namespace

Episode makeCodeEpisode(const EpisodeRequest& request)
{
    const CodeTurn turn = makeCodeTurn(*request.content, request.seed, request.index);
    Random random(streamSeed(request.seed, "code-assistant details", request.index));
    Inference inference{.responseId =
                            "chatcmpl-" + std::to_string(random.next() % 1'000'000'000'000),
                        .conversation = "review-" + std::to_string(random.next() % 10'000'000),
                        .inputTokens = 0,
                        .outputTokens = 0,
                        .maxTokens = request.service->maxTokens,
                        .finishReason = ""};
    const Utterance utterance = utteranceOf(request, random, turn, inference);
    const std::string instructions =
        std::string(isReworded(request) ? kOtherReviewerRole : kReviewerRole)
        + std::string(kReviewInstructions);
    MessageList input;
    input.addText("system", utterance.context);
    input.addText("user", utterance.question);
    inference.finishReason = utterance.finishReason;
    inference.inputTokens = tokensOf(input.characters() + instructions.size()) + 12;
    inference.outputTokens = tokensOf(utterance.answer.size());

    Episode episode;
    addSteps(episode, random, request, turn, inference);
    const int chat = addInference(episode, random, request, inference,
                                  endOf(episode.spans[1]) + milliseconds(2));
    PlannedSpan& span = episode.spans[static_cast<std::size_t>(chat)];
    span.attributes.emplace_back("gen_ai.system_instructions", systemInstructions(instructions));
    span.attributes.emplace_back("gen_ai.input.messages", input.json());
    MessageList output;
    output.addText("assistant", utterance.answer, inference.finishReason);
    span.attributes.emplace_back("gen_ai.output.messages", output.json());
    const telemetry::Duration answered = endOf(span);
    const std::string invented = utterance.isFaulty ? inventedName(turn, utterance.answer) : "";
    addJudgement(episode, random, request, chat, inference.responseId,
                 {.complaint = complaintOf(random, invented), .isRight = {}});
    addTestRun(episode, random, turn, answered + milliseconds(4));
    episode.length = endOf(episode.spans.back()) + milliseconds(random.between(2, 6));
    episode.spans[0].duration = episode.length;
    if (utterance.isFaulty)
        episode.planted = chat;
    episode.utterances.push_back(utterance);
    return episode;
}

} // namespace drill
