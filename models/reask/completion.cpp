// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/reask/completion.h"

#include "models/telemetry/utf8.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reask {

namespace {

constexpr std::size_t kLongestReadError = std::size_t{16}
    << 10U; // bytes; who masks secrets cuts it
constexpr int kMostCalls = 64;

std::string textIn(const QJsonObject& object, const QString& key)
{
    return object[key].toString().toStdString();
}

// A text, or a list of parts with texts.
std::string contentIn(const QJsonValue& content)
{
    if (!content.isArray())
        return content.toString().toStdString();
    std::string text;
    for (const QJsonValue& part : content.toArray())
        text += part.toObject()[u"text"_s].toString().toStdString();
    return text;
}

std::optional<std::int64_t> countIn(const QJsonObject& object, const QString& key)
{
    const QJsonValue value = object[key];
    const qint64 number = value.toInteger(-1); // of 1e300 too
    return number < 0 ? std::nullopt : std::optional<std::int64_t>(number);
}

QJsonObject objectIn(std::string_view json)
{
    return QJsonDocument::fromJson(
               QByteArray::fromRawData(json.data(), static_cast<qsizetype>(json.size())))
        .object();
}

// An error is an object with a message, or a text.
std::string errorIn(const QJsonObject& object)
{
    const QJsonValue error = object[u"error"_s];
    if (error.isString())
        return error.toString().toStdString();
    return textIn(error.toObject(), u"message"_s);
}

std::string shortened(const std::string& error)
{
    return telemetry::sanitizedUtf8(error.substr(0, kLongestReadError));
}

std::string statusError(const net::Exchange& exchange)
{
    std::string error = "HTTP " + std::to_string(exchange.status);
    if (const std::string said = errorIn(objectIn(exchange.body)); !said.empty())
        error += ": " + said;
    error = shortened(error);
    const std::string_view wait = exchange.header("retry-after");
    if (!wait.empty()) {
        const bool isSeconds =
            std::ranges::all_of(wait, [](char c) { return c >= '0' && c <= '9'; });
        error += " (asks to wait " + std::string(isSeconds ? "" : "until ")
            + shortened(std::string(wait)) + (isSeconds ? " s)" : ")");
    }
    return error;
}

} // namespace

void CompletionReader::feed(std::string_view piece)
{
    while (!piece.empty()) {
        const std::size_t end = piece.find('\n');
        m_line.append(piece.substr(0, end));
        if (end == std::string_view::npos)
            return;
        std::string line;
        line.swap(m_line);
        if (line.ends_with('\r'))
            line.pop_back();
        readLine(line);
        piece.remove_prefix(end + 1);
    }
}

void CompletionReader::readLine(std::string_view line)
{
    constexpr std::string_view name = "data:";
    if (line.empty()) {
        readEvent();
        return;
    }
    if (!line.starts_with(name))
        return; // a comment that keeps the connection, an id, or no event at all
    m_isStream = true;
    line.remove_prefix(name.size());
    if (line.starts_with(' '))
        line.remove_prefix(1);
    if (!m_data.empty())
        m_data += '\n';
    m_data += line;
}

void CompletionReader::readEvent()
{
    std::string data;
    data.swap(m_data);
    if (data == "[DONE]")
        m_isDone = true;
    else if (!data.empty())
        readObject(objectIn(data));
}

void CompletionReader::addDelta(const QJsonObject& delta)
{
    m_sample.text += contentIn(delta[u"content"_s]);
    m_sample.refusal += textIn(delta, u"refusal"_s);
    // Two servers' names for it.
    m_sample.reasoning += textIn(delta, u"reasoning_content"_s) + textIn(delta, u"reasoning"_s);
    int place = 0;
    for (const QJsonValue& value : delta[u"tool_calls"_s].toArray()) {
        const QJsonObject call = value.toObject();
        const int index = call[u"index"_s].toInt(place++);
        if (index < 0 || index >= kMostCalls)
            continue;
        const QJsonObject function = call[u"function"_s].toObject();
        auto& [name, arguments] = m_calls[index];
        name += textIn(function, u"name"_s);
        arguments += textIn(function, u"arguments"_s);
    }
}

void CompletionReader::readObject(const QJsonObject& object)
{
    if (object.contains(u"error"_s) && m_sample.error.empty()) {
        const std::string said = errorIn(object);
        m_sample.error = shortened(said.empty() ? "The endpoint broke off with an error." : said);
    }
    if (const std::string model = textIn(object, u"model"_s); !model.empty())
        m_sample.model = model;
    const QJsonObject usage = object[u"usage"_s].toObject();
    if (const auto count = countIn(usage, u"prompt_tokens"_s))
        m_sample.inputTokens = count;
    if (const auto count = countIn(usage, u"completion_tokens"_s))
        m_sample.outputTokens = count;
    const QJsonArray choices = object[u"choices"_s].toArray();
    if (choices.isEmpty())
        return;
    const QJsonObject choice = choices.at(0).toObject();
    if (choice[u"message"_s].isObject() || choice[u"delta"_s].isObject())
        m_hasChoice = true;
    addDelta(choice[choice.contains(u"message"_s) ? u"message"_s : u"delta"_s].toObject());
    if (choice[u"finish_reason"_s].isString()) {
        m_sample.finishReason = textIn(choice, u"finish_reason"_s);
        m_isDone = true;
    }
}

void CompletionReader::readWhole(const std::string& body)
{
    const QJsonObject object = objectIn(body);
    readObject(object);
    m_isDone = m_hasChoice; // it is whole, or no JSON
}

sampling::Sample CompletionReader::finish(const net::Exchange& exchange)
{
    const bool isReplied = exchange.state == net::ExchangeState::Replied;
    const bool isGood = exchange.status >= 200 && exchange.status <= 299;
    if (isReplied && isGood && m_isStream) {
        readLine(m_line); // the last may have no line break
        readEvent();
    } else if (isReplied && isGood) {
        readWhole(exchange.body);
    }
    sampling::Sample sample = std::move(m_sample);
    for (auto& [index, call] : m_calls)
        sample.toolCalls.push_back(std::move(call));
    if (!isReplied)
        sample.error = shortened(exchange.error.empty() ? "no reply" : exchange.error);
    else if (!isGood)
        sample.error = statusError(exchange);
    else if (sample.error.empty() && !m_hasChoice)
        sample.error = "The reply is no chat completion.";
    else if (sample.error.empty() && !m_isDone)
        sample.error = "The answer broke off before its end.";
    return sample;
}

} // namespace reask
