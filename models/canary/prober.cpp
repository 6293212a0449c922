// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/canary/prober.h"

#include "models/net/secrettransit.h"
#include "models/telemetry/scarcememory.h"
#include "models/telemetry/utf8.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <new>
#include <utility>

using namespace Qt::StringLiterals;

namespace canary {

namespace {

constexpr std::size_t kLargestReply = 4U * 1024 * 1024;
constexpr std::size_t kLongestError = 300;

telemetry::Timestamp now()
{
    return std::chrono::time_point_cast<telemetry::Duration>(std::chrono::system_clock::now());
}

QJsonObject chatMessage(const QString& role, const std::string& text)
{
    return {{u"role"_s, role}, {u"content"_s, QString::fromStdString(text)}};
}

std::string bodyOf(const ProbeSet& set, const Probe& probe)
{
    QJsonArray messages;
    if (!probe.system.empty())
        messages.append(chatMessage(u"system"_s, probe.system));
    if (!probe.context.empty())
        messages.append(chatMessage(u"system"_s, probe.context));
    messages.append(chatMessage(u"user"_s, probe.prompt));
    QJsonObject body{{u"model"_s, QString::fromStdString(set.model)},
                     {u"messages"_s, messages},
                     {u"stream"_s, false}};
    if (set.temperature)
        body[u"temperature"_s] = *set.temperature;
    if (set.maxTokens)
        body[u"max_tokens"_s] = *set.maxTokens;
    if (set.maxCompletionTokens)
        body[u"max_completion_tokens"_s] = *set.maxCompletionTokens;
    return QJsonDocument(body).toJson(QJsonDocument::Compact).toStdString();
}

std::optional<std::int64_t> count(const QJsonValue& value)
{
    const qint64 number = value.toInteger(-1); // of 1e300 too
    return number < 0 ? std::nullopt : std::optional<std::int64_t>(number);
}

ProbeReply withError(std::string error)
{
    ProbeReply reply;
    reply.error = std::move(error); // cut when the token is masked in it
    return reply;
}

// A text, or a list of parts with texts.
std::string textOf(const QJsonValue& content)
{
    if (!content.isArray())
        return content.toString().toStdString();
    std::string text;
    for (const QJsonValue& part : content.toArray())
        text += part.toObject()[u"text"_s].toString().toStdString();
    return text;
}

// What a model may say, be it no word: calls of tools, a refusal, a limit, a filter.
bool isAnswer(const QJsonObject& choice)
{
    const QJsonValue message = choice[u"message"_s];
    return message.isObject()
        && (message.toObject()[u"content"_s].isString() || choice[u"finish_reason"_s].isString());
}

ProbeReply replyOf(const net::Exchange& exchange)
{
    if (exchange.state != net::ExchangeState::Replied)
        return withError(exchange.error);
    const QJsonObject root =
        QJsonDocument::fromJson(QByteArray::fromStdString(exchange.body)).object();
    if (exchange.status < 200 || exchange.status > 299) {
        const QString said = root[u"error"_s].toObject()[u"message"_s].toString();
        return withError("HTTP " + std::to_string(exchange.status)
                         + (said.isEmpty() ? "" : ": " + said.toStdString()));
    }
    const QJsonObject choice = root[u"choices"_s].toArray().at(0).toObject();
    if (!isAnswer(choice))
        return withError("The reply is no chat completion.");
    const QJsonObject message = choice[u"message"_s].toObject();
    ProbeReply reply;
    reply.output = textOf(message[u"content"_s]);
    reply.refusal = message[u"refusal"_s].toString().toStdString();
    for (const QJsonValue& call : message[u"tool_calls"_s].toArray()) {
        const QJsonObject function = call.toObject()[u"function"_s].toObject();
        reply.toolCalls.push_back(function[u"name"_s].toString().toStdString());
    }
    reply.model = root[u"model"_s].toString().toStdString();
    reply.finishReason = choice[u"finish_reason"_s].toString().toStdString();
    const QJsonObject usage = root[u"usage"_s].toObject();
    reply.inputTokens = count(usage[u"prompt_tokens"_s]);
    reply.outputTokens = count(usage[u"completion_tokens"_s]);
    return reply;
}

} // namespace

std::string completionsUrl(std::string endpoint)
{
    const std::size_t queryAt = std::min(endpoint.find('?'), endpoint.size());
    const std::string query = endpoint.substr(queryAt);
    endpoint.erase(queryAt);
    while (endpoint.ends_with('/'))
        endpoint.pop_back();
    if (endpoint.ends_with("/chat/completions"))
        return endpoint + query;
    const auto scheme = endpoint.find("://");
    const auto host = scheme == std::string::npos ? 0 : scheme + 3;
    // A path of its own is taken as it is.
    if (endpoint.find('/', host) == std::string::npos)
        endpoint += "/v1";
    return endpoint + "/chat/completions" + query;
}

std::chrono::steady_clock::time_point nextRound(std::chrono::steady_clock::time_point round,
                                                std::chrono::milliseconds every,
                                                std::chrono::steady_clock::time_point now)
{
    return std::max(round + every, now);
}

Prober::Prober(std::string endpoint, std::string token)
    : m_url(completionsUrl(std::move(endpoint)))
    , m_token(std::move(token))
{
    if (!m_token.empty())
        m_masker.add(m_token);
}

ProbeOutcome Prober::ask(const ProbeSet& set, const Probe& probe, const std::atomic<bool>* cancel)
{
    const telemetry::Timestamp start = now();
    try {
        return asked(set, probe, cancel);
    } catch (const std::bad_alloc&) {
        return telemetry::withPatience([&] {
            return ProbeOutcome{.probe = &probe,
                                .start = start,
                                .end = now(),
                                .reply = withError("There was not memory enough."),
                                .score = {}};
        });
    }
}

ProbeOutcome Prober::asked(const ProbeSet& set, const Probe& probe, const std::atomic<bool>* cancel)
{
    net::ClientRequest request;
    request.method = "POST";
    request.url = m_url;
    request.headers = {{"Content-Type", "application/json"}};
    if (!m_token.empty())
        request.headers.emplace_back("Authorization", "Bearer " + m_token);
    request.body = bodyOf(set, probe);
    request.timeout = set.timeout;
    request.connectTimeout = std::min(request.connectTimeout, set.timeout);
    request.maxResponseBytes = kLargestReply;

    ProbeOutcome outcome{.probe = &probe, .start = now()};
    const std::string obstacle = m_token.empty() ? std::string() : net::secretObstacle(m_url);
    outcome.reply = obstacle.empty() ? replyOf(m_client.perform(request, cancel))
                                     : withError(obstacle + ". Use https.");
    outcome.end = now();
    // An endpoint may say the token back.
    ProbeReply& reply = outcome.reply;
    for (std::string* text :
         {&reply.error, &reply.output, &reply.refusal, &reply.model, &reply.finishReason})
        *text = m_masker.masked(std::move(*text));
    for (std::string& call : reply.toolCalls)
        call = m_masker.masked(call);
    reply.error = telemetry::sanitizedUtf8(reply.error.substr(0, kLongestError));
    if (outcome.reply.error.empty())
        outcome.score = scoreReply(probe, outcome.reply);
    return outcome;
}

} // namespace canary
