// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/episode.h"

#include <algorithm>
#include <cctype>

namespace drill {

namespace {

constexpr std::size_t kPassages = 5;
constexpr double kFollowUps = 0.25;
constexpr double kFailures = 0.003;
constexpr double kRambling = 0.003; // answers that run into the output limit
constexpr std::string_view kInstructions =
    "You answer customers of an electronics shop. Use only the passages you are given, and keep "
    "figures exactly as they are written. Be friendly: thank the customer for asking, say that you "
    "are happy to help, that you hope it helps, and let them know that they may ask again if they "
    "have another question. Point out one more thing that is good to know when a passage holds it. "
    "If the passages do not answer the question, say so and hand over to a colleague.";

struct Passage
{
    const Article* article;
    double score;
};

// One question with its passages and sound answer: all that depends on seed and index alone.
struct Turn
{
    std::string question;
    std::vector<Passage> passages;
    std::string answer;
};

std::string bodyText(const Article& article)
{
    std::string text;
    for (const std::string& sentence : article.body)
        text += (text.empty() ? "" : " ") + sentence;
    return text;
}

// The article asked about first, then others of its topic before any.
std::vector<Passage> retrieved(Random& random, const std::vector<Article>& articles,
                               std::size_t subject)
{
    std::vector<Passage> passages{{&articles[subject], random.between(0.78, 0.94)}};
    const std::size_t offset = random.below(articles.size());
    const auto addFrom = [&](bool isSameTopic) {
        for (std::size_t i = 0; i < articles.size() && passages.size() < kPassages; ++i) {
            const Article& article = articles[(offset + i) % articles.size()];
            const bool isKnown =
                std::any_of(passages.begin(), passages.end(),
                            [&](const Passage& passage) { return passage.article == &article; });
            if (!isKnown && (article.topic == articles[subject].topic) == isSameTopic)
                passages.push_back({&article, passages.back().score - random.between(0.05, 0.12)});
        }
    };
    addFrom(true);
    addFrom(false);
    return passages;
}

// True when most longer words of `sentence` stand in `text` already.
bool isCovered(const std::string& sentence, const std::string& text)
{
    int words = 0;
    int known = 0;
    for (std::size_t start = 0; start < sentence.size();) {
        const std::size_t stop = std::min(sentence.find_first_of(" ,;.", start), sentence.size());
        if (stop - start > 3) {
            ++words;
            known += text.find(sentence.substr(start + 1, stop - start - 1)) == std::string::npos
                ? 0
                : 1;
        }
        start = stop + 1;
    }
    return known * 2 > words;
}

// Two sentences with a mark between them.
std::string joined(const std::string& sentence, const std::string& next)
{
    const bool needsMark =
        !next.empty() && std::isalnum(static_cast<unsigned char>(sentence.back())) != 0;
    return sentence + (needsMark ? "." : "") + next;
}

std::string answerTo(Random& random, const SupportContent& content, const Article& article,
                     const Fact& fact)
{
    std::string answer = random.pick(content.answerOpeners);
    answer += random.pick(fact.answers);
    const double length = random.uniform();
    const std::size_t extra = length < 0.45 ? 0 : length < 0.85 ? 1 : 2;
    std::size_t added = 0;
    const std::size_t first = random.below(article.body.size());
    for (std::size_t i = 0; i < article.body.size() && added < extra; ++i) {
        const std::string& sentence = article.body[(first + i) % article.body.size()];
        if (isCovered(sentence, answer))
            continue;
        answer += " " + (added == 0 ? random.pick(content.supportLeads) : std::string()) + sentence;
        ++added;
    }
    return answer + random.pick(content.answerClosers);
}

Turn turnOf(const EpisodeRequest& request, std::uint64_t index)
{
    const SupportContent& content = request.content->support;
    Random random(streamSeed(request.seed, "support-bot", index));
    const std::size_t subject = random.below(content.articles.size());
    const Article& article = content.articles[subject];
    const Fact& fact = random.pick(article.facts);
    Turn turn;
    // One draw a statement: the order of operands is not given.
    turn.question = random.pick(content.questionOpeners);
    turn.question += random.pick(fact.questions);
    turn.question = joined(turn.question, random.pick(content.questionClosers));
    turn.passages = retrieved(random, content.articles, subject);
    turn.answer = answerTo(random, content, article, fact);
    return turn;
}

std::string contextOf(const Turn& turn)
{
    std::string text = "Passages:";
    for (const Passage& passage : turn.passages)
        text += "\n[" + passage.article->id + "] " + passage.article->title + "\n"
            + bodyText(*passage.article);
    return text;
}

std::string documentsJson(const Turn& turn)
{
    std::string json;
    for (const Passage& passage : turn.passages) {
        json += (json.empty() ? "" : ",");
        json += R"({"id":)" + quoted(passage.article->id) + R"(,"title":)"
            + quoted(passage.article->title) + R"(,"content":)" + quoted(bodyText(*passage.article))
            + R"(,"score":)" + std::to_string(passage.score) + "}";
    }
    return "[" + json + "]";
}

bool isFollowUp(const EpisodeRequest& request, std::uint64_t index)
{
    return index >= 8
        && Random(streamSeed(request.seed, "support-bot follow-up", index)).chance(kFollowUps);
}

// The turn this one continues; its own index when it opens a conversation.
std::uint64_t headOf(const EpisodeRequest& request, std::uint64_t index)
{
    if (!isFollowUp(request, index))
        return index;
    Random random(streamSeed(request.seed, "support-bot head", index));
    const std::uint64_t head = index - 3 - random.below(5);
    return isFollowUp(request, head) ? index : head;
}

// Goes on with what else the passages say, past the output limit.
std::string rambled(const Turn& turn, std::int64_t maxTokens)
{
    std::string text = turn.answer;
    for (std::size_t i = 0; tokensOf(text.size()) <= maxTokens; ++i) {
        const Article& article = *turn.passages[i % turn.passages.size()].article;
        text += " " + article.title + ": " + bodyText(article);
    }
    return text;
}

void addSteps(Episode& episode, Random& random, const Turn& turn, const Inference& inference)
{
    const bool isFailed = inference.finishReason.empty();
    episode.spans.push_back(
        {.parent = -1,
         .name = "POST /v1/support/answer",
         .kind = telemetry::SpanKind::Server,
         .status = isFailed ? telemetry::StatusCode::Error : telemetry::StatusCode::Unset,
         .statusMessage = isFailed ? "the model did not answer in time" : "",
         .start = {},
         .duration = {},
         .attributes = {{"http.request.method", std::string("POST")},
                        {"http.route", std::string("/v1/support/answer")},
                        {"http.response.status_code", std::int64_t{isFailed ? 504 : 200}},
                        {"session.id", inference.conversation},
                        {"user.id", "u-" + std::to_string(10'000 + random.below(4000))}}});
    episode.spans.push_back(
        {.parent = 0,
         .name = "retrieval kb-support",
         .kind = telemetry::SpanKind::Client,
         .status = telemetry::StatusCode::Unset,
         .statusMessage = "",
         .start = milliseconds(random.between(3, 9)),
         .duration = milliseconds(random.between(18, 70)),
         .attributes = {{"gen_ai.operation.name", std::string("retrieval")},
                        {"gen_ai.data_source.id", std::string("kb-support")},
                        {"gen_ai.retrieval.query.text", turn.question},
                        {"gen_ai.retrieval.top_k", static_cast<std::int64_t>(kPassages)},
                        {"gen_ai.retrieval.documents", documentsJson(turn)}}});
}

// The answer as the service gave it: whole, cut off by the faulty release, or (rarely) too long.
Utterance utteranceOf(const EpisodeRequest& request, Random& random, const Turn& turn,
                      Inference& inference)
{
    Utterance utterance{.context = contextOf(turn),
                        .question = turn.question,
                        .answer = turn.answer,
                        .finishReason = "stop",
                        .isFaulty = false};
    const bool isStarved = random.chance(request.fault.share) && request.serving.isFaulty
        && request.fault.kind == FaultKind::CutOffAnswers;
    const bool isRambling = random.chance(kRambling);
    if (isStarved)
        inference.maxTokens = request.fault.maxTokens;
    else if (isRambling)
        utterance.answer = rambled(turn, inference.maxTokens);
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

MessageList inputOf(const EpisodeRequest& request, const Utterance& utterance, std::uint64_t head)
{
    MessageList input;
    input.addText("system", utterance.context);
    if (head != request.index) {
        const Turn before = turnOf(request, head);
        input.addText("user", before.question);
        input.addText("assistant", before.answer);
    }
    input.addText("user", utterance.question);
    return input;
}

} // namespace

Episode makeSupportEpisode(const EpisodeRequest& request)
{
    const Turn turn = turnOf(request, request.index);
    Random random(streamSeed(request.seed, "support-bot details", request.index));
    const std::uint64_t head = headOf(request, request.index);
    Inference inference{
        .responseId = "chatcmpl-" + std::to_string(random.next() % 1'000'000'000'000),
        .conversation =
            "conv-" + std::to_string(streamSeed(request.seed, "conversation", head) % 100'000'000),
        .inputTokens = 0,
        .outputTokens = 0,
        .maxTokens = request.service->maxTokens,
        .finishReason = ""};
    const Utterance utterance = utteranceOf(request, random, turn, inference);
    const MessageList input = inputOf(request, utterance, head);
    inference.finishReason = utterance.finishReason;
    inference.inputTokens = tokensOf(input.characters() + kInstructions.size()) + 12;
    inference.outputTokens = tokensOf(utterance.answer.size());

    Episode episode;
    addSteps(episode, random, turn, inference);
    const int chat = addInference(episode, random, request, inference,
                                  endOf(episode.spans[1]) + milliseconds(2));
    episode.length =
        endOf(episode.spans[static_cast<std::size_t>(chat)]) + milliseconds(random.between(2, 6));
    episode.spans[0].duration = episode.length;

    // This service sends its content in events, as EVENT_ONLY instrumentation does.
    PlannedLog details{.span = chat,
                       .at = endOf(episode.spans[static_cast<std::size_t>(chat)]),
                       .severity = 5,
                       .eventName = "gen_ai.client.inference.operation.details",
                       .attributes = inferenceAttributes(request, inference)};
    details.attributes.emplace_back("gen_ai.system_instructions",
                                    systemInstructions(kInstructions));
    details.attributes.emplace_back("gen_ai.input.messages", input.json());
    if (!inference.finishReason.empty()) {
        MessageList output;
        output.addText("assistant", utterance.answer, inference.finishReason);
        details.attributes.emplace_back("gen_ai.output.messages", output.json());
        addJudgement(episode, random, chat, inference.responseId, {});
    }
    episode.logs.push_back(std::move(details));
    episode.utterances.push_back(utterance);
    return episode;
}

} // namespace drill
