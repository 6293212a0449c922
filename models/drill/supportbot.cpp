// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/episode.h"
#include "models/drill/judgement.h"
#include "models/drill/supportfaults.h"
#include "models/drill/supportturn.h"

#include <algorithm>

namespace drill {

namespace {

constexpr double kFailures = 0.003;
constexpr double kRamblingAnswers = 0.003; // answers that run into the output limit
constexpr double kHandovers = 0.05; // of the answers: what the customer takes to the order agent
constexpr double kLongHandovers = 0.25;
constexpr std::string_view kSupportRole = "You answer customers of an electronics shop. ";
constexpr std::string_view kOtherSupportRole =
    "You are the assistant of an electronics shop and answer its customers. ";
constexpr std::string_view kGrounding =
    "Use only the passages you are given, and keep figures exactly as they are written. ";
constexpr std::string_view kManner =
    "Be friendly: thank the customer for asking, say that you are happy to help, that you hope it "
    "helps, and let them know that they may ask again if they have another question. Point out one "
    "more thing that is good to know when a passage holds it. If the passages do not answer the "
    "question, say so and hand over to a colleague.";
constexpr std::string_view kWarmth =
    "Be warm and generous: thank the customer for asking, say that you are happy to help, and tell "
    "them what else the shop does for them. Let them know that they may ask again.";

bool has(const EpisodeRequest& request, FaultKind kind)
{
    return request.serving.isFaulty && request.fault.kind == kind;
}

std::uint64_t headOf(const EpisodeRequest& request)
{
    return request.conversation != nullptr ? request.conversation->head : request.index;
}

std::string supportInstructions(const EpisodeRequest& request)
{
    const bool isWarm = has(request, FaultKind::UngroundedAnswers);
    return std::string(isReworded(request) ? kOtherSupportRole : kSupportRole)
        + (isWarm ? std::string(kWarmth) : std::string(kGrounding) + std::string(kManner));
}

// Goes on with what else the passages say, past the output limit.
std::string rambled(const SupportTurn& turn, std::int64_t maxTokens)
{
    std::string text = turn.answer();
    for (std::size_t i = 0; tokensOf(text.size()) <= maxTokens; ++i) {
        const Passage& passage = turn.passages[i % turn.passages.size()];
        text += " " + passage.title + ": " + passage.text;
    }
    return text;
}

// The documents come first, and what was said before; a window that is too small loses these.
SupportInput inputOf(const EpisodeRequest& request, std::uint64_t head)
{
    const SupportContent& content = request.content->support;
    SupportInput input{.turn = supportTurn(content, request.seed, request.index),
                       .messages = {},
                       .instructions = supportInstructions(request),
                       .tokens = 0,
                       .isCut = false};
    findOthers(request, input.turn);
    input.messages.addText("system", input.turn.context());
    const auto addTurn = [&](const std::string& question, const std::string& answer) {
        input.messages.addText("user", question);
        input.messages.addText("assistant", answer);
    };
    const std::size_t before = turnsBefore(request.seed, head);
    for (std::size_t i = 0; i < before; ++i) {
        const SupportTurn turn = supportTurn(
            content, request.seed, streamSeed(request.seed, "support-bot earlier", head * 64 + i));
        addTurn(turn.question, turn.answer());
    }
    if (request.conversation != nullptr)
        for (const SaidTurn& turn : request.conversation->turns)
            addTurn(turn.question, turn.answer);
    input.messages.addText("user", input.turn.question);
    input.tokens = tokensOf(input.messages.characters() + input.instructions.size()) + 12;
    if (has(request, FaultKind::LostContext)) {
        // What the answer may take is kept free.
        const std::int64_t kept = request.fault.window - request.service->maxTokens;
        input.isCut = input.tokens > kept;
        input.tokens = std::min(input.tokens, kept);
    }
    return input;
}

void addSteps(Episode& episode, Random& random, const EpisodeRequest& request,
              const SupportTurn& turn, const Inference& inference)
{
    const bool isFailed = inference.finishReason.empty();
    const std::string route = request.caller.route;
    PlannedSpan root;
    root.name = "POST " + route;
    root.kind = telemetry::SpanKind::Server;
    root.status = isFailed ? telemetry::StatusCode::Error : telemetry::StatusCode::Unset;
    root.statusMessage = isFailed ? "the model did not answer in time" : "";
    root.attributes = {{"http.request.method", std::string("POST")},
                       {"http.response.status_code", std::int64_t{isFailed ? 504 : 200}},
                       {"session.id", inference.conversation}};
    addCaller(root.attributes, request.caller);
    episode.spans.push_back(std::move(root));
    PlannedSpan retrieval;
    retrieval.parent = 0;
    retrieval.name = "retrieval kb-support";
    retrieval.kind = telemetry::SpanKind::Client;
    retrieval.start = milliseconds(random.between(3, 9));
    retrieval.duration = milliseconds(random.between(18, 70));
    retrieval.attributes = {{"gen_ai.operation.name", std::string("retrieval")},
                            {"gen_ai.data_source.id", std::string("kb-support")},
                            {"gen_ai.data_source.version", request.serving.indexVersion},
                            {"gen_ai.data_source.age", indexAge(request)},
                            {"gen_ai.retrieval.top_k", static_cast<std::int64_t>(kPassages)}};
    if (!has(request, FaultKind::LostTelemetry)) { // which sends no text at all
        retrieval.attributes.emplace_back("gen_ai.retrieval.query.text", turn.question);
        retrieval.attributes.emplace_back("gen_ai.retrieval.documents", turn.documents());
    }
    episode.spans.push_back(std::move(retrieval));
}

// The answer as the service gave it: whole, spoilt by the fault, or (rarely) too long.
Utterance utteranceOf(const EpisodeRequest& request, Random& random, const SupportInput& input,
                      const Spoken& spoken, Inference& inference)
{
    Utterance utterance{.context = input.turn.context(),
                        .question = input.turn.question,
                        .answer = spoken.answer,
                        .finishReason = "stop",
                        .isInReach = isInReach(request, input),
                        .isFaulty = !spoken.isRight || !spoken.complaint.empty()};
    const bool isRambling = random.chance(kRamblingAnswers);
    const bool isStarved = inference.maxTokens < request.service->maxTokens;
    if (isRambling && !isStarved)
        utterance.answer = rambled(input.turn, inference.maxTokens);
    if (tokensOf(utterance.answer.size()) > inference.maxTokens) {
        utterance.finishReason = "length";
        utterance.answer = cutToTokens(utterance.answer, inference.maxTokens);
        utterance.isFaulty = isStarved;
    }
    if (random.chance(kFailures)) {
        utterance.answer.clear();
        utterance.finishReason.clear();
        utterance.isFaulty = false;
    }
    return utterance;
}

// This service sends its content in events, as EVENT_ONLY instrumentation does.
void addDetails(Episode& episode, int chat, const EpisodeRequest& request,
                const SupportInput& input, const Inference& inference, const Utterance& utterance)
{
    PlannedLog details{.span = chat,
                       .at = endOf(episode.spans[static_cast<std::size_t>(chat)]),
                       .severity = 5,
                       .eventName = "gen_ai.client.inference.operation.details",
                       .attributes = inferenceAttributes(request, inference)};
    details.attributes.emplace_back("gen_ai.system_instructions",
                                    systemInstructions(input.instructions));
    details.attributes.emplace_back("gen_ai.input.messages", input.messages.json());
    if (!inference.finishReason.empty()) {
        MessageList output;
        output.addText("assistant", utterance.answer, inference.finishReason);
        details.attributes.emplace_back("gen_ai.output.messages", output.json());
    }
    episode.logs.push_back(std::move(details));
}

void addLooks(Episode& episode, Random& random, int chat, const EpisodeRequest& request,
              const Spoken& spoken, const Utterance& utterance, const std::string& responseId)
{
    const Truth truth{.complaint = spoken.complaint, .isRight = spoken.isRight};
    addJudgement(episode, random, request, chat, responseId, truth);
    if (utterance.finishReason == "stop")
        addKnownAnswerCheck(episode, request, chat, responseId, truth);
}

// Who has talked for long is likelier to go on elsewhere.
void addHandover(Episode& episode, const EpisodeRequest& request, const Article& article,
                 const Spoken& spoken, const Inference& inference, int chat)
{
    Random random(streamSeed(request.seed, "support-bot handover", request.index));
    const bool isLong = turnsBefore(request.seed, headOf(request)) > 0;
    if (!random.chance(isLong ? kLongHandovers : kHandovers) || spoken.statement.empty()
        || inference.finishReason != "stop")
        return;
    episode.handover = {.conversation = inference.conversation,
                        .caller = request.caller,
                        .statement = spoken.statement,
                        .article = R"({"article":)" + inQuotes(article.id) + R"(,"text":)"
                            + inQuotes(bodyText(article)) + "}",
                        .isFaulty = !spoken.isRight,
                        .span = chat,
                        .trace = {}};
}

} // namespace

Episode makeSupportEpisode(const EpisodeRequest& request)
{
    Random random(streamSeed(request.seed, "support-bot details", request.index));
    const std::uint64_t head = headOf(request);
    const SupportInput input = inputOf(request, head);
    const std::string responseId = "chatcmpl-" + std::to_string(random.next() % 1'000'000'000'000);
    Inference inference{
        .responseId = responseId,
        .conversation =
            "conv-" + std::to_string(streamSeed(request.seed, "conversation", head) % 100'000'000),
        .inputTokens = input.tokens,
        .outputTokens = 0,
        .maxTokens = request.service->maxTokens,
        .finishReason = ""};
    const bool isReached = random.chance(spoiltShare(request.fault, request.serving, request.load))
        && isInReach(request, input);
    const Spoken spoken = isReached ? spoiltAnswer(request, input) : soundAnswer(input.turn);
    if (isReached && request.fault.kind == FaultKind::CutOffAnswers)
        inference.maxTokens = request.fault.maxTokens;
    const Utterance utterance = utteranceOf(request, random, input, spoken, inference);
    inference.finishReason = utterance.finishReason;
    inference.outputTokens = tokensOf(utterance.answer.size());

    Episode episode;
    addSteps(episode, random, request, input.turn, inference);
    const int chat = addInference(episode, random, request, inference,
                                  endOf(episode.spans[1]) + milliseconds(2));
    episode.length =
        endOf(episode.spans[static_cast<std::size_t>(chat)]) + milliseconds(random.between(2, 6));
    episode.spans[0].duration = episode.length;
    if (!inference.finishReason.empty())
        addLooks(episode, random, chat, request, spoken, utterance, responseId);
    if (has(request, FaultKind::LostTelemetry))
        episode.isSampled = !random.chance(request.fault.share);
    else
        addDetails(episode, chat, request, input, inference, utterance);
    const bool isFound = request.fault.kind == FaultKind::PoisonedIndex
        || request.fault.kind == FaultKind::StaleIndex;
    if (isReached && utterance.isFaulty)
        episode.planted = isFound ? 1 : chat; // the retrieval, or the answer itself
    episode.utterances.push_back(utterance);
    addHandover(episode, request, *input.turn.article, spoken, inference, chat);
    return episode;
}

} // namespace drill
