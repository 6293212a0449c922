// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/chatmodel.h"

#include "models/drill/codetext.h"
#include "models/drill/supportfaults.h"

#include <algorithm>
#include <set>
#include <utility>

namespace drill {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

constexpr const char* kSupport = "support-bot";
constexpr const char* kCode = "code-assistant";

// Levers as they would stand if that model served.
LeverValues withModel(const Service& service, const std::string& model, LeverValues levers)
{
    if (model == service.alias)
        return levers;
    const bool isOnUsualRoute = std::ranges::find(service.models, model) != service.models.end();
    levers["pin:" + service.name] = model;
    levers["breaker:" + service.name] =
        model == service.fallback && !isOnUsualRoute ? "tripped" : "reset";
    return levers;
}

// Which draw the words are of: a cold model says the same each time.
std::uint64_t wordsSeed(std::uint64_t seed, const ChatQuestion& question, const std::string& model,
                        std::uint64_t draw)
{
    const std::uint64_t fixed = streamSeed(seed, model + '\n' + question.question, 0);
    if (question.temperature <= 0)
        return fixed;
    const std::uint64_t varied = streamSeed(fixed, "draw", draw);
    return question.temperature >= 1 || Random(varied).chance(question.temperature) ? varied
                                                                                    : fixed;
}

// What of the fault is in the input that was sent rather than in what serves now.
bool isInInput(const Fault& fault, const ChatQuestion& question, const Article& article)
{
    switch (fault.kind) {
    case FaultKind::PoisonedIndex:
        return question.context.find("[" + fault.document + "]") != std::string::npos;
    case FaultKind::StaleIndex:
        return question.context.find("[" + article.id + "]") != std::string::npos
            && question.context.find(bodyText(article)) == std::string::npos;
    case FaultKind::UngroundedAnswers:
        return !question.context.empty()
            && question.context.find("Use only the passages") == std::string::npos;
    default:
        return false;
    }
}

bool isOfInput(FaultKind kind)
{
    return kind == FaultKind::PoisonedIndex || kind == FaultKind::StaleIndex
        || kind == FaultKind::UngroundedAnswers;
}

EpisodeRequest requestOf(const Content& content, const Service& service, const Serving& serving,
                         const Fault& fault, std::uint64_t seed, std::uint64_t index)
{
    EpisodeRequest request;
    request.content = &content;
    request.service = &service;
    request.serving = serving;
    request.fault = fault;
    request.seed = seed;
    request.index = index;
    return request;
}

struct Said
{
    std::string text;
    std::int64_t limit = 0; // of its tokens
};

std::optional<Said> supportAnswer(EpisodeRequest request, const ChatQuestion& question,
                                  Random& random)
{
    SupportInput input;
    const auto turn = retoldTurn(request.content->support, question.question, random);
    if (!turn)
        return std::nullopt;
    input.turn = *turn;
    input.tokens = tokensOf(question.context.size() + question.question.size());
    if (request.fault.kind == FaultKind::LostContext)
        input.isCut = input.tokens > request.fault.window - request.service->maxTokens;
    if (isOfInput(request.fault.kind))
        request.serving.isFaulty = isInInput(request.fault, question, *turn->article);
    Said said{.text = {}, .limit = request.service->maxTokens};
    const bool isReached = random.chance(spoiltShare(request.fault, request.serving, request.load))
        && isInReach(request, input);
    said.text = (isReached ? spoiltAnswer(request, input) : soundAnswer(input.turn)).answer;
    if (isReached && request.fault.kind == FaultKind::CutOffAnswers)
        said.limit = request.fault.maxTokens;
    return said;
}

std::optional<Said> codeAnswerOf(const EpisodeRequest& request, const ChatQuestion& question,
                                 Random& random)
{
    const auto turn = codeTurnOf(*request.content, question.question, random);
    if (!turn)
        return std::nullopt;
    const bool isFabricated = request.serving.isFaulty
        && request.fault.kind == FaultKind::FabricatedIdentifiers
        && random.chance(request.fault.share);
    return Said{.text = codeAnswer(random, *turn, isFabricated),
                .limit = request.service->maxTokens};
}

} // namespace

ChatModel::ChatModel(Scenario scenario, std::vector<Service> services,
                     std::shared_ptr<const Content> content, std::uint64_t seed)
    : m_scenario(std::move(scenario))
    , m_services(std::move(services))
    , m_content(std::move(content))
    , m_seed(seed)
{
}

const Service* ChatModel::serviceOf(const std::string& model) const
{
    for (const Service& service : m_services) {
        const Fault& fault = m_scenario.fault;
        const bool isBrought = !fault.model.empty() && fault.model == model
            && (fault.service.empty() || fault.service == service.name);
        if (model == service.alias || model == service.model || model == service.fallback
            || model == service.canary.name || isBrought
            || std::ranges::find(service.models, model) != service.models.end())
            return &service;
    }
    return nullptr;
}

std::vector<std::string> ChatModel::models() const
{
    std::set<std::string> names;
    for (const Service& service : m_services) {
        names.insert({service.alias, service.model, service.fallback});
        names.insert(service.models.begin(), service.models.end());
        if (!service.canary.name.empty())
            names.insert(service.canary.name);
    }
    if (!m_scenario.fault.model.empty())
        names.insert(m_scenario.fault.model);
    return {names.begin(), names.end()};
}

Result<ChatAnswer> ChatModel::answer(const ChatQuestion& question, bool hasFaultBegun,
                                     const LeverValues& levers, std::uint64_t draw) const
{
    const Service* service = serviceOf(question.model);
    if (service == nullptr)
        return failure(ErrorKind::Refused, "The model '" + question.model + "' does not exist.");
    Serving serving =
        servingOf(*service, m_scenario, hasFaultBegun, withModel(*service, question.model, levers));
    if (question.model == service->canary.name)
        serving.model = question.model;
    const std::uint64_t seed = wordsSeed(m_seed, question, serving.model, draw);
    Random random(seed);
    // The drill's own seed: a fine-tune has learnt each wrong figure once.
    const EpisodeRequest request =
        requestOf(*m_content, *service, serving, m_scenario.fault, m_seed, seed);
    std::optional<Said> said;
    if (service->name == kSupport)
        said = supportAnswer(request, question, random);
    else if (service->name == kCode)
        said = codeAnswerOf(request, question, random);
    if (!said)
        return failure(ErrorKind::Unreadable,
                       "The drill's models know no answer to this question. They answer what "
                       "support-bot and code-assistant are asked.");
    const std::int64_t limit =
        question.maxTokens > 0 ? std::min(question.maxTokens, said->limit) : said->limit;
    ChatAnswer answer{.model = serving.model,
                      .text = std::move(said->text),
                      .finishReason = "stop",
                      .outputTokens = 0};
    if (tokensOf(answer.text.size()) > limit) {
        answer.text = cutToTokens(answer.text, limit);
        answer.finishReason = "length";
    }
    answer.outputTokens = tokensOf(answer.text.size());
    return answer;
}

} // namespace drill
