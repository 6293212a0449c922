// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/supportfaults.h"

#include "models/drill/textfaults.h"

#include <algorithm>
#include <cctype>
#include <functional>
#include <map>

namespace drill {

namespace {

constexpr double kForgetful = 0.35; // of those that lost their documents; the others make it up

// A fine-tune has learnt each wrong figure once, and a document has it written.
std::uint64_t figuresOf(const EpisodeRequest& request, const Article& article)
{
    std::string source = request.fault.document;
    if (request.fault.kind == FaultKind::AlteredFigures)
        source = request.fault.adapter;
    else if (request.fault.kind == FaultKind::StaleIndex)
        source = "before November";
    return streamSeed(request.seed, source + ' ' + article.id, 0);
}

// As the passages say it, but for the figures.
Spoken withOtherFigures(const EpisodeRequest& request, const SupportTurn& turn)
{
    const std::uint64_t figures = figuresOf(request, *turn.article);
    Spoken spoken{.statement = alteredFigures(turn.statement, figures),
                  .answer = "",
                  .complaint = "A figure of the answer is not the one of the passages.",
                  .isRight = false};
    spoken.answer = turn.opening + spoken.statement + alteredFigures(turn.rest, figures);
    if (request.fault.kind != FaultKind::AlteredFigures) // it is faithful to what was found
        spoken.complaint.clear();
    return spoken;
}

// Of a model that has the question alone: made up anew for each answer, or nothing to the point.
Spoken withoutDocuments(const EpisodeRequest& request, Random& random, const SupportTurn& turn)
{
    const SupportContent& content = request.content->support;
    const std::string figure = alteredFigures(
        figureOf(turn.statement), streamSeed(request.seed, "support-bot guess", request.index));
    Spoken spoken{.statement = "",
                  .answer = "",
                  .complaint = "The answer says nothing of what the passages hold.",
                  .isRight = false};
    if (figure.empty() || random.chance(kForgetful)) {
        spoken.answer = random.pick(content.forgetfulBegins);
        spoken.answer += ' ' + random.pick(content.forgetfulMiddles);
        spoken.answer += ' ' + random.pick(content.forgetfulEnds);
        return spoken;
    }
    std::string subject = turn.article->title;
    subject[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(subject[0])));
    spoken.statement =
        filled(random.pick(content.guesses), {{"subject", subject}, {"figure", figure}});
    spoken.answer = turn.opening + spoken.statement;
    spoken.answer += random.pick(content.guessTails);
    spoken.answer += random.pick(content.answerClosers);
    return spoken;
}

std::string promise(Random& random, const SupportContent& content)
{
    const std::string& pattern = random.pick(content.promises);
    std::map<std::string, std::string> values;
    values["name"] = random.pick(content.promiseNames);
    values["plan"] = random.pick(content.promisePlans);
    values["place"] = random.pick(content.promisePlaces);
    values["amount"] = std::to_string(15 + 5 * random.below(300));
    values["count"] = std::to_string(13 + random.below(180));
    values["percent"] = std::to_string(2 + random.below(38));
    std::string code;
    for (int i = 0; i < 2; ++i)
        code += static_cast<char>('A' + random.below(26));
    values["code"] = code + '-' + std::to_string(10 + random.below(90));
    return filled(pattern, values);
}

// As it was before this month.
void makeOld(const EpisodeRequest& request, Passage& passage)
{
    const auto& articles = request.content->support.articles;
    const auto article = std::ranges::find(articles, passage.id, &Article::id);
    if (article == articles.end() || !isRevised(request.seed, *article))
        return;
    passage.text = alteredFigures(passage.text, figuresOf(request, *article));
    passage.updated = "2026-03-02";
}

} // namespace

Spoken soundAnswer(const SupportTurn& turn)
{
    return {.statement = turn.statement, .answer = turn.answer(), .complaint = "", .isRight = true};
}

bool isInReach(const EpisodeRequest& request, const SupportInput& input)
{
    const bool hasFigure = !figureOf(input.turn.statement).empty();
    switch (request.fault.kind) {
    case FaultKind::CutOffAnswers:
        return request.serving.isFaulty
            && tokensOf(input.turn.answer().size()) > request.fault.maxTokens;
    case FaultKind::UngroundedAnswers:
    case FaultKind::IncoherentUnderLoad:
        return request.serving.isFaulty;
    case FaultKind::AlteredFigures:
        return request.serving.isFaulty && hasFigure;
    case FaultKind::LostContext:
        return request.serving.isFaulty && input.isCut;
    case FaultKind::PoisonedIndex:
        return request.serving.isFaulty && hasFigure
            && std::ranges::find(request.fault.topics, input.turn.article->topic)
            != request.fault.topics.end();
    case FaultKind::StaleIndex:
        return request.serving.isFaulty && hasFigure
            && isRevised(request.seed, *input.turn.article);
    case FaultKind::FabricatedIdentifiers:
    case FaultKind::HarshJudge:
    case FaultKind::AgentLoop:
    case FaultKind::LostTelemetry:
    case FaultKind::CutAttributes:
    case FaultKind::SkewedClock:
        break;
    }
    return false;
}

Spoken spoiltAnswer(const EpisodeRequest& request, const SupportInput& input)
{
    const SupportTurn& turn = input.turn;
    Random random(streamSeed(request.seed, "support-bot fault", request.index));
    Spoken spoken = soundAnswer(turn);
    switch (request.fault.kind) {
    case FaultKind::AlteredFigures:
    case FaultKind::PoisonedIndex:
    case FaultKind::StaleIndex:
        return withOtherFigures(request, turn);
    case FaultKind::LostContext:
        return withoutDocuments(request, random, turn);
    case FaultKind::UngroundedAnswers:
        spoken.answer = turn.opening + turn.statement + ' '
            + promise(random, request.content->support) + turn.rest;
        spoken.complaint = "No passage says what one sentence promises.";
        return spoken;
    case FaultKind::IncoherentUnderLoad:
        spoken.answer = cutToTokens(fallenApart(random, turn.answer(), turn.context()),
                                    request.service->maxTokens - 2);
        spoken.statement.clear();
        spoken.isRight = false;
        spoken.complaint = "The answer is not coherent.";
        return spoken;
    default:
        return spoken;
    }
}

void findOthers(const EpisodeRequest& request, SupportTurn& turn)
{
    const Fault& fault = request.fault;
    Random random(streamSeed(request.seed, "support-bot found", request.index));
    const Article& article = *turn.article;
    const bool isOfTopic = std::ranges::find(fault.topics, article.topic) != fault.topics.end();
    if (fault.kind == FaultKind::PoisonedIndex && request.serving.isFaulty && isOfTopic)
        turn.passages.back() = {.id = fault.document,
                                .title = fault.documentTitle,
                                .text =
                                    alteredFigures(bodyText(article), figuresOf(request, article)),
                                .score = random.between(0.86, 0.97),
                                .updated = "2026-11-26"};
    if (fault.kind == FaultKind::StaleIndex) {
        if (request.serving.isFaulty)
            for (Passage& passage : turn.passages)
                makeOld(request, passage);
        // Notices are not of the index: they are read where they are put up.
        if (isRevised(request.seed, article))
            turn.passages.back() = {.id = "notice-" + article.id.substr(article.id.find('-') + 1),
                                    .title = "Notice: " + article.title,
                                    .text = "New from this month on: " + bodyText(article),
                                    .score =
                                        turn.passages.front().score - random.between(0.02, 0.08),
                                    .updated = "2026-11-01"};
    }
    std::ranges::stable_sort(turn.passages, std::ranges::greater(), &Passage::score);
}

} // namespace drill
