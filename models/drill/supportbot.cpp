// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/episode.h"
#include "models/drill/judgement.h"
#include "models/drill/supportturn.h"
#include "models/drill/textfaults.h"

#include <algorithm>
#include <cmath>

namespace drill {

namespace {

constexpr double kFailures = 0.003;
constexpr double kRambling = 0.003; // answers that run into the output limit
constexpr double kKneeWidth = 0.12; // of the load
constexpr double kForgetful = 0.35; // of those that lost their documents; the others make it up
constexpr double kHandovers = 0.05; // of the answers: what the customer takes to the order agent
constexpr double kLongHandovers = 0.25;
constexpr std::string_view kRole = "You answer customers of an electronics shop. ";
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

std::string instructionsOf(const EpisodeRequest& request)
{
    const bool isWarm = has(request, FaultKind::UngroundedAnswers);
    return std::string(kRole)
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

// What goes into one answer.
struct Making
{
    SupportTurn turn;
    MessageList input;
    std::string instructions;
    std::int64_t inputTokens = 0; // that the prompt takes
    bool isInputCut = false;
};

// The documents come first, and what was said before; a window that is too small loses these.
Making makingOf(const EpisodeRequest& request, std::uint64_t head)
{
    const SupportContent& content = request.content->support;
    Making making{.turn = supportTurn(content, request.seed, request.index),
                  .input = {},
                  .instructions = instructionsOf(request),
                  .inputTokens = 0,
                  .isInputCut = false};
    const bool isPoisoned =
        has(request, FaultKind::PoisonedIndex) && making.turn.article->topic == request.fault.topic;
    if (isPoisoned) {
        making.turn.passages.insert(making.turn.passages.begin(),
                                    poisonedPassage(*making.turn.article, request.fault.document));
        making.turn.passages.pop_back();
    }
    making.input.addText("system", making.turn.context());
    const auto addTurn = [&](const SupportTurn& before) {
        making.input.addText("user", before.question);
        making.input.addText("assistant", before.answer());
    };
    const std::size_t before = turnsBefore(request.seed, head);
    for (std::size_t i = 0; i < before; ++i)
        addTurn(supportTurn(content, request.seed,
                            streamSeed(request.seed, "support-bot earlier", head * 64 + i)));
    if (head != request.index)
        addTurn(supportTurn(content, request.seed, head));
    making.input.addText("user", making.turn.question);
    making.inputTokens = tokensOf(making.input.characters() + making.instructions.size()) + 12;
    if (has(request, FaultKind::LostContext)) {
        // What the answer may take is kept free.
        const std::int64_t kept = request.fault.window - request.service->maxTokens;
        making.isInputCut = making.inputTokens > kept;
        making.inputTokens = std::min(making.inputTokens, kept);
    }
    return making;
}

// The share of answers that a fault spoils under these circumstances.
double shareOf(const EpisodeRequest& request, const Making& making)
{
    const Fault& fault = request.fault;
    switch (fault.kind) {
    case FaultKind::CutOffAnswers:
    case FaultKind::AlteredFigures:
    case FaultKind::UngroundedAnswers:
        return fault.share;
    case FaultKind::LostContext:
        return making.isInputCut ? fault.share : 0;
    case FaultKind::PoisonedIndex:
        return making.turn.article->topic == fault.topic ? fault.share : 0;
    case FaultKind::IncoherentUnderLoad:
        return fault.share / (1 + std::exp((fault.knee - request.load) / kKneeWidth));
    case FaultKind::FabricatedIdentifiers:
    case FaultKind::HarshJudge:
    case FaultKind::AgentLoop:
    case FaultKind::LostTelemetry:
        break;
    }
    return 0;
}

// What the fault makes of the statement and the answer; both as they were where it does not reach.
struct Spoken
{
    std::string statement;
    std::string answer;
    std::string complaint; // as a judge would put it, who has the passages
    bool isRight = true;
};

Spoken spoiled(const EpisodeRequest& request, const Making& making)
{
    const SupportContent& content = request.content->support;
    const SupportTurn& turn = making.turn;
    Random random(streamSeed(request.seed, "support-bot fault", request.index));
    Spoken spoken{.statement = turn.statement, .answer = "", .complaint = "", .isRight = true};
    const std::string altered = alteredFigures(turn.statement);
    const auto state = [&](const std::string& statement) {
        spoken.statement = statement;
        spoken.answer = turn.opening + statement + turn.rest;
        spoken.isRight = statement == turn.statement;
        if (!spoken.isRight)
            spoken.complaint = "A figure of the answer is not the one of the passages.";
    };
    switch (request.fault.kind) {
    case FaultKind::AlteredFigures:
        state(altered);
        break;
    case FaultKind::PoisonedIndex: // and faithful to what was found
        state(altered);
        spoken.complaint.clear();
        break;
    case FaultKind::LostContext:
        state(altered);
        if (spoken.isRight || random.chance(kForgetful)) {
            spoken.answer = random.pick(content.forgetful);
            spoken.statement.clear();
            spoken.isRight = false;
            spoken.complaint = "The answer says nothing of what the passages hold.";
        }
        break;
    case FaultKind::UngroundedAnswers:
        spoken.answer = turn.opening + turn.statement + " " + random.pick(content.promises);
        spoken.complaint = "No passage says what the last sentence promises.";
        break;
    case FaultKind::IncoherentUnderLoad:
        spoken.answer = cutToTokens(fallenApart(random, turn.answer(), turn.context()),
                                    request.service->maxTokens - 2);
        spoken.statement.clear();
        spoken.isRight = false;
        spoken.complaint = "The answer is not coherent.";
        break;
    default:
        state(turn.statement);
    }
    return spoken;
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
                            {"gen_ai.retrieval.query.text", turn.question},
                            {"gen_ai.retrieval.top_k", static_cast<std::int64_t>(kPassages)},
                            {"gen_ai.retrieval.documents", turn.documents()}};
    episode.spans.push_back(std::move(retrieval));
}

// The answer as the service gave it: whole, spoilt by the fault, or (rarely) too long.
Utterance utteranceOf(const EpisodeRequest& request, Random& random, const Making& making,
                      const Spoken& spoken, Inference& inference)
{
    Utterance utterance{.context = making.turn.context(),
                        .question = making.turn.question,
                        .answer = spoken.answer,
                        .finishReason = "stop",
                        .isFaulty = !spoken.isRight || !spoken.complaint.empty()};
    const bool isRambling = random.chance(kRambling);
    const bool isStarved = inference.maxTokens < request.service->maxTokens;
    if (isRambling && !isStarved)
        utterance.answer = rambled(making.turn, inference.maxTokens);
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
void addDetails(Episode& episode, int chat, const EpisodeRequest& request, const Making& making,
                const Inference& inference, const Utterance& utterance)
{
    PlannedLog details{.span = chat,
                       .at = endOf(episode.spans[static_cast<std::size_t>(chat)]),
                       .severity = 5,
                       .eventName = "gen_ai.client.inference.operation.details",
                       .attributes = inferenceAttributes(request, inference)};
    details.attributes.emplace_back("gen_ai.system_instructions",
                                    systemInstructions(making.instructions));
    details.attributes.emplace_back("gen_ai.input.messages", making.input.json());
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
void addHandover(Episode& episode, const EpisodeRequest& request, const Making& making,
                 const Spoken& spoken, const std::string& conversation)
{
    Random random(streamSeed(request.seed, "support-bot handover", request.index));
    const bool isLong = turnsBefore(request.seed, supportHead(request.seed, request.index)) > 0;
    if (!random.chance(isLong ? kLongHandovers : kHandovers) || spoken.statement.empty()
        || episode.utterances.back().finishReason != "stop")
        return;
    const Article& article = *making.turn.article;
    episode.handover = {.conversation = conversation,
                        .caller = request.caller,
                        .statement = spoken.statement,
                        .article = R"({"article":)" + quoted(article.id) + R"(,"text":)"
                            + quoted(bodyText(article)) + "}",
                        .isFaulty = !spoken.isRight};
}

} // namespace

std::uint64_t conversationOf(const Service& service, std::uint64_t seed, std::uint64_t index)
{
    return service.name == "support-bot" ? supportHead(seed, index) : index;
}

Episode makeSupportEpisode(const EpisodeRequest& request)
{
    Random random(streamSeed(request.seed, "support-bot details", request.index));
    const std::uint64_t head = supportHead(request.seed, request.index);
    const Making making = makingOf(request, head);
    const std::string responseId = "chatcmpl-" + std::to_string(random.next() % 1'000'000'000'000);
    Inference inference{
        .responseId = responseId,
        .conversation =
            "conv-" + std::to_string(streamSeed(request.seed, "conversation", head) % 100'000'000),
        .inputTokens = making.inputTokens,
        .outputTokens = 0,
        .maxTokens = request.service->maxTokens,
        .finishReason = ""};
    const bool isReached = random.chance(shareOf(request, making)) && request.serving.isFaulty;
    Spoken spoken{.statement = making.turn.statement,
                  .answer = making.turn.answer(),
                  .complaint = "",
                  .isRight = true};
    if (isReached)
        spoken = spoiled(request, making);
    if (isReached && request.fault.kind == FaultKind::CutOffAnswers)
        inference.maxTokens = request.fault.maxTokens;
    const Utterance utterance = utteranceOf(request, random, making, spoken, inference);
    inference.finishReason = utterance.finishReason;
    inference.outputTokens = tokensOf(utterance.answer.size());

    Episode episode;
    addSteps(episode, random, request, making.turn, inference);
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
        addDetails(episode, chat, request, making, inference, utterance);
    episode.utterances.push_back(utterance);
    addHandover(episode, request, making, spoken, inference.conversation);
    return episode;
}

} // namespace drill
